"""Spans of days, [started_on, ended_on): the shared queries."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q


class SpanQuerySet(models.QuerySet[models.Model]):
    def covering(self, day: date) -> Self:
        """Spans that run at the end of the day: started on or before it and not ended by it."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), started_on__lte=day)

    def touching(self, start: date, end: date) -> Self:
        """Spans of which at least one day lies from start to end, both included."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=start), started_on__lte=end)


def ends_after_start(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(ended_on=None) | Q(ended_on__gt=F("started_on")), name=name)
