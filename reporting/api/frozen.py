"""Figures for programs that read figures alone: of years that are over, as the council froze them.

Such a program gets no small number. But a program that asked every day would see a count grow by one, and so
learn that something happened to one child on that day; late entries would show the same for a year that is
over. Frozen figures never change, so every answer about a year is the same.
"""

from accounts.models import Authority
from reporting.api.calls import BadCall
from reporting.measures.base import NO_FIGURE, Measure, Result
from reporting.models import Freeze, FrozenFigure
from reporting.periods import Period, named_period
from reporting.screen.hiding import hide_small

HOW = (
    "A token that reads figures alone gets whole years that are over and frozen. A QA manager freezes a year "
    "under Figures, Frozen figures."
)


def frozen_year(authority: Authority, text: str) -> Freeze:
    """The frozen year that an address names; without one the latest. Raises BadCall."""
    rows = Freeze.objects.filter(authority=authority).order_by("-period_to")
    years = {freeze.period_from: freeze for freeze in rows if _of(freeze).is_collection_year}
    period = named_period(text) if text else None
    if text and period is None:
        raise BadCall("Write the period as 2025-26.")
    wanted = next(iter(years.values()), None) if period is None else years.get(period.start)
    if wanted is None or (period is not None and _of(wanted) != period):
        named = ", ".join(_of(freeze).label for freeze in years.values()) or "none yet"
        raise BadCall(f"{HOW} There are: {named}.", 403)
    return wanted


def frozen_figure(measure: Measure, freeze: Freeze) -> Result:
    """The figure as it was when it was frozen, without what was small then or would reveal it."""
    figures = FrozenFigure.objects.filter(freeze=freeze, dimension="")
    results = {row.code: Result(row.numerator, row.denominator, row.not_known, row.scale) for row in figures}

    def as_frozen(asked: Measure, period: Period) -> Result:
        return results.get(asked.code, NO_FIGURE)

    hide, period = hide_small(freeze.authority, count=as_frozen), _of(freeze)
    return hide(measure, as_frozen(measure, period), period)


def _of(freeze: Freeze) -> Period:
    return Period(freeze.period_from, freeze.period_to)
