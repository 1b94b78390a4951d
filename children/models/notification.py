"""When the IRO service was told that a child is looked after, kept apart from when care began and from when
it was recorded.
"""

import pghistory
from django.db import models
from django.db.models import F, Q

from accounts.models import Team, User
from children.models.child import Child


class Channel(models.TextChoices):
    FORM = "FORM", "the notification form"
    EMAIL = "EMAIL", "email"
    PHONE = "PHONE", "telephone or in person"
    PLACEMENTS = "PLACEMENTS", "the placements team"
    SYSTEM = "SYSTEM", "a list or message of the main system"
    ASKED = "ASKED", "the IRO service found out and asked"
    OTHER = "OTHER", "another way"


class DelayReason(models.TextChoices):
    BACKDATED = "BACKDATED", "the start of care was recorded later than it began"
    TEAM = "TEAM", "the team did not tell in time"
    OUT_OF_HOURS = "OUT_OF_HOURS", "the child came into care out of hours"
    OTHER_AGENCY = "OTHER_AGENCY", "another council, the police or a court told late"
    LOST = "LOST", "the notification went astray"
    NOT_KNOWN = "NOT_KNOWN", "not known"
    OTHER = "OTHER", "another reason"


@pghistory.track()
class CareNotification(models.Model):
    """The notification for one period of care (P-01)."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="care_notifications")
    care_from = models.DateField(help_text="The start of care when this was recorded")
    received_on = models.DateField(help_text="The day on which the IRO service was told")
    received_at = models.DateTimeField(null=True, help_text="The same with the time; empty: not recorded")
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, related_name="+", help_text="Empty: not recorded, or no team"
    )
    from_whom = models.CharField(max_length=120, blank=True)
    channel = models.CharField(max_length=10, choices=Channel)
    entered_on = models.DateField(
        null=True, help_text="When the start of care was entered in the main system; empty: not recorded"
    )
    delay_reason = models.CharField(
        max_length=12, choices=DelayReason, blank=True, help_text="Empty: in time, or not recorded"
    )
    delay_note = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["child", "care_from", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["child", "care_from"], name="notification_once"),
            models.CheckConstraint(
                condition=Q(delay_note="") | ~Q(delay_reason=""), name="notification_note_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(entered_on=None) | Q(entered_on__gte=F("care_from")),
                name="notification_entered_after_start",
            ),
        ]
        indexes = [models.Index(fields=["received_on"], name="notification_by_day")]

    def __str__(self) -> str:
        return f"notification {self.pk}"
