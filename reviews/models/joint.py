"""Reviews of brothers and sisters that are held as one meeting. Each child keeps a review and a record."""

import pghistory
from django.db import models
from django.db.models import F, Q

from reviews.models.review import Review


@pghistory.track()
class HeldTogether(models.Model):
    """Two reviews, of two children, that are one meeting. Stored once, lower id first."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="held_with")
    other = models.ForeignKey(Review, models.CASCADE, related_name="held_with_from")

    class Meta:
        ordering = ["review", "other"]
        constraints = [
            models.UniqueConstraint(fields=["review", "other"], name="held_together_once"),
            models.CheckConstraint(condition=Q(review__lt=F("other")), name="held_together_order"),
        ]
