"""What a council asks in the record of a review beside the portal's questions."""

import uuid

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q

from accounts.models import Authority, User


@pghistory.track()
class RecordVersion(models.Model):
    """One version of a council's record. Once it is published the database refuses any change to it.

    Its questions are data: they are shown escaped and are never a template.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="record_versions")
    number = models.PositiveSmallIntegerField()
    starts_on = models.DateField(null=True, help_text="For reviews from this day on")
    layout = models.JSONField(default=dict, help_text="See reviews/record/own/layout.py for its shape")
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["authority", "number"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "number"], name="record_version_once"),
            models.UniqueConstraint(fields=["authority", "starts_on"], name="record_version_one_a_day"),
            models.UniqueConstraint(
                fields=["authority"], condition=Q(published_at=None), name="record_version_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, published_by=None, starts_on=None)
                | Q(published_at__isnull=False, published_by__isnull=False, starts_on__isnull=False),
                name="record_version_published_paired",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="published_is_final",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"version {self.number}"
