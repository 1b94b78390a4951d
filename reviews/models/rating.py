"""Audits of decisions: a sample is drawn, and each decision in it is rated for being SMART."""

import uuid

import pghistory
from django.db import models
from django.db.models import Q

from accounts.models import Authority, User, Worker
from reviews.models.decision import DecisionAtReview

PARTS = {
    "is_specific": "Says what will be done",
    "is_measurable": "Says what will be better for the child, so that it can be checked",
    "has_owner": "Names who will do it",
    "has_date": "Has a date by which it can and should be done",
    "is_known": "Says how we will know that it is done",
}
"""What makes a decision SMART, as the auditor is asked."""
IS_SMART = Q(**dict.fromkeys(PARTS, True))
_NOBODY = Q(rated_by=None, rated_at=None, comment="", **dict.fromkeys(PARTS))
_SOMEBODY = Q(rated_by__isnull=False, rated_at__isnull=False, **{f"{part}__isnull": False for part in PARTS})


@pghistory.track()
class DecisionSample(models.Model):
    """Decisions drawn at random from reviews held between two days. What was drawn stays drawn."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="decision_samples")
    since = models.DateField(help_text="First day of the reviews whose decisions were drawn")
    until = models.DateField()
    iro = models.ForeignKey(
        Worker, models.PROTECT, null=True, related_name="+", help_text="Whose decisions; empty: every IRO’s"
    )
    is_of_each = models.BooleanField(help_text="As many of each IRO, and not of all together")
    asked_for = models.PositiveSmallIntegerField(help_text="How many were asked for")
    drawn_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    class Meta:
        ordering = ["authority", "-drawn_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=models.F("since")), name="decision_sample_of_days"),
            models.CheckConstraint(condition=Q(asked_for__gt=0), name="decision_sample_asks_for_some"),
        ]

    def __str__(self) -> str:
        return f"sample {self.public_id}"


@pghistory.track()
class RatedDecision(models.Model):
    """A decision of a sample as its review made it, and how it was rated. Until then every part is empty."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sample = models.ForeignKey(DecisionSample, models.PROTECT, related_name="decisions")
    made = models.OneToOneField(DecisionAtReview, models.CASCADE, related_name="rating")
    is_specific = models.BooleanField(null=True)
    is_measurable = models.BooleanField(null=True)
    has_owner = models.BooleanField(null=True)
    has_date = models.BooleanField(null=True)
    is_known = models.BooleanField(null=True)
    comment = models.CharField(max_length=1000, blank=True)
    rated_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    rated_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["sample", "pk"]
        constraints = [
            models.CheckConstraint(condition=_NOBODY | _SOMEBODY, name="rated_decision_in_every_part"),
        ]

    def __str__(self) -> str:
        return f"rating {self.public_id}"

    @property
    def is_rated(self) -> bool:
        return self.rated_at is not None

    @property
    def is_smart(self) -> bool:
        """Whether every part was found; only of a decision that was rated."""
        return not self.missing

    @property
    def missing(self) -> list[str]:
        """What the auditor did not find."""
        return [said for part, said in PARTS.items() if not getattr(self, part)]
