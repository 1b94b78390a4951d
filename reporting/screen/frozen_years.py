"""Figures for those who see the council as one, people and programs: of collection years that are over, as
they were frozen.

None of them sees a small number. But who looked every day would see a count grow by one, and so learn that
something happened to one child on that day; late entries would show the same for a year that is over. Frozen
figures never change, so a year says the same on whatever day it is looked at. What the records give since is
not for them either: the two beside each other differ by a child or two.
"""

from django.db.models import QuerySet

from accounts.models import Authority
from reporting.edition.printed import HIDDEN
from reporting.measures.base import NO_FIGURE, Measure, Result
from reporting.models import Freeze, FrozenFigure
from reporting.periods import Period
from reporting.screen.hiding import hide_small

WHAT = (
    "You see years that are over, as the council froze them. Figures that change from day to day would tell "
    f"of single children. “{HIDDEN}” stands for a number of 1 to 5, or a share that would tell one, as in "
    "the members’ edition of the report."
)
NONE_YET = (
    "You see years that are over and frozen, and the council has frozen none yet. A QA manager freezes a "
    "year on the page of frozen figures. Until then, read the reports that are published."
)


class FrozenYears:
    """The collection years that a council froze, the latest first, and their figures without what was small
    then or would reveal it."""

    def __init__(self, authority: Authority) -> None:
        rows: QuerySet[Freeze] = Freeze.objects.filter(authority=authority).select_related("frozen_by")
        frozen = {Period(row.period_from, row.period_to): row for row in rows.order_by("-period_to")}
        self.years = {period: row for period, row in frozen.items() if period.is_collection_year}
        self._kept: dict[Period, dict[str, Result]] = {}
        self._hide = hide_small(authority, self._as_frozen)

    @property
    def words(self) -> str:
        """What the page says of its figures."""
        return WHAT if self.years else NONE_YET

    def shown(self, measure: Measure, period: Period) -> Result:
        """The figure as these readers get it: none of any other period than a frozen year."""
        return self._hide(measure, self._as_frozen(measure, period), period)

    def _as_frozen(self, measure: Measure, period: Period) -> Result:
        if period not in self._kept:
            self._kept[period] = self._all_of(period)
        return self._kept[period].get(measure.code, NO_FIGURE)

    def _all_of(self, period: Period) -> dict[str, Result]:
        if period not in self.years:
            return {}
        figures = FrozenFigure.objects.filter(freeze=self.years[period], dimension="")
        return {row.code: Result(row.numerator, row.denominator, row.not_known, row.scale) for row in figures}
