"""The days on which a period in words begins and ends, the report being of a year: the first half, April to
June, the quarter to December 2025."""

import re
from datetime import date, timedelta

from reporting.proof.number_words import value_of
from reporting.proof.periods import quarter_of, span
from statute.clock_words import MONTHS

Span = tuple[date, date]
QUARTERS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "last": 4,
    "final": 4,
    "closing": 4,
    "opening": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
}


def _quarter(words: list[str]) -> int:
    """Which quarter words name: the closing quarter, quarter three, Q3."""
    word = ({*words} & ({*QUARTERS} - {"three"}) or {words[-1]}).pop()
    return QUARTERS.get(word) or int(word[-1])


def _of_a_quarter(found: re.Match[str], year: int) -> tuple[Span, ...]:
    """A quarter of the year of the report, or of the year that is named: the last quarter of 2024-25."""
    of = found["quarter_of"] or ""
    named = as_spans(plain(of)) if of else ()
    words = re.sub(r"\s+(?:of|in)\s*$", "", found.group().removesuffix(of))
    return (quarter_of(named[0][0].year if named else year - 1, _quarter(words.lower().split())),)


def _half(found: re.Match[str], year: int) -> tuple[Span, ...]:
    """The first six months of the year of the report, or the last."""
    is_first = found["half"].lower() in ("first", "opening")
    return (
        (date(year - 1, 4, 1), date(year - 1, 9, 30))
        if is_first
        else (date(year - 1, 10, 1), date(year, 3, 31)),
    )


def _between(found: re.Match[str], year: int) -> tuple[Span, ...]:
    """Months of the year of the report: between April and September."""
    numbers = [MONTHS.index(found[name].title()) + 1 for name in ("month_from", "month_to")]
    if found["month_of"]:
        year = int(found["month_of"]) + (numbers[1] > 3)
    labels = [f"{MONTHS[n - 1]} {year - (n > 3)}" for n in numbers]
    return as_spans(f"{labels[0]} to {labels[1]}")


def _year_to(found: re.Match[str], year: int) -> tuple[Span, ...]:
    ends = as_spans(plain(found["year_to"]))
    last = ends[0][1] if ends else None
    if last is None or (last + timedelta(days=1)).day != 1:
        return ()
    first = last + timedelta(days=1)
    return ((first.replace(year=first.year - 1), last),)


def _months_to(found: re.Match[str], year: int) -> tuple[Span, ...]:
    """The three months to June 2025."""
    ends = as_spans(plain(found["months_to"]))
    if not ends:
        return ()
    last, back = ends[0][1], number(found["months"].lower()) - 1
    first = last.year * 12 + last.month - 1 - back
    return ((date(first // 12, first % 12 + 1, 1), last),)


def _month_to_month(found: re.Match[str], year: int) -> tuple[Span, ...]:
    """April to June, of the year of the report unless another is named."""
    first, last = (MONTHS.index(found[name].title()) + 1 for name in ("first_month", "last_month"))
    ends = int(found["of_year"]) if found["of_year"] else year - (last > 3)
    begins = ends - (first > last)
    return as_spans(f"{MONTHS[first - 1]} {begins} to {MONTHS[last - 1]} {ends}")


def _years(found: re.Match[str], year: int) -> tuple[Span, ...]:
    back = number(found["years"].lower())
    return ((date(year - back, 4, 1), date(year, 3, 31)),)


def _since(found: re.Match[str], year: int) -> tuple[Span, ...]:
    """From that day on: any period that ends later is meant."""
    begins = as_spans(plain(found["since_day"]))
    return ((begins[0][0], date(year, 3, 31)),) if begins else ()


def _calendar(found: re.Match[str], year: int) -> tuple[Span, ...]:
    """January to December, as no figure of ours is."""
    return ((date(int(found["twelve"]), 1, 1), date(int(found["twelve"]), 12, 31)),)


def _both(found: re.Match[str], _year: int) -> tuple[Span, ...]:
    """Between April 2025 and March 2026."""
    return as_spans(f"{plain(found['both_from'])} to {plain(found['both_to'])}")


OF_MONTHS = {
    "quarter": _of_a_quarter,
    "both": _both,
    "part": _half,
    "between": _between,
    "to_day": _year_to,
    "to_month": _months_to,
    "span": _month_to_month,
    "long": _years,
    "since": _since,
    "calendar": _calendar,
}


def number(word: str) -> int:
    """four -> 4"""
    return int(word) if word.isdigit() else value_of(word)


def plain(words: str) -> str:
    """A period as it is printed: 31st  March -> 31 March."""
    return re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", " ".join(words.split()))


def as_spans(label: str) -> tuple[Span, ...]:
    """The one period of a label, or none."""
    found = span(label)
    return (found,) if found else ()
