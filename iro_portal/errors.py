"""Error pages in plain words. They need no signed-in person, and all but one no database."""

import sys

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import TooManyFieldsSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from accounts.clock import today
from accounts.drafts.own_words import named_words, words_of_browser
from accounts.drafts.sending import (
    CAME_LATE,
    PAGE_WAS_OLD,
    given_back,
    is_of_somebody_else,
    keep_of_ended_session,
    somebody_else,
)
from accounts.people.without_role import councils_to_ask
from accounts.site.views import elsewhere


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """The page's token is old, mostly because the person signed in again in another tab. What was typed is
    kept.
    """
    if not request.user.is_authenticated and (words := given_back(request)) is not None:
        return words
    if request.user.is_authenticated and is_of_somebody_else(request):
        return somebody_else(request)
    kept = keep_of_ended_session(request)
    if kept is not None and not request.user.is_authenticated:
        messages.warning(request, CAME_LATE)
        return redirect_to_login(kept.page)
    if kept is not None:
        messages.warning(request, PAGE_WAS_OLD)
        return redirect(kept.page)
    context = {"words": named_words(request) if _is_from_our_page(request) else []}
    return render(request, "errors/403_csrf.html", context, status=403)


def _is_from_our_page(request: HttpRequest) -> bool:
    """Whether the browser says that the form stood on a page of the portal: no other site puts its words into
    ours.
    """
    ours = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Sec-Fetch-Site") == "same-origin" or request.headers.get("Origin") == ours


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """413 and what to do where a form has more answers than the portal takes, else 400."""
    if isinstance(exception, TooManyFieldsSent):
        return render(request, "errors/413_answers.html", status=413)
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Where somebody has no role anywhere, every page is closed, the home page too: whom to ask."""
    if request.user.is_authenticated and getattr(request, "viewer", None) is None:
        councils = councils_to_ask(request.user, today())
        return render(request, "errors/no_role.html", {"councils": councils}, status=403)
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """An address that was sent to somebody who works for several councils may be of another of them."""
    return render(request, "errors/404.html", {"elsewhere": elsewhere(request)}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """503 and when to try again where the database is unavailable, else 500."""
    context = {"words": words_of_browser(request)}
    if not isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return render(request, "errors/500.html", context, status=500)
    response = render(request, "errors/503.html", context, status=503)
    response.headers["Retry-After"] = "30"
    return response
