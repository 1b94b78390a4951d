"""The log of named actions: who, what, when, why. Values before and after stand in the trigger-written
history.

The log proves itself: every event is sealed into a chain of hashes of its council, so that an event which is
missing or
was altered is found (accounts/audit/proof.py).
"""

import uuid

import pgtrigger
from django.db import models

CONTENT = """jsonb_build_array({event}.id, extract(epoch from {event}.at), {event}.kind, {event}.authority_id,
    {event}.child_id, {event}.by_id, {event}.by_name, {event}.target_type, {event}.target_id, {event}.reason,
    {event}.details, {event}.context_id)::text"""
"""What a seal covers of an event, as SQL; the name of the row goes in for {event}."""

SEAL = "encode(sha256(convert_to({before} || {content}, 'UTF8')), 'hex')"
"""The hash of a seal, as SQL: over the hash before it and the content of the event."""

_SEAL_EVENT = f"""
    -- one commit at a time: a chain has one next place
    PERFORM pg_advisory_xact_lock({ord("i") << 24 | ord("r") << 16 | ord("o") << 8 | ord("a")});
    SELECT s.position, s.hash INTO last_position, last_hash FROM accounts_auditseal s
        WHERE s.chain = COALESCE(NEW.authority_id, 0) ORDER BY s.position DESC LIMIT 1;
    INSERT INTO accounts_auditseal (chain, position, event_id, hash) VALUES (
        COALESCE(NEW.authority_id, 0), COALESCE(last_position, 0) + 1, NEW.id,
        {SEAL.format(before="COALESCE(last_hash, '')", content=CONTENT.format(event="NEW"))});
    RETURN NULL;
"""

NO_TRUNCATE = "no_truncate"


def refuse_truncate() -> pgtrigger.Trigger:
    """The trigger that keeps a log from being emptied at one stroke."""
    return pgtrigger.Trigger(
        name=NO_TRUNCATE,
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func="RAISE EXCEPTION 'the trail is append-only';",
    )


class AuditEvent(models.Model):
    """One action of one person (or of the portal itself). Append-only: the database refuses change and
    deletion.

    No foreign keys to case rows: the log outlives them and never stops a deletion job.
    """

    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=60)
    authority_id = models.BigIntegerField(null=True)
    child_id = models.BigIntegerField(null=True)
    by_id = models.BigIntegerField(
        null=True, help_text="Empty: done by the portal itself, by a timed job or an import"
    )
    by_name = models.CharField(max_length=120, blank=True)
    target_type = models.CharField(max_length=60, blank=True)
    target_id = models.BigIntegerField(null=True)
    reason = models.TextField(blank=True)
    details = models.JSONField(
        default=dict, help_text="Ids, codes and counts; never names or free text of a case"
    )
    context_id = models.UUIDField(
        default=uuid.uuid4, help_text="Joins the event to the row history written with it"
    )

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["child_id", "-id"], name="audit_by_child"),
            models.Index(fields=["authority_id", "-id"], name="audit_by_authority"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            refuse_truncate(),
            # at commit, so that the lock on the chain is held for as short as possible
            pgtrigger.Trigger(
                name="seal",
                level=pgtrigger.Row,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                declare=[("last_position", "bigint"), ("last_hash", "text")],
                func=_SEAL_EVENT,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind}"


class AuditSeal(models.Model):
    """One link in a council's chain, written by the database when the event is committed.

    The hash covers the event and the link before it, so that no link can be taken out or replaced without all
    that follow.
    """

    chain = models.BigIntegerField(help_text="The council's id; 0: events of the installation")
    position = models.BigIntegerField(help_text="1 is the first link of the chain")
    event_id = models.BigIntegerField(unique=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["chain", "position"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "position"], name="audit_seal_position_once"),
            models.CheckConstraint(condition=models.Q(position__gte=1), name="audit_seal_starts_at_one"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            refuse_truncate(),
        ]

    def __str__(self) -> str:
        return f"{self.chain}/{self.position}"
