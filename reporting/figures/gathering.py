"""Many figures in few statements: the months of a measure at once, the measures of a report together."""

from collections.abc import Iterable, Sequence

from reporting.figures.ledger import Figures
from reporting.measures.base import only_known
from reporting.measures.registry import MEASURES
from reporting.measures.timeliness import for_many
from reporting.periods import Period
from reporting.results.families import compute_many
from reporting.results.once_written import OnceWritten

MANY = 20
"""Measures from which on it pays to find the children and reviews of the council first."""


def gather(f: Figures, codes: Iterable[str]) -> None:
    """Compute measures for the period and, where they can be compared, for the year before: one statement
    counts those of the same rows, and what is written for the one is asked for the other."""
    recorded = [code for code in dict.fromkeys(codes) if f.is_recorded(code)]
    both = [code for code in recorded if f.has_before() and f.is_whole(code, f.before)]
    _gather(f, both, f.period, f.before)
    _gather(f, [code for code in recorded if code not in both], f.period)


def _gather(f: Figures, codes: Sequence[str], *periods: Period) -> None:
    wanted = [MEASURES[c] for c in codes if not all((c, period) in f.results for period in periods)]
    written = OnceWritten(wanted)
    for period in periods:
        scope = for_many(f.scope(period)) if len(wanted) > MANY else f.scope(period)
        for code, found in (written.of(scope) if len(periods) > 1 else compute_many(wanted, scope)).items():
            f.results[(code, period)] = only_known(MEASURES[code], found)
