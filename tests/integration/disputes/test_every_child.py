"""In a concern about brothers and sisters, who acts is independent of the case of each of them (AP-10)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.access.roles import Role
from accounts.people.lines import set_line
from children.people.actions import Departs, allocate_iro, allocate_social_worker
from children.people.standing_in import name_stand_in
from disputes.access import check_may_cover, cover_choices, siblings_to_join
from disputes.concern.actions import close
from disputes.cover.actions import name_cover
from statute.appointment import IroConflict
from statute.refusals import Refused
from tests import factories as make
from tests.integration.disputes.days import RAISED
from tests.kept import kept

A_WEEK = timedelta(days=7)


@kept
def sibling(child, iro, other_team):
    found = make.make_child_in_care(
        child.authority, iro=iro, team=other_team, forename="Anwar", surname="Birchley"
    )
    make.make_siblings(child, found)
    return found


@kept
def shared(child, sibling, iro):
    return make.make_concern(child, iro, RAISED, siblings=[sibling])


@kept
def colleague(authority, other_team):
    """An IRO who is the manager of the second child's team too."""
    found = make.make_user(authority, Role.IRO)
    make.make_membership(found, authority, Role.TEAM_MANAGER)
    make.worker_of(found, authority)
    make.make_line(other_team, found)
    return found


def closed(concern, iro) -> None:
    given = {"ending": "OVERTAKEN", "effect": "NOTHING", "effect_text": ""}
    close(concern=concern, by=make.iro_actor(iro), today=RAISED, **given)


@pytest.fixture(autouse=True)
def _today(on_day) -> None:
    on_day(RAISED)


def test_the_manager_of_the_second_childs_team_is_not_named_to_cover(client_for, iro, shared, colleague):
    sent = {"user": colleague.public_id, "reason": "Leave"}
    sent |= make.typed("started_on", RAISED) | make.typed("last_day", RAISED + A_WEEK)
    refused = client_for(iro).post(reverse("disputes:cover", args=[shared.public_id]), sent)
    assert refused.status_code == 422 and "works in the case as manager" in refused.content.decode()
    assert not shared.covers.exists()


def test_nor_who_managed_it_or_was_the_second_childs_social_worker(authority, shared, sibling, colleague):
    worked = make.make_user(authority, Role.IRO)
    team = sibling.social_worker_allocations.get().team
    sibling.social_worker_allocations.update(started_on=date(2025, 6, 2))
    make.make_social_worker_allocation(sibling, worked, ended_on=date(2025, 6, 2))
    assert worked not in cover_choices(shared, RAISED)
    colleague.lines.all().delete()
    check_may_cover(colleague, shared, RAISED)
    make.make_past_line(team, colleague, RAISED)
    with pytest.raises(IroConflict):
        check_may_cover(colleague, shared, RAISED)


def test_the_covering_iro_reads_the_name_of_the_child_for_whom_they_cover(
    client_for, authority, iro, child, sibling, shared
):
    """Also where they see the other one on other grounds."""
    away = make.make_user(authority, Role.IRO)
    sibling.iro_allocations.all().delete()
    make.make_allocation(sibling, away)
    by = make.iro_actor(iro)
    days = {"started_on": RAISED, "last_day": RAISED + A_WEEK}
    name_cover(concern=shared, user=away, reason="Leave", by=by, today=RAISED, **days)
    page = client_for(away).get(reverse("disputes:concern", args=[shared.public_id])).content.decode()
    assert child.name in page and sibling.name in page and "another child" not in page


def test_a_brother_whose_team_the_iro_manages_does_not_join(viewer_of, iro, child, sibling, other_team):
    """However it came about: the line was written before there was a check."""
    assert siblings_to_join(viewer_of(iro), child) == [sibling]
    make.make_line(other_team, iro)
    assert siblings_to_join(viewer_of(iro), child) == []


def test_who_acts_for_the_first_child_gets_no_part_in_the_case_of_the_second(
    authority, iro, sibling, shared, other_iro, other_team, administrator
):
    other = make.worker_of(other_iro, authority)
    give = {"end_reason": "WORKLOAD", "by": administrator, "today": RAISED, "on": RAISED}
    allocate_iro(child=sibling, worker=other, departs=Departs("CONFLICT", ""), **give)
    mine = {"child": sibling, "worker": iro.workers.get(), "team": other_team, "why": ""}
    with pytest.raises(Refused, match="or acts as it"):
        allocate_social_worker(**mine, on=RAISED, by=administrator, today=RAISED)
    line = {"person": iro, "authority": authority, "level": Role.TEAM_MANAGER, "teams": [other_team]}
    with pytest.raises(Refused, match=sibling.number):
        set_line(**line, by=administrator, today=RAISED)
    closed(shared, iro)
    set_line(**line, by=administrator, today=RAISED)


def test_who_works_in_the_case_of_the_second_child_does_not_come_to_act_for_the_first(
    client_for, iro, child, shared, colleague, qa_manager
):
    worker = colleague.workers.get()
    address = reverse("children:allocate", args=[child.public_id])
    sent = {"iro": worker.pk, "end_reason": "WORKLOAD", **make.typed("on", RAISED)}
    refused = client_for(qa_manager).post(address, sent)
    assert (
        refused.status_code == 422
        and "who is in an open concern about this child" in refused.content.decode()
    )
    days = {"started_on": RAISED, "last_day": RAISED + A_WEEK, "today": RAISED}
    with pytest.raises(Refused, match="an open concern about this child"):
        name_stand_in(child=child, worker=worker, reason="LEAVE", note="", by=qa_manager, **days)
    closed(shared, iro)
    sent |= {"exception": "CONFLICT"}  # another IRO than the brother's
    assert client_for(qa_manager).post(address, sent).status_code == 302
