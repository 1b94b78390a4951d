"""Figures for those who see the council as one, people and programs: of collection years that are over, as
they were frozen.

None of them sees a small number. But who looked every day would see a count grow by one, and so learn that
something happened to one child on that day; late entries would show the same for a year that is over. Frozen
figures never change, so a year says the same on whatever day it is looked at. What the records give since is
not for them either: the two beside each other differ by a child or two. So once a report of the year is
published, what it tells stands on the pages too, whatever was frozen before it, or what its next edition
corrects.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from django.core.cache import cache
from django.db.models import QuerySet

from accounts.models import Authority
from reporting.edition.evidence import evidence_of, published_before
from reporting.edition.printed import HIDDEN
from reporting.edition.stored import Evidence
from reporting.figures.references import reference
from reporting.measures.base import NO_FIGURE, Measure, Result
from reporting.measures.registry import MEASURES
from reporting.models import Edition, Freeze, FrozenFigure, ReportDocument
from reporting.periods import Period
from reporting.screen.hiding import DAY, Hiding

WHAT = (
    "You see years that are over, as the council froze them or its published report tells them. Figures that "
    f"change from day to day would tell of single children. “{HIDDEN}” stands for a number of 1 to 5, or a "
    "share that would tell one, as in the members’ edition of the report."
)
BARS_OF_A_WHOLE = 2
"""In the reference of a figure that is not broken down."""
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
        for period, counts in _told_by_reports(self.authority, self.years).items():
            results = found[period]
            results |= {code: _as_told(code, period, result, counts) for code, result in results.items()}
        return found


def _told_by_reports(authority: Authority, years: Iterable[Period]) -> dict[Period, Mapping[str, int]]:
    """What the newest published report of each year tells its readers of the whole year: counts by their
    references.
    """
    of = {period.end.year: period for period in years}
    published = ReportDocument.objects.filter(
        report__authority=authority, report__year__in=of, is_published=True, edition=Edition.PUBLIC
    )
    newest = published.order_by("report__year", "-report__number").distinct("report__year")
    return {of[year]: _counts_of(pk) for year, pk in newest.values_list("report__year", "pk")}


def _counts_of(document: int) -> Mapping[str, int]:
    """The counts of wholes that a document shows. It never changes, and is large."""
    name = f"counts-shown:{document}"
    found: dict[str, int] | None = cache.get(name)
    if found is None:
        kept = evidence_of(ReportDocument.objects.only("figures").get(pk=document))
        found = {ref: kept.counts[ref] for ref in kept.shown if ref.count("|") == BARS_OF_A_WHOLE}
        cache.set(name, found, timeout=DAY)
    return found


def _as_told(code: str, period: Period, result: Result, counts: Mapping[str, int]) -> Result:
    """A figure as a report tells it; as it is where the report does not show all of it."""
    measure = MEASURES.get(code)
    if measure is None or result.numerator is None:
        return result
    count, base, not_known = (reference(measure, period, p, "", "") for p in ("count", "base", "not_known"))
    if count not in counts or (result.denominator is not None and base not in counts):
        return result
    return replace(
        result,
        numerator=counts[count],
        denominator=None if result.denominator is None else counts[base],
        not_known=counts.get(not_known, result.not_known),
    )


def known_before(authority: Authority) -> tuple[Evidence, ...]:
    """What readers know before a document is made: from the pages of frozen years, and from every document
    that they have.
    """
    frozen = FrozenYears(authority)
    on_pages = (frozen.hiding.evidence(),) if frozen.years else ()
    return (*on_pages, *published_before(authority))
