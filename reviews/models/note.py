"""What the IRO notes on a child's record between reviews, which those who work with the child can read."""

import uuid

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q

from accounts.models import User
from children.models import Child
from reviews.models.review import Review


class NoteKind(models.TextChoices):
    DISCUSSION = "DISCUSSION", "a discussion"
    EMAIL = "EMAIL", "an email"
    COMMENT = "COMMENT", "a comment"


WITH_SOMEBODY = (NoteKind.DISCUSSION, NoteKind.EMAIL)
"""Kinds that name whom it was with."""
STAYS = ["kind", "on", "with_whom", "text", "review", "concern", "written_by", "written_at"]
"""What nothing changes any more."""


@pghistory.track()
class CaseNote(models.Model):
    """A note as it was written. A wrong one is struck out with a reason, and stays readable."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="case_notes")
    review = models.ForeignKey(
        Review, models.PROTECT, null=True, related_name="case_notes", help_text="The review that it is about"
    )
    concern = models.UUIDField(
        null=True, db_index=True, help_text="The concern that it is about, by its public id; empty: none"
    )
    kind = models.CharField(max_length=10, choices=NoteKind)
    on = models.DateField()
    with_whom = models.CharField(max_length=120, blank=True)
    text = models.CharField("note", max_length=4000)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    struck_because = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["child", "-on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="case_note_says_something"),
            models.CheckConstraint(
                condition=Q(kind=NoteKind.COMMENT) | ~Q(with_whom=""), name="case_note_names_whom"
            ),
            models.CheckConstraint(
                condition=Q(struck_at=None, struck_by=None, struck_because="")
                | Q(struck_at__isnull=False, struck_by__isnull=False) & ~Q(struck_because=""),
                name="case_note_struck_with_reason",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="stays_as_written", fields=STAYS),
            pgtrigger.Protect(
                name="stays_struck_out",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.struck_at IS NOT NULL AND (OLD.struck_at, OLD.struck_by_id, OLD.struck_because) "
                    "IS DISTINCT FROM (NEW.struck_at, NEW.struck_by_id, NEW.struck_because)"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"note {self.public_id}"
