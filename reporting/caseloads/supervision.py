"""What a manager has at hand before supervision with one IRO: the children, what is overdue, the figures."""

from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse

from accounts.access.viewers import Viewer
from accounts.councils.words import as_said
from accounts.models import Worker
from accounts.templatetags.govuk import day as day_words
from accounts.ui.tables import Cell, Table, headings
from children.models import Child
from reporting.access import council_scope
from reporting.caseloads.facts import ChildToday, children_today
from reporting.council.actions import targets_on
from reporting.council.gaps import Gaps
from reporting.measures.base import Measure, Result, Rows, compute, with_key
from reporting.measures.dimensions import named
from reporting.measures.registry import MEASURES
from reporting.periods import Period
from reporting.results.months import compute_part
from reporting.screen.shown import figure, judged, number, part
from statute.working_days import add_months

CODES = (
    "reviews_held",
    "timeliness_reviews_held",
    "record_in_time",
    "participation_official",
    "child_attended",
    "spoke_alone",
    "midways_in_time",
    "disputes_informal",
    "disputes_formal",
    "same_iro",
    "rated_smart",
)


@dataclass(frozen=True)
class OnChild:
    """One child with what is open; the more urgent, the lower the rank."""

    child: Child
    today: ChildToday
    open: list[str]
    rank: int


def children_of(viewer: Viewer, worker: Worker, today: date) -> list[OnChild]:
    """The IRO's children whom this person may see, those with something overdue first."""
    facts = {row.child: row for row in children_today(viewer, today, worker=worker.pk)}
    seen = Child.objects.visible_to(viewer).filter(pk__in=list(facts))
    rows = [_on(child, facts[child.pk], today) for child in seen]
    return sorted(rows, key=lambda row: (row.rank, row.today.due_on or date.max, row.child.name))


def _on(child: Child, row: ChildToday, today: date) -> OnChild:
    said: list[tuple[int, str]] = []
    if row.is_overdue:
        said.append((0, "review overdue"))
    elif not row.is_due_known:
        said.append((2, "next review not known"))
    if row.record_due_on is not None:
        said.append(_record_words(row.record_due_on, today))
    if row.midway_until is not None and row.midway_until < today:
        said.append((1, f"midway check was due by {day_words(row.midway_until)}"))
    for count, what in ((row.formal, "formal dispute"), (row.informal, "informal concern")):
        if count:
            said.append((1, f"{count} {what}{'s' if count > 1 else ''} open"))
    if row.is_far:
        said.append((3, "placed more than 20 miles from home"))
    return OnChild(child, row, [words for _, words in said], min((rank for rank, _ in said), default=4))


def _record_words(due_on: date, today: date) -> tuple[int, str]:
    if due_on < today:
        return 0, f"record was due on {day_words(due_on)}"
    return 2, f"record is due on {day_words(due_on)}"


def children_table(rows: list[OnChild]) -> Table:
    """The children, each leading to the record."""
    cells: list[list[Cell]] = [
        [
            {
                "text": row.child.name,
                "href": reverse("children:child", args=[row.child.public_id]),
                "note": row.child.number,
            },
            {"text": day_words(row.today.due_on) if row.today.due_on else "not known"},
            {"text": as_said("; ".join(row.open)) or "nothing"},
        ]
        for row in rows
    ]
    return Table("Children", headings("Child", "Next review due", "Open or to talk about"), cells)


def figures_table(viewer: Viewer, worker: Worker, today: date) -> Table:
    """The IRO's figures of the last twelve months beside those of the council and the target."""
    period = Period(add_months(today, -12), today)
    scope = replace(council_scope(viewer, period), as_at=today)
    targets, gaps = targets_on(viewer.authority, today), Gaps(viewer.authority, scope.recorded)

    name = Worker.objects.filter(pk=worker.pk).values_list(named(), flat=True).get()

    def mine_of(rows: Rows) -> Rows:
        return with_key(rows, "iro", name)

    rows: list[list[Cell]] = []
    for measure in (MEASURES[code] for code in CODES):
        if not gaps.recorded.covers(measure.record, period.end):
            rows.append(_unrecorded(measure))
            continue
        asked = replace(scope, known=scope.recorded)
        mine = compute_part(measure, asked, mine_of) if "iro" in measure.dimensions else None
        target = targets.get(measure.code)
        sign = "%" if measure.is_share else ""
        rows.append(
            [
                {"text": as_said(measure.title)},
                _figure(measure, mine),
                {"text": part(measure, judged(mine)) if mine else "–"},
                _figure(measure, compute(measure, asked)),
                {"text": "none" if target is None else f"{target.normalize():f}{sign}"},
            ]
        )
    names = ("This IRO", "Of", "The council", "Target")
    return Table(
        f"The last twelve months, to {day_words(today)}", headings("Measure", *names, numeric=names), rows
    )


def _unrecorded(measure: Measure) -> list[Cell]:
    return [{"text": as_said(measure.title)}, *({"text": text} for text in ("not recorded", "–", "–", "–"))]


def _figure(measure: Measure, result: Result | None) -> Cell:
    if result is not None and result.denominator == 0 and not result.not_known:
        return {"text": "none"}
    note = number(result.not_known) if result and result.not_known and result.numerator is not None else ""
    return {"text": figure(measure, result), "note": f"{note} not known" if note else ""}
