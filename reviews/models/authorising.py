"""A review that is to be held after its last lawful day: asked before, and what the QA manager decided."""

import uuid
from datetime import date

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate

from accounts.models import User
from reviews.models.review import Review


class LateAnswer(models.TextChoices):
    AGREED = "AGREED", "agreed, as an exception"
    REFUSED = "REFUSED", "not agreed: hold it in time"


TOO_LATE_TO_HOLD_IN_TIME = "not agreed: hold it as soon as possible"
"""What the second answer asks for once the last lawful day is over."""


@pghistory.track()
class LateRequest(models.Model):
    """Somebody asked whether a review may be held out of time. It stays late, whatever is agreed."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    review = models.ForeignKey(Review, models.CASCADE, related_name="late_requests")
    booked_for = models.DateField()
    due_on = models.DateField(help_text="The last lawful day then")
    why = models.CharField(max_length=1000)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=LateAnswer, blank=True, help_text="Empty: none yet")
    answer_note = models.CharField(max_length=1000, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["review", "-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["review"], condition=Q(answer=""), name="late_request_one_open"),
            models.CheckConstraint(
                condition=Q(booked_for__gt=models.F("due_on")), name="late_request_is_late"
            ),
            models.CheckConstraint(condition=~Q(why=""), name="late_request_says_why"),
            models.CheckConstraint(
                condition=Q(answer="", answered_by=None, answered_at=None)
                | ~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False),
                name="late_request_answer_paired",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=models.F("asked_by")),
                name="late_request_answered_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.public_id}"

    def answers(self, on: date) -> list[tuple[str, str]]:
        """What may be answered on this day: after the last lawful day nothing can be held in time."""
        if on <= self.due_on:
            return [(answer.value, str(answer.label)) for answer in LateAnswer]
        said = {LateAnswer.REFUSED: TOO_LATE_TO_HOLD_IN_TIME}
        return [(answer.value, said.get(answer, str(answer.label))) for answer in LateAnswer]

    def says(self) -> str:
        """The answer in the words in which it was given; empty where there is none yet."""
        return dict(self.answers(localdate(self.answered_at)))[self.answer] if self.answered_at else ""
