"""The four numbers that are called timeliness, named apart (statutory.md 1B, T-1 to T-4).

Short breaks (V3, V4) are in none.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, cast

from django.db.models import BigIntegerField, Count, DateField, Exists, F, OuterRef, Q, QuerySet

from accounts.calendars import working_days
from accounts.written import Written
from children.models import Child, LegalStatus, PeriodOfCare
from children.models.care import is_told
from reporting.measures import dimensions as by
from reporting.measures.base import Measure, Rows, Scope, only
from reporting.periods import Period
from reporting.places import add_months, asked, keys_on
from reviews.cycle.facts import among
from reviews.models import ReviewCycle
from statute.clock_history import SHORT_BREAK_STATUSES
from statute.working_days import WorkingDays, collection_year_number

COHORT_WORKING_DAYS = 20
ADULT = 18
A_TURN = timedelta(days=366)
"""Longer than any turn runs from its first day to the day its review is due."""


UNSURE = ("not_known", "unconfirmed", "adjourned")
"""States of which nobody can say yet whether the review was held in time."""


def _cycles(scope: Scope) -> QuerySet[ReviewCycle]:
    """Turns of the council's clocks that count in timeliness, those of short breaks left out."""
    return only(ReviewCycle.objects.filter(authority=scope.authority, counts=True), scope)


def _dimensions(day: str) -> dict[str, object]:
    return {
        **by.iro_and_team("child", OuterRef(day)),
        "kind": by.kind,
    }


def reviews_held(scope: Scope) -> Rows:
    """T-2: reviews held in the period, on or before their due date."""
    return Rows(
        population=_cycles(scope).filter(held_on__range=(scope.period.start, scope.period.end)),
        known=Q(due_on__isnull=False),
        met=Q(held_on__lte=F("due_on")),
        dimensions=_dimensions("held_on"),
    )


def reviews_due(scope: Scope) -> Rows:
    """T-3: due dates in the period that have passed, void ones left out; met when a review was held by the
    day.

    Not known is a due date of which no return tells yet whether the review was held, or whose review stands
    adjourned.
    """
    rows = (
        _cycles(scope)
        .filter(due_on__range=(scope.period.start, scope.period.end))
        .exclude(state__in=["void", "open"])
    )
    return Rows(
        population=rows,
        known=~Q(state__in=UNSURE),
        met=Q(held_on__lte=F("due_on")),
        dimensions=_dimensions("due_on"),
    )


def snapshot(scope: Scope) -> Rows:
    """T-4: children in care at the end of the last day whose next review is not overdue; due that day is
    not yet overdue. A date that passed before a year of whose reviews of the child not all are told was
    missed; whether the next review is overdue at the end of that year nobody knows.
    """
    day = scope.period.end
    rows = _cycles(scope).filter(Q(closed_on=None) | Q(closed_on__gt=day), opened_on__lte=day)
    passed = Q(due_on__lt=day)
    only_latest = Q(at_latest=True, due_on__gte=day)  # on that day nobody knew when it was due
    is_reached = asked(scope, lambda s: s.recorded.reaches(True, s.period.end))
    unsure = passed & (Q(state="unconfirmed") | not_all_told(scope, day)) if is_reached else passed
    return Rows(
        population=rows.filter(_of_looked_after(scope)),
        known=Q(due_on__isnull=False) & ~only_latest & ~unsure & told_in_care(scope, path="child"),
        met=~passed | Q(state="adjourned"),
        dimensions={
            **by.at_the_end(scope, "child"),
            "kind": by.kind,
        },
    )


def not_all_told(scope: Scope, day: date) -> Q:
    """Rows of children of whose reviews to a day the returns do not tell all, though they do of others."""
    year = asked(scope, lambda s: collection_year_number(s.period.end))
    is_live = asked(scope, lambda s: s.authority.live_from and s.authority.live_from <= s.period.end)
    told_less = Q(untold_years__contains=[year]) | (Q(pk__in=[]) if is_live else Q(told_until__lt=day))
    return Q(Exists(Child.objects.filter(told_less, pk=OuterRef("child"))))


def looked_after(
    scope: Scope, day: date | None = None, *, started_by: date | None = None, perhaps: bool = False
) -> QuerySet[Child]:
    """Children in care at the end of a day, short breaks left out; nobody is from the 18th birthday on
    (RC-12). `perhaps`: also those of whom that is not known, for whom asks for `told_in_care` besides.
    """
    day = day or scope.period.end
    if not scope.is_for_many:
        running = _running(day, started_by or day)
        told = running if perhaps else running.filter(is_told(day))
        born_after = add_months(day, -12 * ADULT)
        return only(_all_looked_after(scope.authority, day, born_after, told), scope, "")
    keys = keys_on(scope, day, keys_perhaps_looked_after if perhaps else keys_of_looked_after)
    found = Child.objects.filter(among("pk", keys))
    return only(found.filter(Exists(_running(day, started_by))) if started_by else found, scope, "")


def told_in_care(scope: Scope, day: date | None = None, *, path: str = "pk") -> Q:
    """Children, by the path from a row to them, of whom it is known whether they are in care at the end of a
    day: not of those whose last episode asks for another one that no return has, nor of those of whom the
    returns after their last episode have none.
    """
    day = day or scope.period.end
    if not scope.is_for_many:
        untold = _untold(scope).filter(not_known_from__lte=day).values("child").order_by()
        return ~Q(**{f"{path}__in": untold})
    on = replace(scope, period=Period(day, day))
    found = asked(on, lambda s: [c for c, since in _untold_since(s).items() if since <= s.period.end])
    return ~Q(**{f"{path}__in": found}) if found else Q()


def _untold(scope: Scope) -> QuerySet[PeriodOfCare]:
    return PeriodOfCare.objects.filter(not_known_from__isnull=False, child__authority=scope.authority)


def _untold_since(scope: Scope) -> dict[int, date]:
    """Child -> the day from which on it is not known whether the child is in care; of the whole council."""

    def find() -> dict[int, date]:
        rows = _untold(scope).order_by().values_list("child", "not_known_from")
        return {child: since for child, since in rows if since}

    return cast(dict[int, date], scope.of_council(("not known whether in care",), find))


def _running(day: date, started_by: date) -> QuerySet[PeriodOfCare]:
    return PeriodOfCare.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=day), child=OuterRef("pk"), started_on__lte=started_by
    )


def _all_looked_after(
    authority: Any, day: Any, born_after: Any, running: QuerySet[PeriodOfCare]
) -> QuerySet[Child]:
    children = Child.objects.filter(Exists(running), authority=authority, born_on__gt=born_after)
    return children.exclude(Exists(short_breaks_on(day))).exclude(Exists(short_breaks_lost_by(day)))


LOOKED_AFTER = Written(
    lambda authority, day, born_after: (
        _all_looked_after(authority, day, born_after, _running(day, day))
        .order_by("pk")
        .values_list("pk", flat=True)
    ),
    authority=BigIntegerField(),
    day=DateField(),
    born_after=DateField(),
)
"""The keys of a council's children who are, or may be, looked after at the end of a day."""


def keys_of_looked_after(scope: Scope, day: date) -> list[int]:
    """The council's children looked after at the end of a day, found once."""
    every, untold = keys_perhaps_looked_after(scope, day), _untold_since(scope)
    return [child for child in every if untold.get(child, date.max) > day] if untold else every


def keys_perhaps_looked_after(scope: Scope, day: date) -> list[int]:
    """The same with those of whom it is not known."""

    def find() -> list[int]:
        born_after = add_months(day, -12 * ADULT)
        return LOOKED_AFTER(authority=scope.authority.pk, day=day, born_after=born_after)

    return cast(list[int], scope.of_council(("looked after", day), find))


def times_looked_after(scope: Scope, days: Sequence[date]) -> int:
    """How many children are looked after at the end of each of some days, all added up."""
    if scope.is_for_many and scope.children is None:
        return sum(len(keys_of_looked_after(scope, day)) for day in days)
    first, *others = [looked_after(scope, day).order_by().values("pk") for day in days]
    return first.union(*others, all=True).count() if others else first.count()


def _of_looked_after(scope: Scope) -> Any:
    """A condition on rows of children: the child is, or may be, looked after at the end of the last day."""
    if scope.is_for_many and scope.children is None:
        return among("child_id", keys_on(scope, scope.period.end, keys_perhaps_looked_after))
    return Q(child__in=looked_after(scope, perhaps=True).values("pk").order_by())


def for_many(scope: Scope) -> Scope:
    """The scope for many measures one after the other: its children and its reviews are found once."""
    return replace(scope, is_for_many=True, known=scope.recorded)


def short_breaks_on(day: date) -> QuerySet[LegalStatus]:
    """Legal statuses of short breaks that run at the end of a day, of the child outside."""
    return LegalStatus.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=day),
        child=OuterRef("pk"),
        code__in=SHORT_BREAK_STATUSES,
        started_on__lte=day,
    )


def short_breaks_lost_by(day: date) -> QuerySet[LegalStatus]:
    """Legal statuses of short breaks in periods of care of which no return says whether they run at the end
    of a day, of the child outside.
    """
    return LegalStatus.objects.filter(
        child=OuterRef("pk"), code__in=SHORT_BREAK_STATUSES, period__not_known_from__lte=day
    )


def last_start_for_cohort(day: date, calendar: WorkingDays) -> date:
    """The last day on which care may have begun for a child to be in the T-1 cohort of a day: 20 working days
    before it.
    """
    start = day
    while calendar.between(start, day) < COHORT_WORKING_DAYS:
        start -= timedelta(days=1)
    return start


def _children_of(turns: QuerySet[ReviewCycle]) -> QuerySet[Any]:
    return turns.order_by().values("child_id").distinct()


def child_year(scope: Scope) -> Rows | None:
    """T-1: children in care at 31 March for 20 working days or more, all of whose reviews of the year
    were in time.

    For 1 April to 31 March only. A child with a review that was overdue on any day of the year is in, and not
    in time. Due dates that are not known are left out; a child with no other is not known, where a review was
    held or was waited for in the year. So is every child of a year of whose end no return tells.
    """
    if not scope.period.is_collection_year:
        return None
    start, end = scope.period.start, scope.period.end
    reaches_end = scope.recorded.reaches(True, end)
    began_by = last_start_for_cohort(end, working_days())
    cohort = looked_after(scope, end, started_by=began_by, perhaps=True)
    in_care = told_in_care(scope)
    turns = _cycles(Scope(scope.authority, scope.period))

    def has(condition: Q) -> Q:
        return Q(pk__in=_children_of(turns.filter(condition)))

    is_judged, has_failed = has(_judged(start, end)), has(_failed(start, end))
    is_sure = has_failed | ~has(_unconfirmed(start, end))
    return Rows(
        population=cohort.filter(is_judged | has(_unknown(start, end))),
        known=is_judged & is_sure & in_care if reaches_end else Q(pk__in=[]),
        met=~has_failed,
        dimensions=by.at_the_end(scope, "pk"),
        whole=_child_year_at_once(turns, cohort, scope) if reaches_end else None,
    )


def _child_year_at_once(turns: QuerySet[ReviewCycle], cohort: QuerySet[Child], scope: Scope) -> Rows:
    """The turns that touch the year read once and summed for each child."""
    start, end = scope.period.start, scope.period.end
    touching = turns.filter(Q(closed_on=None) | Q(closed_on__gte=start - A_TURN), opened_on__lte=end)
    judged, unknown = _judged(start, end), _unknown(start, end)
    by_child = (
        touching.order_by()
        .values("child")
        .annotate(
            judged=Count("child", filter=judged & told_in_care(scope, path="child")),
            failed=Count("child", filter=_failed(start, end)),
            unsure=Count("child", filter=_unconfirmed(start, end)),
            matters=Count("child", filter=judged | unknown),
        )
        # beside another sum, so that the database sums first and looks up the children once, not one by one
        .filter(Q(matters__gt=0, child__in=cohort.values("pk").order_by()) | Q(matters__lt=0))
    )
    known = Q(judged__gt=0) & (Q(failed__gt=0) | Q(unsure=0))
    return Rows(by_child, known=known, met=Q(failed=0), counted="child")


def _is_known() -> Q:
    return Q(due_on__isnull=False) & ~Q(state__in=["void", "open", *UNSURE])


def _judged(start: date, end: date) -> Q:
    """Turns by which a child is judged: due or held in the year, or overdue on a day of it."""
    in_year = Q(due_on__range=(start, end)) | Q(held_on__range=(start, end))
    return _is_known() & (in_year | _overdue_between(start, end))


def _failed(start: date, end: date) -> Q:
    return _is_known() & _overdue_between(start, end)


def _unknown(start: date, end: date) -> Q:
    """Turns of which it is not known when their review was due, or whether it was held, that were open in
    the year.
    """
    waited = _waited(start, end)
    return Q(due_on=None) & (Q(held_on__range=(start, end)) | waited) | _unconfirmed(start, end)


def _waited(start: date, end: date) -> Q:
    """Turns without a review that were open on a day from one to the other, not those that ended with the
    eve.
    """
    return Q(held_on=None, opened_on__lte=end) & (Q(closed_on=None) | Q(closed_on__gt=start))


def _unconfirmed(start: date, end: date) -> Q:
    """Turns of which nobody can say whether the review was held, due by the end and open in the time."""
    return Q(state="unconfirmed", due_on__lte=end) & _waited(start, end)


def _overdue_between(start: date, end: date) -> Q:
    """Turns whose review was late or missed and that were overdue on a day from one to the other."""
    over = Q(held_on=None, closed_on=None) | Q(held_on__gte=start) | Q(held_on=None, closed_on__gt=start)
    late = Q(held_on=None) | Q(held_on__gt=F("due_on"))
    return Q(due_on__range=(date.min, end)) & late & over


MEASURES = [
    Measure(
        "timeliness_child_year",
        "Children all of whose reviews were in time",
        "Children in care at 31 March for at least 20 working days: those for whom every review "
        "required in the year was held on or before its due date. A review late, missed or overdue on any "
        "day of the year means that the child does not count. Reviews whose due date is not known are "
        "left out. Not known for a child with a review of which nobody can say whether it was held, and none "
        "that was late.",
        "T-1 (old PAF C68, NI 66)",
        "child",
        child_year,
        is_more_better=True,
        dimensions=("iro", "team"),
        as_at_end=True,
    ),
    Measure(
        "timeliness_reviews_held",
        "Reviews held that were in time",
        "Reviews held in the period: those held on or before their due date. It does not show reviews "
        "that never took place.",
        "T-2",
        "review",
        reviews_held,
        is_more_better=True,
        dimensions=("month", "iro", "team", "kind"),
    ),
    Measure(
        "timeliness_reviews_due",
        "Reviews due that were held in time",
        "Due dates in the period that have passed: those on or before which a review was held. Held late and "
        "not held both count against it. Reviews that were not required (void) are left out. Not known: "
        "the review is adjourned, or no return shows yet whether it was held.",
        "T-3",
        "review",
        reviews_due,
        is_more_better=True,
        dimensions=("month", "iro", "team", "kind"),
    ),
    Measure(
        "timeliness_snapshot",
        "Children whose next review is not overdue",
        "Children in care at the end of the last day: those whose next review is not overdue. A review "
        "due on that day is not yet overdue. Not known: the due date is not known, or no return shows "
        "yet whether the review was held.",
        "T-4",
        "child",
        snapshot,
        is_more_better=True,
        dimensions=("month", "iro", "team", "kind"),
        as_at_end=True,
    ),
]
