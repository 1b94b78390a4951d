"""The working-day calendar and the council's terms, from their tables into the pure types of statute/."""

from accounts.models import Authority, AuthorityTerms, BankHoliday, CalendarYear
from statute.terms import TermsInForce, tightened
from statute.working_days import WorkingDays


def working_days() -> WorkingDays:
    """The calendar of England and Wales (CAL-1). Past its last known year it raises instead of guessing."""
    years = list(CalendarYear.objects.values_list("year", flat=True))
    return WorkingDays(
        bank_holidays=frozenset(BankHoliday.objects.values_list("day", flat=True)),
        first_year=min(years, default=0),
        last_year=max(years, default=0),
    )


def terms_for(authority: Authority) -> TermsInForce:
    """The council's terms by start date; before the first row the statutory ones hold."""
    rows = (
        AuthorityTerms.objects.filter(authority=authority)
        .order_by("starts_on")
        .values_list("starts_on", "changes")
    )
    return TermsInForce(rows=tuple((starts_on, tightened(**changes)) for starts_on, changes in rows))
