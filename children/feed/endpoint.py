"""Where the council's system sends its night's file, and asks what became of it."""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from accounts.clock import today
from accounts.connections.door import for_programs, problem
from accounts.models import Connection
from accounts.models.connections import ConnectionScope
from accounts.ui import scanning
from children.feed.actions import receive
from children.models import FeedDelivery
from children.models.feed import FeedDoor

CHUNK = 256 * 1024
WORDS = {"full": True, "changes": False}
SCANNING = 40
"""Seconds that the scanner may take: less than a request may."""


class TooLong(ValueError):
    """More was sent than may be."""


@for_programs(ConnectionScope.FEED, methods=("POST",))
def feed_endpoint(request: HttpRequest, connection: Connection) -> HttpResponse:
    """Take a delivery: the body is a zip or a CSV file. Answers 202 with the address to ask at."""
    holds = request.GET.get("holds", "full")
    if holds not in WORDS:
        return problem(400, "holds must be full or changes.")
    try:
        drawn_on = _day(request.GET.get("day", ""))
    except ValueError:
        return problem(400, "day must be a day that is not to come, as 2026-11-27.")
    try:
        content = _body(request)
    except TooLong:
        return problem(413, f"Send at most {settings.FEED_MAX_BYTES // 1024 // 1024} MB.")
    if not content:
        return problem(400, "The body is empty. Send the zip or CSV file as the body.")
    if refused := _refused_by_scanner(request, content):
        return refused
    delivery = receive(
        authority=connection.authority,
        door=FeedDoor.CONNECTION,
        name=_name(request),
        content=content,
        is_full=WORDS[holds],
        through=str(connection.public_id),
        drawn_on=drawn_on,
    )
    address = reverse("children:feed_answer", args=[delivery.public_id])
    answer = JsonResponse(_told(delivery) | {"ask_at": request.build_absolute_uri(address)}, status=202)
    answer["Location"] = address
    return answer


def _refused_by_scanner(request: HttpRequest, content: bytes) -> HttpResponse | None:
    """The answer to what is not taken: a virus, or anything while the scanner does not answer."""
    try:
        if scanning.may_be_taken(content, seconds=SCANNING):
            return None
    except scanning.NoScanner:
        return problem(503, scanning.NO_ANSWER)
    return problem(422, scanning.FOUND.format(name=_name(request)))


def _name(request: HttpRequest) -> str:
    """What the program calls its file, without characters that no page shows."""
    return scanning.shown_name(request.GET.get("name", ""))[:255] or "delivery"


def _day(text: str) -> date | None:
    """The day that the tables describe, where the program says it. Raises ValueError."""
    found = date.fromisoformat(text) if text else None
    if found is not None and found > today():
        raise ValueError
    return found


def _body(request: HttpRequest) -> bytes:
    """The body, read piece by piece and never beyond the limit. Raises TooLong."""
    most = settings.FEED_MAX_BYTES
    if int(request.META.get("CONTENT_LENGTH") or 0) > most:
        raise TooLong
    found = bytearray()
    while piece := request.read(CHUNK):
        found += piece
        if len(found) > most:
            raise TooLong
    return bytes(found)


@for_programs(ConnectionScope.FEED, methods=("GET",))
def feed_answer(request: HttpRequest, connection: Connection, public_id: UUID) -> HttpResponse:
    """What became of a delivery of this council."""
    rows = FeedDelivery.objects.filter(authority=connection.authority_id, public_id=public_id)
    delivery = rows.select_related("record", "job").defer("content").first()
    if delivery is None:
        return problem(404, "There is no such delivery.")
    return JsonResponse(_told(delivery))


def _told(delivery: FeedDelivery) -> dict[str, object]:
    """The delivery as a program reads it: its state, its job, and rows by what became of them."""
    found: dict[str, object] = {
        "delivery": str(delivery.public_id),
        "job": str(delivery.job.public_id) if delivery.job else None,
        "state": delivery.state.lower(),
        "holds": "full" if delivery.is_full else "changes",
        "why": delivery.why,
        "known_until": delivery.reaches_to,
    }
    if delivery.record is not None:
        refused = delivery.record.rejects.filter(is_warning=False)
        found["counts"] = delivery.summary["counts"]
        found["refused"] = list(refused.values("file", "line", "column", "why", "to_do", "rule")[:200])
    return found
