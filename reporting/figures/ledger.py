"""Every figure of a report, each computed once and found again by its reference."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any

from accounts.models import Authority
from accounts.templatetags.govuk import day as day_words
from reporting.comparators.side_by_side import Others
from reporting.council.gaps import NO_RETURN, Gap, Gaps, is_exact
from reporting.figures.base import Figure, is_balanced
from reporting.figures.counts import (
    COUNT_PARTS,
    CountPart,
    Equation,
    counts_of,
    equations_of,
    part_of,
    parts_that_differ,
)
from reporting.figures.references import (
    counted,
    day_named,
    described,
    kind_of,
    period_label,
    period_name,
    reference,
    tidy,
    tidy_keys,
)
from reporting.measures.base import NO_FIGURE, NOT_RECORDED, Measure, Result, Scope, only_known
from reporting.measures.recorded import RecordedFrom
from reporting.measures.registry import MEASURES
from reporting.models import ReportLayout
from reporting.periods import Period, a_year_before, collection_year, named_period
from reporting.periods import quarter as quarter_period
from reporting.results.months import compute_parts
from reporting.results.once_written import Statements
from reporting.shares import percentage


class Figures:
    """Computes figures for a council and a collection year, or a quarter of it, each once, by reference.

    `before` is the year before; of a quarter the same quarter of the year before; while it runs, the
    same part of those. `eve` is the day before it begins: a count on that day is what it starts from.
    """

    def __init__(self, authority: Authority, year: int, *, as_at: date, quarter: int | None = None) -> None:
        self.authority, self.year, self.as_at = authority, year, as_at
        self.span = "quarter" if quarter else "year"  # what the period is called in a sentence
        whole, self.before = (
            (quarter_period(year, quarter), quarter_period(year - 1, quarter))
            if quarter
            else (collection_year(year), collection_year(year - 1))
        )
        self.label = whole.label
        self.before_words = "the same quarter of the year before" if quarter else "the year before"
        self.span_words, self.before_named = self.span, self.before.label  # as it follows "in"
        self.is_over = whole.end <= as_at
        self.period = whole if self.is_over else Period(whole.start, max(whole.start, as_at))
        if not self.is_over:  # laid beside the same part of the year before, and says so
            self.before = a_year_before(self.period)
            self.before_words = self.before_named = f"the same part of {self.before_words}"
            self.span_words = f"{self.span} so far"
        self.eve = Period(whole.start - timedelta(days=1), whole.start - timedelta(days=1))
        self.known_from = authority.known_from
        layout = ReportLayout.of(authority)
        self.number_style, self.largest_hidden = layout.number_style, layout.largest_hidden_count
        self.ledger: dict[str, Figure] = {}
        self.declared: list[Equation] = []
        self._recorded, self._shared = RecordedFrom(authority), dict[tuple[Any, ...], Any]()
        self._groups: dict[str, Result] = {}
        self.results: dict[tuple[str, Period], Result] = {}
        self._by: dict[tuple[str, Period, str], dict[str, Result]] = {}
        self.written = Statements()

    def scope(self, period: Period) -> Scope:
        return Scope(self.authority, period, as_at=self.as_at, known=self._recorded, shared=self._shared)

    def get(self, code: str, period: Period | None = None) -> Result:
        """The result of a measure for a period: that of the report unless told."""
        key = (code, period or self.period)
        if key not in self.results:
            found = self.written.of(MEASURES[code], self.scope(key[1]))
            self.results[key] = only_known(MEASURES[code], found)
        return self.results[key]

    def by(self, code: str, dimension: str, period: Period | None = None) -> dict[str, Result]:
        """The results of a measure by a dimension."""
        key = (code, period or self.period, dimension)
        if key not in self._by:
            found = compute_parts(MEASURES[code], self.scope(key[1]), dimension, self.written)
            self._by[key] = {kind: only_known(MEASURES[code], part) for kind, part in found.items()}
            if dimension == "month":
                for of in key[1].months():
                    if f"{of.start:%Y-%m}" in self._by[key]:
                        cut = Period(of.start, min(of.end, self.as_at))
                        self.results.setdefault((code, cut), self._by[key][f"{of.start:%Y-%m}"])
            self._declare(*key)
        return self._by[key]

    def months(self, code: str) -> list[Period]:
        """The months of the period that have begun, the one under way cut at the day of asking."""
        return (
            [m.period for m in self.scope(self.period).months()]
            if "month" in MEASURES[code].dimensions
            else []
        )

    def has_before(self) -> bool:
        """Whether the year before is known at all, so that it can be compared."""
        return self.known_from is None or self.known_from <= self.before.start

    @cached_property
    def others(self) -> Others:
        """Targets, England, similar councils and the council's typed years."""
        return Others(self.authority, self.year, self.period.end, get=self.get, is_over=self.is_over)

    def earlier_years(self, count: int) -> list[Period]:
        """The collection years before that of the report, the oldest first."""
        return [collection_year(year) for year in range(self.year - count, self.year)]

    def knows(self, code: str, period: Period) -> bool:
        """Whether all of a period was recorded here, for this measure."""
        is_known = self.known_from is None or self.known_from <= period.start
        return is_known and self.is_whole(code, period)

    @cached_property
    def _gaps(self) -> Gaps:
        return Gaps(self.authority, self._recorded)

    def gap(self, code: str, period: Period | None = None) -> Gap | None:
        """The gap in recording that touches a figure; None when it is sound."""
        return self._gaps.at(MEASURES[code], period or self.period)

    def is_recorded(self, *codes: str) -> bool:
        """Whether the council kept the kind of record of any of these measures by the end of the period."""
        of = [MEASURES[c] for c in codes]
        return any(
            self._recorded.covers(m.record, self.period.end) and m.is_told(self.scope(self.period))
            for m in of
        )

    def untold(self, *codes: str) -> str:
        """Why a section has no figures, where no return tells of any of these measures; else nothing."""
        told_until = self.authority.known_until
        if told_until is None or any(
            MEASURES[c].is_told(self.scope(self.period)) or self.get(c).numerator is not None for c in codes
        ):
            return ""
        if not self.authority.has_return_of(self.period.start):
            return f"is {NO_RETURN}, so there are no figures."
        until = f"{day_words(told_until)}, the day to which returns reach"
        return f"is known until {until}, so there are no figures."

    def recorded_since(self, code: str) -> date | None:
        """The day from which the records of a measure were kept; None where they always were, or never."""
        kind = MEASURES[code].record
        return self._recorded.day(kind) if kind else None

    def is_whole(self, code: str, period: Period | None = None) -> bool:
        """Whether no gap touches a figure and every day of it was recorded."""
        return self._gaps.is_whole(MEASURES[code], period or self.period)

    def is_comparable(self, code: str) -> bool:
        """Whether a figure may be laid beside the year before: that is known, and no gap touches either."""
        is_whole = self.has_before() and self.is_whole(code) and self.is_whole(code, self.before)
        return is_whole and is_exact(MEASURES[code], self.get(code), self.get(code, self.before))

    def months_in_gaps(self, *codes: str) -> list[Period]:
        """The months in which any of the figures is touched by a gap in recording."""
        return [m for m in self.months(codes[0]) if any(self.gap(code, m) for code in codes)]

    def source(self, *codes: str) -> str:
        """Where the figures come from, with the gaps in recording that touch them."""
        gaps = self._gaps.notes_of([MEASURES[code] for code in codes], self.period)
        return " ".join([f"Records of {self.authority.name}.", *gaps])

    # figures by reference

    def count(
        self,
        code: str,
        period: Period | None = None,
        *,
        part: CountPart = "count",
        by: str = "",
        key: str = "",
    ) -> Figure:
        """A count of a measure: what counts, its base, those not known, or all of them."""
        result = self._result(code, period, by, key)
        self._groups[reference(MEASURES[code], period or self.period, "*", by, key)] = result
        return self._keep(code, period, part, part_of(result, part), by=by, key=key)

    def percent(self, code: str, period: Period | None = None, *, by: str = "", key: str = "") -> Figure:
        """The percentage of a measure, with the counts it is made of."""
        result = self._result(code, period, by, key)
        parts = tuple(self.count(code, period, part=p, by=by, key=key).ref for p in ("count", "base"))
        is_told = self._recorded.reaches(True, (period or self.period).end)
        is_unknown = result.value is None and (
            result.numerator is None or result.not_known > 0 or not is_told
        )
        return self._keep(
            code, period, "percent", result.value, by=by, key=key, parts=parts, is_unknown=is_unknown
        )

    def share(
        self, code: str, period: Period | None = None, *, by: str, key: str, part: CountPart = "count"
    ) -> Figure:
        """The share that one kind has of all."""
        one, whole = (
            self.count(code, period, part=part, by=by, key=key),
            self.count(code, period, part=part),
        )
        value = percentage(one.whole, whole.whole)
        return self._keep(code, period, "share", value, by=by, key=key, parts=(one.ref, whole.ref))

    def share_of(self, code: str, of: Figure, period: Period | None = None) -> Figure:
        """The share that the count of one measure has of another figure."""
        one = self.count(code, period)
        value = percentage(one.whole, of.whole)
        return self._keep(code, period, "share", value, parts=(one.ref, of.ref))

    def average(self, code: str, over: Decimal | None, *, by: str, key: str) -> Figure:
        """A count for each of something that is no count of people, to one decimal."""
        one = self.count(code, by=by, key=key)
        value = None
        if over and one.value is not None:
            value = (Decimal(one.value) / over).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
        return self._keep(code, None, "average", value, by=by, key=key, parts=(one.ref,))

    def other(self, name: str, value: int | Decimal | None, what: str, base: str) -> Figure:
        """A figure of the service that counts no children, such as its posts: kept by reference like all
        others, never small.
        """
        ref = f"{name}|{period_name(self.period)}|value"
        return self.ledger.setdefault(ref, Figure(ref, "average", value, what, base, self.period.label))

    def change(self, code: str, *, part: CountPart = "count") -> Figure | None:
        """How many more or fewer than the year before; None when that can't be compared."""
        if not self.is_comparable(code):
            return None
        now, before = self.count(code, part=part), self.count(code, self.before, part=part)
        if now.value is None or before.value is None:
            return None
        return self._keep(code, None, "change", int(now.value - before.value), parts=(now.ref, before.ref))

    def find(self, ref: str) -> Figure | None:
        """The figure of a reference as an author writes it (year and before for the periods); None when
        there is none.
        """
        if ref in self.ledger:
            return self.ledger[ref]
        code, _, rest = ref.partition("|")
        when, _, rest = rest.partition("|")
        part, _, dimension = rest.partition("|")
        by, _, key = dimension.partition("=")
        measure = MEASURES.get(code)
        period = self._period(when, measure) if measure else None
        if measure is None or period is None or by == "month":  # a month is a period of its own
            return None
        if by and key not in tidy_keys(self.by(code, by, period) if by in measure.dimensions else {}):
            return None
        key = next((k for k in self.by(code, by, period) if tidy(k) == key), key) if by else key
        return self._found(measure, period, part, by, key)

    def _found(self, measure: Measure, period: Period, part: str, by: str, key: str) -> Figure | None:
        if part in COUNT_PARTS:
            wanted = next(p for p in COUNT_PARTS if p == part)
            return self.count(measure.code, period, part=wanted, by=by, key=key)
        if part == "percent" and not measure.is_count:
            return self.percent(measure.code, period, by=by, key=key)
        if part == "share" and by:
            return self.share(measure.code, period, by=by, key=key)
        if part == "change" and period == self.period and not by:
            return self.change(measure.code)
        return None

    def _period(self, words: str, measure: Measure) -> Period | None:
        """The period that an author names; None where there is none, it is not over, or nothing of it is
        known.
        """
        named = {"year": self.period, "": self.period, self.label: self.period, "before": self.before}
        found = named.get(words) or (day_named(words) if measure.as_at_end else None) or named_period(words)
        if found is None or found in (self.period, self.before):
            return found
        if measure.as_at_end and found.end == self.period.end:
            return self.period  # the same children on the same day have one name
        is_known = self.known_from is None or self.known_from <= found.end
        return found if found.end <= self.as_at and is_known else None

    def _result(self, code: str, period: Period | None, by: str, key: str) -> Result:
        found = self.by(code, by, period).get(key) if by else self.get(code, period)
        if found is None and self.get(code, period).numerator is None:
            return NO_FIGURE  # nothing is known of the whole, so none of its parts is a nought
        return found or Result(0, None if MEASURES[code].is_count else 0)

    def _keep(
        self,
        code: str,
        period: Period | None,
        part: str,
        value: int | Decimal | None,
        *,
        by: str = "",
        key: str = "",
        parts: Sequence[str] = (),
        is_unknown: bool = False,
    ) -> Figure:
        period, measure = period or self.period, MEASURES[code]
        ref = reference(measure, period, part, by, key)
        base = self.ledger[parts[1]].value if part == "percent" and len(parts) == 2 else 0
        if ref not in self.ledger:
            self.ledger[ref] = Figure(
                ref,
                kind_of(measure, part),
                value,
                described(measure, part, by, key),
                counted(measure.unit),
                period_label(measure, period),
                tuple(parts),
                is_provisional=not self.is_over and period.end >= self.as_at,
                base_count=int(base or 0),
                is_unknown=is_unknown,
                is_unrecorded=not self._recorded.covers(measure.record, period.end),
            )
        return self.ledger[ref]

    def staff(self) -> list[str]:
        """The IROs by whom a figure is broken down, by name."""
        return sorted(
            {key for (_, _, by), found in self._by.items() if by == "iro" for key in found} - {NOT_RECORDED}
        )

    # what a reader knows to add up

    def _declare(self, code: str, period: Period, dimension: str) -> None:
        """The parts of a breakdown add up to the whole, for each of its counts where they do."""
        measure, found = MEASURES[code], self._by[(code, period, dimension)]
        if dimension == "month" and measure.as_at_end:
            return
        whole = self.get(code, period)
        for part in parts_that_differ(measure, whole):
            values = [part_of(r, part) for r in found.values()]
            total = part_of(whole, part)
            if total is not None and sum(v or 0 for v in values) == total:
                if dimension == "month":
                    refs = [reference(measure, p, part, "", "") for p in self._months_of(period, found)]
                else:
                    refs = [reference(measure, period, part, dimension, k) for k in found]
                self.declared.append(
                    ((reference(measure, period, part, "", ""), 1), *((r, -1) for r in refs))
                )
                self._remember(code, period, dimension, part)

    def _months_of(self, period: Period, found: dict[str, Result]) -> list[Period]:
        return [
            Period(p.start, min(p.end, self.as_at)) for p in period.months() if f"{p.start:%Y-%m}" in found
        ]

    def _remember(self, code: str, period: Period, dimension: str, part: CountPart) -> None:
        """Keep the figures of an equation, so that the reader's sums have their values."""
        if dimension == "month":
            for of in self._months_of(period, self._by[(code, period, dimension)]):
                self.count(code, of, part=part)
        else:
            for key in self._by[(code, period, dimension)]:
                self.count(code, period, part=part, by=dimension, key=key)
        self.count(code, period, part=part)

    def declare_flow(self, start: Figure, came: Figure, left: Figure, end: Figure) -> None:
        """Declare that start + came - left is the end, where it is: a sum that any reader can do."""
        if is_balanced(start, came, left, end):
            self.declared.append(((end.ref, 1), (start.ref, -1), (came.ref, -1), (left.ref, 1)))

    def declare(self, total: Figure, parts: Sequence[Figure], *, times: int = 1) -> None:
        """A sum that a reader knows, of parts counted so many times; one that does not hold is no knowledge,
        and is left out."""
        if total.value == times * sum(p.value or 0 for p in parts):
            self.declared.append(((total.ref, 1), *((p.ref, -times) for p in parts)))

    def counts(self) -> dict[str, int]:
        """Every count that hangs together with a figure of the ledger, printed or not."""
        kept = {
            ref: f.value for ref, f in self.ledger.items() if f.kind == "count" and isinstance(f.value, int)
        }
        return counts_of(self._groups) | kept

    def equations(self) -> list[Equation]:
        """Every sum that holds between them: those declared, and those of every result's own counts."""
        return list(dict.fromkeys([*self.declared, *equations_of(self._groups, known=self.ledger)]))
