"""Finished documents: the PDF, the same as a page, the data pack. All are drawn from the edition as it was
stored."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from accounts.access.decorators import page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.audit import trail as audit
from reporting.access import get_document, get_web_page
from reporting.edition import data_pack
from reporting.edition.evidence import edition_of
from reporting.models import ReportDocument

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def attached(name: str, content: bytes, kind: str) -> HttpResponse:
    """A file to keep."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _file_name(found: ReportDocument, ending: str) -> str:
    return f"iro-annual-report-{found.report.year_label}-{found.edition}-{found.number}.{ending}"


@page(P.READ_REPORTS)
def document(request: Request, public_id: UUID) -> HttpResponse:
    """A finished PDF."""
    found = get_document(request.viewer, public_id)
    return attached(_file_name(found, "pdf"), bytes(found.content), "application/pdf")


@page(P.READ_REPORTS)
def document_page(request: Request, public_id: UUID) -> HttpResponse:
    """The same as a page."""
    found = get_document(request.viewer, public_id)
    content = edition_of(found)
    context = {"document": found, "content": content, "colour": content.head.colour}
    return render(request, "reporting/document_page.html", context)


@page(P.WRITE_REPORT)
def web_page(request: Request, public_id: UUID) -> HttpResponse:
    """A published edition as one file for the council's own site, as it was drawn when it was published."""
    viewer = request.viewer
    found = get_web_page(viewer, public_id)
    with audit.action(
        "report.web_page_taken",
        by=viewer.user,
        authority=viewer.authority_id,
        target=found.report,
        edition=found.edition,
        number=found.number,
    ):
        return attached(_file_name(found, "html"), bytes(found.web_page), "text/html; charset=utf-8")


@page(P.READ_REPORTS)
def data_csv(request: Request, public_id: UUID) -> HttpResponse:
    """Every figure of a document with its definition, as CSV."""
    found = get_document(request.viewer, public_id)
    return attached(_file_name(found, "csv"), data_pack.as_csv(edition_of(found)), "text/csv; charset=utf-8")


@page(P.READ_REPORTS)
def data_xlsx(request: Request, public_id: UUID) -> HttpResponse:
    """Every figure and table of a document as a workbook."""
    found = get_document(request.viewer, public_id)
    return attached(_file_name(found, "xlsx"), data_pack.as_workbook(edition_of(found)), WORKBOOK)
