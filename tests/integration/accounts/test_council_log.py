"""The council's log: who reads it, what it finds, what leaves with it."""

from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.access.roles import Role
from accounts.audit.trail import action
from accounts.audit.words import EVENTS, GROUPS, words_of
from accounts.models import AuditEvent
from accounts.sign_in.actions import note_failed_sign_in
from accounts.ui.spreadsheets import csv_lines, neutral
from tests import factories as make
from tests.kept import kept

LOG = "accounts:log"


@kept
def events(authority, other_authority, iro, administrator, child):
    with action("person.role_given", by=administrator, authority=authority, target=iro):
        pass
    with action("council.words_changed", by=administrator, authority=authority):
        pass
    with action("child.opened_by_hand", by=iro, authority=authority, child_id=child.pk, reason="of a child"):
        pass
    with action("team.added", by=None, authority=other_authority, reason="of elsewhere"):
        pass


def test_the_qa_manager_reads_events_of_the_council_without_a_child(events, client_for, qa_manager):
    page = client_for(qa_manager).get(reverse(LOG))
    assertContains(page, "Role given")
    assertContains(page, "Iris Reed")
    assertNotContains(page, "of a child")
    assertNotContains(page, "of elsewhere")


def test_the_data_protection_officer_reads_it_and_no_child(events, client_for, authority, child):
    officer = client_for(make.make_user(authority, Role.DATA_PROTECTION))
    assertContains(officer.get(reverse(LOG)), "Names and words changed")
    assert officer.get(reverse("children:list")).status_code == 403
    assert officer.get(reverse("children:child", args=[child.public_id])).status_code in {403, 404}


def test_it_is_searched_by_person_and_kind(events, client_for, qa_manager):
    browser = client_for(qa_manager)
    found = browser.post(reverse(LOG), {"search": "iris", "group": "people"}, follow=True)
    assertContains(found, "Role given")
    assertNotContains(found, "Names and words changed")
    assert "iris" not in found.redirect_chain[-1][0]


def test_an_export_is_on_the_log_itself(events, client_for, qa_manager, on_day):
    day = on_day("2026-11-26")
    browser = client_for(qa_manager)
    with action("team.added", by=qa_manager, authority=qa_manager.memberships.get().authority, reason="=1+1"):
        pass
    answer = browser.post(reverse("accounts:export_log"), {"since": "26/11/2026", "until": "26/11/2026"})
    text = b"".join(answer.streaming_content).decode()
    assert "Team added" in text and "'=1+1" in text
    assert AuditEvent.objects.get(kind="trail.exported").details["since"] == day.isoformat()


def test_days_the_wrong_way_round_are_refused(client_for, qa_manager):
    answer = client_for(qa_manager).post(
        reverse("accounts:export_log"), {"since": "2/4/2026", "until": "1/4/2026"}
    )
    assertContains(answer, "must be the first day or later", status_code=422)


def test_every_event_with_words_is_in_a_group():
    starts = tuple(start for group in GROUPS.values() for start in group.starts)
    assert all(kind.startswith(starts) for kind in EVENTS)
    assert words_of("monitoring.default_loaded") == "Monitoring default loaded"


FORMULAS = ["=1+1", " =1", "+44", "-2+3+cmd", "@SUM(1)", "\t=1", "\n=1", "\r=1"]
FORMULAS += ["\u200b=1", "\ufeff=1", "\u202d =1", "\uff1d1+1", "\uff20SUM(1)", "\xa0\uff0b1"]
"""Also behind characters without a width, and with the wide signs of East Asian keyboards."""


@pytest.mark.parametrize("text", FORMULAS)
def test_a_spreadsheet_runs_nothing(text):
    assert neutral(text) == f"'{text}"
    (_, line) = csv_lines(["a"], [[text]])
    assert line.lstrip('"').startswith("'")


def test_other_text_and_numbers_stay_as_they_are():
    assert neutral("Anna-Lena") == "Anna-Lena"
    assert list(csv_lines(["a", "b", "c"], [["x", -1, None]]))[1] == "x,-1,\r\n"


def test_a_failed_sign_in_of_somebody_who_left_stands_in_the_log_of_their_last_council(
    authority, other_authority
):
    person = make.make_user()
    for council, left in ((authority, date(2023, 3, 31)), (other_authority, date(2025, 3, 31))):
        make.make_membership(person, council, Role.IRO, ended_on=left)
    note_failed_sign_in(email=person.email, today=date(2026, 4, 20))
    found = AuditEvent.objects.filter(kind="person.sign_in_failed")
    assert list(found.values_list("authority_id", flat=True)) == [other_authority.pk]
