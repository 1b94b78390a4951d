"""Shares that are told of so many: “for every ten reviews more than nine were in time (94.7%)”."""

import re
from collections.abc import Iterator
from fractions import Fraction

from reporting.proof.meaning.negation import is_turned
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Sentence
from reporting.proof.worked_out.numbers import HEDGE, N, number

HEDGES = (
    r"(?:just|slightly|well|more|fewer|less|over|under|above|below|nearly|almost|about|around|roughly|some|at"
    r"|close|not)"
)
OF_SO_MANY = Pattern(
    rf"\b(?:of|in|out\s+of|for|from|among)\s+every\s+(?P<b>{N})\s+"
    rf"(?P<what>[a-z](?:(?!\b{HEDGES}\b)[^.;:(\d]){{2,70}}?)[\s,]+"
    rf"(?:{HEDGE})?(?P<a>{N})\b(?=\s+(?!of\b|in\b|years?\b|months?\b|weeks?\b|days?\b|points?\b))",
    re.IGNORECASE,
)
PART_BEFORE, AGED = (
    Pattern(rf"\b{N}\s+(?:[a-z]+\s+)?$", re.IGNORECASE),
    Pattern(r"\b(?:aged|age|under|over)\b", re.IGNORECASE),
)
"""“Five out of every six reviews of children aged four” says it otherwise."""
Place = tuple[int, int]


def so_many_of_every(sentence: Sentence) -> Iterator[tuple[str, tuple[Place, ...], bool]]:
    """Each of them beside shares, where its numbers stand, and whether one of the shares bears it out."""
    shares = [share / 100 for share in sentence.values(is_percent=True)]
    shares += [1 - share for share in shares] if is_turned(sentence.words) else []
    for found in OF_SO_MANY.finditer(sentence.words) if shares else ():
        if PART_BEFORE.search(sentence.words[: found.start()]) or AGED.search(found["what"]):
            continue
        said = number(found["a"]) / number(found["b"])
        low, high = _reach(found, 1 / number(found["b"]))
        is_right = any(low <= share - said <= high for share in shares)
        yield " ".join(found.group().split()), (found.span("a"), found.span("b")), is_right


def _reach(found: re.Match[str], step: Fraction) -> tuple[Fraction, Fraction]:
    """How far below and above the words the share may lie."""
    if found["over"]:
        return Fraction(0), step
    if found["under"] or found["nearly"]:
        return -step, Fraction(0)
    return -step / 2, step / 2
