"""The door to a decision: through the child, so that whoever may not see the child does not see the
decision.
"""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from children.access import log_read, may_record, refuse
from children.models import Child
from reviews.decisions.states import Part
from reviews.models import Decision, DecisionAnswer
from reviews.models.review import ReviewStatus

SHARED = Q(made_at__status=ReviewStatus.COMPLETED) | Q(
    Exists(DecisionAnswer.objects.filter(decision=OuterRef("pk")))
)


def decisions_visible_to(viewer: Viewer) -> QuerySet[Decision]:
    """Decisions of children this person sees, with their latest task's state, once they were sent or the
    review is complete.

    Before that they are the IRO's draft: only the IRO sees them, in the record.
    """
    if not viewer.may(Permission.READ_REVIEW_RECORD):
        return Decision.objects.none()
    latest = DecisionAnswer.objects.filter(decision=OuterRef("pk")).order_by("-pk")
    return (
        Decision.objects.filter(child__in=Child.objects.visible_to(viewer).values("pk").order_by())
        .filter(SHARED)
        .annotate(
            latest_answer=Subquery(latest.values("pk")[:1]),
            answer_state=Subquery(latest.values("state")[:1]),
            answer_due_on=Subquery(latest.values("due_on")[:1]),
        )
    )


def get_decision(viewer: Viewer, public_id: UUID, *, page: str) -> Decision:
    """The decision, when this person may see it; the read is logged on the child.

    Raises RecordClosed where they may ask for the child's record, Http404 otherwise.
    """
    decision = (
        decisions_visible_to(viewer)
        .select_related("child__authority", "made_at")
        .filter(public_id=public_id)
        .first()
    )
    if decision is None:
        closed = Child.objects.filter(decisions__in=Decision.objects.filter(SHARED, public_id=public_id))
        refuse(viewer, closed.first(), page=page)
    log_read(viewer, decision.child_id, page=page)
    return decision


def may_answer(viewer: Viewer, child: Child) -> bool:
    """Whether this person may answer decisions of the child: a manager in the child's line, never its IRO."""
    return (
        viewer.may(Permission.ANSWER_DECISIONS)
        and not may_record(viewer, child)
        and child.social_worker_allocations.filter(ended_on=None, team__in=viewer.line_team_ids).exists()
    )


def parts_in(viewer: Viewer, decision: Decision, task: DecisionAnswer | None) -> frozenset[Part]:
    """What this person is to the decision. Its IRO never answers it, nor does whoever sent it."""
    is_iro = may_record(viewer, decision.child)
    sent_it = task is not None and task.sent_by_id == viewer.user_id
    has = {
        Part.IRO: is_iro,
        Part.MANAGER: not sent_it and may_answer(viewer, decision.child),
        Part.REPORTER: not is_iro and viewer.may(Permission.UPDATE_PROGRESS),
    }
    return frozenset(part for part, is_one in has.items() if is_one)
