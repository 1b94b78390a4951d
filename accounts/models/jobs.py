"""Long work and mail. The rows are the truth; the broker only carries a hint that there is something to
do.
"""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Q

from accounts.clock import now

ON_ITS_WAY = timedelta(minutes=5)
"""How long a mail that nobody has tried to send yet is only being sent."""


class JobState(models.TextChoices):
    QUEUED = "QUEUED", "waiting"
    RUNNING = "RUNNING", "running"
    DONE = "DONE", "done"
    FAILED = "FAILED", "failed"


class Job(models.Model):
    """A piece of work for the worker: created in the transaction that wants it, sent after commit, swept
    until ended.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    key = models.CharField(
        max_length=200, help_text="What the work is, so that the same is not done twice at once"
    )
    title = models.CharField(
        max_length=200, blank=True, help_text="What it makes, in the words of who asked; no child's name"
    )
    authority = models.ForeignKey("accounts.Authority", models.PROTECT, null=True, related_name="jobs")
    requested_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="jobs")
    params = models.JSONField(default=dict, help_text="Ids and dates only")
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    percent = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=300, blank=True)
    result = models.JSONField(default=dict)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, help_text="Empty: the broker could not be told yet")
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True, help_text="When the person who asked saw that it ended")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=Q(state__in=["QUEUED", "RUNNING"]),
                name="job_once_at_a_time",
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="job_percent_range"),
            models.CheckConstraint(
                condition=Q(state__in=["QUEUED", "RUNNING"], finished_at=None)
                | Q(state__in=["DONE", "FAILED"], finished_at__isnull=False),
                name="job_finished_paired",
            ),
        ]
        indexes = [models.Index(fields=["state", "id"], name="job_by_state")]

    def __str__(self) -> str:
        return f"{self.kind} {self.get_state_display()}"


class MailState(models.TextChoices):
    WAITING = "WAITING", "waiting to be sent"
    SENT = "SENT", "sent"
    FAILED = "FAILED", "could not be sent"
    HELD = "HELD", "not sent to this person"


DID_NOT_GO = (MailState.FAILED, MailState.HELD)
"""The mail server did not take it, or the person may not read what it is about: nobody was told."""


LONGEST_SUBJECT = 200
"""Characters of the subject of a mail; a longer one is cut short, as the mail itself says it again."""


class OutgoingMail(models.Model):
    """An email the portal owes somebody. Never holds a child's name. Failed is shown and tried again, never
    counted as sent.
    """

    authority = models.ForeignKey("accounts.Authority", models.PROTECT, related_name="mails")
    to = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        related_name="mails",
        help_text="Empty: to somebody without an account, at the address",
    )
    address = models.EmailField(blank=True, help_text="Empty: the person's own")
    subject = models.CharField(max_length=LONGEST_SUBJECT)
    body = models.TextField()
    about_type = models.CharField(max_length=60, blank=True)
    about_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=MailState, default=MailState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="SENT", sent_at__isnull=False) | (~Q(state="SENT") & Q(sent_at=None)),
                name="mail_sent_paired",
            ),
            models.CheckConstraint(condition=Q(to__isnull=False) | ~Q(address=""), name="mail_has_recipient"),
        ]
        indexes = [
            models.Index(fields=["about_type", "about_id"], name="mail_by_about"),
            models.Index(fields=["state", "id"], name="mail_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.get_state_display()})"

    @property
    def is_being_sent(self) -> bool:
        """Written minutes ago and not tried yet: on its way, and no reason to worry."""
        is_new = self.created_at is not None and now() - self.created_at < ON_ITS_WAY
        return self.state == MailState.WAITING and not self.attempts and is_new

    @property
    def to_whom(self) -> str:
        """The recipient as a page names them. Who has no account is not named: the page of unsent mails shows
        no child's family.
        """
        return self.to.name if self.to else "somebody without an account"
