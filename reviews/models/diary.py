"""The address under which a person's own calendar program reads when their reviews are."""

import pghistory
from django.db import models

from accounts.models import Authority, User


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
