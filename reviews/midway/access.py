"""The doors to midway checks, the updates they ask for, and contact between reviews: through the child."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from children.access import get_child, log_read, may_record, refuse
from children.models import Child
from reviews.midway.states import Part
from reviews.models import Contact, MidwayCheck, MidwayUpdate


def checks_visible_to(viewer: Viewer) -> QuerySet[MidwayCheck]:
    """Checks of the children this person sees, for those who read them."""
    if not viewer.may(Permission.READ_MONITORING):
        return MidwayCheck.objects.none()
    return MidwayCheck.objects.filter(child__in=Child.objects.visible_to(viewer).values("pk").order_by())


def get_check(viewer: Viewer, public_id: UUID, *, page: str, log: bool = True) -> MidwayCheck:
    """The check, when this person may read it; the read is logged on the child.

    Raises RecordClosed where they may ask for the child's record, Http404 otherwise.
    """
    check = (
        checks_visible_to(viewer)
        .select_related("child__authority", "after_review", "completed_by", "team")
        .filter(public_id=public_id)
        .first()
    )
    if check is None:
        refuse(viewer, Child.objects.filter(midway_checks__public_id=public_id).first(), page=page)
    if log:
        log_read(viewer, check.child_id, page=page)
    return check


def parts_in(viewer: Viewer, check: MidwayCheck) -> frozenset[Part]:
    """What the person is towards the check: the child's IRO, or nobody who acts in it."""
    return frozenset({Part.IRO}) if may_record(viewer, check.child) else frozenset()


def get_check_to_do(viewer: Viewer, public_id: UUID, *, page: str, log: bool = True) -> MidwayCheck:
    """The check, for the child's IRO alone. Raises Http404 for everybody else."""
    check = get_check(viewer, public_id, page=page, log=False)
    if not may_record(viewer, check.child):
        raise Http404("No such check")
    if log:
        log_read(viewer, check.child_id, page=page)
    return check


def updates_asked_of(viewer: Viewer) -> QuerySet[MidwayUpdate]:
    """The updates that this social worker was asked for, of children whose social worker they still are."""
    return MidwayUpdate.objects.filter(
        worker__user=viewer.user_id, of__child__in=Child.objects.visible_to(viewer).values("pk").order_by()
    )


def get_update(viewer: Viewer, public_id: UUID, *, page: str, log: bool = True) -> MidwayUpdate:
    """The update, for the social worker who was asked.

    Raises RecordClosed where the record was closed since, Http404 for everybody else.
    """
    update = (
        updates_asked_of(viewer)
        .filter(public_id=public_id)
        .select_related("of__child__authority", "of__after_review", "asked_by")
        .first()
    )
    if update is None:
        asked = MidwayUpdate.objects.filter(public_id=public_id, worker__user=viewer.user_id)
        refuse(viewer, Child.objects.filter(midway_checks__updates__in=asked).first(), page=page)
    if log:
        log_read(viewer, update.of.child_id, page=page)
    return update


def get_child_to_contact(viewer: Viewer, public_id: UUID, *, page: str) -> Child:
    """The child, for its IRO alone. Raises Http404 for everybody else, RecordClosed where one may ask."""
    child = get_child(viewer, public_id, page=page)
    if not may_record(viewer, child):
        raise Http404("No such child")
    return child


def get_contact(viewer: Viewer, public_id: UUID, *, page: str) -> Contact:
    """A contact, for the child's IRO alone.

    Raises RecordClosed where they may ask for the record, Http404 for everybody else.
    """
    contact = (
        Contact.objects.filter(
            public_id=public_id, child__in=Child.objects.visible_to(viewer).values("pk").order_by()
        )
        .select_related("child__authority")
        .first()
    )
    if contact is None:
        refuse(viewer, Child.objects.filter(iro_contacts__public_id=public_id).first(), page=page)
    if not may_record(viewer, contact.child):
        raise Http404("No such contact")
    log_read(viewer, contact.child_id, page=page)
    return contact
