"""The doors to deliveries and differences: those of one's own council, for people who import."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from children.imports.access import closed_numbers
from children.models import FeedDelivery, FeedDifference


def deliveries_visible_to(viewer: Viewer) -> QuerySet[FeedDelivery]:
    """Deliveries of the viewer's council, the latest first; none for people who do not import."""
    if not viewer.may(Permission.IMPORT):
        return FeedDelivery.objects.none()
    rows = FeedDelivery.objects.filter(authority=viewer.authority_id).defer("content")
    return rows.select_related("created_by", "job", "record", "authority")


def get_delivery(viewer: Viewer, public_id: UUID) -> FeedDelivery:
    """The delivery of the viewer's council. Raises Http404."""
    found = deliveries_visible_to(viewer).filter(public_id=public_id).first()
    if found is None:
        raise Http404("No such delivery")
    return found


def differences_visible_to(viewer: Viewer) -> QuerySet[FeedDifference]:
    """Differences of the viewer's council, but for children who are closed to them; none for people who do
    not import.
    """
    if not viewer.may(Permission.IMPORT):
        return FeedDifference.objects.none()
    found = FeedDifference.objects.filter(authority=viewer.authority_id)
    return found.exclude(number__in=closed_numbers(viewer)).select_related("decided_by", "delivery")


def get_difference(viewer: Viewer, public_id: UUID) -> FeedDifference:
    """The difference of the viewer's council. Raises Http404."""
    found = differences_visible_to(viewer).select_related("authority").filter(public_id=public_id).first()
    if found is None:
        raise Http404("No such difference")
    return found
