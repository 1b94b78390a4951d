"""Children without an IRO on one page: who is proposed and why, and what is taken."""

from datetime import date

from accounts.access.roles import Role
from accounts.access.viewers import viewer_for
from accounts.clock import today
from accounts.models import AccessLog
from children.people.proposals import BEFORE, LOAD, NOBODY, SIBLING, SIBLING_HERE, propose, waiting
from tests import factories as make
from tests.kept import kept


@kept
def qa(authority):
    return make.make_user(authority, Role.QA_MANAGER)


@kept
def iros(authority):
    return [make.make_worker(authority, is_iro=True, name=name) for name in ("Ada", "Ben")]


@kept
def viewer(qa):
    return viewer_for(qa, today=today())


def _child(authority, **over):
    child = make.make_child(authority, **over)
    make.make_period(child)
    return child


def _propose(viewer, *children):
    return {p.child: (p.worker.name if p.worker else None, p.why) for p in propose(children, viewer, today())}


def test_loads_are_balanced_by_hours(authority, viewer, iros):
    make.make_hours(iros[0], "0.50")
    make.make_hours(iros[1], "1.00")
    children = [_child(authority) for _ in range(6)]
    found = [name for name, why in _propose(viewer, *children).values()]
    assert (found.count("Ada"), found.count("Ben")) == (2, 4)


def test_brothers_and_sisters_have_one_iro(authority, viewer, iros):
    held, one, two = (_child(authority) for _ in range(3))
    make.make_allocation(held, iros[1])
    make.make_siblings(held, one)
    third, fourth = _child(authority), _child(authority)
    make.make_siblings(third, fourth)
    found = _propose(viewer, one, two, third, fourth)
    assert found[one] == ("Ben", SIBLING)
    assert found[two] == ("Ada", LOAD)
    assert found[fourth] == (found[third][0], SIBLING_HERE)


def test_the_iro_from_care_before_comes_back(authority, viewer, iros):
    child = make.make_child(authority)
    make.make_period(child, date(2023, 1, 9), ended_on=date(2024, 1, 8))
    make.make_allocation(child, iros[1], started_on=date(2023, 1, 10), ended_on=date(2024, 1, 8))
    make.make_period(child)
    assert _propose(viewer, child)[child] == ("Ben", BEFORE)


def test_nobody_is_proposed_who_works_in_the_case(authority, viewer, iros):
    child = _child(authority)
    make.make_social_worker_allocation(child, iros[0])
    assert _propose(viewer, child)[child] == ("Ben", LOAD)
    other = _child(authority)
    team = make.make_team(authority)
    manager = make.make_user(authority, Role.TEAM_MANAGER)
    make.make_line(team, manager)
    type(iros[1]).objects.filter(pk=iros[1].pk).update(user=manager)
    make.make_social_worker_allocation(other, iros[0], team=team)
    assert _propose(viewer, other)[other] == (None, NOBODY)


def test_the_number_of_queries_is_fixed(authority, viewer, iros, django_assert_max_num_queries):
    children = [_child(authority) for _ in range(20)]
    with django_assert_max_num_queries(9):
        propose(children, viewer, today())


def test_the_page_takes_what_was_chosen(client_for, authority, qa, viewer, iros):
    one, two, three = (_child(authority) for _ in range(3))
    make.make_social_worker_allocation(three, iros[0])
    client = client_for(qa)
    page = client.get("/children/allocate/").content.decode()
    assert "3 children have no IRO" in page
    looks = AccessLog.objects.filter(user=qa, page="children without an IRO")
    assert set(looks.values_list("child_id", flat=True)) == {one.pk, two.pk, three.pk}
    sent = {
        "on_day": "1",
        "on_month": "4",
        "on_year": "2026",
        f"iro-{one.public_id}": str(iros[0].public_id),
        f"iro-{two.public_id}": "",
        f"iro-{three.public_id}": str(iros[0].public_id),
    }
    client.post("/children/allocate/", sent)
    assert one.iro_allocations.get().worker == iros[0]
    assert waiting(viewer) == [two, three] or set(waiting(viewer)) == {two, three}
    said = client.get("/children/allocate/").content.decode()
    assert f"Child {three.number} has no IRO yet" in said


def test_children_of_another_council_are_not_there(client_for, qa, other_authority, iros):
    _child(other_authority)
    assert (
        "Every child in care whom you can see has an IRO."
        in client_for(qa).get("/children/allocate/").content.decode()
    )


def test_a_day_before_care_is_refused_with_the_name_and_the_day(client_for, authority, qa, iros):
    child = _child(authority, forename="Robin", surname="Ashdown")
    since = child.periods.get().started_on
    sent = {
        "on_day": "1",
        "on_month": "1",
        "on_year": "1990",
        f"iro-{child.public_id}": str(iros[0].public_id),
    }
    page = client_for(qa).post("/children/allocate/", sent)
    assert page.status_code == 422
    said = f"Robin Ashdown has been looked after since {since.day} {since:%B %Y}."
    assert said in page.content.decode()
    assert not child.iro_allocations.exists()


def test_an_iro_recorded_long_after_is_not_simply_in_time(client_for, authority, qa, iros):
    child = _child(authority)
    since = child.periods.get().started_on
    parts = {"on_day": since.day, "on_month": since.month, "on_year": since.year}
    client = client_for(qa)
    client.post("/children/allocate/", {**parts, f"iro-{child.public_id}": str(iros[0].public_id)})
    assert child.iro_allocations.get().recorded_on == today()
    page = client.get(f"/children/{child.public_id}/people/").content.decode()
    assert "In time, recorded later" in page
