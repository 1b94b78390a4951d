"""Session limits, and who is asking in which council."""

import time
from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import is_valid_path, resolve, reverse

from accounts.access.requests import Request
from accounts.access.viewers import Viewer, viewer_for
from accounts.clock import today
from accounts.councils.words import speaking
from accounts.drafts.sending import ASKED_FIRST, CAME_LATE, given_back, keep_of_ended_session
from accounts.mail.outbox import not_told, noting_held
from accounts.models import User
from accounts.sign_in import second_factor
from accounts.single_sign_on.reading import councils_of_session, signed_on_with

SESSION_AUTHORITY = "authority"
STARTED, SEEN = "session_started", "session_seen"
WATCHED = ("/health/live", "/health/ready", "/metrics")


class WatchedUnderAnyName:
    """Answers health checks, and Prometheus, under any host name: a container, the proxy and a cluster use an
    address that is not in ALLOWED_HOSTS.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info in WATCHED and "*" not in settings.ALLOWED_HOSTS:
            request.META["HTTP_HOST"] = settings.ALLOWED_HOSTS[0].lstrip(".")
        return self.get_response(request)


class SessionLimits:
    """Ends a session that was idle too long or is too old. Autosave counts as activity; asking how long is
    left does not.
    """

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            started = request.session.setdefault(STARTED, now)
            seen = request.session.get(SEEN, now)
            if (
                now - seen > settings.SESSION_IDLE_SECONDS
                or now - started > settings.SESSION_ABSOLUTE_SECONDS
            ):
                logout(request)
            elif request.headers.get("X-Passive") != "1" and (now - seen > 30 or SEEN not in request.session):
                request.session[SEEN] = now  # one write in half a minute is enough
        return self.get_response(request)


class SignInFirst(LoginRequiredMiddleware):
    """Nobody gets in without signing in. What a form of an ended session held is kept for the person who
    typed it.
    """

    def handle_no_permission(  # type: ignore[override]  # Django answers with whatever this gives
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        if not request.user.is_authenticated and (words := given_back(request)) is not None:
            return words
        kept = keep_of_ended_session(request)
        if kept is None:
            return super().handle_no_permission(request, view_func)
        messages.warning(request, CAME_LATE)
        return redirect_to_login(kept.page)


class ViewerMiddleware:
    """Puts `request.viewer` (accounts.access.Viewer, or None) on the request; pages of case work are never
    cached.
    """

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        viewer = (
            viewer_for(
                request.user,
                today=today(),
                authority_public_id=request.session.get(SESSION_AUTHORITY),
                only=councils_of_session(request),
            )
            if request.user.is_authenticated
            else None
        )
        request.viewer = cast("Viewer", viewer)  # what `@page` lets through has one
        was_known = request.user.is_authenticated
        with speaking(viewer.authority if viewer else None), noting_held() as held:
            response = self.get_response(request)
        if held and viewer and (words := not_told(held, viewer=viewer)):
            messages.warning(request, words)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        elif was_known:  # signed out: nothing stays behind the back button, and no words in the browser
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


class SetUpFirst:
    """Who must set a new password, set codes from a phone up or give one in this session does that before all
    else.
    """

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        if request.user.is_authenticated:
            wanted = must_set_up(request)
            if wanted and _name_of(request) not in ALWAYS_OPEN | SET_UP_PAGES[wanted]:
                kept = keep_of_ended_session(request)
                if kept is not None:
                    messages.warning(request, ASKED_FIRST)
                if wanted != "mfa_reauthenticate":
                    return redirect(wanted)
                return redirect(
                    reverse(wanted, query={"next": kept.page if kept else request.get_full_path()})
                )
        return self.get_response(request)


def _name_of(request: Request) -> str:
    """The name of the page asked for; empty where there is none."""
    return resolve(request.path_info).view_name if is_valid_path(request.path_info) else ""


ALWAYS_OPEN = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "accounts:session",
        "accounts:theme",
        "accounts:logo",
        "accounts:help",
    }
    | {"accounts:accessibility", "accounts:privacy", "accounts:live", "accounts:ready"}
)
SET_UP_PAGES = {
    "account_change_password": frozenset({"account_change_password"}),
    "mfa_activate_totp": frozenset({"mfa_activate_totp"}),
    "mfa_reauthenticate": frozenset({"mfa_reauthenticate"}),
}


def must_set_up(request: Request) -> str:
    """The name of the page this person must finish first, or an empty text."""
    user: User = request.user
    if user.must_change_password and not signed_on_with(request):
        return "account_change_password"
    if not settings.SECOND_FACTOR_REQUIRED or second_factor.was_given(request):
        return ""
    return "mfa_reauthenticate" if second_factor.is_set_up(user) else "mfa_activate_totp"
