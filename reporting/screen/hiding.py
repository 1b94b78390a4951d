"""Figures for those who see the council as one: small numbers are hidden as in the members’ edition, and what
would tell them.
"""

from collections.abc import Callable
from dataclasses import replace

from accounts.models import Authority
from reporting.edition.disclosure import SERVICE_ACTS
from reporting.edition.known.identities import IN_FOSTER, known_sums
from reporting.edition.suppression import Key, Rules, System, hidden_cells
from reporting.layouts.blocks import MIX
from reporting.measures.base import Hide, Measure, Result
from reporting.measures.registry import MEASURES
from reporting.models import ReportLayout
from reporting.periods import Period

HOMES = (*MIX, IN_FOSTER)
"""Measures that add up to all children in care: one that is hidden would follow from the others."""


Count = Callable[[Measure, Period], Result]


def hide_small(authority: Authority, count: Count) -> Hide:
    """Takes out a count that is small, a share that would tell one, and what both follow from. `count`: the
    figures that the reader gets, before any is hidden.
    """
    layout = ReportLayout.of(authority)
    rules = Rules(layout.largest_hidden_count, layout.largest_hidden_base)
    homes: dict[Period, frozenset[str]] = {}

    def tells_another(code: str, period: Period) -> bool:
        if period not in homes:
            homes[period] = _hidden_homes(count, period, rules)
        return code in homes[period]

    def hide(measure: Measure, result: Result, period: Period) -> Result:
        if measure.code in SERVICE_ACTS and not layout.hides_service_acts:
            return result
        is_small = _is_small(measure, result, rules)
        if is_small or (measure.code in HOMES and result.numerator and tells_another(measure.code, period)):
            return Result(None, None, scale=result.scale, is_hidden=True)
        return replace(result, hides_not_known=rules.is_small(result.not_known))

    return hide


def _is_small(measure: Measure, result: Result, rules: Rules) -> bool:
    if result.numerator is None:
        return False
    if measure.is_count or result.denominator is None:
        return rules.is_small(result.numerator)
    return rules.is_small(result.denominator) or rules.hides_ratio(result.numerator, result.denominator)


def _hidden_homes(count: Count, period: Period, rules: Rules) -> frozenset[str]:
    """Where children live: the measures that are hidden so that none that is small follows from the rest."""
    counts: dict[Key, int] = {}
    for code in HOMES:
        result = count(MEASURES[code], period)
        if result.numerator is not None and result.denominator is not None:
            counts[f"{code}|{period.end}|count"] = result.numerator
            counts[f"{code}|{period.end}|base"] = result.denominator
    equations, slack = known_sums({str(key): count for key, count in counts.items()})
    found = hidden_cells(System(counts, equations, unprinted=slack), rules)
    return frozenset(code for code in HOMES if f"{code}|{period.end}|count" in found)
