"""The trail proves itself: chains of hashes without a gap, triggers in force, heads as they were written down
before.

What can be shown: an event that was removed, altered, or written past its trigger; a table that was emptied;
a trigger
that was taken away or switched off. Whoever can write to the database can also make a new chain from the
start; so the
heads are written to the server's log every day, and kept elsewhere they give that away (`verify_audit
--heads`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pghistory.models
from django.apps import apps
from django.db import connection

from accounts.audit.guards import first_gap
from accounts.models import AccessLog, AuditEvent, AuditSeal, Authority
from accounts.models.audit import CONTENT, SEAL

LOOKS_THAT_COUNT = 10
"""Fewer than this prove nothing: a page that fails uses up a number for a look that is then not kept."""

INSTALLATION = 0
"""The chain of events that belong to no council."""


@dataclass(frozen=True)
class Head:
    """The newest link of a chain: `council` is its code, empty for the installation."""

    council: str
    position: int
    hash: str

    def as_line(self) -> str:
        return f"{self.council or '-'} {self.position} {self.hash}"


@dataclass(frozen=True)
class Break:
    """The first place at which a chain does not hold, in words."""

    council: str
    text: str

    def __str__(self) -> str:
        where = f"{self.council}: " if self.council else ""
        return f"The audit trail is broken. {where}{self.text}."


class BadHead(ValueError):
    """A line that is not a head as `verify_audit` prints it; the text says what it should look like."""


def heads(authority: Authority | None = None) -> list[Head]:
    """The newest link of every chain, or of one council's."""
    codes = _codes()
    rows = AuditSeal.objects.order_by("chain", "-position").distinct("chain")
    if authority is not None:
        rows = rows.filter(chain=authority.pk)
    return [Head(codes.get(row.chain, str(row.chain)), row.position, row.hash) for row in rows]


def read_heads(lines: Iterable[str]) -> list[Head]:
    """Heads that were written down before, one a line. Raises BadHead."""
    found = []
    for line in lines:
        words = line.split()
        if not words:
            continue
        if len(words) != 3 or not words[1].isascii() or not words[1].isdigit() or len(words[2]) != 64:
            raise BadHead(
                f"“{line.strip()}” is not a head: a council’s code, a number and a hash are expected."
            )
        found.append(Head("" if words[0] == "-" else words[0], int(words[1]), words[2]))
    return found


def first_break(authority: Authority | None = None, known: Iterable[Head] = ()) -> Break | None:
    """Where the trail does not hold; None where it is whole. `known` are heads written down before."""
    return _trigger_missing() or _emptied() or _chain_broken(authority) or _head_lost(known)


def _trigger_missing() -> Break | None:
    gap = first_gap()
    return Break("", gap) if gap else None


def _emptied() -> Break | None:
    """Rows are numbered by a sequence, which keeps its place when a table is emptied. Where the sequence was
    set back as well, the history of rows still names the actions in which they were written.
    """
    with connection.cursor() as cursor:
        for model in (AuditEvent, AuditSeal):
            if model.objects.exists():
                continue
            table = model._meta.db_table
            if written := _written(cursor, table):
                return Break("", f"{table} is empty, although {written} rows were written")
            if _history_names_actions():
                return Break("", f"{table} is empty, although the history of rows names actions")
        looks = AccessLog._meta.db_table
        written = _written(cursor, looks)
    is_erased = AuditEvent.objects.filter(kind="erasure.confirmed").exists()
    if written >= LOOKS_THAT_COUNT and not is_erased and not AccessLog.objects.exists():
        return Break("", f"{looks} is empty, although {written} rows were written")
    return None


def _written(cursor: Any, table: str) -> int:
    """How many numbers the sequence of the table has given."""
    cursor.execute("SELECT COALESCE(pg_sequence_last_value(pg_get_serial_sequence(%s, 'id')), 0)", [table])
    written: int = cursor.fetchone()[0]
    return written


def _history_names_actions() -> bool:
    events: list[Any] = [model for model in apps.get_models() if issubclass(model, pghistory.models.Event)]
    return any(model._base_manager.filter(pgh_context__has_key="event").exists() for model in events)


def _chain_broken(authority: Authority | None) -> Break | None:
    """One statement walks all chains: a place that is missing, an event that is missing, a hash that is
    another.
    """
    chain = "s.chain = %s" if authority else "true"
    expected = SEAL.format(before="COALESCE(before, '')", content=CONTENT.format(event="e"))
    statement = f"""
        SELECT chain, position, event_id, problem FROM (
            SELECT s.chain, s.position, s.event_id, CASE
                WHEN s.position <> s.place THEN 'gap'
                WHEN e.id IS NULL THEN 'missing'
                WHEN s.chain <> COALESCE(e.authority_id, 0) OR s.hash <> {expected} THEN 'altered'
                END AS problem
            FROM (SELECT s.*, row_number() OVER chained AS place, lag(s.hash) OVER chained AS before
                  FROM accounts_auditseal s WHERE {chain}
                  WINDOW chained AS (PARTITION BY s.chain ORDER BY s.position)) s
            LEFT JOIN accounts_auditevent e ON e.id = s.event_id) walked
        WHERE problem IS NOT NULL ORDER BY chain, position LIMIT 1
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL statement_timeout = 0" if connection.in_atomic_block else "SET statement_timeout = 0"
        )
        cursor.execute(statement, [authority.pk] if authority else [])
        row = cursor.fetchone()
    if row is None:
        return _unsealed(authority)
    found, position, event, problem = row
    council = _codes().get(found, str(found))
    words = {
        "gap": f"link {position} does not follow the one before it: at least one link is missing",
        "missing": f"event {event} (link {position}) is missing",
        "altered": f"event {event} (link {position}) is not what was sealed",
    }
    return Break(council, words[problem])


def _unsealed(authority: Authority | None) -> Break | None:
    """An event without a seal was written while the trigger was switched off."""
    events = AuditEvent.objects.exclude(pk__in=AuditSeal.objects.values("event_id")).order_by("pk")
    if authority is not None:
        events = events.filter(authority_id=authority.pk)
    event = events.first()
    if event is None:
        return None
    return Break(
        _codes().get(event.authority_id or INSTALLATION, ""), f"event {event.pk} has no link in the chain"
    )


def _head_lost(known: Iterable[Head]) -> Break | None:
    chains = {code: chain for chain, code in _codes().items()}
    for head in known:
        chain = chains.get(head.council)
        there = (
            AuditSeal.objects.filter(chain=chain, position=head.position).first()
            if chain is not None
            else None
        )
        if there is None or there.hash != head.hash:
            state = "is not there any more" if there is None else "has another hash now"
            return Break(head.council, f"link {head.position}, which was written down before, {state}")
    return None


def _codes() -> dict[int, str]:
    return {INSTALLATION: ""} | dict(Authority.objects.values_list("pk", "code"))
