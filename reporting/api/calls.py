"""One call of a program: let in by its token, counted, answered as JSON, on the log."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from accounts import rate
from accounts.audit import trail as audit
from accounts.clock import now
from accounts.connections.door import for_programs, problem
from accounts.models import AccessLog, Connection
from accounts.models.connections import ConnectionScope

MOST_A_MINUTE = 120
"""Calls of one token."""


class BadCall(Exception):
    """What is asked for cannot be given; the text says what to change."""

    def __init__(self, text: str, status: int = 400) -> None:
        super().__init__(text)
        self.status = status


@dataclass(frozen=True)
class Answer:
    """What a call gives, and which children it tells of."""

    body: dict[str, Any]
    children: Iterable[int] = field(default_factory=tuple)


View = Callable[..., Answer]


def call(*scopes: ConnectionScope) -> Callable[[View], Any]:
    """A view for programs with one of these rights: `view(request, connection, …)` gives an Answer."""

    def wrap(view: View) -> Any:
        @wraps(view)
        def answered(request: HttpRequest, connection: Connection, *args: Any, **kwargs: Any) -> HttpResponse:
            if not _is_within_limit(connection):
                refused = problem(429, f"More than {MOST_A_MINUTE} calls in a minute. Wait a minute.")
                refused["Retry-After"] = "60"
                return refused
            try:
                answer = view(request, connection, *args, **kwargs)
            except BadCall as bad:
                return problem(bad.status, str(bad))
            _log(connection, view.__name__, answer)
            return JsonResponse(answer.body)

        return for_programs(*scopes, methods=("GET",))(answered)

    return wrap


def _is_within_limit(connection: Connection) -> bool:
    return rate.counted(f"api-calls:{connection.pk}", 60) <= MOST_A_MINUTE


def _log(connection: Connection, what: str, answer: Answer) -> None:
    """The call on the council's log; and for each child a line of who has looked, under the person who let
    the program in.
    """
    children = sorted(set(answer.children))
    with audit.action(
        "api.read",
        by=None,
        authority=connection.authority_id,
        target=connection,
        what=what,
        children=len(children),
    ):
        at = now()
        AccessLog.objects.bulk_create(
            AccessLog(
                at=at,
                user_id=connection.created_by_id,
                authority_id=connection.authority_id,
                child_id=pk,
                page=f"program: {connection.name}"[:80],
            )
            for pk in children
        )
