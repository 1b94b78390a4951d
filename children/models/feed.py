"""The daily feed: what the council's system delivered, what it last said, and where the portal differs."""

import uuid

import pghistory
from django.db import models
from django.db.models import Q

from accounts.models import Authority, Job, User
from children.models.imports import ReturnImport


class FeedState(models.TextChoices):
    RECEIVED = "RECEIVED", "received"
    HELD = "HELD", "waiting for a decision"
    CONFIRMED = "CONFIRMED", "being read again"
    APPLIED = "APPLIED", "applied"
    REFUSED = "REFUSED", "refused"


class FeedDoor(models.TextChoices):
    PAGE = "PAGE", "uploaded"
    FOLDER = "FOLDER", "drop folder"
    CONNECTION = "CONNECTION", "connection"
    AGAIN = "AGAIN", "read again after a decision"


@pghistory.track(exclude=["content"])
class FeedDelivery(models.Model):
    """One file that the council's system sent: tables of the dataset, all that is known or changes only."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="feed_deliveries")
    door = models.CharField(max_length=10, choices=FeedDoor)
    name = models.CharField(max_length=255)
    is_full = models.BooleanField(help_text="All that is known; else changes only")
    drawn_on = models.DateField(null=True, help_text="The day that the tables describe, where it was stated")
    reaches_to = models.DateField(
        null=True,
        help_text="The last day of which care and reviews are known by it; empty: it does not tell of them",
    )
    content = models.BinaryField(help_text="As it came; emptied once it is read")
    digest = models.CharField(max_length=64, help_text="Tells whether the same file came before")
    state = models.CharField(max_length=10, choices=FeedState, default=FeedState.RECEIVED)
    why = models.CharField(max_length=500, blank=True, help_text="Why it waits, or was refused")
    summary = models.JSONField(default=dict, help_text="Rows by table and kind; no names")
    record = models.ForeignKey(ReturnImport, models.PROTECT, null=True, related_name="feed_deliveries")
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"delivery {self.pk}"


class FeedRecord(models.Model):
    """What the council's system last said in one row of one table."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+", db_index=False)
    table = models.CharField(max_length=20)
    key = models.CharField(max_length=60, help_text="The row's own number in the council's system")
    person = models.CharField(max_length=40, help_text="The child's number there; empty for workers")
    values = models.TextField(help_text="The row as it came, by column")
    file = models.CharField(max_length=255)
    line = models.PositiveIntegerField()

    class Meta:
        ordering = ["authority", "table", "key"]
        constraints = [models.UniqueConstraint(fields=["authority", "table", "key"], name="feed_record_once")]
        indexes = [models.Index(fields=["authority", "person"], name="feed_record_by_person")]


class FeedLine(models.Model):
    """A row of a delivery that is being read; gone when it is done."""

    delivery = models.ForeignKey(FeedDelivery, models.CASCADE, related_name="lines", db_index=False)
    table = models.CharField(max_length=20)
    key = models.CharField(max_length=60)
    person = models.CharField(max_length=40)
    values = models.TextField()
    file = models.CharField(max_length=255)
    line = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["delivery", "table", "key"], name="feed_line_by_key")]


class Decided(models.TextChoices):
    OPEN = "OPEN", "to decide"
    NOTED = "NOTED", "noted: the portal is right"
    TAKEN = "TAKEN", "the council’s system is right"
    ENDED = "ENDED", "no longer differs"


@pghistory.track()
class FeedDifference(models.Model):
    """Where the council's system and what a person entered in the portal say different things."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="feed_differences")
    number = models.CharField(max_length=20, help_text="The child's number")
    table = models.CharField(max_length=20)
    key = models.CharField(max_length=60, blank=True)
    theirs = models.CharField(max_length=500)
    ours = models.CharField(max_length=500)
    can_take = models.BooleanField(help_text="Whether the portal can take over what the other system says")
    delivery = models.ForeignKey(FeedDelivery, models.PROTECT, related_name="differences")
    state = models.CharField(max_length=10, choices=Decided, default=Decided.OPEN)
    reason = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["authority", "number", "table", "key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "number", "table", "key"],
                condition=~Q(state="ENDED"),
                name="feed_difference_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["OPEN", "ENDED"]) | Q(decided_at__isnull=False),
                name="feed_difference_decided_when",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="feed_difference_decided_by_whom",
            ),
        ]
