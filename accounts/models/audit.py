"""The log of named actions: who, what, when, why. Values before and after stand in the trigger-written history."""

import uuid

import pgtrigger
from django.db import models


class AuditEvent(models.Model):
    """One action of one person (or of the portal itself). Append-only: the database refuses change and deletion.

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
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind}"
