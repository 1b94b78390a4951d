"""The completed record of a review as a PDF, to put into the council's main system."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string

from accounts.access.decorators import page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from reviews.letters import pdf
from reviews.meeting.access import get_review, may_read_record
from reviews.models.review import ReviewStatus
from reviews.record.finished_views import shown_record


@page(P.READ_REVIEW_RECORD)
def record_pdf(request: Request, public_id: UUID) -> HttpResponse:
    """The whole record, for those who may read it. The log shows who took it."""
    viewer = request.viewer
    review = get_review(viewer, public_id, page="record as PDF")
    if review.status != ReviewStatus.COMPLETED or not may_read_record(viewer, review):
        raise Http404("No such record")
    try:
        content = pdf.drawn(render_to_string("reviews/record_pdf.html", shown_record(review, frozenset())))
    except pdf.PdfUnavailable as off:
        messages.warning(request, str(off))
        return redirect("reviews:review", public_id=public_id)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="record-{review.public_id}.pdf"'
    return response
