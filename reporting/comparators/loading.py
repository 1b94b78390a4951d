"""Official statistics by council, loaded from their published files.

A suppressed value keeps its code; a value is stored as it was printed and rounded.
"""

import csv
import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.db.models import Max

from accounts.audit import trail as audit
from accounts.models import User
from reporting.comparators.statistics import ENGLAND, FILES, Row, Value
from reporting.models import Area, Benchmark, StatisticalNeighbour
from reporting.models.benchmarks import SUPPRESSED


class NothingRecognised(ValueError):
    """None of the files of the folder is one of the statistics; the text names the folder."""


@dataclass
class Loaded:
    """What came of a folder."""

    values: int = 0
    areas: int = 0
    neighbours: int = 0
    files: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def number_of(printed: str) -> tuple[Decimal | None, str]:
    """A printed value and its suppression code: one of them is empty. "-" and nothing are "x", not
    available.
    """
    text = printed.strip().replace(",", "")
    if text in ("", "-"):
        return None, "x"
    if text.lower() in SUPPRESSED:
        return None, text.lower()
    try:
        return Decimal(text), ""
    except InvalidOperation:
        return None, "x"


NEIGHBOURS = frozenset({"old_la_code", "SN_1", "SN_1P"})


def read(path: Path) -> Iterator[Row]:
    """The rows of a CSV file, packed or not."""
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as packed:
            yield from csv.DictReader(packed, restval="")
    else:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file, restval="")


def load(folder: Path, by: User | None = None) -> Loaded:
    """Load every statistic of a folder; a value already there is brought up to date. Raises
    NothingRecognised.
    """
    done, sheets = Loaded(), []
    for path in sorted(p for p in folder.iterdir() if p.name.endswith((".csv", ".csv.gz"))):
        rows = list(read(path))
        columns = frozenset(rows[0]) if rows else frozenset()
        if columns >= NEIGHBOURS or any(wanted <= columns for wanted, _ in FILES):
            sheets.append((path.name, columns, rows))
            done.files.append(path.name)
        else:
            done.skipped.append(path.name)
    if not sheets:
        raise NothingRecognised(f"None of the files in {folder} is one of the published statistics.")
    with audit.action("comparators.loaded", by=by, files=len(sheets)):
        done.areas = _keep_areas(row for _, _, rows in sheets for row in rows)
        names = _areas_by_name()
        for _, columns, rows in sheets:
            if columns >= NEIGHBOURS:
                done.neighbours += _keep_neighbours(rows, names)
            else:
                make = next(made for wanted, made in FILES if wanted <= columns)
                done.values += _keep_values((v for row in rows for v in make(row)), names)
    return done


def _areas_by_name() -> dict[str, Area]:
    """Every area by its code, councils by their old number too, and the rest by name."""
    found = {a.code: a for a in Area.objects.all()}
    numbered = {a.dfe_code or a.name: a for a in found.values()}
    return numbered | found


def _keep_areas(rows: Iterable[Row]) -> int:
    areas = {ENGLAND: Area(code=ENGLAND, name="England")}
    years: dict[str, int] = {}
    for row in rows:
        code, number, region = (
            row.get("new_la_code", ""),
            row.get("old_la_code", ""),
            row.get("region_code", ""),
        )
        if region and row.get("region_name"):
            areas.setdefault(region, Area(code=region, name=row["region_name"]))
        if len(code) == 9 and len(number) == 3:
            region = region or areas.get(code, Area()).region
            name = row.get("la_name") or row.get("geo_breakdown", "")
            areas[code] = Area(code=code, dfe_code=number, name=name, region=region)
            years[code] = max(years.get(code, 0), _year_of(row.get("time_period", "")))
    in_use = _codes_in_use(areas.values(), years)
    kept = [a for a in areas.values() if not a.dfe_code or in_use[a.dfe_code] == a.code]
    Area.objects.bulk_create(
        kept, update_conflicts=True, unique_fields=["code"], update_fields=["name", "region", "dfe_code"]
    )
    return len(kept)


def _year_of(period: str) -> int:
    """The year in which a period of the statistics ends, "2024" or "202324"; 0 where none is given."""
    if not period[:4].isdigit():
        return 0
    return int(period[:4]) + (len(period) == 6)


def _codes_in_use(areas: Iterable[Area], years: dict[str, int]) -> dict[str, str]:
    """The ONS code of each council by its DfE number: North Yorkshire keeps its number and gets another code.

    Files come in any order, alone or together, and some list the years backwards: the code of the latest
    year counts. An area that is there under an earlier code gets the later one.
    """
    newest: dict[str, str] = {}
    for area in areas:
        if area.dfe_code and years.get(area.code, 0) >= years.get(newest.get(area.dfe_code, ""), 0):
            newest[area.dfe_code] = area.code
    there = Area.objects.filter(dfe_code__in=newest).annotate(year=Max("benchmarks__year"))
    for area in there:
        code = newest[area.dfe_code]
        if code != area.code and years.get(code, 0) > (area.year or 0):
            Area.objects.filter(pk=area.pk).update(code=code)
        elif code != area.code:
            newest[area.dfe_code] = area.code
    return newest


def _keep_neighbours(rows: list[Row], areas: dict[str, Area], model_year: int = 2025) -> int:
    made = [
        StatisticalNeighbour(
            area=areas[row["old_la_code"]],
            neighbour=areas[row[f"SN_{n}"]],
            rank=n,
            closeness=row[f"SN_{n}P"].strip(),
            model_year=model_year,
        )
        for row in rows
        if row["old_la_code"] in areas
        for n in range(1, 11)
        if row.get(f"SN_{n}", "") in areas
    ]
    StatisticalNeighbour.objects.bulk_create(
        made,
        update_conflicts=True,
        unique_fields=["area", "model_year", "rank"],
        update_fields=["neighbour", "closeness"],
    )
    return len(made)


def _keep_values(values: Iterable[Value], areas: dict[str, Area]) -> int:
    made: dict[tuple[object, ...], Benchmark] = {}
    for v in values:
        area = areas.get(v.area)
        if area is None:
            continue
        (number, number_code), (value, value_code) = number_of(v.number), number_of(v.value)
        made[area.pk, v.indicator, v.dimension, v.key, v.year] = Benchmark(
            area=area,
            indicator=v.indicator,
            dimension=v.dimension,
            key=v.key,
            year=v.year,
            number=number,
            number_code=number_code,
            value=value,
            value_code=value_code,
            rounding=v.rounding,
            source=v.source,
            note=v.note,
        )
    Benchmark.objects.bulk_create(
        made.values(),
        batch_size=2000,
        update_conflicts=True,
        unique_fields=["area", "indicator", "dimension", "key", "year"],
        update_fields=["number", "number_code", "value", "value_code", "rounding", "source", "note"],
    )
    return len(made)
