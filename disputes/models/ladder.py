"""The council's own dispute process: its stages from a day on, and the themes it codes concerns by."""

import uuid

import pghistory
from django.db import models
from django.db.models import F, Q

from accounts.access.roles import LINE_ROLES, Role
from accounts.models import Authority, User

OF_THE_COUNCIL = (Role.DIRECTOR, Role.QA_MANAGER)
"""Roles that answer for every team. The others answer for the teams whose managers they are."""
LEVELS = [(r.value, r.label) for r in (*LINE_ROLES, *OF_THE_COUNCIL)]
MOST_WORKING_DAYS = 20  # DR-1: of all formal stages together


class StageKind(models.TextChoices):
    INFORMAL = "INFORMAL", "informal"
    FORMAL = "FORMAL", "formal"
    CAFCASS = "CAFCASS", "Cafcass, beside the stages"


@pghistory.track()
class Ladder(models.Model):
    """A version of the council's dispute process (V-06, V-07), in force from its first day until the next
    one starts.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="ladders")
    starts_on = models.DateField()
    name = models.CharField(max_length=80, help_text="What the council calls its process")
    preset = models.CharField(max_length=20, blank=True, help_text="The preset it came from; empty: its own")
    total_wd = models.PositiveSmallIntegerField(help_text="The limits of the formal stages together")
    reason = models.CharField(max_length=300)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["authority", "starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "starts_on"], name="ladder_one_per_start"),
            models.CheckConstraint(
                condition=Q(total_wd__gte=1, total_wd__lte=MOST_WORKING_DAYS), name="ladder_total_within_20"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} from {self.starts_on:%-d %B %Y}"


@pghistory.track()
class LadderStage(models.Model):
    """One stage: who answers it, and in how many working days.

    Cafcass stands beside and has neither (DR-4).
    """

    ladder = models.ForeignKey(Ladder, models.CASCADE, related_name="stages")
    kind = models.CharField(max_length=10, choices=StageKind)
    position = models.PositiveSmallIntegerField(help_text="0: informal; 1 and up: formal; the last: Cafcass")
    name = models.CharField(max_length=80)
    level = models.CharField(
        max_length=20, choices=LEVELS, blank=True, help_text="Who in the team's line answers"
    )
    limit_wd = models.PositiveSmallIntegerField("working days to answer", null=True)

    class Meta:
        ordering = ["ladder", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["ladder", "position"], name="ladder_stage_position_once"),
            models.UniqueConstraint(
                fields=["ladder"], condition=Q(kind="INFORMAL"), name="ladder_one_informal_stage"
            ),
            models.UniqueConstraint(
                fields=["ladder"], condition=Q(kind="CAFCASS"), name="ladder_one_cafcass_stage"
            ),
            models.CheckConstraint(
                condition=Q(
                    kind="FORMAL",
                    position__gte=1,
                    limit_wd__isnull=False,
                    limit_wd__gte=1,
                    limit_wd__lte=MOST_WORKING_DAYS,
                )
                & ~Q(level="")
                | Q(kind="INFORMAL", position=0, limit_wd__isnull=False, limit_wd__gte=1) & ~Q(level="")
                | Q(kind="CAFCASS", position__gte=1, limit_wd=None, level=""),
                name="ladder_stage_kind_paired",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class NationalTheme(models.TextChoices):
    """The fixed themes by which councils can be compared; a council's own ones each belong to one of them."""

    CARE_PLAN = "CARE_PLAN", "Care plan"
    PATHWAY_PLAN = "PATHWAY_PLAN", "Pathway plan"
    PEP = "PEP", "Education and PEP"
    HEALTH = "HEALTH", "Health"
    VISITS = "VISITS", "Visits to the child"
    REPORT = "REPORT", "Report not ready"
    NOTIFICATION = "NOTIFICATION", "Notification of the IRO service late or missing"
    PLACEMENT = "PLACEMENT", "Placement"
    CONTACT = "CONTACT", "Family time"
    PERMANENCE = "PERMANENCE", "Permanence"
    DRIFT = "DRIFT", "Drift and decisions not carried out"
    OTHER = "OTHER", "Something else"


@pghistory.track()
class Theme(models.Model):
    """A theme of the council's own, under one of the national ones."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="themes")
    name = models.CharField(max_length=80)
    national = models.CharField(max_length=12, choices=NationalTheme)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="The first day on which it is not offered")

    class Meta:
        ordering = ["national", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "name"], name="theme_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="theme_has_name"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="theme_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.name
