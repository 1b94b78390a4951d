"""The door to a review: through the child. The record in the making is the IRO's alone; completed ones are
read by those who may.
"""

from uuid import UUID

from django.db.models import QuerySet, UUIDField
from django.http import Http404

from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.access.written_for import WrittenFor
from children.access import log_read, may_record, refuse
from children.child.current_facts import child_now
from children.models import Child
from reviews.meeting.states import REVIEW, Act, Part
from reviews.models import Review
from reviews.models.review import ReviewStatus


def reviews_visible_to(viewer: Viewer) -> QuerySet[Review]:
    """Reviews of children this person sees; dates and booking, not the record."""
    return Review.objects.filter(child__in=Child.objects.visible_to(viewer).values("pk").order_by())


def get_review(viewer: Viewer, public_id: UUID, *, page: str) -> Review:
    """The review, when this person may see the child; the read is logged on the child.

    Raises RecordClosed where they may ask for the child's record, Http404 otherwise.
    """
    review = _open_review(viewer, public_id, page)
    log_read(viewer, review.child_id, page=page)
    return review


def get_review_for(viewer: Viewer, public_id: UUID, act: Act, *, page: str, log: bool = True) -> Review:
    """The review, for somebody with one of the parts that may take the act in some state.

    Raises RecordClosed where they may ask for the child's record, Http404 for everybody else.
    """
    review = _open_review(viewer, public_id, page)
    if not parts_in(viewer, review.child) & REVIEW.rules[act].by:
        raise Http404("No such review")
    if log:
        log_read(viewer, review.child_id, page=page)
    return review


def parts_in(viewer: Viewer, child: Child) -> frozenset[Part]:
    """What this person is to the child's reviews. The IRO is independent by law (AP-10), so nobody else
    records.
    """
    has = {
        Part.IRO: may_record(viewer, child),
        Part.BOOKER: viewer.may(Permission.BOOK_REVIEW),
        Part.QA: viewer.may(Permission.RESTRICT_CHILD),
        Part.WORKER: viewer.may(Permission.SUBMIT_REPORT),
    }
    return frozenset(part for part, is_one in has.items() if is_one)


def _open_review(viewer: Viewer, public_id: UUID, page: str) -> Review:
    """The review with the child as it is now; refused where the child's record is not open."""
    review = OPEN_REVIEW.first(viewer, public_id=public_id)
    if review is None:
        refuse(viewer, Child.objects.filter(reviews__public_id=public_id).first(), page=page)
    review.child = child_now(review.child_id)
    return review


OPEN_REVIEW = WrittenFor(
    lambda viewer, today, public_id: (
        reviews_visible_to(viewer).filter(public_id=public_id).select_related("chaired_by").order_by("pk")[:1]
    ),
    public_id=UUIDField(),
)


def may_read_record(viewer: Viewer, review: Review) -> bool:
    """Whether this person may read what was recorded: anybody with the permission once it is complete."""
    return review.status == ReviewStatus.COMPLETED and viewer.may(Permission.READ_REVIEW_RECORD)
