"""Published shares of a breakdown by age, sex or ethnicity, to stand beside the council's own."""

from dataclasses import dataclass, field

from django.db.models import Q

from accounts.models import Authority
from reporting.comparators.beside import ENGLAND, SAME_CHILDREN, area_of, year_label
from reporting.measures.base import Measure
from reporting.models import Benchmark
from reporting.models.benchmarks import SUPPRESSED

UNDER_18 = frozenset({"looked_after_at_end", "starters"})
"""Measures of children alone: what is published of them as "16 and over" is of those who are 16 and 17."""
PUBLISHED_AS, SHOWN_AS = "16 and over", "16 and 17"


@dataclass(frozen=True)
class Published:
    """Shares of one year by key, a column for each area: the council as published, its region, England."""

    year: str = ""
    columns: tuple[str, ...] = ()
    shares: dict[str, dict[str, str]] = field(default_factory=dict)
    """Key -> column -> the share as it is printed."""


def published(authority: Authority, measure: Measure, dimension: str, year: int) -> Published:
    """The latest year up to the one asked for of which anything is published. Two statements."""
    area = area_of(authority)
    codes = [ENGLAND, *([area.code, area.region] if area else [])]
    rows = list(
        Benchmark.objects.filter(
            ~Q(key=""),
            indicator=SAME_CHILDREN.get(measure.code, measure.code),
            dimension=dimension,
            area__code__in=codes,
            year__lte=year,
        )
        .select_related("area")
        .order_by("-year", "key")
    )
    latest = [row for row in rows if row.year == rows[0].year]
    names = {row.area.code: row.area.name for row in latest}
    if area and area.code in names:
        names[area.code] = "This council, as published"
    order = [names[code] for code in reversed(codes) if code in names]
    shares = _shares(latest, names)
    if dimension == "age" and measure.code in UNDER_18 and PUBLISHED_AS in shares:
        shares.setdefault(SHOWN_AS, shares[PUBLISHED_AS])
    return Published(year_label(latest[0].year) if latest else "", tuple(dict.fromkeys(order)), shares)


def _shares(rows: list[Benchmark], names: dict[str, str]) -> dict[str, dict[str, str]]:
    """Key -> the name of the area -> its share as it is printed."""
    shares: dict[str, dict[str, str]] = {}
    for row in rows:
        said = SUPPRESSED.get(row.value_code, "–") if row.value is None else f"{row.value.normalize():f}%"
        shares.setdefault(row.key, {})[names[row.area.code]] = said
    return shares
