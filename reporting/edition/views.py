"""Finished documents: the PDF, the same as a page, the data pack."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from accounts.access.decorators import page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from reporting.access import get_document
from reporting.edition import data_pack
from reporting.edition.printing import printed
from reporting.models import ReportDocument

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _sent(found: ReportDocument, content: bytes, kind: str, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    name = f"iro-annual-report-{found.report.year_label}-{found.edition}-{found.number}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@page(P.READ_REPORTS)
def document(request: Request, public_id: UUID) -> HttpResponse:
    """A finished PDF."""
    found = get_document(request.viewer, public_id)
    return _sent(found, bytes(found.content), "application/pdf", "pdf")


@page(P.READ_REPORTS)
def document_page(request: Request, public_id: UUID) -> HttpResponse:
    """The same as a page, drawn from the same frozen figures."""
    found = get_document(request.viewer, public_id)
    content = printed(found.figures, found.edition) if "equations" in found.figures else None
    return render(request, "reporting/document_page.html", {"document": found, "content": content})


def _with_figures(request: Request, public_id: UUID) -> ReportDocument:
    found = get_document(request.viewer, public_id)
    if "equations" not in found.figures:
        raise Http404("This document was made before data packs were")
    return found


@page(P.READ_REPORTS)
def data_csv(request: Request, public_id: UUID) -> HttpResponse:
    """Every figure of a document with its definition, as CSV."""
    found = _with_figures(request, public_id)
    return _sent(found, data_pack.as_csv(found.figures, found.edition), "text/csv; charset=utf-8", "csv")


@page(P.READ_REPORTS)
def data_xlsx(request: Request, public_id: UUID) -> HttpResponse:
    """Every figure and table of a document as a workbook."""
    found = _with_figures(request, public_id)
    return _sent(found, data_pack.as_workbook(found.figures, found.edition), WORKBOOK, "xlsx")
