"""Figures of a page for those whose figures leave children out: counted from the records when the page is
opened, since what is stored and frozen is of every child of the council.
"""

from collections.abc import Iterable
from dataclasses import replace

from reporting.council.gaps import Gaps
from reporting.layouts.blocks import BALANCE, Balance, Months, Page
from reporting.layouts.registry import codes_of
from reporting.measures.base import NOT_RECORDED, Measure, Result, Scope, compute_by
from reporting.measures.registry import MEASURES
from reporting.measures.timeliness import for_many
from reporting.periods import Period
from reporting.results.families import compute_many
from reporting.results.months import compute_every_month, months_of
from reporting.screen.shown import Standing, with_gap


class CountedFigures:
    """The figures of one page in one scope of a collection year, asked on a day; each found once, when it is
    asked for.
    """

    def __init__(self, scope: Scope, page: Page, months: Iterable[Period]) -> None:
        self.scope = for_many(scope)
        self.gaps = Gaps(scope.authority, scope.recorded)
        self._measures = [MEASURES[code] for code in codes_of(page)]
        self._by_month = [MEASURES[code] for code in _codes_by_month(page)]
        self._months = set(months)
        self._wholes: dict[Period, dict[str, Result]] = {}
        self._in_months: dict[Period, dict[str, Result]] = {}
        self._parts: dict[tuple[str, Period, str], dict[str, Result]] = {}

    def get(self, measure: Measure, period: Period, dimension: str = "", key: str = "") -> Standing | None:
        """The figure; None of a part of which there is nothing."""
        if dimension:
            result = self._parts_of(measure, period, dimension).get(key)
        else:
            result = self._whole_of(measure, period)
        return with_gap(Standing(result), self.gaps.at(measure, period)) if result else None

    def keys(self, measure: Measure, period: Period, dimension: str) -> list[str]:
        """The keys of a breakdown, the most frequent first, "not recorded" last."""
        found = self._parts_of(measure, period, dimension)
        return sorted(found, key=lambda k: (k == NOT_RECORDED, -(found[k].numerator or 0), k))

    def _whole_of(self, measure: Measure, period: Period) -> Result | None:
        if period in self._months and measure in self._by_month:
            return self._month(period).get(measure.code)
        if period not in self._wholes:
            self._wholes[period] = compute_many(self._measures, replace(self.scope, period=period))
        return self._wholes[period].get(measure.code)

    def _month(self, period: Period) -> dict[str, Result]:
        if not self._in_months:
            self._in_months = compute_every_month(self._by_month, self.scope, months_of(self.scope))
        return self._in_months.get(period, {})

    def _parts_of(self, measure: Measure, period: Period, dimension: str) -> dict[str, Result]:
        asked = (measure.code, period, dimension)
        if asked not in self._parts:
            self._parts[asked] = compute_by(measure, replace(self.scope, period=period), dimension)
        return self._parts[asked]


def _codes_by_month(page: Page) -> list[str]:
    found: list[str] = []
    for block in page.blocks:
        if isinstance(block, Months | Balance):
            found += BALANCE if isinstance(block, Balance) else block.codes
    return list(dict.fromkeys(found))
