"""Who managed a child's team in this period of care does not become its IRO by giving the team up (AP-10)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.access.roles import Role
from accounts.models import PastLine, TeamLine
from accounts.people.lines import end_lines
from children.models import SocialWorkerAllocation
from children.people.actions import allocate_iro, allocate_social_worker
from children.people.appointment import conflicts_of
from children.people.independence import check_as_one, conflicts_of_person, dependent_by_files
from children.people.proposals import propose
from children.workers.actions import set_teams
from statute.appointment import Conflict
from statute.refusals import Refused
from tests import factories as make
from tests.kept import kept

TODAY = date(2026, 3, 30)
IN_FORM = {"on_day": "30", "on_month": "3", "on_year": "2026"}
BARRED = "works in the case as manager"


@pytest.fixture(autouse=True)
def _today(on_day) -> None:
    on_day(TODAY)


@kept
def admin(client_for, administrator):
    return client_for(administrator)


@kept
def manager_as_iro(authority, team_manager):
    make.make_membership(team_manager, authority, Role.IRO)
    return make.worker_of(team_manager, authority)


def ended(person, on: date) -> None:
    """The person managed whatever they manage until the day."""
    end_lines(TeamLine.objects.filter(user=person), on)


def by_role(admin, person, team) -> None:
    role = person.memberships.get(role=Role.TEAM_MANAGER)
    admin.post(reverse("accounts:end_role", args=[person.public_id, role.pk]), IN_FORM)


def by_teams(admin, person, team) -> None:
    admin.post(reverse("accounts:set_line", args=[person.public_id, Role.TEAM_MANAGER]), {"teams": []})


def by_team(admin, person, team) -> None:
    admin.post(reverse("accounts:team_managers", args=[team.public_id]), {})


def by_leaving(admin, person, team) -> None:
    admin.post(reverse("accounts:deactivate", args=[person.public_id]), {"reason": "Left the council"})


@pytest.mark.parametrize("way", [by_role, by_teams, by_team, by_leaving])
def test_a_manager_until_a_minute_ago_is_not_the_iro(
    client_for, admin, qa_manager, child, team, team_manager, manager_as_iro, way
):
    way(admin, team_manager, team)
    assert not TeamLine.objects.filter(user=team_manager).exists()
    past = PastLine.objects.get(user=team_manager)
    assert (past.team, past.level, past.ended_on) == (team, Role.TEAM_MANAGER, TODAY)
    assert conflicts_of(child, manager_as_iro) == {Conflict.MANAGER}
    assert conflicts_of_person(child, team_manager) == {Conflict.MANAGER}
    if way is by_leaving:
        return  # is in no list
    address = reverse("children:allocate", args=[child.public_id])
    sent = {"iro": manager_as_iro.pk, "end_reason": "WORKLOAD", **IN_FORM}
    refused = client_for(qa_manager).post(address, sent)
    assert refused.status_code == 422 and BARRED in refused.content.decode()
    assert not child.iro_allocations.filter(worker=manager_as_iro).exists()


def test_nor_stands_in(client_for, qa_manager, child, team_manager, manager_as_iro):
    ended(team_manager, TODAY - timedelta(days=30))
    sent = {"iro": manager_as_iro.pk, "started_on": "30/3/2026", "last_day": "31/3/2026", "reason": "LEAVE"}
    refused = client_for(qa_manager).post(reverse("children:stand_in", args=[child.public_id]), sent)
    assert refused.status_code == 422 and BARRED in refused.content.decode()


def test_one_who_managed_the_team_only_before_the_child_came_to_it_is_free(
    child, team, team_manager, manager_as_iro, qa_manager
):
    """The same where the child was in the team in an earlier period of care alone."""
    came = date(2026, 2, 2)
    child.social_worker_allocations.update(started_on=came)
    ended(team_manager, came)
    assert conflicts_of(child, manager_as_iro) == {Conflict.MANAGER}
    PastLine.objects.update(ended_on=came - timedelta(days=1))
    assert conflicts_of(child, manager_as_iro) == conflicts_of_person(child, team_manager) == set()
    allocate_iro(
        child=child, worker=manager_as_iro, on=TODAY, end_reason="WORKLOAD", by=qa_manager, today=TODAY
    )


def test_one_who_managed_in_an_earlier_time_in_care_is_free(authority, team, team_manager, manager_as_iro):
    child = make.make_child(authority)
    make.make_period(child, date(2020, 1, 6), ended_on=date(2021, 1, 6))
    make.make_social_worker_allocation(child, None, team, started_on=date(2020, 1, 6))
    period = make.make_period(child, date(2026, 1, 5))
    ended(team_manager, date(2025, 12, 31))
    assert conflicts_of(child, manager_as_iro) == set()
    PastLine.objects.update(ended_on=period.started_on)
    assert conflicts_of(child, manager_as_iro) == {Conflict.MANAGER}


def test_nobody_is_proposed_who_managed_the_team(
    viewer_of, qa_manager, child, team_manager, manager_as_iro, other_iro
):
    child.iro_allocations.all().delete()
    ended(team_manager, TODAY)
    other_iro.workers.update(is_iro=False)
    (proposal,) = propose([child], viewer_of(qa_manager), TODAY)
    assert proposal.worker != manager_as_iro


@pytest.mark.parametrize(("on", "is_refused"), [(date(2026, 3, 2), True), (date(2026, 3, 9), False)])
def test_a_child_is_not_given_to_a_team_from_a_day_on_which_its_iro_managed_it(
    child, iro, other_team, other_team_manager, qa_manager, on, is_refused
):
    TeamLine.objects.filter(team=other_team).delete()
    make.make_past_line(other_team, iro, date(2026, 3, 4))
    give = {"child": child, "worker": None, "team": other_team, "on": on, "why": "", "by": qa_manager}
    if not is_refused:
        allocate_social_worker(**give, today=TODAY)
        return
    with pytest.raises(Refused, match=f"A manager of this team .*{child.number}"):
        allocate_social_worker(**give, today=TODAY)


@pytest.mark.parametrize("also_before", [False, True])
def test_a_team_that_comes_to_be_known_is_none_that_the_iro_managed(
    authority, child, iro, team, qa_manager, also_before
):
    """Of the children with whom the social worker is, or was in this period of care."""
    worker = make.make_worker(authority)
    until = date(2026, 2, 2) if also_before else None
    child.social_worker_allocations.update(team=None, worker=worker, ended_on=until)
    make.make_past_line(team, iro, date(2025, 6, 2))
    with pytest.raises(Refused, match=child.number):
        set_teams(teams={worker: team}, by=qa_manager, today=TODAY, also_before=also_before)
    PastLine.objects.update(ended_on=date(2025, 3, 2))
    set_teams(teams={worker: team}, by=qa_manager, today=TODAY, also_before=also_before)
    assert SocialWorkerAllocation.objects.get(child=child).team == team


def test_a_worker_is_not_linked_to_the_one_who_managed_the_team(authority, child, team_manager):
    ended(team_manager, TODAY)
    with pytest.raises(Refused, match=child.number):
        check_as_one(child.iro_allocations.get().worker, person=team_manager, today=TODAY)


def test_an_import_that_made_a_past_manager_the_iro_meanwhile_is_settled(authority, child, iro, team):
    child.iro_allocations.update(source=make.make_return_import(authority))
    past = make.make_past_line(team, iro, date(2025, 3, 2))
    assert not dependent_by_files(authority, TODAY).exists()
    PastLine.objects.filter(pk=past.pk).update(ended_on=date(2025, 6, 2))
    assert dependent_by_files(authority, TODAY).get() == child
