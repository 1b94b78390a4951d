"""The people around a child: allocating an IRO and a social worker, handing a caseload over, family links."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.access.roles import Role
from accounts.access.viewers import viewer_for
from accounts.models import AuditEvent, Worker
from children.models import Child, FamilyLink, IroAllocation, SocialWorkerAllocation
from children.people import actions
from children.people.appointment import caseloads, conflicts_among, conflicts_of, hints_for
from children.people.independence import check_lines
from children.people.proposals import LOAD, propose
from statute.appointment import Conflict
from statute.refusals import Refused
from tests import factories as make
from tests.kept import kept

TODAY = date(2026, 3, 30)


@pytest.fixture(autouse=True)
def _today(on_day) -> None:
    on_day(TODAY)


@kept
def qa(client_for, qa_manager):
    return client_for(qa_manager)


def page_of(child: Child, name: str) -> str:
    return reverse(f"children:{name}", args=[child.public_id])


def day(when: date) -> dict[str, str]:
    return {"on_day": str(when.day), "on_month": str(when.month), "on_year": str(when.year)}


def text(response) -> str:
    return " ".join(response.content.decode().split())


def errors(response) -> dict[str, list[str]]:
    assert response.status_code == 422
    return {name: list(found) for name, found in response.context["form"].errors.items()}


@kept
def taker(other_iro, authority) -> Worker:
    return make.worker_of(other_iro, authority)


@kept
def without_iro(authority, social_worker, team) -> Child:
    return make.make_child_in_care(
        authority, social_worker=social_worker, team=team, started_on=date(2026, 3, 16)
    )


# --- the IRO


def test_first_iro_is_named(qa, without_iro, taker, qa_manager):
    response = qa.post(
        page_of(without_iro, "allocate"), {"iro": taker.pk, **day(date(2026, 3, 18))}, follow=True
    )
    assert "Oscar Penn is the IRO from 18 March 2026" in text(response)
    allocation = IroAllocation.objects.get(child=without_iro)
    assert (allocation.worker, allocation.started_on, allocation.ended_on) == (taker, date(2026, 3, 18), None)
    event = AuditEvent.objects.get(kind="iro.allocated")
    assert (event.by_id, event.child_id, event.target_id) == (qa_manager.pk, without_iro.pk, allocation.pk)


def test_page_says_by_when_an_iro_is_to_be_named(qa, without_iro):
    """Two and five working days after 16 March 2026 (AP-2, AP-3)."""
    page = text(qa.get(page_of(without_iro, "allocate")))
    assert "It is to be told by 18 March 2026." in page
    assert (
        "Name an IRO by 23 March 2026, 5 working days after the start of care. That day has passed." in page
    )


def test_start_before_the_calendar_says_no_deadline_and_does_not_fail(qa, authority):
    old = make.make_child_in_care(authority, born_on=date(2008, 6, 1), started_on=date(2009, 1, 5))
    assert qa.get(page_of(old, "people")).status_code == 200
    assert qa.get(page_of(old, "allocate")).status_code == 200


def test_change_ends_the_present_allocation_with_its_reason(qa, child, iro, taker):
    data = {"iro": taker.pk, "end_reason": "WORKLOAD", **day(date(2026, 3, 30))}
    assert qa.post(page_of(child, "allocate"), data).status_code == 302
    first, second = IroAllocation.objects.filter(child=child).order_by("started_on")
    assert (first.ended_on, first.end_reason) == (TODAY, "WORKLOAD")
    assert (second.worker, second.started_on, second.ended_on) == (taker, TODAY, None)


def test_iro_loses_and_gains_sight_at_once(qa, client_for, child, iro, other_iro, taker):
    qa.post(page_of(child, "allocate"), {"iro": taker.pk, "end_reason": "LEFT", **day(TODAY)})
    assert client_for(iro).get(page_of(child, "child")).status_code == 404
    assert client_for(other_iro).get(page_of(child, "child")).status_code == 200


@pytest.mark.parametrize(
    ("over", "field", "words"),
    [
        ({"end_reason": ""}, "end_reason", "Select why the IRO changes"),
        ({"iro": ""}, "iro", "Select an IRO"),
        (day(date(2026, 3, 31)), "on", "must be today or in the past"),
        (day(date(2025, 3, 2)), "on", "has been looked after since 3 March 2025"),
        (day(date(2025, 3, 3)), "on", "after the present IRO began, 3 March 2025"),
    ],
)
def test_impossible_allocations_are_refused_at_their_question(qa, child, taker, over, field, words):
    data = {"iro": taker.pk, "end_reason": "LEFT", **day(TODAY)} | over
    assert words in errors(qa.post(page_of(child, "allocate"), data))[field][0]
    assert IroAllocation.objects.get(child=child).ended_on is None


def test_iro_of_another_council_and_a_leaver_cannot_be_chosen(qa, child, foreign_child, taker, other_iro):
    foreign = foreign_child.iro_allocations.get().worker
    data = {"end_reason": "LEFT", **day(TODAY)}
    assert "iro" in errors(qa.post(page_of(child, "allocate"), {"iro": foreign.pk, **data}))
    other_iro.is_active, other_iro.deactivated_at = False, make.now()
    other_iro.save(update_fields=["is_active", "deactivated_at"])
    assert "iro" in errors(qa.post(page_of(child, "allocate"), {"iro": taker.pk, **data}))


def test_who_worked_or_manages_the_case_is_barred(qa, authority, without_iro, social_worker, team_manager):
    """AP-10: the page says it before the choice, and the action refuses it."""
    for person, words in (
        (social_worker, "is or was the child’s social worker"),
        (team_manager, "manages or managed the child’s team"),
    ):
        worker = make.worker_of(person, authority)
        Worker.objects.filter(pk=worker.pk).update(is_iro=True)
        make.make_membership(person, authority, Role.IRO)
        page = text(qa.get(page_of(without_iro, "allocate")))
        assert f"Cannot be chosen: {words}" in page
        refused = qa.post(page_of(without_iro, "allocate"), {"iro": worker.pk, **day(TODAY)})
        assert "cannot be the independent reviewing officer" in errors(refused)["iro"][0]
    assert not without_iro.iro_allocations.exists()


def test_conflict_of_an_earlier_time_in_care_does_not_bar(authority, taker):
    child = make.make_child(authority)
    make.make_period(child, date(2020, 1, 6), ended_on=date(2021, 1, 6))
    make.make_social_worker_allocation(child, taker, started_on=date(2020, 1, 6), ended_on=date(2021, 1, 6))
    make.make_period(child, date(2026, 1, 5))
    assert conflicts_of(child, taker) == set()
    make.make_social_worker_allocation(child, taker, started_on=date(2026, 1, 5))
    assert conflicts_of(child, taker) == {Conflict.SOCIAL_WORKER}


def test_conflicts_of_many_cost_three_queries(authority, child, django_assert_num_queries):
    workers = [make.make_worker(authority, is_iro=True) for _ in range(20)]
    with django_assert_num_queries(3):
        assert not any(conflicts_among(child, workers).values())


def test_hints_tell_the_caseload_and_the_family(authority, child, other_child, iro, taker):
    make.make_hours(taker, "0.50")
    make.make_siblings(child, other_child)
    sister = make.make_child_in_care(authority)
    make.make_siblings(child, sister)
    viewer = viewer_for(make.make_user(authority, Role.QA_MANAGER), today=TODAY)
    hints = {w.name: text for w, text in hints_for(child, caseloads(viewer, TODAY)).items()}
    assert hints["Oscar Penn"] == "1 child now, 2 to one full-time IRO: below the recommended range."
    assert "hours not recorded" in hints["Iris Reed"]
    assert "A brother or sister has another IRO" in hints["Iris Reed"]


def test_neither_a_load_nor_a_rule_of_family_tells_of_a_restricted_child(
    qa, authority, child, restricted_child, iro, taker, qa_manager
):
    make.make_siblings(child, restricted_child)
    make.make_allocation(
        make.make_child_in_care(authority, is_restricted=True), make.worker_of(taker.user, authority)
    )
    page = qa.get(page_of(child, "allocate"))
    assert "1 child now" not in text(page) and "A brother or sister" not in text(page)
    make.make_grant(qa_manager, restricted_child)
    viewer = viewer_for(qa_manager, today=TODAY)
    told = hints_for(restricted_child, caseloads(viewer, TODAY))
    assert "A brother or sister has another IRO" in told[taker]
    assert {p.child: p.why for p in propose([child, restricted_child], viewer, TODAY)}[child] == LOAD


def test_no_allocation_for_a_child_not_looked_after(qa, authority):
    left = make.make_child(authority)
    make.make_period(left, date(2024, 1, 8), ended_on=date(2025, 1, 8))
    response = qa.get(page_of(left, "allocate"), follow=True)
    assert "not looked after now" in text(response)


# --- a caseload handed over


def hand_over_page(user, authority) -> str:
    return reverse("children:hand_over", args=[make.worker_of(user, authority).public_id])


def test_caseload_is_handed_over_but_for_whom_the_new_iro_cannot_take(qa, authority, iro, taker, child, team):
    barred = make.make_child_in_care(authority, iro=iro, number="200009")
    make.make_social_worker_allocation(barred, taker)
    data = {"children": [child.pk, barred.pk], "iro": taker.pk, "end_reason": "LEFT", **day(TODAY)}
    page = text(qa.post(hand_over_page(iro, authority), data, follow=True))
    assert "Handed over to Oscar Penn: 1." in page
    assert "Child 200009 stays with Iris Reed" in page
    assert child.iro_allocations.get(ended_on=None).worker == taker
    assert barred.iro_allocations.get(ended_on=None).worker != taker
    assert AuditEvent.objects.filter(kind="iro.allocated").count() == 1


def test_only_children_of_this_iro_and_open_to_the_reader_are_offered(
    qa, authority, iro, child, other_child, restricted_child, taker
):
    page = qa.get(hand_over_page(iro, authority))
    assert list(page.context["form"].fields["children"].queryset) == [child]
    assert "at" not in page.context["form"].fields
    assert "restricted record of" not in text(page)
    for smuggled in (other_child, restricted_child):
        data = {"children": [smuggled.pk], "iro": taker.pk, "end_reason": "LEFT", **day(TODAY)}
        assert "children" in errors(qa.post(hand_over_page(iro, authority), data))


def test_nothing_is_handed_over_without_a_child(qa, authority, iro, child, taker):
    data = {"iro": taker.pk, "end_reason": "LEFT", **day(TODAY)}
    assert errors(qa.post(hand_over_page(iro, authority), data))["children"] == ["Select at least one child"]


# --- the social worker


def test_social_worker_and_team_change_the_managers_line(
    qa, client_for, child, other_team, other_team_manager, team_manager
):
    worker = make.make_worker(child.authority)
    data = {"team": other_team.pk, "worker": worker.pk, "why": "MANAGE", **day(date(2026, 3, 30))}
    assert qa.post(page_of(child, "social_worker"), data).status_code == 302
    first, second = SocialWorkerAllocation.objects.filter(child=child).order_by("started_on")
    assert first.ended_on == TODAY
    assert (second.worker, second.team, second.change_reason) == (worker, other_team, "MANAGE")
    assert client_for(team_manager).get(page_of(child, "child")).status_code == 404
    assert client_for(other_team_manager).get(page_of(child, "child")).status_code == 200
    assert AuditEvent.objects.filter(kind="social_worker.allocated").count() == 1


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (date(2025, 3, 3), "after the present social worker began"),
        (date(2025, 3, 2), "has been looked after since 3 March 2025"),
    ],
)
def test_social_worker_on_an_impossible_day_is_refused(qa, child, other_team, when, words):
    response = qa.post(page_of(child, "social_worker"), {"team": other_team.pk, **day(when)})
    assert words in errors(response)["on"][0]


def test_same_social_worker_again_is_refused(qa, child, team):
    worker = child.social_worker_allocations.get().worker
    response = qa.post(page_of(child, "social_worker"), {"team": team.pk, "worker": worker.pk, **day(TODAY)})
    assert "already" in errors(response)["worker"][0]


def test_team_of_another_council_cannot_be_chosen(qa, child, other_authority):
    response = qa.post(
        page_of(child, "social_worker"), {"team": make.make_team(other_authority).pk, **day(TODAY)}
    )
    assert "team" in errors(response)


@pytest.mark.parametrize("others", [0, 1])
def test_who_is_not_independent_is_told_of_no_restricted_child_by_number(
    authority, iro, restricted_child, child, team, others
):
    if not others:
        child.iro_allocations.update(ended_on=TODAY, end_reason="LEFT")
    with pytest.raises(Refused) as why:
        check_lines(
            iro, authority, [restricted_child.social_worker_allocations.get().team_id, team.pk], TODAY
        )
    assert restricted_child.number not in str(why.value)
    assert f"{child.number} and others" in str(why.value) if others else "can say which" in str(why.value)


# --- the family


@pytest.mark.parametrize(
    ("kind", "stored", "here", "there"),
    [
        ("SIBLING", "SIBLING", "Brother or sister", "Brother or sister"),
        ("PARENT_OF", "PARENT_OF", "Son or daughter", "Mother or father"),
        ("CHILD_OF", "PARENT_OF", "Mother or father", "Son or daughter"),
    ],
)
def test_link_stands_on_both_records(qa, child, authority, kind, stored, here, there):
    born = {"PARENT_OF": date(2025, 12, 1), "CHILD_OF": date(1996, 1, 1)}.get(kind, date(2014, 1, 1))
    other = make.make_child_in_care(authority, number="200010", born_on=born, started_on=date(2026, 1, 5))
    assert qa.post(page_of(child, "link"), {"number": "200010", "kind": kind}).status_code == 302
    assert FamilyLink.objects.get().kind == stored
    assert here in text(qa.get(page_of(child, "people")))
    assert there in text(qa.get(page_of(other, "people")))


@pytest.mark.parametrize(
    ("number", "kind", "field", "words"),
    [
        ("999999", "SIBLING", "number", "no child with this number"),
        ("900001", "SIBLING", "number", "no child with this number"),
        ("200001", "SIBLING", "number", "this is the same one"),
        ("200002", "PARENT_OF", "kind", "must be older"),
        ("200002", "", "kind", "Select what the other child is"),
    ],
)
def test_impossible_links_are_refused(qa, child, other_child, foreign_child, number, kind, field, words):
    assert words in errors(qa.post(page_of(child, "link"), {"number": number, "kind": kind}))[field][0]
    assert not FamilyLink.objects.exists()


def test_link_twice_is_refused_from_both_sides(qa, child, other_child):
    qa.post(page_of(child, "link"), {"number": "200002", "kind": "SIBLING"})
    again = qa.post(page_of(other_child, "link"), {"number": "200001", "kind": "SIBLING"})
    assert "linked like that already" in errors(again)["number"][0]


def test_brother_whose_record_is_not_open_is_not_named(client_for, iro, child, other_child, restricted_child):
    make.make_siblings(child, restricted_child)
    make.make_siblings(child, other_child)
    page = text(client_for(iro).get(page_of(child, "people")))
    assert page.count("A child whose record is not open to you") == 1
    for hidden in ("Birchley", "Cedarwood", "200002", "200003"):
        assert hidden not in page


def test_link_is_taken_back(qa, child, other_child, qa_manager):
    link = make.make_siblings(child, other_child)
    address = reverse("children:unlink", args=[other_child.public_id, link.pk])
    assert qa.get(address).status_code == 200
    assert FamilyLink.objects.count() == 1
    assert qa.post(address).status_code == 302
    assert not FamilyLink.objects.exists()
    assert AuditEvent.objects.get(kind="family.unlinked").by_id == qa_manager.pk


def test_link_of_other_children_is_not_taken_back_here(qa, child, other_child, authority):
    link = make.make_siblings(other_child, make.make_child(authority))
    assert qa.post(reverse("children:unlink", args=[child.public_id, link.pk])).status_code == 404


@pytest.mark.parametrize("name", ["allocate", "social_worker", "stand_in"])
def test_a_page_about_somebody_who_has_changed_since_is_refused_once(
    qa, qa_manager, child, team, taker, name
):
    """What was chosen, and the reason for the change, were meant for somebody else."""
    shown = qa.get(page_of(child, name)).context["form"]["shown"].value()
    given = {"child": child, "on": TODAY, "by": qa_manager, "today": TODAY}
    if name == "social_worker":
        actions.allocate_social_worker(worker=None, team=team, why="", **given)
        changed = f"has changed since you opened this page, to nobody named, {team}."
    else:
        actions.allocate_iro(worker=taker, end_reason="LEFT", **given)
        changed = f"The IRO has changed since you opened this page: {taker} has been the IRO since"
    answer = qa.post(page_of(child, name), {"shown": shown})
    assert changed in errors(answer)["__all__"][0]
    again = qa.post(page_of(child, name), {"shown": answer.context["form"]["shown"].value()})
    assert "__all__" not in errors(again)


def test_a_page_about_an_iro_who_is_gone_says_so(qa, child):
    shown = qa.get(page_of(child, "allocate")).context["form"]["shown"].value()
    child.iro_allocations.update(ended_on=TODAY, end_reason="LEFT")
    assert (
        "the child has none now."
        in errors(qa.post(page_of(child, "allocate"), {"shown": shown}))["__all__"][0]
    )
    shown = qa.get(page_of(child, "social_worker")).context["form"]["shown"].value()
    child.social_worker_allocations.update(ended_on=TODAY)
    gone = errors(qa.post(page_of(child, "social_worker"), {"shown": shown}))["__all__"][0]
    assert gone.startswith("The child has no social worker and no team any more.")


@pytest.mark.parametrize("name", ["allocate", "social_worker", "link"])
def test_iro_team_manager_and_other_council_change_nothing(
    client_for, child, iro, team_manager, outsider, name
):
    for person in (iro, team_manager):
        assert client_for(person).post(page_of(child, name), {}).status_code == 403
    assert client_for(outsider).post(page_of(child, name), {}).status_code == 404


def test_role_names_are_those_of_the_house(authority):
    """The page offers people by role; a role that sees no children can't be an IRO's stand-in."""
    user = make.make_user(authority, Role.LEAD_MEMBER)
    viewer = viewer_for(make.make_user(authority, Role.QA_MANAGER), today=TODAY)
    assert make.worker_of(user, authority) not in caseloads(viewer, TODAY)
