"""The figures of several years as those get them who see the council as one."""

from collections.abc import Iterable

from accounts.models import Authority
from reporting.edition.known.identities import IN_FOSTER
from reporting.figures.references import reference
from reporting.layouts.blocks import MIX
from reporting.layouts.registry import PAGES
from reporting.measures.base import Result, Scope, compute
from reporting.measures.registry import MEASURES
from reporting.periods import Period, collection_year
from reporting.screen.hiding import Hiding
from reporting.screen.views import OVERVIEW, groups_of
from tests.integration.reporting.conftest import TODAY

YEARS = (2023, 2024, 2025, 2026)
HOMES = (*MIX, IN_FOSTER)
"""Measures that add up to all children in care."""


def counted(council: Authority, codes: Iterable[str]) -> dict[Period, dict[str, Result]]:
    """The figures of each year."""
    return {
        period: {code: compute(MEASURES[code], Scope(council, period, as_at=TODAY)) for code in sorted(codes)}
        for period in map(collection_year, YEARS)
    }


def seen(council: Authority, codes: Iterable[str]) -> tuple[dict[str, int], dict[str, int | None]]:
    """What is counted, and what of it is seen: None where it is not shown."""
    years = counted(council, codes)
    truth: dict[str, int] = {}
    cells: dict[str, int | None] = {}
    hiding = Hiding(council, years)
    for period, results in years.items():
        for code, result in results.items():
            measure = MEASURES[code]
            if result.numerator is None:
                continue
            shown = hiding.shown(measure, period, result)
            for part, count, is_hidden in (
                ("count", result.numerator, shown.is_hidden),
                ("base", result.denominator, shown.is_hidden),
                ("not_known", result.not_known, shown.is_hidden or shown.hides_not_known),
            ):
                if count is not None:
                    ref = reference(measure, period, part, "", "")
                    truth[ref] = count
                    cells[ref] = None if is_hidden else count
    return truth, cells


def on_pages() -> set[str]:
    """The measures that stand on pages of figures."""
    return {code for key in (OVERVIEW, *PAGES) for _, listed in groups_of(key) for code in listed}
