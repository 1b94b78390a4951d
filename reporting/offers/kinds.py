"""An exhibit that a section offers, and the ways in which one shows its measures."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reporting.comparators.placed import Name
from reporting.figures import Figures, Table, challenge, lateness
from reporting.figures.crossed import (
    among_councils,
    by_age_and_sex,
    by_two,
    counts_over_years,
    means_of_months,
    population_behind,
    shares_beside_published,
    shares_over_years,
)
from reporting.figures.follow_up import answers_by_question
from reporting.figures.over_time import averages_by_month, quarters_of
from reporting.figures.steps import flow_table
from reporting.figures.tables import breakdown, counts_beside, shares_beside, years_of
from reporting.measures.groups import CHOICES, chosen_otherwise, groups_on
from reporting.measures.registry import MEASURES

Make = Callable[[Figures], Table | None]


@dataclass(frozen=True)
class Exhibit:
    """One exhibit of a section: the measures in it, and whether a new report prints it. It does too where the
    council counts by the first of them and others usually do not.
    """

    key: str
    title: str
    codes: tuple[str, ...]
    make: Make
    is_usual: bool = True

    def is_usual_in(self, f: Figures) -> bool:
        """Whether a new report of this council and year prints it."""
        first = self.codes[0]
        if self.is_usual or (first in CHOICES and first in chosen_otherwise(f.authority, f.period.end)):
            return True
        return self.key in STAND_IN and not f.is_recorded("monitoring_forms")


STAND_IN = frozenset(
    {
        "crossings",
        "entrants_by_home",
        "entrants_by_legal",
        "entrants_by_ethnicity",
        "early_out",
        "placement_mix_by_provider",
        "reviews_each",
        "reviews_held_by_age",
        "harm",
        "homes",
        "school_age",
        "starters_years",
        "leavers_years",
        "missing_incidents_months",
        "missing_incidents_by_length",
    }
)
"""Exhibits that are usual where no forms after reviews are kept: the returns tell more instead."""


def shares(key: str, title: str, *codes: str, usual: bool = True) -> Exhibit:
    """Shares with last year, target, similar councils and England."""
    return Exhibit(key, title, codes, lambda f: shares_beside(f, codes, key, title), usual)


def counts(key: str, title: str, *codes: str, usual: bool = True) -> Exhibit:
    """Counts with last year."""
    return Exhibit(key, title, codes, lambda f: counts_beside(f, codes, key, title), usual)


def kinds(
    code: str,
    by: str,
    title: str,
    heading: str,
    *,
    usual: bool = True,
    groups: str = "",
    order: Iterable[str] = (),
    labels: dict[str, str] | None = None,
) -> Exhibit:
    """One count by kind, in the council's own groups where it has them, or in another order. `labels` are the
    words for keys. One kind alone says little, so that it is printed only where an author chose it."""
    key, fewest = f"{code}_by_{by}", 2 if usual else 1

    def make(f: Figures) -> Table | None:
        if not f.is_recorded(code):
            return None
        named = [g.label for g in groups_on(f.authority, groups, f.period.end)] if groups else list(order)
        found = breakdown(f, code, by, title, heading, named, labels=labels, key=key)
        return found if len(_named(found)) >= fewest else None

    return Exhibit(key, title, (code,), make, usual)


def questions(code: str, title: str) -> Exhibit:
    """A row for each question that the council added: yes, of how many, and not known."""

    def make(f: Figures) -> Table | None:
        return next(iter(answers_by_question(f, code, title, "Yes")), None) if f.is_recorded(code) else None

    return Exhibit(code, title, (code,), make, is_usual=False)


def _named(table: Table) -> list[str]:
    return [str(row[0]) for row in table.rows if row[0] != "Not recorded"]


def years(code: str, title: str, *, usual: bool = True) -> Exhibit:
    """Three to five years; none where this one is not over, and what happens in it is still to come."""
    key, of = f"{code}_years", MEASURES[code]
    adds_up = of.is_count and not of.as_at_end

    def make(f: Figures) -> Table | None:
        return None if adds_up and not f.is_over else years_of(f, code, key, title)

    return Exhibit(key, title, (code,), make, usual)


def months(code: str, title: str, heading: str, *, usual: bool = False) -> Exhibit:
    """Twelve months of a count."""
    key = f"{code}_months"

    def make(f: Figures) -> Table | None:
        if not f.is_recorded(code) or not f.count(code).value:
            return None
        return flow_table(f, code, key, title, heading)

    return Exhibit(key, title, (code,), make, usual)


def one_by_one(key: str, title: str, *instead_of: str) -> Exhibit:
    """Each late review as a disc, in the internal edition."""
    return Exhibit(
        key, title, (lateness.CODE,), lambda f: lateness.late_one_by_one(f, key, title, instead_of)
    )


def quarters(key: str, title: str, *codes: str) -> Exhibit:
    """The four quarters of the year beside each other."""
    return Exhibit(key, title, codes, lambda f: quarters_of(f, codes, key, title), is_usual=False)


def pyramid(code: str, title: str) -> Exhibit:
    """Boys and girls of each age back to back."""
    key = f"{code}_pyramid"
    return Exhibit(key, title, (code,), lambda f: by_age_and_sex(f, code, key, title), False)


def crossed(
    code: str,
    down: str,
    across: str,
    title: str,
    heading: str,
    *,
    order: Iterable[str] = (),
    labels: dict[str, str] | None = None,
) -> Exhibit:
    """A count by two facts at once: one down, one across."""
    key = f"{code}_by_{down}_{across}"

    def make(f: Figures) -> Table | None:
        return by_two(f, code, (down, across), key, title, heading, list(order), labels or {})

    return Exhibit(key, title, (code,), make, False)


def over_years(code: str, by: str, title: str, heading: str) -> Exhibit:
    """The shares of each kind in up to five years, and their mean."""
    key = f"{code}_{by}_mean"
    return Exhibit(key, title, (code,), lambda f: shares_over_years(f, code, by, key, title, heading), False)


def each_year(code: str, by: str, title: str, heading: str) -> Exhibit:
    """The counts of each kind in up to five years."""
    key = f"{code}_{by}_each_year"
    return Exhibit(key, title, (code,), lambda f: counts_over_years(f, code, by, key, title, heading), False)


def month_means(key: str, title: str, *codes: str) -> Exhibit:
    """Measures on the last day beside their mean over the months."""
    return Exhibit(key, title, codes, lambda f: means_of_months(f, codes, key, title), False)


def beside_published(code: str, by: str, title: str, heading: str) -> Exhibit:
    """The shares of each kind beside those that are published."""
    key = f"{code}_{by}_beside"
    return Exhibit(
        key, title, (code,), lambda f: shares_beside_published(f, code, by, key, title, heading), False
    )


def averages(code: str, title: str, heading: str) -> Exhibit:
    """An average on the last day of each month."""
    key = f"{code}_months"
    return Exhibit(key, title, (code,), lambda f: averages_by_month(f, code, key, title, heading), False)


def place(key: str, title: str, *codes: str, of: dict[Name, str] | None = None) -> Exhibit:
    """The place among all councils of measures that are published, and of kinds of them with their words."""
    names = {(code, "", ""): MEASURES[code].title for code in codes} | (of or {})
    found = tuple(dict.fromkeys(code for code, _, _ in names))
    return Exhibit(key, title, found, lambda f: among_councils(f, names, key, title), False)


def population(key: str, title: str) -> Exhibit:
    """The rate with the population behind it."""
    return Exhibit(key, title, ("rate_per_10000",), lambda f: population_behind(f, key, title), False)


def stages(key: str, title: str) -> Exhibit:
    """The stages of challenge as a drawing."""
    codes = (challenge.INFORMAL, challenge.FORMAL)
    return Exhibit(key, title, codes, lambda f: challenge.path(f, key, title), False)
