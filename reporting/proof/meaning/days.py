"""A day that is named without its year, beside the count of another day: “on 31 December there were 133”, who
were there on 30 November."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from reporting.proof.pattern import Pattern
from reporting.proof.periods import span
from reporting.proof.sentence import Sentence
from statute.clock_words import MONTHS

DAY = Pattern(
    rf"\b(?:on|at|by)\s+(?P<day>\d{{1,2}})\s+(?P<month>{'|'.join(MONTHS)})\b(?!\s+(?:19"
    rf"|20)\d\d)",
    re.IGNORECASE,
)
FAR = 60
"""Letters, from which on a day is no longer that of the figure."""


def wrong_days(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of the one count of a day whose sentence names another."""
    ours = [(one, known, of) for one, known in sentence.ours if (of := span(known.period)) and of[0] == of[1]]
    named = list(DAY.finditer(sentence.words))
    if len(ours) != 1 or len(sentence.figures) != 1 or len(named) != 1:
        return
    (one, known, of), found = ours[0], named[0]
    between = sentence.words[min(found.end(), one.end) : max(found.start(), one.start)]
    if (
        len(between) > FAR
        or re.search(
            r"[.;:(]|\b(?:and|but|while|when"
            r"|as)\b",
            between,
        )
        or _is_it(found, of[0])
    ):
        return
    said = (
        f"“{found.group()}” stands beside {one.printed.text}, but “{known.what}” is there of {known.period}."
    )
    yield "period", f"{said} Choose the figure of the day that you name."


def _is_it(found: re.Match[str], day: date) -> bool:
    """Whether it is the day, or the day after: at its start the count is the same."""
    names = [month.lower() for month in MONTHS]
    told = int(found["day"]), names.index(found["month"].lower()) + 1
    return any(told == (one.day, one.month) for one in (day, day + timedelta(days=1)))
