"""The dashboard as a table and as rows of a CSV file."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from accounts.councils.words import as_said
from accounts.ui.tables import Cell, Table, headings
from reporting.council.gaps import Gaps, is_exact, touches
from reporting.dashboard.figures import YearOfFigures
from reporting.figures.base import against
from reporting.measures.base import Measure
from reporting.models import MonthNote
from reporting.periods import Period
from reporting.screen.shown import (
    NOT_KNOWN,
    Standing,
    counted,
    figure,
    is_known_to_the_end,
    is_of_all_alone,
    judged,
    number,
    part,
    unknown,
)

NOT_YET, NOT_RECORDED, NONE, GAP, APART = "not known yet", "not recorded", "none", "gap", "not counted so"
NOT_ALIKE = "not comparable"
TO_COME = "to come"
WORDS = frozenset({NOT_YET, TO_COME, NOT_RECORDED, NONE, GAP, APART, NOT_ALIKE, NOT_KNOWN, "–"})
NOBODY = "0"
"""Of a team or an IRO: there is no list of what is not there."""
FEW = 10
"""Below this number a share says how many it is a share of."""
CSV_HEADINGS = (
    "measure",
    "whose",
    "period",
    "figure",
    "counted",
    "of",
    "not known",
    "target",
    "note",
)


class Dashboard:
    """The measures down, the months across; then the year so far, the same a year before, and the target."""

    def __init__(
        self,
        figures: YearOfFigures,
        measures: list[Measure],
        targets: dict[str, Decimal],
        notes: list[MonthNote],
        *,
        may_open: bool,
    ) -> None:
        self.figures, self.measures, self.targets = figures, measures, targets
        self.may_open = may_open
        self.gaps = Gaps(figures.scope.authority, figures.scope.recorded)
        self.numbers = {(note.code, note.month): n for n, note in enumerate(notes, start=1)}
        self.notes = {(note.code, note.month): note.text for note in notes}
        self.to_come = [m for m in figures.months if m not in figures.begun]

    @property
    def coming(self) -> str:
        """The months that have not begun: Dec to Mar."""
        names = [f"{m.start:%b}" for m in self.to_come]
        return names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}" if names else ""

    def table(self, caption: str) -> Table:
        """One row a measure. Months that have not begun share a column."""
        names = [f"{m.start:%b}" for m in self.figures.begun] + ([self.coming] if self.coming else [])
        so_far = "Year so far" if self.figures.so_far != self.figures.year else "Year"
        names += [so_far, "Year before", "Target"]
        rows = [[self._head(m), *self._cells(m)] for m in self.measures]
        return Table(caption, headings("Measure", *names, numeric=names[:-1]), list(rows))

    def _head(self, measure: Measure) -> Cell:
        asked = urlencode({"period": self._address(self.figures.so_far)})
        href = f"{reverse('reporting:measure', args=[measure.code])}?{asked}"
        return {"text": as_said(measure.title), "href": href}

    def _cells(self, measure: Measure) -> Iterator[Cell]:
        for period in self.figures.begun:
            yield self._cell(measure, period, self.numbers.get((measure.code, period.start)))
        if self.coming:
            yield {"text": TO_COME}
        for whole in (self.figures.of_year(measure), self.figures.of_year_before(measure)):
            yield self._cell(measure, whole) if whole else {"text": NOT_YET}
        yield self._target(measure)

    def _cell(self, measure: Measure, period: Period, noted: int | None = None) -> Cell:
        words = self.words(measure, period)
        found = self.figures.get(measure, period)
        said = []
        if found and words not in WORDS:
            of = judged(found.result)
            said += [f"of {part(measure, of)}"] if measure.is_share and of is not None and of < FEW else []
            said += [f"now {figure(measure, found.restated)}"] if found.restated else []
        if words not in WORDS and (known_to := self.gaps.known_to_words(measure, period)):
            said.append(known_to)
        said += [f"note {noted}"] if noted else []
        return {"text": words, "note": ", ".join(said), "href": self._list(measure, period, words)}

    def words(self, measure: Measure, period: Period) -> str:
        """The figure, or why there is none: never a nought that nobody counted."""
        found = self.figures.get(measure, period)
        if not self._is_counted(measure, period, found):
            return APART
        recorded = self.gaps.recorded
        if period.start > self.figures.today:
            return NOT_YET
        if any(touches(gap, measure, period) for gap in self.gaps.declared):
            return GAP
        if not recorded.covers(measure.record, period.end):
            return NOT_RECORDED
        if found is None or found.result.numerator is None:
            is_over = not measure.as_at_end or period.end <= self.figures.today
            is_told = measure.is_reached(recorded, measure.first_day(period))
            return NOT_KNOWN if is_over and is_told else NOT_YET
        return self._found(measure, period, found)

    def _is_counted(self, measure: Measure, period: Period, found: Standing | None) -> bool:
        """Whether there is such a figure of those whom the dashboard shows: some are of the council alone."""
        scope = replace(self.figures.scope, period=period)
        is_one = measure in self.figures.counted
        return is_one and not (found and is_of_all_alone(measure, found.result, scope))

    def _found(self, measure: Measure, period: Period, found: Standing) -> str:
        if period == self.figures.before and not self._is_alike(measure, found):
            return NOT_ALIKE
        if not self._has_no_cases(found):
            return figure(measure, found.result)
        return NONE if is_known_to_the_end(measure, self.gaps.recorded, period) else NOT_YET

    def _is_alike(self, measure: Measure, before: Standing) -> bool:
        """Whether the year so far may stand beside the same part of the year before: not where a part alone
        is known of it, nor where some are not known whom a count does not count.
        """
        now = self.figures.get(measure, self.figures.so_far)
        if self.gaps.known_to(measure, self.figures.so_far):
            return False
        return is_exact(measure, before.result, *([now.result] if now else []))

    def _has_no_cases(self, found: Standing) -> bool:
        return found.result.denominator == 0 and not found.result.not_known

    def _list(self, measure: Measure, period: Period, words: str) -> str:
        is_part = bool(self.figures.part.dimension)
        if not self.may_open or words in WORDS or (is_part and words == NOBODY):
            return ""
        asked = {"period": self._address(period)}
        if is_part:
            asked |= {"by": self.figures.part.dimension, "key": self.figures.part.key}
        return f"{reverse('reporting:rows', args=[measure.code])}?{urlencode(asked)}"

    def _address(self, period: Period) -> str:
        if period.is_collection_year:
            return str(period.end.year)
        is_month = period in self.figures.months or (period.start.day == 1 and period.months() == [period])
        return f"{period.start:%Y-%m}" if is_month else f"{period.start}..{period.end}"

    def _target(self, measure: Measure) -> Cell:
        target, whole = self.targets.get(measure.code), self.figures.of_year(measure)
        if target is None:
            return {"text": "none"}
        sign = "%" if measure.is_share else ""
        found = (
            self.figures.get(measure, whole) if whole and self.words(measure, whole) not in WORDS else None
        )
        if found is None or measure.is_more_better is None:
            return {"text": f"{target.normalize():f}{sign}"}
        value = found.result.numerator if measure.is_count else found.result.value
        words = against(value, target, is_more_better=measure.is_more_better, sign=sign)
        return {"text": words.capitalize()}

    def csv_rows(self, whose: str) -> Iterator[list[str]]:
        """One row for every measure and month, those to come too, then the year so far and before."""
        for measure in self.measures:
            target = self.targets.get(measure.code)
            words = "" if target is None else f"{target.normalize():f}"
            wholes = (self.figures.of_year(measure), self.figures.of_year_before(measure))
            for period in (*self.figures.months, *(p for p in wholes if p)):
                note = (
                    self.notes.get((measure.code, period.start), "") if period in self.figures.months else ""
                )
                said = ", ".join(part for part in (note, self.gaps.known_to_words(measure, period)) if part)
                yield [as_said(measure.title), whose, *self._numbers(measure, period), words, said]

    def _numbers(self, measure: Measure, period: Period) -> list[str]:
        words, found = self.words(measure, period), self.figures.get(measure, period)
        counts = ["", "", ""]
        if found and words not in WORDS:
            count, of = counted(found.result), judged(found.result)
            counts = [
                "" if n is None else part(measure, n) for n in (count, None if measure.is_count else of)
            ]
            counts.append(number(unknown(found.result)))
        return [period.label, words, *counts]


def notes_of(figures: YearOfFigures, measures: list[Measure]) -> list[MonthNote]:
    """The notes on the year's months, in order."""
    rows: Any = MonthNote.objects.filter(
        authority=figures.scope.authority,
        month__range=(figures.year.start, figures.year.end),
        code__in=[m.code for m in measures],
    )
    return list(rows.select_related("written_by"))
