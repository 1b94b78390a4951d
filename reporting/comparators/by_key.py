"""Published shares of a breakdown by age, sex or ethnicity, to stand beside the council's own."""

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Q

from accounts.models import Authority
from reporting.comparators.beside import (
    ENGLAND,
    LEAST_NEIGHBOURS,
    SAME_CHILDREN,
    area_of,
    neighbours_of,
    year_label,
)
from reporting.measures.base import Measure
from reporting.models import Benchmark
from reporting.models.benchmarks import SUPPRESSED

UNDER_18 = frozenset({"looked_after_at_end", "starters"})
"""Measures of children alone: what is published of them as "16 and over" is of those who are 16 and 17."""
SIMILAR = "Similar councils"
PUBLISHED_AS, SHOWN_AS = "16 and over", "16 and 17"


@dataclass(frozen=True)
class Published:
    """Shares of one year by key, a column for each area: the council as published, similar councils, its
    region, England."""

    year: str = ""
    columns: tuple[str, ...] = ()
    shares: dict[str, dict[str, str]] = field(default_factory=dict)
    """Key -> column -> the share as it is printed."""
    source: str = ""


def published(authority: Authority, measure: Measure, dimension: str, year: int) -> Published:
    """The latest year up to the one asked for of which anything is published. Four statements."""
    area = area_of(authority)
    codes = [area.code, area.region, ENGLAND] if area else [ENGLAND]
    similar = neighbours_of(area) if area else []
    latest = _latest(measure, dimension, year, Q(area__code__in=codes) | Q(area__in=similar))
    if not latest:
        return Published()
    named = [row for row in latest if row.area.code in codes]
    names = {row.area.code: row.area.name for row in named}
    if area and area.code in names:
        names[area.code] = "This council, as published"
    shares = _shares(named, names)
    _add_means(shares, [row for row in latest if row.area_id in similar])
    if dimension == "age" and measure.code in UNDER_18 and PUBLISHED_AS in shares:
        shares.setdefault(SHOWN_AS, shares[PUBLISHED_AS])
    order = [*(names.get(code, "") for code in codes[:-1]), SIMILAR, names.get(ENGLAND, "")]
    columns = _filled(order, shares)
    return Published(year_label(latest[0].year), columns, shares, latest[0].source)


def _latest(measure: Measure, dimension: str, year: int, areas: Q) -> list[Benchmark]:
    """What is published of these areas by kind for the latest year up to the one asked for."""
    rows = Benchmark.objects.filter(
        ~Q(key=""),
        areas,
        indicator=SAME_CHILDREN.get(measure.code, measure.code),
        dimension=dimension,
        year__lte=year,
    )
    every = list(rows.select_related("area").order_by("-year", "key"))
    return [row for row in every if row.year == every[0].year]


def _filled(order: list[str], shares: dict[str, dict[str, str]]) -> tuple[str, ...]:
    """The columns in which anything stands, each once."""
    found = {name for of_key in shares.values() for name in of_key}
    return tuple(name for name in dict.fromkeys(order) if name in found)


def _add_means(shares: dict[str, dict[str, str]], rows: list[Benchmark]) -> None:
    """Lay the means of similar councils beside the shares of the others."""
    for key, mean in _means(rows).items():
        shares.setdefault(key, {})[SIMILAR] = mean


def _means(rows: list[Benchmark]) -> dict[str, str]:
    """Key -> the mean share of similar councils; none of which fewer than five are published."""
    found: dict[str, list[Decimal]] = {}
    for row in rows:
        if row.value is not None:
            found.setdefault(row.key, []).append(row.value)
    known = {key: values for key, values in found.items() if len(values) >= LEAST_NEIGHBOURS}
    return {
        key: f"{(sum(values, Decimal(0)) / len(values)).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"
        for key, values in known.items()
    }


def _shares(rows: list[Benchmark], names: dict[str, str]) -> dict[str, dict[str, str]]:
    """Key -> the name of the area -> its share as it is printed."""
    shares: dict[str, dict[str, str]] = {}
    for row in rows:
        said = SUPPRESSED.get(row.value_code, "–") if row.value is None else f"{row.value.normalize():f}%"
        shares.setdefault(row.key, {})[names[row.area.code]] = said
    return shares
