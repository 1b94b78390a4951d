"""Beyond one dispute: partners who were challenged, and patterns that were named as systemic."""

import uuid

import pghistory
from django.db import models
from django.db.models import F, Q

from accounts.models import Authority, Team, User
from children.models import Child
from disputes.models.concern import Concern, Delay
from disputes.models.ladder import NationalTheme


class Partner(models.TextChoices):
    HEALTH = "HEALTH", "health"
    SEN = "SEN", "special educational needs"
    SCHOOL = "SCHOOL", "school or college"
    HOUSING = "HOUSING", "housing"
    COUNCIL = "COUNCIL", "another council"
    PROVIDER = "PROVIDER", "placement provider"
    POLICE = "POLICE", "police or youth justice"
    OTHER = "OTHER", "another partner"


@pghistory.track()
class ExternalChallenge(models.Model):
    """A partner outside the council's line who was asked or challenged (P-68), apart from the council's
    own process.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="external_challenges")
    child = models.ForeignKey(Child, models.PROTECT, related_name="external_challenges")
    concern = models.ForeignKey(Concern, models.PROTECT, null=True, related_name="external_challenges")
    partner = models.CharField(max_length=8, choices=Partner)
    partner_name = models.CharField("who", max_length=120)
    is_formal = models.BooleanField("formal", default=False)
    raised_on = models.DateField()
    asked = models.CharField("what was asked", max_length=1000)
    answered_on = models.DateField(null=True)
    answer = models.CharField(max_length=2000, blank=True)
    closed_on = models.DateField(null=True)
    outcome = models.CharField("what came of it", max_length=500, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-raised_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on=None, answer="")
                | Q(answered_on__isnull=False, answered_on__gte=F("raised_on")) & ~Q(answer=""),
                name="external_answer_paired",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None, outcome="")
                | Q(closed_on__isnull=False, closed_on__gte=F("raised_on")) & ~Q(outcome=""),
                name="external_closed_paired",
            ),
        ]
        indexes = [models.Index(fields=["authority", "raised_on"], name="external_by_day")]


@pghistory.track()
class SystemicConcern(models.Model):
    """A pattern across children that was named (P-70, P-71):

    who owns it, what they answer, by when. No child is named in it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="systemic_concerns")
    title = models.CharField(max_length=120)
    text = models.CharField("what was seen", max_length=2000)
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, related_name="+", help_text="Empty: no one team"
    )
    provider = models.CharField(
        max_length=3, blank=True, help_text="Code set placement_provider; empty: none"
    )
    national = models.CharField("theme", max_length=12, choices=NationalTheme, blank=True)
    delay = models.CharField(max_length=10, choices=Delay, blank=True)
    period_from = models.DateField()
    period_to = models.DateField()
    owner = models.ForeignKey(User, models.PROTECT, related_name="systemic_concerns")
    raised_on = models.DateField()
    raised_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    due_on = models.DateField()
    answer = models.CharField(max_length=2000, blank=True)
    answered_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    outcome = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-raised_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from")), name="systemic_period_order"
            ),
            models.CheckConstraint(condition=Q(due_on__gt=F("raised_on")), name="systemic_due_after_raised"),
            models.CheckConstraint(
                condition=Q(answered_on=None, answer="")
                | Q(answered_on__isnull=False, answered_on__gte=F("raised_on")) & ~Q(answer=""),
                name="systemic_answer_paired",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None, outcome="")
                | Q(closed_on__isnull=False, closed_on__gte=F("raised_on")) & ~Q(outcome=""),
                name="systemic_closed_paired",
            ),
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class SystemicLink(models.Model):
    """A concern that is part of a pattern."""

    systemic = models.ForeignKey(SystemicConcern, models.CASCADE, related_name="links")
    concern = models.ForeignKey(Concern, models.PROTECT, related_name="patterns")

    class Meta:
        ordering = ["systemic", "pk"]
        constraints = [models.UniqueConstraint(fields=["systemic", "concern"], name="systemic_link_once")]
