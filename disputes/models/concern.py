"""A concern from a word in the corridor to its closing:

one row all the way, and a row for each stage it went through.
"""

import uuid

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q

from accounts.models import Authority, Team, User
from children.models import Child
from disputes.models.ladder import Ladder, LadderStage, NationalTheme, Theme
from reviews.models import Decision


class State(models.TextChoices):
    """Where a concern stands. disputes/states.py says which step leads from where to where."""

    TALKED = "TALKED", "talked about"
    INFORMAL = "INFORMAL", "informal, waiting for an answer"
    INFORMAL_ANSWERED = "INFORMAL_ANSWERED", "informal, answered"
    FORMAL = "FORMAL", "formal, waiting for an answer"
    FORMAL_ANSWERED = "FORMAL_ANSWERED", "formal, answered"
    CLOSED = "CLOSED", "closed"


class Ending(models.TextChoices):
    RESOLVED = "RESOLVED", "resolved"
    PARTLY = "PARTLY", "resolved in part"
    NOT_RESOLVED = "NOT_RESOLVED", "not resolved"
    OVERTAKEN = "OVERTAKEN", "overtaken by events"


class Effect(models.TextChoices):
    CHANGED = "CHANGED", "something changed for the child"
    NOT_YET = "NOT_YET", "nothing yet"
    NOTHING = "NOTHING", "nothing changed"


class Delay(models.TextChoices):
    """What holds the plan up (P-72)."""

    LEGAL = "LEGAL", "court or legal process"
    PLACEMENT = "PLACEMENT", "finding a placement"
    PARTNER = "PARTNER", "a partner agency"
    STAFFING = "STAFFING", "change or lack of worker"
    ASSESSMENT = "ASSESSMENT", "assessments not done"
    OTHER = "OTHER", "something else"


FORMAL_STATES = ("FORMAL", "FORMAL_ANSWERED")
OPEN_STATES = ("TALKED", "INFORMAL", "INFORMAL_ANSWERED", *FORMAL_STATES)


@pghistory.track()
class Concern(models.Model):
    """What an IRO challenges.

    `child` is the child whose team answers; brothers and sisters in it stand in ConcernChild.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="concerns")
    child = models.ForeignKey(Child, models.PROTECT, related_name="concerns")
    team = models.ForeignKey(
        Team,
        models.PROTECT,
        null=True,
        related_name="concerns",
        help_text="The child's team when it was raised; empty: not recorded",
    )
    provider = models.CharField(
        max_length=3, blank=True, help_text="Of the placement when it was raised; empty: not recorded"
    )
    ladder = models.ForeignKey(Ladder, models.PROTECT, related_name="concerns")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="concerns")
    origin = models.CharField(max_length=80, blank=True, help_text="Key of the form or check it came from")
    raised_on = models.DateField()
    raised_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    text = models.CharField("concern", max_length=2000)
    wanted = models.CharField("what is wanted", max_length=1000)
    delay = models.CharField("what holds it up", max_length=10, choices=Delay, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.TALKED)
    formal_on = models.DateField(null=True, help_text="The day the first formal stage was raised")
    total_due_on = models.DateField(
        null=True, help_text="DR-1: last day of the whole process; never set again"
    )
    total_flagged_on = models.DateField(null=True, help_text="The day the IRO was told that it has passed")
    child_view = models.CharField("the child’s view", max_length=2000, blank=True)
    child_told_complaints = models.BooleanField(
        "told about complaints", null=True, help_text="Empty: not recorded"
    )
    child_told_advocacy = models.BooleanField(
        "told about advocacy", null=True, help_text="Empty: not recorded"
    )
    closed_on = models.DateField(null=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ending = models.CharField(max_length=12, choices=Ending, blank=True)
    ending_reason = models.CharField(
        max_length=1000, blank=True, help_text="Why it was closed unresolved before Cafcass gave its result"
    )
    effect = models.CharField(max_length=8, choices=Effect, blank=True)
    effect_text = models.CharField("what changed for the child", max_length=300, blank=True)
    effect_due_on = models.DateField(null=True, help_text="The day on which “nothing yet” is asked again")
    effect_asked_on = models.DateField(null=True, help_text="The day the IRO was asked again")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-raised_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(formal_on=None, total_due_on=None)
                | Q(formal_on__isnull=False, total_due_on__isnull=False, total_due_on__gt=F("formal_on")),
                name="concern_formal_paired",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=FORMAL_STATES) | Q(formal_on__isnull=False),
                name="concern_formal_has_start",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[*FORMAL_STATES, "CLOSED"]) | Q(formal_on=None),
                name="concern_start_is_formal",
            ),
            models.CheckConstraint(
                condition=Q(state="CLOSED", closed_on__isnull=False, closed_by__isnull=False)
                & ~Q(ending="")
                & ~Q(effect="")
                | Q(
                    state__in=OPEN_STATES,
                    closed_on=None,
                    closed_by=None,
                    ending="",
                    effect="",
                    effect_text="",
                ),
                name="concern_closed_paired",
            ),
            models.CheckConstraint(
                condition=~Q(effect="CHANGED") | ~Q(effect_text=""), name="concern_effect_is_said"
            ),
            models.CheckConstraint(
                condition=Q(effect="NOT_YET", effect_due_on__isnull=False, effect_due_on__gt=F("closed_on"))
                | ~Q(effect="NOT_YET") & Q(effect_due_on=None, effect_asked_on=None),
                name="concern_effect_comes_back",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("raised_on")),
                name="concern_closes_after_raised",
            ),
            models.CheckConstraint(
                condition=Q(formal_on=None) | Q(formal_on__gte=F("raised_on")),
                name="concern_formal_after_raised",
            ),
            models.CheckConstraint(condition=~Q(text="") & ~Q(wanted=""), name="concern_says_what"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="total_never_restarts",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__formal_on__isnull=False)
                & (
                    pgtrigger.Q(old__formal_on__df=pgtrigger.F("new__formal_on"))
                    | pgtrigger.Q(old__total_due_on__df=pgtrigger.F("new__total_due_on"))
                ),
            ),
            pgtrigger.Protect(
                name="closed_stays_closed",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state="CLOSED") & ~pgtrigger.Q(new__state="CLOSED"),
            ),
        ]
        indexes = [
            models.Index(fields=["authority", "state"], name="concern_by_state"),
            models.Index(fields=["authority", "raised_on"], name="concern_by_day"),
        ]

    def __str__(self) -> str:
        return f"Concern of {self.raised_on:%-d %B %Y}"


@pghistory.track()
class ConcernChild(models.Model):
    """A child that a concern is about:

    brothers and sisters can be in one (P-64). The first child has a row too.
    """

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="children")
    child = models.ForeignKey(Child, models.PROTECT, related_name="in_concerns")

    class Meta:
        ordering = ["concern", "pk"]
        constraints = [models.UniqueConstraint(fields=["concern", "child"], name="concern_child_once")]


@pghistory.track()
class ConcernTheme(models.Model):
    """A theme of a concern: a national one, and the council's own under it where one was chosen."""

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="themes")
    national = models.CharField(max_length=12, choices=NationalTheme)
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["concern", "national", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["concern", "national", "theme"], name="concern_theme_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return str(self.theme or self.get_national_display())


class StepState(models.TextChoices):
    WAITING = "WAITING", "waiting for an answer"
    ANSWERED = "ANSWERED", "answered"
    MOVED_ON = "MOVED_ON", "taken to the next stage"
    ENDED = "ENDED", "closed here"
    SKIPPED = "SKIPPED", "skipped"


STEP_OPEN = ("WAITING", "ANSWERED")


@pghistory.track()
class ConcernStep(models.Model):
    """One stage of one concern: entered, answered or not, left; or skipped, with the reason (DR-3)."""

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="steps")
    stage = models.ForeignKey(LadderStage, models.PROTECT, related_name="steps")
    state = models.CharField(max_length=10, choices=StepState, default=StepState.WAITING)
    started_on = models.DateField(help_text="For a skipped stage the day it was skipped")
    started_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, help_text="Last day to answer; none for a skipped stage")
    answered_on = models.DateField(null=True, help_text="The day of the first answer; empty: never answered")
    ended_on = models.DateField(null=True)
    skip_reason = models.CharField(max_length=500, blank=True)
    flagged_on = models.DateField(null=True, help_text="The day the IRO was told that the limit has passed")

    class Meta:
        ordering = ["concern", "stage__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["concern", "stage"], name="step_stage_once"),
            models.UniqueConstraint(
                fields=["concern"], condition=Q(state__in=STEP_OPEN), name="step_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state__in=STEP_OPEN, ended_on=None)
                | Q(state__in=["MOVED_ON", "ENDED", "SKIPPED"], ended_on__isnull=False),
                name="step_end_paired",
            ),
            models.CheckConstraint(
                condition=Q(state="SKIPPED", due_on=None, answered_on=None, flagged_on=None)
                & ~Q(skip_reason="")
                | ~Q(state="SKIPPED") & Q(due_on__isnull=False, skip_reason=""),
                name="step_skipped_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="ANSWERED", answered_on__isnull=False)
                | Q(state="WAITING", answered_on=None)
                | Q(state__in=["MOVED_ON", "ENDED", "SKIPPED"]),
                name="step_answer_paired",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="step_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(due_on__gt=F("started_on")), name="step_due_after_start"
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=F("started_on")),
                name="step_answered_after_start",
            ),
            models.CheckConstraint(
                condition=Q(flagged_on=None) | Q(flagged_on__gt=F("due_on")), name="step_flagged_after_limit"
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="step_by_state")]

    def __str__(self) -> str:
        return f"{self.stage} of {self.concern}"
