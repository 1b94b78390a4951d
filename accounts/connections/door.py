"""The door for programs: a token in the header, never a cookie; every answer is JSON."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from accounts.clock import now, today
from accounts.connections.actions import digest_of
from accounts.connections.rights import is_still_given
from accounts.models import Connection
from accounts.models.connections import ConnectionScope
from accounts.sign_in import guessing
from accounts.sign_in.addresses import caller_address

NOTED_EVERY = timedelta(minutes=1)
WRONG_MOST = 30
"""So many wrong tokens in a quarter of an hour are answered to one machine."""


def problem(status: int, why: str) -> JsonResponse:
    """An answer that says what is wrong."""
    return JsonResponse({"error": why}, status=status)


def connection_of(request: HttpRequest) -> Connection | None:
    """Whose token the request carries; None for none, a wrong one, or one that has ended."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token.strip():
        return None
    rows = Connection.objects.select_related("authority", "created_by")
    found = rows.filter(digest=digest_of(token.strip()), revoked_at=None, ends_at__gt=now()).first()
    if found is not None and (found.last_used_at is None or now() - found.last_used_at > NOTED_EVERY):
        Connection.objects.filter(pk=found.pk).update(last_used_at=now())
    return found


def _guesses_on(machine: str) -> bool:
    """Whether so many wrong tokens came from there lately that no other is told to be wrong. A right one
    opens all the same: it cannot be guessed, and a program behind the same address must not shut it out.
    """
    return guessing.counted(f"wrong-token:{machine}") > WRONG_MOST


def for_programs(*scopes: ConnectionScope, methods: tuple[str, ...]) -> Callable[[Any], Any]:
    """A view that a program of a council calls: `view(request, connection, …)`. No session, no cookie; so no
    form can be sent here on somebody's behalf, and the CSRF check, which guards cookies, is left out.
    """

    def wrap(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if settings.PRODUCTION and not request.is_secure():
                return problem(403, "Use https.")
            if request.method not in methods:
                answer = problem(405, f"Use {' or '.join(methods)}.")
                answer["Allow"] = ", ".join(methods)
                return answer
            connection = connection_of(request)
            if connection is None:
                if _guesses_on(caller_address(request)):
                    return problem(429, "Too many wrong tokens from this machine. Wait a quarter of an hour.")
                answer = problem(401, "The token is missing, wrong, revoked or out of date.")
                answer["WWW-Authenticate"] = "Bearer"
                return answer
            if connection.scope not in scopes:
                return problem(403, "This token is for something else.")
            if not is_still_given(connection, today=today()):
                return problem(403, "The person who made this token may no longer let a program read this.")
            return view(request, connection, *args, **kwargs)

        served: Any = never_cache(login_not_required(csrf_exempt(checked)))
        served.for_programs, served.methods = True, methods
        return served

    return wrap
