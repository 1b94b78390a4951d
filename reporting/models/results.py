"""Stored results of measures: one row a council, measure, period and breakdown."""

from django.db import models
from django.db.models import F, Q

from accounts.models import Authority

KEY_LENGTH = 80
"""Of a key of a breakdown; what is longer is cut where it is stored and where it is looked up."""


class MeasureResult(models.Model):
    """A figure with what proves it: numerator, denominator, those not known, and when it was computed."""

    authority = models.ForeignKey(Authority, models.CASCADE, related_name="measure_results")
    code = models.CharField(max_length=60)
    period_from = models.DateField()
    period_to = models.DateField()
    dimension = models.CharField(max_length=30, blank=True, help_text="Empty: the whole")
    key = models.CharField(max_length=KEY_LENGTH, blank=True)
    numerator = models.BigIntegerField(null=True)
    denominator = models.BigIntegerField(
        null=True, help_text="Leaves not_known out; empty: a plain count, or no such figure"
    )
    not_known = models.BigIntegerField(default=0)
    scale = models.PositiveIntegerField(default=100, help_text="100: a share, 10,000: a rate, 1: a mean")
    computed_at = models.DateTimeField()

    class Meta:
        ordering = ["code", "period_from", "dimension", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "code", "period_from", "period_to", "dimension", "key"],
                name="result_once",
            ),
            models.CheckConstraint(condition=Q(period_to__gte=F("period_from")), name="result_period_order"),
            models.CheckConstraint(
                condition=~Q(scale=100) | Q(denominator=None) | Q(numerator__lte=F("denominator")),
                name="result_part_of_whole",
            ),
            models.CheckConstraint(condition=Q(not_known__gte=0), name="result_not_known_range"),
        ]
