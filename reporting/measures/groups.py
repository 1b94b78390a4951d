"""What a council counts in its own way: groups of codes and ages (V-19, V-22 to V-24), and terms."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual

from accounts.calendars import terms_for
from accounts.models import Authority
from children import codesets
from reporting.measures.base import Scope, text
from reporting.measures.dimensions import years_old
from reporting.models import Grouping
from reporting.places import add_months, asked, asked_on
from statute.clock_history import ADOPTIVE_PLACEMENTS
from statute.terms import STATUTORY, Terms, TermsInForce


@dataclass(frozen=True)
class Group:
    """A group of codes, or of ages in whole years (both included; no `high`: and over). A placement code may
    name its provider: U4/PR1.
    """

    label: str
    codes: tuple[str, ...] = ()
    low: int = 0
    high: int | None = None


Stored = tuple[str, date, list[dict[str, Any]]]
"""Kind, first day and groups as they are stored."""
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
    return own_groups_on(authority, kind, day) or national(kind)


def own_groups_on(authority: Authority, kind: str, day: date) -> tuple[Group, ...]:
    """The groups that the council made for itself, in force on a day; empty where it has none."""
    found = (
        Grouping.objects.filter(authority=authority, kind=kind, starts_on__lte=day)
        .order_by("-starts_on")
        .values_list("groups", flat=True)
        .first()
    )
    return tuple(from_plain(g) for g in found or ())


def groups_of(scope: Scope, kind: str, day: date) -> tuple[Group, ...]:
    """The groups of a scope's council in force on a day, else the national ones; looked up once."""
    return own_groups_of(scope, kind, day) or national(kind)


def own_groups_of(scope: Scope, kind: str, day: date) -> tuple[Group, ...]:
    """The groups that a scope's council made for itself; looked up once."""
    return asked_on(scope, day, lambda real, on: _in_force(_every_grouping(real), kind, on))


def _in_force(every: list[Stored], kind: str, day: date) -> tuple[Group, ...]:
    made = (stored for of, since, stored in every if of == kind and since <= day)
    return tuple(map(from_plain, next(made, ())))


def _every_grouping(scope: Scope) -> list[Stored]:
    """All that the council ever made, the newest first."""

    def find() -> list[Stored]:
        made = Grouping.objects.filter(authority=scope.authority).order_by("-starts_on")
        return list(made.values_list("kind", "starts_on", "groups"))

    return cast(list[Stored], scope.of_council(("groups",), find))


def ages(scope: Scope, day: date) -> tuple[Group, ...]:
    """The bands of age of a scope: those it asks for, else the council's on a day."""
    return scope.bands or groups_of(scope, "age", day)


def in_order_of_age(authority: Authority, keys: Iterable[str], day: date) -> list[str]:
    """Bands of age, or ages in years, from the youngest up; what is no age comes last."""
    bands = (*own_groups_on(authority, "age", day), *EVERY_COUNCIL, *NATIONAL["age"])
    youngest = {band.label: band.low for band in reversed(bands)}

    def place(key: str) -> tuple[bool, int, str]:
        age = int(key) if key.isdecimal() else youngest.get(key)
        return age is None, age or 0, key

    return sorted(keys, key=place)


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


def by_age_on(groups: tuple[Group, ...], born_on: str, day: str) -> Case:
    """The age band on a day that each row has for itself."""
    years = years_old(born_on, F(day))
    whens = []
    for group in groups:
        condition = Q(GreaterThanOrEqual(years, group.low))
        if group.high is not None:
            condition &= Q(LessThanOrEqual(years, group.high))
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


def by_age_then(scope: Scope, day: date) -> Case:
    """The age band of the council on a day, of rows that carry the age in `years`."""
    return by_years(ages(scope, day), "years")


# --- terms


def own_terms(scope: Scope) -> Terms:
    """The council's terms in force at the end of a scope's period."""
    if scope.terms:
        return scope.terms
    return asked(scope, lambda s: _terms_of_council(s).on(s.period.end))


def _terms_of_council(scope: Scope) -> TermsInForce:
    return cast(TermsInForce, scope.of_council(("terms",), lambda: terms_for(scope.authority)))


HEALTH = {"year": "health_assessment_year", "review": "health_up_to_date"}
EDUCATION = {"review": "education_plan_up_to_date", "form": "monitoring_pep"}
CHALLENGE = {"disputes": "disputes_formal", "children": "dispute_children"}
"""A choice of the council -> the measure by which it counts (V-41, V-42, V-11)."""
CHOICES = frozenset({*HEALTH.values(), *EDUCATION.values(), *CHALLENGE.values()})


def counted_by(terms: Terms) -> dict[str, str]:
    """The measure by which the council counts, of those that say the same in several ways -> of what."""
    return {
        HEALTH[terms.health_base]: "health assessments",
        EDUCATION[terms.education_base]: "personal education plans",
        CHALLENGE[terms.dispute_unit]: "challenge",
    }


def chosen_otherwise(authority: Authority, day: date) -> dict[str, str]:
    """As `counted_by`, but only where the council counts by another measure than councils usually do."""
    usual = counted_by(STATUTORY)
    return {c: what for c, what in counted_by(terms_for(authority).on(day)).items() if c not in usual}


def counted_here(code: str, terms: Terms) -> str:
    """How the council counts a measure where that is its own way; empty where it is the usual one."""
    settled = f"{terms.settled_months} months in one placement, of children in care for "
    said = {
        "three_placements": (
            terms.moves_many != STATUTORY.moves_many,
            f"{terms.moves_many} placements or more",
        ),
        "settled_placement": (
            (terms.settled_months, terms.settled_care_months)
            != (STATUTORY.settled_months, STATUTORY.settled_care_months),
            f"{settled}{terms.settled_care_months} months",
        ),
        "spoke_alone": (terms.seen_from_age > 0, f"children aged {terms.seen_from_age} or over"),
        "participation_own_age": (True, f"children aged {terms.views_from_age} or over"),
    }
    differs, words = said.get(code, (False, ""))
    return f"This council counts {words}." if differs else ""
