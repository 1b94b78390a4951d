"""Decisions of reviews: one identity across reviews, tasked to a manager, answered or lapsed, carried out."""

import uuid
from dataclasses import asdict, dataclass
from datetime import date

import pghistory
from django.db import models
from django.db.models import F, Q

from accounts.models import OutgoingMail, Team, User
from children.models import Child
from reviews.models.review import Review


class Progress(models.TextChoices):
    NOT_STARTED = "NOT_STARTED", "not started"
    IN_PROGRESS = "IN_PROGRESS", "in progress"
    DONE = "DONE", "done"
    SUPERSEDED = "SUPERSEDED", "no longer needed"


@dataclass(frozen=True)
class Wording:
    """What a decision says (PO-9), kept beside whatever was done with these very words."""

    outcome: str
    action: str
    owner: str
    due_on: date
    how_known: str

    def stored(self) -> dict[str, str]:
        """As JSON."""
        return asdict(self) | {"due_on": self.due_on.isoformat()}

    @classmethod
    def from_stored(cls, data: dict[str, str]) -> "Wording":
        due_on = date.fromisoformat(data["due_on"])
        return cls(data["outcome"], data["action"], data["owner"], due_on, data["how_known"])


@pghistory.track()
class Decision(models.Model):
    """What a review decided (PO-9): outcome wanted, action, who, by when, how it will be known. Keeps its
    identity when carried over.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="decisions")
    made_at = models.ForeignKey(Review, models.PROTECT, related_name="decisions_made")
    outcome = models.CharField(max_length=500, help_text="What will be better for the child")
    action = models.CharField(max_length=1000)
    owner = models.CharField(max_length=120, help_text="Who will do it")
    due_on = models.DateField()
    how_known = models.CharField(max_length=500, help_text="How we will know it is done")
    progress = models.CharField(max_length=12, choices=Progress, default=Progress.NOT_STARTED)
    closed_on = models.DateField(null=True, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["child", "due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(progress__in=["DONE", "SUPERSEDED"], closed_on__isnull=False)
                | Q(progress__in=["NOT_STARTED", "IN_PROGRESS"], closed_on=None),
                name="decision_closed_paired",
            )
        ]
        indexes = [models.Index(fields=["child", "progress"], name="decision_by_child")]

    @property
    def wording(self) -> Wording:
        """What it says now."""
        return Wording(self.outcome, self.action, self.owner, self.due_on, self.how_known)


class Fate(models.TextChoices):
    """What a review did with a decision."""

    MADE = "MADE", "new decision"
    CARRIED = "CARRIED", "carried over"
    DONE = "DONE", "done"
    SUPERSEDED = "SUPERSEDED", "no longer needed"


@pghistory.track()
class DecisionAtReview(models.Model):
    """A decision as one review left it: made there, carried over, or found done. What it says never follows
    later changes.
    """

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="at_reviews")
    review = models.ForeignKey(Review, models.PROTECT, related_name="decisions")
    position = models.PositiveSmallIntegerField()
    fate = models.CharField(max_length=10, choices=Fate, default=Fate.MADE)
    words = models.JSONField(help_text="The Wording agreed at this review")
    evidence = models.TextField(blank=True, help_text="How it was known to be done or no longer needed")
    is_carried_over = models.BooleanField(default=False)
    times_carried = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["review", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "review"], name="decision_at_review_once"),
            models.CheckConstraint(
                condition=Q(is_carried_over=False, times_carried=0)
                | Q(is_carried_over=True, times_carried__gt=0),
                name="decision_carried_paired",
            ),
            models.CheckConstraint(
                condition=Q(is_carried_over=True, fate="CARRIED")
                | Q(is_carried_over=False) & ~Q(fate="CARRIED"),
                name="decision_fate_paired",
            ),
        ]

    @property
    def wording(self) -> Wording:
        """What it said when the review agreed it."""
        return Wording.from_stored(self.words)


class AnswerState(models.TextChoices):
    """Agreed, queried, objected or lapsed: a manager's silence is an outcome of its own (PO-3), never
    consent.
    """

    WAITING = "WAITING", "waiting for an answer"
    AGREED = "AGREED", "agreed"
    QUERIED = "QUERIED", "queried"
    OBJECTED = "OBJECTED", "objected to"
    LAPSED = "LAPSED", "no answer: stands by default"


class ResponseKind(models.TextChoices):
    KEPT = "KEPT", "the decision stays as it is"
    CHANGED = "CHANGED", "the decision was changed and sent again"


@pghistory.track()
class DecisionAnswer(models.Model):
    """The task that sends a decision to the child's team manager, and the manager's answer (PO-1 to PO-4)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="answers")
    review = models.ForeignKey(Review, models.PROTECT, related_name="answers")
    team = models.ForeignKey(
        Team,
        models.PROTECT,
        null=True,
        related_name="answers",
        help_text="The child's team when it was sent; empty: no team recorded",
    )
    round = models.PositiveSmallIntegerField(
        default=1, help_text="2 and up: sent again after the IRO changed it"
    )
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    due_on = models.DateField(help_text="PO-2: five working days after sending")
    words = models.JSONField(help_text="The Wording that was sent, to which the answer is")
    state = models.CharField(max_length=10, choices=AnswerState, default=AnswerState.WAITING)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=1000, blank=True)
    proposed_on = models.DateField(null=True, help_text="The date a manager proposes; empty: none")
    lapsed_on = models.DateField(null=True)
    reminded_on = models.DateField(null=True, help_text="When the manager was reminded; empty: not yet")
    late_comment = models.CharField(
        max_length=1000, blank=True, help_text="A query raised after the decision had lapsed"
    )
    late_comment_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    late_comment_at = models.DateTimeField(null=True)
    response = models.CharField(
        max_length=1000, blank=True, help_text="The IRO's response to a query or objection"
    )
    response_kind = models.CharField(max_length=8, choices=ResponseKind, blank=True)
    responded_at = models.DateTimeField(null=True)
    amended_at = models.DateTimeField(
        null=True, help_text="When the record last ceased to say what was answered"
    )
    told_at = models.DateTimeField(null=True, help_text="When the manager was told of that; empty: not yet")
    told_mail = models.ForeignKey(
        OutgoingMail, models.PROTECT, null=True, related_name="+", help_text="Empty: told in another way"
    )

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "review", "round"], name="answer_once"),
            models.CheckConstraint(
                condition=Q(
                    state__in=["AGREED", "QUERIED", "OBJECTED"],
                    answered_at__isnull=False,
                    answered_by__isnull=False,
                    lapsed_on=None,
                )
                | Q(state="WAITING", answered_at=None, answered_by=None, lapsed_on=None)
                | Q(state="LAPSED", answered_at=None, answered_by=None, lapsed_on__isnull=False),
                name="answer_state_paired",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["QUERIED", "OBJECTED"]) | ~Q(reason=""), name="answer_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(proposed_on=None) | Q(state__in=["QUERIED", "OBJECTED"]),
                name="answer_proposal_is_no_agreement",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("sent_by")), name="answer_not_ones_own"
            ),
            models.CheckConstraint(
                condition=Q(lapsed_on=None) | Q(lapsed_on__gt=F("due_on")), name="answer_lapses_after_limit"
            ),
            models.CheckConstraint(
                condition=Q(late_comment="", late_comment_by=None, late_comment_at=None)
                | ~Q(late_comment="") & Q(late_comment_by__isnull=False, late_comment_at__isnull=False),
                name="answer_late_comment_paired",
            ),
            models.CheckConstraint(
                condition=Q(response="", response_kind="", responded_at=None)
                | ~Q(response="") & ~Q(response_kind="") & Q(responded_at__isnull=False),
                name="answer_response_paired",
            ),
            models.UniqueConstraint(
                fields=["decision"], condition=Q(state="WAITING"), name="answer_one_waiting"
            ),
            models.CheckConstraint(
                condition=(
                    Q(amended_at=None) | Q(answered_by__isnull=False) | Q(late_comment_by__isnull=False)
                )
                & (Q(told_at=None) | Q(amended_at__isnull=False))
                & (Q(told_mail=None) | Q(told_at__isnull=False)),
                name="answer_told_of_an_amendment",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on"], name="answer_by_state"),
            models.Index(fields=["team", "state"], name="answer_by_team"),
        ]

    @property
    def by_manager(self) -> User | None:
        """Who answered it, or queried it later."""
        return self.answered_by or self.late_comment_by

    @property
    def wording(self) -> Wording:
        """What was sent, and answered."""
        return Wording.from_stored(self.words)


@pghistory.track()
class ProgressUpdate(models.Model):
    """What the social worker or manager says of a decision's progress. The IRO alone says that it is met."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="updates")
    progress = models.CharField(max_length=12, choices=Progress)
    note = models.CharField(max_length=1000)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["decision", "-pk"]


@pghistory.track()
class ProgressRequest(models.Model):
    """The IRO asks the social worker how far a decision is, by a day; the next report of progress
    answers it.
    """

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="requests")
    question = models.CharField(max_length=500, blank=True)
    asked_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="Empty: the portal, for a date that passed",
    )
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    chase_on = models.DateField(null=True, help_text="When the next reminder goes out; empty: never")
    chases = models.PositiveSmallIntegerField(default=0)
    answer = models.OneToOneField(
        ProgressUpdate, models.PROTECT, null=True, related_name="request", help_text="Empty: not yet"
    )

    class Meta:
        ordering = ["decision", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision"], condition=Q(answer=None), name="progress_request_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"progress request {self.pk}"
