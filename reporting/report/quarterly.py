"""The quarterly report: composed like the annual one, of figures alone."""

from dataclasses import replace
from datetime import date

from accounts.councils.words import said
from accounts.models import Authority
from reporting.edition import composing
from reporting.edition.document import Document
from reporting.edition.readers import check_over, is_running
from reporting.edition.soundness import NotSound, faults_of
from reporting.figures import Figures, Part, challenge, follow_up, quarter, reviews
from reporting.figures.base import Cell, Table
from reporting.figures.own_words import in_words_of
from reporting.models import Edition, QuarterWords, ReportLayout
from reporting.periods import quarter as quarter_period
from reporting.periods import quarter_label, quarter_named
from reporting.report.sections import Section
from reporting.screen.frozen_years import known_before
from statute.refusals import Refused

EDITIONS = (Edition.INTERNAL, Edition.PUBLIC)
SECTIONS: tuple[Section, ...] = (
    Section("midway", "R-19", "Midway checks", "", quarter.midways),
    Section("monitoring", "R-26", "Monitoring forms", "", follow_up.monitoring),
    Section("disputes", "R-28", "Concerns and disputes", "", quarter.disputes),
    Section("external", "R-29", "Challenge of partners", "", challenge.external),
    Section("timeliness", "R-18", "Timeliness of reviews", "", reviews.timeliness_of_quarter),
    Section("definitions", "R-39", "Definitions", "", reviews.definitions),
)


class NotBegun(Refused):
    """The quarter lies in the future."""


def begun(today: date, years: int = 2) -> list[tuple[int, int]]:
    """The quarters of some years, the one under way first."""
    year, number = quarter_named(today)
    return [(year - n // 4, 4 - n % 4) for n in range(4 - number, 4 - number + 4 * years)]


def check_begun(year: int, number: int, today: date) -> None:
    """Raise NotBegun when nothing of the quarter has happened yet."""
    if (year, number) > quarter_named(today):
        raise NotBegun(f"{quarter_label(year, number)} has not begun yet. Choose a quarter that has.")


def editions_of(year: int, number: int, today: date) -> tuple[Edition, ...]:
    """The editions that can be made of a quarter: of one that is not over none that others read."""
    return EDITIONS[:1] if is_running(quarter_period(year, number), today) else EDITIONS


def check_may_be_made(year: int, number: int, edition: str, today: date) -> None:
    """Raise NotBegun for a quarter to come, StillRuns for what readers get of it while it is not over."""
    check_begun(year, number, today)
    if edition != Edition.INTERNAL:
        check_over(quarter_period(year, number), today=today)


def compose(authority: Authority, year: int, number: int, *, on: date, for_readers: bool = True) -> Document:
    """The quarter with its figures, checked; for readers with what they know already, and with no number in
    its words that is not a figure: nobody approves it. Raises NotBegun, DoesNotSum, NotSound.
    """
    check_begun(year, number, on)
    figures = Figures(authority, year, as_at=on, quarter=number)
    title = said(f"Quarterly report of the IRO service, {quarter_label(year, number)}", authority)
    words = QuarterWords.of(authority, year, number)
    written = [
        _words(words),
        *(_written(spec, authority) for spec in SECTIONS),
        _recipients(words, authority),
    ]
    document = composing.composed(
        figures,
        composing.head_of(authority, figures, on=on, title=title),
        ReportLayout.of(authority),
        written,
    ).without_empty_sections()
    document = replace(document, earlier=known_before(authority) if for_readers else ())
    faults = [fault for fault in faults_of(document) if fault.stops or for_readers]
    if faults:
        raise NotSound(faults)
    return document


def _written(spec: Section, authority: Authority) -> composing.Written:
    """A section in the council's words."""

    def compute(figures: Figures) -> Part:
        return in_words_of(authority, (spec.compute or _nothing)(figures))

    return composing.Written(spec.key, said(spec.title, authority), compute)


def _words(said: QuarterWords | None) -> composing.Written:
    """Issues, themes and examples of the quarter, as they were written."""
    return composing.Written("in_quarter", "In this quarter", _nothing, said.words.strip() if said else "")


def _recipients(said: QuarterWords | None, authority: Authority) -> composing.Written:
    """Who receives the report."""
    rows: list[list[Cell]] = [
        [line.strip()] for line in (said.recipients if said else "").splitlines() if line.strip()
    ]
    table = Table("recipients", "Who receives this report", ["Body"], rows, f"{authority.name}.")
    return composing.Written(
        "recipients", "Distribution", lambda figures: Part(tables=[table] if rows else [])
    )


def _nothing(figures: Figures) -> Part:
    return Part()
