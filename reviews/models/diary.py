"""The address under which a person's own calendar program reads when their reviews are."""

import pghistory
from django.db import models

from accounts.models import Authority, User, Worker
from accounts.models.people import no_overlap
from children.models.spans import ends_after_start


@pghistory.track()
class CalendarFeed(models.Model):
    """One address of one person in one council. The address is made of `nonce` and the portal's own key, so
    whoever reads this table cannot use it. A new nonce makes the old address stop.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="calendar_feeds")
    authority = models.ForeignKey(Authority, models.CASCADE, related_name="+")
    nonce = models.CharField(max_length=32, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "authority"], name="calendar_feed_once"),
        ]

    def __str__(self) -> str:
        return f"calendar address {self.pk}"


@pghistory.track()
class DaysAway(models.Model):
    """Days on which a worker is not there: [started_on, ended_on). The reason is not recorded."""

    worker = models.ForeignKey(Worker, models.CASCADE, related_name="days_away")
    started_on = models.DateField()
    ended_on = models.DateField(help_text="The first day back")

    class Meta:
        ordering = ["worker", "started_on", "pk"]
        verbose_name_plural = "days away"
        constraints = [
            ends_after_start("days_away_end_after_start"),
            no_overlap("days_away_no_overlap", "worker"),
        ]

    def __str__(self) -> str:
        return f"days away {self.pk}"
