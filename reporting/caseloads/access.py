"""Who sees whose caseload, and who reads and writes notes on an IRO's practice."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from accounts.access.roles import Permission as P
from accounts.access.viewers import Viewer
from accounts.models import Worker
from reporting.models import PracticeNote

WATCHES = (P.ALLOCATE_IRO, P.APPROVE_REPORT)
"""Who allocates, and who answers for the service, sees every IRO's load; an IRO sees only their own."""


def sees_every_load(viewer: Viewer) -> bool:
    """Whether somebody sees the caseloads of all IROs."""
    return any(viewer.may(permission) for permission in WATCHES)


def iros_for(viewer: Viewer) -> QuerySet[Worker]:
    """The IROs whose load this person sees."""
    found = Worker.objects.filter(authority=viewer.authority_id, is_iro=True)
    return found if sees_every_load(viewer) else found.filter(user=viewer.user_id)


def supervised_by(viewer: Viewer) -> QuerySet[Worker]:
    """The IROs whose practice this person reads about: all for the QA manager, else oneself."""
    found = Worker.objects.filter(authority=viewer.authority_id, is_iro=True)
    return found if viewer.may(P.WRITE_REPORT) else found.filter(user=viewer.user_id)


def get_iro(viewer: Viewer, public_id: UUID) -> Worker:
    """The door to the supervision page of an IRO. Raises Http404."""
    found = supervised_by(viewer).select_related("user", "authority").filter(public_id=public_id).first()
    if found is None:
        raise Http404("No such IRO")
    return found


def get_note(viewer: Viewer, public_id: UUID) -> PracticeNote:
    """The door to a note, for those who may read it. Raises Http404."""
    rows = PracticeNote.objects.filter(worker__in=supervised_by(viewer).values("pk").order_by())
    found = rows.select_related("worker", "written_by").filter(public_id=public_id).first()
    if found is None:
        raise Http404("No such note")
    return found
