"""What is said of an import as a whole, and of whom: so that whoever reads it is told nothing about children
whose records are closed to them.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from accounts.templatetags.govuk import plural

MOST_LINES = 20
"""Lines of a file that a note names."""


@dataclass(frozen=True)
class Note:
    """A sentence about an import. `about`: the numbers of the children of whom it tells; of nobody: empty.

    It may say {count}, how many they are in the words of `counted`, or {lines}, where they stand: then only
    those count who are open to the reader.
    """

    text: str
    about: tuple[str, ...] = ()
    counted: str = ""
    lines: tuple[int, ...] = ()
    """The line of each of `about`, where the note names lines."""

    def told(self, closed: Collection[str] = ()) -> str:
        """The sentence without these children; empty where it is about nobody else."""
        here = [at for at, number in enumerate(self.about) if number not in closed]
        if self.about and not here:
            return ""
        said = self.text.replace("{count}", plural(len(here), self.counted)) if self.counted else self.text
        return said.replace("{lines}", said_lines(self.lines[at] for at in here)) if self.lines else said

    def as_dict(self) -> dict[str, Any]:
        """As it is kept with the import: each child an entry of its own, which goes when the child's record
        is deleted.
        """
        lines = self.lines or [0] * len(self.about)
        told = [{"child": n, "line": line} for n, line in zip(self.about, lines, strict=True)]
        return {"text": self.text, "counted": self.counted, "told": told}


def notes_kept(kept: Iterable[dict[str, Any]]) -> list[Note]:
    """Notes about children as an import keeps them, without those of which every child was deleted."""
    return [
        Note(
            one["text"],
            tuple(child["child"] for child in one["told"]),
            one["counted"],
            tuple(child["line"] for child in one["told"] if child["line"]),
        )
        for one in kept
        if one["told"]
    ]


def said_lines(lines: Iterable[int]) -> str:
    """Line 4, or lines 4, 7, 12 …: as many as one looks at."""
    each = sorted(set(lines))
    more = f" and {len(each) - MOST_LINES} more" if len(each) > MOST_LINES else ""
    return f"line{'s' if len(each) > 1 else ''} {', '.join(map(str, each[:MOST_LINES]))}{more}"
