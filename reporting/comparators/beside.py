"""A figure beside others: the council a year before, its statistical neighbours, its region, England, each
with its own year.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Q

from accounts.models import Authority
from reporting.measures.base import Measure, Result, only_known
from reporting.models import Area, Benchmark, StatisticalNeighbour, TypedFigure
from reporting.models.benchmarks import SUPPRESSED

ENGLAND = "E92000001"
SAME_CHILDREN = {"placement_mix": "looked_after_at_end", "reviews_held": "reviews_held"}
LEAST_NEIGHBOURS = 5


@dataclass(frozen=True)
class Beside:
    """One figure of somebody else, or of another year. `value` None: `why` says what stands in its place."""

    who: str
    year: str
    value: Decimal | None
    why: str = ""
    note: str = ""
    source: str = ""
    is_own: bool = False


def year_label(year: int) -> str:
    """2025 -> 2024-25."""
    return f"{year - 1}-{year % 100:02d}"


def unknown_numbers(authority: Authority) -> list[str]:
    """What is to be said of official numbers of the council by which no statistics can be found."""
    councils = Area.objects.exclude(dfe_code="")
    wanted = (("DfE number", "dfe_code", authority.dfe_code), ("ONS code", "code", authority.ons_code))
    given = [(words, column, value) for words, column, value in wanted if value]
    lacking = [f"{words} {value}" for words, column, value in given if not councils.filter(**{column: value})]
    if lacking and not councils.exists():
        return [
            f"The {' and the '.join(lacking)} could not be checked: no statistics of councils are loaded yet."
        ]
    if lacking:
        return [
            f"No council with the {' or the '.join(lacking)} is in the statistics that are loaded. "
            "Check it: figures of other councils and the rate for 10,000 children are found by it."
        ]
    both = len(given) == len(wanted)
    if both and not councils.filter(dfe_code=authority.dfe_code, code=authority.ons_code).exists():
        return ["The DfE number and the ONS code belong to two different councils. Check them."]
    return []


def area_of(authority: Authority) -> Area | None:
    """The area of the official statistics that is this council; None when its codes are not set or not
    loaded.
    """
    if authority.ons_code:
        return Area.objects.filter(code=authority.ons_code).first()
    return Area.objects.filter(dfe_code=authority.dfe_code).first() if authority.dfe_code else None


def beside(
    authority: Authority, measure: Measure, year: int, *, dimension: str = "", key: str = ""
) -> list[Beside]:
    """Published and typed figures of the latest year up to the one asked for. Six statements at most.

    A council whose codes are not set has no neighbours and no region; England stands beside it all the same.
    Numbers of England or a region are left out: they tell of its size and of nothing else.
    """
    typed = _typed(authority, measure.code, year) if not dimension else []
    area = area_of(authority)
    neighbours, region = (neighbours_of(area), area.region) if area else ([], "")
    wanted = {area.pk, *neighbours} if area else set()
    places = Q(area__in=wanted) | Q(area__code__in=[ENGLAND, region])
    rows = _of_latest_year(measure, places, year, dimension, key)
    if not rows:
        return typed
    mine = {r.area_id: r for r in rows}
    ours = [r for r in rows if area and r.area_id == area.pk]
    found = [_one(r, measure, "This council, as published") for r in ours]
    if neighbours:
        published = [mine[n] for n in neighbours if n in mine]
        found.append(_mean(published, len(neighbours), measure, rows[0].year))
    return typed + found + _larger(rows, region, measure) + _rank(ours, measure)


def _larger(rows: list[Benchmark], region: str, measure: Measure) -> list[Beside]:
    """The region and England; none of a number."""
    codes = () if measure.is_count else filter(None, (region, ENGLAND))
    return [_one(r, measure, r.area.name) for code in codes for r in rows if r.area.code == code]


def _rank(own_rows: list[Benchmark], measure: Measure) -> list[Beside]:
    """The place of the council among all whose figure is published for the year, the largest first."""
    if not own_rows or (value := printed_value(own_rows[0], measure)[0]) is None:
        return []
    row = own_rows[0]
    name = "number" if measure.is_count else "value"
    same = Benchmark.objects.filter(
        indicator=row.indicator, dimension=row.dimension, key=row.key, year=row.year
    )
    councils = same.exclude(area__dfe_code="").filter(**{f"{name}__isnull": False})
    counts = councils.aggregate(of=Count("pk"), above=Count("pk", filter=Q(**{f"{name}__gt": value})))
    words = f"{counts['above'] + 1} of {counts['of']}"
    note = "Councils whose figure is published, the largest first"
    return [Beside("Place among all councils", year_label(row.year), None, words, note, row.source)]


def _of_latest_year(measure: Measure, places: Q, year: int, dimension: str, key: str) -> list[Benchmark]:
    """What is published of these places for the latest year up to the one asked for that tells of any."""
    indicator = SAME_CHILDREN.get(measure.code, measure.code)
    rows = list(
        Benchmark.objects.filter(places, indicator=indicator, dimension=dimension, key=key, year__lte=year)
        .select_related("area")
        .order_by("-year", "area__code")
    )
    return [row for row in rows if row.year == rows[0].year]


def neighbours_of(area: Area) -> list[int]:
    """The councils that the newest model calls most like this one."""
    rows = StatisticalNeighbour.objects.filter(area=area).order_by("-model_year", "rank")
    latest = list(rows.values_list("model_year", "neighbour_id"))
    return [n for year, n in latest if year == latest[0][0]]


def printed_value(row: Benchmark, measure: Measure) -> tuple[Decimal | None, str]:
    """The number or share that stands beside a measure, and the code in its place."""
    return (row.number, row.number_code) if measure.is_count else (row.value, row.value_code)


def _one(row: Benchmark, measure: Measure, who: str) -> Beside:
    value, code = printed_value(row, measure)
    why = SUPPRESSED.get(code, code) if value is None else ""
    note = ". ".join(n for n in (row.note, row.rounding) if n)
    return Beside(who, year_label(row.year), value, why, note, row.source)


def _mean(rows: list[Benchmark], of: int, measure: Measure, year: int) -> Beside:
    known = [v for v, _ in (printed_value(r, measure) for r in rows) if v is not None]
    note = f"Mean of the {len(known)} of {of} neighbours whose figure is published"
    if len(known) < LEAST_NEIGHBOURS:
        return Beside(
            "Statistical neighbours", year_label(year), None, f"only {len(known)} of {of} are published", note
        )
    mean = (sum(known, Decimal(0)) / len(known)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return Beside("Statistical neighbours", year_label(year), mean, "", note, rows[0].source)


def _typed(authority: Authority, code: str, year: int) -> list[Beside]:
    rows = TypedFigure.objects.filter(authority=authority, indicator=code, year__lte=year).order_by(
        "-year", "geography"
    )
    return [
        Beside(
            r.geography,
            year_label(r.year),
            r.value if r.value is not None else r.number,
            "",
            ". ".join(n for n in (r.note, r.rounding) if n),
            r.source,
            r.is_own,
        )
        for r in rows[:12]
    ]


def own(who: str, year: str, measure: Measure, result: Result, why: str = "") -> Beside:
    """The council's own figure as one of the row."""
    known = only_known(measure, result)
    value = Decimal(known.numerator) if measure.is_count and known.numerator is not None else known.value
    without = "not known" if known.not_known else "no such figure"
    without = "small, so not shown" if result.is_hidden else without
    found = None if why else value
    why = why or ("" if value is not None else without)
    return Beside(who, year, found, why, _not_counted(measure, known, found), is_own=True)


def _not_counted(measure: Measure, result: Result, value: Decimal | None) -> str:
    """How many a plain count may be more, where that is for the reader to see."""
    is_said = measure.is_count and value is not None and not result.hides_not_known
    return f"{result.not_known:,} more not known" if is_said and result.not_known else ""
