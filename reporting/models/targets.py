"""What the council wants a measure to reach, from a day on."""

import pghistory
from django.db import models
from django.db.models import Q

from accounts.models import Authority, User


@pghistory.track()
class Target(models.Model):
    """The target of a measure from a day until the next one starts. No value: no target from that day on."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="targets")
    code = models.CharField(max_length=60, help_text="Code of the measure")
    starts_on = models.DateField()
    value = models.DecimalField(max_digits=8, decimal_places=1, null=True)
    note = models.CharField(max_length=300, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["code", "starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "code", "starts_on"], name="target_once_a_day"),
            models.CheckConstraint(condition=Q(value=None) | Q(value__gte=0), name="target_not_negative"),
        ]
