"""Meetings of the council with Cafcass: a register of their own, beside referrals of single children."""

import uuid

import pghistory
from django.db import models
from django.db.models import Q

from accounts.models import Authority, User


@pghistory.track()
class CafcassMeeting(models.Model):
    """A meeting with Cafcass, and the protocol between the two that was in force then. It names no child."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="cafcass_meetings")
    met_on = models.DateField()
    people = models.CharField("who came", max_length=300, blank=True)
    issues = models.CharField("what was talked about", max_length=2000)
    agreed = models.CharField("what was agreed", max_length=2000, blank=True)
    protocol = models.CharField(
        max_length=60, blank=True, help_text="Its version or date; empty: not recorded"
    )
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-met_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "met_on"], name="cafcass_meeting_one_a_day"),
            models.CheckConstraint(condition=~Q(issues=""), name="cafcass_meeting_says_what"),
        ]
