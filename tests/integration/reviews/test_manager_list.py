"""The manager's list: by review, agreed with a tick or objected to in words, reminded before the limit."""

import re
from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import AccessLog, OutgoingMail
from reviews.decisions import actions
from reviews.models import DecisionAnswer
from reviews.models.decision import AnswerState
from tests import factories as make
from tests.kept import kept

SENT, DUE = date(2025, 3, 26), date(2025, 4, 2)
ADDRESS = "/decisions/to-answer/"


@kept
def asked(child, iro, team, on_day) -> list[DecisionAnswer]:
    """Two decisions of one review that wait for the team's manager."""
    on_day(SENT)
    review = make.make_review(child, date(2025, 3, 24))
    rows = [make.make_decision(review, iro, action=f"Action {n}") for n in range(2)]
    return [make.make_answer(d, sent_by=iro, sent_on=SENT, due_on=DUE, team=team) for d in rows]


@kept
def browser(client_for, team_manager):
    return client_for(team_manager)


def name(task: DecisionAnswer, field: str) -> str:
    return f"answer-{task.public_id}-{field}"


def states() -> list[tuple[str, str]]:
    return list(DecisionAnswer.objects.order_by("pk").values_list("state", "reason"))


def test_a_tick_for_a_review_agrees_to_all_of_it_also_without_script(browser, asked):
    page = browser.get(ADDRESS)
    for words in ("Action 0", "Action 1", "2 April 2025", "Agree to 2 decisions"):
        assertContains(page, words)
    shown = {"shown": re.findall(r'name="shown" value="([^"]+)"', page.content.decode())}
    assert set(shown["shown"]) == {str(task.public_id) for task in asked}
    page = browser.post(ADDRESS, {"agree_review": str(asked[0].review.public_id)} | shown, follow=True)
    assertContains(page, "2 decisions answered.")
    assertContains(page, "There are no decisions for you to answer.")
    assert states() == [("AGREED", ""), ("AGREED", "")]
    assert AccessLog.objects.filter(page="decisions to answer").count() == 1


def test_a_tick_for_a_review_agrees_to_nothing_that_was_sent_since(browser, asked):
    sent = {"agree_review": str(asked[0].review.public_id), "shown": str(asked[0].public_id)}
    browser.post(ADDRESS, sent)
    assert states() == [("AGREED", ""), ("WAITING", "")]


def test_words_are_never_an_agreement_and_reach_the_iro_at_once(browser, asked, iro, client_for):
    data = {
        "agree_review": str(asked[0].review.public_id),
        name(asked[0], "kind"): "QUERIED",
        name(asked[0], "reason"): "The nurse is away.",
        name(asked[0], "proposed_on"): "12/5/2025",
        name(asked[1], "kind"): "OBJECTED",
        name(asked[1], "reason"): "Refused last week.",
    }
    browser.post(ADDRESS, data)
    assert states() == [
        ("QUERIED", "Proposes 12 May 2025 as the date. The nurse is away."),
        ("OBJECTED", "Refused last week."),
    ]
    asked[0].refresh_from_db()
    assert asked[0].proposed_on == date(2025, 5, 12)
    page = client_for(iro).get(reverse("reviews:respond", args=[asked[0].decision.public_id]))
    assert page.context["form"].initial["due_on"] == date(2025, 5, 12)
    mails = OutgoingMail.objects.filter(to=iro)
    assert sorted(mail.subject for mail in mails) == [
        "A manager has objected to a decision",
        "A manager has queried a decision",
    ]
    assert asked[0].decision.child.name not in "".join(mail.body for mail in mails)


def test_an_objection_without_words_is_asked_for_them_and_nothing_is_answered(browser, asked):
    review = str(asked[0].review.public_id)
    data = {name(asked[0], "kind"): "OBJECTED", name(asked[1], "agree"): "on", "agree_review": review}
    page = browser.post(ADDRESS, data)
    assertContains(page, "Enter your reason", status_code=422)
    assertContains(page, "checked data-all", status_code=422)  # the tick for the review is kept
    assert states() == [("WAITING", ""), ("WAITING", "")]


def test_words_without_a_choice_are_no_answer_and_are_kept(browser, asked):
    words = {name(asked[0], "reason"): "The nurse is away.", name(asked[0], "agree"): "on"}
    for said in (words, {name(asked[0], "proposed_on"): "12/5/2025"}):
        page = browser.post(ADDRESS, said | {name(asked[1], "agree"): "on"})
        assertContains(page, "Choose whether you query or object to the decision", status_code=422)
        assert all(
            (row.form["reason"].value() or None) == said.get(name(row.task, "reason"))
            for of in page.context["reviews"]
            for row in of.asked
        )
        assert states() == [("WAITING", ""), ("WAITING", "")]
    assertContains(page, "12/5/2025", status_code=422)


def test_nothing_ticked_is_said(browser, asked):
    assertContains(browser.post(ADDRESS, {}, follow=True), "Nothing was answered.")


def test_only_a_manager_of_the_line_sees_them_and_only_in_time(
    client_for, asked, other_team_manager, on_day, team_manager
):
    assertNotContains(client_for(other_team_manager).get(ADDRESS), "Action 0")
    on_day(DUE + timedelta(days=1))
    assertNotContains(client_for(team_manager).get(ADDRESS), "Action 0")


def test_a_manager_is_reminded_once_on_the_day_before_the_last(asked, team_manager):
    assert actions.remind_managers(today=date(2025, 3, 31)) == 0
    assert actions.remind_managers(today=date(2025, 4, 1)) == 2
    assert actions.remind_managers(today=date(2025, 4, 1)) == 0
    mail = OutgoingMail.objects.get(to=team_manager)
    assert reverse("reviews:to_answer") in mail.body and "2 April 2025" in mail.subject


def test_a_manager_who_answers_while_reminders_go_out_is_not_reminded(
    asked, child, iro, team, team_manager, monkeypatch
):
    later = make.make_decision(make.make_review(child, date(2025, 3, 25)), iro, action="Action of the next")
    waiting = make.make_answer(later, sent_by=iro, sent_on=SENT, due_on=DUE, team=team)
    mail = actions._mail_manager

    def answered_meanwhile(*args):
        today = date(2025, 4, 1)
        actions.answer(answer=waiting, state=AnswerState.AGREED, reason="", by=team_manager, today=today)
        mail(*args)

    monkeypatch.setattr(actions, "_mail_manager", answered_meanwhile)
    assert actions.remind_managers(today=date(2025, 4, 1)) == 2
    waiting.refresh_from_db()
    assert waiting.reminded_on is None
    assert OutgoingMail.objects.filter(to=team_manager).count() == 1


def test_queries_of_the_list_do_not_grow(browser, asked, iro, team):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            browser.get(ADDRESS)
        return len(queries)

    count()  # the first page reads what the session keeps
    one = count()
    for n in range(10):
        decision = make.make_decision(asked[0].review, iro, action=f"More {n}")
        make.make_answer(decision, sent_by=iro, sent_on=SENT, due_on=DUE, team=team)
    assert count() == one
