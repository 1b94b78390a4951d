"""Figures for those who see the council as one, people and programs: of collection years that are over, as
they were frozen.

None of them sees a small number. But who looked every day would see a count grow by one, and so learn that
something happened to one child on that day; late entries would show the same for a year that is over. Frozen
figures never change, so a year says the same on whatever day it is looked at. What the records give since is
not for them either: the two beside each other differ by a child or two.
"""

from functools import cached_property

from django.db.models import QuerySet

from accounts.models import Authority
from reporting.edition.evidence import published_before
from reporting.edition.printed import HIDDEN
from reporting.edition.stored import Evidence
from reporting.measures.base import NO_FIGURE, Measure, Result
from reporting.models import Freeze, FrozenFigure
from reporting.periods import Period
from reporting.screen.hiding import Hiding

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
    then, would reveal it, or is hidden in a document that readers have."""

    def __init__(self, authority: Authority) -> None:
        rows: QuerySet[Freeze] = Freeze.objects.filter(authority=authority).select_related("frozen_by")
        frozen = {Period(row.period_from, row.period_to): row for row in rows.order_by("-period_to")}
        self.authority = authority
        self.years = {period: row for period, row in frozen.items() if period.is_collection_year}

    @property
    def words(self) -> str:
        """What the page says of its figures."""
        return WHAT if self.years else NONE_YET

    def shown(self, measure: Measure, period: Period) -> Result:
        """The figure as these readers get it: none of any other period than a frozen year."""
        found = self._as_frozen.get(period, {}).get(measure.code)
        return self.hiding.shown(measure, period, found) if found else NO_FIGURE

    @cached_property
    def hiding(self) -> Hiding:
        """What of it is not shown."""
        return Hiding(self.authority, self._as_frozen, [row.pk for row in self.years.values()])

    @cached_property
    def _as_frozen(self) -> dict[Period, dict[str, Result]]:
        of = {row.pk: period for period, row in self.years.items()}
        found: dict[Period, dict[str, Result]] = {period: {} for period in self.years}
        for row in FrozenFigure.objects.filter(freeze__in=of, dimension=""):
            result = Result(row.numerator, row.denominator, row.not_known, row.scale)
            found[of[row.freeze_id]][row.code] = result
        return found


def known_before(authority: Authority) -> tuple[Evidence, ...]:
    """What readers know before a document is made: from the pages of frozen years, and from every document
    that they have.
    """
    frozen = FrozenYears(authority)
    on_pages = (frozen.hiding.evidence(),) if frozen.years else ()
    return (*on_pages, *published_before(authority))
