"""How long a person is named on a restricted record: to a last day, and looked at again on the way."""

from dataclasses import dataclass
from datetime import date

from accounts.calendars import terms_for
from accounts.councils.words import said
from accounts.models import Authority
from statute.clock_words import day as day_in_words
from statute.refusals import Refused
from statute.working_days import add_months

IN_THE_PAST = "The last day must be today or later."
REVIEW_IN_THE_PAST = "The day of the review must be today or later."
AFTER_THE_END = "The review must be on or before the last day."
TOO_LONG = "A person is named for {months} at most. The last day must be {day} or earlier."
TOO_LATE = "A name is looked at again within {months}. The review must be on {day} or earlier."


class WrongDays(Refused):
    """The days of a name are not possible; the text says why, and which question it is about."""


@dataclass(frozen=True)
class Lasting:
    """`until` is the last day on which the name opens the record, `review_on` the day by which a QA manager
    looks at it again.
    """

    until: date
    review_on: date


def longest(authority: Authority, today: date) -> Lasting:
    """The latest days that the council's terms allow a name that is given today; what forms propose."""
    terms = terms_for(authority).on(today)
    until = add_months(today, terms.named_months)
    return Lasting(until, min(until, add_months(today, terms.named_review_months)))


def check(lasting: Lasting, authority: Authority, today: date) -> Lasting:
    """The same days. Raises WrongDays where they are past, in the wrong order or longer than the council's
    terms allow.
    """
    terms, most = terms_for(authority).on(today), longest(authority, today)
    if lasting.until < today:
        raise WrongDays(IN_THE_PAST, "until")
    if lasting.until > most.until:
        raise WrongDays(
            TOO_LONG.format(months=_months(terms.named_months), day=day_in_words(most.until)), "until"
        )
    check_review(lasting.review_on, lasting.until, authority, today)
    return lasting


def check_review(review_on: date, until: date, authority: Authority, today: date) -> None:
    """Raises WrongDays where a review on this day would be past, after the end or too late."""
    terms = terms_for(authority).on(today)
    latest = add_months(today, terms.named_review_months)
    if review_on < today:
        raise WrongDays(REVIEW_IN_THE_PAST, "review_on")
    if review_on > until:
        raise WrongDays(AFTER_THE_END, "review_on")
    if review_on > latest:
        raise WrongDays(
            TOO_LATE.format(months=_months(terms.named_review_months), day=day_in_words(latest)), "review_on"
        )


def in_words(authority: Authority, today: date) -> str:
    """What the council's terms allow, as a page says it before it asks."""
    terms = terms_for(authority).on(today)
    return said(
        f"A person is named for {_months(terms.named_months)} at most, and a QA manager looks at each name "
        f"again within {_months(terms.named_review_months)}.",
        authority,
    )


def _months(number: int) -> str:
    return "1 month" if number == 1 else f"{number} months"
