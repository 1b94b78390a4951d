"""The trend page: the last twelve months of the main measures, one row each, against target and the year
before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString

from accounts.access.decorators import page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.councils.words import as_said
from reporting.access import scope_for, sees_small_numbers
from reporting.council.actions import targets_on
from reporting.council.gaps import Gaps, is_exact
from reporting.drawing import exhibits
from reporting.drawing.palette import palette
from reporting.drawing.shapes import Value
from reporting.figures.base import against
from reporting.measures.base import Measure, Result, Scope, compute
from reporting.measures.recorded import is_unknown
from reporting.measures.registry import MEASURES
from reporting.periods import Period, a_year_before, month
from reporting.screen.measure_views import whose_figures
from reporting.screen.shown import failed, figure_of
from statute.working_days import add_months

TRENDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Children", ("looked_after_at_end", "starters", "leavers", "three_placements")),
    ("Reviews", ("timeliness_reviews_held", "timeliness_reviews_due", "reviews_held", "record_in_time")),
    ("Taking part", ("participation_official", "child_attended")),
    ("Between reviews", ("midways_in_time", "monitoring_after_reviews", "decisions_answered")),
    ("Challenge", ("disputes_informal", "disputes_formal", "disputes_in_time")),
)
A_QUARTER, NARROW, LARGE = 3, 280, 11.0
FEW = 6
"""Fewer than this a month on average are drawn in quarters: single months say too little."""


@dataclass(frozen=True)
class Trend:
    """One row: the figure of the last twelve months, how it moved, its target, and the months."""

    title: str
    href: str
    value: str
    known_to: str
    change: str
    target: str
    picture: SafeString
    narrow: SafeString
    """The same in quarters: twelve months can't be read on a telephone."""
    misses: str
    misses_href: str


@page(P.SEE_MEASURES)
def trends(request: Request) -> HttpResponse:
    """The main measures, each with a small picture of its twelve months up to today: not for members, who see
    years that are over."""
    if not sees_small_numbers(request.viewer):
        raise PermissionDenied
    viewer, day = request.viewer, today()
    first = month(add_months(day.replace(day=1), -11))
    period = Period(first.start, day)
    scope = replace(scope_for(viewer, period), as_at=day)
    rows = _Rows(
        scope,
        targets_on(viewer.authority, day),
        viewer.authority.colour,
        may_list=viewer.may(P.OPEN_MEASURE_ROWS),
    )
    context = {
        "groups": [(title, [rows.row(MEASURES[c]) for c in codes]) for title, codes in TRENDS],
        "period": period,
        "whose": whose_figures(viewer, scope),
    }
    return render(request, "reporting/trends.html", context)


class _Rows:
    def __init__(self, scope: Scope, targets: dict[str, Decimal], colour: str, *, may_list: bool) -> None:
        self.scope, self.targets, self.may_list = scope, targets, may_list
        self.colours = palette(colour)
        self.gaps = Gaps(scope.authority, scope.recorded)

    def row(self, measure: Measure) -> Trend:
        now = compute(measure, self.scope)
        scopes = self.scope.months()
        results = [compute(measure, scope) for scope in scopes]
        labels, values = self._months(measure, scopes, results)
        last, missed = scopes[-2].period, failed(results[-2]) or 0  # the last month that is over
        unit = "%" if measure.is_share else ""
        is_running = self.scope.period.end < month(scopes[-1].period.start).end
        address = reverse("reporting:measure", args=[measure.code])
        is_listed = self.may_list and missed and measure.is_more_better
        wanted = {"part": "failed", "period": f"{last.start:%Y-%m}"}
        return Trend(
            title=as_said(measure.title),
            href=address,
            value=figure_of(measure, now, self.scope),
            known_to=self.gaps.known_to_words(measure, self.scope.period),
            change=self._change(measure, now),
            target=self._target(measure, now),
            picture=exhibits.months(
                as_said(measure.title),
                labels,
                values,
                self.colours,
                unit=unit,
                width=420,
                height=82 if is_running else 70,
                is_running=is_running,
            ),
            narrow=exhibits.months(
                as_said(measure.title),
                *self._quarters(measure, scopes, results, labels, values),
                self.colours,
                unit=unit,
                width=NARROW,
                height=94 if is_running else 80,
                letters=LARGE,
                is_running=is_running,
            ),
            misses=f"List the {missed:,} of {last.label} that did not" if is_listed else "",
            misses_href=f"{reverse('reporting:rows', args=[measure.code])}?{urlencode(wanted)}",
        )

    def _months(
        self, measure: Measure, scopes: list[Scope], results: list[Result]
    ) -> tuple[list[str], list[Value]]:
        """Twelve months, or four quarters where few happen in a month."""
        known: list[Value] = [
            None if self.gaps.at(measure, scope.period) else self._value(measure, scope, result)
            for scope, result in zip(scopes, results, strict=True)
        ]
        labels = [f"{scope.period.start:%b}" for scope in scopes]
        counts = [n for n in known if isinstance(n, int)]
        if measure.is_count and measure.months_add_up and counts and sum(counts) < FEW * len(counts):
            return _quarters(labels, known)
        return labels, known

    def _quarters(
        self,
        measure: Measure,
        scopes: list[Scope],
        results: list[Result],
        labels: list[str],
        values: list[Value],
    ) -> tuple[list[str], list[Value]]:
        """Four quarters; at the end of each where a measure is as at a day."""
        if len(values) < len(results):  # in quarters already
            return labels, values
        ends = list(range(A_QUARTER - 1, len(values), A_QUARTER))
        if measure.as_at_end:
            return [f"end of {labels[n]}" for n in ends], [values[n] for n in ends]
        if measure.is_count:
            return _quarters(labels, values)
        found: list[Value] = []
        for n in ends:
            of, shown = results[n - A_QUARTER + 1 : n + 1], values[n - A_QUARTER + 1 : n + 1]
            whole = _added(of) if measure.months_add_up else None
            word = next((v for v in shown if isinstance(v, str) and v != "none"), None)
            if None in shown or word or whole is None:
                found.append(word)
            else:
                found.append(self._value(measure, scopes[n], whole))
        return [f"{labels[n - A_QUARTER + 1]} to {labels[n]}" for n in ends], found

    def _value(self, measure: Measure, scope: Scope, result: Result) -> Value:
        """The number of a month; a month without cases that no return tells of is not known."""
        value = _value(measure, result)
        is_told = scope.recorded.reaches(True, scope.period.end)
        return value if is_told or value != "none" else "not known"

    def _change(self, measure: Measure, now: Result) -> str:
        """How the figure moved since the same twelve months a year before."""
        before = a_year_before(self.scope.period)
        if not all(self.gaps.is_whole(measure, period) for period in (self.scope.period, before)):
            return "not comparable with the year before"
        past = compute(measure, replace(self.scope, period=before))
        was, new = _value(measure, past), _value(measure, now)
        if not is_exact(measure, past, now):
            return "not comparable with the year before: some are not known"
        if not isinstance(was, int | Decimal) or not isinstance(new, int | Decimal):
            return "not comparable with the year before"
        step = Decimal(new) - Decimal(was)
        if not step:
            return "the same as a year before"
        points = " points" if measure.is_share else ""
        said = f"{'up' if step > 0 else 'down'} {abs(step):,}{points} on the year before"
        if measure.is_more_better is None:
            return said
        return f"{said}, {'better' if (step > 0) is measure.is_more_better else 'worse'}"

    def _target(self, measure: Measure, now: Result) -> str:
        target, value = self.targets.get(measure.code), _value(measure, now)
        if target is None or measure.is_more_better is None or not isinstance(value, int | Decimal):
            return ""
        sign = "%" if measure.is_share else ""
        return against(value, target, is_more_better=measure.is_more_better, sign=sign)


def _value(measure: Measure, result: Result) -> Value:
    """The number of a month, or the word for it where there was nothing to count: none is another thing than
    not known.
    """
    if is_unknown(measure.code, result.known, result.not_known):
        return "not known"
    if measure.is_count or result.denominator != 0:
        return result.numerator if measure.is_count else result.value
    return "none"


def _added(results: Sequence[Result]) -> Result | None:
    """The months of a quarter as one figure; None where one of them is none."""
    if any(result.numerator is None or result.denominator is None for result in results):
        return None
    return replace(
        results[0],
        numerator=sum(result.numerator or 0 for result in results),
        denominator=sum(result.denominator or 0 for result in results),
        not_known=sum(result.not_known for result in results),
    )


def _quarters(labels: Sequence[str], values: Sequence[Value]) -> tuple[list[str], list[Value]]:
    """Three months each; a quarter with a month that was not recorded is not recorded, and one with a month
    that is not shown is not shown."""
    found: list[Value] = []
    names = []
    for first in range(0, len(values), 3):
        of = values[first : first + 3]
        counts = [n for n in of if isinstance(n, int)]
        word = None if None in of else next((n for n in of if isinstance(n, str)), None)
        found.append(sum(counts) if len(counts) == len(of) else word)
        names.append(f"{labels[first]} to {labels[min(first + 2, len(labels) - 1)]}")
    return names, found
