"""The completed record of a review: what it said at completion, and what was amended since."""

import uuid

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q

from accounts.models import User
from reviews.models.review import Review

HELD_ON = "facts.held_on"
"""Key of the line that says on which day the review was."""


class CompletedRecord(models.Model):
    """What the record said when it was completed; see reviews/record/finished.py for its shape. The database
    refuses changes.

    It holds the questions as well as the answers, so that a question worded anew later does not change an old
    record.
    """

    review = models.OneToOneField(Review, models.CASCADE, related_name="completed_record")
    content = models.JSONField()
    completed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    completed_at = models.DateTimeField()

    class Meta:
        ordering = ["review"]
        triggers = [pgtrigger.Protect(name="record_never_changes", operation=pgtrigger.Update)]


@pghistory.track()
class Amendment(models.Model):
    """One line of a completed record put right, with the reason. The line as it was stays readable beside
    it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    review = models.ForeignKey(Review, models.CASCADE, related_name="amendments")
    line = models.CharField(max_length=100, help_text="Key of the line in the record")
    was = models.TextField(blank=True, help_text="As it was read; empty: not recorded")
    now = models.TextField(blank=True)
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["review", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="amendment_has_reason")]
