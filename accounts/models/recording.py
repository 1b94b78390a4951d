"""From when what a council records in the portal is complete, for each kind of record."""

import pghistory
from django.db import models
from django.db.models import Q

from accounts.models.authority import Authority
from accounts.models.people import User


@pghistory.track()
class RecordedSince(models.Model):
    """The day from which one kind of record is complete. Before it nothing is known: never "none", never
    "0".
    """

    authority = models.ForeignKey(Authority, models.CASCADE, related_name="recorded_since")
    kind = models.CharField(max_length=30, help_text="Code of a kind in settings.RECORD_KINDS")
    since = models.DateField(null=True, help_text="Empty: the day of the first record again")
    reason = models.CharField(max_length=300)
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["authority", "kind"]
        verbose_name_plural = "recorded since"
        constraints = [
            models.UniqueConstraint(fields=["authority", "kind"], name="recorded_since_once_a_kind"),
            models.CheckConstraint(condition=~Q(reason=""), name="recorded_since_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} since {self.since or 'the first record'}"
