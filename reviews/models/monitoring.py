"""The monitoring form after every review (P-50 to P-53):

its questions as versioned data, one form a review, answers, issues; good practice.
"""

import uuid

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q

from accounts.models import Authority, Team, User, Worker
from children.models import Child
from reviews.models.review import Review


class QuestionKind(models.TextChoices):
    YES_NO = "YES_NO", "yes, no, not applicable or not known"
    GRADE = "GRADE", "a grade from 1 to 4"
    DATE = "DATE", "a date"
    TEXT = "TEXT", "words"


class YesNo(models.TextChoices):
    YES = "YES", "Yes"
    NO = "NO", "No"
    NOT_APPLICABLE = "NOT_APPLICABLE", "Not applicable"
    NOT_KNOWN = "NOT_KNOWN", "Not known"


class Grade(models.TextChoices):
    INADEQUATE = "1", "1: inadequate"
    WEAK = "2", "2: needs improvement"
    GOOD = "3", "3: good"
    VERY_GOOD = "4", "4: very good"
    NOT_KNOWN = "NOT_KNOWN", "Not known"


class Applies(models.TextChoices):
    """At which reviews a question is asked."""

    ALWAYS = "ALWAYS", "at every review"
    SECOND_REVIEW = "SECOND_REVIEW", "at the second review only"
    SCHOOL_AGE = "SCHOOL_AGE", "for children of school age"
    AGED_4 = "AGED_4", "for children aged 4 and over"
    AGED_16 = "AGED_16", "for young people aged 16 and over"


class SeenBy(models.TextChoices):
    LINE = "LINE", "the manager, IROs and the QA manager"
    IRO = "IRO", "IROs and the QA manager only"


class Flag(models.TextChoices):
    """Which answers offer to raise an issue with the manager."""

    NEVER = "", "none"
    NO = "NO", "the answer no"
    YES = "YES", "the answer yes"
    LOW = "LOW", "the grades 1 and 2"


_FINAL = """
    IF EXISTS (SELECT 1 FROM reviews_monitoringversion
               WHERE id IN (NEW.version_id, OLD.version_id) AND published_at IS NOT NULL) THEN
        RAISE EXCEPTION 'a published monitoring form is final';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""


@pghistory.track()
class MonitoringVersion(models.Model):
    """One version of a council's monitoring form.

    Once it is published the database refuses any change to it and its questions.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="monitoring_versions")
    number = models.PositiveSmallIntegerField()
    starts_on = models.DateField(null=True, help_text="For reviews from this day on")
    created_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", help_text="Empty: the form that the portal ships"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["authority", "number"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "number"], name="monitoring_version_once"),
            models.UniqueConstraint(fields=["authority", "starts_on"], name="monitoring_version_one_a_day"),
            models.UniqueConstraint(
                fields=["authority"], condition=Q(published_at=None), name="monitoring_version_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, published_by=None, starts_on=None)
                | Q(published_at__isnull=False, starts_on__isnull=False),
                name="monitoring_version_published_paired",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="published_is_final",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"version {self.number}"


@pghistory.track()
class MonitoringQuestion(models.Model):
    """One question of a version.

    Its text is data: it is shown escaped and is never a template. `key` joins it to its other versions.
    """

    version = models.ForeignKey(MonitoringVersion, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    section = models.CharField(max_length=80)
    key = models.SlugField(max_length=36)
    text = models.CharField(max_length=300)
    hint = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=10, choices=QuestionKind)
    applies = models.CharField(max_length=15, choices=Applies, default=Applies.ALWAYS)
    seen_by = models.CharField(max_length=5, choices=SeenBy, default=SeenBy.LINE)
    flag = models.CharField(max_length=5, choices=Flag, blank=True)
    known_from = models.CharField(
        max_length=30, blank=True, help_text="Which known fact answers it first (reviews/monitoring/known.py)"
    )

    class Meta:
        ordering = ["version", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="monitoring_question_key_once"),
            models.CheckConstraint(
                condition=Q(flag="") | Q(flag__in=["YES", "NO"], kind="YES_NO") | Q(flag="LOW", kind="GRADE"),
                name="monitoring_question_flag_fits",
            ),
            models.CheckConstraint(
                condition=Q(known_from="") | Q(kind="YES_NO"), name="monitoring_question_known_is_yes_no"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="published_is_final",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=_FINAL,
            )
        ]

    def __str__(self) -> str:
        return self.key


class FormState(models.TextChoices):
    """Acknowledged says that the manager has read the form. It does not say that they agree."""

    DUE = "DUE", "to be completed by the IRO"
    SENT = "SENT", "sent to the manager"
    ACKNOWLEDGED = "ACKNOWLEDGED", "acknowledged by the manager"


@pghistory.track()
class MonitoringForm(models.Model):
    """The form after one review: due, completed and sent to the first-line manager, acknowledged."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    review = models.OneToOneField(Review, models.PROTECT, related_name="monitoring_form")
    child = models.ForeignKey(Child, models.PROTECT, related_name="monitoring_forms")
    version = models.ForeignKey(MonitoringVersion, models.PROTECT, related_name="forms")
    state = models.CharField(max_length=12, choices=FormState, default=FormState.DUE)
    due_on = models.DateField(help_text="Last day for the IRO")
    team = models.ForeignKey(
        Team,
        models.PROTECT,
        null=True,
        related_name="monitoring_forms",
        help_text="The child's team when it was sent; empty: no team recorded",
    )
    completed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    completed_at = models.DateTimeField(null=True)
    answer_due_on = models.DateField(null=True, help_text="Last day for the manager")
    acknowledged_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)
    chase_on = models.DateField(null=True, help_text="When the next reminder goes out; empty: nobody is late")
    chases = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="DUE", completed_by=None, completed_at=None, answer_due_on=None)
                | Q(
                    state__in=["SENT", "ACKNOWLEDGED"],
                    completed_by__isnull=False,
                    completed_at__isnull=False,
                    answer_due_on__isnull=False,
                ),
                name="monitoring_completed_paired",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="ACKNOWLEDGED",
                    acknowledged_by__isnull=False,
                    acknowledged_at__isnull=False,
                    chase_on=None,
                )
                | ~Q(state="ACKNOWLEDGED") & Q(acknowledged_by=None, acknowledged_at=None),
                name="monitoring_acknowledged_paired",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_by=None) | ~Q(acknowledged_by=F("completed_by")),
                name="monitoring_not_ones_own",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "chase_on"], name="monitoring_by_state"),
            models.Index(fields=["completed_at"], name="monitoring_by_completed"),
            models.Index(fields=["team", "state"], name="monitoring_by_team"),
        ]

    def __str__(self) -> str:
        return f"monitoring form {self.public_id}"


@pghistory.track()
class MonitoringAnswer(models.Model):
    """The answer to one question of a form.

    A question that was not asked has no row; not known is an answer.
    """

    form = models.ForeignKey(MonitoringForm, models.CASCADE, related_name="answers")
    question = models.ForeignKey(MonitoringQuestion, models.PROTECT, related_name="answers")
    value = models.CharField(max_length=15, blank=True, help_text="YesNo or Grade")
    on = models.DateField(null=True)
    text = models.CharField(max_length=2000, blank=True)

    class Meta:
        ordering = ["form", "question__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["form", "question"], name="monitoring_answer_once"),
            models.CheckConstraint(
                condition=Q(value__in=[*YesNo.values, *Grade.values], on=None, text="")
                | Q(value="", text="", on__isnull=False)
                | Q(value="", on=None) & ~Q(text=""),
                name="monitoring_answer_one_kind",
            ),
        ]
        indexes = [models.Index(fields=["question", "value"], name="monitoring_answer_by_value")]


class IssueState(models.TextChoices):
    OPEN = "OPEN", "waiting for the manager"
    ANSWERED = "ANSWERED", "answered by the manager"
    CLOSED = "CLOSED", "closed by the IRO"


class ResponseKind(models.TextChoices):
    WILL_ACT = "WILL_ACT", "it will be done"
    DONE = "DONE", "it is done"
    DISAGREE = "DISAGREE", "the manager does not agree"


@pghistory.track()
class MonitoringIssue(models.Model):
    """What a form asks the manager to put right. Answered by the manager, closed by the IRO alone."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form = models.ForeignKey(MonitoringForm, models.PROTECT, related_name="issues")
    question = models.ForeignKey(
        MonitoringQuestion, models.PROTECT, null=True, related_name="+", help_text="Empty: raised by itself"
    )
    text = models.CharField(max_length=1000)
    state = models.CharField(max_length=10, choices=IssueState, default=IssueState.OPEN)
    response_kind = models.CharField(max_length=10, choices=ResponseKind, blank=True)
    response = models.CharField(max_length=1000, blank=True)
    act_by = models.DateField(null=True, help_text="When it will be done by")
    responded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    responded_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=500, blank=True, help_text="What became of it, in the IRO's words")
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["form", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(responded_by=None, responded_at=None, response="", response_kind="", act_by=None)
                | Q(responded_by__isnull=False, responded_at__isnull=False)
                & ~Q(response="")
                & ~Q(response_kind=""),
                name="monitoring_issue_response_paired",
            ),
            models.CheckConstraint(
                condition=Q(state="OPEN", responded_at=None)
                | Q(state="ANSWERED", responded_at__isnull=False)
                | Q(state="CLOSED"),
                name="monitoring_issue_state_fits",
            ),
            models.CheckConstraint(
                condition=Q(state="CLOSED", closed_by__isnull=False, closed_at__isnull=False) & ~Q(outcome="")
                | ~Q(state="CLOSED") & Q(closed_by=None, closed_at=None, outcome=""),
                name="monitoring_issue_closed_paired",
            ),
            models.CheckConstraint(
                condition=~Q(response_kind="WILL_ACT") | Q(act_by__isnull=False),
                name="monitoring_issue_act_has_date",
            ),
        ]


class PraiseKind(models.TextChoices):
    GOOD_PRACTICE = "GOOD_PRACTICE", "good practice that the IRO saw"
    COMPLIMENT = "COMPLIMENT", "a compliment that somebody gave"


@pghistory.track()
class GoodPractice(models.Model):
    """Good practice seen, or a compliment passed on (P-69): sent to the worker and to the manager."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="good_practice")
    form = models.ForeignKey(MonitoringForm, models.PROTECT, null=True, related_name="good_practice")
    kind = models.CharField(max_length=15, choices=PraiseKind)
    worker = models.ForeignKey(
        Worker,
        models.PROTECT,
        null=True,
        related_name="good_practice",
        help_text="Whose work it was; empty: the team's",
    )
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="good_practice")
    text = models.CharField(max_length=2000)
    from_whom = models.CharField(max_length=120, blank=True, help_text="Who gave the compliment")
    happened_on = models.DateField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-happened_on", "-pk"]
        verbose_name_plural = "good practice"
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="good_practice_says_something"),
            models.CheckConstraint(
                condition=Q(kind="COMPLIMENT") & ~Q(from_whom="") | Q(kind="GOOD_PRACTICE", from_whom=""),
                name="good_practice_from_whom",
            ),
        ]
        indexes = [models.Index(fields=["team", "happened_on"], name="good_practice_by_team")]
