"""The figures of a report as plain data: tables with their checks, charts with the same numbers, sentences in words.

What stands here is frozen with the document; the PDF is drawn from it alone.
"""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from accounts.models import Authority, Worker
from children import codesets
from children.models import IroAllocation
from reporting.charts import shown
from reporting.measures.base import Result, Scope, compute, compute_by
from reporting.measures.dimensions import AGE_LABELS
from reporting.measures.registry import MEASURES
from reporting.periods import Period, collection_year
from statute.participation import CODES, MEANING


class DoesNotSum(ValueError):
    """A part of the report does not add up; the report is not built. Names the part."""


@dataclass
class Table:
    """A table as it is printed. `total` names the row that the others must add up to, in these columns."""

    key: str
    caption: str
    headings: list[str]
    rows: list[list[Any]]
    source: str
    total: list[Any] | None = None
    sums: list[int] = field(default_factory=list)  # columns whose parts must add up to the total

    def check(self) -> None:
        """Raise DoesNotSum when the parts of a column do not add up to its total."""
        for column in self.sums:
            assert self.total is not None
            parts = sum(row[column] for row in self.rows if isinstance(row[column], int))
            if parts != self.total[column]:
                raise DoesNotSum(
                    f"“{self.caption}”: the column “{self.headings[column]}” adds up to {parts}, but its total says {self.total[column]}."
                )


@dataclass
class Chart:
    """A chart: what it shows in words, and the numbers."""

    key: str
    kind: str  # bars, lines, rows
    title: str
    labels: list[str]
    series: list[tuple[str, list[float | int | None]]]
    unit: str = ""


@dataclass
class Part:
    """What one section of the report computes."""

    sentences: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        return asdict(self)


def percent(result: Result) -> str:
    """81.9% (190 of 232), with those not known apart; in words where there is nothing to divide by."""
    if result.value is None:
        return "none to count" if not result.not_known else f"not known for {result.not_known}"
    text = f"{result.value}% ({result.numerator:,} of {result.denominator:,})"
    return f"{text}; not known for {result.not_known:,}" if result.not_known else text


def change(now: int | None, before: int | None, noun: str) -> str:
    """More, fewer, the same, or not comparable, in words."""
    if now is None or before is None:
        return f"The number of {noun} can’t be compared with the year before."
    if now == before:
        return f"That is the same number of {noun} as the year before."
    more = "more" if now > before else "fewer"
    return f"That is {abs(now - before):,} {more} {noun} than the year before ({before:,})."


class Figures:
    """Computes the parts of a report for a council and a collection year, each figure once."""

    def __init__(self, authority: Authority, year: int, *, as_at: date) -> None:
        self.authority, self.year, self.as_at = authority, year, as_at
        whole, self.before = collection_year(year), collection_year(year - 1)
        self.is_over = whole.end <= as_at
        self.period = whole if self.is_over else Period(whole.start, max(whole.start, as_at))
        self.known_from = authority.known_from
        self._results: dict[tuple[str, Period], Result] = {}
        self._by: dict[tuple[str, Period, str], dict[str, Result]] = {}

    def _scope(self, period: Period) -> Scope:
        return Scope(self.authority, period, as_at=self.as_at)

    def get(self, code: str, period: Period | None = None) -> Result:
        key = (code, period or self.period)
        if key not in self._results:
            self._results[key] = compute(MEASURES[code], self._scope(key[1]))
        return self._results[key]

    def by(self, code: str, dimension: str, period: Period | None = None) -> dict[str, Result]:
        key = (code, period or self.period, dimension)
        if key not in self._by:
            self._by[key] = compute_by(MEASURES[code], self._scope(key[1]), dimension)
        return self._by[key]

    def has_before(self) -> bool:
        """Whether the year before is known at all, so that it can be compared."""
        return self.known_from is None or self.known_from <= self.before.start

    def source(self, *codes: str) -> str:
        rules = ", ".join(dict.fromkeys(MEASURES[c].rule for c in codes))
        return f"Records of {self.authority.name}; {rules}."

    # --- parts of the report
    def key_messages(self) -> Part:
        """R-03: the figures of the body, said once more from the same source."""
        end, held = self.get("looked_after_at_end"), self.get("timeliness_reviews_held")
        term = self.authority.child_term
        return Part(
            sentences=[
                f"On {self.period.end:%-d %B %Y} there were {end.numerator:,} {term}.",
                f"{held.denominator or 0:,} reviews were held whose due date is known. In time were {percent(held)}.",
                *self._children_in_time(),
                f"Children aged 4 or over took part in {percent(self.get('participation_official'))} of their reviews.",
            ]
        )

    def _children_in_time(self) -> list[str]:
        found = self.get("timeliness_child_year")
        if found.numerator is None:
            return []  # the year is not over
        return [
            f"For {percent(found)} of the children looked after at the end of the year every review of the year was in time."
        ]

    def service(self) -> Part:
        """R-06: the IROs and their caseloads on the last day of the year (AP-11)."""
        day = self.period.end
        running = IroAllocation.objects.filter(
            Q(ended_on=None) | Q(ended_on__gt=day), child__authority=self.authority, started_on__lte=day
        )
        load = self.by("looked_after_at_end", "iro")
        fte = {
            str(w): w.full_time_equivalent
            for w in Worker.objects.filter(authority=self.authority, pk__in=running.values("worker"))
        }
        rows = []
        for name, result in sorted(load.items()):
            hours = fte.get(name)
            full = (result.numerator or 0) / float(hours) if hours else None
            rows.append(
                [
                    name,
                    result.numerator,
                    str(hours) if hours else "not recorded",
                    shown(round(full, 1)) if full else "not known",
                ]
            )
        total = self.get("looked_after_at_end").numerator
        table = Table("caseload", "Children for each IRO on the last day of the year", ["IRO", "Children", "Full-time equivalent", "Children per full-time IRO"], rows,
                      self.source("looked_after_at_end"), ["All", total, "", ""], [1])  # fmt: skip
        with_iro = len([n for n in load if n != "not recorded"])
        had = "1 IRO had" if with_iro == 1 else f"{with_iro} IROs had"
        said = (
            f"{had} children allocated on {day:%-d %B %Y}."
            if with_iro
            else "Which IRO each child has is not recorded."
        )
        said += " Guidance asks for 50 to 70 children for a full-time IRO."
        return Part(
            sentences=[said],
            tables=[table],
        )

    def numbers(self) -> Part:
        """R-11: how many are looked after, and how start, starters and leavers give the end."""
        months = self.by("looked_after_at_end", "month")
        end = self.get("looked_after_at_end")
        before = self.get("looked_after_at_end", self.before) if self.has_before() else None
        apart = self.get("short_breaks_at_end").numerator or 0
        sentences = [
            f"On {self.period.end:%-d %B %Y} the council looked after {end.numerator:,} children.",
            change(end.numerator, before.numerator if before else None, "children"),
        ]
        if apart:
            sentences.append(f"{apart:,} more had short breaks; they are counted apart.")
        labels = [_month(k) for k in months]
        values: list[float | int | None] = [r.numerator for r in months.values()]
        chart = Chart(
            "looked_after",
            "lines",
            f"Children looked after at the end of each month: {shown(values[0])} at the start, {shown(values[-1])} at the end of the year",
            labels,
            [("Children looked after", values)],
        )
        table = Table(
            "looked_after",
            "Children looked after at the end of each month",
            ["Month", "Children"],
            [[a, b] for a, b in zip(labels, values, strict=True)],
            self.source("looked_after_at_end"),
        )
        return Part(sentences, [table], [chart])

    def _breakdown(
        self, code: str, dimension: str, caption: str, heading: str, order: list[str] | None = None
    ) -> tuple[Table, Chart]:
        found = self.by(code, dimension)
        keys = [k for k in order or [] if k in found] + sorted(k for k in found if k not in (order or []))
        whole = self.get(code).numerator or 0
        rows = [[k, found[k].numerator, _share(found[k].numerator, whole)] for k in keys]
        table = Table(
            f"{code}_{dimension}",
            caption,
            [heading, "Number", "Share"],
            rows,
            self.source(code),
            ["All", whole, _share(whole, whole)],
            [1],
        )
        top = max(rows, key=lambda r: r[1], default=None)
        title = f"{caption}: most are {top[0]}, {top[1]:,}" if top else caption
        return table, Chart(table.key, "rows", title, keys, [(caption, [found[k].numerator for k in keys])])

    def people(self) -> Part:
        """R-12: age, sex and ethnicity of the children looked after at the end of the year."""
        made = [
            self._breakdown(
                "looked_after_at_end", "age", "Children looked after by age", "Age", list(AGE_LABELS)
            ),
            self._breakdown("looked_after_at_end", "sex", "Children looked after by sex", "Sex"),
            self._breakdown(
                "looked_after_at_end", "ethnicity", "Children looked after by ethnic group", "Ethnic group"
            ),
        ]
        return Part(tables=[t for t, _ in made], charts=[made[0][1], made[2][1]])

    def entering(self) -> Part:
        """R-13: who came into care."""
        return self._flow("starters", "came into care", "Came into care")

    def leaving(self) -> Part:
        """R-14: who left care, and why."""
        part = self._flow("leavers", "left care", "Left care")
        table, chart = self._breakdown("leavers", "reason", "Left care by reason", "Reason")
        part.tables.append(table)
        part.charts.append(chart)
        return part

    def _flow(self, code: str, verb: str, caption: str) -> Part:
        months, whole = self.by(code, "month"), self.get(code)
        before = self.get(code, self.before).numerator if self.has_before() else None
        noun = "starts" if code == "starters" else "ends"
        labels, values = [_month(k) for k in months], [r.numerator for r in months.values()]
        table = Table(
            code,
            f"{caption} in each month",
            ["Month", "Number"],
            [[a, b] for a, b in zip(labels, values, strict=True)],
            self.source(code),
            ["The year", whole.numerator],
            [1],
        )
        chart = Chart(
            code,
            "bars",
            f"{caption} in each month: {whole.numerator or 0:,} in the year",
            labels,
            [(caption, values)],
        )
        return Part(
            [
                f"Children {verb} {whole.numerator or 0:,} times in the year; short breaks are left out.",
                change(whole.numerator, before, noun),
            ],
            [table],
            [chart],
        )

    def placements(self) -> Part:
        """R-15: where the children live at the end of the year; a temporary placement stands for the one it interrupts."""
        order = [
            codesets.GROUP_LABELS[g]
            for g in ("foster", "adoption", "residential", "semi_independent", "parents", "other")
        ]
        table, chart = self._breakdown(
            "looked_after_at_end", "placement", "Children looked after by placement", "Placement", order
        )
        return Part(tables=[table], charts=[chart])

    def reviews(self) -> Part:
        """R-17: how many reviews were held, by month and by kind."""
        months, whole = self.by("timeliness_reviews_held", "month"), self.get("timeliness_reviews_held")
        number = {k: (r.denominator or 0) + r.not_known for k, r in months.items()}
        total = (whole.denominator or 0) + whole.not_known
        labels = [_month(k) for k in months]
        table = Table(
            "reviews",
            "Reviews held in each month",
            ["Month", "Reviews"],
            [[a, b] for a, b in zip(labels, number.values(), strict=True)],
            self.source("timeliness_reviews_held"),
            ["The year", total],
            [1],
        )
        kinds = self.by("timeliness_reviews_held", "kind")
        kind_rows = [[_kind(k), (kinds[k].denominator or 0) + kinds[k].not_known] for k in _in_order(kinds)]
        by_kind = Table(
            "reviews_kind",
            "Reviews held by kind",
            ["Kind", "Reviews"],
            kind_rows,
            self.source("timeliness_reviews_held"),
            ["All", total],
            [1],
        )
        chart = Chart(
            "reviews",
            "bars",
            f"Reviews held in each month: {total:,} in the year",
            labels,
            [("Reviews", list(number.values()))],
        )
        return Part(
            [f"{total:,} reviews were held in the year; reviews of short breaks are left out."],
            [table, by_kind],
            [chart],
        )

    def timeliness(self) -> Part:
        """R-18: the four numbers that are called timeliness, named apart (T-1 to T-4)."""
        codes = (
            "timeliness_child_year",
            "timeliness_reviews_held",
            "timeliness_reviews_due",
            "timeliness_snapshot",
        )
        rows = []
        for code in codes:
            now, before = self.get(code), self.get(code, self.before) if self.has_before() else None
            rows.append(
                [
                    MEASURES[code].title,
                    now.numerator,
                    now.denominator,
                    now.not_known,
                    _value(now),
                    _value(before) if before else "not known",
                ]
            )
        table = Table(
            "timeliness",
            "Four measures of timeliness",
            ["Measure", "In time", "Of", "Not known", "%", f"% in {self.before.label}"],
            rows,
            self.source(*codes),
        )
        months = self.by("timeliness_reviews_due", "month")
        labels = [_month(k) for k in months]
        values = [float(r.value) if r.value is not None else None for r in months.values()]
        chart = Chart(
            "timeliness",
            "lines",
            f"Reviews due that were held in time, each month: {_value(self.get('timeliness_reviews_due'))}% in the year",
            labels,
            [("In time", values)],
            unit="%",
        )
        month_rows = [
            [a, r.numerator, r.denominator, _value(r)] for a, r in zip(labels, months.values(), strict=True)
        ]
        whole = self.get("timeliness_reviews_due")
        by_month = Table(
            "timeliness_month",
            "Reviews due in each month that were held in time",
            ["Month", "In time", "Due", "%"],
            month_rows,
            self.source("timeliness_reviews_due"),
            ["The year", whole.numerator, whole.denominator, _value(whole)],
            [1, 2],
        )
        kinds = self.by("timeliness_reviews_held", "kind")
        held = self.get("timeliness_reviews_held")
        kind_rows = [
            [_kind(k), kinds[k].numerator, kinds[k].denominator, kinds[k].not_known, _value(kinds[k])]
            for k in _in_order(kinds)
        ]
        by_kind = Table(
            "timeliness_kind",
            "Reviews held in time by kind",
            ["Kind", "In time", "Held", "Not known", "%"],
            kind_rows,
            self.source("timeliness_reviews_held"),
            ["All", held.numerator, held.denominator, held.not_known, _value(held)],
            [1, 2, 3],
        )
        late = (held.denominator or 0) - (held.numerator or 0)
        sentences = [
            f"Of the reviews held, {percent(held)} were in time; {late:,} were late.",
            f"Of the reviews that were due, {percent(whole)} were held by their day. This counts reviews that were not held at all.",
            f"On {self.period.end:%-d %B %Y} the next review was not overdue for {percent(self.get('timeliness_snapshot'))} of the children.",
        ]
        return Part(sentences, [table, by_month, by_kind], [chart])

    def participation(self) -> Part:
        """R-20: how children took part, in both readings of PN4."""
        codes = self.by("participation_codes", "code")
        whole = self.get("participation_codes")
        rows = [[c, _first_upper(MEANING[c]), codes[c].numerator if c in codes else 0] for c in CODES]
        if whole.not_known:
            rows.append(["", "Not recorded", whole.not_known])
        total = (whole.numerator or 0) + whole.not_known
        table = Table(
            "participation",
            "Reviews by participation code",
            ["Code", "How the child took part", "Reviews"],
            rows,
            self.source("participation_codes"),
            ["", "All", total],
            [2],
        )
        chart = Chart(
            "participation",
            "rows",
            f"Reviews by participation code, {total:,} in all",
            [f"{c} {MEANING[c]}" for c in CODES],
            [("Reviews", [codes[c].numerator if c in codes else 0 for c in CODES])],
        )
        return Part(
            [
                f"Children aged 4 or over took part in {percent(self.get('participation_official'))} of their reviews by the official reading, in which PN4 does not count.",
                f"With PN4 counted it is {percent(self.get('participation_with_pn4'))}.",
            ],
            [table],
            [chart],
        )

    def oversight(self) -> Part:
        """R-27: how managers answered decisions. No answer is an outcome of its own."""
        parts = [
            ("decisions_agreed", "Agreed"),
            ("decisions_queried", "Queried"),
            ("decisions_objected", "Objected to"),
            ("decisions_lapsed", "No answer: stands by default"),
        ]
        whole = self.get("decisions_answered")
        rows = [[label, self.get(code).numerator, _value(self.get(code))] for code, label in parts]
        table = Table(
            "oversight",
            "Decisions by the manager’s answer",
            ["Answer", "Decisions", "%"],
            rows,
            self.source("decisions_answered"),
            ["All", whole.denominator, _value(Result(whole.denominator, whole.denominator))],
            [1],
        )
        waiting = f" {whole.not_known:,} still waited for an answer." if whole.not_known else ""
        return Part(
            [
                f"Managers answered {percent(Result(whole.numerator, whole.denominator))} of the decisions they were tasked with.{waiting}"
            ],
            [table],
        )

    def definitions(self) -> Part:
        """R-39: what every measure means, and by which rule."""
        rows = [[m.title, m.definition, m.rule] for m in MEASURES.values()]
        return Part(
            tables=[
                Table(
                    "definitions", "Definitions", ["Measure", "What it counts", "Rule"], rows, "IRO Portal."
                )
            ]
        )


KINDS = {
    "first": "First review",
    "second": "Second review",
    "later": "Later review",
    "adoption": "Placed for adoption",
    "not known": "Number not known",
}


def _kind(key: str) -> str:
    return KINDS.get(key, key)


def _in_order(found: dict[str, Result]) -> list[str]:
    return [k for k in KINDS if k in found] + sorted(k for k in found if k not in KINDS)


def _value(result: Result) -> str:
    return f"{result.value}" if result.value is not None else "–"


def _share(part: int | None, whole: int) -> str:
    value = Result(part, whole).value
    return f"{value}%" if value is not None else "–"


def _month(key: str) -> str:
    return f"{date.fromisoformat(f'{key}-01'):%b %y}"


def _first_upper(words: str) -> str:
    return words[:1].upper() + words[1:]
