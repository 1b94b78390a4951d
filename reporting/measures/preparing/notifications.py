"""From the start of care to the notification of the IRO service, and from there to a named IRO (AP-3,
AP-4).
"""

from datetime import timedelta
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import (
    Case,
    CharField,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from accounts.access.roles import Role
from accounts.models import TeamLine
from children.models import CareNotification, IroAllocation, SocialWorkerAllocation
from children.models.notification import DelayReason
from reporting.measures.base import Measure, Rows, Scope
from reporting.measures.groups import own_terms
from reporting.measures.population import during_care, starters
from reporting.measures.reviews_held import choices_of, working_days_between
from statute.notification import surely_beyond, surely_within


def _notifications() -> QuerySet[CareNotification]:
    """Those of the time in care that the outer statement is about."""
    mine = CareNotification.objects.filter(child=OuterRef("child"), **during_care("care_from"))
    return mine.order_by("care_from")


def _notified(scope: Scope) -> Rows:
    """Starts of care in the period, with the notification of each."""
    begun, mine = starters(scope), _notifications()
    population = begun.population.annotate(
        notified_on=Subquery(mine.values("received_on")[:1]),
        notified_at=Subquery(mine.values("received_at")[:1]),
        delay_reason=Subquery(mine.values("delay_reason")[:1]),
    ).annotate(taken=working_days_between("started_on", "notified_on"))
    known = begun.known & Q(notified_on__isnull=False)
    return Rows(
        population, met=Q(), known=known, dimensions={**begun.dimensions, "team": lambda: _team(mine)}
    )


def _team(mine: QuerySet[CareNotification], field: str = "name") -> Coalesce:
    """The team that notified the service, else the first one of the child in this time in care: on the first
    day itself a child of whom nobody told has seldom got one.
    """
    had = SocialWorkerAllocation.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=OuterRef("started_on")),
        child=OuterRef("child"),
        team__isnull=False,
        started_on__lt=during_care("started_on")["started_on__lt"],
    ).order_by("started_on")
    told, first = (rows.values(f"team__{field}")[:1] for rows in (mine, had))
    return Coalesce(Subquery(told), Subquery(first))


def _managers() -> Subquery:
    """Who manages the team of the row today, several as one: a pattern is talked over with them."""
    lines = TeamLine.objects.filter(team=OuterRef("told_by"), level=Role.TEAM_MANAGER).order_by()
    names = lines.values("team").annotate(names=StringAgg("user__name", ", ", order_by="user__name"))
    return Subquery(names.values("names"), output_field=CharField())


def _limit(scope: Scope) -> int:
    return own_terms(scope).manager_notice_wd


def notified_at_all(scope: Scope) -> Rows:
    """Starts of care for which a notification is recorded."""
    rows = _notified(scope)
    return Rows(rows.population, met=rows.known, known=Q(begins=True), dimensions=rows.dimensions)


def notified_in_time(scope: Scope) -> Rows:
    """AP-4: notified within the council's working days after the start of care."""
    rows = _notified(scope)
    return Rows(rows.population, Q(taken__lte=_limit(scope)), rows.known, rows.dimensions)


def days_to_notice(scope: Scope) -> Rows:
    """The mean of working days from the start of care to the notification; none for one before the start."""
    rows = _notified(scope)
    days = Case(When(taken__gt=0, then=F("taken")), default=Value(0), output_field=IntegerField())
    return Rows(rows.population, rows.met, rows.known, rows.dimensions, amount=days)


def notified_late(scope: Scope) -> Rows:
    """Starts of care of which the IRO service was notified after the limit, by cause, team and manager."""
    rows = _notified(scope)
    mine = _notifications()
    late = rows.population.filter(rows.known, taken__gt=_limit(scope)).annotate(told_by=_team(mine, "id"))
    why = choices_of("delay_reason", DelayReason.choices)
    return Rows(late, met=Q(), dimensions={**rows.dimensions, "manager": _managers, "delay": why})


def _named(scope: Scope) -> Rows:
    """The same with the first IRO named in each time in care."""
    rows = _notified(scope)
    first = IroAllocation.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=OuterRef("started_on")), child=OuterRef("child")
    ).order_by("started_on")
    population = rows.population.annotate(
        named_on=Subquery(first.values("started_on")[:1]), named_at=Subquery(first.values("named_at")[:1])
    ).annotate(waited=F("named_at") - F("notified_at"))
    return Rows(population, rows.met, rows.known & Q(named_on__isnull=False), rows.dimensions)


def allocated_in_time(scope: Scope) -> Rows:
    """An IRO named within the council's limit after the notification, in working days or in hours."""
    rows, terms = _named(scope), own_terms(scope)
    if terms.allocation_counted_in == "working_days":
        population = rows.population.annotate(days=working_days_between("notified_on", "named_on"))
        return Rows(population, Q(days__lte=terms.iro_appoint_wd), rows.known, rows.dimensions)
    return _within_hours(rows, terms.allocation_hours)


def _within_hours(rows: Rows, hours: int) -> Rows:
    """As statute.notification.allocated_in_time: the instants decide, else the days where they can."""
    population = rows.population.annotate(days=F("named_on") - F("notified_on"))
    exact = Q(waited__isnull=False)
    soon = Q(days__lte=timedelta(days=surely_within(hours)))
    late = Q(days__gte=timedelta(days=surely_beyond(hours)))
    met = (exact & Q(waited__lte=timedelta(hours=hours))) | (~exact & soon)
    return Rows(population, met, rows.known & (exact | soon | late), rows.dimensions)


def hours_to_allocation(scope: Scope) -> Rows:
    """The mean of hours from the notification to the naming, where both times of day are recorded."""
    rows = _named(scope)
    hours = Func(
        F("waited"),
        template="GREATEST(0, ROUND(EXTRACT(EPOCH FROM %(expressions)s) / 3600))",
        output_field=IntegerField(),
    )
    known = rows.known & Q(waited__isnull=False)
    return Rows(rows.population, rows.met, known, rows.dimensions, amount=hours)


def _measure(code: str, title: str, definition: str, rule: str, rows: Any, **over: Any) -> Measure:
    given = {"dimensions": ("month", "team"), "is_more_better": True, **over}
    return Measure(code, title, definition, rule, "period of care", rows, **given)


_BASE = "Of periods of care that began in the period: "
MEASURES = [
    _measure(
        "notifications_recorded",
        "Notifications recorded",
        f"{_BASE}those for which a notification of the IRO service is recorded.",
        "AP-4",
        notified_at_all,
    ),
    _measure(
        "notifications_in_time",
        "IRO service notified in time",
        f"{_BASE}those of which the IRO service was notified within two working days, or fewer "
        "where the council has set fewer. Not known where no notification is recorded.",
        "AP-4",
        notified_in_time,
    ),
    _measure(
        "notifications_days",
        "Working days until the IRO service was notified",
        "The mean of working days from the start of care to the notification, of periods of "
        "care that began in the period. A notification before the start counts as no days.",
        "AP-4",
        days_to_notice,
        scale=1,
        sign="",
        is_more_better=False,
    ),
    _measure(
        "notifications_late",
        "Late notifications",
        "Periods of care that began in the period of which the IRO service was notified after the limit, by "
        "the reason for the delay, by the team that told it, or else the child’s first team, and by who "
        "manages that team now.",
        "AP-4",
        notified_late,
        is_count=True,
        is_more_better=False,
        dimensions=("month", "team", "manager", "delay"),
    ),
    _measure(
        "allocated_in_time",
        "IRO named in time after the notification",
        f"{_BASE}those with an IRO named within five working days after the IRO service was notified, or "
        "within the hours that the council has set. Not known without a notification, without an IRO, and "
        "where the time of day decides and is not recorded.",
        "AP-3",
        allocated_in_time,
    ),
    _measure(
        "allocation_hours",
        "Hours from the notification to a named IRO",
        "The mean of hours, weekends included, from the notification to the naming of the IRO, of periods of "
        "care that began in the period where both times of day are recorded.",
        "AP-3",
        hours_to_allocation,
        scale=1,
        sign="",
        is_more_better=False,
    ),
]
