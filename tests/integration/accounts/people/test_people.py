"""The administrator's people: add, roles, teams, worker, leave and come back; only of the own council, all on
the trail."""

from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.access.roles import Role
from accounts.models import AuditEvent, Membership, OutgoingMail, Session, TeamLine, User
from accounts.people import actions as people
from statute.refusals import Refused
from tests import factories as make
from tests.kept import kept

TODAY = date(2026, 3, 30)
ROLE = {"role": "IRO", "team": "", "starts_on_day": "30", "starts_on_month": "3", "starts_on_year": "2026"}
NEW = {"name": "Nia New", "email": "Nia.New@Council.Example"} | ROLE


@pytest.fixture(autouse=True)
def _today(on_day) -> None:
    on_day(TODAY)


@kept
def admin(client_for, administrator):
    return client_for(administrator)


def page_of(name: str, person: User, *more: object) -> str:
    return reverse(f"accounts:{name}", args=[person.public_id, *more])


def trail(kind: str) -> AuditEvent:
    return AuditEvent.objects.get(kind=kind)


def test_new_person_gets_a_role_and_a_mail_with_a_link(admin, administrator, run_jobs):
    response = admin.post(reverse("accounts:new_person"), NEW)
    nia = User.objects.get(email="nia.new@council.example")
    assertRedirects(response, page_of("person", nia))
    assert not nia.has_usable_password()
    assert nia.memberships.get().role == Role.IRO
    sent, told = run_jobs()
    assert sent.to == told.to == ["nia.new@council.example"] and "/account/password/new/" in sent.body
    assert told.subject == "You were given a role"
    event = trail("person.added")
    assert (event.by_id, event.target_id) == (administrator.pk, nia.pk)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("name", "", "Enter the person&#x27;s name"),
        ("email", "nowhere", "Enter an email address like"),
        ("role", "", "Select a role"),
        ("starts_on_day", "31", None),
        ("starts_on_month", "13", "The first day in the role must be a real date"),
    ],
)
def test_wrong_answers_are_named_and_nothing_is_lost(admin, field, value, says):
    response = admin.post(reverse("accounts:new_person"), NEW | {field: value})
    if says is None:
        assert response.status_code == 302
        return
    assertContains(response, says, status_code=422)
    assertContains(response, "<title>Error: ", status_code=422)
    assert not User.objects.filter(email="nia.new@council.example").exists()


def test_person_of_another_council_is_added_without_a_new_account(admin, outsider, authority, run_jobs):
    admin.post(reverse("accounts:new_person"), NEW | {"email": outsider.email.upper()})
    outsider.refresh_from_db()
    assert outsider.name == "Olive Out" and outsider.check_password(make.PASSWORD)
    assert outsider.memberships.filter(authority=authority).count() == 1
    assert "added you" in run_jobs()[0].body


def test_somebody_whom_another_council_adds_in_the_same_moment_is_one_person(
    administrator, authority, other_authority, monkeypatch
):
    """The address was free when it was looked for, and is taken when the row is written."""
    began = people.new_with_address

    def second(address: str, name: str) -> User | None:
        make.make_user(other_authority, Role.IRO, name="Nia Voss", email=address)
        return began(address, name)

    monkeypatch.setattr(people, "new_with_address", second)
    given = {
        "email": "Nia@council.example",
        "starts_on": TODAY,
        "today": TODAY,
        "by": administrator,
        "team": None,
    }
    added = people.add_person(authority=authority, name="N. Voss", role=Role.LEAD_MEMBER, **given)
    assert added == User.objects.get(email="nia@council.example")
    assert added.name == "Nia Voss" and added.memberships.count() == 2
    assert OutgoingMail.objects.filter(to=added, subject__startswith="You were added to a council").exists()


def test_person_already_here_is_not_added_again(admin, iro):
    assertContains(
        admin.post(reverse("accounts:new_person"), NEW | {"email": iro.email}),
        "already in the list",
        status_code=422,
    )


def test_list_shows_this_council_alone(admin, iro, outsider):
    response = admin.get(reverse("accounts:people"))
    assertContains(response, iro.name)
    assertNotContains(response, outsider.name)


def test_list_filters_by_name_role_and_state(admin, iro, team_manager, administrator, authority):
    people.deactivate(person=iro, authority=authority, reason="moved", by=administrator, today=TODAY)
    here = reverse("accounts:people")
    assertNotContains(admin.get(here), "Iris Reed")
    assertContains(admin.get(here, {"state": "left"}), "Iris Reed")
    assertContains(admin.get(here, {"role": "TEAM_MANAGER"}), "Tess Moor")
    assertNotContains(admin.get(here, {"role": "TEAM_MANAGER"}), ">Ada Wells</a>")
    nobody = admin.post(here, {"search": "nobody-like-that"}, follow=True)
    assertContains(nobody, "Nobody matches these filters")
    assertContains(admin.post(here, {"search": "tess"}, follow=True), "1 person")
    assertContains(admin.get(here, {"page": 10**9}), "2 people")


def test_person_page_costs_a_fixed_number_of_queries(admin, iro, authority, django_assert_num_queries):
    admin.get(page_of("person", iro))
    with django_assert_num_queries(10):
        admin.get(page_of("person", iro))


def test_role_is_given_and_ended(admin, iro):
    admin.post(page_of("new_role", iro), ROLE | {"role": "TEAM_MANAGER"})
    role = iro.memberships.get(role="TEAM_MANAGER")
    admin.post(page_of("end_role", iro, role.pk), {"on_day": "1", "on_month": "4", "on_year": "2026"})
    role.refresh_from_db()
    assert role.ended_on == date(2026, 4, 1)
    assert trail("person.role_given").details == {"role": "TEAM_MANAGER", "starts_on": "2026-03-30"}
    assert trail("person.role_ended").details["on"] == "2026-04-01"


def test_same_role_twice_is_refused(admin, iro):
    assertContains(admin.post(page_of("new_role", iro), ROLE), "already has the role", status_code=422)


def test_role_ends_after_it_starts(admin, iro):
    end = {"ends_on_day": "30", "ends_on_month": "3", "ends_on_year": "2026"}
    response = admin.post(page_of("new_role", iro), ROLE | {"role": "TEAM_MANAGER"} | end)
    assertContains(response, "must be after the first day in it", status_code=422)


def test_ending_a_managers_role_today_ends_the_line(admin, team_manager, team):
    role = team_manager.memberships.get()
    admin.post(
        page_of("end_role", team_manager, role.pk), {"on_day": "30", "on_month": "3", "on_year": "2026"}
    )
    assert not TeamLine.objects.filter(user=team_manager).exists()


def test_last_administrator_stays(admin, administrator):
    role = administrator.memberships.get()
    response = admin.post(
        page_of("end_role", administrator, role.pk), {"on_day": "1", "on_month": "4", "on_year": "2026"}
    )
    assertContains(response, "last administrator", status_code=422)
    assert Membership.objects.get(pk=role.pk).ended_on is None


def test_role_of_ones_own_is_given_by_another(admin, administrator, qa_manager):
    page = admin.post(page_of("new_role", administrator), ROLE | {"role": "QA_MANAGER"})
    assertContains(page, "Ask another administrator", status_code=422)
    assert not administrator.memberships.filter(role="QA_MANAGER").exists()


def test_teams_of_a_manager_are_set(admin, team_manager, team, other_team):
    admin.post(page_of("set_line", team_manager, "TEAM_MANAGER"), {"teams": [other_team.pk]})
    assert list(TeamLine.objects.filter(user=team_manager).values_list("team", flat=True)) == [other_team.pk]


def test_team_of_another_council_cannot_be_managed(admin, team_manager, team, other_authority):
    foreign = make.make_team(other_authority)
    response = admin.post(page_of("set_line", team_manager, "TEAM_MANAGER"), {"teams": [foreign.pk]})
    assertContains(response, "<title>Error: ", status_code=422)
    assert TeamLine.objects.get(user=team_manager).team == team


def test_worker_is_linked_and_only_one(admin, authority, social_worker):
    first, second = social_worker.workers.get(), make.make_worker(authority, name="Second")
    admin.post(page_of("link_worker", social_worker), {"worker": second.pk})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.user, second.user) == (None, social_worker)
    admin.post(page_of("link_worker", social_worker), {"worker": ""})
    assert not social_worker.workers.exists()


def test_leaver_loses_roles_lines_and_sessions_at_once(admin, team_manager, team, client_for):
    client_for(team_manager)
    admin.post(page_of("deactivate", team_manager), {"reason": "Left the council"})
    team_manager.refresh_from_db()
    assert not team_manager.is_active and team_manager.deactivated_at
    assert team_manager.memberships.get().ended_on == TODAY
    assert not TeamLine.objects.filter(user=team_manager).exists()
    assert not Session.objects.filter(user_id=team_manager.pk).exists()
    event = trail("person.deactivated")
    assert event.reason == "Left the council" and event.details == {"roles_ended": 1, "sessions_ended": 1}


def test_leaver_of_one_council_goes_on_in_the_other(admin, iro, other_authority):
    make.make_membership(iro, other_authority, Role.IRO)
    admin.post(page_of("deactivate", iro), {"reason": "Left"})
    iro.refresh_from_db()
    assert iro.is_active
    assert iro.memberships.get(authority=other_authority).ended_on is None


def test_nobody_deactivates_themselves(admin, administrator):
    assertContains(
        admin.post(page_of("deactivate", administrator), {"reason": "x"}),
        "cannot deactivate yourself",
        status_code=422,
    )


def test_deactivating_needs_a_reason(admin, iro):
    assertContains(admin.post(page_of("deactivate", iro), {"reason": " "}), "Enter a reason", status_code=422)
    assert User.objects.get(pk=iro.pk).is_active


def test_somebody_comes_back_without_roles_or_old_password(admin, iro):
    admin.post(page_of("deactivate", iro), {"reason": "Left"})
    admin.post(page_of("reactivate", iro), {"reason": "Came back"})
    iro.refresh_from_db()
    assert iro.is_active and iro.deactivated_at is None and not iro.has_usable_password()
    assert not iro.memberships.filter(ended_on=None).exists()


def test_reactivating_somebody_at_work_is_refused(admin, iro):
    assertContains(
        admin.post(page_of("reactivate", iro), {"reason": "x"}), "can sign in already", status_code=422
    )


def test_link_for_a_new_password_is_mailed(admin, iro, run_jobs):
    admin.post(page_of("send_link", iro))
    assert "/account/password/new/" in run_jobs()[0].body


def test_future_role_of_a_leaver_never_begins(iro, authority, administrator):
    make.make_membership(iro, authority, Role.QA_MANAGER, started_on=date(2026, 6, 1))
    people.deactivate(person=iro, authority=authority, reason="left", by=administrator, today=TODAY)
    later = iro.memberships.get(role=Role.QA_MANAGER)
    assert later.ended_on == later.started_on


def test_last_administrator_is_not_deactivated_by_another_council(authority, administrator, other_authority):
    """Refused by the action itself, whoever asks."""
    other = make.make_user(authority, Role.QA_MANAGER)
    with pytest.raises(Refused, match="last administrator"):
        people.deactivate(person=administrator, authority=authority, reason="x", by=other, today=TODAY)
    assert User.objects.get(pk=administrator.pk).is_active


def test_leaver_gets_no_link_and_no_role(admin, iro, authority, administrator):
    people.deactivate(person=iro, authority=authority, reason="left", by=administrator, today=TODAY)
    assert admin.post(page_of("send_link", iro)).status_code == 404
    assertContains(
        admin.post(page_of("new_role", iro), ROLE | {"role": "TEAM_MANAGER"}), "has left", status_code=422
    )


def test_leaver_of_another_council_is_not_added_by_this_one(admin, other_authority):
    gone = make.make_user(other_authority, Role.IRO)
    User.objects.filter(pk=gone.pk).update(is_active=False, deactivated_at=make.now())
    assertContains(
        admin.post(reverse("accounts:new_person"), NEW | {"email": gone.email}),
        "cannot be added",
        status_code=422,
    )
    assert not gone.memberships.filter(authority__code="brackenshire").exists()


def test_level_that_is_none_is_not_found(admin, team_manager):
    assert admin.get(page_of("set_line", team_manager, "IRO")).status_code == 404
