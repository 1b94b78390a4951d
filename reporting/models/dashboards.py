"""The monthly dashboard: which measures a council watches, and what it says of a month."""

import uuid
from datetime import date

import pghistory
from django.db import models
from django.db.models import Q

from accounts.models import Authority, User


@pghistory.track()
class KeyMeasures(models.Model):
    """The measures of a council's dashboard, in the order in which they stand. No row: the usual ones."""

    authority = models.OneToOneField(Authority, models.CASCADE, related_name="key_measures")
    codes = models.JSONField(default=list, help_text="Codes of measures, in order")

    class Meta:
        ordering = ["authority"]

    @classmethod
    def of(cls, authority: Authority) -> tuple[str, ...]:
        """The codes that the council chose; empty where it has not."""
        found = cls.objects.filter(authority=authority).first()
        return tuple(found.codes) if found else ()


@pghistory.track()
class MonthNote(models.Model):
    """What is said of one measure in one month: why it moved, or what there is in place of a figure."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="month_notes")
    code = models.CharField(max_length=60, help_text="Code of the measure")
    month = models.DateField(help_text="The first day of the month")
    text = models.TextField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["month", "code", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "code", "month"], name="month_note_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="month_note_on_the_first"),
            models.CheckConstraint(condition=~Q(text=""), name="month_note_says_something"),
        ]

    @property
    def label(self) -> str:
        """November 2026."""
        return f"{date.fromisoformat(str(self.month)):%B %Y}"
