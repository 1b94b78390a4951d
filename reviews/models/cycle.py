"""The stored clock: one row a turn, written by the replay alone (statute/review_clock.py)."""

from datetime import date

import pghistory
from django.db import models
from django.db.models import F, Q

from accounts.models import Authority
from accounts.models.pointing import hangs_on, points_at
from children.models import Child
from reviews.models.review import Review
from statute.clock_facts import Kind, State


@pghistory.track()
class ReviewCycle(models.Model):
    """One turn of a child's review clock.

    The turns of a period of care follow each other without gap or overlap.
    """

    authority = models.ForeignKey(
        Authority, models.PROTECT, related_name="review_cycles", db_index=False, db_constraint=False
    )  # `cycle_by_due` begins with it
    child = models.ForeignKey(
        Child, models.PROTECT, related_name="review_cycles", db_index=False, db_constraint=False
    )  # `cycle_sequence_once` begins with it
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
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in Kind])
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    due_on = models.DateField(null=True, help_text="Empty: not known")
    at_latest = models.BooleanField(default=False, help_text="Only the latest lawful day is known")
    last_working_day = models.DateField(null=True)
    internal_target_on = models.DateField(null=True)
    complete_by = models.DateField(null=True, help_text="For an adjourned review: complete it by this day")
    rule = models.CharField(max_length=10)
    reason = models.CharField(max_length=300)
    held_on = models.DateField(null=True)
    review = models.ForeignKey(Review, models.SET_NULL, null=True, related_name="cycles", db_constraint=False)
    working_days_late = models.PositiveIntegerField(null=True)
    state = models.CharField(
        max_length=12,
        choices=[(state.value, state.value.replace("_", " ")) for state in State],
    )
    void_reason = models.CharField(max_length=200, blank=True)
    is_assumed = models.BooleanField(default=False)
    counts = models.BooleanField(default=True, help_text="Counts in timeliness; short breaks never do")
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
                condition=Q(due_on__isnull=False) | Q(state__in=["not_known", "void"]),
                name="cycle_without_date_is_not_known",
            ),
            models.CheckConstraint(
                condition=Q(complete_by=None) | Q(complete_by__isnull=False, closed_on=None),
                name="cycle_adjourned_still_runs",
            ),
        ]
        indexes = [
            models.Index(fields=["authority", "due_on"], name="cycle_by_due"),
            models.Index(
                fields=["authority", "due_on"],
                include=["child", "held_on", "closed_on", "state"],
                condition=Q(counts=True),
                name="cycle_counting_by_due",
            ),
            models.Index(
                fields=["authority", "held_on"],
                include=["child", "due_on", "state"],
                condition=Q(counts=True, held_on__isnull=False),
                name="cycle_counting_by_held",
            ),
            models.Index(
                fields=["authority", "child"],
                include=["opened_on", "closed_on", "due_on", "held_on", "state"],
                condition=Q(counts=True),
                name="cycle_counting_by_child",
            ),
            models.Index(fields=["authority", "opened_on", "closed_on"], name="cycle_by_turn"),
        ]
        triggers = [
            *points_at("accounts_authority", by="authority"),
            *hangs_on(Child, "child", "reviews_reviewcycle"),
            *hangs_on(Review, "review", "reviews_reviewcycle"),
        ]

    def state_on(self, day: date) -> str:
        """How a turn stands on a day from the last replay on; what passed overnight is told without waiting
        for the next one.
        """
        if self.state not in (State.OPEN, State.ADJOURNED) or self.due_on is None or self.due_on >= day:
            return self.state
        if self.complete_by is not None and self.complete_by >= day:
            return self.state
        return State.OVERDUE if self.authority.tells_of(self.due_on, today=day) else State.UNCONFIRMED


class ClockRun(models.Model):
    """The day for which a council's stored clock was last replayed whole."""

    authority = models.OneToOneField(Authority, models.CASCADE, related_name="clock_run")
    as_at = models.DateField()
    ran_at = models.DateTimeField()
