"""The lists of decisions: one filter for the page, the home cards and their counts, so that figure and list
agree.
"""

from datetime import date
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, When

from accounts.access.viewers import Viewer
from accounts.models import Team, Worker
from accounts.models.jobs import DID_NOT_GO
from accounts.plain_names import called
from children.models import Child, IroAllocation, SocialWorkerAllocation
from reviews.decisions.access import decisions_visible_to
from reviews.decisions.states import NEED_REASON, OPEN
from reviews.models import Decision, DecisionAnswer, DecisionAtReview, ProgressRequest
from reviews.models.decision import AnswerState

STATES: dict[str, Q] = {
    "waiting": Q(answer_state=AnswerState.WAITING),
    "queried": Q(answer_state__in=[AnswerState.QUERIED, AnswerState.OBJECTED]),
    "lapsed": Q(answer_state=AnswerState.LAPSED),
    "agreed": Q(answer_state=AnswerState.AGREED),
    "open": Q(progress__in=OPEN),
    "closed": ~Q(progress__in=OPEN),
    "all": Q(),
}
_UNANSWERED = DecisionAnswer.objects.filter(pk=OuterRef("latest_answer"), responded_at=None)
TO_RESPOND = Exists(_UNANSWERED.filter(Q(state__in=NEED_REASON) | ~Q(late_comment="")))
TO_TELL = Q(amended_at__isnull=False) & (Q(told_at=None) | Q(told_mail__state__in=DID_NOT_GO))
"""Answers of whose amendment somebody has still to tell the manager."""
_TO_TELL = DecisionAnswer.objects.filter(TO_TELL, decision=OuterRef("pk"))
_UNANSWERED_REQUEST = ProgressRequest.objects.filter(decision=OuterRef("pk"), answer=None)
IN_HAND = Q(progress__in=OPEN) | Q(answer_state=AnswerState.WAITING)
"""What a list shows to somebody who asked for nothing: what is over does not stand between them and their
work.
"""
DRIFT = 3
"""Carry-overs from which a decision is shown in red, wherever it is listed."""
WAITING_FIRST = Case(When(answer_state=AnswerState.WAITING, then=0), default=1)


def shows(today: date) -> dict[str, Q]:
    """The states of the list, by the word in its address."""
    return STATES | {
        "overdue": Q(progress__in=OPEN, due_on__lt=today),
        "due_soon": Q(answer_state=AnswerState.WAITING, answer_due_on__lte=today),
        "to_respond": Q(TO_RESPOND, progress__in=OPEN),
        "to_tell": Q(Exists(_TO_TELL)),
        "asked": Q(Exists(_UNANSWERED_REQUEST), progress__in=OPEN),
    }


def decisions_list(viewer: Viewer, filters: dict[str, Any], today: date) -> QuerySet[Decision]:
    """Decisions this person sees under these filters (`state`, `team`, `iro`, `search`), those to answer
    first, oldest first.
    """
    state = filters.get("state")
    rows = decisions_visible_to(viewer).filter(shows(today).get(state or "", IN_HAND))
    if filters.get("team"):
        rows = rows.filter(
            Exists(
                SocialWorkerAllocation.objects.filter(
                    child=OuterRef("child"), ended_on=None, team__public_id=filters["team"]
                )
            )
        )
    if filters.get("iro"):
        rows = rows.filter(
            Exists(
                IroAllocation.objects.filter(
                    child=OuterRef("child"), ended_on=None, worker__public_id=filters["iro"]
                )
            )
        )
    typed, numbers = str(filters.get("search") or ""), ["child__number__istartswith"]
    rows = rows.filter(called(typed, "child__forename", "child__surname", by=numbers))
    by_answer = (WAITING_FIRST, "answer_due_on") if state in ("waiting", "due_soon") or not state else ()
    return with_carries(rows).select_related("child", "made_at").order_by(*by_answer, "due_on", "pk")


def with_carries(rows: QuerySet[Decision]) -> QuerySet[Decision]:
    """Each decision with how often it was carried over, as `drifts`, where that is often."""
    carried = DecisionAtReview.objects.filter(decision=OuterRef("pk"), times_carried__gte=DRIFT)
    return rows.annotate(drifts=Subquery(carried.order_by("-times_carried").values("times_carried")[:1]))


def waiting_for(viewer: Viewer, today: date) -> QuerySet[DecisionAnswer]:
    """Decisions this person can answer today, the earliest limit first: of children in their line, not their
    own.
    """
    of_line = SocialWorkerAllocation.objects.filter(
        viewer.of_line("team"), child=OuterRef("decision__child"), ended_on=None
    )
    is_iro = IroAllocation.objects.filter(
        child=OuterRef("decision__child"), ended_on=None, worker__user=viewer.user_id
    )
    return (
        DecisionAnswer.objects.filter(
            Exists(of_line),
            ~Exists(is_iro),
            decision__in=decisions_visible_to(viewer).values("pk").order_by(),
            state=AnswerState.WAITING,
            due_on__gte=today,
        )
        .exclude(sent_by=viewer.user_id)
        .select_related("decision__child", "review", "sent_by")
        .order_by("due_on", "review_id", "pk")
    )


def filter_choices(viewer: Viewer) -> dict[str, list[tuple[str, str]]]:
    """Teams and IROs this person can filter by: those of the children they see."""
    children = Child.objects.visible_to(viewer).values("pk").order_by()
    teams = (
        Team.objects.filter(allocations__child__in=children, allocations__ended_on=None)
        .distinct()
        .order_by("name", "pk")
    )
    iros = (
        Worker.objects.filter(iro_allocations__child__in=children, iro_allocations__ended_on=None)
        .distinct()
        .order_by("name", "pk")
    )
    return {
        "teams": [(str(t.public_id), t.name) for t in teams],
        "iros": [(str(w.public_id), str(w)) for w in iros],
    }
