"""Which browser a page was opened in: words that come for somebody who is not signed in are kept from there
alone, so that nobody who has got hold of a slip writes into another person's draft.
"""

import hashlib
import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, get_random_string

COOKIE = "__Host-browser" if settings.PRODUCTION else "browser"
LENGTH = 22
MARK = re.compile(rf"[0-9A-Za-z]{{{LENGTH}}}")
NEW = "_new_mark"


class MarkedBrowsers:
    """Gives a browser its mark with the first page that has a slip: 130 random bits, until it is closed.
    Unlike the session it outlives signing out and the end of the session, after which words may still come.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        mark = getattr(request, NEW, "")
        if mark:
            response.set_cookie(
                COOKIE,
                mark,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Strict",
            )
        return response


def browser_of(request: HttpRequest) -> str:
    """What a slip says of the browser that its page is for."""
    mark = _sent_with(request) or getattr(request, NEW, "")
    if not mark:
        mark = get_random_string(LENGTH)
        setattr(request, NEW, mark)
    return _digest(mark)


def came_from(request: HttpRequest, browser: str) -> bool:
    """Whether it is the same browser; never for a slip that names none."""
    mark = _sent_with(request)
    return bool(mark and browser) and constant_time_compare(_digest(mark), browser)


def _sent_with(request: HttpRequest) -> str:
    mark: str = request.COOKIES.get(COOKIE, "")
    return mark if MARK.fullmatch(mark) else ""


def _digest(mark: str) -> str:
    return hashlib.sha256(mark.encode()).hexdigest()[:32]
