"""Who sees which figures: the QA manager and readers the whole council, managers the children of their teams, nobody another council."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from accounts.access.roles import LINE_ROLES, Permission, Role
from accounts.access.viewers import Viewer
from accounts.clock import now
from accounts.models import AccessLog
from children.models import Child, SocialWorkerAllocation
from reporting.measures.base import Scope
from reporting.models import QuarterlyDocument, Report, ReportDocument
from reporting.periods import Period

READERS = (Role.QA_MANAGER, Role.DIRECTOR, Role.LEAD_MEMBER, Role.INSPECTOR)


def children_of_line(viewer: Viewer) -> QuerySet[Child] | None:
    """None for those who see the whole council's figures; for managers the children of their teams."""
    if viewer.is_a(*READERS):
        return None
    if viewer.is_a(*LINE_ROLES):
        mine = SocialWorkerAllocation.objects.filter(
            child=OuterRef("pk"), ended_on=None, team__in=viewer.line_team_ids
        )
        return Child.objects.filter(Exists(mine), authority=viewer.authority_id)
    return Child.objects.none()


def scope_for(viewer: Viewer, period: Period) -> Scope:
    """Whose figures this person sees."""
    return Scope(viewer.authority, period, children_of_line(viewer))


def log_list(viewer: Viewer, child_ids: set[int], *, page: str) -> None:
    """Write that this person saw these children in a list, in one statement."""
    at = now()
    AccessLog.objects.bulk_create(
        AccessLog(
            at=at,
            user=viewer.user,
            authority=viewer.authority,
            child_id=pk,
            page=page,
            allowed=True,
            reason="",
        )
        for pk in sorted(child_ids)
    )


def get_report(viewer: Viewer, public_id: UUID) -> Report:
    """The report of the person's own council. Raises Http404 otherwise."""
    viewer.require(Permission.READ_REPORTS)
    found = (
        Report.objects.select_related("authority")
        .filter(public_id=public_id, authority=viewer.authority_id)
        .first()
    )
    if found is None:
        raise Http404("No such report")
    return found


def get_document(viewer: Viewer, public_id: UUID) -> ReportDocument:
    """A finished document of the person's own council. Raises Http404 otherwise."""
    viewer.require(Permission.READ_REPORTS)
    found = (
        ReportDocument.objects.select_related("report")
        .filter(public_id=public_id, report__authority=viewer.authority_id)
        .first()
    )
    if found is None:
        raise Http404("No such document")
    return found


def get_quarterly(viewer: Viewer, public_id: UUID) -> QuarterlyDocument:
    """A finished report of a quarter of the person's own council. Raises Http404 otherwise."""
    viewer.require(Permission.READ_REPORTS)
    found = QuarterlyDocument.objects.filter(public_id=public_id, authority=viewer.authority_id).first()
    if found is None:
        raise Http404("No such document")
    return found
