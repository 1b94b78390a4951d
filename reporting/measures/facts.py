"""Facts about a child on a day as SQL: where the child lives, the legal status, asylum, age, the first day
of care.
"""

from datetime import date, timedelta
from typing import Any, NamedTuple, cast

from django.db.models import (
    Case,
    CharField,
    DateField,
    DurationField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from children.imports.state.unread import NotRead, rows_not_read
from children.models import Child, Episode, LegalStatus, PeriodOfCare, Placement, UascStatus
from children.models.care import follow_others, start_is_known
from reporting.measures.base import Scope, text
from reporting.measures.dimensions import children_on, labelled
from reporting.measures.groups import by_code, groups_of
from reporting.places import add_months, asked, keys_on
from reviews.cycle.facts import among
from statute.clock_history import SHORT_BREAK_STATUSES

TEMPORARY = Q(placement_type__startswith="T")
LONG_AGO = date(1900, 1, 1)
ASYLUM, NO_ASYLUM = "unaccompanied", "not unaccompanied"


def homes(child: str, day: Any) -> QuerySet[Placement]:
    """The child's placements begun by a day, the last first; temporary ones stand for the one they interrupt
    (I-09).
    """
    rows = Placement.objects.filter(child=OuterRef(child), started_on__lte=day).exclude(TEMPORARY)
    return rows.order_by("-started_on")


def home(child: str, day: Any, expression: Any, output: Any = None) -> Subquery:
    """Something about the child's placement on a day: a field, or an expression on the placement."""
    return Subquery(
        homes(child, day).annotate(wanted=expression).values("wanted")[:1], output_field=output or CharField()
    )


def home_code(child: str, day: Any) -> Subquery:
    """The code of the child's placement on a day."""
    return Subquery(homes(child, day).values("placement_type")[:1], output_field=CharField())


def home_group(scope: Scope, child: str, day: Any) -> Subquery:
    """The council's group of the child's placement on a day."""
    groups = groups_of(scope, "placement", scope.period.end)
    return home(child, day, by_code(groups, "placement_type", "provider"))


def first_home(period: str, expression: Any, output: Any = None) -> Subquery:
    """Something about the first placement of a period of care."""
    rows = Placement.objects.filter(period=OuterRef(period)).order_by("started_on")
    return Subquery(rows.annotate(wanted=expression).values("wanted")[:1], output_field=output or CharField())


def last_home(period: str, expression: Any) -> Subquery:
    """Something about the last placement of a period of care that was not a temporary one."""
    rows = Placement.objects.filter(period=OuterRef(period)).exclude(TEMPORARY).order_by("-started_on")
    return Subquery(rows.annotate(wanted=expression).values("wanted")[:1], output_field=CharField())


def legal_status(child: str, day: date) -> Subquery:
    """The code of the legal status that runs at the end of a day."""
    rows = LegalStatus.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=day), child=OuterRef(child), started_on__lte=day
    )
    return Subquery(rows.order_by("-started_on").values("code")[:1], output_field=CharField())


def first_legal_group(scope: Scope, period: str) -> Subquery:
    """The council's group of the legal status with which a period of care began."""
    groups = groups_of(scope, "legal", scope.period.end)
    rows = LegalStatus.objects.filter(period=OuterRef(period)).order_by("started_on", "pk")
    return Subquery(
        rows.annotate(wanted=by_code(groups, "code")).values("wanted")[:1], output_field=CharField()
    )


def legal_group(scope: Scope, child: str, day: date) -> Subquery:
    """The council's group of the legal status that runs at the end of a day."""
    groups = groups_of(scope, "legal", scope.period.end)
    rows = LegalStatus.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=day), child=OuterRef(child), started_on__lte=day
    )
    found = rows.order_by("-started_on").annotate(wanted=by_code(groups, "code"))
    return Subquery(found.values("wanted")[:1], output_field=CharField())


def not_read(scope: Scope, table: str) -> list[NotRead]:
    """Rows of a smaller file that were refused, of the children of the scope."""
    every = scope.of_council(("rows not read",), lambda: rows_not_read(scope.authority))
    rows = [row for row in every if row.table == table]
    if not rows or scope.children is None:
        return rows
    own = set(scope.children.filter(pk__in=[row.child for row in rows]).values_list("pk", flat=True))
    return [row for row in rows if row.child in own]


def how_many_not_read(scope: Scope, table: str, day: str, end: str = "", **said: str) -> int:
    """Of these the rows whose day may lie in the period, and which may say this."""
    rows = not_read(scope, table)
    for name, value in said.items():
        rows = [row for row in rows if row.values.get(name) in (value, "", None)]
    return asked(
        scope,
        lambda s: sum(row.may_lie(day, end, first=s.period.start, last=s.period.end) for row in rows),
    )


def asylum(scope: Scope, child: str, *, starts: str = "") -> Case:
    """Whether the child is unaccompanied at the end of the last day, or on the day of a field, in words;
    empty where a return's row of it was refused.
    """
    day = OuterRef(starts) if starts else scope.period.end
    return Case(
        When(seeks_asylum(child, day), then=text(ASYLUM)),
        When(asylum_not_read(scope, child, starts=starts), then=text("")),
        default=text(NO_ASYLUM),
        output_field=CharField(),
    )


def asylum_not_read(scope: Scope, child: str, *, starts: str = "") -> Q:
    """Children of whom no row of the UASC file could be taken, though one says that they are or were
    unaccompanied: until the end that it gives, on any day.
    """
    rows = not_read(scope, "UASC")
    if rows:
        told = set(
            UascStatus.objects.filter(child__in=[r.child for r in rows]).values_list("child", flat=True)
        )
        rows = [row for row in rows if row.child not in told]
    if starts:
        found = Q(pk__in=[])
        for row in rows:
            until = row.values.get("ceased_on")
            found |= Q(**{child: row.child}, **({f"{starts}__lt": until} if until else {}))
        return found
    ids = asked(
        scope,
        lambda s: sorted({r.child for r in rows if (r.values.get("ceased_on") or date.max) > s.period.end}),
    )
    return Q(**{f"{child}__in": ids})


def seeks_asylum(child: str, day: Any) -> Exists:
    """Whether the child is an unaccompanied asylum-seeking child at the end of a day."""
    return Exists(UascStatus.objects.filter(Q(ceased_on=None) | Q(ceased_on__gt=day), child=OuterRef(child)))


def first_need_label(period: str) -> Subquery:
    """The category of need of the first episode of a period of care, in words."""
    rows = Episode.objects.filter(period=OuterRef(period)).order_by("started_on")
    words = labelled("category_of_need", "category_of_need")
    return Subquery(rows.annotate(wanted=words).values("wanted")[:1], output_field=CharField())


def running_periods(child: str, day: date) -> QuerySet[PeriodOfCare]:
    """The period of care that runs at the end of a day."""
    return PeriodOfCare.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=day), child=OuterRef(child), started_on__lte=day
    )


def in_care_for(scope: Scope, children: QuerySet[Child], months: int) -> QuerySet[Child]:
    """Those of these children, in care at the end of the last day, who have been for some months without a
    break, with `is_long`.

    It is False for those of whom that is not known: their first known episode follows another.
    """
    day = scope.period.end
    began_by = add_months(day, -months)
    if scope.is_for_many:
        long = keys_on(scope, day, lambda s, on: _in_care_since(s, on, add_months(on, -months)))
        either = keys_on(
            scope, day, lambda s, on: _in_care_since(s, on, add_months(on, -months), perhaps=True)
        )
        return children.filter(among("pk", either)).annotate(is_long=among("pk", long))
    periods = running_periods("pk", day)
    maybe = periods.annotate(begins=start_is_known()).filter(begins=False)
    is_long = Exists(periods.filter(started_on__lte=began_by))
    return children.annotate(is_long=is_long).filter(Q(is_long=True) | Exists(maybe))


def _in_care_since(scope: Scope, day: date, began_by: date, *, perhaps: bool = False) -> set[int]:
    """Children in care at the end of a day since another; with those of whom it is not known since when."""
    running = [care for care in _periods_of_care(scope) if care.runs_on(day)]
    return {care.child for care in running if care.started_on <= began_by or (perhaps and not care.begins)}


def on_short_breaks(scope: Scope, day: date) -> list[int]:
    """The council's children on short breaks at the end of a day, from its spans of them, which are few."""

    def find() -> list[tuple[int, date, date | None]]:
        breaks = LegalStatus.objects.filter(code__in=SHORT_BREAK_STATUSES, child__authority=scope.authority)
        return list(breaks.order_by().values_list("child", "started_on", "ended_on"))

    return children_on(day, scope.of_council(("spans of short breaks",), find))


class _PeriodOfCare(NamedTuple):
    """A period of care. `begins`: whether it is known to have begun on its first day."""

    child: int
    started_on: date
    ended_on: date | None
    begins: bool

    def runs_on(self, day: date) -> bool:
        """Whether it runs at the end of a day."""
        return self.started_on <= day and (self.ended_on is None or self.ended_on > day)


def _periods_of_care(scope: Scope) -> list[_PeriodOfCare]:
    """Every period of care of the council, found once for all measures and months."""

    def find() -> list[_PeriodOfCare]:
        following = set(follow_others(Episode.objects.filter(child__authority=scope.authority)))
        rows = PeriodOfCare.objects.filter(child__authority=scope.authority).order_by()
        return [
            _PeriodOfCare(child, start, end, (period, start) not in following)
            for period, child, start, end in rows.values_list("pk", "child", "started_on", "ended_on")
        ]

    return cast(list[_PeriodOfCare], scope.of_council(("periods of care",), find))


TEN_MONTHS = timedelta(days=304)
UP_TO_TEN, OVER_TEN = "Under 10 months", "10 months or more"


def time_in_care(child: str, day: str) -> Case:
    """How long the child of a row had been in care on a day of the row."""
    began = PeriodOfCare.objects.filter(
        Q(ended_on=None) | Q(ended_on__gte=OuterRef(day)),
        child=OuterRef(child),
        started_on__lte=OuterRef(day),
    )
    is_long = began.filter(started_on__lte=OuterRef(day) - Value(TEN_MONTHS, DurationField()))
    known = began.annotate(begins=start_is_known()).filter(begins=True)
    return Case(
        When(Exists(is_long), then=text(OVER_TEN)),
        When(Exists(known), then=text(UP_TO_TEN)),
        default=text(""),
        output_field=CharField(),
    )


GOES_ON = ("L", "T", "U")
"""Why a placement is written anew though the child stays with the same carers: another legal status, another
place of theirs, or both (RNE).
"""


def moves(day: date, since: date, child: str) -> QuerySet[Placement]:
    """The placements of a child in a stretch of days as stability counts them (I-10): those open on its
    first day and those begun since. Temporary ones, the way back from one, and moves with the same carer
    are no new placement, but for one that goes on from a placement of which nothing is known (`went_before`).
    """
    rows = Placement.objects.filter(child=OuterRef(child), started_on__lte=day).exclude(TEMPORARY)
    begun = Q(started_on__gt=since) & (went_before() | _begins(since))
    open_before = Q(started_on__lte=since) & (Q(ended_on=None) | Q(ended_on__gt=since))
    return rows.filter(begun | open_before)


def _begins(since: date) -> Q:
    return Q(~Exists(_way_back(since)), ~Q(reason_new__in=GOES_ON))


def went_before() -> Q:
    """Placements that go on from one that is not known: the first of a council's returns, or the first after
    a year without one.
    """
    before = Placement.objects.filter(child=OuterRef("child"), ended_on=OuterRef("started_on"))
    return Q(~Exists(before), reason_new__in=GOES_ON)


def _way_back(since: date) -> QuerySet[Placement]:
    """The temporary placement that this one follows, when the child was in the same placement before it."""
    before = Placement.objects.filter(
        child=OuterRef("child"),
        placement_type=OuterRef(OuterRef("placement_type")),
        provider=OuterRef(OuterRef("provider")),
        urn=OuterRef(OuterRef("urn")),
        ended_on__lte=OuterRef("started_on"),
        ended_on__gt=since,
    )
    return Placement.objects.filter(
        TEMPORARY, Exists(before), child=OuterRef("child"), ended_on=OuterRef("started_on")
    )


def home_since(child: str, day: date, *, leaving_out: tuple[str, ...] = ()) -> Subquery:
    """The day since which the child lives where they live on a day; with codes left out, since when in the
    placement before those. Empty where it goes on from a placement that is not known.
    """
    first = Case(When(went_before(), then=None), default="started_on", output_field=DateField())
    rows = _first_of_homes(child, day).filter(went_before() | ~Q(placement_type__in=leaving_out))
    return Subquery(rows.annotate(first=first).values("first")[:1], output_field=DateField())


def home_at_least_since(child: str, day: date) -> Subquery:
    """The first day that is known of where the child lives on a day; how much longer is not known where that
    goes on from a placement that is not known.
    """
    return Subquery(_first_of_homes(child, day).values("started_on")[:1], output_field=DateField())


def _first_of_homes(child: str, day: date) -> QuerySet[Placement]:
    """The placement with which each home of a child began, or from which on it is known; the last first."""
    return moves(day, LONG_AGO, child).order_by("-started_on")
