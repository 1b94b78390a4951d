"""Adoption: decisions, matches, placements, and plans that wait (F-124 to F-128)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, When

from children.imports.state.unread import NotRead
from children.models import AdoptionDecision, AdoptionMatch, PeriodOfCare, Placement
from reporting.measures import dimensions as by
from reporting.measures import facts, groups
from reporting.measures.base import Measure, Rows, Scope, only, text
from reporting.measures.placements import at_end
from reporting.periods import Period
from reporting.places import asked


def decisions(scope: Scope) -> Rows:
    """Decisions of the period that a child should be placed for adoption."""
    return _decisions(scope, "decided_on")


def reversals(scope: Scope) -> Rows:
    """Decisions reversed in the period."""
    return _decisions(scope, "reversed_on")


def _decisions(scope: Scope, day: str) -> Rows:
    rows = AdoptionDecision.objects.filter(
        child__authority=scope.authority, **{f"{day}__range": (scope.period.start, scope.period.end)}
    )
    refused = _refused(scope, day)
    return Rows(only(rows, scope), met=Q(), dimensions=_of_child("child__"), besides=refused)


def _refused(scope: Scope, day: str) -> int:
    """Refused rows by which a decision of the period may have been made, or reversed."""
    if day == "decided_on":
        return facts.how_many_not_read(scope, "PlacedAdoption", "decided_on", "reversed_on")
    rows = [r for r in facts.not_read(scope, "PlacedAdoption") if r.values.get("reversed_on")]
    return asked(
        scope,
        lambda s: sum(r.may_lie("reversed_on", first=s.period.start, last=s.period.end) for r in rows),
    )


def _of_child(path: str) -> dict[str, Any]:
    return {
        "sex": lambda: by.labelled(f"{path}sex", "sex"),
        "ethnicity": lambda: by.ethnicity(f"{path}ethnicity"),
    }


def matches(scope: Scope) -> Rows:
    """Children matched with adopters in the period."""
    rows = AdoptionMatch.objects.filter(
        child__authority=scope.authority, matched_on__range=(scope.period.start, scope.period.end)
    )
    refused = facts.how_many_not_read(scope, "AD1", "matched_on")
    return Rows(only(rows, scope), met=Q(), dimensions=_of_child("child__"), besides=refused)


def placed(scope: Scope) -> Rows:
    """Placements for adoption that began in the period; a change of code with the same carers is none."""
    earlier = Placement.objects.filter(
        child=OuterRef("child"), placement_type__in=groups.ADOPTIVE, ended_on=OuterRef("started_on")
    )
    rows = Placement.objects.filter(
        ~Exists(earlier),
        child__authority=scope.authority,
        placement_type__in=groups.ADOPTIVE,
        started_on__range=(scope.period.start, scope.period.end),
    )
    day = scope.period.end
    adopted = PeriodOfCare.objects.filter(
        pk=OuterRef("period"), ended_on__lte=day, end_reason__in=groups.ADOPTED
    )
    became = Case(
        When(Exists(adopted), then=text("Adopted")),
        When(period__not_known_from__lte=day, then=text("")),
        When(Q(ended_on=None) | Q(ended_on__gt=day), then=text("Still placed for adoption")),
        When(Exists(_went_on(day)), then=text("Still placed for adoption")),
        default=text("Placement ended"),
        output_field=CharField(),
    )
    return Rows(only(rows, scope), met=Q(), dimensions=_of_child("child__") | {"became": became})


def _went_on(day: date) -> QuerySet[Placement]:
    """An adoptive placement that follows on the last day of another: the same carers under another code."""
    return Placement.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=day),
        child=OuterRef("child"),
        placement_type__in=groups.ADOPTIVE,
        started_on=OuterRef("ended_on"),
    )


def plans(scope: Scope) -> Rows:
    """Children in care on the last day for whom a decision for adoption stands."""
    rows = at_end(scope, met=Q())
    return _with_decision(scope, rows)


def plans_at_start(scope: Scope) -> Rows:
    """The same at the end of the day before the period."""
    before = scope.period.start - timedelta(days=1)
    rows = plans(replace(scope, period=Period(before, before)))
    return replace(rows, family="")  # other children than those at the end


def _standing(day: date) -> QuerySet[AdoptionDecision]:
    """Decisions for adoption that hold at the end of a day, of the child outside."""
    return AdoptionDecision.objects.filter(
        Q(reversed_on=None) | Q(reversed_on__gt=day), child=OuterRef("pk"), decided_on__lte=day
    )


def waiting(scope: Scope) -> Rows:
    """Of children in care on the last day with a standing adoption decision, those not yet placed for
    adoption.
    """
    day = scope.period.end
    kind = facts.home_code("pk", day)
    rows = at_end(scope, met=~Q(kind__in=groups.ADOPTIVE), known=Q(kind__isnull=False), kind=kind)
    return _with_decision(scope, rows)


def _with_decision(scope: Scope, rows: Rows) -> Rows:
    """The children for whom a decision stands, and, not known, those for whom one may: a row was refused."""
    stands = Exists(_standing(scope.period.end))
    refused = facts.not_read(scope, "PlacedAdoption")
    perhaps = asked(scope, lambda s: sorted({r.child for r in refused if _may_stand(r, s.period.end)}))
    if not perhaps:
        return Rows(rows.population.filter(stands), rows.met, rows.known, rows.dimensions)
    children = rows.population.annotate(stands=stands).filter(Q(stands=True) | Q(pk__in=perhaps))
    return Rows(children, rows.met, rows.known & Q(stands=True), rows.dimensions)


def _may_stand(row: NotRead, day: date) -> bool:
    """Whether the decision of a refused row may hold at the end of a day."""
    over = row.values.get("reversed_on")
    begun = row.may_lie("decided_on", "reversed_on", first=date.min, last=day)
    return begun and (over is None or over > day)


def _count(
    code: str, title: str, definition: str, unit: str, rows: Callable[[Scope], Rows], **over: Any
) -> Measure:
    return Measure(
        code,
        title,
        definition,
        "Files AD1, PlacedAdoption and Episodes",
        unit,
        rows,
        is_count=True,
        **{"dimensions": ("month", "sex", "ethnicity"), "path": "child", **over},
    )


MEASURES = [
    _count(
        "adoption_decisions",
        "Decisions for adoption",
        "Decisions of the period that a child should be placed for adoption.",
        "adoption decision",
        decisions,
    ),
    _count(
        "adoption_reversals",
        "Decisions for adoption reversed",
        "Decisions for adoption that were reversed in the period.",
        "adoption decision",
        reversals,
    ),
    _count(
        "adoption_matches",
        "Matched with adopters",
        "Matches with adopters of the period, as returned once the child is adopted.",
        "adoption match",
        matches,
    ),
    _count(
        "placed_for_adoption",
        "Placed with adopters",
        "Placements for adoption that began in the period (A3 to A6).",
        "placement",
        placed,
        dimensions=("month", "sex", "ethnicity", "became"),
    ),
    _count(
        "adoption_plans",
        "Children with a plan for adoption",
        "Children in care at the end of the last day for whom a decision for adoption stands, placed "
        "for adoption or not.",
        "child",
        plans,
        path="",
        as_at_end=True,
        dimensions=("month", "sex", "ethnicity", "age"),
    ),
    _count(
        "adoption_plans_at_start",
        "Children with a plan for adoption at the start",
        "Children in care at the end of the day before the period for whom a decision for adoption stood, "
        "placed for adoption or not.",
        "child",
        plans_at_start,
        path="",
        dimensions=("month", "sex"),
    ),
    Measure(
        "adoption_waiting",
        "Waiting to be placed for adoption",
        "Of children in care at the end of the last day with a current decision for adoption: those "
        "not placed for adoption.",
        "Files PlacedAdoption and Episodes",
        "child",
        waiting,
        is_more_better=False,
        dimensions=("month", "sex", "ethnicity", "age"),
        as_at_end=True,
    ),
]
