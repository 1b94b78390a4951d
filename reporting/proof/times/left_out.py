"""Quarters whose noun is left out, since it stood just before: “from 91.8% in the first quarter to 97.1% in
the third”."""

from collections.abc import Iterator
from datetime import date

from reporting.proof.pattern import Pattern
from reporting.proof.periods import quarter_of

QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}
ALONE = Pattern(
    rf"(?<=\bin\s|\bby\s)(?P<words>the\s+(?P<nth>{'|'.join(QUARTERS)}))"
    r"(?=\s*(?:[.,;:()–]|$)|\s+(?:and|but|before|to|while|whilst|when|where|against|with|it|there|they"
    r"|\d|were|was"
    r"|came|left)\b)",
    0,
)
QUARTER = Pattern(r"\bquarters?\b", 0)
OTHER = Pattern(rf"\b(?:{'|'.join(QUARTERS)})\s+(?!quarters?\b|year\b)[a-z]{{4,}}|\bhal(?:f|ves)\b", 0)
"""What else may be the first, the second or the third."""


def quarters_left_out(words: str, year: int) -> Iterator[tuple[int, str, tuple[date, date]]]:
    """Where each begins, its words, and the quarter, in the report of the year that ends in this one."""
    for found in ALONE.finditer(words):
        before = [one.end() for one in QUARTER.finditer(words, 0, found.start())]
        if before and not OTHER.search(words, before[-1], found.start()):
            yield found.start("words"), found["words"], quarter_of(year - 1, QUARTERS[found["nth"]])
