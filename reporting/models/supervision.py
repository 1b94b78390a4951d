"""What a manager keeps about the practice of an IRO: supervision, observation, audit, training."""

import uuid

import pghistory
from django.db import models
from django.db.models import F, Q

from accounts.models import User, Worker


class NoteKind(models.TextChoices):
    SUPERVISION = "supervision", "Supervision"
    GROUP = "group", "Group supervision"
    OBSERVATION = "observation", "Observation of a review"
    AUDIT = "audit", "Audit or dip sample of records"
    TRAINING = "training", "Training attended"
    GIVEN = "given", "Training or workshop given"
    OBJECTIVES = "objectives", "Objectives and appraisal"


@pghistory.track()
class PracticeNote(models.Model):
    """One note on the practice of an IRO. The QA manager writes it; that IRO alone can read it besides."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="practice_notes")
    kind = models.CharField(max_length=12, choices=NoteKind)
    happened_on = models.DateField()
    about = models.CharField(max_length=200, blank=True, help_text="Theme, standard, course")
    result = models.CharField(max_length=60, blank=True, help_text="Grade, in the council's own words")
    hours = models.DecimalField(max_digits=5, decimal_places=1, null=True, help_text="Empty: not recorded")
    text = models.TextField(blank=True)
    agreed = models.TextField(blank=True, help_text="Agreed actions, one a line")
    next_on = models.DateField(null=True, help_text="When it comes next; empty: not agreed")
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-happened_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(agreed="") | ~Q(about=""), name="practice_note_says_something"
            ),
            models.CheckConstraint(
                condition=Q(next_on=None) | Q(next_on__gt=F("happened_on")), name="practice_note_next_later"
            ),
            models.CheckConstraint(condition=Q(hours=None) | Q(hours__gt=0), name="practice_note_hours"),
        ]
        indexes = [models.Index(fields=["worker", "kind", "happened_on"], name="practice_note_by_kind")]
