"""Care proceedings of a child: their days, the children's guardian, and what the court decided."""

import uuid

import pghistory
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from children.models import Child


class CourtOutcome(models.TextChoices):
    CARE = "CARE", "a care order"
    PLACEMENT = "PLACEMENT", "a care order and a placement order"
    SUPERVISION = "SUPERVISION", "a supervision order"
    GUARDIANSHIP = "GUARDIANSHIP", "a special guardianship order"
    ARRANGEMENTS = "ARRANGEMENTS", "a child arrangements order"
    NONE = "NONE", "no order"
    WITHDRAWN = "WITHDRAWN", "the application was withdrawn"
    OTHER = "OTHER", "something else"


@pghistory.track()
class CareProceedings(models.Model):
    """Hearings, the final care plan and talks with the guardian are events of the child in these days."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="proceedings")
    began_on = models.DateField(help_text="The day on which the application was issued")
    guardian = models.CharField(
        max_length=120, blank=True, help_text="The children’s guardian; empty: not known"
    )
    ended_on = models.DateField(null=True, help_text="The day of the final hearing; empty: they go on")
    outcome = models.CharField(max_length=15, choices=CourtOutcome, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["child", "-began_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None, outcome="") | Q(ended_on__isnull=False) & ~Q(outcome=""),
                name="proceedings_end_with_outcome",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("began_on")),
                name="proceedings_end_after_start",
            ),
            models.UniqueConstraint(
                fields=["child"], condition=Q(ended_on=None), name="proceedings_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"proceedings {self.public_id}"
