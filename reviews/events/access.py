"""Who sees the events of a child: the IRO, the QA manager, the social worker and their line."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from accounts.access.roles import Permission as P
from accounts.access.viewers import Viewer
from children.access import get_child, may_record
from children.models import Child
from reviews.models import CareProceedings, CaseNote, SignificantEvent


def may_tell(viewer: Viewer, child: Child) -> bool:
    """Whether this person tells the IRO, or records as the IRO what they were told."""
    return viewer.may(P.SUBMIT_REPORT) or may_record(viewer, child)


def get_child_of_events(viewer: Viewer, public_id: UUID, *, page: str) -> Child:
    """The child, for the IRO, the QA manager, and the social worker and their line; the read is logged."""
    child = get_child(viewer, public_id, page=page)
    if not reads_events(viewer, child):
        raise Http404("Not yours")
    return child


def get_event_to_answer(viewer: Viewer, public_id: UUID, *, page: str) -> SignificantEvent:
    """The event, for the child's IRO alone."""
    found = SignificantEvent.objects.filter(public_id=public_id).select_related("child").first()
    if found is None:
        raise Http404("No such event")
    found.child = get_child(viewer, found.child.public_id, page=page)
    if not may_record(viewer, found.child):
        raise Http404("Not yours")
    return found


def get_proceedings(viewer: Viewer, public_id: UUID, *, page: str) -> CareProceedings:
    """Care proceedings, for whoever tells the IRO of events of the child."""
    found = CareProceedings.objects.filter(public_id=public_id).select_related("child").first()
    if found is None:
        raise Http404("No such proceedings")
    found.child = get_child_of_events(viewer, found.child.public_id, page=page)
    if not may_tell(viewer, found.child):
        raise Http404("Not yours")
    return found


def reads_events(viewer: Viewer, child: Child) -> bool:
    """Whether this person, who sees the child, reads events and the IRO's notes."""
    return viewer.may(P.RESTRICT_CHILD) or may_tell(viewer, child)


def get_note_to_strike(viewer: Viewer, public_id: UUID, *, page: str) -> CaseNote:
    """A note, for the child's IRO and the QA manager, who may strike it out."""
    found = CaseNote.objects.filter(public_id=public_id).select_related("child").first()
    if found is None:
        raise Http404("No such note")
    found.child = get_child(viewer, found.child.public_id, page=page)
    if not (may_record(viewer, found.child) or viewer.may(P.RESTRICT_CHILD)):
        raise Http404("Not yours")
    return found


def waiting_for_iro(viewer: Viewer) -> QuerySet[SignificantEvent]:
    """Events of this IRO's children without an answer, the earliest answer first."""
    children = Child.objects.visible_to(viewer).values("pk").order_by()
    rows = SignificantEvent.objects.filter(child__in=children, answered_on=None, answer_due_on__isnull=False)
    return rows.select_related("child").order_by("answer_due_on", "pk")
