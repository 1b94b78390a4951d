"""What the IRO is told of between reviews: significant events, and meetings they are invited to."""

import uuid

import pghistory
from django.db import models
from django.db.models import Q

from accounts.models import User
from children.models import Child
from reviews.models.review import AttendeeRole, Review


class EventKind(models.TextChoices):
    PLAN = "PLAN", "a significant change of the care plan"
    DISRUPTION = "DISRUPTION", "a placement has broken down, or may"
    MISSING = "MISSING", "the child was missing"
    HARM = "HARM", "harm to the child, or an allegation"
    HEALTH = "HEALTH", "an accident or serious illness"
    EDUCATION = "EDUCATION", "exclusion, or loss of the school place"
    POLICE = "POLICE", "arrest or a charge"
    COMPLAINT = "COMPLAINT", "a complaint by or for the child"
    FAMILY = "FAMILY", "a significant change in the family"
    STRATEGY = "STRATEGY", "a strategy meeting"
    PLANNING = "PLANNING", "a planning or permanence meeting"
    STABILITY = "STABILITY", "a stability or disruption meeting"
    PROFESSIONALS = "PROFESSIONALS", "a professionals’ meeting"
    HEARING = "HEARING", "a court hearing"
    FINAL_PLAN = "FINAL_PLAN", "the final care plan for the court"
    GUARDIAN = "GUARDIAN", "a talk with the children’s guardian"
    OTHER = "OTHER", "something else"


MEETINGS = (
    EventKind.STRATEGY,
    EventKind.PLANNING,
    EventKind.STABILITY,
    EventKind.PROFESSIONALS,
    EventKind.GUARDIAN,
)
"""Kinds to which the IRO is invited."""
TO_COME = (*MEETINGS, EventKind.HEARING, EventKind.FINAL_PLAN)
"""Kinds that are known before their day."""


class IroPart(models.TextChoices):
    ATTENDED = "ATTENDED", "attended"
    SENT_VIEWS = "SENT_VIEWS", "sent their views"
    NOT = "NOT", "did not take part"


@pghistory.track()
class SignificantEvent(models.Model):
    """An event or a meeting, when the IRO was told of it, and what the IRO answered."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="significant_events")
    kind = models.CharField(max_length=15, choices=EventKind)
    happens_on = models.DateField(help_text="The day of the event, or of the meeting")
    told_on = models.DateField(null=True, help_text="When the IRO was told; empty: the IRO was not told")
    what = models.CharField(max_length=1000)
    answer_due_on = models.DateField(null=True, help_text="By when the IRO’s view is asked for")
    part = models.CharField(max_length=10, choices=IroPart, blank=True, help_text="Of meetings alone")
    answer = models.CharField(max_length=2000, blank=True)
    answered_on = models.DateField(null=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["child", "-happens_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="significant_event_says_what"),
            models.CheckConstraint(
                condition=Q(answered_on=None, answer="", part="")
                | Q(answered_on__isnull=False) & (~Q(answer="") | ~Q(part="")),
                name="significant_event_answer_paired",
            ),
            models.CheckConstraint(
                condition=Q(part="") | Q(kind__in=[kind.value for kind in MEETINGS]),
                name="significant_event_part_in_meeting",
            ),
        ]
        indexes = [models.Index(fields=["child", "answered_on"], name="significant_event_open")]

    def __str__(self) -> str:
        return f"event {self.public_id}"

    @property
    def is_meeting(self) -> bool:
        return self.kind in MEETINGS


@pghistory.track()
class ReviewTalk(models.Model):
    """A talk of the IRO with somebody before a review."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="talks")
    on = models.DateField()
    role = models.CharField(max_length=15, choices=AttendeeRole)
    name = models.CharField(max_length=120, blank=True)
    points = models.CharField(max_length=2000, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["review", "on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "on", "role", "name"], name="review_talk_once")
        ]

    def __str__(self) -> str:
        return f"talk {self.pk}"
