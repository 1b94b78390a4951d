"""The people allocated to a child: IROs, those who stand in for them, and social workers, each from a day to
a day.
"""

from typing import Any, Self

import pghistory
from django.db import models
from django.db.models import OuterRef, Q

from accounts.models import Team, User, Worker
from accounts.models.people import no_overlap
from children.models.source import source_is_checked, told_by
from children.models.spans import SpanQuerySet, ends_after_start


class EndReason(models.TextChoices):
    WORKLOAD = "WORKLOAD", "caseloads balanced"
    LEFT = "LEFT", "the IRO left or changed post"
    CONFLICT = "CONFLICT", "conflict of interest"
    REQUEST = "REQUEST", "the child asked"
    OTHER = "OTHER", "other"


class ExceptionReason(models.TextChoices):
    """Why an IRO is named against a rule of continuity or family."""

    GROUP_SIZE = "GROUP_SIZE", "the group of brothers and sisters is too large for one IRO"
    CONFLICT = "CONFLICT", "the children’s interests conflict"
    CASELOAD = "CASELOAD", "the other IRO’s caseload"
    AWAY = "AWAY", "the other IRO has left or is away"
    CHILD = "CHILD", "the child asked for it"
    OTHER = "OTHER", "another reason"


class ToldHow(models.TextChoices):
    LETTER = "LETTER", "in writing"
    TALK = "TALK", "by talking to them"


@pghistory.track()
class IroAllocation(models.Model):
    """The IRO named for the child (AP-1), from a day to a day."""

    child = models.ForeignKey("children.Child", models.PROTECT, related_name="iro_allocations")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="iro_allocations")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=10, blank=True, choices=EndReason)
    source = models.ForeignKey(
        "children.ReturnImport", models.SET_NULL, null=True, related_name="+", db_index=False
    )
    ended_by_hand = models.BooleanField(
        default=False, db_default=False, help_text="Ended in the portal: an import leaves it as it is"
    )
    named_at = models.DateTimeField(
        null=True, help_text="The instant of naming; empty: only the day is recorded"
    )
    recorded_on = models.DateField(
        null=True, help_text="The day on which it was typed; empty: it came with a return"
    )
    child_told_on = models.DateField(null=True, help_text="Empty: not recorded")
    child_told_how = models.CharField(max_length=6, choices=ToldHow, blank=True)
    carer_told_on = models.DateField(null=True, help_text="Empty: not recorded")
    exception = models.CharField(
        max_length=10, choices=ExceptionReason, blank=True, help_text="Why it departs from a rule"
    )
    exception_note = models.CharField(max_length=300, blank=True)
    exception_to = models.JSONField(default=list, help_text="The rules it departs from (AP-6 to AP-8)")

    objects = SpanQuerySet.as_manager()

    class Meta:
        ordering = ["child", "started_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(child_told_on=None, child_told_how="")
                | Q(child_told_on__isnull=False) & ~Q(child_told_how=""),
                name="iro_allocation_child_told_paired",
            ),
            models.CheckConstraint(
                condition=Q(exception="", exception_to=[], exception_note="")
                | ~Q(exception="") & ~Q(exception_to=[]),
                name="iro_allocation_exception_paired",
            ),
            ends_after_start("iro_allocation_ends_after_start"),
            models.CheckConstraint(
                condition=Q(ended_by_hand=False) | Q(ended_on__isnull=False),
                name="iro_allocation_ended_by_hand_ends",
            ),
            models.UniqueConstraint(
                fields=["child"], condition=Q(ended_on=None), name="iro_allocation_one_open"
            ),
            no_overlap("iro_allocation_no_overlap", "child"),
        ]
        indexes = [models.Index(fields=["worker", "ended_on"], name="iro_allocation_by_worker")]


class StandInReason(models.TextChoices):
    SICK = "SICK", "illness"
    LEAVE = "LEAVE", "on leave"
    WORKLOAD = "WORKLOAD", "pressure of work"
    DAY = "DAY", "cannot come on the day"
    OTHER = "OTHER", "another reason"


class StandInQuerySet(models.QuerySet["StandIn"]):
    def running(self, day: Any) -> Self:
        """Those that run on the day."""
        return self.filter(started_on__lte=day, ended_on__gt=day)

    def of_child(self, user: Any, day: Any) -> Self:
        """Those of this person on that day for the child in the query around it."""
        return self.running(day).filter(child=OuterRef("pk"), worker__user=user)


@pghistory.track()
class StandIn(models.Model):
    """An IRO who may prepare, chair and record reviews for a time, while the child's own IRO stays."""

    child = models.ForeignKey("children.Child", models.PROTECT, related_name="stand_ins")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="stand_ins")
    started_on = models.DateField()
    ended_on = models.DateField(help_text="The first day on which it does not run any more")
    reason = models.CharField(max_length=10, choices=StandInReason)
    note = models.CharField(max_length=300, blank=True)
    named_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    named_at = models.DateTimeField()

    objects = StandInQuerySet.as_manager()

    class Meta:
        ordering = ["child", "started_on", "pk"]
        constraints = [
            ends_after_start("stand_in_ends_after_start"),
            no_overlap("stand_in_no_overlap", "child"),
        ]
        indexes = [models.Index(fields=["worker", "ended_on"], name="stand_in_by_worker")]

    def __str__(self) -> str:
        return f"stand-in {self.pk}"


@pghistory.track()
class SocialWorkerAllocation(models.Model):
    """The child's social worker and that worker's team, from a day to a day. The team decides the managers'
    line.
    """

    child = models.ForeignKey("children.Child", models.PROTECT, related_name="social_worker_allocations")
    worker = models.ForeignKey(
        Worker,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="social_worker_allocations",
        db_index=False,  # an index of its own begins with it, as with the team
    )
    team = models.ForeignKey(
        Team,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="allocations",
        db_index=False,
        help_text="Empty: not recorded",
    )
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    change_reason = models.CharField(
        max_length=6, blank=True, help_text="Code set social_worker_change_reason"
    )
    source = told_by()
    ended_by_hand = models.BooleanField(
        default=False, db_default=False, help_text="Ended in the portal: an import leaves it as it is"
    )

    objects = SpanQuerySet.as_manager()

    class Meta:
        ordering = ["child", "started_on", "pk"]
        constraints = [
            ends_after_start("sw_allocation_ends_after_start"),
            models.CheckConstraint(
                condition=Q(ended_by_hand=False) | Q(ended_on__isnull=False),
                name="sw_allocation_ended_by_hand_ends",
            ),
            models.CheckConstraint(
                condition=Q(worker__isnull=False) | Q(team__isnull=False), name="sw_allocation_names_somebody"
            ),
            no_overlap("sw_allocation_no_overlap", "child"),
        ]
        indexes = [
            models.Index(fields=["team", "ended_on"], name="sw_allocation_by_team"),
            models.Index(fields=["worker", "ended_on"], name="sw_allocation_by_worker"),
        ]
        triggers = source_is_checked()
