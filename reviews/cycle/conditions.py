"""How stored turns stand on a day, as conditions of a query: between midnight and the replay a turn may say
what was true yesterday.
"""

from datetime import date, timedelta

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from accounts.models import Authority
from reviews.cycle.facts import known_of
from statute.clock_facts import State

RUNNING = ("open", "overdue", "adjourned")
"""States of a running turn of which it is known that its review has still to be held."""

TOLD = (Q(child__told_until=None) | Q(due_on__lte=F("child__told_until"))) & (
    Q(authority__known_until=None)
    | Q(authority__reviews_until=None, due_on__lte=F("authority__known_until"))
    | Q(due_on__lte=F("authority__reviews_until"))
)
"""Due on a day of which returns tell."""


def _passed(today: date) -> Q:
    over = Q(state=State.ADJOURNED, complete_by__lt=today) | Q(state=State.OPEN)
    return over & Q(due_on__lt=today)


def _is_told(today: date) -> Q:
    live = Q(authority__live_from__lte=today, due_on__gte=F("authority__live_from"))
    return TOLD | live


def overdue(today: date) -> Q:
    """Running turns past their last lawful day, where the records would hold the review."""
    return Q(state=State.OVERDUE) | _passed(today) & _is_told(today)


def unconfirmed(today: date) -> Q:
    """Running turns past their last lawful day of which no return tells yet whether the review was held."""
    return Q(state=State.UNCONFIRMED) | _passed(today) & ~_is_told(today) | _begun_on_live_day()


def _begun_on_live_day() -> Q:
    """Turns of children whose review was due between the last return and the day the portal became live."""
    told_until = Coalesce("child__told_until", "authority__reviews_until", "authority__known_until")
    reaches = told_until + timedelta(days=1)
    return Q(state=State.NOT_KNOWN, opened_on=F("authority__live_from"), opened_on__gt=reaches)


def to_come(first: date, last: date) -> Q:
    """Running turns that are due from one day to another."""
    return Q(due_on__range=(first, last), state__in=RUNNING)


def reviews_are_told(authority: Authority, over_on: str) -> Q:
    """Periods of care, all over (`over_on`: the field with the day), of whose reviews returns tell
    throughout, and of this child's too.
    """
    begins, stretches = known_of(authority)
    told = Q(child__untold_years=None)
    if begins:
        told &= Q(started_on__gte=begins)
    for first, after in stretches:
        told &= Q(started_on__gte=after) | Q(**{f"{over_on}__lt": first})
    return told
