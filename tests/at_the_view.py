"""A view asked without what is around it: no sign-in, no session, no page drawn for a refusal.

What is around a view is the same for all and never opens what the view has refused, so a refusal of the view
is the answer of the portal; it costs a tenth of a request. What a view does not refuse is asked of the portal
itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpRequest
from django.middleware.csrf import CsrfViewMiddleware
from django.test import RequestFactory
from django.urls import ResolverMatch, resolve
from django.utils.module_loading import import_string

from accounts.councils.words import speaking
from children.access import RecordClosed
from tests.house_rules.url_matrix import WRITES
from tests.world import Standing

SESSION = import_string(f"{settings.SESSION_ENGINE}.SessionStore")


@lru_cache(maxsize=16)
def found_at(path: str) -> ResolverMatch:
    """What answers at an address: a dozen people ask for the same one after the other."""
    return resolve(path)


def request_of(world: Standing, person: str, method: str, path: str, data: dict[str, Any]) -> HttpRequest:
    """The request as it reaches the view of the person's page."""
    request: Any = getattr(RequestFactory(), method.lower())(path, data)
    request.resolver_match = found_at(path)
    request.user, request.viewer, request.session = world.person(person), world.viewer(person), SESSION()
    request._messages = FallbackStorage(request)
    return request


def status_at_the_view(
    world: Standing, person: str, method: str, path: str, data: dict[str, Any]
) -> int | None:
    """403 or 404 where the view refuses; None: it does not, and the portal must be asked."""
    request = request_of(world, person, method, path, data)
    view, args, kwargs = request.resolver_match
    viewer = world.viewer(person)
    with speaking(viewer.authority if viewer else None):
        try:
            view(request, *args, **kwargs)
        except Http404:
            return 404
        except (PermissionDenied, RecordClosed):
            return 403
    return None


def other_methods_at_the_view(world: Standing, person: str, path: str) -> set[int]:
    """What PUT and DELETE answer."""
    requests = [request_of(world, person, method, path, {}) for method in ("PUT", "DELETE")]
    return {
        r.resolver_match.func(r, *r.resolver_match.args, **r.resolver_match.kwargs).status_code
        for r in requests
    }


def takes_a_post_without_a_token(world: Standing, person: str, path: str) -> bool:
    """Whether the part that asks for the token of a form lets one without it through to this view."""
    request = request_of(world, person, "POST", path, {})
    asked = CsrfViewMiddleware(lambda request: None)  # type: ignore[arg-type, return-value]
    asked.process_request(request)
    view, args, kwargs = request.resolver_match
    refused = asked.process_view(request, view, args, kwargs)
    return refused is None or refused.status_code != 403


@contextmanager
def tables_written() -> Iterator[set[str]]:
    """The tables that are written meanwhile."""
    found: set[str] = set()

    def note(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if isinstance(sql, str) and (written := WRITES.search(sql)):
            found.add(written[2])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found
