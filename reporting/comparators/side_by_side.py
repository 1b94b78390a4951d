"""Targets, England, similar councils and typed years of many measures at once, for a report: a few
statements, however many measures it prints."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from django.db.models import Q

from accounts.models import Authority
from reporting.comparators.beside import (
    ENGLAND,
    LEAST_NEIGHBOURS,
    SAME_CHILDREN,
    area_of,
    neighbours_of,
    printed_value,
    year_label,
)
from reporting.council.actions import targets_on
from reporting.measures.base import Measure, Result
from reporting.measures.registry import MEASURES
from reporting.measures.to_come import is_of_the_time
from reporting.models import Benchmark, TypedFigure

YEARS = 3
"""An older figure of elsewhere says nothing of this year."""


@dataclass(frozen=True)
class Other:
    """A figure that is not counted here: whose year, and where it is published."""

    value: Decimal
    year: int
    source: str

    @property
    def label(self) -> str:
        """2024-25."""
        return year_label(self.year)


class Others:
    """What stands beside the figures of a council and year, which are of whole years elsewhere. `get` finds
    the council's own figure.
    """

    def __init__(
        self, authority: Authority, year: int, day: date, *, get: Callable[[str], Result], is_over: bool
    ) -> None:
        self.authority, self.year, self.day = authority, year, day
        self._get, self._is_over = get, is_over

    @cached_property
    def targets(self) -> dict[str, Decimal]:
        """Code -> what the council wants to reach."""
        aims = targets_on(self.authority, self.day)
        return {code: aim for code, aim in aims.items() if self.is_held(code)}

    def stands(self, measure: Measure, other: Decimal) -> bool:
        """Whether another figure tells anything beside ours: ours is of a day, or its year is over, and those
        not known could not change which of the two is higher."""
        is_like = self._is_over or not is_of_the_time(measure)
        return is_like and _is_settled(self._get(measure.code), other, measure)

    def is_held(self, code: str) -> bool:
        """Whether ours may be held to its target. The number of people to whom something happened only grows
        while a year runs, so a target for the whole year cannot be met before its end."""
        is_of_people = MEASURES[code].unit in ("child", "care leaver")
        return self._is_over or not (is_of_people and is_of_the_time(MEASURES[code]))

    @cached_property
    def _rows(self) -> dict[str, dict[int, dict[int, Benchmark]]]:
        """Code -> year -> area -> what is published of the whole."""
        wanted = Q(area__code=ENGLAND) | Q(area__in=self._neighbours)
        rows = Benchmark.objects.filter(
            wanted, dimension="", year__gt=self.year - YEARS, year__lte=self.year
        ).select_related("area")
        found: dict[str, dict[int, dict[int, Benchmark]]] = defaultdict(lambda: defaultdict(dict))
        for row in rows:
            found[row.indicator][row.year][row.area_id] = row
        return found

    @cached_property
    def _neighbours(self) -> list[int]:
        area = area_of(self.authority)
        return neighbours_of(area) if area else []

    @cached_property
    def _typed(self) -> dict[tuple[str, int], Other]:
        rows = TypedFigure.objects.filter(authority=self.authority, is_own=True, year__lte=self.year)
        found = {}
        for row in rows:
            value = row.value if row.value is not None else row.number
            if value is not None:
                found[row.indicator, row.year] = Other(value, row.year, row.source)
        return found

    def typed(self, code: str, year: int) -> Other | None:
        """The council's own figure of a year before its records begin, as it was typed in."""
        return self._typed.get((code, year))

    def england(self, measure: Measure) -> Other | None:
        """The figure of England, of the latest year that is published."""
        for year, rows in self._latest(measure):
            for row in rows.values():
                value, _ = printed_value(row, measure)
                if row.area.code == ENGLAND and value is not None and not measure.is_count:
                    return Other(value, year, row.source) if self.stands(measure, value) else None
        return None

    def neighbours(self, measure: Measure) -> Other | None:
        """The mean of the similar councils; none where fewer than five are published."""
        for year, rows in self._latest(measure):
            found = [rows[n] for n in self._neighbours if n in rows]
            values = [v for row in found if (v := printed_value(row, measure)[0]) is not None]
            if len(values) >= LEAST_NEIGHBOURS and not measure.is_count:
                mean = (sum(values, Decimal(0)) / len(values)).quantize(Decimal("0.1"), ROUND_HALF_UP)
                return Other(mean, year, found[0].source) if self.stands(measure, mean) else None
        return None

    def _latest(self, measure: Measure) -> list[tuple[int, dict[int, Benchmark]]]:
        years = self._rows.get(SAME_CHILDREN.get(measure.code, measure.code), {})
        return sorted(years.items(), reverse=True)


def _is_settled(result: Result, other: Decimal, measure: Measure) -> bool:
    """Whether a share is higher or lower than another, whatever those are who are not known."""
    unknown, met, base = result.not_known, result.numerator, result.denominator
    if not (unknown and measure.is_share and met is not None and base is not None):
        return True
    least, most = (Decimal(100 * n) / (base + unknown) for n in (met, met + unknown))
    return not least <= other <= most
