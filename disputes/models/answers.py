"""What managers answer, what they promise with it, and what stands beside the stages:

notes, advice, Cafcass, cover.
"""

import uuid
from datetime import date, timedelta

import pghistory
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from disputes.models.concern import Concern, ConcernStep


class Stance(models.TextChoices):
    ACCEPTED = "ACCEPTED", "accepts the concern"
    PARTLY = "PARTLY", "accepts part of it"
    NOT_ACCEPTED = "NOT_ACCEPTED", "does not accept it"


class AboutWords(models.Model):
    """What somebody said to a concern, with its words as they stood then. The IRO may change them later: what
    was said to the earlier ones was not said to those."""

    concern_text = models.CharField("concern as it stood then", max_length=2000)
    concern_wanted = models.CharField("what was wanted then", max_length=1000)

    class Meta:
        abstract = True

    concern: models.ForeignKey[Concern]

    @property
    def is_about_earlier_words(self) -> bool:
        """Whether the concern reads differently now."""
        return (self.concern_text, self.concern_wanted) != (self.concern.text, self.concern.wanted)


@pghistory.track()
class Answer(AboutWords):
    """A manager's answer at one stage. It changes nothing of the concern, and closes nothing (DR-9)."""

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="answers")
    step = models.ForeignKey(ConcernStep, models.CASCADE, related_name="answers")
    stance = models.CharField(max_length=12, choices=Stance)
    text = models.CharField("answer", max_length=2000)
    on = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["concern", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="answer_says_something")]


@pghistory.track()
class AnswerAction(models.Model):
    """Something a manager promised in an answer: a task with a date, done or not."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    concern = models.ForeignKey(Concern, models.CASCADE, related_name="actions")
    step = models.ForeignKey(ConcernStep, models.CASCADE, related_name="actions")
    text = models.CharField("action", max_length=500)
    owner = models.CharField("who", max_length=120)
    due_on = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    done_note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["concern", "due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on=None, done_by=None, done_note="")
                | Q(done_on__isnull=False, done_by__isnull=False) & ~Q(done_note=""),
                name="promise_done_paired",
            ),
            models.CheckConstraint(condition=~Q(text="") & ~Q(owner=""), name="promise_names_what_and_who"),
        ]
        indexes = [models.Index(fields=["done_on", "due_on"], name="promise_by_day")]


class NoteKind(models.TextChoices):
    TALK = "TALK", "conversation"
    NOTE = "NOTE", "note"


@pghistory.track()
class ConcernNote(models.Model):
    """A conversation or a note.

    Private ones are for the IRO and the QA manager; shared ones the managers at a stage read too.
    """

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=4, choices=NoteKind, default=NoteKind.NOTE)
    is_shared = models.BooleanField(default=False)
    on = models.DateField()
    with_whom = models.CharField(max_length=120, blank=True)
    text = models.CharField("note", max_length=2000)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["concern", "-on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="note_says_something"),
            models.CheckConstraint(condition=~Q(kind="TALK") | ~Q(with_whom=""), name="note_talk_names_whom"),
        ]


@pghistory.track()
class LegalAdvice(AboutWords):
    """Independent legal advice that the IRO sought (DR-8): only the IRO and the QA manager know of it."""

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="advice")
    sought_on = models.DateField()
    adviser = models.CharField(
        max_length=120, help_text="Who was asked, outside the council's own legal team"
    )
    question = models.CharField(max_length=1000)
    received_on = models.DateField(null=True)
    summary = models.CharField("advice", max_length=2000, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["concern", "-sought_on", "-pk"]
        verbose_name_plural = "legal advice"
        constraints = [
            models.CheckConstraint(
                condition=Q(received_on=None, summary="")
                | Q(received_on__isnull=False, received_on__gte=F("sought_on")) & ~Q(summary=""),
                name="advice_received_paired",
            )
        ]


class CafcassState(models.TextChoices):
    REFERRED = "REFERRED", "referred, no result yet"
    TAKEN_UP = "TAKEN_UP", "taken up by Cafcass"
    NOT_TAKEN_UP = "NOT_TAKEN_UP", "not taken up"
    WITHDRAWN = "WITHDRAWN", "withdrawn"


@pghistory.track()
class CafcassReferral(AboutWords):
    """A referral to Cafcass, at any point and beside the stages (DR-4, DR-7)."""

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="cafcass")
    referred_on = models.DateField()
    reason = models.CharField(max_length=2000)
    state = models.CharField(max_length=12, choices=CafcassState, default=CafcassState.REFERRED)
    result_on = models.DateField(null=True)
    result = models.CharField(max_length=2000, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["concern", "-referred_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="REFERRED", result_on=None, result="")
                | ~Q(state="REFERRED")
                & Q(result_on__isnull=False, result_on__gte=F("referred_on"))
                & ~Q(result=""),
                name="cafcass_result_paired",
            ),
            models.UniqueConstraint(
                fields=["concern"], condition=Q(state="REFERRED"), name="cafcass_one_waiting"
            ),
        ]


@pghistory.track()
class Cover(models.Model):
    """Another IRO who acts in a dispute while the child's own is away (P-61).

    Named, dated, and shown on the page.
    """

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="covers")
    user = models.ForeignKey(User, models.PROTECT, related_name="dispute_covers")
    started_on = models.DateField()
    ended_on = models.DateField(help_text="The first day without the cover")
    reason = models.CharField(max_length=300)
    named_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["concern", "started_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ended_on__gte=F("started_on")), name="cover_ends_after_start"),
            models.CheckConstraint(condition=~Q(reason=""), name="cover_has_reason"),
        ]

    @property
    def last_day(self) -> date:
        return self.ended_on - timedelta(days=1)
