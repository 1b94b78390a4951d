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


@pghistory.track(exclude=["content", "figures", "printed"])
class QuarterlyDocument(models.Model):
    """One generated document of a council's quarter. Never changed afterwards: the database refuses."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="quarterly_documents")
    year = models.PositiveSmallIntegerField(help_text="The collection year, named by its end")
    quarter = models.PositiveSmallIntegerField(help_text="1 for April to June, 4 for January to March")
    number = models.PositiveSmallIntegerField(help_text="1 for the first PDF of the quarter, and so on")
    edition = models.CharField(max_length=10, choices=Edition, default=Edition.INTERNAL)
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
        ]
        triggers = [pgtrigger.Protect(name="stands_as_made", operation=pgtrigger.Update | pgtrigger.Delete)]

    @property
    def label(self) -> str:
        """2025-26 Q3."""
        return quarter_label(self.year, self.quarter)
