"""Who has looked; who may look by name or by reason; who has asked."""

import uuid

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import TruncDate
from django.utils.timezone import localdate

from accounts.models.audit import refuse_truncate


class AccessLog(models.Model):
    """One read of a child's record. Append-only. Children are a floor above, so the child stands here as an
    id.
    """

    at = models.DateTimeField(db_index=True)
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    authority = models.ForeignKey("accounts.Authority", models.PROTECT, related_name="+")
    child_id = models.BigIntegerField()
    page = models.CharField(max_length=80, help_text="Name of the page, not its address")
    allowed = models.BooleanField(default=True)
    reason = models.CharField(max_length=500, blank=True)
    filters = models.CharField(
        max_length=300, blank=True, help_text="How the list was narrowed, in words; never what was typed"
    )

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["child_id", "-id"], name="access_by_child"),
            models.Index(fields=["authority", "-at"], name="access_by_authority"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            refuse_truncate(),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.page}"


@pghistory.track()
class AccessGrant(models.Model):
    """A person named on a restricted record to a last day, or let in for some hours by a reason.

    A name that has run out stays in its row until somebody takes it back or gives it anew.
    """

    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="grants")
    child_id = models.BigIntegerField(db_index=True)
    reason = models.CharField(max_length=500)
    granted_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, help_text="Of who opened it by a reason; empty: named")
    until = models.DateField(null=True, help_text="The last day on which the name opens the record")
    review_on = models.DateField(null=True, help_text="A QA manager looks at the name again by this day")
    reminded_on = models.DateField(null=True, help_text="Last told to the QA managers: review or end is near")
    end_told_on = models.DateField(null=True, help_text="The person was last told that the name has ended")
    is_iro: bool
    """Put here by the page that lists names: whether the person is the child's IRO."""
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "child_id"],
                condition=Q(revoked_at=None, expires_at=None),
                name="grant_standing_once",
            ),
            models.CheckConstraint(
                condition=Q(expires_at=None) | Q(expires_at__gt=F("granted_at")), name="grant_expires_after"
            ),
            models.CheckConstraint(
                condition=Q(expires_at=None, until__isnull=False, review_on__isnull=False)
                | Q(expires_at__isnull=False, until=None, review_on=None),
                name="grant_name_has_its_days",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=TruncDate("granted_at")), name="grant_ends_after_given"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(review_on__lte=F("until")), name="grant_reviewed_by_its_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} from {localdate(self.granted_at):%-d %B %Y}"


class RequestState(models.TextChoices):
    WAITING = "WAITING", "waiting"
    GRANTED = "GRANTED", "granted"
    REFUSED = "REFUSED", "refused"
    ENDED = "ENDED", "closed: the record is no longer restricted"


@pghistory.track()
class AccessRequest(models.Model):
    """Somebody asked, with a reason, to see a restricted record; the QA manager answers."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="access_requests")
    authority = models.ForeignKey("accounts.Authority", models.PROTECT, related_name="access_requests")
    child_id = models.BigIntegerField(db_index=True)
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.WAITING)
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer_reason = models.CharField(max_length=500, blank=True)
    child_number: str
    """Put here by the page that lists requests; the number is kept with the child."""

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "child_id"], condition=Q(state="WAITING"), name="access_request_once"
            ),
            models.CheckConstraint(
                condition=Q(state="WAITING", answered_by=None, answered_at=None)
                | (~Q(state="WAITING") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="access_request_answer_paired",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_state_display()}"
