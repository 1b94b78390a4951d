"""A figure of another year than its sentence names: “since 2023-24, when 95.4% were in time”, of 2024-25;
“fewer than in 2023-24: 82.6% now, 91.1% then”, where 91.1% is of 2024-25."""

import re
from collections.abc import Iterator

from reporting.proof.meaning.lengths import YEAR
from reporting.proof.pattern import Pattern
from reporting.proof.periods import span
from reporting.proof.sentence import Sentence
from reporting.proof.when import periods_named

WHEN = Pattern(
    r"\s*,?\s+when\s+(?:(?:it|there|they|we|that|this|the\s+(?:figure|share|number|rate))\s+"
    r"(?:was|were|stood\s+at|had|held|looked\s+after|counted)\s+)?(?:only\s+|just\s+|still\s+)?$",
    re.I,
)


COMPARED = Pattern(
    r"\b(?:than|compared\s+(?:with|to)|against|since|from|down\s+on|up\s+on)\s+(?:in\s+|that\s+of\s+"
    r"|those\s+of\s+)?$",
    re.I,
)


def wrong_year_before(sentence: Sentence, year: int) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of the earlier of two figures where the one year that they are held against is
    another: “fewer than in 2023-24: 82.6% now, 91.1% then”."""
    pair = sentence.pair()
    named = [*periods_named(sentence.words, year)] if year and pair else []
    if pair is None or len(named) != 1 or not COMPARED.search(sentence.words[: named[0].start]):
        return
    times = [(of, one, known) for one, known in pair if (of := span(known.period))]
    (first, last), *others = named[0].spans
    if len(times) == 2 and not others and (last - first).days >= YEAR:
        _, one, known = min(times, key=lambda time: time[0][1])
        if not any(first <= of[1] <= last for of, *_ in times):
            said = (
                f"“{named[0].words}” is what {one.printed.text} is held against, but “{known.what}” is there"
            )
            yield "period", f"{said} of {known.period}. Choose the figure of the period that you name."


def wrong_then(sentence: Sentence, year: int) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each figure that is there of another time than that before “when”."""
    for period in periods_named(sentence.words, year) if year and sentence.ours else ():
        end = period.start + len(period.words)
        for one, known in sentence.ours:
            ours = span(known.period)
            if ours is None or one.start < end or not WHEN.fullmatch(sentence.words, end, one.start):
                continue
            if not any(of[0] <= ours[0] and ours[1] <= of[1] or of == ours for of in period.spans):
                said = f"“{period.words}” stands beside {one.printed.text}, but “{known.what}” is there of"
                yield "period", f"{said} {known.period}. Choose the figure of the period that you name."
