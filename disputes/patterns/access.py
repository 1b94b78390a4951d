"""Who sees systemic concerns, and who can own one."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from accounts.access.roles import LINE_ROLES, Permission, Role
from accounts.access.viewers import Viewer
from accounts.models import User
from disputes.models import SystemicConcern


def systemic_visible_to(viewer: Viewer) -> QuerySet[SystemicConcern]:
    """Systemic concerns: IROs, the QA manager and the Director see all of the council's, a manager those
    they own.
    """
    rows = SystemicConcern.objects.filter(authority=viewer.authority_id)
    if viewer.is_a(Role.IRO, Role.QA_MANAGER, Role.DIRECTOR):
        return rows
    return rows.filter(owner=viewer.user_id) if viewer.may(Permission.SEE_DISPUTES) else rows.none()


def get_systemic(viewer: Viewer, public_id: UUID) -> SystemicConcern:
    """The systemic concern; it names no child, so nothing is logged.

    Raises Http404 where it is not to be seen.
    """
    found = (
        systemic_visible_to(viewer).select_related("owner", "raised_by", "team").filter(public_id=public_id)
    )
    systemic = found.first()
    if systemic is None:
        raise Http404("No such systemic concern")
    return systemic


def possible_owners(viewer: Viewer, day: date) -> list[User]:
    """Managers of the council, who can own a systemic concern."""
    return list(
        User.objects.filter(
            Q(memberships__ended_on=None) | Q(memberships__ended_on__gt=day),
            is_active=True,
            memberships__authority=viewer.authority_id,
            memberships__role__in=[*LINE_ROLES, Role.DIRECTOR],
            memberships__started_on__lte=day,
        )
        .distinct()
        .order_by("name", "pk")
    )
