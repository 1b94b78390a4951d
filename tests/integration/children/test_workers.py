"""IROs and social workers of the council: the list, hours, teams, and one person who stands there twice."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.access.roles import Role
from accounts.access.viewers import viewer_for
from accounts.models import AuditEvent, Membership, Worker, WorkerHours
from accounts.people import actions as people
from accounts.people import proposals
from accounts.people import workers as hours
from accounts.ui.posted import NONE_OF_THEM
from children.models import Child, SocialWorkerAllocation
from children.people.appointment import caseloads
from children.workers import actions as act
from children.workers import uniting
from statute.refusals import Refused
from tests import factories as make
from tests.kept import kept
from tests.refusing import refused, written

TODAY = date(2026, 4, 1)


@kept
def admin(authority):
    return make.make_user(authority, Role.ADMINISTRATOR)


def _add(authority, admin, **over):
    given = {
        "name": "Nora Newiro",
        "email": "nora@council.example",
        "role": "IRO",
        "team": None,
        "starts_on": TODAY,
        **over,
    }
    return people.add_person(authority=authority, **given, by=admin, today=TODAY)


def test_an_iro_added_by_hand_can_be_given_children(authority, admin):
    person = _add(authority, admin)
    worker = Worker.objects.get(user=person)
    assert (worker.name, worker.is_iro, worker.staff_id) == ("Nora Newiro", True, "")
    viewer = viewer_for(make.make_user(authority, Role.QA_MANAGER), today=TODAY)
    assert worker in caseloads(viewer, TODAY)


def test_a_manager_is_no_worker(authority, admin):
    assert not Worker.objects.filter(user=_add(authority, admin, role="TEAM_MANAGER")).exists()


def test_a_person_is_the_worker_with_their_number(authority, admin):
    imported = make.make_worker(authority, staff_id="SW77", name="")
    person = _add(authority, admin, role="SOCIAL_WORKER", number="SW77", team=make.make_team(authority))
    imported.refresh_from_db()
    assert (imported.user, imported.name) == (person, "Nora Newiro")
    assert imported.team is not None
    assert Worker.objects.filter(authority=authority, name="Nora Newiro").count() == 1


def test_children_whom_an_import_gave_to_somebody_get_the_team_with_which_that_person_signs_in(
    authority, admin
):
    imported, team = make.make_worker(authority, staff_id="SW77"), make.make_team(authority)
    child = make.make_child_in_care(authority)
    SocialWorkerAllocation.objects.filter(child=child).delete()
    held = make.make_social_worker_allocation(child, imported, team=None)
    _add(authority, admin, role="SOCIAL_WORKER", number="SW77", team=team)
    held.refresh_from_db()
    assert held.team == team


def test_a_number_of_somebody_else_is_refused_and_nobody_is_added(authority, admin):
    make.make_worker(authority, make.make_user(authority, Role.IRO), staff_id="SW77")
    with pytest.raises(Refused, match="belongs to somebody else"):
        _add(authority, admin, number="SW77")
    assert not Membership.objects.filter(user__email="nora@council.example").exists()


def test_an_iro_whose_role_waits_is_not_offered_yet(authority, admin):
    second = make.make_user(authority, Role.QA_MANAGER)
    person = people.add_person(
        authority=authority,
        name="Nora Newiro",
        email="nora@council.example",
        role="IRO",
        team=None,
        starts_on=TODAY,
        by=admin,
        today=TODAY,
        number="IRO9",
        give=proposals.propose_role,
    )
    worker = Worker.objects.get(user=person)
    assert not worker.is_iro
    proposals.confirm(proposal=person.role_proposals.get(), by=second, today=TODAY)
    worker.refresh_from_db()
    assert (worker.is_iro, worker.staff_id) == (True, "IRO9")


def test_the_page_adds_a_person_with_a_worker_number(client_for, authority, admin):
    client = client_for(admin)
    sent = {
        "name": "Nora Newiro",
        "email": "nora@council.example",
        "role": "QA_MANAGER",
        "starts_on_day": "1",
        "starts_on_month": "4",
        "starts_on_year": "2026",
        "number": "X1",
    }
    answer = client.post("/people/new/", sent)
    assert "Only IROs and social workers have a worker number" in answer.content.decode()


def test_hours_hold_from_their_day(authority, admin):
    worker = make.make_worker(authority, is_iro=True)
    given = {"worker": worker, "duties": "Child protection conferences", "by": admin}
    hours.set_hours(
        starts_on=date(2026, 1, 1), full_time_equivalent=Decimal("0.8"), other_duties=Decimal("0.3"), **given
    )
    hours.set_hours(
        starts_on=date(2026, 6, 1), full_time_equivalent=Decimal(1), other_duties=Decimal(0), **given
    )
    on = {
        day: Worker.objects.annotate(share=WorkerHours.objects.share_on(day)).get(pk=worker.pk).share
        for day in (date(2025, 12, 31), TODAY, date(2026, 6, 1))
    }
    assert list(on.values()) == [None, Decimal("0.50"), Decimal("1.00")]
    assert AuditEvent.objects.filter(kind="worker.hours_set").count() == 2


def test_hours_are_set_on_their_page(client_for, authority, admin):
    worker = make.make_worker(authority, is_iro=True)
    client, address = client_for(admin), f"/workers/{worker.public_id}/hours/"
    day = {"starts_on_day": "1", "starts_on_month": "1", "starts_on_year": "2026"}
    wrong = client.post(address, {**day, "full_time_equivalent": "0.5", "other_duties": "0.5"})
    assert wrong.status_code == 422
    assert "Other duties must leave some of the hours for reviews" in wrong.content.decode()
    assert client.post(address, {**day, "full_time_equivalent": "0.5"}).status_code == 302
    assert worker.hours.get().for_reviews == Decimal("0.50")


def test_the_team_of_a_social_worker_reaches_children_whose_team_is_not_known(client_for, authority, admin):
    worker, team = make.make_worker(authority), make.make_team(authority)
    without, with_one = make.make_child_in_care(authority), make.make_child_in_care(authority)
    SocialWorkerAllocation.objects.filter(child__in=[without, with_one]).delete()
    other_team = make.make_team(authority)
    make.make_social_worker_allocation(without, worker, team=None)
    make.make_social_worker_allocation(with_one, worker, team=other_team)
    client = client_for(admin)
    assert "1 social worker of children now without a team" in client.get("/workers/teams/").content.decode()
    client.post("/workers/teams/", {f"team-{worker.public_id}": str(team.public_id)})
    teams = (
        SocialWorkerAllocation.objects.filter(worker=worker).order_by("child").values_list("team", flat=True)
    )
    assert list(teams) == [team.pk, other_team.pk]


def test_one_answer_puts_all_others_into_a_team(client_for, authority, admin):
    north, south = make.make_team(authority), make.make_team(authority)
    workers = [make.make_worker(authority) for _ in range(3)]
    for worker in workers:
        child = make.make_child_in_care(authority)
        SocialWorkerAllocation.objects.filter(child=child).delete()
        make.make_social_worker_allocation(child, worker, team=None)
    answers = {"others": str(north.public_id), f"team-{workers[0].public_id}": str(south.public_id)}
    client = client_for(admin)
    assert "1 child<" in client.get("/workers/teams/").content.decode()
    client.post("/workers/teams/", answers)
    placed = Worker.objects.filter(pk__in=[w.pk for w in workers]).order_by("pk")
    assert list(placed.values_list("team", flat=True)) == [south.pk, north.pk, north.pk]
    assert "has a team" in client.get("/workers/teams/").content.decode()


@pytest.mark.parametrize("also_before", [False, True])
def test_the_team_of_the_time_before_is_known_where_somebody_says_so(
    client_for, authority, admin, also_before
):
    """A review of last year counts in the team of the social worker of last year."""
    worker, team = make.make_worker(authority), make.make_team(authority)
    now, before = make.make_child_in_care(authority), make.make_child_in_care(authority)
    SocialWorkerAllocation.objects.filter(child__in=[now, before]).delete()
    make.make_social_worker_allocation(now, worker, team=None)
    past = make.make_social_worker_allocation(before, worker, team=None)
    SocialWorkerAllocation.objects.filter(pk=past.pk).update(ended_on=past.started_on + timedelta(days=9))
    answers = {"others": str(team.public_id)} | ({"also_before": "on"} if also_before else {})
    client_for(admin).post("/workers/teams/", answers)
    past.refresh_from_db()
    assert past.team_id == (team.pk if also_before else None)
    assert SocialWorkerAllocation.objects.get(child=now).team_id == team.pk


def test_an_iro_of_children_stays_one(authority, admin, child):
    worker = child.iro_allocations.get(ended_on=None).worker
    with pytest.raises(Refused, match="Hand their caseload over first"):
        act.change_worker(
            worker=worker,
            name=worker.name,
            staff_id=worker.staff_id,
            is_iro=False,
            team=None,
            by=admin,
            today=TODAY,
        )


def test_a_number_stands_once(authority, admin):
    make.make_worker(authority, staff_id="W1")
    with pytest.raises(Refused, match="Another worker has this number"):
        act.add_worker(authority=authority, name="A", staff_id="W1", is_iro=True, team=None, by=admin)


def test_a_worker_is_added_and_changed_by_page_and_their_children_get_the_team(client_for, authority, admin):
    client, team = client_for(admin), make.make_team(authority)
    answer = client.post("/workers/new/", {"name": "Nora Newiro", "staff_id": "W1", "is_iro": "yes"})
    assert answer.status_code == 302
    worker = Worker.objects.get(staff_id="W1")
    assert (worker.is_iro, worker.job_title) == (True, "Independent Reviewing Officer")
    make.make_social_worker_allocation(make.make_child_in_care(authority), worker, team=None)
    act.change_worker(
        worker=worker, name="Nora New", staff_id="W1", is_iro=False, team=team, by=admin, today=TODAY
    )
    worker.refresh_from_db()
    assert (worker.name, worker.is_iro, worker.job_title) == ("Nora New", False, "Social worker")
    assert SocialWorkerAllocation.objects.get(worker=worker).team == team
    assert written("worker.changed", by=admin, target=worker).details["children_given_the_team"] == 1


def test_a_worker_has_a_name_or_a_number_and_a_team_of_the_council(authority, admin):
    given = {"authority": authority, "is_iro": False, "by": admin}
    with refused("Enter a name or a number.", "name"):
        act.add_worker(name="", staff_id="", team=None, **given)
    with refused("Choose a team of this council.", "team"):
        act.add_worker(name="A", staff_id="", team=make.make_team(make.make_authority()), **given)


def test_who_is_two_people_is_not_made_one(authority, admin):
    two_numbers = [make.make_worker(authority, staff_id=number) for number in ("P1", "P2")]
    with refused("Both have a number of their own, so imports name two people."):
        uniting.unite(one=two_numbers[0], other=two_numbers[1], by=admin, today=TODAY)
    by_hand, imported = _twice(authority)
    imported.user = make.make_user(authority, Role.IRO)
    imported.save()
    with refused("Two people sign in as these workers. Change the link of one of them first."):
        uniting.unite(one=by_hand, other=imported, by=admin, today=TODAY)


def _twice(authority):
    by_hand = make.make_worker(authority, make.make_user(authority, name="Iris Reed"), staff_id="")
    imported = make.make_worker(authority, name="REED, Iris", staff_id="P12", is_iro=True)
    return by_hand, imported


def test_one_person_named_twice_becomes_one(client_for, authority, admin):
    by_hand, imported = _twice(authority)
    child = make.make_child_in_care(authority)
    child.iro_allocations.all().delete()
    make.make_allocation(child, imported)
    make.make_hours(by_hand, "0.6")
    client = client_for(admin)
    assert "/workers/same-name/" in client.get("/workers/").content.decode()
    asked = {"answer": "same", "one": str(by_hand.public_id), "other": str(imported.public_id)}
    preview = client.post("/workers/same-name/", asked, follow=True)
    assert "1 entry of working hours" in preview.content.decode()
    assert Worker.objects.filter(pk=by_hand.pk).exists()
    client.post(preview.redirect_chain[-1][0], {})
    kept = Worker.objects.get(pk=imported.pk)
    assert not Worker.objects.filter(pk=by_hand.pk).exists()
    assert (kept.user, kept.is_iro, kept.hours.count()) == (by_hand.user, True, 1)
    assert act.alike(authority) == []


def test_workers_are_held_within_the_transaction_of_the_action(client_for, authority, admin):
    by_hand, imported = _twice(authority)
    address = reverse("children:unite_workers", args=[by_hand.public_id, imported.public_id])
    client = client_for(admin)
    assert client.post(address, {}).status_code == 302
    assert not Worker.objects.filter(pk=by_hand.pk).exists()


def test_two_made_one_are_two_again(client_for, authority, admin):
    by_hand, imported = _twice(authority)
    child = make.make_child_in_care(authority)
    child.iro_allocations.all().delete()
    allocation = make.make_allocation(child, by_hand)
    make.make_hours(by_hand, "0.6")
    make.make_hours(imported, "0.8")
    before = {w.pk: (w.user_id, w.is_iro, w.hours.get().full_time_equivalent) for w in (by_hand, imported)}
    told = uniting.try_out(one=by_hand, other=imported, today=TODAY)
    assert (told.moved, told.removed) == (("1 allocation as IRO",), 1)
    union = uniting.unite(one=by_hand, other=imported, by=admin, today=TODAY)
    assert sum(len(entry["keys"]) for entry in union.moved) == len(union.removed) == 1
    allocation.refresh_from_db()
    assert allocation.worker == imported
    client = client_for(admin)
    address = f"/workers/unions/{union.public_id}/undo/"
    assert address in client.get(f"/workers/{imported.public_id}/").content.decode()
    assert "What was recorded since then" in client.get(address).content.decode()
    client.post(address, {})
    allocation.refresh_from_db()
    assert allocation.worker == by_hand
    again = Worker.objects.filter(pk__in=before)
    assert {w.pk: (w.user_id, w.is_iro, w.hours.get().full_time_equivalent) for w in again} == before
    assert client.get(address).status_code == 404
    with refused("They are two people again already."):
        uniting.undo(union=union, by=admin, today=TODAY)


def test_a_union_that_may_not_be_says_so_in_the_preview(client_for, authority, admin):
    one, other = (make.make_worker(authority, staff_id=number) for number in ("P1", "P2"))
    page = client_for(admin).get(f"/workers/{one.public_id}/one-person/{other.public_id}/", follow=True)
    assert "Both have a number of their own" in page.content.decode()
    assert client_for(admin).get(f"/workers/{one.public_id}/one-person/{one.public_id}/").status_code == 404


def test_one_person_whom_nobody_signs_in_as_becomes_one(authority, admin):
    imported = make.make_worker(authority, name="REED, Iris", staff_id="P12")
    by_hand = make.make_worker(authority, name="Iris Reed", staff_id="")
    assert uniting.unite(one=by_hand, other=imported, by=admin, today=TODAY).kept == imported
    assert not Worker.objects.filter(pk=by_hand.pk).exists()


def test_two_people_of_one_name_are_asked_about_once(client_for, authority, admin):
    by_hand, imported = _twice(authority)
    assert act.alike(authority) == [(by_hand, imported)]
    pair = {"one": str(by_hand.public_id), "other": str(imported.public_id)}
    assert NONE_OF_THEM in client_for(admin).post(reverse("children:workers_alike"), pair, follow=True).text
    assert act.alike(authority) == [(by_hand, imported)]
    act.keep_apart(one=by_hand, other=imported, by=admin)
    assert act.alike(authority) == []
    with refused("These are recorded as two people already."):  # somebody who answers at the same moment
        act.keep_apart(one=imported, other=by_hand, by=admin)


def test_nobody_becomes_one_with_a_worker_whose_independence_it_would_break(authority, admin, child):
    social_worker = child.social_worker_allocations.get(ended_on=None).worker
    iro = child.iro_allocations.get(ended_on=None).worker
    Worker.objects.filter(pk=iro.pk).update(staff_id="", name=social_worker.name)
    iro.refresh_from_db()
    Worker.objects.filter(pk=social_worker.pk).update(user=None)
    social_worker.refresh_from_db()
    with pytest.raises(Refused):
        uniting.unite(one=iro, other=social_worker, by=admin, today=TODAY)


@pytest.mark.parametrize("signs_in", [True, False])
def test_nor_with_a_social_worker_who_does_not_sign_in(authority, admin, child, signs_in):
    social_worker = child.social_worker_allocations.get(ended_on=None).worker
    iro = child.iro_allocations.get(ended_on=None).worker
    Worker.objects.filter(pk=social_worker.pk).update(user=None, staff_id="", name=iro.name)
    Worker.objects.filter(pk=iro.pk).update(staff_id="SW9", **({} if signs_in else {"user": None}))
    one, other = Worker.objects.get(pk=iro.pk), Worker.objects.get(pk=social_worker.pk)
    with pytest.raises(Refused, match=f"work in the case of: {child.number}"):
        uniting.unite(one=one, other=other, by=admin, today=TODAY)


def test_the_list_is_narrowed_to_what_is_missing(client_for, authority, admin):
    client = client_for(admin)
    for _ in range(3):
        make.make_worker(authority, is_iro=True)
    page = client.get("/workers/?show=iros").content.decode()
    assert "hours not recorded" in page
    for show in ("social_workers", "no_hours", "no_team"):
        assert client.get(f"/workers/?show={show}").status_code == 200


def test_a_number_given_later_is_kept(authority, admin):
    person = _add(authority, admin)
    given = {"person": person, "authority": authority, "role": "IRO", "team": None, "by": admin}
    given["today"] = TODAY
    hours.worker_for(**given, number="IRO77")
    assert Worker.objects.get(user=person).staff_id == "IRO77"


def test_a_count_of_children_does_not_tell_whose_a_restricted_child_is(
    client_for, authority, admin, business_support, iro
):
    own, works = make.make_worker(authority, user=iro, is_iro=True), make.make_worker(authority)
    make.make_child_in_care(authority, number="200011", iro=own, social_worker=works)
    make.make_child_in_care(authority, number="200012", iro=own, social_worker=works, is_restricted=True)
    named_on = make.make_user(authority, Role.QA_MANAGER)
    make.make_grant(named_on, Child.objects.get(number="200012"))
    for person, count in ((business_support, 1), (admin, 1), (named_on, 2)):
        browser = client_for(person)
        rows = {row.pk: row for row in browser.get(reverse("children:workers")).context["page"]}
        assert (rows[own.pk].reviewed, rows[works.pk].worked) == (count, count)
        pages = [
            browser.get(reverse("children:worker", args=[worker.public_id])).context
            for worker in (own, works)
        ]
        assert (pages[0]["reviewed"], pages[1]["worked"]) == (count, count)


def test_who_works_with_restricted_children_alone_stands_in_no_list_of_what_is_missing(
    client_for, authority, business_support
):
    works = make.make_worker(authority)
    child = make.make_child_in_care(authority, social_worker=works, is_restricted=True)
    browser = client_for(business_support)
    asked = reverse("children:workers"), {"show": "no_team"}
    assert browser.get(*asked).context["page"].object_list.count() == 0
    Child.objects.filter(pk=child.pk).update(is_restricted=False)
    assert [row.pk for row in browser.get(*asked).context["page"]] == [works.pk]
