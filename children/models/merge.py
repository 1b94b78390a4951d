"""Two records that turned out to be one child."""

import uuid

import pghistory
from django.db import models
from django.db.models import F, Q

from accounts.models import Authority, User, Worker
from children.models.child import Child


@pghistory.track()
class ChildMerge(models.Model):
    """One record put into another one: who did it and why, and everything that is needed to undo it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="child_merges")
    kept = models.ForeignKey(Child, models.PROTECT, related_name="merges", help_text="The record that stays")
    gone = models.ForeignKey(
        Child, models.PROTECT, related_name="merges_away", help_text="The record that was put into it"
    )
    reason = models.CharField(max_length=500)
    moved = models.JSONField(default=list, help_text="What was moved: model, key, and whose it was before")
    removed = models.JSONField(
        default=list, help_text="What both records had: as it stood on the one that went"
    )
    filled = models.JSONField(default=dict, help_text="Facts of the child that the other record had alone")
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, help_text="Empty: the two are one record")
    undone_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="child_merge_two_records"),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None, undone_reason="")
                | (Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undone_reason="")),
                name="child_merge_undone_says_why",
            ),
            models.UniqueConstraint(
                fields=["gone"], condition=Q(undone_at=None), name="child_merge_one_standing"
            ),
        ]


@pghistory.track()
class WorkerUnion(models.Model):
    """Two workers who turned out to be one person: who said so, and everything that is needed to undo it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kept = models.ForeignKey(Worker, models.PROTECT, related_name="unions", help_text="The worker who stays")
    gone = models.JSONField(help_text="The worker who went, as it stood")
    moved = models.JSONField(default=list, help_text="What was moved: model, field and keys")
    removed = models.JSONField(default=list, help_text="Hours of a day for which both had some")
    before = models.JSONField(default=dict, help_text="What the union set on the worker who stays, as it was")
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, help_text="Empty: the two are one person")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="worker_union_undone_says_who",
            )
        ]
