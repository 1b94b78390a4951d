"""Many figures in few statements: the months of a measure at once, the measures of a report together."""

from collections.abc import Iterable, Sequence

from reporting.figures.ledger import Figures
from reporting.measures.base import only_known
from reporting.measures.registry import MEASURES
from reporting.measures.timeliness import for_many
from reporting.periods import Period
from reporting.results.families import compute_many

MANY = 20
"""Measures from which on it pays to find the children and reviews of the council first."""


def gather(f: Figures, codes: Iterable[str]) -> None:
    """Compute measures for the period and, where they can be compared, for the year before: one statement
    counts those of the same rows."""
    recorded = [code for code in dict.fromkeys(codes) if f.is_recorded(code)]
    _gather(f, recorded, f.period)
    if f.has_before():
        _gather(f, [code for code in recorded if f.is_whole(code, f.before)], f.before)


def _gather(f: Figures, codes: Sequence[str], period: Period) -> None:
    wanted = [MEASURES[code] for code in codes if (code, period) not in f.results]
    scope = for_many(f.scope(period)) if len(wanted) > MANY else f.scope(period)
    for code, found in compute_many(wanted, scope).items():
        f.results[(code, period)] = only_known(MEASURES[code], found)
