"""A figure that is given to a time by “when”: “since 2023-24, when 95.4% were in time”, of 2024-25."""

import re
from collections.abc import Iterator

from reporting.proof.pattern import Pattern
from reporting.proof.periods import span
from reporting.proof.sentence import Sentence
from reporting.proof.when import periods_named

WHEN = Pattern(
    r"\s*,?\s+when\s+(?:(?:it|there|they|we|that|this|the\s+(?:figure|share|number|rate))\s+"
    r"(?:was|were|stood\s+at|had|held|looked\s+after|counted)\s+)?(?:only\s+|just\s+|still\s+)?$",
    re.I,
)


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
