"""An IRO who stands in for a time, and IROs named against a rule for family or continuity."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.access.roles import Role
from accounts.clock import today
from accounts.models import Membership, OutgoingMail
from children.child.home import cards
from children.merging.actions import merge
from children.models import IroAllocation, SocialWorkerAllocation, StandIn
from children.people import standing_in, with_role
from children.people.actions import Departs, allocate_iro, allocate_many, allocate_social_worker, hand_over
from children.people.independence import check_as_one, check_lines
from children.workers.actions import set_teams
from reporting.access import scope_for
from reporting.measures.base import Result, Scope, compute, compute_by
from reporting.measures.registry import MEASURES
from reporting.periods import collection_year
from reviews.meeting.actions import start
from statute.refusals import Refused
from tests import factories as make
from tests.kept import kept
from tests.refusing import refused

TODAY = date(2025, 3, 24)
LAST = TODAY + timedelta(days=7)


@pytest.fixture(autouse=True)
def _today(on_day) -> None:
    on_day(TODAY)


@kept
def backup(authority, other_iro):
    return make.worker_of(other_iro, authority)


def named(child, worker, by, **over) -> StandIn:
    given = {"started_on": TODAY, "last_day": LAST, "reason": "SICK", "note": "", "today": TODAY}
    return standing_in.name_stand_in(child=child, worker=worker, by=by, **given | over)


def page(child, name: str, *more: object) -> str:
    return reverse(f"children:{name}", args=[child.public_id, *more])


def test_the_one_who_stands_in_records_the_review_and_the_own_iro_stays(
    client_for, child, iro, other_iro, backup, qa_manager, on_day
):
    review = make.make_review(child, booked_for=TODAY)
    record = reverse("reviews:start", args=[review.public_id])
    assert client_for(other_iro).get(record).status_code == 404
    sent = {"iro": backup.pk, "started_on": "24/3/2025", "last_day": "31/3/2025", "reason": "LEAVE"}
    answer = client_for(qa_manager).post(page(child, "stand_in"), sent, follow=True)
    assertContains(answer, "Oscar Penn stands in from 24 March 2025.")
    assert {m.to for m in OutgoingMail.objects.all()} == {iro, other_iro}
    assert client_for(other_iro).get(record).status_code == 200
    assertContains(client_for(other_iro).get("/"), f"you stand in for {iro.name}")
    assertNotContains(client_for(iro).get("/"), "you stand in for")
    start(review=review, on=TODAY, by=other_iro, today=TODAY)
    assert client_for(other_iro).get(reverse("reviews:record", args=[review.public_id])).status_code == 200
    review.refresh_from_db()
    assert review.chaired_by == backup
    assert child.iro_allocations.get(ended_on=None).worker.user == iro
    on_day(LAST + timedelta(days=1))
    assert client_for(other_iro).get(page(child, "child")).status_code == 404
    assert client_for(iro).get(page(child, "child")).status_code == 200


def test_the_home_page_counts_own_children_and_those_stood_in_for_apart(
    client_for, child, other_child, other_iro, backup, qa_manager, viewer_of, on_day
):
    def counted() -> dict[str, int]:
        found = cards(viewer_of(other_iro), today())
        for card in found:
            shown = client_for(other_iro).get(card["href"]).context["rows"]
            assert len(shown) == card["figure"]
        return {card["label"]: card["figure"] for card in found}

    assert counted() == {"Your children": 1}
    named(child, backup, qa_manager)
    assert counted() == {"Your children": 1, "Children you stand in for": 1}
    on_day(LAST + timedelta(days=1))
    assert counted() == {"Your children": 1}


def test_the_figures_of_the_own_children_leave_out_those_stood_in_for(
    child, other_child, backup, qa_manager, other_iro, viewer_of
):
    named(child, backup, qa_manager)
    figures = scope_for(viewer_of(other_iro), collection_year(2025))
    assert set(figures.children) == {other_child}


def test_it_is_ended_early_or_taken_back(client_for, child, backup, qa_manager, on_day):
    found = named(child, backup, qa_manager)
    on_day(TODAY + timedelta(days=2))
    answer = client_for(qa_manager).post(page(child, "end_stand_in", found.pk), follow=True)
    assertContains(answer, "does not stand in any more")
    found.refresh_from_db()
    assert found.ended_on == TODAY + timedelta(days=2)
    with refused(standing_in.HAS_ENDED):
        standing_in.end_stand_in(stand_in=found, by=qa_manager, today=TODAY + timedelta(days=2))
    later = named(child, backup, qa_manager, started_on=LAST, last_day=LAST, today=TODAY)
    standing_in.end_stand_in(stand_in=later, by=qa_manager, today=TODAY)
    assert not StandIn.objects.filter(pk=later.pk).exists()


@pytest.mark.parametrize(
    ("over", "words", "field"),
    [
        ({"started_on": TODAY - timedelta(days=1)}, standing_in.NOT_BEFORE_TODAY, "started_on"),
        ({"last_day": TODAY - timedelta(days=1)}, standing_in.ENDS_FIRST, "last_day"),
        ({"last_day": TODAY + timedelta(days=200)}, standing_in.TOO_LONG, "last_day"),
    ],
)
def test_days_that_cannot_be(child, backup, qa_manager, over, words, field):
    with refused(words, field):
        named(child, backup, qa_manager, **over)


def test_who_cannot_stand_in(child, restricted_child, backup, iro, qa_manager, authority):
    with refused(standing_in.OWN_IRO, "iro"):
        named(child, make.worker_of(iro, authority), qa_manager)
    with refused(standing_in.NO_SIGN_IN, "iro"):
        named(child, make.make_worker(authority, is_iro=True), qa_manager)
    with refused(standing_in.RESTRICTED, "iro"):
        named(restricted_child, backup, qa_manager)
    named(child, backup, qa_manager)
    with refused(standing_in.ANOTHER, "started_on"):
        named(child, backup, qa_manager, started_on=LAST)


def left_for_another_council(person, worker) -> None:
    """Their roles here end; the account goes on elsewhere."""
    Membership.objects.filter(user=person, authority=worker.authority).update(ended_on=TODAY)
    make.make_membership(person, make.make_authority(), Role.IRO)
    person.refresh_from_db()
    assert person.is_active and worker.is_iro


def test_who_has_no_role_here_any_more_is_neither_offered_nor_named(
    client_for, child, other_iro, backup, qa_manager
):
    """They could record nothing, and the child's IRO would believe that somebody stands in."""
    left_for_another_council(other_iro, backup)
    browser = client_for(qa_manager)
    for name in ("stand_in", "allocate"):
        assertNotContains(browser.get(page(child, name)), "Oscar Penn")
    with refused(with_role.NO_ROLE, "iro"):
        named(child, backup, qa_manager)
    with refused(with_role.NO_ROLE, "iro"):
        allocate_iro(child=child, worker=backup, on=TODAY, end_reason="LEFT", by=qa_manager, today=TODAY)


def test_who_stands_in_has_the_role_to_the_last_day(child, other_iro, backup, qa_manager):
    held = Membership.objects.get(user=other_iro)
    held.ended_on = LAST
    held.save()
    with refused(with_role.ROLE_ENDS, "last_day"):
        named(child, backup, qa_manager)
    assert named(child, backup, qa_manager, last_day=LAST - timedelta(days=1)).worker == backup


def test_a_social_worker_who_has_left_is_neither_offered_nor_named(
    client_for, child, other_social_worker, authority, qa_manager
):
    worker = make.worker_of(other_social_worker, authority)
    browser, form = client_for(qa_manager), page(child, "social_worker")
    assertContains(browser.get(form), other_social_worker.name)
    Membership.objects.filter(user=other_social_worker).update(ended_on=TODAY)
    assertNotContains(browser.get(form), other_social_worker.name)
    team = make.make_team(authority)
    given = {"child": child, "team": team, "on": TODAY, "why": "", "by": qa_manager, "today": TODAY}
    with refused(with_role.NOT_HERE, "worker"):
        allocate_social_worker(worker=worker, **given)


# --- exceptions


@pytest.fixture
def sister(authority, child, social_worker, team):
    sister = make.make_child_in_care(authority, social_worker=social_worker, team=team)
    make.make_siblings(*sorted((child, sister), key=lambda c: c.pk))
    return sister


def test_brothers_and_sisters_apart_need_a_reason(client_for, sister, backup, qa_manager):
    sent = {"iro": backup.pk, "on_day": "24", "on_month": "3", "on_year": "2025"}
    answer = client_for(qa_manager).post(page(sister, "allocate"), sent)
    assertContains(answer, "Select why this IRO is named anyway.", status_code=422)
    other = client_for(qa_manager).post(page(sister, "allocate"), sent | {"exception": "OTHER"})
    assertContains(other, "Enter the other reason", status_code=422)
    answer = client_for(qa_manager).post(
        page(sister, "allocate"), sent | {"exception": "GROUP_SIZE"}, follow=True
    )
    assertContains(answer, "the group of brothers and sisters is too large for one IRO")
    stored = IroAllocation.objects.get(child=sister)
    assert (stored.exception, stored.exception_to) == ("GROUP_SIZE", ["AP-6"])


def test_for_many_at_once_brothers_and_sisters_together_need_none(
    authority, sister, child, backup, iro, qa_manager
):
    own = make.worker_of(iro, authority)
    refusals = allocate_many(chosen={sister: backup}, on=TODAY, by=qa_manager, today=TODAY)
    assert "Select why this IRO is named anyway." in refusals[sister]
    reason = Departs("CASELOAD")
    assert not allocate_many(chosen={sister: own}, on=TODAY, by=qa_manager, today=TODAY, departs=reason)
    assert IroAllocation.objects.get(child=sister).exception == ""
    both = {"children": [child, sister], "worker": backup, "on": TODAY + timedelta(days=1)}
    assert not hand_over(**both, end_reason="LEFT", by=qa_manager, today=TODAY + timedelta(days=1))


def test_figures_of_cover_and_exceptions(authority, child, sister, iro, backup, qa_manager):
    allocate_iro(
        child=sister,
        worker=backup,
        on=TODAY,
        end_reason="",
        by=qa_manager,
        today=TODAY,
        departs=Departs("CONFLICT"),
    )
    own = make.worker_of(iro, authority)
    for n, chair in enumerate([own, backup, None]):
        make.make_review(child, TODAY + timedelta(days=n), chaired_by=chair, recorded_at=make.now())
    scope = Scope(authority, collection_year(2025))
    by_reason = compute_by(MEASURES["iro_exceptions"], scope, "reason")
    assert {k: r.numerator for k, r in by_reason.items()} == {"The children’s interests conflict": 1}
    assert compute(MEASURES["chaired_by_others"], scope) == Result(1, 2, 1)


# --- independent as every IRO (AP-10)


def test_who_stands_in_does_not_come_into_the_case(authority, child, backup, other_iro, team, qa_manager):
    stand_in = named(child, backup, qa_manager)
    given = {"child": child, "on": TODAY, "why": "", "by": qa_manager, "today": TODAY}
    with pytest.raises(Refused, match="is the child’s IRO"):
        allocate_social_worker(worker=backup, team=team, **given)
    with pytest.raises(Refused, match="manage the team of"):
        check_lines(other_iro, authority, [team.pk], TODAY)
    social_worker = child.social_worker_allocations.get(ended_on=None).worker
    with pytest.raises(Refused, match="work in the case of"):
        check_as_one(social_worker, person=other_iro, today=TODAY)
    with pytest.raises(Refused, match="work in the case of"):
        check_as_one(social_worker, backup, today=TODAY)
    standing_in.end_stand_in(stand_in=stand_in, by=qa_manager, today=TODAY)
    check_lines(other_iro, authority, [team.pk], TODAY)
    check_as_one(social_worker, person=other_iro, today=TODAY)


def test_who_worked_in_the_case_in_this_period_of_care_does_not_come_to_be_its_iro(
    authority, child, iro, team, social_worker
):
    """What ended before this period began bars nobody."""
    was = child.social_worker_allocations.get(ended_on=None)
    ended, began = TODAY - timedelta(days=1), child.periods.get().started_on
    make.SocialWorkerAllocation.objects.filter(pk=was.pk).update(ended_on=ended)
    with pytest.raises(Refused, match="work in the case of"):
        check_as_one(was.worker, person=iro, today=TODAY)
    with pytest.raises(Refused, match="manage the team of"):
        check_lines(iro, authority, [team.pk], TODAY)
    days = {"started_on": began - timedelta(days=9), "ended_on": began}
    make.SocialWorkerAllocation.objects.filter(pk=was.pk).update(**days)
    check_as_one(was.worker, person=iro, today=TODAY)
    check_lines(iro, authority, [team.pk], TODAY)


@pytest.mark.parametrize("stands_in", [False, True])
def test_a_child_is_not_given_to_a_team_that_its_iro_manages(
    authority, child, iro, backup, other_iro, qa_manager, stands_in
):
    theirs = make.make_team(authority)
    make.make_line(theirs, other_iro if stands_in else iro)
    given = {"child": child, "worker": None, "team": theirs, "on": TODAY, "why": "", "today": TODAY}
    if stands_in:
        named(child, backup, qa_manager)
    with pytest.raises(Refused, match=f"A manager of this team is the IRO of .*{child.number}") as why:
        allocate_social_worker(by=qa_manager, **given)
    assert why.value.fields == ("team",)


@pytest.mark.parametrize("begins_in", [0, 5, None])
def test_records_are_not_merged_where_who_stands_in_or_will_works_in_the_case(
    authority, child, backup, qa_manager, begins_in
):
    gone = make.make_child(authority)
    days = {"started_on": TODAY - timedelta(days=9), "ended_on": TODAY - timedelta(days=1)}
    make.make_social_worker_allocation(gone, backup, **days)
    child.social_worker_allocations.all().delete()
    if begins_in is None:  # the IRO's own allocation, of which a file says the last day already
        make.IroAllocation.objects.filter(child=child).update(
            worker=backup, ended_on=TODAY + timedelta(days=9), end_reason="LEFT"
        )
    else:
        named(child, backup, qa_manager, started_on=TODAY + timedelta(days=begins_in))
    with pytest.raises(Refused, match="is the IRO of one record and works on the case by the other"):
        merge(kept=child, gone=gone, reason="One child", by=qa_manager, today=TODAY)
    child.stand_ins.all().delete()
    child.iro_allocations.all().delete()
    merge(kept=child, gone=gone, reason="One child", by=qa_manager, today=TODAY)


def test_a_team_that_comes_to_be_known_is_not_one_that_the_iro_manages(authority, qa_manager, child, iro):
    theirs = make.make_team(authority)
    make.make_line(theirs, iro)
    allocation = child.social_worker_allocations.get(ended_on=None)
    SocialWorkerAllocation.objects.filter(pk=allocation.pk).update(team=None)
    with pytest.raises(Refused, match="A manager of this team is the IRO"):
        set_teams(teams={allocation.worker: theirs}, by=qa_manager, today=TODAY)
    assert SocialWorkerAllocation.objects.get(pk=allocation.pk).team_id is None
