"""A record that is closed to the person leads, from every page of every floor, to the one page where they
may ask or give a reason.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from accounts.access.requests import Request
from accounts.drafts.own_words import words_in
from accounts.drafts.sending import kept_of, opened
from children.access import RecordClosed
from children.restriction.closed_page import closed_page


class ClosedRecords:
    """Answers RecordClosed, which the doors raise, with 403 and the question for a reason. What was sent to
    the record is given back there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: Request, exception: Exception) -> HttpResponseBase | None:
        if not isinstance(exception, RecordClosed):
            return None
        if request.method in ("GET", "HEAD"):
            return opened(request, lambda: closed_page(request, exception.child, wanted=request.path))
        # the record was closed while they typed: asking leads back to the page that they typed in
        kept_for = kept_of(request)
        return opened(
            request,
            lambda: closed_page(
                request,
                exception.child,
                wanted=kept_for.page if kept_for else "",
                words=words_in(request),
                are_kept=kept_for is not None,
            ),
        )
