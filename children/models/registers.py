"""What the other files of the return hold, as imported: missing, health, leaving care, adoption, UASC,
earlier permanence.
"""

import pghistory
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from children.models.child import Child
from children.models.source import source_is_checked, told_by


@pghistory.track()
class MissingEpisode(models.Model):
    """A time missing (M) or away without authorisation (A), with the talk after the return. Empty: not
    recorded.
    """

    child = models.ForeignKey(
        Child, models.PROTECT, related_name="missing_episodes", db_index=False
    )  # `missing_once` begins with it
    kind = models.CharField(max_length=1, choices=[("M", "missing"), ("A", "away without authorisation")])
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    interview_offered = models.BooleanField(null=True)
    interview_accepted = models.BooleanField(null=True)
    source = told_by()

    class Meta:
        ordering = ["child", "started_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="missing_ends_after_start"
            ),
            models.UniqueConstraint(fields=["child", "started_on", "kind"], name="missing_once"),
        ]
        triggers = source_is_checked()


@pghistory.track()
class LibertyOrder(models.Model):
    """A deprivation of liberty order (DoLo, in the return from 2026-27)."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="liberty_orders")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    source = models.ForeignKey(
        "children.ReturnImport", models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["child", "started_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="liberty_order_ends_after_start",
            ),
            models.UniqueConstraint(fields=["child", "started_on"], name="liberty_order_once"),
        ]


@pghistory.track()
class HealthYear(models.Model):
    """The OC2 facts of one collection year (named by its end). Empty: not recorded."""

    child = models.ForeignKey(
        Child, models.PROTECT, related_name="health_years", db_index=False
    )  # `health_year_once` begins with it
    year = models.PositiveSmallIntegerField()
    sdq_score = models.PositiveSmallIntegerField(null=True, validators=[MaxValueValidator(40)])
    sdq_reason = models.CharField(max_length=4, blank=True)
    is_convicted = models.BooleanField(null=True)
    health_check = models.BooleanField(null=True)
    immunisations = models.BooleanField(null=True)
    teeth_check = models.BooleanField(null=True)
    health_assessment = models.BooleanField(null=True)
    substance_misuse = models.BooleanField(null=True)
    intervention_received = models.BooleanField(null=True)
    intervention_offered = models.BooleanField(null=True)
    source = told_by()

    class Meta:
        ordering = ["child", "year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["child", "year"], name="health_year_once"),
            models.CheckConstraint(
                condition=Q(sdq_score=None) | Q(sdq_score__lte=40), name="health_year_sdq_range"
            ),
        ]
        triggers = source_is_checked()


@pghistory.track()
class CareLeaverContact(models.Model):
    """The OC3 facts of one collection year."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="care_leaver_contacts")
    year = models.PositiveSmallIntegerField()
    in_touch = models.CharField(max_length=4, blank=True)
    activity = models.CharField(max_length=2, blank=True)
    accommodation = models.CharField(max_length=2, blank=True)
    source = models.ForeignKey(
        "children.ReturnImport", models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["child", "year", "pk"]
        constraints = [models.UniqueConstraint(fields=["child", "year"], name="care_leaver_once")]


@pghistory.track()
class UascStatus(models.Model):
    """Unaccompanied asylum-seeking child; the day the status ceased where known."""

    child = models.OneToOneField(Child, models.PROTECT, related_name="uasc_status")
    ceased_on = models.DateField(null=True)
    source = models.ForeignKey(
        "children.ReturnImport", models.SET_NULL, null=True, related_name="+", db_index=False
    )


@pghistory.track()
class AdoptionMatch(models.Model):
    """AD1: an adopted child's decision, match and adopters."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="adoption_matches")
    decided_on = models.DateField()
    matched_on = models.DateField(null=True, help_text="Empty: not known")
    by_foster_carer = models.BooleanField(null=True, help_text="Empty: not known")
    number_of_adopters = models.PositiveSmallIntegerField(null=True, help_text="Empty: not known")
    sex_of_adopters = models.CharField(max_length=2, blank=True)
    status_of_adopters = models.CharField(max_length=3, blank=True)
    source = models.ForeignKey(
        "children.ReturnImport", models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["child", "decided_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["child", "decided_on"], name="adoption_match_once")]


@pghistory.track()
class AdoptionDecision(models.Model):
    """Decision that the child should be placed for adoption, and its reversal (not the day of placement)."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="adoption_decisions")
    decided_on = models.DateField()
    reversed_on = models.DateField(null=True)
    reason_reversed = models.CharField(max_length=4, blank=True)
    source = models.ForeignKey(
        "children.ReturnImport", models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["child", "decided_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["child", "decided_on"], name="adoption_decision_once"),
            models.CheckConstraint(
                condition=Q(reversed_on=None) | Q(reversed_on__gte=F("decided_on")),
                name="adoption_reversed_after",
            ),
        ]


@pghistory.track()
class PreviousPermanence(models.Model):
    """An earlier permanence arrangement of a child who came back into care. Parts of the date may be
    unknown (zz).
    """

    child = models.OneToOneField(Child, models.PROTECT, related_name="previous_permanence")
    code = models.CharField(max_length=2)
    authority_code = models.CharField(max_length=3, blank=True)
    ended = models.CharField(
        max_length=10, blank=True, help_text="dd/mm/yyyy with zz for parts that are not known"
    )
    source = models.ForeignKey(
        "children.ReturnImport", models.SET_NULL, null=True, related_name="+", db_index=False
    )
