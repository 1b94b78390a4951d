"""Periods with which a figure is compared, and that are not its own: “25.0%, as was so last year”, “a little
below the 95.4% of last year”."""

import re
from collections.abc import Sequence

from reporting.proof.manuscript import Known
from reporting.proof.no_figures import without_them
from reporting.proof.number_words import COUNTED, ONES
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Said, Sentence

HELD_AGAINST = Pattern(
    r"\b(?:than|from|against|compared|as|below|above|behind|ahead|under|over|beyond|since|like|unlike"
    r"|same|similar"
    r"|equal|level|match\w*|beat|short\s+of|up|down|change|difference|better|worse|fewer|less|lower"
    r"|higher|after"
    r"|before|on)\b",
    re.IGNORECASE,
)
TYPED = Pattern(
    rf"(?<![\w.])(?:\d[\d,]*(?:\.\d+)?%?"
    rf"|(?:{'|'.join(ONES)})(?=\s+(?:[a-z]+\s+)?(?:{COUNTED})\b"
    r"|\s+(?:in\s+)?(?:the\s+(?:year\s+before|previous\s+year)|a\s+year\s+(?:ago|earlier|before)|last\s+year"
    r"|(?:in\s+)?20\d\d)\b))",
    re.IGNORECASE,
)
NEXT_TO_IT = Pattern(
    r"\s+(?:(?!(?:and|but|than|with|against|where|when|while|after|as)\b)[a-z’]+\s+){0,3}", re.IGNORECASE
)
LEADS = Pattern(
    rf"\s+(?:(?:{COUNTED})\s+(?:in\s+(?:our\s+)?care\s+)?)?(?:(?:at|on|by|in)\s+)?"
    r"(?:(?:at\s+)?the\s+(?:end|start|beginning|close)\s+of\s+)?",
    re.IGNORECASE,
)
"""“104 at the end of March 2024 to 126”: the period is that of the number which leads to it."""
OF_ENGLAND = Pattern(
    r"\s+(?:of\s+[a-z]+\s+)?(?:in|for|across)\s+(?:England|the\s+country)\b|\s+nationally\b", re.IGNORECASE
)
FAR = 30
"""Letters, from which on a number that was typed is no longer that of the period."""


def right_before(words: str, period: int, ours: Sequence[tuple[Said, Known]]) -> list[tuple[Said, Known]]:
    """The figure that leads to a period that begins there: “136 a year ago”."""
    return [
        (one, known)
        for one, known in ours
        if one.end < period and NEXT_TO_IT.fullmatch(words, one.end, period)
    ]


def is_of_a_typed_one(sentence: Sentence, start: int, period: str) -> bool:
    """Whether a period that begins there is that of a number that its author typed."""
    figures, typed = [(one.start, one.end) for one in sentence.figures], typed_in(sentence)
    if any(end < start and LEADS.fullmatch(sentence.words, end, start) for _, end in typed):
        return True
    ours, theirs = (
        min((max(begin - start - len(period), start - end) for begin, end in spans), default=FAR)
        for spans in (figures, typed)
    )
    return theirs < min(ours, FAR)


def typed_in(sentence: Sentence) -> list[tuple[int, int]]:
    """Where numbers stand that the author typed."""
    figures = [(one.start, one.end) for one in sentence.figures]
    return [
        found.span()
        for found in TYPED.finditer(without_them(sentence.words))
        if not any(begin <= found.start() < end for begin, end in figures)
    ]


def of_figures(sentence: Sentence, periods: int, place: tuple[int, int]) -> list[bool]:
    """Which of so many periods of a clause are those of figures, where each of its numbers, printed or typed,
    has one: “seven the year before and 3 this year”; else all of them."""
    printed = [(one.start, True) for one in sentence.figures]
    typed = [start for start, end in typed_in(sentence) if not OF_ENGLAND.match(sentence.words, end)]
    numbers = sorted([*printed, *((start, False) for start in typed)])
    inside = [is_figure for start, is_figure in numbers if place[0] <= start < place[1]]
    return inside if len(inside) == periods and any(inside) else [True] * periods


def is_held_against(words: str, start: int, ours: Sequence[Said]) -> bool:
    """Whether an earlier period that begins there follows words that hold the figure before against it."""
    before = [one for one in ours if one.end <= start]
    is_next = any(one.start >= start for one in ours)
    return bool(before and not is_next and HELD_AGAINST.search(words, before[-1].end, start))
