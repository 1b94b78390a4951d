"""Pages and addresses around the work: session, council, theme, health, help, your account."""

import time
from typing import cast

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from kombu import Connection
from kombu.exceptions import OperationalError

from accounts.access.decorators import FORM, SAFE, page, takes
from accounts.access.requests import Request
from accounts.access.viewers import memberships_of
from accounts.clock import today
from accounts.councils.forms import CouncilChoice
from accounts.middleware import SEEN, SESSION_AUTHORITY, STARTED
from accounts.models import Authority
from accounts.single_sign_on.reading import councils_of_session
from accounts.ui.local import local_address
from accounts.ui.posted import posted


@login_not_required
@takes(*SAFE)
def closed(request: Request, **kwargs: str) -> HttpResponse:
    """Addresses of allauth that the portal does not offer."""
    raise Http404("Not offered")


@login_not_required
@never_cache
@takes("GET", "POST")
def session(request: Request) -> HttpResponse:
    """Who is signed in, a fresh token, and how long is left. POST keeps the session alive; asking does
    not.
    """
    if not request.user.is_authenticated:
        return JsonResponse({"who": None, "csrf": get_token(request), "seconds_left": 0})
    now = int(time.time())
    if request.method == "POST":
        request.session[SEEN] = now
    idle = settings.SESSION_IDLE_SECONDS - (now - request.session.get(SEEN, now))
    whole = settings.SESSION_ABSOLUTE_SECONDS - (now - request.session.get(STARTED, now))
    who = str(request.user.public_id)
    return JsonResponse({"who": who, "csrf": get_token(request), "seconds_left": max(0, min(idle, whole))})


def councils_of(request: Request) -> list[Authority]:
    """The councils the person has a role in today and that the session opens, in order of name."""
    only = councils_of_session(request)
    found = memberships_of(request.user, today())
    return list(dict.fromkeys(m.authority for m in found if only is None or m.authority_id in only))


def elsewhere(request: HttpRequest) -> list[Authority]:
    """The other councils of the person: an address that leads nowhere in this one may be of one of them."""
    viewer = getattr(request, "viewer", None)
    if viewer is None:
        return []
    return [council for council in councils_of(cast(Request, request)) if council != viewer.authority]


def work_in(request: Request, council: Authority) -> None:
    """Switch the session to this council, which must be one of the person's own."""
    request.session[SESSION_AUTHORITY] = str(council.public_id)


@page(methods=FORM)
def councils(request: Request) -> HttpResponse:
    """Choose the council to work in; every page after it is that council's."""
    offered = {str(council.public_id): council for council in councils_of(request)}
    form = CouncilChoice(
        posted(request),
        councils=list(offered.values()),
        initial={"council": str(request.viewer.authority.public_id)},
    )
    if request.method == "POST" and form.is_valid():
        work_in(request, offered[form.cleaned_data["council"]])
        return redirect(local_address(request.POST.get("next", "")) or "home")
    return render(request, "accounts/councils.html", {"form": form})


@login_not_required
@takes(*SAFE)
def theme(request: Request) -> HttpResponse:
    """The colour of the council's header as a style sheet, so that no page needs a style of its own."""
    viewer = getattr(request, "viewer", None)
    colour = viewer.authority.colour if viewer else "#005a70"
    response = HttpResponse(f":root{{--council-colour:{colour}}}\n", content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@page()
def logo(request: Request) -> HttpResponse:
    """The council's logo. A drawing that the browser may show and nothing else."""
    authority = request.viewer.authority
    if not authority.logo_type:
        raise Http404("No logo")
    response = HttpResponse(bytes(authority.logo), content_type=authority.logo_type)
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@login_not_required
@never_cache
@takes(*SAFE)
def live(request: Request) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@login_not_required
@never_cache
@takes(*SAFE)
def ready(request: Request) -> HttpResponse:
    """Whether the database and the broker answer. Only the database stops the site: work waits in its own
    table.
    """
    state = {"database": _database_answers(), "broker": _broker_answers()}
    words = {name: "ok" if well else "down" for name, well in state.items()}
    return JsonResponse(
        {"status": "ok" if all(state.values()) else "degraded", **words},
        status=200 if state["database"] else 503,
    )


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        return False
    return True


def _broker_answers() -> bool:
    options = {"socket_timeout": 1, "socket_connect_timeout": 1}
    unreachable: tuple[type[Exception], ...] = (OperationalError, OSError, *broker_errors())
    try:
        with Connection(settings.CELERY_BROKER_URL, transport_options=options) as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=2)
            broker.default_channel.client.ping()
    except unreachable:
        return False
    return True


def broker_errors() -> tuple[type[Exception], ...]:
    """What the broker's own client raises when it cannot be reached."""
    return tuple(Connection(settings.CELERY_BROKER_URL).connection_errors)


@page()
def me(request: Request) -> HttpResponse:
    """Your account: who you are here, password, codes."""
    roles = memberships_of(request.user, today())
    return render(request, "accounts/me.html", {"memberships": roles})


@login_not_required
@takes(*SAFE)
def help_page(request: Request) -> HttpResponse:
    return render(request, "accounts/help.html")


@login_not_required
@takes(*SAFE)
def accessibility(request: Request) -> HttpResponse:
    return render(request, "accounts/accessibility.html")


@login_not_required
@takes(*SAFE)
def privacy(request: Request) -> HttpResponse:
    return render(request, "accounts/privacy.html")
