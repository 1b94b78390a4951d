"""The committee's page as it is printed: what is short in a table, the rest under headings."""

from collections.abc import Sequence
from dataclasses import dataclass

SHORT = 90
PARTED = " | "
Said = tuple[str, str]


@dataclass(frozen=True)
class Committee:
    """Headings with what stands under them, by how they are printed."""

    brief: tuple[Said, ...]
    long: tuple[Said, ...]
    clearances: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]


def in_parts(cover: Sequence[Said]) -> Committee:
    """Who cleared the report stands last: post, name and day of each."""
    cleared = [(label, words) for label, words in cover if all(PARTED in row for row in words.splitlines())]
    others = [one for one in cover if one not in cleared]
    brief = tuple(one for one in others if len(one[1]) <= SHORT and "\n" not in one[1])
    return Committee(
        brief,
        tuple(one for one in others if one not in brief),
        tuple(
            (label, tuple(tuple((*row.split(PARTED), "")[:3]) for row in words.splitlines()))
            for label, words in cleared
        ),
    )
