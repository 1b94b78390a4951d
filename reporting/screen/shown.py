"""Figures as a page shows them: the frozen one where a period is frozen, else the stored one; with its gap
and its restatement.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Q

from accounts.models import Authority
from reporting.council.gaps import Gap, Gaps
from reporting.drawing.charts import shown
from reporting.edition.printed import HIDDEN
from reporting.measures.base import NO_FIGURE, Measure, Result, Scope, rows_of
from reporting.measures.recorded import TELL_THEMSELVES, RecordedFrom, is_unknown
from reporting.models import FrozenFigure, MeasureResult
from reporting.models.results import KEY_LENGTH
from reporting.periods import Period
from reporting.screen.frozen_years import FrozenYears

NOT_KNOWN = "not known"
OF_ALL_ALONE = "of the whole council only"
Key = tuple[str, Period, str, str]


@dataclass(frozen=True)
class Standing:
    """A figure with what must be said beside it."""

    result: Result
    is_frozen: bool = False
    restated: Result | None = None
    gap: str = ""


def figure(measure: Measure, result: Result | None, *, is_told: bool = True) -> str:
    """The figure as it is shown: a count, a percentage, a rate or a mean; "–" where there is none, and "not
    known" where no return tells of it.
    """
    if result is None:
        return "–"
    if result.is_hidden:
        return HIDDEN
    if not is_told and result.numerator is None:
        return NOT_KNOWN
    if result.not_known and (
        result.numerator is None or is_unknown(measure.code, result.known, result.not_known)
    ):
        return NOT_KNOWN
    if measure.is_count:
        return shown(result.numerator) if result.numerator is not None else "–"
    return f"{result.value}{measure.sign}" if result.value is not None else "–"


def figure_of(measure: Measure, result: Result, scope: Scope) -> str:
    """The figure of a period as it is shown: where nothing was due in a time to whose end no return tells,
    that is not known either; and of some children alone, what is counted of all alone.
    """
    if is_of_all_alone(measure, result, scope):
        return OF_ALL_ALONE
    if result.denominator == 0 and not is_known_to_the_end(measure, scope.recorded, scope.period):
        return NOT_KNOWN
    return figure(measure, result, is_told=measure.is_told(scope))


def is_of_all_alone(measure: Measure, result: Result, scope: Scope) -> bool:
    """Whether there is no figure because it is one of the whole council, and not of some of its children."""
    if result != NO_FIGURE or not scope.is_of_some or rows_of(measure, scope) is not None:
        return False
    council = replace(scope, children=None, left=None, known=scope.recorded, shared={})
    return rows_of(measure, council) is not None


def is_known_to_the_end(measure: Measure, recorded: RecordedFrom, period: Period) -> bool:
    """Whether reviews are known to the last day of a period, for what no return tells by itself."""
    return measure.code not in TELL_THEMSELVES or recorded.reaches(True, period.end)


def number(value: int | None) -> str:
    """A number as it is shown; "–" where there is none."""
    return shown(value) if value is not None else "–"


def part(measure: Measure, value: int | None) -> str:
    """What counts of a figure, or of what it is counted, as it is shown: 137 children of 3.90 posts."""
    if value is None or not measure.in_hundredths:
        return number(value)
    whole, rest = divmod(value, 100)
    return f"{shown(whole)}.{rest:02d}" if rest else shown(whole)


def counted(result: Result) -> int | None:
    """How many count; None where there are no cases or nothing is known of any, which is another thing than
    none.
    """
    return None if result.denominator == 0 else result.numerator


def judged(result: Result) -> int | None:
    """How many are known, as counted or not; None where there are none."""
    return result.denominator or None


def failed(result: Result) -> int | None:
    """How many are known and do not count."""
    if result.numerator is None or not result.denominator:
        return None
    return result.denominator - result.numerator


def unknown(result: Result) -> int | None:
    """How many are not known; None where there is no figure at all, and where there are no cases."""
    if result.hides_not_known:
        return None
    has_cases = result.numerator is not None and result.denominator != 0
    return result.not_known if result.not_known or has_cases else None


class StandingFigures:
    """The stored and frozen figures of a council for some measures and periods, in three statements. None
    that was stored before the day was set from which its records are complete: it counted by another day.
    """

    def __init__(
        self,
        authority: Authority,
        codes: Iterable[str],
        periods: Iterable[Period],
    ) -> None:
        wanted = {(p.start, p.end): p for p in periods}
        codes = list(codes)
        spans = Q(pk__in=[])
        frozen_spans = Q(pk__in=[])
        for start, end in wanted:
            spans |= Q(period_from=start, period_to=end)
            frozen_spans |= Q(freeze__period_from=start, freeze__period_to=end)
        self.gaps = Gaps(authority)
        self._found: dict[Key, Standing] = {}
        for row in MeasureResult.objects.filter(spans, authority=authority, code__in=codes):
            if self.gaps.recorded.is_older_than_its_day(row.code, row.computed_at):
                continue
            period = wanted[row.period_from, row.period_to]
            result = Result(row.numerator, row.denominator, row.not_known, row.scale)
            self._found[row.code, period, row.dimension, row.key] = Standing(result)
        frozen = FrozenFigure.objects.filter(frozen_spans, freeze__authority=authority, code__in=codes)
        for kept in frozen.select_related("freeze", "restatement"):
            period = wanted[kept.freeze.period_from, kept.freeze.period_to]
            self._found[kept.code, period, kept.dimension, kept.key] = frozen_standing(kept)

    def get(self, measure: Measure, period: Period, dimension: str = "", key: str = "") -> Standing | None:
        """The figure; None when it is not stored."""
        found = self._found.get((measure.code, period, dimension, key[:KEY_LENGTH]))
        return found and with_gap(found, self.gaps.at(measure, period))

    def keys(self, measure: Measure, period: Period, dimension: str) -> list[str]:
        """The keys of a breakdown, the most frequent first, "not recorded" last."""
        found = [
            (k[3], s.result) for k, s in self._found.items() if k[:3] == (measure.code, period, dimension)
        ]
        found.sort(key=lambda f: (f[0] == "not recorded", -(f[1].numerator or 0), f[0]))
        return [key for key, _ in found]


class FrozenAlone:
    """The same for those who see the council as one: frozen years without what was restated since, and
    nothing broken down."""

    def __init__(self, authority: Authority, frozen: FrozenYears) -> None:
        self.gaps, self.frozen = Gaps(authority), frozen

    def get(self, measure: Measure, period: Period, dimension: str = "", key: str = "") -> Standing | None:
        """The figure; None of a part, and of a period that is not frozen."""
        if dimension or period not in self.frozen.years:
            return None
        return with_gap(Standing(self.frozen.shown(measure, period), True), self.gaps.at(measure, period))

    def keys(self, measure: Measure, period: Period, dimension: str) -> list[str]:
        """No keys."""
        return []


def with_gap(found: Standing, gap: Gap | None) -> Standing:
    """The figure with the reason of the gap that it lies in."""
    return replace(found, gap=gap.reason) if gap else found


def frozen_standing(row: FrozenFigure) -> Standing:
    """A frozen figure, with what the records give now where that is another one."""
    later = getattr(row, "restatement", None)
    was = Result(row.numerator, row.denominator, row.not_known, row.scale)
    now = Result(later.numerator, later.denominator, later.not_known, row.scale) if later else None
    return Standing(was, is_frozen=True, restated=now if now != was else None)
