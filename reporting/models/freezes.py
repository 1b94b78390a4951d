"""Figures as they were known: frozen for a period on a day, and what has changed since."""

import uuid

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q

from accounts.models import Authority, User


@pghistory.track()
class Freeze(models.Model):
    """The figures of a period, kept as they were on one day. They never change; what comes later is
    restated."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="freezes")
    period_from = models.DateField()
    period_to = models.DateField()
    reason = models.CharField(max_length=300, help_text="What they were frozen for")
    frozen_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField()
    compared_at = models.DateTimeField(null=True, help_text="When they were last laid beside the records")

    class Meta:
        ordering = ["-period_to", "-frozen_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "period_from", "period_to"], name="freeze_once_a_period"
            ),
            models.CheckConstraint(condition=Q(period_to__gte=F("period_from")), name="freeze_period_order"),
        ]


class FrozenFigure(models.Model):
    """One figure as it was on the day of freezing."""

    freeze = models.ForeignKey(Freeze, models.PROTECT, related_name="figures")
    code = models.CharField(max_length=60)
    dimension = models.CharField(max_length=30, blank=True, help_text="Empty: the whole")
    key = models.CharField(max_length=80, blank=True)
    numerator = models.BigIntegerField(null=True)
    denominator = models.BigIntegerField(null=True)
    not_known = models.BigIntegerField(default=0)
    scale = models.PositiveIntegerField(default=100)

    class Meta:
        ordering = ["freeze", "code", "dimension", "key"]
        constraints = [
            models.UniqueConstraint(fields=["freeze", "code", "dimension", "key"], name="frozen_figure_once")
        ]
        triggers = [
            pgtrigger.Protect(name="never_changes", operation=pgtrigger.Update | pgtrigger.Delete),
        ]


@pghistory.track()
class Restatement(models.Model):
    """A frozen figure that the records no longer give: what it was stands frozen, what it is stands here,
    and why."""

    figure = models.OneToOneField(FrozenFigure, models.PROTECT, related_name="restatement")
    numerator = models.BigIntegerField(null=True)
    denominator = models.BigIntegerField(null=True)
    not_known = models.BigIntegerField(default=0)
    first_seen_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    why = models.CharField(max_length=300, blank=True)
    explained_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    explained_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["figure", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(explained_by=None, explained_at=None, why="")
                | Q(explained_by__isnull=False, explained_at__isnull=False) & ~Q(why=""),
                name="restatement_why_paired",
            )
        ]
