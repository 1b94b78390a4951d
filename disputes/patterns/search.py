"""Concerns of a period by team, provider, theme and delay, where they are about more than one child (P-71,
P-72).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from accounts.access.viewers import Viewer
from accounts.models import Team
from children import codesets
from disputes.access import concerns_visible_to
from disputes.models import Concern, ConcernTheme
from disputes.models.concern import Delay
from disputes.models.ladder import NationalTheme

KINDS = {"team": "Team", "provider": "Provider", "theme": "Theme", "delay": "What is holding up the plan"}
AT_LEAST_CHILDREN = 2


@dataclass(frozen=True)
class Pattern:
    """One value of one kind: how many concerns and how many different children it touches."""

    kind: str
    value: str
    label: str
    concerns: int
    children: int


def in_period(viewer: Viewer, start: date, end: date, today: date) -> QuerySet[Concern]:
    """The concerns raised in the period that this person sees."""
    return concerns_visible_to(viewer, today).filter(raised_on__range=(start, end))


def of_pattern(rows: QuerySet[Concern], kind: str, value: str) -> QuerySet[Concern]:
    """The concerns behind a pattern."""
    if kind == "team":
        return rows.filter(team__public_id=value)
    if kind == "theme":
        themed = ConcernTheme.objects.filter(national=value).values("concern").order_by()
        return rows.filter(pk__in=themed)
    return rows.filter(**{kind: value})


def patterns(rows: QuerySet[Concern], *, at_least: int = AT_LEAST_CHILDREN) -> list[Pattern]:
    """Every value about at least so many children, the widest first; four statements however many concerns
    there are.
    """
    found = [
        *_counted(rows, "team", "team__public_id", _team_names(rows)),
        *_counted(rows, "provider", "provider", None),
        *_themes(rows),
        *_counted(rows, "delay", "delay", dict(Delay.choices)),
    ]
    wide = [p for p in found if p.children >= at_least]
    return sorted(wide, key=lambda p: (list(KINDS).index(p.kind), -p.children, -p.concerns, p.label))


def _team_names(rows: QuerySet[Concern]) -> dict[str, str]:
    teams = Team.objects.filter(concerns__in=rows.values("pk").order_by()).distinct()
    return {str(t.public_id): t.name for t in teams}


def _counted(rows: QuerySet[Concern], kind: str, column: str, names: dict[str, str] | None) -> list[Pattern]:
    counted = (
        rows.order_by()
        .exclude(**{column: "" if kind != "team" else None})
        .values(column)
        .annotate(concerns=Count("pk", distinct=True), touched=Count("children__child", distinct=True))
    )
    return [
        _pattern(kind, str(row[column]), _label(kind, str(row[column]), names), row)
        for row in counted.order_by(column)
    ]


def _label(kind: str, value: str, names: dict[str, str] | None) -> str:
    return codesets.short("placement_provider", value) if names is None else names.get(value, value)


def _themes(rows: QuerySet[Concern]) -> list[Pattern]:
    counted = (
        ConcernTheme.objects.filter(concern__in=rows.values("pk").order_by())
        .values("national")
        .annotate(
            concerns=Count("concern", distinct=True), touched=Count("concern__children__child", distinct=True)
        )
        .order_by("national")
    )
    return [
        _pattern("theme", row["national"], NationalTheme(row["national"]).label, dict(row)) for row in counted
    ]


def _pattern(kind: str, value: str, label: str, row: dict[str, Any]) -> Pattern:
    return Pattern(kind, value, label, row["concerns"], row["touched"])
