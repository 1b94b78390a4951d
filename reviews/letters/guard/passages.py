"""What the guards of a letter take and give: what is known of a child, the sentences of a text, hits."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from reviews.letters.guard import wordlists


class Kind(StrEnum):
    """What a hit may be."""

    WRONG_CHILD = "WRONG_CHILD"
    STALE = "STALE"


@dataclass(frozen=True)
class Other:
    """A word that belongs to another child: the name, or a school, place or person of theirs.

    `whose` is the child's name, for a brother or sister of whom the letter may speak; empty where it may not.
    """

    words: str
    kind: str
    whose: str = ""


@dataclass(frozen=True)
class About:
    """What the portal knows of the child whom the text is about."""

    forename: str
    surname: str
    sex: str
    born_on: date
    written_on: date
    own: tuple[str, ...] = ()
    """Names of people, schools and places of the child."""
    siblings: tuple[str, ...] = ()
    others: tuple[Other, ...] = ()
    last: tuple[str, ...] = ()
    """What was written last time."""
    standard: tuple[str, ...] = ()
    """Sentences that may be the same each time."""

    @cached_property
    def all_words(self) -> frozenset[str]:
        """Each word of a name of anybody but the child."""
        return wordlists.tokens_of((*self.own, *self.siblings, *(o.words for o in self.others)))

    @cached_property
    def other_forenames(self) -> frozenset[str]:
        return frozenset(o.words.partition(" ")[0] for o in self.others if o.kind == "child")


@dataclass(frozen=True)
class Hit:
    """Words that somebody must look at again. `start` and `end` are their place in the text."""

    kind: Kind
    words: str
    why: str
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """A sentence with its place, and those before it, the nearest first."""

    text: str
    start: int
    earlier: tuple[str, ...] = ()

    @property
    def before(self) -> str:
        return self.earlier[0] if self.earlier else ""

    @cached_property
    def plain(self) -> str:
        return wordlists.plain(self.text)

    @cached_property
    def tokens(self) -> frozenset[str]:
        return wordlists.tokens(self.text)

    def hit(self, kind: Kind, why: str, start: int, end: int) -> Hit:
        return Hit(kind, self.text[start:end], why, self.start + start, self.start + end)


LOOK_BACK = 4
"""How many sentences back somebody may have been named who is meant by she or he."""
_NO_END = "".join(rf"(?<!\b{title}{dot})" for title in ("Mr", "Ms", "Dr", "St", "Mrs") for dot in ("", r"\."))
_END = re.compile(_NO_END + r"(?<!\b[A-Za-z]\.)(?<=[.!?])[”\"’]?\s+|\n+")


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text, each with its place."""
    start = 0
    earlier: tuple[str, ...] = ()
    for end in [*(m.span() for m in _END.finditer(text)), (len(text), len(text))]:
        found = text[start : end[0]]
        if found.strip():
            yield Sentence(found, start, earlier)
            earlier = (found, *earlier[: LOOK_BACK - 1])
        start = end[1]
