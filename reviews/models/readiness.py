"""What a review needs before it is held, and what was decided where something was missing."""

import uuid

import pghistory
from django.db import models
from django.db.models import Q

from accounts.models import User
from reviews.models.review import LateOwner, Review


class PaperKind(models.TextChoices):
    REPORT = "report", "social worker’s report"
    PLAN = "plan", "care or pathway plan"
    PEP = "pep", "personal education plan"
    HEALTH = "health", "health plan"
    VIEWS = "views", "the child’s views"
    CARER = "carer", "carer’s letter to the child"


WELCOME = frozenset({PaperKind.CARER})
"""Papers that are good to have and that no review waits for."""
WITH_A_PAGE = frozenset({PaperKind.REPORT, PaperKind.VIEWS})
"""Papers that are written or attached on a page of their own."""


class PaperWay(models.TextChoices):
    HERE = "HERE", "written here"
    FILE = "FILE", "as a file"
    MARKED = "MARKED", "in the main system or on paper"


@pghistory.track(exclude=["content"])
class ReviewPaper(models.Model):
    """One of the papers of a review: received by its limit, asked for or not needed. No row: not known."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    review = models.ForeignKey(Review, models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=10, choices=PaperKind)
    received_on = models.DateField(null=True, help_text="Empty: not received")
    due_on = models.DateField(null=True, help_text="Its limit, for the day as which the review counts")
    way = models.CharField(max_length=10, choices=PaperWay, blank=True)
    words = models.JSONField(default=list, help_text="List of title and text, where it was written here")
    content = models.BinaryField(default=b"", editable=False)
    file_name = models.CharField(max_length=120, blank=True)
    not_needed = models.CharField(max_length=300, blank=True, help_text="Why the review does not need it")
    asked_on = models.DateField(null=True, help_text="Last asked for; empty: not asked for here")
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["review", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "kind"], name="paper_once"),
            models.CheckConstraint(
                condition=Q(received_on=None, due_on=None, way="")
                | Q(received_on__isnull=False, due_on__isnull=False, not_needed="") & ~Q(way=""),
                name="paper_received_paired",
            ),
            models.CheckConstraint(
                condition=Q(way="FILE") & ~Q(file_name="") | ~Q(way="FILE") & Q(file_name=""),
                name="paper_file_has_name",
            ),
            models.CheckConstraint(
                condition=Q(recorded_by=None) | Q(recorded_at__isnull=False),
                name="paper_recorded_paired",
            ),
            models.CheckConstraint(
                condition=Q(received_on=None, not_needed="")
                | Q(recorded_by__isnull=False)
                | Q(kind="views", not_needed="", recorded_at__isnull=False),  # the child by the link
                name="paper_says_who_recorded",
            ),
        ]

    def __str__(self) -> str:
        return f"paper {self.public_id}"


class GateKind(models.TextChoices):
    PROCEED = "PROCEED", "the review goes ahead"
    PUT_OFF = "PUT_OFF", "the review is put off"


@pghistory.track()
class GateDecision(models.Model):
    """That a review goes ahead though something is missing, or is put off, with the effect on its clock."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="gate_decisions")
    kind = models.CharField(max_length=10, choices=GateKind)
    missing = models.JSONField(help_text="Kinds of papers that were missing")
    reason = models.CharField(max_length=1000)
    owner = models.CharField(max_length=12, choices=LateOwner, blank=True, help_text="Whose delay it was")
    booked_for = models.DateField(help_text="The day for which it was booked then")
    moved_to = models.DateField(null=True, help_text="The new day of a review that is put off")
    due_on = models.DateField(null=True, help_text="The last lawful day then; empty: not known")
    working_days_late = models.PositiveIntegerField(
        null=True, help_text="By which the new day misses the last lawful one; empty: not known"
    )
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["review", "decided_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="gate_has_reason"),
            models.CheckConstraint(
                condition=Q(kind="PROCEED", moved_to=None, owner="")
                | Q(kind="PUT_OFF", moved_to__isnull=False) & ~Q(owner=""),
                name="gate_put_off_paired",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"
