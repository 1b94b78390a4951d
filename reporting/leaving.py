"""On which day a child left care: when the period of care ended, at the latest on the 18th birthday
(RC-12).
"""

from datetime import date, timedelta
from typing import Any

from django.db.models import Case, DateField, F, Func, Q, QuerySet, When
from django.db.models.functions import Coalesce, Least

from children.imports.state.precedence import END_NOT_KNOWN
from children.models import Child, PeriodOfCare
from reporting.measures.timeliness import ADULT
from reporting.places import add_months

TURNS_18_ON = Func(
    F("child__born_on"),
    template="((%(expressions)s + INTERVAL '18 years')::date + CASE WHEN DATE_PART('day', %(expressions)s) = "
    "29 AND DATE_PART('month', %(expressions)s) = 2 THEN 1 ELSE 0 END)",
    output_field=DateField(),
)
"""The 18th birthday; of those born on 29 February 1 March, as `statute.working_days.birthday` has it."""
TOLD_UNTIL = Coalesce("ended_on", "not_known_from")
"""The day on which care ended by the records, or from which it is not known whether it goes on."""
LEFT_ON = Case(
    When(started_on__lt=TURNS_18_ON, then=Least(TOLD_UNTIL, TURNS_18_ON)),
    default=TOLD_UNTIL,
    output_field=DateField(),
)
"""Of a period of care; in the future where a child is in care now."""


def with_the_day(periods: QuerySet[Any]) -> QuerySet[Any]:
    """Periods of care with the day on which the child left (`left_on`), and where that was the 18th birthday
    with that too (`turned_18_on`).
    """
    return periods.annotate(left_on=LEFT_ON).annotate(
        turned_18_on=Case(When(left_on=TURNS_18_ON, then=F("left_on")), output_field=DateField())
    )


def left_between(authority: Any, start: date, end: date) -> QuerySet[PeriodOfCare]:
    """A council's periods of care, `with_the_day`, of those who left on one of these days, both included.

    The first condition follows from the second. Without it the database would work out the birthday of
    everybody in care.
    """
    days = (start, end)
    born = (add_months(start, -12 * ADULT) - timedelta(days=1), add_months(end, -12 * ADULT))
    came_of_age = Child.objects.filter(authority=authority, born_on__range=born)
    perhaps = Q(ended_on__range=days) | Q(not_known_from__range=days) | Q(child__in=came_of_age)
    periods = PeriodOfCare.objects.filter(perhaps, child__authority=authority)
    return with_the_day(periods).filter(left_on__range=days)


def is_told_to_have_left() -> Q:
    """Of periods `with_the_day`: whether it is known that the child left on it. Whoever was in care until the
    18th birthday was not looked after from then on, whatever no return says of later.
    """
    return Q(turned_18_on__isnull=False) | (Q(not_known_from=None) & ~Q(end_reason=END_NOT_KNOWN))
