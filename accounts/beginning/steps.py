"""What a council needs before its work runs: each floor says what of it is there, and what does not work
without it.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse

from accounts.access.roles import Permission, Role
from accounts.access.viewers import Viewer
from accounts.models import AuditEvent, Authority, CalendarYear, Membership, Team
from accounts.people.actions import open_memberships
from accounts.people.lines import in_charge
from accounts.registry import registered


@dataclass(frozen=True)
class Step:
    """One thing to set up. `needs` is the permission of the page it is done on."""

    title: str
    href: str
    needs: Permission
    is_done: bool
    state: str
    """How far it is, in words: "2 teams, 1 without a manager"."""
    without: str
    """What does not work without it."""
    is_optional: bool = False
    waits_for: str = ""
    """What has to be there before anybody can tell whether this is done; empty: nothing."""


def steps_for(viewer: Viewer, today: date) -> list[Step]:
    """Everything a new council sets up, in the order in which it is best done."""
    return [step for steps in registered("START_STEPS") for step in steps(viewer, today)]


def counted(n: int, one: str, many: str) -> str:
    return f"{n or 'No'} {one if n == 1 else many}"


def council_steps(viewer: Viewer, today: date) -> list[Step]:
    """The council itself, its people and teams, the calendar."""
    council = viewer.authority
    return [
        _details(council),
        _look(council),
        *_people(council, today),
        _teams(council, today),
        _calendar(today),
    ]


def _details(council: Authority) -> Step:
    has_codes = bool(council.dfe_code and council.ons_code)
    return Step(
        "Name, official numbers and words of the council",
        reverse("accounts:words"),
        Permission.MANAGE_SETTINGS,
        has_codes,
        "The official numbers are recorded." if has_codes else "The official numbers are not recorded.",
        "Figures of other councils and the rate for 10,000 children cannot be shown.",
    )


def _look(council: Authority) -> Step:
    is_set = AuditEvent.objects.filter(authority_id=council.pk, kind="council.look_changed").exists()
    return Step(
        "Colour and logo",
        reverse("accounts:look"),
        Permission.MANAGE_SETTINGS,
        is_set,
        "Set." if is_set else "The portal’s own colour, no logo.",
        "Reports carry no logo.",
        is_optional=True,
    )


def _people(council: Authority, today: date) -> list[Step]:
    held = Membership.objects.filter(open_memberships(today), authority=council, user__is_active=True)
    managers = held.filter(role=Role.QA_MANAGER).values("user").distinct().count()
    seconds = (
        held.filter(role__in=[Role.ADMINISTRATOR, Role.QA_MANAGER])
        .values("user")
        .order_by()
        .distinct()
        .count()
    )
    people = held.values("user").order_by().distinct().count()
    return [
        Step(
            "Manager of the IROs",
            reverse("accounts:new_person"),
            Permission.MANAGE_PEOPLE,
            managers > 0,
            f"{counted(managers, 'person has', 'people have')} the role QA manager.",
            "Nobody can restrict a child’s record, name cover in a dispute or write the annual report.",
        ),
        Step(
            "A second person who can confirm roles",
            reverse("accounts:new_person"),
            Permission.MANAGE_PEOPLE,
            seconds > 1,
            f"{counted(seconds, 'administrator or QA manager', 'administrators and QA managers')}.",
            "Roles that open children’s records are given by one person alone.",
        ),
        Step(
            "People and their roles",
            reverse("accounts:people_file"),
            Permission.MANAGE_PEOPLE,
            people > seconds,
            f"{counted(people, 'person', 'people')} can sign in.",
            "Social workers and managers get no decisions, updates or forms. Add people one by one or from "
            "a file.",
        ),
    ]


def _teams(council: Authority, today: date) -> Step:
    teams = Team.objects.filter(authority=council, is_active=True)
    managed = in_charge(today).filter(team=OuterRef("pk"), level=Role.TEAM_MANAGER)
    every, without = teams.count(), teams.filter(~Exists(managed)).count()
    state = counted(every, "team", "teams")
    if without:
        state += f", {without} without a team manager"
    return Step(
        "Teams with their managers",
        reverse("accounts:teams"),
        Permission.MANAGE_SETTINGS,
        every > 0 and without == 0,
        f"{state}.",
        "Decisions, monitoring forms and disputes reach no manager.",
    )


def _calendar(today: date) -> Step:
    years = set(CalendarYear.objects.values_list("year", flat=True))
    last = max(years, default=0)
    return Step(
        "Bank holidays",
        reverse("accounts:bank_holidays"),
        Permission.MANAGE_SETTINGS,
        {today.year, today.year + 1} <= years,
        f"Known to the end of {last}." if last else "Not known.",
        "Due dates that count working days cannot be worked out.",
    )
