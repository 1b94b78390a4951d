"""What calls for a review before the interval says so (RC-5)."""

import uuid

import pghistory
from django.db import models
from django.db.models import F, Q

from accounts.models import Authority, User
from accounts.models.people import where_set
from children.models import Child


class TriggerKind(models.TextChoices):
    """By its regulation, or the council's own; the values are those of statute.triggers."""

    IRO_REQUEST = "IRO_REQUEST", "the IRO asks for it"
    VISIT_CONCERN = "VISIT_CONCERN", "a visitor is concerned for the child’s welfare"
    POLICE_REMAND_END = "POLICE_REMAND_END", "a remand to the council’s accommodation is to end"
    CUSTODY_END = "CUSTODY_END", "the child is to leave custody"
    S20_END_NOT_HOME = "S20_END_NOT_HOME", "section 20 is to end and the child does not go home"
    PLAN_CHANGE = "PLAN_CHANGE", "a significant change of the care plan"
    PLACEMENT_END = "PLACEMENT_END", "the council means to end the placement"
    PLACEMENT_WITH_PARENT = "PLACEMENT_WITH_PARENT", "the child is to be placed with a parent"
    TO_OTHER_ARRANGEMENTS = "TO_OTHER_ARRANGEMENTS", "a move from regulated to other arrangements"
    CHILD_OR_PARENT_REQUEST = "CHILD_OR_PARENT_REQUEST", "the child or a parent asks for it"
    CEASING = "CEASING", "the child is to cease to be looked after"
    COUNCILS = "COUNCILS", "a reason of the council’s own"


@pghistory.track()
class CallReason(models.Model):
    """A reason of the council's own to hold a review early; no law asks for it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(
        Authority, models.PROTECT, related_name="call_reasons", db_index=False
    )  # `call_reason_once` begins with it
    name = models.CharField(max_length=120)
    ended_on = models.DateField(null=True, help_text="Not offered from this day on; empty: offered now")

    class Meta:
        ordering = ["authority", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "name"], name="call_reason_once"),
            models.CheckConstraint(condition=~Q(name=""), name="call_reason_has_name"),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class ReviewTrigger(models.Model):
    """Something that calls for a review before a day. Whether one was held in time is read from the
    reviews.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(
        Child, models.PROTECT, related_name="review_triggers", db_index=False
    )  # `trigger_once` begins with it
    kind = models.CharField(max_length=24, choices=TriggerKind)
    own = models.ForeignKey(
        CallReason,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="The reason of the council's own; empty: by the law",
    )
    raised_on = models.DateField()
    needed_before = models.DateField(help_text="The day of the event: a review is needed before it")
    note = models.CharField(max_length=1000, blank=True)
    raised_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="Empty: found in the facts of the child; then raised_on is the first day that counts",
    )
    waived_reason = models.CharField(
        max_length=1000, blank=True, help_text="An emergency, or the event did not come about"
    )
    waived_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ["-needed_before", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(needed_before__gte=F("raised_on")), name="trigger_needed_after_raised"
            ),
            models.UniqueConstraint(
                fields=["child", "kind", "needed_before", "own"],
                nulls_distinct=False,
                name="trigger_once",
            ),
            models.CheckConstraint(
                condition=Q(kind=TriggerKind.COUNCILS, own__isnull=False)
                | ~Q(kind=TriggerKind.COUNCILS) & Q(own=None),
                name="trigger_own_paired",
            ),
            models.CheckConstraint(
                condition=Q(waived_reason="", waived_by=None)
                | ~Q(waived_reason="") & Q(waived_by__isnull=False),
                name="trigger_waived_paired",
            ),
        ]
        indexes = [
            where_set("raised_by", name="trigger_by_who_raised_it"),
            where_set("waived_by", name="trigger_by_who_waived_it"),
            where_set("own", name="trigger_by_own_reason"),
        ]

    def __str__(self) -> str:
        return f"trigger {self.public_id}"

    @property
    def why(self) -> str:
        """What calls for the review, in words."""
        return self.own.name if self.own else str(self.get_kind_display())
