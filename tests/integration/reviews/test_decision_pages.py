"""The manager's work list, the answers, the IRO's response: who may, what is shown, and three outcomes that
stay three."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.access.roles import Role
from accounts.models import AccessLog, Team, User
from children.models import Child
from reviews import tasks
from reviews.decisions import actions, chasing
from reviews.decisions import home as decision_home
from reviews.decisions.lists import decisions_list
from reviews.decisions.states import Changes
from reviews.models import Decision, DecisionAnswer
from reviews.wording import SENT_AGAIN
from tests import factories as make
from tests.kept import helping, kept

HELD = date(2026, 1, 12)
SENT = date(2026, 1, 14)
LAST_DAY = date(2026, 1, 21)


@helping
def decided(iro: User, on_day: Callable[..., date]) -> Callable[..., DecisionAnswer]:
    """`decided(child)`: a decision of the child's review, sent to its manager on 14 January 2026."""

    def make_it(child: Child, by: User = iro, **over: Any) -> DecisionAnswer:
        review = child.reviews.filter(held_on=HELD).first() or make.make_review(child, HELD)
        decision = make.make_decision(review, by, **over)
        return next(
            a
            for a in actions.send_decisions(review=review, by=by, today=on_day(SENT))
            if a.decision_id == decision.pk
        )

    return make_it


@kept
def task(child: Child, decided: Callable[..., DecisionAnswer]) -> DecisionAnswer:
    return decided(child)


@pytest.fixture
def manager(client_for: Callable[..., Client], team_manager: User, task: DecisionAnswer) -> Client:
    return client_for(team_manager)


def page_of(task: DecisionAnswer, name: str = "decision") -> str:
    return reverse(f"reviews:{name}", args=[task.decision.public_id])


LIST = "/decisions/"


# --- the work list


def test_manager_sees_the_decisions_of_the_line_across_iros(
    manager, child, other_child, team, other_team, authority, other_iro, decided
):
    second = make.make_child_in_care(authority, iro=other_iro, team=team, number="200009")
    decided(second, by=other_iro, action="Of another IRO")
    decided(other_child, by=other_iro, action="Of another team")
    page = manager.get(LIST)
    assertContains(page, "Agree dates with both carers")
    assertContains(page, "Of another IRO")
    assertNotContains(page, "Of another team")


def test_those_that_wait_longest_come_first(task, client_for, team_manager, child, iro, on_day):
    review = make.make_review(child, date(2026, 1, 13))
    make.make_decision(review, iro, action="Sent later")
    actions.send_decisions(review=review, by=iro, today=on_day(date(2026, 1, 16)))
    shown = [row.decision.action for row in client_for(team_manager).get(LIST).context["rows"]]
    assert shown == ["Agree dates with both carers", "Sent later"]


def test_list_filters_by_state_team_iro_and_child(manager, child, team, iro, task, client_for, team_manager):
    worker = child.iro_allocations.get(ended_on=None).worker
    for query, found in [
        ({"state": "waiting"}, 1),
        ({"state": "lapsed"}, 0),
        ({"team": str(team.public_id)}, 1),
        ({"iro": str(worker.public_id)}, 1),
        ({"team": "not-a-team"}, 1),  # what is not understood is left out
    ]:
        page = manager.get(LIST, query)
        assert page.context["page_obj"].paginator.count == found, query
    for words, found in [("ashd", 1), ("200001", 1), ("nobody", 0)]:
        page = manager.post(LIST, {"search": words, "state": "waiting"}, follow=True)
        assert page.context["page_obj"].paginator.count == found, words
    assertContains(manager.get(LIST, {"state": "lapsed"}), "No decision fits these filters.")


def test_empty_list_says_when_it_fills(client_for, other_team_manager, other_team):
    assertContains(client_for(other_team_manager).get(LIST), "There are no decisions to answer or carry out.")


def test_social_worker_sees_their_own_childrens_decisions_and_answers_none(client_for, social_worker, task):
    browser = client_for(social_worker)
    page = browser.get(LIST)
    assertContains(page, task.decision.action)
    assertNotContains(page, "Check and agree")
    assert browser.get(page_of(task, "answer")).status_code == 403


# --- answering


@pytest.mark.parametrize(
    ("state", "reason", "shown"),
    [
        ("AGREED", "", "Agreed"),
        ("QUERIED", "Which of the two schools?", "Queried"),
        ("OBJECTED", "The budget is not there", "Objected to"),
    ],
)
def test_answer_is_recorded_and_shown(manager, task, iro, client_for, state, reason, shown):
    page = manager.post(page_of(task, "answer"), {"state": state, "reason": reason})
    assertRedirects(page, LIST + "?state=waiting")
    for browser in (manager, client_for(iro)):
        page = browser.get(page_of(task))
        assertContains(page, shown)
        assertContains(page, reason)


@pytest.mark.parametrize("state", ["QUERIED", "OBJECTED"])
def test_query_and_objection_ask_for_the_reason(manager, task, state):
    page = manager.post(page_of(task, "answer"), {"state": state, "reason": " "})
    assertContains(page, "Enter your reason, so that the IRO can answer you", status_code=422)
    task.refresh_from_db()
    assert task.state == "WAITING"


def test_nothing_chosen_says_what_to_choose(manager, task):
    assertContains(
        manager.post(page_of(task, "answer"), {}),
        "Choose whether you agree, query or object",
        status_code=422,
    )


def test_manager_outside_the_line_finds_nothing(client_for, other_team_manager, other_team, task):
    assert (
        client_for(other_team_manager).post(page_of(task, "answer"), {"state": "AGREED"}).status_code == 404
    )


def test_second_manager_is_told_that_somebody_was_first(manager, task, service_manager, client_for):
    second = client_for(service_manager)
    manager.post(page_of(task, "answer"), {"state": "AGREED"})
    page = second.post(page_of(task, "answer"), {"state": "OBJECTED", "reason": "No"})
    assertContains(page, "This decision was already agreed", status_code=422)
    task.refresh_from_db()
    assert task.state == "AGREED"


def test_manager_who_is_also_the_iro_answers_neither_one_nor_many(
    authority, team, task, child, client_for, team_manager
):
    """AP-10: the IRO's own decisions are another manager's to answer, also those that an earlier IRO sent."""
    make.make_membership(team_manager, authority, Role.IRO)
    child.iro_allocations.update(ended_on=date(2026, 1, 13))
    make.make_allocation(child, make.worker_of(team_manager, authority), started_on=date(2026, 1, 13))
    browser = client_for(team_manager)
    assert browser.get(page_of(task, "answer")).status_code == 404
    sent = {"decision": str(task.decision.public_id), "confirmed": "yes", "shown": str(task.public_id)}
    browser.post(reverse("reviews:agree_several"), sent)
    task.refresh_from_db()
    assert task.state == "WAITING"


def test_the_list_opens_with_what_is_in_hand_those_to_answer_on_top(manager, task, child, decided):
    lapsed = decided(child, action="Find a tutor", due_on=date(2026, 1, 20))
    DecisionAnswer.objects.filter(pk=lapsed.pk).update(
        state="LAPSED", due_on=date(2026, 1, 8), lapsed_on=date(2026, 1, 9)
    )
    over = decided(child, action="Send the passport form")
    DecisionAnswer.objects.filter(pk=over.pk).update(state="LAPSED", lapsed_on=date(2026, 1, 22))
    Decision.objects.filter(pk=over.decision_id).update(progress="DONE", closed_on=date(2026, 1, 14))
    shown = [row.decision.pk for row in manager.get(LIST).context["rows"]]
    assert shown == [task.decision_id, lapsed.decision_id]
    assert over.decision_id in [
        row.decision.pk for row in manager.get(LIST, {"state": "all"}).context["rows"]
    ]


def test_the_card_of_decisions_to_answer_opens_the_page_on_which_they_are_ticked(
    manager, task, decided, child
):
    decided(child, action="Find a tutor")
    cards = manager.get(reverse("home")).context["cards"]
    card = next(card for card in cards if card["label"] == "Decisions to answer")
    page = manager.get(card["href"])
    assert sum(len(review.asked) for review in page.context["reviews"]) == card["figure"] == 2


def test_home_puts_what_is_late_or_waits_before_everything_else(manager, task, client_for, iro):
    manager.post(page_of(task, "answer"), {"state": "QUERIED", "reason": "By whom?"})
    page = client_for(iro).get(reverse("home"))
    assert "Queries and objections" in [card["label"] for card in page.context["first"]]
    assert not [card for card in page.context["rest"] if card["alert"]]
    assert len(page.context["first"]) + len(page.context["rest"]) == len(page.context["cards"])


# --- agreeing to several


def shown_on(page: Any) -> list[str]:
    """What the check page sends by itself of each decision it shows."""
    return re.findall(r'name="shown" value="([^"]+)"', page.content.decode())


def test_several_are_agreed_after_a_page_that_shows_each(manager, task, child, decided, team_manager):
    second = decided(child, action="Find a tutor")
    ids = [str(t.decision.public_id) for t in (task, second)]
    page = manager.post(reverse("reviews:agree_several"), {"decision": ids})
    assertContains(page, "Find a tutor")
    assertContains(page, "Agree to 2 decisions")
    assert not DecisionAnswer.objects.filter(state="AGREED").exists()  # the check page changes nothing
    assert AccessLog.objects.filter(user=team_manager, child_id=child.pk, page="check decisions").exists()
    sent = {"decision": ids, "confirmed": "yes", "shown": shown_on(page)}
    page = manager.post(reverse("reviews:agree_several"), sent, follow=True)
    assertContains(page, "You agreed to 2 decisions.")
    assert DecisionAnswer.objects.filter(state="AGREED", answered_by=team_manager).count() == 2


def test_nothing_ticked_says_what_to_do(manager):
    assertContains(
        manager.post(reverse("reviews:agree_several"), follow=True), "Tick the decisions you agree to"
    )


def test_those_answered_meanwhile_are_left_out_and_counted(manager, task, child, decided, service_manager):
    second = decided(child, action="Find a tutor")
    actions.answer(answer=second, state="OBJECTED", reason="No", by=service_manager, today=SENT)
    ids = [str(t.decision.public_id) for t in (task, second)]
    shown = [str(t.public_id) for t in (task, second)]
    sent = {"decision": ids, "confirmed": "yes", "shown": shown}
    page = manager.post(reverse("reviews:agree_several"), sent, follow=True)
    assertContains(page, "You agreed to 1 decision.")
    assertContains(page, "1 decision was not agreed by you")
    second.refresh_from_db()
    assert second.state == "OBJECTED"


def test_nobody_agrees_to_words_that_were_sent_since_they_looked(manager, task, service_manager, iro):
    """Neither on the page of one nor on the check page of many: silence is not consent, and nor is a tick for
    other words.
    """
    ids = [str(task.decision.public_id)]
    opened = manager.get(page_of(task, "answer"))
    mark = opened.context["form"]["shown"].value()
    assertContains(opened, f'name="shown" value="{mark}"')
    checked = shown_on(manager.post(reverse("reviews:agree_several"), {"decision": ids}))
    actions.answer(answer=task, state="QUERIED", reason="Who?", by=service_manager, today=SENT)
    changes = Changes("Quite another action", "Sol Carr", date(2026, 3, 2))
    actions.respond(answer=task, kind="CHANGED", response="Sol", changes=changes, by=iro, today=SENT)
    again = task.decision.answers.get(state="WAITING")
    page = manager.post(page_of(task, "answer"), {"state": "AGREED", "reason": "", "shown": mark})
    assertContains(page, SENT_AGAIN, status_code=422)
    assertContains(page, "Quite another action", status_code=422)
    many = {"decision": ids, "confirmed": "yes", "shown": checked}
    assertContains(
        manager.post(reverse("reviews:agree_several"), many, follow=True), "1 decision was not agreed by you"
    )
    again.refresh_from_db()
    assert again.state == "WAITING"
    read = page.context["form"]["shown"].value()
    manager.post(page_of(task, "answer"), {"state": "AGREED", "reason": "", "shown": read})
    again.refresh_from_db()
    assert again.state == "AGREED"


def test_another_teams_decision_is_not_agreed_by_its_address(manager, other_child, other_iro, decided):
    foreign = decided(other_child, by=other_iro)
    sent = {"decision": str(foreign.decision.public_id), "confirmed": "yes", "shown": str(foreign.public_id)}
    manager.post(reverse("reviews:agree_several"), sent)
    foreign.refresh_from_db()
    assert foreign.state == "WAITING"


# --- silence


def test_silence_is_its_own_outcome_everywhere(task, client_for, team_manager, iro, viewer_of, on_day):
    on_day(LAST_DAY)
    assert tasks.lapse_unanswered.run() == 0
    assertContains(client_for(team_manager).get(LIST), "Last day to answer")
    today = on_day(date(2026, 1, 22))
    assert tasks.lapse_unanswered.run() == 1
    assert tasks.lapse_unanswered.run() == 0
    browser = client_for(iro)
    for address in (LIST, page_of(task)):
        page = browser.get(address)
        assertContains(page, "No answer</strong>")
        assertContains(page, "stands by default")
        assertNotContains(page, "Agreed</strong>")
    viewer = viewer_of(iro)
    counts = {
        s: decisions_list(viewer, {"state": s}, today).count()
        for s in ("agreed", "queried", "lapsed", "waiting")
    }
    assert counts == {"agreed": 0, "queried": 0, "lapsed": 1, "waiting": 0}


def test_time_that_has_passed_is_shown_before_the_job_has_run(task, client_for, team_manager, on_day):
    on_day(date(2026, 1, 22))
    browser = client_for(team_manager)
    assertContains(browser.get(LIST), "Time has passed")
    assertNotContains(browser.get(LIST), f"tick-{task.decision.public_id}")
    assertContains(
        browser.post(page_of(task, "answer"), {"state": "AGREED"}),
        "The time to answer has passed",
        status_code=422,
    )


def test_query_after_the_limit_stands_beside_the_default(task, client_for, team_manager, iro, on_day):
    on_day(date(2026, 1, 22))
    browser = client_for(team_manager)
    assertContains(browser.get(page_of(task)), "Add a query")
    browser.post(page_of(task, "late_query"), {"comment": "Too dear"})
    page = client_for(iro).get(page_of(task))
    for words in ("No answer</strong>", "Too dear", "Respond to the manager"):
        assertContains(page, words)


def test_new_work_list_of_the_manager_is_empty_after_lapsing(task, client_for, team_manager, on_day):
    on_day(date(2026, 1, 22))
    tasks.lapse_unanswered.run()
    page = client_for(team_manager).get(LIST, {"state": "waiting"})
    assert page.context["page_obj"].paginator.count == 0


# --- the IRO responds


@kept
def queried(task: DecisionAnswer, team_manager: User) -> DecisionAnswer:
    return actions.answer(answer=task, state="QUERIED", reason="Which school?", by=team_manager, today=SENT)


def response(**over: str) -> dict[str, str]:
    given = {"kind": "KEPT", "response": "The nearer one", "action": "Agree dates", "owner": "Sol"}
    return given | {"due_on_day": "29", "due_on_month": "5", "due_on_year": "2026"} | over


def test_iro_keeps_the_decision(queried, client_for, iro):
    page = client_for(iro).post(page_of(queried, "respond"), response(), follow=True)
    assertContains(page, "Your response has been saved.")
    assertContains(page, "The nearer one")
    assert DecisionAnswer.objects.count() == 1


def test_iro_changes_it_and_it_goes_round_again(queried, client_for, iro, team_manager):
    client_for(iro).post(
        page_of(queried, "respond"), response(kind="CHANGED", action="Ask the nearer school")
    )
    assert Decision.objects.get().action == "Ask the nearer school"
    assert list(DecisionAnswer.objects.order_by("pk").values_list("round", "state")) == [
        (1, "QUERIED"),
        (2, "WAITING"),
    ]
    assertContains(client_for(team_manager).get(LIST, {"state": "waiting"}), "Ask the nearer school")


def test_manager_can_not_respond_for_the_iro(queried, client_for, team_manager, other_iro):
    assert client_for(team_manager).post(page_of(queried, "respond"), response()).status_code == 403
    assert client_for(other_iro).post(page_of(queried, "respond"), response()).status_code == 404


# --- carrying out


def test_social_worker_reports_and_the_iro_closes(task, client_for, social_worker, iro):
    worker = client_for(social_worker)
    worker.post(page_of(task, "progress"), {"progress": "DONE", "note": "Dates are set"})
    assert Decision.objects.get().closed_on is None
    page = client_for(iro).get(page_of(task))
    assertContains(page, "Dates are set")
    client_for(iro).post(page_of(task, "close_decision"), {"progress": "DONE", "note": "Robin says so"})
    assert Decision.objects.get().closed_on == SENT
    page = worker.post(page_of(task, "progress"), {"progress": "DONE", "note": "Again"})
    assertContains(page, "This decision is done, so it", status_code=422)


def test_manager_does_not_close(task, client_for, team_manager):
    address = page_of(task, "close_decision")
    assert client_for(team_manager).post(address, {"progress": "DONE", "note": "x"}).status_code == 403


def test_list_has_teams_and_iros_of_what_the_person_sees_only(manager, team, other_team, other_child):
    choices = dict(manager.get(LIST).context["form"].fields["team"].choices)
    assert str(team.public_id) in choices and str(other_team.public_id) not in choices
    assert Team.objects.count() == 2


# --- what is not possible any more is said before anything is typed


@pytest.mark.parametrize("name", ["answer", "late_query", "respond", "progress", "close_decision"])
def test_page_for_what_is_over_leads_back_and_says_why(
    queried, client_for, team_manager, iro, social_worker, name
):
    actions.close(decision=queried.decision, progress="DONE", note="Seen", by=iro, today=SENT)
    people = {"answer": team_manager, "late_query": team_manager, "progress": social_worker}
    page = client_for(people.get(name, iro)).get(page_of(queried, name), follow=True)
    assertRedirects(page, page_of(queried))
    assertContains(page, "already queried" if name == "answer" else "This decision is done")


def test_the_home_page_of_the_social_worker_counts_what_they_are_asked_about(
    task, iro, social_worker, viewer_of, client_for
):
    """What an IRO asked for by a day stands there at once, and the page that takes it says what was asked."""
    asked = {"decisions": [task.decision], "due_on": date(2026, 2, 20), "question": "Who rang?"}
    viewer = viewer_of(social_worker)

    def waiting() -> int:
        card = next(c for c in decision_home.cards(viewer, SENT) if c["label"] == "Updates on decisions")
        assert card["figure"] == decisions_list(viewer, {"state": "asked"}, SENT).count()
        assert card["href"].endswith("?state=asked")
        return card["figure"]

    assert waiting() == 0
    chasing.ask(by=iro, today=SENT, **asked)
    assert waiting() == 1
    page = client_for(social_worker).get(page_of(task, "progress"))
    assertContains(page, f"{iro.name} asked for an update by 20 February 2026. Who rang?")
    actions.report_progress(decision=task.decision, progress="IN_PROGRESS", note="Rang", by=social_worker)
    assert waiting() == 0


@pytest.mark.parametrize("times", [2, 3])
def test_the_third_carry_over_is_red_wherever_the_decision_is_listed(task, child, client_for, iro, times):
    task.decision.at_reviews.update(fate="CARRIED", is_carried_over=True, times_carried=times)
    for address in (LIST, reverse("children:child", args=[child.public_id])):
        page = client_for(iro).get(address)
        assert ("Carried over 3 times</strong>" in page.content.decode()) is (times == 3)


def test_query_waits_for_the_iro_until_it_is_responded_to_or_the_decision_is_closed(
    queried, decided, child, team_manager, iro, viewer_of
):
    other = decided(child, action="Find a tutor")
    actions.answer(answer=other, state="OBJECTED", reason="No", by=team_manager, today=SENT)
    viewer = viewer_of(iro)

    def waiting() -> int:
        card = next(c for c in decision_home.cards(viewer, SENT) if c["label"] == "Queries and objections")
        rows = decisions_list(viewer, {"state": "to_respond"}, SENT).count()
        assert card["figure"] == rows and card["href"].endswith("?state=to_respond")
        return rows

    assert waiting() == 2
    actions.respond(answer=queried, kind="KEPT", response="Because", by=iro, today=SENT)
    assert waiting() == 1
    actions.close(decision=other.decision, progress="SUPERSEDED", note="x", by=iro, today=SENT)
    assert waiting() == 0
    assert decisions_list(viewer, {"state": "queried"}, SENT).count() == 2
