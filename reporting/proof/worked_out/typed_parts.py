"""Typed numbers that are the parts of a printed whole, each next to the name of its group: “17 late reviews,
six by up to five days, four by six to ten and seven by between 11 and 20”."""

import re
from collections.abc import Iterator, Sequence

from reporting.proof.manuscript import Known, Manuscript
from reporting.proof.meaning.beside import group_of
from reporting.proof.meaning.beside import number as value_of
from reporting.proof.meaning.naming import named_in
from reporting.proof.number_words import ONES
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Sentence
from reporting.proof.worked_out.numbers import N, number

ANY = Pattern(rf"(?<![\w.])(?P<n>{N})(?!\s?%|\s+per\s+cent|[\d-])", re.I)
END = Pattern(
    r"[,;:.](?!\d)|\s+(?:and|while|with)\s+(?=(?:(?:a|the)\s+)?(?:further\s+|other\s+)?(?:\d"
    r"|[a-z]+\s+(?:were|by|had)\b))",
    re.I,
)
LEAST = 2
"""Groups, of which one is named next to its number."""
Place = tuple[int, int]


def proved(manuscript: Manuscript, sentence: Sentence) -> Iterator[Place]:
    """Where such numbers stand, and those in the names of their groups."""
    printed = {one.start for one in sentence.figures}
    for groups in wholes_of(manuscript, sentence):
        names = patterns_of(groups)
        inside = [found.span() for name in names.values() for found in name.finditer(sentence.words)]
        for found in ANY.finditer(sentence.words):
            start = found.start("n")
            if start in printed or _is_in(start, inside):
                continue
            ends = (end.start() for end in END.finditer(sentence.words, found.end()))
            end = next((at for at in ends if not _is_in(at, inside)), len(sentence.words))
            told = named_within(names, sentence.words, found.end(), end)
            if len(told) == 1 and value_of(groups[next(iter(told))]) == number(found["n"]):
                yield found.span("n")
                yield from told.values()


def _is_in(at: int, places: Sequence[Place]) -> bool:
    return any(begin <= at < end for begin, end in places)


def wholes_of(manuscript: Manuscript, sentence: Sentence) -> Iterator[dict[str, Known]]:
    """The groups of each count of the sentence that is all of them, by each dimension."""
    for one, known in sentence.ours:
        if one.kind != f"{known.code}|count":
            continue
        by: dict[str, dict[str, Known]] = {}
        for ref, other in manuscript.figures.items():
            dimension, key = group_of(ref)
            if dimension and ref.startswith(f"{one.ref}|"):
                by.setdefault(dimension, {})[key] = other
        yield from (groups for groups in by.values() if len(groups) >= LEAST)


def patterns_of(groups: dict[str, Known]) -> dict[str, Pattern]:
    """How each group may be called: a band by its numbers, in digits or words."""
    spoken = named_in(tuple(sorted(groups)))
    found = {name: _band(name) or spoken.get(name) for name in groups}
    return {name: pattern for name, pattern in found.items() if pattern is not None}


def _band(name: str) -> Pattern | None:
    numbers = [int(n) for n in re.findall(r"\d+", name)]
    if not numbers:
        return None
    said = [rf"(?:{n}|{ONES[n - 2]})" if 2 <= n < 2 + len(ONES) else str(n) for n in numbers]
    if len(said) > 1:
        return Pattern(rf"\b{said[0]}\s*(?:to|and|–|-)\s*{said[1]}\b", re.I)
    lead = re.escape(name.split(str(numbers[0]))[0].strip()).replace(r"\ ", r"\s+")
    return (
        Pattern(rf"\b{lead}\s+{said[0]}\b", re.I)
        if lead
        else Pattern(rf"\b{said[0]}\s+(?:and|or)\s+over\b", re.I)
    )


def named_within(names: dict[str, Pattern], words: str, start: int, end: int) -> dict[str, Place]:
    """The groups that are named there, and where."""
    found = {name: pattern.search(words, start, end) for name, pattern in names.items()}
    return {name: told.span() for name, told in found.items() if told}
