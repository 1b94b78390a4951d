"""The door to an invitation: through its review."""

from uuid import UUID

from django.http import Http404

from accounts.access.viewers import Viewer
from reviews.meeting.access import get_review_for
from reviews.meeting.states import Act
from reviews.models import Invitation


def get_invitation(viewer: Viewer, public_id: UUID, act: Act, *, page: str) -> Invitation:
    """The invitation, for somebody who may take the act on its review.

    Raises RecordClosed where they may ask for the child's record, Http404 for everybody else.
    """
    rows = Invitation.objects.select_related("person", "mail")
    found = rows.filter(public_id=public_id).select_related("review").first()
    if found is None:
        raise Http404("No such invitation")
    found.review = get_review_for(viewer, found.review.public_id, act, page=page)
    return found
