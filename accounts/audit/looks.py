"""Who has looked at whom: records that were opened and lists that were read, searched across a council."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, QuerySet

from accounts.access.viewers import Viewer
from accounts.models import AccessLog
from accounts.plain_names import called
from accounts.registry import registered

PERIODS = {"7": "Last 7 days", "30": "Last 30 days", "365": "Last 12 months", "all": "Everything"}
CLOSED = "a restricted record"
AT_ONCE = 500


@dataclass(frozen=True)
class Look:
    """One page that somebody read: a record, or a list with every child it named."""

    at: datetime
    by: str
    page: str
    filters: str
    allowed: bool
    reason: str
    children: list[str]


def logged(viewer: Viewer, *, chosen: dict[str, Any], at: datetime) -> QuerySet[AccessLog]:
    """Reads in the council under these filters (search, kind, period): one row a child, newest first.

    What is searched for is a person, or a child's whole number.
    """
    found = AccessLog.objects.filter(authority=viewer.authority_id)
    period = chosen.get("period") or "7"
    if period != "all":
        found = found.filter(at__gte=at - timedelta(days=int(period)))
    if words := chosen.get("search"):
        person = called(words, "user__name", by=["user__email__icontains"])
        found = found.filter(person | Q(child_id__in=_of_number(viewer, words)))
    if chosen.get("kind") == "refused":
        found = found.filter(allowed=False)
    return found


def _of_number(viewer: Viewer, number: str) -> set[int]:
    return set[int]().union(*(find(viewer, number) for find in registered("LOGGED_CHILD_OF_NUMBER")))


def by_page(found: QuerySet[AccessLog]) -> QuerySet[Any]:
    """The same, with the children of one page together."""
    of_page = found.order_by().values("at", "user__name", "page", "filters", "allowed", "reason")
    return of_page.annotate(children=ArrayAgg("child_id", order_by="child_id")).order_by(
        "-at", "user__name", "page"
    )


def looks_of(viewer: Viewer, rows: Iterable[dict[str, Any]]) -> list[Look]:
    """Rows of `by_page` with the numbers of the children: one query for all."""
    rows = list(rows)
    numbers = _numbers(viewer, {pk for row in rows for pk in row["children"]})
    return [
        Look(
            at=row["at"],
            by=row["user__name"],
            page=row["page"],
            filters=row["filters"],
            allowed=row["allowed"],
            reason=row["reason"],
            children=[numbers.get(pk, CLOSED) for pk in row["children"]],
        )
        for row in rows
    ]


def _numbers(viewer: Viewer, child_ids: set[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for lookup in registered("LOGGED_CHILDREN"):
        found |= lookup(viewer, child_ids)
    return found


def each_look(viewer: Viewer, found: QuerySet[AccessLog]) -> Iterator[Look]:
    """Every row, newest first, some hundred at a time by their number."""
    rows, last = found.select_related("user").order_by("-pk"), None
    while batch := list((rows.filter(pk__lt=last) if last else rows)[:AT_ONCE]):
        numbers = _numbers(viewer, {row.child_id for row in batch})
        for row in batch:
            number = numbers.get(row.child_id, CLOSED)
            yield Look(
                row.at, row.user.called_at(row.at), row.page, row.filters, row.allowed, row.reason, [number]
            )
        last = batch[-1].pk
