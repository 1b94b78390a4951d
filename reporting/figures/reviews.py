"""Parts of the report on reviews, on how children took part and on managers' answers (R-17, R-18,
R-20, R-27, R-39).
"""

import re
from collections.abc import Sequence

from accounts.templatetags.govuk import day as day_words
from accounts.ui.fields import sentence
from reporting.figures.base import LEAST_BASE, Cell, Figure, Part, Table
from reporting.figures.before import than_before
from reporting.figures.counts import CountPart
from reporting.figures.ledger import Figures
from reporting.figures.not_known import in_its_time
from reporting.figures.steps import flow_table, shares_in_steps
from reporting.figures.tables import (
    breakdown,
    not_known_words,
    noun_of,
    of_base,
    own_and_before,
    row_label,
    said_of,
    since_before,
)
from reporting.measures.base import Measure
from reporting.measures.groups import chosen_otherwise
from reporting.measures.monitoring import MEASURED, question_code
from reporting.measures.registry import MEASURES
from statute.participation import CAME_WITHOUT_VIEWS, CODES, MEANING, TOOK_PART

KINDS = {
    "first": "First review",
    "second": "Second review",
    "later": "Later review",
    "adoption": "Placed for adoption",
    "not known": "Not known which",
}
TURNS = {"1": "First", "2": "Second", "3": "Third"} | {str(n): f"Number {n}" for n in range(4, 100)}
"""Reviews of a period of care by their number, in that order."""
OF_QUESTIONS = (
    "Of the forms completed in the period, those that answer yes, good or very good. Forms that say “not "
    "applicable” or “not known” are left out."
)
TOGETHER = 3
"""So many measures of one base are explained together."""
HEADS = {"count": "In time", "base": "Held", "not_known": "Not known"}
HEADS_OF_SOME = HEADS | {"base": "Due date known", "not_known": "Due date not known"}
"""Where some are not known the base is not all that were held, which “Held” is in the next table."""
TIMELINESS = (
    "timeliness_child_year",
    "timeliness_reviews_held",
    "timeliness_reviews_due",
    "timeliness_snapshot",
)


def reviews(f: Figures) -> Part:
    """R-17: how many reviews were held, by month and by kind."""
    code = "timeliness_reviews_held"
    if why := f.untold(code):
        return Part(absent=f"Which reviews were held {why}")
    table = flow_table(f, code, "reviews", "Reviews held in each month", "Reviews", part="all")
    kinds = breakdown(f, code, "kind", "Reviews held by kind", "Kind", list(KINDS), part="all", labels=KINDS)
    held = f.count(code, part="all")
    were = "review was" if held.value == 1 else "reviews were"
    before = than_before(f, code, part="all") if held.value else ""
    said = f"{held} {were} held in the {f.span_words}{before}."
    if table:
        table.about = "Reviews of short breaks are left out"
    return Part([said], [*([table] if table else []), kinds])


def timeliness(f: Figures) -> Part:
    """R-18: the four numbers that are called timeliness, named apart (T-1 to T-4)."""
    by_month = _due_by_month(f)
    day, snapshot = day_words(f.period.end), "timeliness_snapshot"
    sentences = [
        *_held_and_due(f),
        *said_of(
            f,
            snapshot,
            "children",
            f"On {day}, {{share}} {{were}} up to date with their reviews",
            f"for how many children the next review was overdue on {day}",
        ),
        *not_known_words(f, snapshot, "children"),
    ]
    four = own_and_before(f, TIMELINESS, "timeliness", "Four measures of timeliness")
    tables = [four, *by_month, _held_in_time(f, "kind", "Kind", KINDS)]
    tables += (
        [_held_in_time(f, "team", "Team", {})] if len(f.by("timeliness_reviews_held", "team")) > 1 else []
    )
    return Part(sentences, [t for t in tables if t.rows])


def _held_and_due(f: Figures) -> list[str]:
    held, due = "timeliness_reviews_held", "timeliness_reviews_due"
    of_due = said_of(
        f,
        due,
        "",
        "Of the reviews that fell due, {share} {were} held by the due date",
        "how many of the reviews that fell due were held by the due date",
    )
    return [
        *said_of(f, held, "reviews", "{share} {were} held in time", "how many reviews were held in time"),
        *of_due,
        *not_known_words(f, due, "reviews"),
        *(["A review that was never held counts as missed."] if of_due else []),
    ]


def timeliness_of_quarter(f: Figures) -> Part:
    """Reviews held and due in a quarter. T-1 speaks of whole years alone, and is left out."""
    by_month = _due_by_month(f)
    sentences = _held_and_due(f)
    measures = own_and_before(f, TIMELINESS[1:], "timeliness", "Timeliness of reviews")
    by_team = (
        [_held_in_time(f, "team", "Team", {})] if len(f.by("timeliness_reviews_held", "team")) > 1 else []
    )
    tables = [measures, *by_month, *by_team]
    return Part(sentences, [t for t in tables if t.rows])


def _due_by_month(f: Figures) -> list[Table]:
    caption = "Reviews due in each month that were held in time"
    found = shares_in_steps(
        f, "timeliness_reviews_due", "timeliness_month", caption, ("In time", "Due"), caption
    )
    return [found] if found else []


def _held_in_time(f: Figures, by: str, heading: str, words: dict[str, str]) -> Table:
    code = "timeliness_reviews_held"
    found = f.by(code, by)
    keys = [k for k in words if k in found] + sorted(k for k in found if k not in words)
    parts: list[CountPart] = ["count", "base"]
    if f.get(code).not_known:
        parts.append("not_known")
    heads = HEADS_OF_SOME if f.get(code).not_known else HEADS
    rows: list[list[Cell]] = [
        [row_label(words.get(k, k), by), *_time_cells(f, code, by, k, parts)]
        for k in keys
        if f.count(code, by=by, key=k, part="all").value
    ]
    return Table(
        f"timeliness_{by}",
        f"Reviews held in time by {heading.lower()}",
        [heading, *(heads[part] for part in parts), "Share"],
        rows,
        f.source(code),
        ["All", *_time_cells(f, code, "", "", parts)],
        list(range(1, len(parts) + 1)),
    )


def _time_cells(f: Figures, code: str, by: str, key: str, parts: Sequence[CountPart]) -> list[Cell]:
    counts = (f.count(code, part=part, by=by, key=key) for part in parts)
    share = f.percent(code, by=by, key=key)
    return [*counts, share if share.base_count >= LEAST_BASE else "–"]


def participation(f: Figures) -> Part:
    """R-20: how children took part, in both readings of PN4."""
    code = "participation_codes"
    if why := f.untold(code):
        return Part(absent=f"How children took part {why}")
    f.by(code, "code")
    figures = {c: f.count(code, by="code", key=c) for c in CODES}
    whole = f.count(code, part="all")
    rows: list[list[Cell]] = [[f"{c}: {MEANING[c]}", figures[c]] for c in CODES]
    total: list[Cell] = ["All", whole]
    if f.get(code).not_known:
        rows.append(["Not recorded", f.count(code, part="not_known")])
    is_of_many = (f.get(code).numerator or 0) >= LEAST_BASE
    if is_of_many:
        for row, c in zip(rows, [*CODES, ""], strict=False):
            row.append(f.share(code, by="code", key=c) if c else "–")
        total.append("–" if f.get(code).not_known else "100.0%")
    table = Table(
        "participation",
        "Reviews by participation code",
        ["How the child took part", f.label, *(["Share"] if is_of_many else [])],
        rows,
        f.source(code),
        total,
        [1],
        look="bars",
        says=f"How children took part in {whole} reviews",
    )
    _declare_codes(f, figures)
    by_month, took_part = _took_part_by_month(f), "how many children aged 4 or over took part"
    sentences = said_of(
        f, "participation_official", "reviews", "Children aged 4 or over took part in {share}", took_part
    )
    if f.get("participation_with_pn4").value is not None:
        sentences.append(
            "Those who came but did not convey their views (PN4) do not count as taking part. With them it "
            f"would be {of_base(f, 'participation_with_pn4', 'reviews')}."
        )
    return Part(sentences, [table, *([by_month] if by_month else [])])


def _declare_codes(f: Figures, figures: dict[str, Figure]) -> None:
    """A reader of the definitions knows which codes the two percentages are made of."""
    f.declare(f.count("participation_official"), [figures[c] for c in TOOK_PART])
    f.declare(f.count("participation_with_pn4"), [figures[c] for c in (*TOOK_PART, CAME_WITHOUT_VIEWS)])
    for code in ("participation_official", "participation_with_pn4"):
        f.declare(f.count(code, part="base"), [figures[c] for c in CODES[1:]])


def _took_part_by_month(f: Figures) -> Table | None:
    return shares_in_steps(
        f,
        "participation_official",
        "participation_month",
        "Reviews in each month in which children aged 4 or over took part",
        ("Took part", "Of"),
        "Reviews in which children aged 4 or over took part",
    )


def oversight(f: Figures) -> Part:
    """R-27: how managers answered decisions. No answer is an outcome of its own."""
    if not f.is_recorded("decisions_answered"):
        return Part(
            absent=(
                "Managers’ answers to decisions were not recorded here in this period, so there are "
                "no figures."
            )
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
        ["Answer", "Decisions sent", "Share"],
        rows,
        f.source(code),
        ["All", whole, "100.0%" if whole.value else "–"],
        [1],
        look="bars",
        note="A decision that was changed and sent again is counted each time.",
    )
    f.declare(whole, [f.count(c) for c, _ in parts])
    f.declare(f.count(code), [f.count(c) for c, _ in parts[:3]])
    result = f.get(code)
    said = [f"Managers answered {of_base(f, code, 'decisions sent')}{since_before(f, code)}."]
    if not result.denominator:
        none = f"No decision whose time to answer has ended was sent to a manager in the {f.span_words}."
        said = [in_its_time(f, none, [code])]
    if result.not_known:
        waiting = f.count(code, part="not_known")
        said.append(f"{waiting} {noun_of(waiting, 'decisions')} still waited for an answer.")
    return Part(said, [table])


def definitions(f: Figures) -> Part:
    """R-39: what every measure that the report uses means; the questions of the form are explained once."""
    used = {ref.partition("|")[0] for ref, figure in f.ledger.items() if figure.value is not None}
    questions = {question_code(q.key) for q in MEASURED}
    rows = _by_base([m for m in MEASURES.values() if m.code in used and m.code not in questions])
    if used & questions:
        rows.append(["Questions of the monitoring form", OF_QUESTIONS])
    if chosen := chosen_otherwise(f.authority, f.period.end):
        said = [f"{sentence(what)} by “{MEASURES[code].title}”." for code, what in chosen.items()]
        rows.append(["What this council counts by", " ".join(said)])
    return Part(
        tables=[
            Table(
                "definitions", "Definitions", ["Measure", "What it counts"], rows, "IRO Portal.", look="terms"
            )
        ]
    )


CODES_BETWEEN_BRACKETS = re.compile(r" \((?:(?:[A-Z]{1,2}\d\w?|[AM])(?:, |; | to | and )?)+\)")


def without_codes(definition: str) -> str:
    """A definition as readers of a report need it: the codes of the return stand on the page of the
    measure."""
    return CODES_BETWEEN_BRACKETS.sub("", definition)


def _by_base(measures: Sequence[Measure]) -> list[list[Cell]]:
    """Measures with what they count; several of one base under that base, so that it stands once."""
    bases: dict[str, list[Measure]] = {}
    for measure in measures:
        base, _, rest = measure.definition.partition(": ")
        if rest.startswith("those "):
            bases.setdefault(base, []).append(measure)
    found: list[list[Cell]] = []
    for measure in measures:
        base, _, rest = measure.definition.partition(": ")
        same = bases.get(base, [])
        if len(same) < TOGETHER or not rest.startswith("those "):
            found.append([measure.title, without_codes(measure.definition)])
        elif measure is same[0]:
            each = (f"{m.title}: {m.definition.partition(': ')[2]}" for m in same)
            found.append([without_codes(base), without_codes("\n".join(each))])
    return found
