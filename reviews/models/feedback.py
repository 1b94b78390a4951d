"""What people say of a review, on the council's own scale (V-38)."""

import uuid

import pghistory
from django.db import models
from django.db.models import Q

from accounts.models import Authority, User
from reviews.models.review import Review

USUAL = ("Always", "Often", "Sometimes", "Never")


class FeedbackFrom(models.TextChoices):
    CHILD = "CHILD", "the child"
    PARENT = "PARENT", "a parent"
    CARER = "CARER", "a carer"
    WORKER = "WORKER", "the social worker"
    OTHER = "OTHER", "somebody else"


@pghistory.track()
class FeedbackScale(models.Model):
    """The question that is asked and the answers to choose from, from a day on."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="feedback_scales")
    starts_on = models.DateField()
    question = models.CharField(max_length=200)
    answers = models.JSONField(help_text="The answers to choose from, the best first")
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["authority", "-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "starts_on"], name="feedback_scale_one_per_start")
        ]


@pghistory.track()
class Feedback(models.Model):
    """What one person said of one review."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    review = models.ForeignKey(Review, models.PROTECT, related_name="feedback")
    given_by = models.CharField(max_length=10, choices=FeedbackFrom)
    answer = models.CharField(max_length=60, help_text="The answer chosen, as the scale had it")
    words = models.CharField(max_length=2000, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["review", "pk"]
        verbose_name_plural = "feedback"
        constraints = [models.CheckConstraint(condition=~Q(answer=""), name="feedback_has_answer")]
