"""The register of the IRO service: add an entry, change it, end it."""

from datetime import date
from typing import Any

from accounts.audit import trail as audit
from accounts.models import Authority, User
from reporting.models import ServiceEntry
from reporting.periods import Period
from statute.refusals import Refused


class EntryRefused(Refused):
    """The entry is in the list already."""


def entries_in(authority: Authority, period: Period, *kinds: str) -> list[ServiceEntry]:
    """The entries that ran on a day of the period."""
    rows = ServiceEntry.objects.filter(authority=authority, kind__in=kinds, starts_on__lte=period.end)
    return [row for row in rows if row.ends_on is None or row.ends_on > period.start]


def add(*, authority: Authority, kind: str, by: User, **values: Any) -> ServiceEntry:
    """Keep a new entry. Raises EntryRefused."""
    with audit.action("service.entry_added", by=by, authority=authority, kind_of=kind) as event:
        audit.hold(authority)
        _refuse_twice(authority, kind, values["name"], values["starts_on"])
        event.target = entry = ServiceEntry.objects.create(
            authority=authority, kind=kind, created_by=by, **values
        )
    return entry


def change(*, entry: ServiceEntry, by: User, **values: Any) -> ServiceEntry:
    """Correct an entry, or end it. Raises EntryRefused."""
    with audit.action("service.entry_changed", by=by, authority=entry.authority_id, target=entry):
        audit.hold(entry)
        _refuse_twice(entry.authority, entry.kind, values["name"], values["starts_on"], but=entry)
        for name, value in values.items():
            setattr(entry, name, value)
        entry.save(update_fields=list(values))
    return entry


def _refuse_twice(
    authority: Authority, kind: str, name: str, starts_on: date, but: ServiceEntry | None = None
) -> None:
    rows = ServiceEntry.objects.filter(authority=authority, kind=kind, name__iexact=name, starts_on=starts_on)
    if (rows.exclude(pk=but.pk) if but else rows).exists():
        raise EntryRefused("This is in the list already, from the same day.", "name")
