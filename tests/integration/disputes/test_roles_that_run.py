"""Who answers, and who is told: those whose role runs today, whatever its last day, and nobody else."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from accounts.access.roles import Role
from accounts.models import Authority, Membership, Team, User
from accounts.people.lines import in_charge
from children.restriction.naming import people_near
from disputes import notify
from disputes.models import Concern
from disputes.models.concern import State
from reviews.decisions.actions import managers_to_notify
from tests import factories as make
from tests.integration.disputes.days import RAISED

DAY = timedelta(days=1)
SPANS = [
    ({}, True),
    ({"ended_on": RAISED + DAY}, True),
    ({"ended_on": RAISED}, False),
    ({"started_on": RAISED}, True),
    ({"started_on": RAISED + DAY}, False),
]
IDS = ["no end", "ends tomorrow", "ended today", "began today", "begins tomorrow"]


@pytest.fixture
def concern(in_state: Callable[[str], Concern]) -> Concern:
    return in_state(State.FORMAL)


@pytest.mark.parametrize(("span", "runs"), SPANS, ids=IDS)
@pytest.mark.parametrize("level", [Role.DIRECTOR, Role.QA_MANAGER])
def test_with_a_role_of_the_council(
    level: Role, span: dict[str, date], runs: bool, concern: Concern, authority: Authority
) -> None:
    person = make.make_user(authority)
    make.make_membership(person, authority, level, **span)
    assert (person in notify.answerers_of(concern, level)) is runs


@pytest.mark.parametrize(("span", "runs"), SPANS, ids=IDS)
def test_in_the_line_of_the_team(
    span: dict[str, date], runs: bool, concern: Concern, team: Team, team_manager: User, iro: User
) -> None:
    Membership.objects.filter(user=team_manager).update(**span)
    above = notify.answerers_of(concern, Role.SERVICE_MANAGER)
    assert len(above) == 1
    assert notify.answerers_of(concern, Role.TEAM_MANAGER) == ([team_manager] if runs else [])
    assert managers_to_notify(team, excluding=iro) == ([team_manager] if runs else above)
    near = people_near(concern.child, RAISED)
    assert near.get(team_manager) == ("team manager of the team" if runs else None)


def test_a_role_in_another_council_is_none_here(
    concern: Concern, team: Team, team_manager: User, other_authority: Authority
) -> None:
    Membership.objects.filter(user=team_manager).update(authority=other_authority)
    assert team_manager.pk not in in_charge(RAISED).filter(team=team).values_list("user", flat=True)
