"""Care as time: periods, episodes as returned, legal statuses and placements drawn from them. Spans are
[started_on, ended_on).
"""

from collections.abc import Iterable
from datetime import date

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.expressions import Combinable

from accounts.models.people import no_overlap
from accounts.models.pointing import hangs_on
from children.models.child import Child
from children.models.source import source_is_checked, told_by
from children.models.spans import SpanQuerySet, ends_after_start

STARTS = "S"
"""The reason for a new episode (RNE) of the first one in a period of care."""


@pghistory.track()
class PeriodOfCare(models.Model):
    """An unbroken time of being looked after: from RNE = S to the first REC that is not X1 (RC-8)."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="periods", db_constraint=False)
    started_on = models.DateField()
    ended_on = models.DateField(
        null=True, blank=True, help_text="Day on which the child ceased to be looked after"
    )
    end_reason = models.CharField(
        max_length=4, blank=True, help_text="Code set reason_episode_ceased; never X1"
    )
    recorded_at = models.DateTimeField(
        auto_now_add=True, help_text="Kept apart from the start: section 20 can be back-dated (RC-1)"
    )
    not_known_from = models.DateField(
        null=True,
        help_text="From this day on no return says whether the child is looked after: the last episode asks "
        "for another one (X1), which is in none, or the returns after it have no episode of the child",
    )
    source = told_by(db_index=True)

    objects = SpanQuerySet.as_manager()

    class Meta:
        ordering = ["child", "started_on", "pk"]
        constraints = [
            ends_after_start("period_ends_after_start"),
            models.CheckConstraint(
                condition=Q(ended_on=None, end_reason="")
                | Q(ended_on__isnull=False) & ~Q(end_reason__in=["", "X1"]),
                name="period_end_has_reason",
            ),
            no_overlap("period_no_overlap", "child"),
            models.CheckConstraint(
                condition=Q(not_known_from=None) | Q(ended_on=None, not_known_from__gt=F("started_on")),
                name="period_not_known_runs",
            ),
        ]
        indexes = [
            models.Index(
                fields=["child"], condition=Q(not_known_from__isnull=False), name="period_not_known_from"
            )
        ]
        triggers = [*source_is_checked(), *hangs_on(Child, "child", "children_periodofcare")]


def _hangs_on_care(table: str) -> list[pgtrigger.Trigger]:
    """The triggers of a table whose rows belong to a child and to one of the child's periods of care."""
    return [*source_is_checked(), *hangs_on(Child, "child", table), *hangs_on(PeriodOfCare, "period", table)]


def is_told(day: date, path: str = "") -> Q:
    """Periods of which returns, or a person, say whether they run at the end of the day."""
    name = f"{path}not_known_from"
    return Q(**{name: None}) | Q(**{f"{name}__gt": day})


@pghistory.track()
class Episode(models.Model):
    """One row of the Episodes file, as returned: a stretch with one legal status and one placement."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="episodes", db_constraint=False)
    period = models.ForeignKey(PeriodOfCare, models.CASCADE, related_name="episodes", db_constraint=False)
    started_on = models.DateField()
    reason_new = models.CharField(max_length=1)
    legal_status = models.CharField(max_length=3)
    category_of_need = models.CharField(max_length=2, blank=True)
    placement_type = models.CharField(max_length=3)
    provider = models.CharField(max_length=3, blank=True)
    ended_on = models.DateField(null=True)
    reason_ended = models.CharField(max_length=4, blank=True)
    reason_place_change = models.CharField(max_length=6, blank=True)
    home_postcode = models.CharField(max_length=8, blank=True)
    placement_postcode = models.CharField(max_length=8, blank=True)
    urn = models.CharField(max_length=8, blank=True)
    source = told_by(db_index=True)

    objects = SpanQuerySet.as_manager()

    class Meta:
        ordering = ["child", "started_on", "pk"]
        constraints = [
            ends_after_start("episode_ends_after_start"),
            models.CheckConstraint(
                condition=Q(ended_on=None, reason_ended="") | Q(ended_on__isnull=False) & ~Q(reason_ended=""),
                name="episode_end_has_reason",
            ),
            no_overlap("episode_no_overlap", "child"),
        ]
        indexes = [models.Index(fields=["started_on"], name="episode_by_start")]
        triggers = _hangs_on_care("children_episode")


def start_is_known() -> Combinable:
    """Whether a period of care (the outer statement's) began on its first day: not where its first episode is
    one that follows another, which no return has (RNE is not S, sector rule 357).
    """
    follows = Episode.objects.filter(period=OuterRef("pk"), started_on=OuterRef("started_on"))
    return ~Exists(follows.exclude(reason_new=STARTS))


def follow_others(episodes: models.QuerySet[Episode]) -> Iterable[tuple[int, date]]:
    """(period, first day) of the episodes that follow another. A period that begins with one of them is not
    known to begin there: `start_is_known` for whoever reads the periods of many children. The database looks
    that up badly for each period while the episodes are only just coming in.
    """
    return episodes.exclude(reason_new=STARTS).order_by().values_list("period", "started_on")


@pghistory.track()
class LegalStatus(models.Model):
    """A stretch of one legal status (code set legal_status); neighbouring episodes of the same status are
    one.
    """

    child = models.ForeignKey(Child, models.PROTECT, related_name="legal_statuses", db_constraint=False)
    period = models.ForeignKey(
        PeriodOfCare, models.CASCADE, related_name="legal_statuses", db_constraint=False
    )
    code = models.CharField(max_length=3)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    source = told_by()

    objects = SpanQuerySet.as_manager()

    class Meta:
        ordering = ["child", "started_on", "pk"]
        verbose_name_plural = "legal statuses"
        constraints = [
            ends_after_start("legal_status_ends_after_start"),
            no_overlap("legal_status_no_overlap", "child"),
        ]
        indexes = [models.Index(fields=["code", "child"], name="legal_status_by_code")]
        triggers = _hangs_on_care("children_legalstatus")


NOTIFIED_PLACEMENTS = frozenset({"A3", "A5"})
"""Adoption by the present carers: the child is placed on the day they are notified in writing (RC-7)."""


@pghistory.track()
class Placement(models.Model):
    """A stretch of one placement. A change of legal status alone (RNE = L) does not end it."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="placements", db_constraint=False)
    period = models.ForeignKey(PeriodOfCare, models.CASCADE, related_name="placements", db_constraint=False)
    placement_type = models.CharField(max_length=3, help_text="Code set placement_type")
    provider = models.CharField(max_length=3, blank=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    reason_new = models.CharField(max_length=1, blank=True)
    reason_place_change = models.CharField(max_length=6, blank=True)
    urn = models.CharField(max_length=8, blank=True)
    distance_miles = models.DecimalField(
        max_digits=4, decimal_places=1, null=True, blank=True, help_text="Empty: not known"
    )
    is_out_of_area = models.BooleanField(null=True, blank=True, help_text="Empty: not known")
    notified_on = models.DateField(
        null=True, blank=True, help_text="A3 and A5: the day the agency notified in writing (RC-7)"
    )
    source = told_by()

    objects = SpanQuerySet.as_manager()

    class Meta:
        ordering = ["child", "started_on", "pk"]
        constraints = [
            ends_after_start("placement_ends_after_start"),
            no_overlap("placement_no_overlap", "child"),
            models.CheckConstraint(
                condition=Q(distance_miles=None) | Q(distance_miles__gte=0), name="placement_distance_range"
            ),
        ]
        triggers = _hangs_on_care("children_placement")
