"""Parts of the report on reviews, on how children took part and on managers' answers (R-03, R-17, R-18, R-20, R-27, R-39)."""

from reporting.figures.base import Chart, Figures, Part, Table, month_label, percent, value_of
from reporting.measures.base import Result
from reporting.measures.registry import MEASURES
from statute.participation import CODES, MEANING

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


def _first_upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def key_messages(f: Figures) -> Part:
    """R-03: the figures of the body, said once more from the same source."""
    end, held = f.get("looked_after_at_end"), f.get("timeliness_reviews_held")
    term = f.authority.child_term
    return Part(
        sentences=[
            f"On {f.period.end:%-d %B %Y} there were {end.numerator:,} {term}.",
            f"{held.denominator or 0:,} reviews were held whose due date is known. In time were {percent(held)}.",
            *_children_in_time(f),
            f"Children aged 4 or over took part in {percent(f.get('participation_official'))} of their reviews.",
        ]
    )


def _children_in_time(f: Figures) -> list[str]:
    found = f.get("timeliness_child_year")
    if found.numerator is None:
        return []  # the year is not over
    return [
        f"For {percent(found)} of the children looked after at the end of the year every review of the year was in time."
    ]


def reviews(f: Figures) -> Part:
    """R-17: how many reviews were held, by month and by kind."""
    months, whole = f.by("timeliness_reviews_held", "month"), f.get("timeliness_reviews_held")
    number = {k: (r.denominator or 0) + r.not_known for k, r in months.items()}
    total = (whole.denominator or 0) + whole.not_known
    labels = [month_label(k) for k in months]
    table = Table(
        "reviews",
        "Reviews held in each month",
        ["Month", "Reviews"],
        [[a, b] for a, b in zip(labels, number.values(), strict=True)],
        f.source("timeliness_reviews_held"),
        ["The year", total],
        [1],
    )
    kinds = f.by("timeliness_reviews_held", "kind")
    kind_rows = [[_kind(k), (kinds[k].denominator or 0) + kinds[k].not_known] for k in _in_order(kinds)]
    by_kind = Table(
        "reviews_kind",
        "Reviews held by kind",
        ["Kind", "Reviews"],
        kind_rows,
        f.source("timeliness_reviews_held"),
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


def timeliness(f: Figures) -> Part:
    """R-18: the four numbers that are called timeliness, named apart (T-1 to T-4)."""
    by_month, chart = _due_by_month(f)
    held, due = f.get("timeliness_reviews_held"), f.get("timeliness_reviews_due")
    late = (held.denominator or 0) - (held.numerator or 0)
    sentences = [
        f"Of the reviews held, {percent(held)} were in time; {late:,} were late.",
        f"Of the reviews that were due, {percent(due)} were held by their day. This counts reviews that were not held at all.",
        f"On {f.period.end:%-d %B %Y} the next review was not overdue for {percent(f.get('timeliness_snapshot'))} of the children.",
    ]
    return Part(sentences, [_four(f), by_month, _held_by_kind(f)], [chart])


def _four(f: Figures) -> Table:
    codes = (
        "timeliness_child_year",
        "timeliness_reviews_held",
        "timeliness_reviews_due",
        "timeliness_snapshot",
    )
    rows = []
    for code in codes:
        now, before = f.get(code), f.get(code, f.before) if f.has_before() else None
        rows.append(
            [
                MEASURES[code].title,
                now.numerator,
                now.denominator,
                now.not_known,
                value_of(now),
                value_of(before) if before else "not known",
            ]
        )
    return Table(
        "timeliness",
        "Four measures of timeliness",
        ["Measure", "In time", "Of", "Not known", "%", f"% in {f.before.label}"],
        rows,
        f.source(*codes),
    )


def _due_by_month(f: Figures) -> tuple[Table, Chart]:
    months = f.by("timeliness_reviews_due", "month")
    labels = [month_label(k) for k in months]
    values = [float(r.value) if r.value is not None else None for r in months.values()]
    chart = Chart(
        "timeliness",
        "lines",
        f"Reviews due that were held in time, each month: {value_of(f.get('timeliness_reviews_due'))}% in the year",
        labels,
        [("In time", values)],
        unit="%",
    )
    month_rows = [
        [a, r.numerator, r.denominator, value_of(r)] for a, r in zip(labels, months.values(), strict=True)
    ]
    whole = f.get("timeliness_reviews_due")
    table = Table(
        "timeliness_month",
        "Reviews due in each month that were held in time",
        ["Month", "In time", "Due", "%"],
        month_rows,
        f.source("timeliness_reviews_due"),
        ["The year", whole.numerator, whole.denominator, value_of(whole)],
        [1, 2],
    )
    return table, chart


def _held_by_kind(f: Figures) -> Table:
    kinds = f.by("timeliness_reviews_held", "kind")
    held = f.get("timeliness_reviews_held")
    kind_rows = [
        [_kind(k), kinds[k].numerator, kinds[k].denominator, kinds[k].not_known, value_of(kinds[k])]
        for k in _in_order(kinds)
    ]
    return Table(
        "timeliness_kind",
        "Reviews held in time by kind",
        ["Kind", "In time", "Held", "Not known", "%"],
        kind_rows,
        f.source("timeliness_reviews_held"),
        ["All", held.numerator, held.denominator, held.not_known, value_of(held)],
        [1, 2, 3],
    )


def participation(f: Figures) -> Part:
    """R-20: how children took part, in both readings of PN4."""
    codes = f.by("participation_codes", "code")
    whole = f.get("participation_codes")
    rows = [[c, _first_upper(MEANING[c]), codes[c].numerator if c in codes else 0] for c in CODES]
    if whole.not_known:
        rows.append(["", "Not recorded", whole.not_known])
    total = (whole.numerator or 0) + whole.not_known
    table = Table(
        "participation",
        "Reviews by participation code",
        ["Code", "How the child took part", "Reviews"],
        rows,
        f.source("participation_codes"),
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
            f"Children aged 4 or over took part in {percent(f.get('participation_official'))} of their reviews by the official reading, in which PN4 does not count.",
            f"With PN4 counted it is {percent(f.get('participation_with_pn4'))}.",
        ],
        [table],
        [chart],
    )


def oversight(f: Figures) -> Part:
    """R-27: how managers answered decisions. No answer is an outcome of its own."""
    parts = [
        ("decisions_agreed", "Agreed"),
        ("decisions_queried", "Queried"),
        ("decisions_objected", "Objected to"),
        ("decisions_lapsed", "No answer: stands by default"),
    ]
    whole = f.get("decisions_answered")
    rows = [[label, f.get(code).numerator, value_of(f.get(code))] for code, label in parts]
    table = Table(
        "oversight",
        "Decisions by the manager’s answer",
        ["Answer", "Decisions", "%"],
        rows,
        f.source("decisions_answered"),
        ["All", whole.denominator, value_of(Result(whole.denominator, whole.denominator))],
        [1],
    )
    answered = percent(Result(whole.numerator, whole.denominator))
    said = [f"Managers answered {answered} of the decisions they were tasked with."]
    if not whole.denominator:
        said = ["No decision whose time to answer has ended was sent to a manager in the year."]
    if whole.not_known:
        said.append(f"{whole.not_known:,} still waited for an answer.")
    return Part(said, [table])


def definitions(f: Figures) -> Part:
    """R-39: what every measure means, and by which rule."""
    rows = [[m.title, m.definition, m.rule] for m in MEASURES.values()]
    return Part(
        tables=[
            Table("definitions", "Definitions", ["Measure", "What it counts", "Rule"], rows, "IRO Portal.")
        ]
    )
