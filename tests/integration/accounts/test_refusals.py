"""What the actions around people and councils refuse to the second of two, and who is not mailed."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from accounts.access import actions as access
from accounts.access.roles import Role
from accounts.drafts import actions as drafts
from accounts.drafts.keys import Key
from accounts.models import Authority, Draft, Membership, OutgoingMail, Team, User
from accounts.people import actions as people
from children.models import Child
from tests import factories as make
from tests.refusing import refused, written

TODAY = date(2026, 1, 14)


@pytest.fixture(autouse=True)
def _today(on_day: Callable[..., date]) -> None:
    on_day(TODAY)


def test_two_administrators_do_not_end_each_other(authority: Authority, administrator: User) -> None:
    second = make.make_user(authority, Role.ADMINISTRATOR)
    first_role, second_role = (
        Membership.objects.select_related("authority").get(user=user) for user in (administrator, second)
    )
    people.end_role(membership=second_role, on=TODAY, by=administrator, today=TODAY)
    with refused(people.LAST_ADMINISTRATOR, "on"):
        people.end_role(membership=first_role, on=TODAY, by=second, today=TODAY)
    with refused(people.LAST_ADMINISTRATOR):
        people.deactivate(person=administrator, authority=authority, reason="Left", by=second, today=TODAY)
    written("person.role_ended", by=administrator, target=second)
    assert Membership.objects.get(user=administrator).ended_on is None


def test_a_role_ends_once(authority: Authority, iro: User, administrator: User) -> None:
    role, old = (Membership.objects.select_related("authority").get(user=iro) for _ in range(2))
    with refused("A role cannot end before it starts.", "on"):
        people.end_role(membership=role, on=date(2000, 1, 1), by=administrator, today=TODAY)
    people.end_role(membership=role, on=TODAY, by=administrator, today=TODAY)
    with refused("This role has ended already.", "on"):
        people.end_role(membership=old, on=TODAY + timedelta(days=9), by=administrator, today=TODAY)
    role.refresh_from_db()
    assert role.ended_on == TODAY


def test_a_manager_s_line_stays_until_the_role_ends(
    team: Team, team_manager: User, administrator: User
) -> None:
    role = Membership.objects.select_related("authority").get(user=team_manager)
    people.end_role(membership=role, on=TODAY + timedelta(days=9), by=administrator, today=TODAY)
    assert team.line.filter(user=team_manager).exists()


def test_qa_managers_hear_of_a_role_that_opens_records_but_not_who_gave_or_has_it(
    authority: Authority, nobody: User, qa_manager: User
) -> None:
    giver, other = (make.make_user(authority, Role.QA_MANAGER) for _ in range(2))
    give = {"role": Role.IRO, "starts_on": TODAY, "ends_on": None, "team": None, "today": TODAY}
    people.give_role(person=qa_manager, authority=authority, by=giver, **give)
    told = OutgoingMail.objects.filter(subject="A role was given in IRO Portal")
    assert [mail.to for mail in told] == [other]


def test_who_works_in_no_council_gets_no_link(nobody: User) -> None:
    people.send_password_link(user=nobody, today=TODAY)
    assert not OutgoingMail.objects.exists()


# --- drafts


def _key(person: User) -> Key:
    return Key(person=person.pk, kind="disputes:log", subject="1", part="", page="/children/1/")


def test_words_of_another_window_are_never_written_over(iro: User) -> None:
    key = _key(iro)
    first = drafts.keep(key, {"text": ["From here"]}, version=0)
    assert drafts.keep(key, {"text": ["From here"]}, version=0).version == first.version + 1  # the same words
    with pytest.raises(drafts.OtherWindow) as caught:
        drafts.keep(key, {"text": ["From there"]}, version=0)
    assert drafts.read(caught.value.draft.words)["text"] == "From here"
    late = drafts.keep_or_beside(key, {"text": ["From there"]}, version=0)
    assert drafts.read(late.late_words)["text"] == "From there"
    drafts.settle_late(key)
    assert Draft.objects.get().late_words == ""


def test_a_form_that_had_no_draft_is_sent_without_one(iro: User) -> None:
    drafts.sent(_key(iro))
    assert not Draft.objects.exists()


def test_others_who_type_in_the_same_form_are_named_for_a_while(
    iro: User, other_iro: User, on_day: Callable[..., date]
) -> None:
    drafts.keep(_key(other_iro), {"text": ["Half a sentence"]}, version=0)
    within = timedelta(minutes=10)
    assert drafts.others_at(_key(iro), within=within) == [other_iro]
    assert drafts.others_at(_key(other_iro), within=within) == []
    on_day(TODAY, 10)
    assert drafts.others_at(_key(iro), within=within) == []


def test_a_qa_manager_who_asks_for_access_is_not_mailed_about_it(
    authority: Authority, qa_manager: User, restricted_child: Child
) -> None:
    other = make.make_user(authority, Role.QA_MANAGER)
    ask = {"authority": authority, "child_id": restricted_child.pk, "child_number": "200003", "today": TODAY}
    asked = access.ask_for_access(reason="A complaint", by=qa_manager, **ask)
    assert access.ask_for_access(reason="Again", by=qa_manager, **ask) == asked
    assert [mail.to for mail in OutgoingMail.objects.all()] == [other]
    written("access.asked", by=qa_manager, target=asked)
