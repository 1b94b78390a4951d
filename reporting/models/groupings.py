"""The council's own groups of codes and ages, from a day on (V-19, V-22 to V-24)."""

import pghistory
from django.db import models
from django.db.models import Q

from accounts.models import Authority, User


class GroupingKind(models.TextChoices):
    AGE = "age", "Age bands"
    PLACEMENT = "placement", "Placement types"
    REASON = "reason", "Reasons for leaving care"
    ETHNICITY = "ethnicity", "Ethnic groups"
    LEGAL = "legal", "Legal statuses"


@pghistory.track()
class Grouping(models.Model):
    """How the council groups one kind of code from a day until its next grouping starts. `groups` is a list
    of
    {"label", "codes"}, or for ages of {"label", "low", "high"}."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="groupings")
    kind = models.CharField(max_length=10, choices=GroupingKind)
    starts_on = models.DateField()
    groups = models.JSONField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["kind", "starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "kind", "starts_on"], name="grouping_once_a_day"),
            models.CheckConstraint(condition=~Q(groups=[]), name="grouping_not_empty"),
        ]
