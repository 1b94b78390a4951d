"""A record that is closed to the person leads, from every page of every floor, to the one page where they
may ask or give a reason.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from accounts.access.requests import Request
from accounts.drafts.sending import opened
from children.access import RecordClosed
from children.restriction.closed_page import closed_page


class ClosedRecords:
    """Answers RecordClosed, which the doors raise, with 403 and the question for a reason."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: Request, exception: Exception) -> HttpResponseBase | None:
        if not isinstance(exception, RecordClosed):
            return None
        wanted = request.path if request.method in ("GET", "HEAD") else ""
        return opened(request, lambda: closed_page(request, exception.child, wanted=wanted))
