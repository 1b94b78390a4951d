"""What the IRO service adds, as tables of the Standard Safeguarding Dataset for the council's main system:
reviews with their due dates and participation, IROs, and decisions, for which the dataset has no table.
"""

import csv
import io
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import Worker
from accounts.ui.spreadsheets import neutral
from children.imports.values import year_bounds
from children.models import Child, IroAllocation
from reviews.models import Decision, DecisionAtReview, Review, ReviewCycle
from reviews.models.review import ReviewStatus

Children = QuerySet[Child]
REVIEWS = (
    "clar_cla_review_id",
    "clar_cla_person_id",
    "clar_cla_review_due_date",
    "clar_cla_review_date",
    "clar_cla_review_cancelled",
    "clar_cla_review_participation",
)
INVOLVEMENTS = (
    "invo_involvements_id",
    "invo_professional_id",
    "invo_professional_role_id",
    "invo_involvement_start_date",
    "invo_involvement_end_date",
    "invo_person_id",
)
PROFESSIONALS = (
    "prof_professional_id",
    "prof_staff_id",
    "prof_professional_name",
    "prof_professional_job_title",
)
DECISIONS = (
    "decision_id",
    "person_id",
    "review_id",
    "review_date",
    "outcome",
    "action",
    "owner",
    "due_date",
    "progress",
    "closed_date",
    "times_carried_over",
)


def export_dataset(children: Children, year: int) -> dict[str, bytes]:
    """File name -> content of what the portal adds about these children in a collection year. Dates are year
    first.
    """
    iros = list(_iros(children, year))
    workers = {a.worker_id: a.worker for a in iros if a.worker_id}
    return {
        "ssd_cla_reviews.csv": _file(REVIEWS, _reviews(children, year)),
        "ssd_involvements.csv": _file(INVOLVEMENTS, (_involvement(a) for a in iros)),
        "ssd_professionals.csv": _file(PROFESSIONALS, (_professional(w) for w in workers.values() if w)),
        "iro_decisions.csv": _file(DECISIONS, _decisions(children, year)),
    }


def children_told_of(children: Children, year: int) -> set[int]:
    """Every child whom one of the files names."""
    found = {a.child_id for a in _iros(children, year)}
    found |= set(_held(children, year).values_list("child_id", flat=True))
    return found | set(_made(children, year).values_list("child_id", flat=True))


def _held(children: Children, year: int) -> Any:
    start, end = year_bounds(year)
    rows = Review.objects.filter(child__in=children).exclude(status=ReviewStatus.CANCELLED)
    return rows.filter(Q(held_on__range=(start, end)) | Q(held_on=None, booked_for__range=(start, end)))


def _reviews(children: Children, year: int) -> Iterable[list[Any]]:
    """Reviews held, and those that are planned, with the day on which each was due."""
    rows = _held(children, year).select_related("child").order_by("child__number", "held_on", "pk")
    due = dict(
        ReviewCycle.objects.filter(review__in=rows.order_by().values("pk")).values_list("review", "due_on")
    )
    for review in rows:
        number, code = review.child.number, review.participation_code
        yield [review.public_id, number, due.get(review.pk), review.held_on, "N", code]


def _iros(children: Children, year: int) -> Any:
    start, end = year_bounds(year)
    rows = IroAllocation.objects.filter(child__in=children, started_on__lte=end)
    rows = rows.filter(Q(ended_on=None) | Q(ended_on__gte=start)).select_related("child", "worker")
    return rows.order_by("child__number", "started_on", "pk")


def _involvement(a: IroAllocation) -> list[Any]:
    staff = (a.worker.staff_id or a.worker.public_id) if a.worker else ""
    return [f"IRO{a.pk}", staff, "IRO", a.started_on, a.ended_on, a.child.number]


def _professional(worker: Worker) -> list[Any]:
    number = worker.staff_id or worker.public_id
    return [number, number, worker.name, worker.job_title]


def _made(children: Children, year: int) -> Any:
    start, end = year_bounds(year)
    rows = Decision.objects.filter(child__in=children, made_at__recorded_at__isnull=False)
    return rows.filter(made_at__held_on__lte=end).filter(Q(closed_on=None) | Q(closed_on__gte=start))


def _decisions(children: Children, year: int) -> Iterable[list[Any]]:
    """Decisions of finished records that were open in the year."""
    rows = _made(children, year).select_related("child", "made_at").order_by("child__number", "pk")
    carried: dict[int, int] = {}
    latest = DecisionAtReview.objects.filter(decision__in=rows.order_by().values("pk")).order_by("pk")
    for decision, times in latest.values_list("decision", "times_carried"):
        carried[decision] = max(times, carried.get(decision, 0))
    for d in rows:
        made = d.made_at
        facts = [d.public_id, d.child.number, made.public_id, made.held_on, d.outcome, d.action, d.owner]
        yield [*facts, d.due_on, d.progress, d.closed_on, carried.get(d.pk, 0)]


def _file(headings: tuple[str, ...], rows: Iterable[list[Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([_cell(c) for c in row] for row in rows)
    return out.getvalue().encode("utf-8")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else neutral(str(value))
