"""Parts of the report on reviews, on how children took part and on managers' answers (R-03, R-17, R-18,
R-20, R-27, R-39).
"""

from accounts.templatetags.govuk import day as day_words
from reporting.figures.base import Cell, Chart, Figure, Part, Table
from reporting.figures.ledger import Figures
from reporting.figures.tables import (
    breakdown,
    flow_table,
    gap_labels,
    month_labels,
    months,
    own_and_before,
    share_words,
)
from reporting.measures.registry import MEASURES
from statute.participation import CAME_WITHOUT_VIEWS, CODES, MEANING, TOOK_PART

KINDS = {
    "first": "First review",
    "second": "Second review",
    "later": "Later review",
    "adoption": "Placed for adoption",
    "not known": "Number not known",
}
TIMELINESS = (
    "timeliness_child_year",
    "timeliness_reviews_held",
    "timeliness_reviews_due",
    "timeliness_snapshot",
)


def key_messages(f: Figures) -> Part:
    """R-03: the figures of the body, said once more from the same source."""
    sentences = [
        f"On {day_words(f.period.end)} there were {f.count('looked_after_at_end')} {f.authority.child_term}.",
        f"{f.count('timeliness_reviews_held', part='base')} reviews were held whose due date is known. In "
        f"time were {share_words(f, 'timeliness_reviews_held')}.",
    ]
    if f.get("timeliness_child_year").numerator is not None:  # else the year is not over
        sentences.append(
            f"For {share_words(f, 'timeliness_child_year')} of the children looked after at the end of the "
            "year every review of the year was in time."
        )
    sentences.append(
        f"Children aged 4 or over took part in {share_words(f, 'participation_official')} of their reviews."
    )
    return Part(sentences)


def reviews(f: Figures) -> Part:
    """R-17: how many reviews were held, by month and by kind."""
    code = "timeliness_reviews_held"
    table, chart = flow_table(f, code, "reviews", "Reviews held in each month", "Reviews", part="all")
    kinds, by_kind = breakdown(
        f, code, "kind", "Reviews held by kind", "Kind", list(KINDS), part="all", labels=KINDS
    )
    said = (
        f"{f.count(code, part='all')} reviews were held in the {f.span_words}; reviews of short breaks "
        "are left out."
    )
    return Part([said], [table, kinds], [chart, by_kind])


def timeliness(f: Figures) -> Part:
    """R-18: the four numbers that are called timeliness, named apart (T-1 to T-4)."""
    by_month, chart = _due_by_month(f)
    sentences = [
        f"Of the reviews held, {share_words(f, 'timeliness_reviews_held')} were in time.",
        f"Of the reviews that were due, {share_words(f, 'timeliness_reviews_due')} were held by their day. "
        "This counts reviews that were not held at all.",
        f"On {day_words(f.period.end)} the next review was not overdue for "
        f"{share_words(f, 'timeliness_snapshot')} of the children.",
    ]
    four = own_and_before(f, TIMELINESS, "timeliness", "Four measures of timeliness")
    tables = [four, by_month, _held_in_time(f, "kind", "Kind", KINDS), _held_in_time(f, "team", "Team", {})]
    return Part(sentences, [t for t in tables if t.rows], [chart, _held_chart(f)])


def timeliness_of_quarter(f: Figures) -> Part:
    """Reviews held and due in a quarter. T-1 speaks of whole years alone, and is left out."""
    by_month, chart = _due_by_month(f)
    sentences = [
        f"Of the reviews held in the {f.span_words}, {share_words(f, 'timeliness_reviews_held')} were in "
        "time.",
        f"Of the reviews that were due, {share_words(f, 'timeliness_reviews_due')} were held by their day. "
        "This counts reviews that were not held at all.",
    ]
    measures = own_and_before(f, TIMELINESS[1:], "timeliness", "Timeliness of reviews")
    tables = [measures, by_month, _held_in_time(f, "team", "Team", {})]
    return Part(sentences, [t for t in tables if t.rows], [chart])


def _due_by_month(f: Figures) -> tuple[Table, Chart]:
    code = "timeliness_reviews_due"
    labels, met, due = month_labels(f, code), months(f, code), months(f, code, part="base")
    shares = [f.percent(code, p) for p in f.months(code)]
    chart = Chart(
        "timeliness",
        "lines",
        f"Reviews due that were held in time, each month: {f.percent(code)} in the {f.span_words}",
        labels,
        [("In time", shares)],
        unit="%",
        gaps=gap_labels(f, code),
    )
    rows: list[list[Cell]] = [list(row) for row in zip(labels, met, due, shares, strict=True)]
    table = Table(
        "timeliness_month",
        "Reviews due in each month that were held in time",
        ["Month", "In time", "Due", "Share"],
        rows,
        f.source(code),
        [f"The {f.span_words}", f.count(code), f.count(code, part="base"), f.percent(code)],
        [1, 2],
    )
    return table, chart


def _held_in_time(f: Figures, by: str, heading: str, words: dict[str, str]) -> Table:
    code = "timeliness_reviews_held"
    found = f.by(code, by)
    keys = [k for k in words if k in found] + sorted(k for k in found if k not in words)
    rows: list[list[Cell]] = [
        [words.get(k, k), *_time_cells(f, code, by, k)]
        for k in keys
        if f.count(code, by=by, key=k, part="all").value
    ]
    return Table(
        f"timeliness_{by}",
        f"Reviews held in time by {heading.lower()}",
        [heading, "In time", "Held", "Not known", "Share"],
        rows,
        f.source(code),
        ["All", *_time_cells(f, code, "", "")],
        [1, 2, 3],
    )


def _time_cells(f: Figures, code: str, by: str, key: str) -> list[Cell]:
    return [
        f.count(code, by=by, key=key),
        f.count(code, part="base", by=by, key=key),
        f.count(code, part="not_known", by=by, key=key),
        f.percent(code, by=by, key=key),
    ]


def _held_chart(f: Figures) -> Chart:
    code = "timeliness_reviews_held"
    keys = [k for k in KINDS if k in f.by(code, "kind") and k != "not known"]
    shares = [f.percent(code, by="kind", key=k) for k in keys]
    return Chart(
        "timeliness_kind",
        "rows",
        f"Reviews held in time by kind: {f.percent(code)} of all",
        [KINDS[k] for k in keys],
        [("In time", shares)],
        unit="%",
    )


def participation(f: Figures) -> Part:
    """R-20: how children took part, in both readings of PN4."""
    code = "participation_codes"
    f.by(code, "code")
    figures = {c: f.count(code, by="code", key=c) for c in CODES}
    rows: list[list[Cell]] = [[c, MEANING[c][:1].upper() + MEANING[c][1:], figures[c]] for c in CODES]
    if f.get(code).not_known:
        rows.append(["None", "Not recorded", f.count(code, part="not_known")])
    whole = f.count(code, part="all")
    table = Table(
        "participation",
        "Reviews by participation code",
        ["Code", "How the child took part", "Reviews"],
        rows,
        f.source(code),
        ["All", "", whole],
        [2],
    )
    chart = Chart(
        "participation",
        "rows",
        f"Reviews by participation code, {whole} in all",
        [f"{c} {MEANING[c]}" for c in CODES],
        [("Reviews", list(figures.values()))],
    )
    _declare_codes(f, figures)
    by_month, months_chart = _took_part_by_month(f)
    sentences = [
        f"Children aged 4 or over took part in {share_words(f, 'participation_official')} of their reviews "
        "by the official reading, in which PN4 does not count.",
        f"With PN4 counted it is {share_words(f, 'participation_with_pn4')}.",
    ]
    return Part(sentences, [table, by_month], [chart, months_chart])


def _declare_codes(f: Figures, figures: dict[str, Figure]) -> None:
    """A reader of the definitions knows which codes the two percentages are made of."""
    f.declare(f.count("participation_official"), [figures[c] for c in TOOK_PART])
    f.declare(f.count("participation_with_pn4"), [figures[c] for c in (*TOOK_PART, CAME_WITHOUT_VIEWS)])
    for code in ("participation_official", "participation_with_pn4"):
        f.declare(f.count(code, part="base"), [figures[c] for c in CODES[1:]])


def _took_part_by_month(f: Figures) -> tuple[Table, Chart]:
    code = "participation_official"
    labels, met, base = month_labels(f, code), months(f, code), months(f, code, part="base")
    shares = [f.percent(code, p) for p in f.months(code)]
    table = Table(
        "participation_month",
        "Reviews in each month in which children aged 4 or over took part",
        ["Month", "Took part", "Of", "Share"],
        [list(row) for row in zip(labels, met, base, shares, strict=True)],
        f.source(code),
        [f"The {f.span_words}", f.count(code), f.count(code, part="base"), f.percent(code)],
        [1, 2],
    )
    chart = Chart(
        "participation_month",
        "lines",
        f"Children who took part, each month: {f.percent(code)} in the {f.span_words}",
        labels,
        [("Took part", shares)],
        unit="%",
        gaps=gap_labels(f, code),
    )
    return table, chart


def oversight(f: Figures) -> Part:
    """R-27: how managers answered decisions. No answer is an outcome of its own."""
    if not f.is_recorded("decisions_answered"):
        return Part(
            [
                "Managers’ answers to decisions were not recorded here in this period, so nothing is known "
                "of them."
            ]
        )
    parts = [
        ("decisions_agreed", "Agreed"),
        ("decisions_queried", "Queried"),
        ("decisions_objected", "Objected to"),
        ("decisions_lapsed", "No answer: stands by default"),
    ]
    code = "decisions_answered"
    whole = f.count(code, part="base")
    rows: list[list[Cell]] = [[label, f.count(c), f.share_of(c, whole)] for c, label in parts]
    table = Table(
        "oversight",
        "Decisions by the manager’s answer",
        ["Answer", "Decisions", "Share"],
        rows,
        f.source(code),
        ["All", whole, "100.0%" if whole.value else "–"],
        [1],
    )
    f.declare(whole, [f.count(c) for c, _ in parts])
    f.declare(f.count(code), [f.count(c) for c, _ in parts[:3]])
    result = f.get(code)
    said = [
        f"Managers answered {f.percent(code)} ({f.count(code)} of {whole}) of the decisions they were "
        "tasked with."
    ]
    if not result.denominator:
        said = [f"No decision whose time to answer has ended was sent to a manager in the {f.span_words}."]
    if result.not_known:
        said.append(f"{f.count(code, part='not_known')} still waited for an answer.")
    chart = Chart(
        "oversight",
        "rows",
        f"Decisions by the manager’s answer: {whole} in all",
        [label for _, label in parts],
        [("Decisions", [f.count(c) for c, _ in parts])],
    )
    return Part(said, [table], [chart] if result.denominator else [])


def definitions(f: Figures) -> Part:
    """R-39: what every measure that the report uses means."""
    used = {ref.partition("|")[0] for ref in f.ledger}
    rows: list[list[Cell]] = [[m.title, m.definition] for m in MEASURES.values() if m.code in used]
    return Part(
        tables=[Table("definitions", "Definitions", ["Measure", "What it counts"], rows, "IRO Portal.")]
    )
