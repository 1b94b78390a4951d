"""Who was asked to reviews and came, and whom the IRO talked with before them (P-24, P-25, P-161)."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from children.models import ChildNeeds
from reporting.measures.at_review import CAME
from reporting.measures.base import Measure, Rows, Scope
from reporting.measures.meeting.of_reviews import of_reviews
from reporting.measures.reviews_held import choices_of, held
from reviews.models import Attendance, ReviewTalk
from reviews.models.review import AttendeeRole, Presence


def _of_people(scope: Scope, rows: QuerySet[Any]) -> Rows:
    """People of reviews held in the period, by IRO, team and who they are."""
    return of_reviews(scope, rows, invited=lambda: choices_of("role", AttendeeRole.choices))


def came(scope: Scope) -> Rows:
    """People besides the child who were asked to reviews: those who came or joined."""
    asked = Attendance.objects.exclude(role=AttendeeRole.CHILD).exclude(presence=Presence.NOT_INVITED)
    rows = _of_people(scope, asked)
    return Rows(rows.population, Q(presence__in=CAME), dimensions=rows.dimensions)


def talks(scope: Scope) -> Rows:
    """The IRO's talks before reviews held in the period, by whom they were with."""
    return _of_people(scope, ReviewTalk.objects.filter(on__lte=F("review__held_on")))


def _talked(scope: Scope, *, with_worker: bool) -> Rows:
    """Reviews before which the IRO talked with the social worker, or with somebody else."""
    rows = held(scope)
    before = ReviewTalk.objects.filter(review=OuterRef("pk"), on__lte=OuterRef("held_on"))
    of_worker = Q(role=AttendeeRole.SOCIAL_WORKER)
    found = before.filter(of_worker if with_worker else ~of_worker)
    return Rows(rows.population.annotate(talked=Exists(found)), Q(talked=True), dimensions=rows.dimensions)


def talked_with_worker(scope: Scope) -> Rows:
    """Reviews before which the IRO talked with the social worker."""
    return _talked(scope, with_worker=True)


def talked_with_others(scope: Scope) -> Rows:
    """Reviews before which the IRO talked with the child, family, carers or others."""
    return _talked(scope, with_worker=False)


def interpreter_came(scope: Scope) -> Rows:
    """Reviews of children who need an interpreter: those that one attended, where attendance is recorded."""
    rows = held(scope)
    needs = ChildNeeds.objects.filter(
        child=OuterRef("child"), source=None, starts_on__lte=OuterRef("held_on")
    ).order_by("-starts_on")
    listed = Attendance.objects.filter(review=OuterRef("pk"))
    helped = listed.filter(role=AttendeeRole.INTERPRETER, presence__in=CAME)
    population = rows.population.annotate(
        needed=Subquery(needs.values("needs_interpreter")[:1]),
        listed=Exists(listed.exclude(role=AttendeeRole.CHILD)),
        helped=Exists(helped),
    ).filter(needed=True)
    return Rows(population, Q(helped=True), Q(listed=True), rows.dimensions)


def _measure(code: str, title: str, definition: str, rule: str, unit: str, rows: Any, **over: Any) -> Measure:
    given = {"dimensions": ("month", "iro", "team"), "is_more_better": True, **over}
    return Measure(code, title, definition, rule, unit, rows, **given)


_BY_ROLE = ("month", "iro", "team", "invited")
_BEFORE = "Of reviews held in the period: those before which a talk of the IRO with "
MEASURES = [
    _measure(
        "people_came",
        "People asked to reviews who came",
        "Of people besides the child who are recorded as asked to reviews held in the period: those who "
        "came, or joined by phone or video.",
        "P-25",
        "person",
        came,
        path="review__child",
        dimensions=_BY_ROLE,
    ),
    _measure(
        "people_interpreter",
        "An interpreter where the child needs one",
        "Of reviews held in the period of children who need an interpreter, whose attendance is recorded: "
        "those that an interpreter attended.",
        "P-24",
        "review",
        interpreter_came,
    ),
    _measure(
        "talks_social_worker",
        "IRO talked with the social worker before the review",
        f"{_BEFORE}the social worker is recorded, whenever it was.",
        "P-161",
        "review",
        talked_with_worker,
    ),
    _measure(
        "talks_others",
        "IRO talked with others before the review",
        f"{_BEFORE}somebody else is recorded: the child, family, carers, school.",
        "P-161",
        "review",
        talked_with_others,
    ),
    _measure(
        "talks_held",
        "IROs’ talks before reviews",
        "Talks of IROs recorded before reviews held in the period, by whom they were with.",
        "P-161",
        "talk",
        talks,
        is_count=True,
        path="review__child",
        dimensions=_BY_ROLE,
    ),
]
