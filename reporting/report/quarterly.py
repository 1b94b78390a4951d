"""The quarterly report on challenge and midway checks, frozen as plain data like the annual one: figures alone, no author's words."""

from collections.abc import Callable
from datetime import date
from typing import Any

from accounts.models import Authority
from reporting.edition import composing
from reporting.figures import Figures, Part, challenge, follow_up, quarter, reviews
from reporting.models import Edition
from reporting.periods import quarter_label, quarter_named
from reporting.report.sections import Section

EDITIONS = (Edition.INTERNAL, Edition.PUBLIC)
SECTIONS: tuple[Section, ...] = (
    Section("midway", "R-19", "Midway checks", "", quarter.midways),
    Section("monitoring", "R-26", "Monitoring forms", "", follow_up.monitoring),
    Section("disputes", "R-28", "Concerns and disputes", "", quarter.disputes),
    Section("external", "R-29", "Challenge of partners", "", challenge.external),
    Section("timeliness", "R-18", "Timeliness of reviews", "", reviews.timeliness_of_quarter),
    Section("definitions", "R-39", "Definitions", "", reviews.definitions),
)


class NotBegun(ValueError):
    """The quarter lies in the future; the text says so, for the person."""


def begun(today: date, years: int = 2) -> list[tuple[int, int]]:
    """The quarters of some years, the one under way first."""
    year, number = quarter_named(today)
    return [(year - n // 4, 4 - n % 4) for n in range(4 - number, 4 - number + 4 * years)]


def check_begun(year: int, number: int, today: date) -> None:
    """Raise NotBegun when nothing of the quarter has happened yet."""
    if (year, number) > quarter_named(today):
        raise NotBegun(f"{quarter_label(year, number)} has not begun yet. Choose a quarter that has.")


def freeze(
    authority: Authority, year: int, number: int, *, on: date, say: Callable[[int, int], None] | None = None
) -> dict[str, Any]:
    """Every figure of the quarter as plain data, checked. Raises NotBegun, DoesNotSum, composing.NotSound."""
    check_begun(year, number, on)
    figures = Figures(authority, year, as_at=on, quarter=number)
    frozen = composing.head(
        authority, figures, on=on, title=f"Challenge and midway checks, {quarter_label(year, number)}"
    )
    sections = []
    for done, spec in enumerate(SECTIONS, start=1):  # the definitions are those of the figures before them
        if say:
            say(done, len(SECTIONS))
        part = spec.compute(figures) if spec.compute else Part()
        plain = composing.checked(figures, part)
        sections.append(
            {"key": spec.key, "title": spec.title, "rid": spec.rid, "narrative": "", "voices": [], **plain}
        )
    frozen |= {"sections": sections} | composing.ledger_of(figures, aliases={}, own={})
    frozen, _ = composing.without_empty(frozen)
    faults = [f for f in composing.faults_of(frozen) if f.stops]
    if faults:
        raise composing.NotSound(faults)
    return frozen
