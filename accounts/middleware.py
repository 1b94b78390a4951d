"""Session limits, and who is asking in which council."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from accounts.access import viewer_for
from accounts.clock import today

SESSION_AUTHORITY = "authority"
STARTED, SEEN = "session_started", "session_seen"


class SessionLimits:
    """Ends a session that was idle too long or is too old. Autosave counts as activity; asking how long is left does not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            started = request.session.setdefault(STARTED, now)
            seen = request.session.get(SEEN, now)
            if (
                now - seen > settings.SESSION_IDLE_SECONDS
                or now - started > settings.SESSION_ABSOLUTE_SECONDS
            ):
                logout(request)
            elif now - seen > 30 or SEEN not in request.session:  # one write in half a minute is enough
                if request.headers.get("X-Passive") != "1":
                    request.session[SEEN] = now
        return self.get_response(request)


class ViewerMiddleware:
    """Puts `request.viewer` (accounts.access.Viewer, or None) on the request; pages of case work are never cached."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = (  # type: ignore[attr-defined]
            viewer_for(
                request.user, today=today(), authority_public_id=request.session.get(SESSION_AUTHORITY)
            )
            if request.user.is_authenticated
            else None
        )
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response
