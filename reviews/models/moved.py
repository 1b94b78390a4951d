"""The earlier days of a booking: none of them is lost when it is moved."""

import pghistory
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from reviews.models.review import Review


@pghistory.track()
class BookingMove(models.Model):
    """A booking that was moved from one day to another, with the reason."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="moves")
    was_for = models.DateField()
    moved_to = models.DateField()
    due_on = models.DateField(
        null=True, help_text="The last lawful day when it was moved; empty: not known, or a second meeting"
    )
    reason = models.CharField(max_length=2100)
    moved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    moved_at = models.DateTimeField()

    class Meta:
        ordering = ["review", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(was_for=F("moved_to")), name="booking_move_to_another_day"),
            models.CheckConstraint(condition=~Q(reason=""), name="booking_move_has_reason"),
        ]

    def __str__(self) -> str:
        return f"move {self.pk}"
