"""The quarterly report on challenge and midway checks: documents alone, each with the figures frozen for
it."""

import uuid

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q

from accounts.models import Authority, Job, User
from reporting.models.reports import Edition
from reporting.periods import quarter_label


@pghistory.track()
class QuarterWords(models.Model):
    """What is said in the report of a quarter besides its figures, and who receives it. A document keeps the
    words that stood when it was made.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="quarter_words")
    year = models.PositiveSmallIntegerField(help_text="The collection year, named by its end")
    quarter = models.PositiveSmallIntegerField(help_text="1 for April to June, 4 for January to March")
    words = models.TextField(blank=True, help_text="Issues, themes and examples of the quarter")
    recipients = models.TextField(blank=True, help_text="Who receives it, one a line")
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["authority", "-year", "-quarter"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "year", "quarter"], name="quarter_words_once"),
            models.CheckConstraint(condition=Q(quarter__gte=1, quarter__lte=4), name="quarter_words_quarter"),
        ]

    @classmethod
    def of(cls, authority: Authority, year: int, quarter: int) -> "QuarterWords | None":
        """What is written for a quarter; None where nothing is."""
        return cls.objects.filter(authority=authority, year=year, quarter=quarter).first()


@pghistory.track(exclude=["content", "figures", "printed"])
class QuarterlyDocument(models.Model):
    """One generated document of a council's quarter. Never changed afterwards: the database refuses."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="quarterly_documents")
    year = models.PositiveSmallIntegerField(help_text="The collection year, named by its end")
    quarter = models.PositiveSmallIntegerField(help_text="1 for April to June, 4 for January to March")
    number = models.PositiveSmallIntegerField(help_text="1 for the first PDF of the quarter, and so on")
    edition = models.CharField(max_length=10, choices=Edition, default=Edition.INTERNAL)
    is_whole = models.BooleanField(
        default=False, help_text="Whether the quarter was over when its figures were taken"
    )
    job = models.OneToOneField(Job, models.PROTECT, null=True, related_name="quarterly_document")
    printed = models.JSONField(help_text="The edition as it is printed: edition/printed.py")
    figures = models.JSONField(help_text="What it was printed from: edition/evidence.py")
    figures_at = models.DateTimeField()
    content = models.BinaryField()
    pages = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["authority", "-year", "-quarter", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "year", "quarter", "number"], name="quarterly_document_number_once"
            ),
            models.CheckConstraint(
                condition=Q(quarter__gte=1, quarter__lte=4), name="quarterly_document_quarter"
            ),
            models.CheckConstraint(
                condition=Q(edition__in=[Edition.INTERNAL, Edition.PUBLIC]), name="quarterly_document_edition"
            ),
            models.CheckConstraint(condition=Q(pages__gt=0), name="quarterly_document_has_pages"),
            models.CheckConstraint(
                condition=Q(edition=Edition.INTERNAL) | Q(is_whole=True),
                name="quarterly_document_for_readers_is_whole",
            ),
        ]
        triggers = [pgtrigger.Protect(name="stands_as_made", operation=pgtrigger.Update | pgtrigger.Delete)]

    @property
    def label(self) -> str:
        """2025-26 Q3."""
        return quarter_label(self.year, self.quarter)
