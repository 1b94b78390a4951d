"""Who sees which figures: the QA manager and readers the whole council, an IRO their own children,
managers those of their teams. Nobody's figures count a child whose record is closed to them (ADR 0009).
"""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from accounts.access.roles import Permission, Role
from accounts.access.viewers import Viewer
from children.access import counted_for
from children.models import Child
from reporting.line import children_had_by, periods_left_from
from reporting.measures.base import Scope
from reporting.models import (
    DocumentRestatement,
    Edition,
    QuarterlyDocument,
    Report,
    ReportDocument,
    ReportLayout,
)
from reporting.periods import Period
from reporting.screen.frozen_years import FrozenYears

READERS = (Role.QA_MANAGER, Role.DIRECTOR, Role.LEAD_MEMBER, Role.INSPECTOR)


def open_children(viewer: Viewer) -> QuerySet[Child] | None:
    """The children whom figures of the council count for this person: all but those whose record is closed to
    them. None where no record is.
    """
    counted = counted_for(viewer)
    restricted = Child.objects.filter(authority=viewer.authority_id, is_restricted=True)
    is_any_closed = restricted.exclude(pk__in=counted.values("pk").order_by()).exists()
    return counted if is_any_closed else None


def council_scope(viewer: Viewer, period: Period) -> Scope:
    """The council's figures as this person gets them, beside lists that leave the same children out."""
    return Scope(viewer.authority, period, open_children(viewer), is_council=True)


def sees_small_numbers(viewer: Viewer) -> bool:
    """Whether figures on pages are shown to this person as the internal edition shows them: to those who see
    children; to inspectors, who see one at a time, where the council releases that edition to them.
    """
    if _is_only_inspector(viewer):
        return Edition.INTERNAL in readable_editions(viewer)
    return viewer.may_see_children


def _is_only_inspector(viewer: Viewer) -> bool:
    return viewer.is_a(Role.INSPECTOR) and not viewer.roles - {Role.INSPECTOR, Role.LEAD_MEMBER}


def frozen_for(viewer: Viewer) -> FrozenYears | None:
    """The frozen years, all that somebody sees of figures who gets no small number; None for others."""
    return None if sees_small_numbers(viewer) else FrozenYears(viewer.authority)


def scope_for(viewer: Viewer, period: Period) -> Scope:
    """Whose figures this person sees. Frozen years count every child: nothing in them changes from day to
    day, and who gets them sees no list."""
    frozen = frozen_for(viewer)
    if frozen is not None:
        return Scope(viewer.authority, period, frozen=frozen.shown)
    if viewer.is_a(*READERS):
        return council_scope(viewer, period)
    return Scope(viewer.authority, period, children_had_by(viewer), left=periods_left_from(viewer))


def sees_every_child(viewer: Viewer) -> bool:
    """Whether figures that count every child, with what was restated since, stand on this person's pages:
    where no record is closed to them, and of those who write the reports, which tell the same.
    """
    if viewer.may(Permission.WRITE_REPORT):
        return True
    return sees_small_numbers(viewer) and viewer.is_a(*READERS) and open_children(viewer) is None


def get_report(viewer: Viewer, public_id: UUID) -> Report:
    """The report of the person's own council; for those who only read, once a document of it is published for
    them: its title, state and why it corrects another are not told before. Raises Http404 otherwise.
    """
    viewer.require(Permission.READ_REPORTS)
    found = (
        Report.objects.select_related("authority")
        .filter(public_id=public_id, authority=viewer.authority_id)
        .first()
    )
    if found is None or not (makes_reports(viewer) or documents_visible_to(viewer).filter(report=found)):
        raise Http404("No such report")
    return found


def makes_reports(viewer: Viewer) -> bool:
    """Whether somebody writes or approves reports, and so sees every edition and every draft."""
    return viewer.may(Permission.WRITE_REPORT) or viewer.may(Permission.APPROVE_REPORT)


def readable_editions(viewer: Viewer) -> frozenset[str]:
    """The editions that somebody may open once they are published. Inspectors see what the council releases
    to them."""
    if makes_reports(viewer):
        return frozenset(Edition.values)
    if viewer.is_a(Role.INSPECTOR) and not viewer.is_a(*READERS[:-1]):
        return ReportLayout.of(viewer.authority).released_to_inspectors
    return frozenset({Edition.MEMBER.value, Edition.PUBLIC.value, Edition.CHILDREN.value})


def documents_visible_to(viewer: Viewer) -> QuerySet[ReportDocument]:
    """The finished documents that somebody may open: drafts only those who write or approve."""
    viewer.require(Permission.READ_REPORTS)
    found = ReportDocument.objects.filter(
        report__authority=viewer.authority_id, edition__in=readable_editions(viewer)
    )
    return found if makes_reports(viewer) else found.filter(is_published=True)


def restatements_visible_to(viewer: Viewer, report: Report) -> QuerySet[DocumentRestatement]:
    """Published figures that would be others today. They are of the internal edition, small numbers and all:
    for those alone who may open that.
    """
    found = DocumentRestatement.objects.filter(document__report=report)
    return found if Edition.INTERNAL in readable_editions(viewer) else found.none()


def quarterlies_visible_to(viewer: Viewer) -> QuerySet[QuarterlyDocument]:
    """The finished reports of quarters that somebody may open."""
    viewer.require(Permission.READ_REPORTS)
    return QuarterlyDocument.objects.filter(
        authority=viewer.authority_id, edition__in=readable_editions(viewer)
    )


def get_document(viewer: Viewer, public_id: UUID) -> ReportDocument:
    """A finished document that the person may open. Raises Http404 otherwise."""
    found = documents_visible_to(viewer).select_related("report").filter(public_id=public_id).first()
    if found is None:
        raise Http404("No such document")
    return found


def get_web_page(viewer: Viewer, public_id: UUID) -> ReportDocument:
    """A published document that those who may publish can put on the council's own site. Raises Http404
    otherwise."""
    viewer.require(Permission.WRITE_REPORT)
    found = documents_visible_to(viewer).select_related("report").filter(public_id=public_id)
    document = found.exclude(web_page=b"").first()
    if document is None:
        raise Http404("No such web page")
    return document


def get_quarterly(viewer: Viewer, public_id: UUID) -> QuarterlyDocument:
    """A finished report of a quarter that the person may open. Raises Http404 otherwise."""
    found = quarterlies_visible_to(viewer).filter(public_id=public_id).first()
    if found is None:
        raise Http404("No such document")
    return found
