"""How long the record of a child is kept (AR-3): to the 75th birthday, 15 years after a death before 18,
100 years after an adoption order.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from statute.terms import STATUTORY, Terms

ADULT = 18

BORN, DIED, ADOPTED = "born", "died", "adopted"
WHY = {
    BORN: "{} years from the date of birth",
    DIED: "{} years from the death of a child",
    ADOPTED: "{} years from the adoption order",
}


@dataclass(frozen=True)
class Kept:
    """The last day on which the record must be kept, and by which rule."""

    until: date
    rule: str
    years: int

    @property
    def why(self) -> str:
        return WHY[self.rule].format(self.years)


def anniversary(day: date, years: int) -> date:
    """The same day so many years later. 29 February becomes 1 March: the later day."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def kept_until(
    *, born_on: date, died_on: date | None = None, adopted_on: date | None = None, terms: Terms = STATUTORY
) -> Kept:
    """To which day the record is kept. Nothing may go while a legal hold stands, whatever this says."""
    if adopted_on is not None:
        years = terms.adoption_record_years
        return Kept(anniversary(adopted_on, years), ADOPTED, years)
    if died_on is not None and died_on < anniversary(born_on, ADULT):
        years = terms.record_death_years  # the day of the death counts
        return Kept(anniversary(died_on, years) - timedelta(days=1), DIED, years)
    return Kept(anniversary(born_on, terms.record_years), BORN, terms.record_years)
