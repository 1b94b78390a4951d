"""The count of some months held against that of a whole year: “42 from April to December, 35 fewer than
the 77 of 2024-25” says nothing of how it moved."""

import re
from collections.abc import Iterator, Sequence

from reporting.proof.borne_out.words import MOVES
from reporting.proof.meaning.named_spans import Span
from reporting.proof.pattern import Pattern
from reporting.proof.periods import span
from reporting.proof.sentence import Said, Sentence

HELD_AGAINST = Pattern(
    r"\b(?:than|against|compared|up|down|fell|fallen|dropped|rose|risen|grew|below|above|more|fewer|less"
    r"|higher"
    r"|lower|half|twice|double[sd]?|halved|increased?|decreased?|reduction|rise|fall|drop)\b",
    re.IGNORECASE,
)
YEAR = 360
"""Days, at the least."""


def wrong_lengths(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of counts of months beside that of another year than theirs."""
    if not (HELD_AGAINST.search(sentence.words) or MOVES.search(sentence.words)):
        return
    for kind in dict.fromkeys(one.kind for one, _ in sentence.ours if not one.printed.is_percent):
        yield from _of_one_kind(
            [(one, of) for one, known in sentence.ours if one.kind == kind and (of := span(known.period))]
        )


def _of_one_kind(times: Sequence[tuple[Said, Span]]) -> Iterator[tuple[str, str]]:
    years = [(one, of) for one, of in times if _days(of) >= YEAR]
    parts = [(one, of) for one, of in times if 1 < _days(of) < YEAR]
    if years and parts and not _make_a_year(parts) and not any(_is_in(of, parts) for _, of in years):
        said = f"{parts[0][0].printed.text} is of some months and {years[0][0].printed.text} of a year."
        yield "period", f"{said} Compare the same months, or two years."


def _days(of: Span) -> int:
    return (of[1] - of[0]).days + 1


def _make_a_year(parts: Sequence[tuple[Said, Span]]) -> bool:
    return sum(_days(of) for of in {of for _, of in parts}) >= YEAR


def _is_in(year: Span, parts: Sequence[tuple[Said, Span]]) -> bool:
    """Whether one of the years is that of the months."""
    return all(year[0] <= of[0] and of[1] <= year[1] for _, of in parts)
