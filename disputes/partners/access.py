"""Who sees challenges of partners, and who may write on them."""

from uuid import UUID

from django.db.models import QuerySet

from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from children.access import log_read, may_record, refuse
from children.models import Child
from disputes.access import concerns_visible_to
from disputes.models import Concern, ExternalChallenge


def external_visible_to(viewer: Viewer) -> QuerySet[ExternalChallenge]:
    """Challenges of partners: for the IRO and the QA manager of the children they see."""
    rows = ExternalChallenge.objects.filter(authority=viewer.authority_id)
    if not (viewer.may(Permission.CHALLENGE) or viewer.may(Permission.OVERSEE_DISPUTES)):
        return rows.none()
    return rows.filter(child__in=Child.objects.visible_to(viewer).values("pk").order_by())


def get_external(viewer: Viewer, public_id: UUID, *, page: str) -> ExternalChallenge:
    """The external challenge, when this person may see it; the read is logged.

    Raises RecordClosed where they may ask for the child's record, Http404 otherwise.
    """
    found = external_visible_to(viewer).select_related("child", "concern", "by").filter(public_id=public_id)
    external = found.first()
    if external is None:
        refuse(viewer, Child.objects.filter(external_challenges__public_id=public_id).first(), page=page)
    log_read(viewer, external.child_id, page=page)
    return external


def may_record_answer(viewer: Viewer, external: ExternalChallenge) -> bool:
    """Whether the person writes down the partner's answer:

    the child's IRO alone, as for everything in a concern (DR-6).
    """
    return viewer.may(Permission.CHALLENGE) and may_record(viewer, external.child)


def concern_alongside(viewer: Viewer, child: Child, public_id: str) -> Concern | None:
    """The concern of this child that a challenge is recorded with; None for anything else the address may
    name.
    """
    try:
        wanted = UUID(public_id)
    except ValueError:
        return None
    return concerns_visible_to(viewer, None).filter(public_id=wanted, children__child=child).first()
