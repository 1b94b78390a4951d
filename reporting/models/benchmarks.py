"""Outside figures: areas and their neighbours, published values as they were printed, and the council's own
past as typed in."""

import pghistory
from django.db import models
from django.db.models import Q

from accounts.models import Authority, User

SUPPRESSED = {
    "c": "suppressed, so that nobody can be recognised",
    "k": "rounds to zero but is not zero",
    "low": "rounds to zero but is not zero",
    "x": "not available",
    "u": "not reliable enough to publish",
    "z": "not applicable",
    ":": "not available",
}


class Area(models.Model):
    """A council, region or country of the official statistics."""

    code = models.CharField(max_length=9, unique=True, help_text="ONS code: E09000015, E12000007, E92000001")
    dfe_code = models.CharField(max_length=3, blank=True, help_text="Empty: not a council")
    name = models.CharField(max_length=120)
    region = models.CharField(
        max_length=9, blank=True, help_text="ONS code of its region; empty: not a council"
    )

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["dfe_code"], condition=~Q(dfe_code=""), name="area_dfe_code_once")
        ]


class StatisticalNeighbour(models.Model):
    """One of the ten councils that the national model calls most like another."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="neighbours")
    neighbour = models.ForeignKey(Area, models.CASCADE, related_name="+")
    rank = models.PositiveSmallIntegerField()
    closeness = models.CharField(max_length=30)
    model_year = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["area", "model_year", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["area", "model_year", "rank"], name="neighbour_rank_once"),
            models.CheckConstraint(condition=Q(rank__gte=1, rank__lte=10), name="neighbour_rank_range"),
        ]


class Benchmark(models.Model):
    """A published value of one area and year. A suppressed one keeps its code and has no value."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="benchmarks")
    indicator = models.CharField(max_length=60, help_text="Code of the measure it stands beside")
    dimension = models.CharField(max_length=30, blank=True, help_text="Empty: the whole")
    key = models.CharField(max_length=120, blank=True)
    year = models.PositiveSmallIntegerField(
        help_text="Year that ends on 31 March; for a population the year of the estimate"
    )
    number = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    number_code = models.CharField(max_length=5, blank=True)
    value = models.DecimalField(max_digits=12, decimal_places=2, null=True, help_text="Percentage or rate")
    value_code = models.CharField(max_length=5, blank=True)
    rounding = models.CharField(max_length=200)
    source = models.CharField(max_length=120)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["indicator", "dimension", "key", "year", "area"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "indicator", "dimension", "key", "year"], name="benchmark_once"
            ),
            models.CheckConstraint(
                condition=Q(number=None) | Q(number_code=""), name="benchmark_number_or_code"
            ),
            models.CheckConstraint(
                condition=Q(value=None) | Q(value_code=""), name="benchmark_value_or_code"
            ),
            models.CheckConstraint(condition=~Q(source="") & ~Q(rounding=""), name="benchmark_has_source"),
        ]


@pghistory.track()
class TypedFigure(models.Model):
    """A figure of the council's own past, or of elsewhere, that no record here can give: typed in with its
    source."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="typed_figures")
    indicator = models.CharField(max_length=60)
    geography = models.CharField(
        max_length=120, help_text="Whose figure: the council itself, or another area by name"
    )
    is_own = models.BooleanField(default=True)
    year = models.PositiveSmallIntegerField(help_text="Year that ends on 31 March")
    number = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    value = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    rounding = models.CharField(max_length=200)
    source = models.CharField(max_length=200)
    note = models.CharField(max_length=300, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["indicator", "-year", "geography", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "indicator", "geography", "year"], name="typed_figure_once"
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=False) | Q(value__isnull=False), name="typed_figure_says_something"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="typed_figure_has_source"),
        ]
