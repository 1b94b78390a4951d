"""Adoption: decisions, matches, placements, and plans that wait (F-124 to F-128)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, When

from children.models import AdoptionDecision, AdoptionMatch, PeriodOfCare, Placement
from reporting.measures import dimensions as by
from reporting.measures import facts, groups
from reporting.measures.base import Measure, Rows, Scope, only, text
from reporting.measures.placements import at_end
from reporting.periods import Period


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
    return Rows(only(rows, scope), met=Q(), dimensions=_of_child("child__"))


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
    return Rows(only(rows, scope), met=Q(), dimensions=_of_child("child__"))


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
    standing = _standing(scope.period.end)
    rows = at_end(scope, met=Q())
    return Rows(rows.population.filter(Exists(standing)), Q(), rows.known, rows.dimensions)


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
    standing = _standing(day)
    kind = facts.home_code("pk", day)
    rows = at_end(scope, met=~Q(kind__in=groups.ADOPTIVE), known=Q(kind__isnull=False), kind=kind)
    return Rows(rows.population.filter(Exists(standing)), rows.met, rows.known, rows.dimensions)


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
