"""Recorded since: the day from which each kind of record that the portal itself begins is complete, for
one council.

Before that day what was not recorded is not known: a figure over it is empty, never 0. The day is proposed
from the first record of
the kind, and the QA manager can change it. Kinds are named by the apps that keep them, in
settings.RECORD_KINDS.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from accounts.models import Authority, RecordedSince
from accounts.registry import registered


@dataclass(frozen=True)
class Kind:
    """A kind of record. `first` is the day of the council's first one; None: there is none."""

    code: str
    label: str
    first: Callable[[Authority], date | None]


@dataclass(frozen=True)
class Recording:
    """A kind as it is recorded by one council: from when it is complete, and who said so (None: nobody has
    said anything yet).
    """

    kind: Kind
    since: date | None
    first_on: date | None
    row: RecordedSince | None

    @property
    def is_set(self) -> bool:
        """Whether somebody set the day; else it is that of the first record."""
        return self.row is not None and self.row.since is not None


def kinds() -> tuple[Kind, ...]:
    """Every kind of record, in the order of the apps that keep them."""
    return tuple(kind for kinds_of in registered("RECORD_KINDS") for kind in kinds_of())


def kind_of(code: str) -> Kind | None:
    """The kind with this code."""
    return next((kind for kind in kinds() if kind.code == code), None)


def since(authority: Authority, code: str) -> date | None:
    """The day from which one kind is complete: that which the QA manager set, else that of the first record;
    None where nothing is recorded.
    """
    row = RecordedSince.objects.filter(authority=authority, kind=code).first()
    if row is not None and row.since is not None:
        return row.since
    kind = kind_of(code)
    return kind.first(authority) if kind else None


def recorded_since(authority: Authority) -> dict[str, date | None]:
    """Code of each kind -> the day from which it is complete; None: never used, so nothing of it is known."""
    return {found.kind.code: found.since for found in recordings(authority)}


def recordings(authority: Authority) -> list[Recording]:
    """Each kind with its day and its first record, for the page that shows and changes them."""
    stored, found = _stored(authority), []
    for kind in kinds():
        row, first = stored.get(kind.code), kind.first(authority)
        found.append(Recording(kind, (row.since if row else None) or first, first, row))
    return found


def _stored(authority: Authority) -> dict[str, RecordedSince]:
    rows = RecordedSince.objects.filter(authority=authority).select_related("set_by")
    return {row.kind: row for row in rows}
