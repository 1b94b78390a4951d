"""Days on which something was not recorded: declared, with the reason, so that a figure over them is not
read as a fall."""

import pghistory
from django.db import models
from django.db.models import Q

from accounts.models import Authority, User
from children.models.spans import ends_after_start


@pghistory.track()
class RecordingGap(models.Model):
    """A stretch of days without recording, [started_on, ended_on): a change of system, a form not yet
    live."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="recording_gaps")
    code = models.CharField(max_length=60, blank=True, help_text="Code of the measure; empty: every measure")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True, help_text="First day on which it was recorded again")
    reason = models.CharField(max_length=300)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-started_on", "pk"]
        constraints = [
            ends_after_start("recording_gap_ends_after_start"),
            models.CheckConstraint(condition=~Q(reason=""), name="recording_gap_has_reason"),
        ]
