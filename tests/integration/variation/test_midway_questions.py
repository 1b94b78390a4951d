"""V-13: a council asks its own questions at every midway check; answers keep the words they were asked in."""

from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import AuditEvent
from reviews.models import MidwayCheck, MidwayQuestions
from tests.kept import kept
from tests.monitoring_factories import make_check

pytestmark = pytest.mark.django_db
PAGE = reverse("reviews:midway_questions")
PASSPORT, MONEY = "Does the child have a passport?", "Does the child have a bank account?"
DONE = {
    "record_read": "yes",
    "worker_contact": "yes",
    "child_contact": "yes",
    "concern": "NONE",
    "brings_forward": "no",
}


def from_day(day: date, questions: str) -> dict[str, str]:
    on = {"starts_on_day": str(day.day), "starts_on_month": str(day.month), "starts_on_year": str(day.year)}
    return on | {"questions": questions}


@kept
def check(child, on_day) -> MidwayCheck:
    on_day("2026-04-20")
    return make_check(child, date(2026, 4, 22))


@kept
def asked(check, client_for, qa_manager) -> None:
    sent = client_for(qa_manager).post(PAGE, from_day(date(2026, 4, 20), f"{PASSPORT}\n\n {MONEY} "))
    assert sent.status_code == 302


def test_the_questions_are_asked_and_read_with_their_answers(asked, check, client_for, iro, team_manager):
    browser = client_for(iro)
    form = reverse("reviews:do_midway", args=[check.public_id])
    assertContains(browser.get(form), PASSPORT)
    assert browser.post(form, DONE | {"own_0": "no", "own_note_0": "Asked for in May"}).status_code == 302
    check.refresh_from_db()
    assert check.data["own"] == [
        {"question": PASSPORT, "answer": "no", "note": "Asked for in May"},
        {"question": MONEY, "answer": "", "note": ""},
    ]
    page = client_for(team_manager).get(reverse("reviews:midway", args=[check.public_id]))
    for words in (PASSPORT, "Asked for in May", MONEY):
        assertContains(page, words)


def test_a_check_that_is_done_keeps_what_it_was_asked(asked, check, client_for, iro, qa_manager, on_day):
    form = reverse("reviews:do_midway", args=[check.public_id])
    client_for(iro).post(form, DONE | {"own_0": "yes"})
    on_day("2026-04-21")
    client_for(qa_manager).post(PAGE, from_day(date(2026, 4, 21), ""))
    assertContains(client_for(iro).get(reverse("reviews:midway", args=[check.public_id])), PASSPORT)
    assertContains(client_for(qa_manager).get(PAGE), "The usual questions only.")


def test_questions_of_a_later_day_and_of_another_council_are_not_asked(
    check, client_for, qa_manager, outsider, iro
):
    client_for(outsider).post(PAGE, from_day(date(2026, 4, 20), MONEY))
    client_for(qa_manager).post(PAGE, from_day(date(2026, 5, 4), PASSPORT))
    page = client_for(iro).get(reverse("reviews:do_midway", args=[check.public_id]))
    assertNotContains(page, "What your council asks")


@pytest.mark.parametrize(
    ("day", "questions", "says"),
    [
        (date(2026, 4, 19), PASSPORT, "must start today or later"),
        (date(2026, 5, 4), f"{MONEY}\n{MONEY}", "Enter each question once"),
        (date(2026, 5, 4), "\n".join(f"Question {n}?" for n in range(11)), "Enter 10 questions or fewer"),
        (date(2026, 5, 4), "x" * 201, "to 200 characters"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(asked, client_for, qa_manager, day, questions, says):
    page = client_for(qa_manager).post(PAGE, from_day(day, questions))
    assertContains(page, says, status_code=422)
    assertContains(page, questions.splitlines()[0], status_code=422)
    assert MidwayQuestions.objects.count() == 1


def test_a_slip_is_put_right_on_the_same_day(asked, check, client_for, qa_manager, iro):
    assert client_for(qa_manager).post(PAGE, from_day(date(2026, 4, 20), MONEY)).status_code == 302
    page = client_for(iro).get(reverse("reviews:do_midway", args=[check.public_id]))
    assertContains(page, MONEY)
    assertNotContains(page, PASSPORT)
    said = [e.details["questions"] for e in AuditEvent.objects.filter(kind="midway.questions_set")]
    assert sorted(said, key=len) == [[MONEY], [PASSPORT, MONEY]]


def test_what_is_typed_is_shown_as_the_iro_sees_it_and_nothing_is_saved(asked, client_for, qa_manager):
    sent = from_day(date(2026, 5, 4), "Is there a photo?") | {"show": "1"}
    page = client_for(qa_manager).post(PAGE, sent)
    assertContains(page, "How the IRO is asked")
    assertContains(page, "<legend>Is there a photo?</legend>", html=True)
    assert MidwayQuestions.objects.count() == 1


def test_the_page_shows_what_is_asked_now_and_from_a_later_day(asked, client_for, qa_manager):
    browser = client_for(qa_manager)
    browser.post(PAGE, from_day(date(2026, 5, 4), ""))
    page = browser.get(PAGE)
    assertContains(page, f"<li>{PASSPORT}</li><li>{MONEY}</li>", html=True)
    assertContains(page, "Asked from 4 May 2026")
    assertContains(page, "The usual questions only.", 1)


@pytest.mark.parametrize("name", ["midways", "monitoring_versions"])
def test_the_qa_manager_finds_the_page_and_the_way_back(client_for, qa_manager, on_day, name):
    on_day("2026-04-20")
    browser = client_for(qa_manager)
    assertContains(browser.get(reverse(f"reviews:{name}")), PAGE)
    assertContains(browser.get(PAGE), f'href="{reverse("reviews:monitoring_versions")}"')


def test_the_change_is_on_the_log(asked, qa_manager):
    event = AuditEvent.objects.get(kind="midway.questions_set")
    assert event.details["questions"] == [PASSPORT, MONEY]


def test_the_settings_lead_to_the_page(client_for, administrator, on_day):
    on_day("2026-04-20")
    assertContains(client_for(administrator).get(reverse("accounts:settings")), PAGE)
