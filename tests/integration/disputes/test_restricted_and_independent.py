"""Restricted brothers and sisters stay unseen, a child's IRO cannot be shut out, and nobody is IRO and worker
of one case."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.access.roles import Role
from accounts.models import OutgoingMail, Team, User
from accounts.people.lines import set_line
from children.models import Child
from children.people import actions as allocation
from children.restriction import actions as restriction
from disputes.access import check_may_cover
from disputes.cover.actions import end_cover, name_cover
from disputes.notes import actions as notes
from disputes.states import NotNow
from statute.appointment import IroConflict
from statute.refusals import Refused
from tests import factories as make
from tests.integration.disputes.days import RAISED
from tests.kept import kept

WORDS = ("Canary concern", "Canary wanted", "Canary note", "Canary advice")


@kept
def sibling(child: Child, iro: User, team: Team) -> Child:
    return make.make_child_in_care(child.authority, iro=iro, team=team)


@kept
def shared(child: Child, sibling: Child, iro: User, as_iro):
    """A concern about both, with a private note and legal advice."""
    concern = make.make_concern(
        child, iro, RAISED, siblings=[sibling], text="Canary concern", wanted="Canary wanted"
    )
    notes.add_note(
        concern=concern,
        kind="NOTE",
        with_whom="",
        text="Canary note",
        on=RAISED,
        is_shared=False,
        by=as_iro,
        today=RAISED,
    )
    notes.note_advice(
        concern=concern,
        sought_on=RAISED,
        adviser="Canary advice",
        question="Canary advice",
        received_on=None,
        summary="",
        by=as_iro,
        today=RAISED,
    )
    return concern


def trail_of(client, child: Child) -> str:
    return client.get(reverse("children:access_log", args=[child.public_id])).content.decode()


def test_the_trail_of_a_child_hides_a_concern_with_a_restricted_sibling(
    client_for, shared, child, sibling, iro: User, qa_manager: User
) -> None:
    reader = client_for(qa_manager)
    assert all(word in trail_of(reader, child) for word in WORDS)
    restriction.restrict(
        child=sibling, people=[iro], reason="Risk", by=qa_manager, lasting=make.lasting(RAISED), today=RAISED
    )
    page = trail_of(reader, child)
    assert not [word for word in (*WORDS, "Concern raised") if word in page]
    assert all(word in trail_of(client_for(iro), child) for word in WORDS)


def test_the_child_s_iro_is_never_left_out_of_a_restricted_record_and_is_told(
    child: Child, iro: User, qa_manager: User
) -> None:
    with pytest.raises(NotNow, match="is the child’s IRO"):
        restriction.restrict(
            child=child,
            people=[qa_manager],
            reason="Risk",
            by=qa_manager,
            lasting=make.lasting(RAISED),
            today=RAISED,
        )
    child.refresh_from_db()
    assert not child.is_restricted
    restriction.restrict(
        child=child,
        people=[qa_manager, iro],
        reason="Risk",
        by=qa_manager,
        lasting=make.lasting(RAISED),
        today=RAISED,
    )
    assert OutgoingMail.objects.filter(to=iro, subject__contains="restricted").count() == 1
    grant = make.AccessGrant.objects.get(user=iro, child_id=child.pk)
    with pytest.raises(NotNow, match="is the child’s IRO"):
        restriction.take_off_record(child=child, grant=grant, reason="x", by=qa_manager, today=RAISED)


def test_an_iro_allocated_to_a_restricted_child_is_named_on_the_record(
    child: Child, iro: User, qa_manager: User, authority
) -> None:
    restriction.restrict(
        child=child,
        people=[qa_manager, iro],
        reason="Risk",
        by=qa_manager,
        lasting=make.lasting(RAISED),
        today=RAISED,
    )
    other = make.make_user(authority, Role.IRO)
    worker = make.make_worker(authority, user=other, is_iro=True)
    allocation.allocate_iro(
        child=child, worker=worker, on=RAISED, end_reason="LEFT", by=qa_manager, today=RAISED
    )
    assert make.AccessGrant.objects.filter(user=other, child_id=child.pk, revoked_at=None).exists()


def test_nobody_becomes_manager_or_worker_of_a_child_whose_iro_they_are(
    child: Child, iro: User, team: Team, authority, administrator: User
) -> None:
    with pytest.raises(Refused, match=child.number):
        set_line(
            person=iro,
            authority=authority,
            level=Role.TEAM_MANAGER,
            teams=[team],
            by=administrator,
            today=RAISED,
        )
    assert not iro.lines.exists()
    mine = iro.workers.get()
    with pytest.raises(Refused, match="is the child’s IRO"):
        allocation.allocate_social_worker(
            child=child, worker=mine, team=team, on=RAISED, why="", by=administrator, today=RAISED
        )
    other_team = make.make_team(authority)
    set_line(
        person=iro,
        authority=authority,
        level=Role.TEAM_MANAGER,
        teams=[other_team],
        by=administrator,
        today=RAISED,
    )


def test_a_manager_of_the_child_s_team_cannot_cover(shared, team: Team, authority) -> None:
    stand_in = make.make_user(authority, Role.IRO)
    check_may_cover(stand_in, shared, RAISED)
    make.make_line(team, stand_in, Role.TEAM_MANAGER)
    with pytest.raises(IroConflict):
        check_may_cover(stand_in, shared, date(2026, 1, 6))


def test_who_covers_in_a_dispute_does_not_come_to_manage_the_childs_team(
    shared, as_iro, team: Team, authority, administrator: User
) -> None:
    away = make.make_user(authority, Role.IRO)
    make.worker_of(away, authority)
    cover = name_cover(
        concern=shared,
        user=away,
        started_on=RAISED,
        last_day=RAISED + timedelta(days=7),
        reason="Leave",
        by=as_iro,
        today=RAISED,
    )
    line = {"person": away, "authority": authority, "level": Role.TEAM_MANAGER, "teams": [team]}
    with pytest.raises(Refused, match="or acts as, the IRO"):
        set_line(**line, by=administrator, today=RAISED)
    end_cover(cover=cover, by=as_iro, today=RAISED)
    set_line(**line, by=administrator, today=RAISED)
