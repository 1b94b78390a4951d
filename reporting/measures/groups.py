"""Groups of codes and ages: the national ones, and the council's own from a day on (V-19, V-22 to V-24)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Q, Value, When

from accounts.models import Authority
from children import codesets
from reporting.measures.base import Scope, text
from reporting.models import Grouping
from statute.clock_history import ADOPTIVE_PLACEMENTS
from statute.working_days import add_months


@dataclass(frozen=True)
class Group:
    """A group of codes, or of ages in whole years (both included; no `high`: and over). A placement code may
    name its provider: U4/PR1.
    """

    label: str
    codes: tuple[str, ...] = ()
    low: int = 0
    high: int | None = None


RESIDENTIAL = ("K1", "K2", "R1", "R2", "R3", "R5", "S1")
KINSHIP = ("U1", "U2", "U3")
FOSTER = ("U4", "U5", "U6")
ADOPTIVE = tuple(sorted(ADOPTIVE_PLACEMENTS))
SEMI_INDEPENDENT = ("K3", "H5", "P2")
PARENTS = ("P1",)
OWN, AGENCY, OTHER_PUBLIC = ("PR1",), ("PR4", "PR5"), ("PR2", "PR3")
ADOPTED = ("E11", "E12")
HOME = ("E4A", "E4B", "E13")
GUARDIANSHIP = ("E43", "E44", "E45", "E46", "E47", "E48")


def _with(codes: tuple[str, ...], providers: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{c}/{p}" for c in codes for p in providers)


NATIONAL: dict[str, tuple[Group, ...]] = {
    "age": (
        Group("Under 1", low=0, high=0),
        Group("1 to 4", low=1, high=4),
        Group("5 to 9", low=5, high=9),
        Group("10 to 15", low=10, high=15),
        Group("16 and over", low=16),
    ),
    "placement": (
        Group("Residential", RESIDENTIAL),
        Group("Kinship foster care", KINSHIP),
        Group("In-house foster care", _with(FOSTER, OWN)),
        Group("Agency foster care", _with(FOSTER, AGENCY)),
        Group("Foster care of another council", _with(FOSTER, OTHER_PUBLIC)),
        Group("Foster care, provider not recorded", FOSTER),
        Group("Placed for adoption", ADOPTIVE),
        Group("Supported or independent living", SEMI_INDEPENDENT),
        Group("With parents", PARENTS),
    ),
    "reason": (
        Group("Adopted", ADOPTED),
        Group("Went to parents or family", HOME),
        Group("Special guardianship", GUARDIANSHIP),
        Group("Child arrangements order", ("E41",)),
        Group("Independent living or adult care", ("E5", "E6", "E7")),
        Group("Stayed with carers at 18", ("E17",)),
        Group("Care taken over by another council", ("E3",)),
        Group("Sentenced, or remand ended", ("E9", "E14")),
        Group("Age found to be 18 or over", ("E15",)),
        Group("Died", ("E2",)),
    ),
    "legal": (
        Group("Full care order", ("C2",)),
        Group("Interim care order", ("C1",)),
        Group("Accommodated (section 20)", ("V2",)),
        Group("Placement order", ("E1", "D1")),
        Group("Remanded or detained", ("J1", "J2", "J3")),
        Group("Police or emergency protection", ("L1", "L2", "L3")),
    ),
}
OTHER = "Other"
EVERY_COUNCIL = (*NATIONAL["age"][:4], Group("16 and 17", low=16, high=17), Group("18 and over", low=18))
"""The bands of age of the figures for scripts, whatever the council's own are."""


def _ethnic_groups() -> tuple[Group, ...]:
    groups: dict[str, list[str]] = {}
    for code in codesets.codes("ethnicity").values():
        groups.setdefault(code.notes.partition(" (")[0] or code.label, []).append(code.code)
    return tuple(Group(label, tuple(codes)) for label, codes in groups.items())


def national(kind: str) -> tuple[Group, ...]:
    """The groups of the national tables."""
    return _ethnic_groups() if kind == "ethnicity" else NATIONAL[kind]


def groups_on(authority: Authority, kind: str, day: date) -> tuple[Group, ...]:
    """The council's groups in force on a day, else the national ones. One statement."""
    found = (
        Grouping.objects.filter(authority=authority, kind=kind, starts_on__lte=day)
        .order_by("-starts_on")
        .values_list("groups", flat=True)
        .first()
    )
    return tuple(from_plain(g) for g in found) if found else national(kind)


def ages(scope: Scope, day: date) -> tuple[Group, ...]:
    """The bands of age of a scope: those it asks for, else the council's on a day."""
    return scope.bands or groups_on(scope.authority, "age", day)


def from_plain(stored: dict[str, Any]) -> Group:
    """A group as it is stored."""
    return Group(stored["label"], tuple(stored.get("codes", ())), stored.get("low", 0), stored.get("high"))


def by_code(groups: tuple[Group, ...], field: str, provider: str = "") -> Case:
    """The group of a code; a code of no group is "Other", an empty one not recorded. The first group that
    fits counts.
    """
    whens = [When(**{field: ""}, then=text(""))]
    for group in groups:
        condition = Q()
        for code in group.codes:
            kind, _, whose = code.partition("/")
            condition |= Q(**{field: kind, provider: whose}) if whose and provider else Q(**{field: kind})
        if condition:
            whens.append(When(condition, then=text(group.label)))
    return Case(*whens, default=text(OTHER), output_field=CharField())


def by_age(groups: tuple[Group, ...], born_on: str, day: date) -> Case:
    """The age band on a day; "Other" for an age in no band."""
    whens = []
    for group in groups:
        condition = Q(**{f"{born_on}__lte": add_months(day, -12 * group.low)})
        if group.high is not None:
            condition &= Q(**{f"{born_on}__gt": add_months(day, -12 * (group.high + 1))})
        whens.append(When(condition, then=text(group.label)))
    return Case(*whens, default=text(OTHER), output_field=CharField())


def by_years(groups: tuple[Group, ...], years: str) -> Case:
    """The age band of an age in whole years that each row has for itself."""
    whens = []
    for group in groups:
        condition = Q(**{f"{years}__gte": group.low})
        if group.high is not None:
            condition &= Q(**{f"{years}__lte": group.high})
        whens.append(When(condition, then=text(group.label)))
    return Case(*whens, default=Value(OTHER), output_field=CharField())
