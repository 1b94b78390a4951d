"""Figures for those who see the council as one: small numbers are hidden as in the members’ edition."""

from dataclasses import replace

from accounts.models import Authority
from reporting.edition.disclosure import SERVICE_ACTS
from reporting.edition.suppression import Rules
from reporting.measures.base import Hide, Measure, Result
from reporting.models import ReportLayout


def hide_small(authority: Authority) -> Hide:
    """Takes out a count that is small, and a share that would tell one."""
    layout = ReportLayout.of(authority)
    rules = Rules(layout.largest_hidden_count, layout.largest_hidden_base)

    def hide(measure: Measure, result: Result) -> Result:
        if measure.code in SERVICE_ACTS and not layout.hides_service_acts:
            return result
        if _is_small(measure, result, rules):
            return Result(None, None, scale=result.scale, is_hidden=True)
        return replace(result, hides_not_known=rules.is_small(result.not_known))

    return hide


def _is_small(measure: Measure, result: Result, rules: Rules) -> bool:
    if result.numerator is None:
        return False
    if measure.is_count or result.denominator is None:
        return rules.is_small(result.numerator)
    return rules.is_small(result.denominator) or rules.hides_ratio(result.numerator, result.denominator)
