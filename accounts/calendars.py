"""The working-day calendar and the council's terms, from their tables into the pure types of statute/."""

from django.db.models import BigIntegerField

from accounts.models import Authority, AuthorityTerms, BankHoliday, CalendarYear
from accounts.written import Written
from statute.terms import TermsInForce, tightened
from statute.working_days import WorkingDays

YEARS = Written(lambda: CalendarYear.objects.order_by().values_list("year"))
HOLIDAYS = Written(lambda: BankHoliday.objects.order_by().values_list("day"))
TERMS = Written(
    lambda authority: (
        AuthorityTerms.objects.filter(authority=authority)
        .order_by("starts_on")
        .values_list("starts_on", "changes")
    ),
    authority=BigIntegerField(),
)


def working_days() -> WorkingDays:
    """The calendar of England and Wales (CAL-1). Past its last known year it raises instead of guessing."""
    years = [year for (year,) in YEARS()]
    return WorkingDays(
        bank_holidays=frozenset(day for (day,) in HOLIDAYS()),
        first_year=min(years, default=0),
        last_year=max(years, default=0),
    )


def terms_for(authority: Authority) -> TermsInForce:
    """The council's terms by start date; before the first row the statutory ones hold."""
    rows = TERMS(authority=authority.pk)
    return TermsInForce(rows=tuple((starts_on, tightened(**changes)) for starts_on, changes in rows))
