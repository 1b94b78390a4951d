"""The events of a council that belong to no child: sign-ins, roles, settings, imports, exports; read by those
who watch over them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.audit.words import GROUPS, words_of
from accounts.models import AuditEvent, Authority, User
from accounts.plain_names import called


@dataclass(frozen=True)
class LogLine:
    """One event in words."""

    at: datetime
    what: str
    by: str
    about: str
    reason: str


def events_of(authority: Authority, *, chosen: dict[str, Any]) -> QuerySet[AuditEvent]:
    """The events of a council without a child, newest first. `chosen`: search, group, since, until."""
    found = AuditEvent.objects.filter(authority_id=authority.pk, child_id=None).order_by("-pk")
    if chosen.get("search"):
        people = User.objects.filter(called(chosen["search"], "name", by=["email__icontains"]))
        about = Q(target_type=User._meta.label_lower, target_id__in=people.values("pk"))
        found = found.filter(called(chosen["search"], "by_name") | about)
    if chosen.get("group"):
        found = found.filter(_of_group(chosen["group"]))
    if chosen.get("since"):
        found = found.filter(at__gte=_midnight(chosen["since"]))
    if chosen.get("until"):
        found = found.filter(at__lt=_midnight(chosen["until"] + timedelta(days=1)))
    return found


def _of_group(group: str) -> Q:
    wanted = Q()
    for start in GROUPS[group].starts:
        wanted |= Q(kind__startswith=start)
    return wanted


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def lines_of(events: Iterable[AuditEvent]) -> list[LogLine]:
    """Events in words, each with whom it is about; two queries however many there are."""
    events = list(events)
    ids = {e.target_id for e in events if e.target_type == User._meta.label_lower and e.target_id is not None}
    names = dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [
        LogLine(
            at=event.at,
            what=words_of(event.kind),
            by=event.by_name or "IRO Portal",
            about=_about(event, names),
            reason=event.reason,
        )
        for event in events
    ]


def _about(event: AuditEvent, names: dict[int, str]) -> str:
    if event.target_type == User._meta.label_lower:
        return names.get(event.target_id or 0, "")
    left_out = ROWS if event.kind.startswith(("import.", "feed.")) else frozenset[str]()
    counts = [
        f"{name.replace('_', ' ')}: {value}"
        for name, value in event.details.items()
        if _is_plain(value) and name not in left_out
    ]
    return ", ".join(counts)


ROWS = frozenset({"new", "changed", "unchanged", "removed", "rejected"})
"""What became of the rows of an import: its page tells it, without restricted children who are closed to the
reader. A file of one row would ask it of such a child."""


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int) and str(value) != ""
