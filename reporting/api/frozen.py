"""The frozen year that a program asks for which reads figures alone: it gets what a person gets who sees the
council as one (reporting/screen/frozen_years.py)."""

from accounts.models import Authority
from reporting.api.calls import BadCall
from reporting.periods import Period, named_period
from reporting.screen.frozen_years import FrozenYears

HOW = (
    "A token that reads figures alone gets whole years that are over and frozen. A QA manager freezes a year "
    "under Figures, Frozen figures."
)


def frozen_year(authority: Authority, text: str) -> tuple[Period, FrozenYears]:
    """The frozen year that an address names, without one the latest, and the figures. Raises BadCall."""
    frozen = FrozenYears(authority)
    period = named_period(text) if text else next(iter(frozen.years), None)
    if text and period is None:
        raise BadCall("Write the period as 2025-26.")
    if period is None or period not in frozen.years:
        named = ", ".join(year.label for year in frozen.years) or "none yet"
        raise BadCall(f"{HOW} There are: {named}.", 403)
    return period, frozen
