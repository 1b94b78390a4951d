"""The figures of a dashboard: every month of a year, the year so far and the same part of the year before,
from what is stored where it is the council’s, else counted from the records.
"""

from dataclasses import replace
from datetime import date

from reporting.dashboard.whose import Part
from reporting.measures.base import Measure, Result, Scope
from reporting.measures.timeliness import for_many
from reporting.periods import Period, a_year_before, month
from reporting.results.families import compute_many
from reporting.results.months import compute_every_month, compute_months, compute_part, months_of
from reporting.screen.shown import Standing, StandingFigures
from statute.working_days import collection_year_number

Key = tuple[str, Period]


class YearOfFigures:
    """The figures of some measures in a collection year, for one part of what somebody may see.

    `scope` is of the whole collection year, asked today.
    """

    def __init__(self, scope: Scope, measures: list[Measure], part: Part) -> None:
        assert scope.as_at is not None
        self.scope, self.part, self.today = scope, part, scope.as_at
        self.year = scope.period
        self.months = self.year.months()
        self.begun = [m for m in self.months if m.start <= self.today]
        self.over = [m for m in self.begun if m.end <= self.today]
        self.so_far = Period(self.year.start, min(self.year.end, self.today))
        self.before = a_year_before(self.so_far)
        self.counted = [m for m in measures if not part.dimension or part.dimension in m.dimensions]
        self._found: dict[Key, Standing] = {}
        if scope.children is None and not part.dimension:
            self._take_stored()
        self._count_months()
        self._count_wholes()

    def get(self, measure: Measure, period: Period) -> Standing | None:
        """The figure of a month, or of `so_far` and `before`; None where it is not counted for the part."""
        return self._found.get((measure.code, period))

    def of_year(self, measure: Measure) -> Period | None:
        """The period of the figure of the year so far: for a count on a day the last month that is over."""
        if not measure.as_at_end:
            return self.so_far
        return self.over[-1] if self.over else None

    def of_year_before(self, measure: Measure) -> Period | None:
        """The same a year before."""
        period = self.of_year(measure)
        return month(a_year_before(period).start) if period and measure.as_at_end else self.before

    def _take_stored(self) -> None:
        """What was counted last night, or frozen. The year so far of a stored year is that of the year."""
        periods = [*self.begun, self.year]
        stored = StandingFigures(self.scope.authority, [m.code for m in self.counted], periods)
        for measure in self.counted:
            for period in periods:
                if found := stored.get(measure, period):
                    asked = self.so_far if period == self.year and not measure.as_at_end else period
                    self._found[measure.code, asked] = found

    def _count_months(self) -> None:
        missing = [m for m in self.counted if any((m.code, p) not in self._found for p in self.begun)]
        if not missing:
            return
        months = months_of(self.scope)
        if self.part.dimension:
            for measure in missing:
                self._keep(measure, compute_months(measure, self.scope, months, self.part.of))
            return
        for period, figures in compute_every_month(missing, self.scope, months).items():
            self._found |= {
                (code, period): Standing(result)
                for code, result in figures.items()
                if (code, period) not in self._found
            }

    def _keep(self, measure: Measure, figures: dict[Period, Result]) -> None:
        self._found |= {(measure.code, period): Standing(result) for period, result in figures.items()}

    def _count_wholes(self) -> None:
        """The year so far, where it is not the last month over, and the same a year before."""
        flows = [m for m in self.counted if not m.as_at_end]
        self._count(self.so_far, [m for m in flows if (m.code, self.so_far) not in self._found])
        self._count(self.before, flows)
        if self.over:
            last = month(a_year_before(self.over[-1]).start)
            self._count(last, [m for m in self.counted if m.as_at_end])

    def _count(self, period: Period, measures: list[Measure]) -> None:
        if not measures:
            return
        scope = for_many(replace(self.scope, period=period))
        if self.part.dimension:
            for measure in measures:
                self._keep(measure, {period: compute_part(measure, scope, self.part.of)})
            return
        for code, result in compute_many(measures, scope).items():
            self._found[code, period] = Standing(result)


def years_on(day: date, shown: int = 6) -> list[int]:
    """The collection years that can be chosen, the running one first."""
    this = collection_year_number(day)
    return [this - back for back in range(shown)]
