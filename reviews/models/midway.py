"""Between reviews: the midway check and the social worker's update (MW-1 to MW-4, P-43), and contact as
agreed with the child (P-44).
"""

import uuid

import pghistory
from django.db import models
from django.db.models import F, Q

from accounts.models import Authority, Team, User, Worker
from accounts.models.people import where_set
from children.models import Child
from reviews.models.review import Review


class CheckState(models.TextChoices):
    """What became of a check. Whether an open one is due or overdue is read from its dates."""

    OPEN = "OPEN", "to be done"
    DONE = "DONE", "done"
    SUPERSEDED = "SUPERSEDED", "superseded: the next review came first"
    MISSED = "MISSED", "missed"
    NOT_REQUIRED = "NOT_REQUIRED", "not required any more"


class Concern(models.TextChoices):
    NONE = "NONE", "no concern"
    INFORMAL = "INFORMAL", "an informal concern"
    FORMAL = "FORMAL", "a formal dispute"


@pghistory.track()
class MidwayCheck(models.Model):
    """The check between two reviews, one for each review that opens an interval.

    Never a review (MW-4): the clock does not read it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="midway_checks")
    after_review = models.OneToOneField(
        Review,
        models.SET_NULL,
        null=True,
        related_name="midway_check",
        help_text="Empty: a later return no longer has the review",
    )
    opened_on = models.DateField(help_text="The day of that review")
    target_on = models.DateField(help_text="MW-2: the middle day")
    window_from = models.DateField()
    window_to = models.DateField()
    planned_on = models.DateField(
        null=True, help_text="The day on which it was planned; empty: not kept then"
    )
    state = models.CharField(max_length=12, choices=CheckState, default=CheckState.OPEN)
    closed_on = models.DateField(
        null=True, help_text="Done, or the day of the review or the end of care that closed it"
    )
    team = models.ForeignKey(
        Team,
        models.PROTECT,
        null=True,
        related_name="midway_checks",
        db_index=False,
        help_text="The child's team when it was done",
    )
    data = models.JSONField(
        default=dict, help_text="What was asked for and answered; an absent key was not answered"
    )
    concern = models.CharField(
        max_length=8, choices=Concern, blank=True, help_text="MW-3; empty: not done yet"
    )
    brings_forward = models.BooleanField(
        null=True, help_text="The review should be held earlier (RC-5); empty: not done yet"
    )
    completed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    completed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["window_to", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(window_from__lt=F("target_on"), window_to__gt=F("target_on")),
                name="midway_window_holds_target",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                name="midway_closes_after_opening",
            ),
            models.CheckConstraint(
                condition=Q(state="OPEN", closed_on=None) | ~Q(state="OPEN") & Q(closed_on__isnull=False),
                name="midway_closed_paired",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="DONE",
                    completed_by__isnull=False,
                    completed_at__isnull=False,
                    brings_forward__isnull=False,
                )
                & ~Q(concern="")
                | ~Q(state="DONE") & Q(completed_by=None, completed_at=None, brings_forward=None, concern=""),
                name="midway_done_paired",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "window_to"], name="midway_by_state"),
            models.Index(fields=["target_on"], name="midway_by_target"),
            models.Index(fields=["closed_on"], name="midway_by_closed"),
            where_set("team", name="midway_by_team"),
            where_set("completed_by", name="midway_by_who_did_it"),
        ]

    def __str__(self) -> str:
        return f"midway check {self.public_id}"


class UpdateState(models.TextChoices):
    WAITING = "WAITING", "waiting for the social worker"
    ANSWERED = "ANSWERED", "answered"
    CLOSED = "CLOSED", "no answer: the check was closed without it"


@pghistory.track()
class MidwayUpdate(models.Model):
    """The task that asks the social worker for an update before the check, and the answer."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    of = models.ForeignKey(MidwayCheck, models.PROTECT, related_name="updates")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="midway_updates")
    question = models.CharField(max_length=1000, blank=True)
    state = models.CharField(max_length=10, choices=UpdateState, default=UpdateState.WAITING)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    data = models.JSONField(default=dict, help_text="What the social worker answered")
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    chase_on = models.DateField(null=True, help_text="When the next reminder goes out")
    chases = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["of"], condition=Q(state="WAITING"), name="midway_update_one_waiting"
            ),
            models.CheckConstraint(
                condition=Q(state="ANSWERED", answered_by__isnull=False, answered_at__isnull=False)
                | ~Q(state="ANSWERED") & Q(answered_by=None, answered_at=None),
                name="midway_update_answered_paired",
            ),
            models.CheckConstraint(
                condition=Q(state="WAITING") | Q(chase_on=None), name="midway_update_ended_is_not_chased"
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("asked_by")),
                name="midway_update_not_ones_own",
            ),
        ]
        indexes = [models.Index(fields=["state", "chase_on"], name="midway_update_by_state")]

    @property
    def child(self) -> Child:
        """The child whose check it is for."""
        return self.of.child


class ContactWay(models.TextChoices):
    VISIT = "VISIT", "a visit"
    PHONE = "PHONE", "a phone call"
    VIDEO = "VIDEO", "a video call"
    MESSAGE = "MESSAGE", "a text or message"
    LETTER = "LETTER", "a letter or card"
    NONE = "NONE", "no contact between reviews"


@pghistory.track()
class ContactPlan(models.Model):
    """What the child and the IRO agreed about contact between reviews.

    The child's wish decides; there is no standard frequency (P-44).
    """

    child = models.ForeignKey(Child, models.PROTECT, related_name="contact_plans")
    way = models.CharField(max_length=8, choices=ContactWay)
    every_weeks = models.PositiveSmallIntegerField(
        null=True, help_text="Empty: when the child asks, or never"
    )
    wish = models.CharField(max_length=1000, help_text="What the child wants, in their own words")
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    agreed_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["child", "started_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["child"], condition=Q(ended_on=None), name="contact_plan_one_open"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="contact_plan_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(every_weeks=None) | Q(every_weeks__range=(1, 52)) & ~Q(way="NONE"),
                name="contact_plan_every_weeks",
            ),
        ]


class ContactState(models.TextChoices):
    PLANNED = "PLANNED", "planned"
    MADE = "MADE", "took place"
    TRIED = "TRIED", "attempted, not seen"
    DROPPED = "DROPPED", "cancelled"


@pghistory.track()
class Contact(models.Model):
    """One contact of the IRO with the child between reviews: planned for a day, made, tried or dropped."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="iro_contacts")
    way = models.CharField(max_length=8, choices=ContactWay)
    state = models.CharField(max_length=8, choices=ContactState, default=ContactState.PLANNED)
    planned_for = models.DateField(null=True, help_text="Empty: it was not planned")
    happened_on = models.DateField(null=True, help_text="Made, tried or dropped on this day")
    note = models.CharField(max_length=1000, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["child", F("happened_on").desc(nulls_first=True), "-planned_for", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="PLANNED", planned_for__isnull=False, happened_on=None)
                | ~Q(state="PLANNED") & Q(happened_on__isnull=False),
                name="contact_state_paired",
            ),
            models.CheckConstraint(condition=~Q(way="NONE"), name="contact_has_a_way"),
            models.CheckConstraint(
                condition=~Q(state__in=["TRIED", "DROPPED"]) | ~Q(note=""), name="contact_not_made_says_why"
            ),
        ]
        indexes = [models.Index(fields=["state", "planned_for"], name="contact_by_state")]


@pghistory.track()
class MidwayQuestions(models.Model):
    """What the council asks at every midway check beside the usual questions, from a day on (V-13)."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="midway_questions")
    starts_on = models.DateField()
    questions = models.JSONField(help_text="In the order they are asked; empty: none from this day")
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["authority", "-starts_on"]
        verbose_name_plural = "midway questions"
        constraints = [
            models.UniqueConstraint(fields=["authority", "starts_on"], name="midway_questions_one_per_start")
        ]
