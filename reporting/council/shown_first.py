"""What another target, or other groups, would change, before a council saves them."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, QuerySet

from accounts.models import Authority
from accounts.ui.tables import Row, Table, headings
from children.models import Child, LegalStatus, PeriodOfCare, Placement
from reporting.council.actions import target_on
from reporting.measures.base import Scope, compute, only
from reporting.measures.groups import Group, by_age, by_code, from_plain, groups_on
from reporting.measures.registry import MEASURES
from reporting.periods import collection_year_of
from reporting.screen.shown import figure

NOT_RECORDED = "Not recorded"
WHO = {
    "age": "Children in care today",
    "ethnicity": "Children in care today",
    "placement": "Children in care today, by where they live",
    "legal": "Children in care today, by legal status",
    "reason": "Children who left care this year",
}


def of_target(scope: Scope, *, code: str, starts_on: date, value: Decimal | None) -> Table:
    """The target of that day as it is and as it would be, beside the figure of the year so far."""
    measure, before = MEASURES[code], target_on(scope.authority, code, starts_on)
    result = compute(measure, scope)
    rows: list[Row] = [
        [
            measure.title,
            _target(before.value if before else None, measure.sign),
            _target(value, measure.sign),
            figure(measure, result),
        ]
    ]
    return Table("The target", headings("Measure", "Target now", "New target", "This year so far"), rows)


def _target(value: Decimal | None, sign: str) -> str:
    return "no target" if value is None else f"{value.normalize():f}{sign}"


def of_groups(
    scope: Scope, kind: str, groups: Sequence[Mapping[str, Any]], *, starts_on: date, today: date
) -> Table:
    """How many children of the scope are in each group, as it is and as it would be."""
    new = tuple(from_plain(dict(group)) for group in groups)
    old = groups_on(scope.authority, kind, starts_on)
    was, will = (_counts(scope, kind, these, today) for these in (old, new))
    labels = dict.fromkeys([*(group.label for group in (*old, *new)), *was, *will])
    numbers = ("Now", "With the new groups")
    rows: list[Row] = [
        [label or NOT_RECORDED, _count(was, label, old), _count(will, label, new)] for label in labels
    ]
    return Table(WHO[kind], headings("Group", *numbers, numeric=numbers), rows)


def _count(counts: Mapping[str, int], label: str, groups: Sequence[Group]) -> str:
    is_one = label in counts or label in {group.label for group in groups}
    return str(counts.get(label, 0)) if is_one else "no such group"


def _counts(scope: Scope, kind: str, groups: tuple[Group, ...], today: date) -> dict[str, int]:
    rows, group = _rows(scope.authority, kind, groups, today)
    rows = only(rows, scope, "" if rows.model is Child else "child")
    counted = rows.order_by().values(group=group).annotate(number=Count("pk", distinct=True))
    return dict(counted.values_list("group", "number"))


def _rows(
    authority: Authority, kind: str, groups: tuple[Group, ...], today: date
) -> tuple[QuerySet[Any, Any], Case]:
    mine: dict[str, Any] = {"child__authority": authority, "ended_on": None, "started_on__lte": today}
    looked_after = Child.objects.filter(authority=authority).looked_after_on(today)
    if kind == "age":
        return looked_after, by_age(groups, "born_on", today)
    if kind == "ethnicity":
        return looked_after, by_code(groups, "ethnicity")
    if kind == "placement":
        return Placement.objects.filter(**mine), by_code(groups, "placement_type", "provider")
    if kind == "legal":
        return LegalStatus.objects.filter(**mine), by_code(groups, "code")
    year = {"ended_on__gte": collection_year_of(today).start, "ended_on__lte": today}
    return PeriodOfCare.objects.filter(child__authority=authority, **year), by_code(groups, "end_reason")
