"""What a report holds besides text and figures: priorities, voices with their consent, whom it goes to, what
was corrected later."""

import uuid

import pghistory
from django.db import models
from django.db.models import Q

from accounts.models import Authority, User
from reporting.models.reports import Report, ReportDocument, stands_with_its_report


class PriorityStatus(models.TextChoices):
    """V-39: what became of a priority. Not reported is a state of its own."""

    NOT_REPORTED = "not_reported", "Not reported yet"
    DONE = "done", "Done"
    PARTLY = "partly", "Partly done"
    NOT_DONE = "not_done", "Not done"


@pghistory.track()
class Priority(models.Model):
    """Something the service will do in a year, how it will be known, and in the next report what became of
    it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="report_priorities")
    year = models.PositiveSmallIntegerField(help_text="The collection year in which it is to be done")
    position = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=200)
    action = models.TextField(blank=True, help_text="What will be done")
    child_words = models.CharField(
        max_length=200, blank=True, help_text="The same in words for children, for their edition"
    )
    owner = models.CharField(max_length=120, blank=True, help_text="Who leads, by post")
    due_on = models.DateField(null=True)
    measure = models.CharField(max_length=60, blank=True, help_text="Code of the measure that shows it")
    theme = models.CharField(max_length=80, blank=True, help_text="What it belongs to, as Permanence")
    outcome = models.CharField(max_length=300, blank=True, help_text="What will be better for children")
    aim = models.CharField(max_length=60, blank=True, help_text="What the measure is to reach, as 95%")
    status = models.CharField(max_length=12, choices=PriorityStatus, default=PriorityStatus.NOT_REPORTED)
    progress = models.TextField(blank=True)

    class Meta:
        ordering = ["year", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="not_reported") | ~Q(progress=""), name="priority_status_says_why"
            )
        ]


@pghistory.track()
class CaseExample(models.Model):
    """An example or quotation that an IRO or the QA manager noted in the course of the year, without names.
    A report takes it over as a voice, with consent.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="case_examples")
    about = models.CharField(max_length=120, help_text="Its theme, as Permanence or Education")
    text = models.TextField()
    happened_on = models.DateField()
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, help_text="When a report took it over; empty: not yet")

    class Meta:
        ordering = ["-happened_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="case_example_says_something"),
            models.CheckConstraint(condition=~Q(about=""), name="case_example_has_a_theme"),
        ]


class VoiceKind(models.TextChoices):
    EXAMPLE = "example", "Case example"
    QUOTATION = "quotation", "Quotation"
    DRAWING = "drawing", "Drawing"
    YOU_SAID = "you_said", "You said, we did"


@pghistory.track(exclude=["image"])
class Voice(models.Model):
    """A case example, a quotation, a drawing, or what children asked for. With consent, screened, and signed
    off by name."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    report = models.ForeignKey(Report, models.CASCADE, related_name="voices")
    kind = models.CharField(max_length=10, choices=VoiceKind)
    section = models.CharField(max_length=40, help_text="Key of the section in which it stands")
    text = models.TextField(blank=True)
    answer = models.TextField(blank=True, help_text="What was done")
    consent_by = models.CharField(
        max_length=120, blank=True, help_text="Who consented, by role: the young person"
    )
    consent_on = models.DateField(null=True)
    screened_at = models.DateTimeField(
        null=True, help_text="When it was held against names, dates, places and schools"
    )
    signed_off_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    signed_off_at = models.DateTimeField(null=True)
    image = models.BinaryField(blank=True)
    image_type = models.CharField(max_length=20, blank=True)
    alternative = models.CharField(max_length=250, blank=True, help_text="The image in words")
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["report", "kind", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="you_said") | Q(consent_on__isnull=False) & ~Q(consent_by=""),
                name="voice_with_consent",
            ),
            models.CheckConstraint(
                condition=~Q(kind="drawing") | (~Q(alternative="") & ~Q(image_type="")),
                name="voice_drawing_with_words",
            ),
            models.CheckConstraint(condition=Q(kind="drawing") | ~Q(text=""), name="voice_says_something"),
            models.CheckConstraint(
                condition=Q(signed_off_by=None, signed_off_at=None)
                | Q(signed_off_by__isnull=False, signed_off_at__isnull=False, screened_at__isnull=False),
                name="voice_screened_before_sign_off",
            ),
        ]
        triggers = [stands_with_its_report()]


@pghistory.track()
class SettledFind(models.Model):
    """Words of a report that may tell who somebody is, and why they may stand all the same."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="settled_finds")
    section = models.CharField(max_length=40)
    words = models.CharField(max_length=200)
    reason = models.CharField(max_length=300)
    settled_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["report", "section", "words"]
        constraints = [
            models.UniqueConstraint(fields=["report", "section", "words"], name="settled_find_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="settled_find_says_why"),
        ]
        triggers = [stands_with_its_report()]


@pghistory.track()
class Presentation(models.Model):
    """A body that receives a report, and when it was sent and presented. Goes on after publication."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    report = models.ForeignKey(Report, models.CASCADE, related_name="presentations")
    body = models.CharField(max_length=120)
    sent_on = models.DateField(null=True)
    presented_on = models.DateField(null=True)
    note = models.CharField(max_length=250, blank=True)

    class Meta:
        ordering = ["report", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "body"], name="presentation_once_a_body")]


@pghistory.track()
class DocumentRestatement(models.Model):
    """A published figure that would be another one today: what it was, what it is. The document stays as it
    is."""

    document = models.ForeignKey(ReportDocument, models.PROTECT, related_name="restatements")
    code = models.CharField(max_length=60)
    period = models.CharField(max_length=40)
    was = models.TextField()
    now = models.TextField()
    why = models.CharField(max_length=300, blank=True)
    found_at = models.DateTimeField()

    class Meta:
        ordering = ["document", "code", "found_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "code", "period", "now"], name="document_restatement_once"
            )
        ]
