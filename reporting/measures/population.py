"""Children in care, those who came and those who left (I-01 to I-05, I-09)."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Case, DateField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce

from children.models import Child, LegalStatus, PeriodOfCare
from children.models.care import start_is_known
from reporting.leaving import is_told_to_have_left, left_between
from reporting.measures import dimensions as by
from reporting.measures import groups
from reporting.measures.base import Measure, Rows, Scope, only
from reporting.measures.timeliness import (
    ADULT,
    looked_after,
    short_breaks_lost_by,
    short_breaks_on,
    told_in_care,
)
from reporting.places import add_months
from statute.clock_history import SHORT_BREAK_STATUSES


def _ethnic(scope: Scope, field: str) -> Case:
    """The council's own groups of ethnicity, else the broad ones of the national tables."""
    own = groups.own_groups_of(scope, "ethnicity", scope.period.end)
    return groups.by_code(own, field) if own else by.ethnicity(field)


def _ages(scope: Scope) -> tuple[groups.Group, ...]:
    """The council's own bands of age, else those of the figures for scripts."""
    return groups.own_groups_of(scope, "age", scope.period.end) or groups.EVERY_COUNCIL


def _child_dimensions(scope: Scope) -> dict[str, object]:
    day = scope.period.end
    return {
        "age": lambda: groups.by_age(_ages(scope), "born_on", day),
        "sex": lambda: by.labelled("sex", "sex"),
        "ethnicity": lambda: _ethnic(scope, "ethnicity"),
        "placement": lambda: by.placement("pk", day),
        **by.at_the_end(scope, "pk"),
    }


def looked_after_at_end(scope: Scope) -> Rows:
    """Children with an open period of care at the end of the last day, short breaks left out (I-01). Not
    known of those whose last episode asks for another one that no return has, nor of those whom no later
    return has.
    """
    children = looked_after(scope, perhaps=True)
    return Rows(
        population=children,
        met=Q(),
        known=told_in_care(scope),
        dimensions=_child_dimensions(scope),
        family="looked after",
        base=children,
    )


def in_short_breaks(scope: Scope) -> Rows:
    """Children in a series of short breaks (V3, V4) at the end of the last day, counted apart. Not known of
    those of whom no return says whether they still are in it.
    """
    day = scope.period.end
    period = PeriodOfCare.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=day), child=OuterRef("pk"), started_on__lte=day
    )
    breaks = Exists(short_breaks_on(day)) | Exists(short_breaks_lost_by(day))
    young = Q(born_on__gt=add_months(day, -12 * ADULT))
    children = Child.objects.filter(breaks, Exists(period), young, authority=scope.authority)
    return Rows(only(children, scope, ""), Q(), told_in_care(scope), _child_dimensions(scope))


def not_only_short_breaks(periods: QuerySet[PeriodOfCare]) -> QuerySet[PeriodOfCare]:
    """Periods of care that are not short breaks from beginning to end.

    It begins with the short breaks, which are few: for each period by itself the database would go through
    every legal status there is.
    """
    others = LegalStatus.objects.filter(period=OuterRef("period")).exclude(code__in=SHORT_BREAK_STATUSES)
    breaks = LegalStatus.objects.filter(~Exists(others), code__in=SHORT_BREAK_STATUSES, period=OuterRef("pk"))
    return periods.filter(~Exists(breaks))


def during_care(day_field: str) -> dict[str, object]:
    """Filters for rows of a day within the period of care that the outer statement is about."""
    return {
        f"{day_field}__gte": OuterRef("started_on"),
        f"{day_field}__lt": Coalesce(OuterRef("ended_on"), Cast(Value(date(9999, 12, 31)), DateField())),
    }


def _period_dimensions(scope: Scope, day_field: str, on: Any) -> dict[str, object]:
    """Breakdowns of starts or ends of care; `on` is a day on which the child was in care, for the team."""
    return {
        "age": lambda: groups.by_age_on(_ages(scope), "child__born_on", day_field),
        "sex": lambda: by.labelled("child__sex", "sex"),
        "ethnicity": lambda: _ethnic(scope, "child__ethnicity"),
        "team": lambda: by.team("child", on),
    }


def starters(scope: Scope) -> Rows:
    """Periods of care that began in the period; a child who came twice is counted twice (I-03).

    Not known where the first episode that is known follows another: the child came earlier.
    """
    rows = PeriodOfCare.objects.filter(
        child__authority=scope.authority, started_on__range=(scope.period.start, scope.period.end)
    ).annotate(begins=start_is_known())
    return Rows(
        population=only(not_only_short_breaks(rows), scope),
        met=Q(),
        known=Q(begins=True),
        dimensions=_period_dimensions(scope, "started_on", OuterRef("started_on")),
    )


def leavers(scope: Scope) -> Rows:
    """Periods of care that ended in the period (I-04, I-05), at the latest on the 18th birthday, on which the
    child is no longer counted in care (RC-12). Not known where no return says from a day of the period on
    whether care goes on, or until when it went on: `left_on` is then that day. Of somebody's own children:
    those who were theirs on that day, whoever has them now.
    """
    rows = left_between(scope.authority, scope.period.start, last_day_that_has_come(scope))
    dimensions = {
        **_period_dimensions(scope, "left_on", OuterRef("left_on") - timedelta(days=1)),
        "reason": lambda: by.labelled("end_reason", "reason_episode_ceased"),
    }
    return Rows(
        population=of_those_who_left(not_only_short_breaks(rows), scope),
        met=Q(),
        known=is_told_to_have_left() & told_whose(scope),
        dimensions=dimensions,
    )


def last_day_that_has_come(scope: Scope) -> date:
    """The end of the period, or the day of asking while it runs: nobody has left on a birthday to come."""
    return min(scope.period.end, scope.as_at or scope.period.end)


def of_those_who_left(rows: QuerySet[Any], scope: Scope, path: str = "") -> QuerySet[Any]:
    """The rows of periods of care, by the path to them, that ended while the child was of the scope, and of
    those of which it is not recorded whose the child was.
    """
    if scope.left is None:
        return only(rows, scope)
    return rows.filter(**{f"{path}pk__in": scope.left.values("pk").order_by()})


def told_whose(scope: Scope, path: str = "") -> Q:
    """Whether it is recorded that the child was of the scope when the period of care ended."""
    if scope.left is None:
        return Q()
    return Q(**{f"{path}pk__in": scope.left.filter(theirs=True).values("pk").order_by()})


MEASURES = [
    Measure(
        "looked_after_at_end",
        "Children in care",
        "Children with an open period of care at the end of the last day. Each child is counted once; "
        "children in a series of short breaks "
        "(V3, V4) are counted separately. Not known for a child whose last episode ends with another to "
        "follow (X1), where no return has that one, nor for a child in care by an earlier return of whom "
        "no episode was taken from the latest.",
        "I-01",
        "child",
        looked_after_at_end,
        is_count=True,
        dimensions=("month", "age", "sex", "ethnicity", "placement", "iro", "team"),
        as_at_end=True,
    ),
    Measure(
        "short_breaks_at_end",
        "Children in short breaks",
        "Children in a series of short breaks (V3, V4) at the end of the last day. Not known for a child of "
        "whom no return says whether they went on.",
        "RC-6",
        "child",
        in_short_breaks,
        is_count=True,
        dimensions=("month", "age", "sex"),
        as_at_end=True,
    ),
    Measure(
        "starters",
        "Came into care",
        "Periods of care that began in the period. A child who came into care twice is counted twice; "
        "short breaks are left out. Ages are those on the day care began. Not known for a child whose first "
        "known episode follows another that no return has.",
        "I-03",
        "period of care",
        starters,
        is_count=True,
        dimensions=("month", "age", "sex", "ethnicity", "team"),
    ),
    Measure(
        "leavers",
        "Left care",
        "Periods of care that ended in the period, by the reason in the return. Care ends on the 18th "
        "birthday at the latest, also where no end is recorded: the reason is not known then. Short breaks "
        "are left out. Ages are those on the day care ended. Not known for a child of whom no return says "
        "whether care went on, or until when.",
        "I-04, I-05, RC-12",
        "period of care",
        leavers,
        is_count=True,
        dimensions=("month", "reason", "age", "sex", "ethnicity", "team"),
    ),
]
