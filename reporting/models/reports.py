"""The annual report: its sections as written, its figures frozen when it is generated, its documents."""

import uuid

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q

from accounts.models import Authority, Job, User


class Edition(models.TextChoices):
    """Whom a document is for. Small numbers are shown in the internal edition alone; the children's one has
    none."""

    INTERNAL = "internal", "internal"
    MEMBER = "member", "member"
    PUBLIC = "public", "public"
    CHILDREN = "children", "children’s"


FOR_EVERYBODY = (Edition.PUBLIC, Edition.CHILDREN)


class ReportState(models.TextChoices):
    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "With the approver"
    APPROVED = "approved", "Approved"
    PUBLISHED = "published", "Published"


class Numbering(models.TextChoices):
    """V-31: how sections and paragraphs are numbered."""

    NONE = "none", "No numbers"
    SECTIONS = "sections", "Sections: 1, 2, 3"
    PARAGRAPHS = "paragraphs", "Sections and paragraphs: 1.1, 1.2"


class Captions(models.TextChoices):
    """V-32: what tables and charts are called."""

    NUMBERS = "numbers", "Table 1, Figure 1"
    LETTERS = "letters", "Table A, Figure A"
    NONE = "none", "By their caption alone"


class PriorityFormat(models.TextChoices):
    """V-39: how the priorities for the next year are printed."""

    TABLE = "table", "A table: priority, action, who leads, by when, shown by"
    LIST = "list", "A list of the priorities with what will be done"
    THEMES = "themes", "The priorities alone"


class NumberStyle(models.TextChoices):
    """V-45: how a share is said in a sentence."""

    BOTH = "both", "81.9% (190 of 232)"
    SHARE = "share", "81.9%"
    COUNT = "count", "190 of 232"


class InspectorEdition(models.TextChoices):
    """What the council releases to inspectors."""

    INTERNAL = "internal", "The internal edition, with small numbers"
    MEMBER = "member", "The members’ edition"
    PUBLIC = "public", "The public edition alone"


@pghistory.track()
class ReportLayout(models.Model):
    """How a council's reports are made up: sections in their order, numbering, captions, cover, limits of
    small numbers (V-29 to V-32)."""

    authority = models.OneToOneField(Authority, models.CASCADE, related_name="report_layout")
    sections = models.JSONField(
        default=list, help_text="[{key, title, included}] in order; sections that are not named follow"
    )
    numbering = models.CharField(max_length=12, choices=Numbering, default=Numbering.SECTIONS)
    captions = models.CharField(max_length=10, choices=Captions, default=Captions.NUMBERS)
    has_cover = models.BooleanField(default=False, help_text="A committee cover page before the report")
    cover_fields = models.TextField(
        blank=True, help_text="The council's own headings of the cover, one a line"
    )
    priority_format = models.CharField(
        max_length=10, choices=PriorityFormat, default=PriorityFormat.TABLE, help_text="V-39"
    )
    number_style = models.CharField(
        max_length=10, choices=NumberStyle, default=NumberStyle.BOTH, help_text="V-45"
    )
    bodies = models.TextField(blank=True, help_text="Bodies that receive the report, one a line (V-30)")
    inspector_edition = models.CharField(
        max_length=10,
        choices=InspectorEdition,
        default=InspectorEdition.MEMBER,
        help_text="What inspectors see of a published report",
    )
    largest_hidden_count = models.PositiveSmallIntegerField(default=5)
    largest_hidden_base = models.PositiveSmallIntegerField(default=10)
    hides_service_acts = models.BooleanField(default=False)
    hides_complements = models.BooleanField(default=False)

    class Meta:
        ordering = ["authority"]
        constraints = [
            models.CheckConstraint(
                condition=Q(largest_hidden_count__gte=5, largest_hidden_base__gte=10),
                name="report_layout_hides_small_numbers",
            )
        ]

    @classmethod
    def of(cls, authority: Authority) -> "ReportLayout":
        """How the council’s reports are made up; the usual way until it says otherwise."""
        return cls.objects.filter(authority=authority).first() or cls(authority=authority)

    @property
    def released_to_inspectors(self) -> frozenset[str]:
        """The editions that inspectors may open once a report is published."""
        always = {Edition.PUBLIC, Edition.CHILDREN}
        if self.inspector_edition != InspectorEdition.PUBLIC:
            always.add(Edition.MEMBER)
        if self.inspector_edition == InspectorEdition.INTERNAL:
            always.add(Edition.INTERNAL)
        return frozenset(str(edition) for edition in always)


ORDINALS = {2: "Second edition", 3: "Third edition", 4: "Fourth edition"}


@pghistory.track()
class Report(models.Model):
    """The annual report of one council and collection year (named by its end)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="reports")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(
        default=1, help_text="1 for the first edition, 2 for its correction"
    )
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    why_corrected = models.TextField(blank=True, help_text="What was wrong and why; it is printed")
    title = models.CharField(max_length=200)
    author = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.DRAFT)
    cover = models.JSONField(default=dict, help_text="The committee's cover page, field by field (V-29)")
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    review_job = models.ForeignKey(
        Job,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="What makes the documents to approve; those are published, byte for byte",
    )
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-year", "-number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "year", "number"], name="report_once_a_year"),
            models.CheckConstraint(
                condition=Q(number=1, corrects=None, why_corrected="")
                | Q(number__gt=1, corrects__isnull=False) & ~Q(why_corrected=""),
                name="report_correction_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "in_review"])
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="report_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("submitted_by")),
                name="report_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=False, published_by__isnull=False, state="published")
                | Q(published_at=None, published_by=None) & ~Q(state="published"),
                name="report_published_by_somebody",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="published_stands",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="published"),
            )
        ]

    @property
    def year_label(self) -> str:
        """2026 -> 2025-26."""
        return f"{self.year - 1}-{self.year % 100:02d}"

    @property
    def edition_label(self) -> str:
        """Which correction it is; empty for the report as it was first published."""
        if self.number == 1:
            return ""
        return f"{ORDINALS.get(self.number, f'Edition {self.number} of the report')}, corrected"


def stands_with_its_report() -> pgtrigger.Trigger:
    """Refuses any change to a part of a report that is published."""
    return pgtrigger.Trigger(
        name="stands_with_its_report",
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        declare=[("of_report", "BIGINT")],
        func="""
            of_report := CASE WHEN TG_OP = 'DELETE' THEN OLD.report_id ELSE NEW.report_id END;
            IF EXISTS (SELECT 1 FROM reporting_report WHERE id = of_report AND state = 'published') THEN
                RAISE EXCEPTION 'The report is published and stands as it is';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,
    )


@pghistory.track()
class ReportSection(models.Model):
    """A section of a report: which (reporting/report/sections.py), whether it is in, where it stands, and
    what the author wrote."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="sections")
    key = models.CharField(max_length=40)
    title = models.CharField(max_length=120, blank=True, help_text="Empty: the title of the template")
    position = models.PositiveSmallIntegerField()
    is_included = models.BooleanField(default=True)
    narrative = models.TextField(blank=True)
    exhibits = models.JSONField(
        default=dict,
        help_text="Keys of exhibits: `without` the usual ones, `with` those taken in, in which `order`",
    )
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["report", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="report_section_once")]
        triggers = [stands_with_its_report()]


@pghistory.track()
class SectionComment(models.Model):
    """What author and approver say to each other about a section. It is never printed."""

    section = models.ForeignKey(ReportSection, models.CASCADE, related_name="comments")
    text = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["section", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="comment_settled_by_somebody",
            )
        ]


@pghistory.track(exclude=["content", "figures", "printed", "web_page"])
class ReportDocument(models.Model):
    """One generated document with the figures frozen for it. Never changed afterwards: the database
    refuses."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="documents")
    number = models.PositiveSmallIntegerField(help_text="1 for the first PDF of the report, and so on")
    edition = models.CharField(max_length=10, choices=Edition, default=Edition.INTERNAL)
    job = models.ForeignKey(Job, models.PROTECT, null=True, related_name="documents")
    printed = models.JSONField(
        help_text="The edition as it is printed: edition/printed.py. Page, workbook and CSV are drawn from it"
    )
    figures = models.JSONField(help_text="What it was printed from: edition/evidence.py")
    figures_at = models.DateTimeField()
    content = models.BinaryField()
    pages = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    is_published = models.BooleanField(default=False)
    web_page = models.BinaryField(
        default=b"", help_text="A published edition that everybody may read as one web page: edition/alone.py"
    )
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["report", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="report_document_number_once"),
            models.UniqueConstraint(fields=["job", "edition"], name="report_document_once_a_job"),
            models.CheckConstraint(condition=Q(pages__gt=0), name="report_document_has_pages"),
            models.UniqueConstraint(
                fields=["report", "edition"],
                condition=Q(is_published=True),
                name="report_edition_published_once",
            ),
            models.CheckConstraint(
                condition=Q(web_page=b"") | Q(is_published=True, edition__in=["public", "children"]),
                name="report_web_page_is_published",
            ),
        ]
        triggers = [pgtrigger.Protect(name="stands_as_made", operation=pgtrigger.Update | pgtrigger.Delete)]

    @property
    def is_for_everybody(self) -> bool:
        """Whether it is published and holds nothing that not everybody may read."""
        return self.is_published and self.edition in FOR_EVERYBODY
