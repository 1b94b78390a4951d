"""What is said not to have moved: “neither fell”, “has not risen”, of figures that did."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from reporting.proof.borne_out.series import good_way, value_of
from reporting.proof.borne_out.words import MOVES
from reporting.proof.meaning.negation import UNCERTAIN
from reporting.proof.meaning.topics import of_figure, subjects_in
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Said, is_said_not
from reporting.proof.shares import FUTURE

NEITHER = Pattern(r"\b(?:neither|nor|none)\b", re.I)
IN_WHAT = Pattern(r"\s+(?:in|of)\s+(?P<what>[^,.;:(]{3,50})")
OF_WHOM = Pattern(
    r"\b(?:the|our)\s+(?:(?:overall|total)\s+)?(?:number|total|population)s?\s+(?:of\s+)?(?:[a-z]+\s+){1,5}?"
    r"(?:\w+ly\s+|still\s+|has\s+|have\s+|in\s+fact\s+)*$",
    re.I,
)
"""“The number in care still grew” is told of no other figure."""
AND_NO_MORE = Pattern(
    r"\s*(?:[,.;:(–]|$)|\s+(?:this|last|on|since|over|during|in|from|at\s+all|either|and|but|between)\b", re.I
)
"""“Has not risen as fast” does not say that it has not risen."""


def wrong_rests(
    words: str, figures: Sequence[Said], known: Sequence[tuple[Said, Fraction]], span: tuple[int, int]
) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each move that is denied, and that the figures made."""
    for found in MOVES.finditer(words, *span) if known else ():
        before = words[span[0] : found.start()]
        way = {"up": 1, "down": -1, "better": 2, "worse": -2}.get(found.lastgroup or "", 0)
        if (
            not (way and _is_denied(words, found, figures))
            or UNCERTAIN.search(before)
            or FUTURE.search(before)
        ):
            continue
        goes = [_goes(one, was, way) for one, was in known]
        if any(goes) if NEITHER.search(before) else all(goes):
            one = known[goes.index(True)][0]
            said = f"“{found.group()}” is denied of {one.printed.text}, and it did so."
            yield "claim", f"{said} Choose words that fit, or check the figure."


def _is_denied(words: str, found: re.Match[str], figures: Sequence[Said]) -> bool:
    """Whether it is said of a figure that it did not move so."""
    is_told = is_said_not(words, found.start()) and AND_NO_MORE.match(words, found.end())
    return bool(is_told) and not is_of_another(words, found, figures)


def is_of_another(words: str, found: re.Match[str], figures: Sequence[Said]) -> bool:
    """Whether it is told of something that none of the figures is of: “after the rise in caseloads”."""
    of, who = IN_WHAT.match(words, found.end()), OF_WHOM.search(words[: found.start()])
    named = subjects_in(of["what"]) if of else subjects_in(who.group()) if who else frozenset()
    return bool(named) and not any(one.known and of_figure(one.known) & named for one in figures)


def _goes(one: Said, was: Fraction, way: int) -> bool:
    """Whether a figure went that way: up or down, better or worse."""
    sign = (1 if way > 0 else -1) * (good_way(one) if abs(way) == 2 else 1)
    return sign != 0 and (value_of(one) - was) * sign > 0
