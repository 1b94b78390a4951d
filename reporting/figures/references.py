"""The references of figures: the one name by which a figure is kept, printed and found again."""

import re
from collections.abc import Iterable
from datetime import date

from accounts.councils.words import plural
from reporting.figures.base import Kind
from reporting.measures.base import Measure
from reporting.measures.registry import DIMENSIONS
from reporting.periods import Period, month

UNCOUNTED = {"feedback"}
WHAT = {
    "count": "",
    "base": ": counted among",
    "not_known": ": not known",
    "all": ": all",
    "percent": ": share",
    "change": ": change on the year before",
    "share": ": share of all",
}

NOUN_FIRST = re.compile(r"^(\w+)( (?:sent|rated|to) ?.*)$")
"""The noun of a unit that stands before other words: "decision sent", "decision to put off"."""


def counted(unit: str) -> str:
    """What a measure counts, as several: midway checks, decisions sent."""
    found = NOUN_FIRST.match(unit)
    if found:
        return f"{plural(found[1])}{found[2]}"
    return unit if unit in UNCOUNTED else plural(unit)


def reference(measure: Measure, period: Period, part: str, by: str, key: str) -> str:
    """The one name of a figure: March and the year have the same children on 31 March, so they have the same
    name.
    """
    counts_on_a_day = measure.as_at_end and "month" in measure.dimensions
    when = period.end.isoformat() if counts_on_a_day else period_name(period)
    return "|".join([measure.code, when, part, *([f"{by}={tidy(key)}"] if by else [])])


def day_named(words: str) -> Period | None:
    """The month that ends on a day, for a count on that day; another day stands for itself."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", words):
        return None
    try:
        day = date.fromisoformat(words)
    except ValueError:
        return None
    return month(day) if month(day).end == day else Period(day, day)


def period_name(period: Period) -> str:
    if period.is_collection_year:
        return period.label
    if period.is_quarter:
        return period.label.replace(" ", "-")
    if period == month(period.start):
        return f"{period.start:%Y-%m}"
    return f"{period.start.isoformat()}..{period.end.isoformat()}"


def period_label(measure: Measure, period: Period) -> str:
    return f"{period.end.day} {period.end:%B %Y}" if measure.as_at_end else period.label


def tidy(key: str) -> str:
    """A key as it may stand in a reference."""
    return key.replace("|", "/").replace("[", "(").replace("]", ")")


def tidy_keys(found: Iterable[str]) -> set[str]:
    return {tidy(k) for k in found}


def described(measure: Measure, part: str, by: str, key: str) -> str:
    """What a figure counts, in words: the measure, the kind it is broken down to, and which of its counts."""
    return measure.title + (f", {DIMENSIONS[by].lower()} {key}" if by else "") + WHAT.get(part, "")


def kind_of(measure: Measure, part: str) -> Kind:
    """How a figure is written: as a count, a percentage, an average or a change."""
    kinds: dict[str, Kind] = {
        "percent": "percent" if measure.is_share else "average",
        "share": "percent",
        "average": "average",
        "change": "change",
    }
    return kinds.get(part, "count")
