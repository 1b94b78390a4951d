"""A year that only says in which of them a quarter lies: “in 2025-26 14 came in the first quarter”."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from reporting.proof.manuscript import Known
from reporting.proof.meaning.named_spans import Span
from reporting.proof.periods import span
from reporting.proof.sentence import Said

YEAR = 360
"""Days, at the least."""


class Named(Protocol):
    """A period that words name."""

    @property
    def spans(self) -> tuple[Span, ...]: ...


N = TypeVar("N", bound=Named)


def without_frames(named: list[N], ours: Sequence[tuple[Said, Known]]) -> list[N]:
    """The periods without the years that hold another of them, where all figures are of parts of a year."""
    times = [of for _, known in ours if (of := span(known.period))]
    if not times or any(_days(of) in (1, *range(YEAR, 400)) for of in times):
        return named
    return [one for one in named if not any(_holds(one, other) for other in named)]


def _holds(one: Named, other: Named) -> bool:
    """Whether a part of the year lies in it."""
    return any(
        year[0] <= part[0] and part[1] <= year[1] and 1 < _days(part) < YEAR <= _days(year)
        for year in one.spans
        for part in other.spans
    )


def _days(of: Span) -> int:
    return (of[1] - of[0]).days + 1
