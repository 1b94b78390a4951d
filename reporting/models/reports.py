"""The annual report: its sections as written, its figures frozen when it is generated, its documents."""

import uuid

import pghistory
from django.db import models
from django.db.models import Q

from accounts.models import Authority, Job, User


class Edition(models.TextChoices):
    INTERNAL = "internal", "internal"


@pghistory.track()
class Report(models.Model):
    """The annual report of one council and collection year (named by its end)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="reports")
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    author = models.CharField(max_length=120, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-year", "pk"]
        constraints = [models.UniqueConstraint(fields=["authority", "year"], name="report_once_a_year")]

    @property
    def year_label(self) -> str:
        """2026 -> 2025-26."""
        return f"{self.year - 1}-{self.year % 100:02d}"


@pghistory.track()
class ReportSection(models.Model):
    """A section of a report: which (reporting/sections.py), whether it is in, where it stands, and what the author wrote."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="sections")
    key = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    is_included = models.BooleanField(default=True)
    narrative = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["report", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="report_section_once")]


@pghistory.track(exclude=["content", "figures"])
class ReportDocument(models.Model):
    """One generated PDF with the figures frozen for it. Never changed afterwards."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="documents")
    number = models.PositiveSmallIntegerField(help_text="1 for the first PDF of the report, and so on")
    edition = models.CharField(max_length=10, choices=Edition, default=Edition.INTERNAL)
    job = models.OneToOneField(Job, models.PROTECT, null=True, related_name="document")
    figures = models.JSONField(help_text="Every figure, table and text the PDF was drawn from")
    figures_at = models.DateTimeField()
    content = models.BinaryField()
    pages = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["report", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="report_document_number_once"),
            models.CheckConstraint(condition=Q(pages__gt=0), name="report_document_has_pages"),
        ]
