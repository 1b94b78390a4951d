"""Periods that are not over: a figure counts what has come, and may be a part of what it will be."""

from dataclasses import replace
from typing import TYPE_CHECKING

from statute.working_days import collection_year_number

if TYPE_CHECKING:
    from reporting.measures.base import Measure, Rows, Scope

TO_COME = frozenset({"due_on", "target_on", "needed_before", "happens_on", "booked_for", "was_for"})
"""Days of rows (`days.py`) that are known before they come."""


def is_of_the_time(measure: "Measure") -> bool:
    """Whether a measure counts what happened in the period, so that of a period that is not over it tells a
    part. Others count who is there on a day.
    """
    return not measure.asks["at_end"] or measure.code == "timeliness_child_year"


def is_year_over(scope: "Scope") -> bool:
    """Whether the collection year in which the period ends is over on the day of asking: what is known of a
    part of it is the year to date no more. Pages that ask on no day say beside a figure to when it is known.
    """
    as_at = scope.as_at
    return as_at is not None and collection_year_number(scope.period.end) < collection_year_number(as_at)


def that_have_come(rows: "Rows", measure: "Measure", scope: "Scope") -> "Rows":
    """The rows whose day has come by the day of asking. Otherwise what is done early would count before its
    day, and what is not done yet would not.
    """
    if measure.day not in TO_COME or scope.is_over:
        return rows
    come = rows.population.filter(**{f"{measure.day}__lte": scope.as_at})
    return replace(rows, population=come, whole=None, family="")
