"""The tables of a page of figures as plain grids: headings, rows of cells with the address of the list
behind them, and the check that parts add up.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString

from accounts.councils.words import as_said
from accounts.models import Authority
from accounts.ui.tables import Cell, headings
from reporting.drawing import charts
from reporting.drawing.charts import shown
from reporting.layouts import blocks as pages
from reporting.layouts.registry import codes_of
from reporting.measures.base import Measure, Result, Scope, compute_cross
from reporting.measures.groups import groups_on
from reporting.measures.registry import DIMENSIONS, MEASURES
from reporting.periods import Period, collection_year
from reporting.screen.counted_figures import CountedFigures
from reporting.screen.frozen_years import FrozenYears
from reporting.screen.shown import (
    OF_ALL_ALONE,
    FrozenAlone,
    Standing,
    StandingFigures,
    counted,
    figure,
    is_of_all_alone,
    judged,
    number,
    part,
    unknown,
)
from reporting.shares import percentage

YEARS_SHOWN = 3


@dataclass
class Grid:
    """A table as a page shows it. `raw` holds the numbers without their dress, row by row, for those who
    check them.
    """

    title: str
    headings: list[dict[str, Any]]
    rows: list[list[Cell]] = field(default_factory=list)
    raw: dict[str, list[Any]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    chart: SafeString | None = None


def period_key(period: Period) -> str:
    """The period as an address names it: 2026 a collection year, 2025-09 a month."""
    return str(period.end.year) if period.is_collection_year else f"{period.start:%Y-%m}"


def _heads(first: str, *numeric: str) -> list[dict[str, Any]]:
    return headings(first, *numeric, numeric=numeric)


NO_LIST = ("–", "gap", OF_ALL_ALONE)
NOBODY = "0"
"""Of a part of a figure: there is no list of what is not there."""
OF_TODAY = "Counted from the records of today: two breakdowns at once are not frozen."


class Maker:
    """Makes the grids of one page for one council and collection year. `scope`: whose figures, where they are
    not those of every child of the council.
    """

    def __init__(
        self,
        authority: Authority,
        year: int,
        page: pages.Page,
        *,
        today: date,
        may_open: bool,
        targets: dict[str, Any],
        frozen: FrozenYears | None = None,
        scope: Scope | None = None,
    ) -> None:
        self.authority, self.year, self.page = authority, collection_year(year), page
        self.today, self.may_open, self.targets = today, may_open, targets
        self.months = [p for p in self.year.months() if p.start <= today and frozen is None]
        self.years = [collection_year(y) for y in range(year - YEARS_SHOWN + 1, year + 1)]
        self.scope = replace(scope or Scope(authority, self.year), period=self.year, as_at=today)
        self.figures: StandingFigures | FrozenAlone | CountedFigures
        if frozen is not None:
            self.figures = FrozenAlone(authority, frozen)
        elif self.scope.children is not None:
            self.figures = CountedFigures(self.scope, page, self.months)
        else:
            self.figures = StandingFigures(authority, codes_of(page), [*self.years, *self.months])

    def _whole(self, measure: Measure) -> Period:
        """The period of the year's figure: while the year runs, a count on a day is that of the last month
        that is over.
        """
        over = [m for m in self.months if m.end <= self.today]
        runs = self.year.end > self.today and measure.as_at_end and not measure.of_years
        return over[-1] if runs and over else self.year

    def grids(self) -> list[Grid]:
        """The tables of the page in order."""
        makers: dict[type, Callable[[Any], Grid]] = {
            pages.Months: self._months,
            pages.Breakdown: self._breakdown,
            pages.Cross: self._cross,
            pages.Years: self._years,
            pages.Figures: self._figures,
            pages.Balance: self._balance,
        }
        return [makers[type(block)](block) for block in self.page.blocks]

    def _cell(
        self, measure: Measure, period: Period, found: Standing | None, *, dimension: str = "", key: str = ""
    ) -> dict[str, Any]:
        words = figure(measure, found.result if found else None)
        note = ""
        if found and found.gap:
            words, note = "gap", ""
        elif found and is_of_all_alone(measure, found.result, replace(self.scope, period=period)):
            words = OF_ALL_ALONE
        elif found and found.restated:
            note = f"now {figure(measure, found.restated)}"
        return {"text": words, "note": note, "href": self._list(measure, period, words, dimension, key)}

    def _list(
        self,
        measure: Measure,
        period: Period,
        words: str,
        dimension: str = "",
        key: str = "",
        across: tuple[str, str] | None = None,
    ) -> str:
        if not self.may_open or words in NO_LIST or (dimension and words == NOBODY):
            return ""
        asked = {"period": period_key(period)} | ({"by": dimension, "key": key} if dimension else {})
        if across:
            asked |= {"and": across[0], "is": across[1]}
        return f"{reverse('reporting:rows', args=[measure.code])}?{urlencode(asked)}"

    def _months(self, block: pages.Months) -> Grid:
        grid = Grid(block.title, _heads("Measure", *(f"{m.start:%b}" for m in self.months), "Year"))
        for code in block.codes:
            measure = MEASURES[code]
            periods = [*self.months, self._whole(measure)]
            found = [self.figures.get(measure, p) for p in periods]
            cells = [self._cell(measure, p, s) for p, s in zip(periods, found, strict=True)]
            grid.rows.append([self._head(measure), *cells])
            grid.raw[code] = [s.result if s else None for s in found]
        grid.notes += self._gap_notes(block.codes)
        return grid

    def _head(self, measure: Measure) -> Cell:
        return {
            "text": as_said(measure.title),
            "href": f"{reverse('reporting:measure', args=[measure.code])}?period={self.year.end.year}",
        }

    def _gap_notes(self, codes: tuple[str, ...]) -> list[str]:
        found = (self.figures.gaps.notes(MEASURES[c], p) for c in codes for p in (self.year, *self.months))
        return list(dict.fromkeys(note for notes in found for note in notes))

    def _breakdown(self, block: pages.Breakdown) -> Grid:
        measure = MEASURES[block.code]
        label = DIMENSIONS[block.dimension]
        grid = Grid(
            block.title,
            _heads(label, "Number", "Share"),
        )
        whole = self.figures.get(measure, self.year)
        if whole is not None and whole.result.numerator is None:
            return grid  # nothing is known to break down
        keys = self._in_order(block.dimension, self.figures.keys(measure, self.year, block.dimension))
        found = {k: self.figures.get(measure, self.year, block.dimension, k) for k in keys}
        total = (whole.result.numerator or 0) if whole else 0
        for key, standing in found.items():
            count = standing.result.numerator if standing else None
            cell = self._cell(measure, self.year, standing, dimension=block.dimension, key=key)
            cell["text"] = number(count)
            grid.rows.append([{"text": key}, cell, {"text": _share(count, total)}])
            grid.raw[key] = [count, percentage(count, total)]
        if keys:
            self._total(grid, measure, total)
            labels = [k[:60] for k in keys]
            values = [grid.raw[k][0] for k in keys]
            uid = f"{block.code}-{block.dimension}"
            grid.chart = charts.rows(uid, block.title, labels, values)
        return grid

    def _total(self, grid: Grid, measure: Measure, total: int) -> None:
        parts = sum(row[0] or 0 for row in grid.raw.values())
        words = shown(total)
        grid.rows.append(
            [
                {"text": "All"},
                {"text": words, "href": self._list(measure, self.year, words)},
                {"text": "100.0%" if total else "–"},
            ]
        )
        grid.raw["All"] = [total, percentage(total, total)]
        if parts != total:
            grid.notes.append(
                f"The parts add up to {parts:,}, but all are {total:,}. Compute the measures again."
            )

    def _cross(self, block: pages.Cross) -> Grid:
        measure = MEASURES[block.code]
        found = compute_cross(measure, replace(self.scope, period=self._so_far()), block.down, block.across)
        found = {keys: result for keys, result in found.items() if result.numerator is not None}
        down = self._in_order(block.down, _by_size(found, 0))
        across = self._in_order(block.across, _by_size(found, 1))
        grid = Grid(block.title, _heads(DIMENSIONS[block.down], *across, "All"))
        for key in down:
            numbers = [found[key, a].numerator or 0 if (key, a) in found else 0 for a in across]
            cells = [
                {
                    "text": shown(n),
                    "href": self._list(
                        measure, self.year, "–" if not n else shown(n), block.down, key, (block.across, a)
                    ),
                }
                for n, a in zip(numbers, across, strict=True)
            ]
            grid.rows.append([{"text": key}, *cells, {"text": shown(sum(numbers))}])
            grid.raw[key] = [*numbers, sum(numbers)]
        if down:
            sums = [sum(column) for column in zip(*grid.raw.values(), strict=True)]
            grid.rows.append([{"text": "All"}, *({"text": shown(n)} for n in sums)])
            grid.raw["All"] = sums
        whole = self.figures.get(measure, self.year)
        if whole and whole.is_frozen:
            grid.notes.append(f"{OF_TODAY} The frozen figure of the year is {figure(measure, whole.result)}.")
        return grid

    def _in_order(self, dimension: str, keys: list[str]) -> list[str]:
        """Ages from young to old, numbers upwards, codes by their letters; what is most frequent first
        otherwise.
        """
        if dimension == "age":
            labels = [g.label for g in groups_on(self.authority, "age", self.year.end)]
            return sorted(keys, key=lambda k: labels.index(k) if k in labels else len(labels))
        if dimension in ("number", "years", "code"):
            return sorted(
                keys,
                key=lambda k: (not k.isdecimal() and dimension != "code", int(k) if k.isdecimal() else 0, k),
            )
        return keys

    def _so_far(self) -> Period:
        return Period(self.year.start, max(self.year.start, min(self.year.end, self.today)))

    def _years(self, block: pages.Years) -> Grid:
        measure = MEASURES[block.code]
        named = (
            [k for y in self.years for k in self.figures.keys(measure, y, block.dimension)]
            if block.dimension
            else []
        )
        keys = self._in_order(block.dimension, list(dict.fromkeys(named)))
        grid = Grid(block.title, _heads("Year", *keys, "All" if keys else as_said(measure.title)))
        for year in self.years:
            whole = self.figures.get(measure, year)
            parts = [
                self.figures.get(measure, year, block.dimension, k)
                or (Standing(Result(0, None)) if whole and whole.result.numerator is not None else None)
                for k in keys
            ]
            cells = [
                self._cell(measure, year, s, dimension=block.dimension, key=k)
                for k, s in zip(keys, parts, strict=True)
            ]
            grid.rows.append([{"text": year.label}, *cells, self._cell(measure, year, whole)])
            grid.raw[year.label] = [s.result.numerator if s else None for s in [*parts, whole]]
        return grid

    def _figures(self, block: pages.Figures) -> Grid:
        before = self.years[-2]
        grid = Grid(
            block.title,
            _heads("Measure", self.year.label, "Counted", "Of", "Not known", before.label, "Target"),
        )
        for code in block.codes:
            measure = MEASURES[code]
            whole = self._whole(measure)
            now, then = self.figures.get(measure, whole), self.figures.get(measure, before)
            result = now.result if now else Result(None, None)
            target = self.targets.get(code)
            grid.rows.append(
                [
                    self._head(measure),
                    self._cell(measure, whole, now),
                    {"text": part(measure, counted(result))},
                    {"text": part(measure, judged(result))},
                    {"text": number(unknown(result))},
                    self._cell(measure, before, then),
                    {
                        "text": f"{shown(target)}{measure.sign if not measure.is_count else ''}"
                        if target is not None
                        else "none"
                    },
                ]
            )
            grid.raw[code] = [result]
        grid.notes += self._gap_notes(block.codes)
        return grid

    def _balance(self, block: pages.Balance) -> Grid:
        words = ("At the start", "Came", "Left", "Counted anew", "No longer counted", "At the end")
        grid = Grid(block.title, _heads("Period", *words))
        for period in [*self.months, self.year]:
            found = [self.figures.get(MEASURES[c], period) for c in pages.BALANCE]
            numbers = [s.result.numerator if s else None for s in found]
            label = "The year" if period == self.year else f"{period.start:%B %Y}"
            grid.rows.append(
                [
                    {"text": label},
                    *(self._cell(MEASURES[c], period, s) for c, s in zip(pages.BALANCE, found, strict=True)),
                ]
            )
            grid.raw[label] = numbers
            if None not in numbers and not reconciles(numbers):
                grid.notes.append(
                    f"{label}: start, came and left do not give the end. Compute the measures again."
                )
        return grid


def reconciles(numbers: list[int | None]) -> bool:
    """Whether start + came - left + from short breaks - into them gives the end."""
    start, came, left, joined, went, end = (n or 0 for n in numbers)
    return start + came - left + joined - went == end


def _by_size(found: dict[tuple[str, str], Result], place: int) -> list[str]:
    sizes: dict[str, int] = {}
    for keys, result in found.items():
        sizes[keys[place]] = sizes.get(keys[place], 0) + (result.numerator or 0)
    return sorted(sizes, key=lambda k: (k == "not recorded", -sizes[k], k))


def _share(number: int | None, total: int) -> str:
    value = percentage(number, total)
    return f"{value}%" if value is not None else "–"
