"""The place of a council among all whose figure is published, for many figures at once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from django.db.models import Q

from accounts.models import Authority
from reporting.comparators.beside import SAME_CHILDREN, area_of
from reporting.comparators.side_by_side import YEARS, Other
from reporting.models import Benchmark

LEAST_COUNCILS = 10
"""Among fewer a place says little."""
Name = tuple[str, str, str]
"""A published figure: the code of its measure, and of a kind of it the breakdown and the key."""


@dataclass(frozen=True)
class Place:
    """Where a council stands: the largest figure is in place 1, and councils with the same share a place."""

    own: Other
    rank: int
    of: int
    middle: Decimal
    """The figure of the council in the middle."""


def places(authority: Authority, names: Sequence[Name], year: int) -> Mapping[Name, Place]:
    """By the latest year up to the one asked for in which the council itself is published. Two statements."""
    area = area_of(authority)
    if area is None:
        return {}
    wanted = {(SAME_CHILDREN.get(code, code), by, key): (code, by, key) for code, by, key in names}
    kinds = Q()
    for indicator, by, key in wanted:
        kinds |= Q(indicator=indicator, dimension=by, key=key)
    rows = Benchmark.objects.filter(
        kinds, year__gt=year - YEARS, year__lte=year, value__isnull=False
    ).exclude(area__dfe_code="")
    values: dict[Name, dict[int, dict[int, Decimal]]] = defaultdict(lambda: defaultdict(dict))
    sources = {}
    for indicator, by, key, when, of, value, source in rows.values_list(
        "indicator", "dimension", "key", "year", "area", "value", "source"
    ):
        if value is not None:
            values[wanted[indicator, by, key]][when][of] = value
            sources[wanted[indicator, by, key]] = source
    found = {}
    for name, years in values.items():
        mine = max((when for when, by_area in years.items() if area.pk in by_area), default=None)
        if mine is not None and len(years[mine]) >= LEAST_COUNCILS:
            found[name] = _place(years[mine], area.pk, mine, sources[name])
    return found


def _place(values: Mapping[int, Decimal], area: int, year: int, source: str) -> Place:
    own = values[area]
    above = sum(value > own for value in values.values())
    return Place(Other(own, year, source), above + 1, len(values), median(values.values()))
