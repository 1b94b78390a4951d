"""What people have typed and not sent yet, and which forms have been sent, so that a second click does
nothing twice.
"""

from django.db import models
from django.db.models import Q


class Draft(models.Model):
    """The unsent words of one person in one form. Nobody else ever sees them.

    The words are JSON in a text column, not in a JSON one: PostgreSQL's own JSON refuses characters that
    people do paste,
    and a draft refuses nothing. Once the form has been sent the row stays for a while without words, so that
    another
    window of the same person learns that it was.
    """

    person = models.ForeignKey("accounts.User", models.PROTECT, related_name="drafts")
    kind = models.CharField(max_length=100, help_text="Name of the address that takes the form")
    subject = models.CharField(max_length=200, blank=True, help_text="What the address is about")
    part = models.CharField(
        max_length=100, blank=True, help_text="Which form, where one address takes several"
    )
    page = models.CharField(max_length=500, help_text="Address of the page that the form is on")
    title = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    late_words = models.TextField(
        blank=True, help_text="Sent by a page older than the draft: of an ended session, or of another window"
    )
    late_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-saved_at"]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "subject", "part"], name="draft_once"),
            models.CheckConstraint(condition=Q(sent_at=None) | Q(words=""), name="draft_sent_is_empty"),
            models.CheckConstraint(
                condition=Q(late_words="", late_at=None) | (~Q(late_words="") & Q(late_at__isnull=False)),
                name="draft_late_paired",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class SentForm(models.Model):
    """A form that was sent: its second copy (a double click, back and again) is led to what the first one
    did.
    """

    token = models.CharField(
        max_length=64, unique=True, help_text="Digest of the form's own number and content"
    )
    person = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    acted_at = models.DateTimeField(
        null=True, help_text="When its action was written, in the same transaction"
    )
    led_to = models.CharField(max_length=500, blank=True, help_text="Address that the first one was led to")

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["sent_at"], name="sent_form_by_time")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.sent_at.isoformat()}"
