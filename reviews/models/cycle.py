"""The stored clock: one row a turn, written by the replay alone (statute/review_clock.py)."""

import pghistory
from django.db import models
from django.db.models import F, Q

from accounts.models import Authority
from children.models import Child
from reviews.models.review import Review


@pghistory.track()
class ReviewCycle(models.Model):
    """One turn of a child's review clock. The turns of a period of care follow each other without gap or overlap."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="review_cycles")
    child = models.ForeignKey(Child, models.PROTECT, related_name="review_cycles")
    sequence = models.PositiveSmallIntegerField()
    period_start = models.DateField()
    clock = models.CharField(
        max_length=20,
        choices=[
            ("CPR", "care planning"),
            ("SHORT_BREAKS", "short breaks"),
            ("ADOPTION_AUTHORISED", "authorised to place for adoption"),
            ("ADOPTION_PLACED", "placed for adoption"),
        ],
    )
    number = models.PositiveSmallIntegerField(null=True, help_text="Empty: not known")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    due_on = models.DateField(null=True, help_text="Empty: not known")
    last_working_day = models.DateField(null=True)
    internal_target_on = models.DateField(null=True)
    rule = models.CharField(max_length=10)
    reason = models.CharField(max_length=300)
    held_on = models.DateField(null=True)
    review = models.ForeignKey(Review, models.SET_NULL, null=True, related_name="cycles")
    working_days_late = models.PositiveIntegerField(null=True)
    state = models.CharField(
        max_length=10,
        choices=[
            (s, s.replace("_", " "))
            for s in ("open", "overdue", "met", "late", "missed", "void", "not_known")
        ],
    )
    void_reason = models.CharField(max_length=200, blank=True)
    is_assumed = models.BooleanField(default=False)
    flags = models.JSONField(default=list)

    class Meta:
        ordering = ["child", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["child", "sequence"], name="cycle_sequence_once"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                name="cycle_closes_after_opening",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["met", "late"], held_on__isnull=False, due_on__isnull=False)
                | ~Q(state__in=["met", "late"]),
                name="cycle_held_has_dates",
            ),
            models.CheckConstraint(
                condition=Q(state="void") & ~Q(void_reason="") | ~Q(state="void") & Q(void_reason=""),
                name="cycle_void_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(due_on=None, state__in=["not_known", "void"])
                | Q(due_on__isnull=False) & ~Q(state="not_known"),
                name="cycle_not_known_has_no_date",
            ),
        ]
        indexes = [
            models.Index(fields=["authority", "due_on"], name="cycle_by_due"),
            models.Index(fields=["authority", "held_on"], name="cycle_by_held"),
            models.Index(fields=["authority", "opened_on", "closed_on"], name="cycle_by_turn"),
        ]


class ClockRun(models.Model):
    """The day for which a council's stored clock was last replayed whole."""

    authority = models.OneToOneField(Authority, models.CASCADE, related_name="clock_run")
    as_at = models.DateField()
    ran_at = models.DateTimeField()
