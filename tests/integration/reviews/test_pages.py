"""The pages that are read: the list, a child's clock, a review in hand, a completed record; and what each
costs in queries."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import AccessLog, User
from children.models import Child
from reviews.cycle.replay import replay_children
from reviews.decisions import actions as decision_actions
from reviews.meeting import home
from reviews.models import DecisionAtReview, Review
from reviews.models.review import ReviewStatus
from tests import factories as make
from tests.integration.reviews.conftest import STARTED
from tests.kept import helping, kept

TODAY = date(2025, 3, 24)


@helping
def today(on_day: Callable[..., date]) -> date:
    return on_day(TODAY)


@kept
def many(authority, iro: User, team, today: date) -> list[Child]:
    """Twelve children of the IRO whose first reviews fall due one after the other, and some are booked."""
    children = []
    for number in range(12):
        child = make.make_child_in_care(
            authority,
            iro=iro,
            team=team,
            number=f"3000{number:02d}",
            started_on=TODAY - timedelta(days=40 - 3 * number),
        )
        if number % 3 == 0:
            make.make_review(child, booked_for=TODAY + timedelta(days=2))
        children.append(child)
    replay_children([c.pk for c in children], today=today)
    return children


@kept
def browser(client_for: Callable[..., Client], iro: User) -> Client:
    return client_for(iro)


def count(client: Client, path: str) -> int:
    """Queries of one request, the second of its kind, so that what is cached is there."""
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


# --- the list


def test_list_is_in_order_of_the_due_date_and_says_why(browser, many):
    page = browser.get(reverse("reviews:list"))
    dates = [row.due_on for row in page.context["page_obj"]]
    assert dates == sorted(dates) and len(dates) == 12
    assertContains(page, "20 working days")
    assertContains(page, "Overdue")


def test_filters_and_home_cards_count_the_same_rows(browser, many, iro, viewer_of):
    address = reverse("reviews:list")
    cards = [c for c in home.cards(viewer_of(iro), TODAY) if c["kind"] == "card"]
    assert {c["figure"] for c in cards} != {0}
    for card in cards:
        assert browser.get(card["href"]).context["page_obj"].paginator.count == card["figure"], card["label"]
    booked = browser.get(address, {"show": "booked"}).context["page_obj"].paginator.count
    assert booked == 4
    assertContains(browser.get(address, {"show": "adjourned"}), "No review fits these filters.")


def test_overdue_is_what_the_law_says_not_what_was_booked(browser, many):
    rows = browser.get(reverse("reviews:list"), {"show": "overdue"}).context["page_obj"].object_list
    assert rows and all(row.due_on < TODAY for row in rows)
    assert any(row.child.in_hand_reviews for row in rows)  # booked, and overdue all the same


def test_list_shows_nobody_elses_children(client_for, other_iro, many):
    assertContains(client_for(other_iro).get(reverse("reviews:list")), "No review is due.")


# --- one review


def test_task_list_groups_sections_and_says_how_far_each_is(browser, child, iro, today):
    review = make.make_started_review(child, STARTED)
    make.make_section(review, "wishes", iro, data={"own_words": "x"}, is_complete=True)
    make.make_section(review, "health", iro, data={"about": "x"})
    page = browser.get(reverse("reviews:review", args=[review.public_id]))
    groups = page.context["groups"]
    assert [group.title for group in groups] == ["Before", "At the review", "After"]
    status = {t["title"]: t["status"] for group in groups for t in group.tasks}
    assert (status["Wishes and feelings"], status["Health"], status["Education"]) == (
        "Completed",
        "In progress",
        "Not started",
    )


def test_others_see_that_a_review_is_in_hand_and_not_its_words(
    client_for, business_support, child, iro, today
):
    review = make.make_started_review(child, STARTED)
    make.make_section(review, "wishes", iro, data={"own_words": "I want to stay."})
    page = client_for(business_support).get(reverse("reviews:review", args=[review.public_id]))
    assertContains(page, "Only the child’s IRO, or an IRO who stands in, can record the review.")
    assertNotContains(page, "I want to stay.")
    assertNotContains(page, "/record/")
    assertNotContains(page, "Cannot start yet")  # a long list of what is not theirs


def test_unfinished_review_is_not_there_for_managers(client_for, team_manager, child, today):
    review = make.make_started_review(child, STARTED)
    assert client_for(team_manager).get(reverse("reviews:review", args=[review.public_id])).status_code == 404


def test_completed_record_is_read_by_the_line_and_the_read_is_logged(
    completed, client_for, team_manager, child
):
    review = completed()
    page = client_for(team_manager).get(reverse("reviews:review", args=[review.public_id]))
    for words in (
        "I want to stay.",
        "PN1: came and spoke for themselves",
        "Pat Lowe, carer:",
        "In time",
        "The plan moves at the child&#x27;s pace.",
        "31 March 2025",
    ):
        assertContains(page, words)
    assert AccessLog.objects.filter(user=team_manager, child_id=child.pk, page="review").exists()


def test_business_support_does_not_read_the_record(completed, client_for, business_support):
    page = client_for(business_support).get(reverse("reviews:review", args=[completed().public_id]))
    assertNotContains(page, "I want to stay.")


def test_completed_review_shows_business_support_its_own_turn_of_the_clock(
    completed, client_for, business_support
):
    """The turn that runs is of the next review, and says nothing of this one."""
    review = completed()
    page = client_for(business_support).get(reverse("reviews:review", args=[review.public_id]))
    assertContains(page, review.cycles.get().reason)
    assertContains(page, "Not recorded")
    assertNotContains(page, "Cannot start yet")


def test_record_leads_the_iro_to_what_follows_and_nobody_else(completed, browser, client_for, team_manager):
    view = {"about": "The plan drifts.", "challenge": "informal"}
    review = completed(view=view)
    address = reverse("reviews:review", args=[review.public_id])
    page = browser.get(address)
    assertContains(page, reverse("reviews:monitoring_form", args=[review.monitoring_form.public_id]))
    take_up = page.context["take_up"]
    assertContains(page, take_up)
    assertContains(browser.get(take_up), "The plan drifts.</textarea>")
    assertNotContains(client_for(team_manager).get(address), "What to do next")


def test_questions_that_nobody_answered_are_folded_and_counted(completed, browser):
    review = completed()
    address = reverse("reviews:review", args=[review.public_id])
    page = browser.get(address).content.decode()
    plan = page[page.index("Care plan and permanence</h2>") :]
    said, _, unsaid = plan[: plan.index("<h2")].partition('<details class="govuk-details iro-unsaid">')
    assert "The plan is right." in said and "not recorded" not in said
    assert "questions not recorded" in unsaid and unsaid.count("</dt>") == unsaid.count(">not recorded<") > 2
    key = "plan.about"
    amend = reverse("reviews:amend", args=[review.public_id, key])
    browser.post(amend, {"answer": "", "reason": "Of another child"})
    plan = browser.get(address).content.decode().partition("Care plan and permanence</h2>")[2]
    assert "Of another child" in plan.partition("iro-unsaid")[0], "what it said before stays in sight"


def test_record_says_when_why_and_by_whom_it_was_corrected(completed, browser, client_for, team_manager, iro):
    review = completed()
    browser.post(
        reverse("reviews:correct", args=[review.public_id]),
        {
            "held_on_day": 21,
            "held_on_month": 3,
            "held_on_year": 2025,
            "child_came": "yes",
            "views": "spoke",
            "reason": "Typed wrong",
        },
    )
    page = client_for(team_manager).get(reverse("reviews:review", args=[review.public_id]))
    assertContains(page, "Review of 21 March 2025")
    assertContains(page, "Typed wrong")


def test_child_s_name_leads_to_the_child(completed, client_for, team_manager, child):
    decision = completed().decisions.get().decision
    page = client_for(team_manager).get(reverse("reviews:decision", args=[decision.public_id]))
    assertContains(page, reverse("children:child", args=[child.public_id]))


def test_imported_review_says_that_its_record_is_elsewhere(browser, child, authority, today):
    review = make.make_review(child, date(2025, 3, 20), source=make.make_return_import(authority))
    page = browser.get(reverse("reviews:review", args=[review.public_id]))
    assertContains(page, "The record was not written in this portal.")
    assertNotContains(page, reverse("reviews:correct", args=[review.public_id]))


def test_pages_of_a_review_say_who_the_child_is_now(completed, browser, child, today):
    done = completed()
    for review in (done, make.make_review(child, booked_for=date(2025, 3, 28))):
        page = browser.get(reverse("reviews:review", args=[review.public_id]))
        for words in (
            "In care since 3 March 2025",
            "Full care order",
            "IRO: Iris Reed",
            "Social worker: Sol Carr, North team",
        ):
            assertContains(page, words)


def test_review_of_a_closed_record_leads_to_the_page_to_ask_on(
    client_for, restricted_child, iro, other_iro, today
):
    address = reverse("reviews:review", args=[make.make_review(restricted_child, booked_for=TODAY).public_id])
    page = client_for(iro).get(address)
    assertContains(page, "Ask for access", status_code=403)
    assertContains(page, f'value="{address}"', status_code=403)
    assertNotContains(page, restricted_child.surname, status_code=403)
    assert client_for(other_iro).get(address).status_code == 404
    refused = AccessLog.objects.filter(child_id=restricted_child.pk, allowed=False)
    assert set(refused.values_list("user__name", "page")) == {
        ("Iris Reed", "review"),
        ("Oscar Penn", "review"),
    }
    make.make_grant(iro, restricted_child)
    assert client_for(iro).get(address).status_code == 200


def test_cancelled_review_says_why(browser, child, today):
    review = make.make_review(child, status=ReviewStatus.CANCELLED, cancelled_reason="The carer is ill")
    assertContains(browser.get(reverse("reviews:review", args=[review.public_id])), "The carer is ill")


def test_form_to_print_has_every_question(browser, child, today):
    review = make.make_review(child, booked_for=date(2025, 3, 28))
    page = browser.get(reverse("reviews:print", args=[review.public_id]))
    for words in (
        "Is there a plan for permanence?",
        "Why is there none?",
        "☐ Long-term fostering",
        "Decision 5",
        "What parents, carers and others thought",
    ):
        assertContains(page, words)


def test_clock_of_a_child_shows_every_turn_with_its_rule(completed, browser, child):
    completed()
    page = browser.get(reverse("reviews:child_reviews", args=[child.public_id]))
    for words in ("31 March 2025", "20 working days after the child", "24 June 2025", "PN1: came"):
        assertContains(page, words)
    assertContains(page, "not yet")
    assertContains(page, "3 months after the first review (Regulation 33(2))")
    assertNotContains(page, "RC-")


# --- what a page costs, whatever the number of rows


def test_queries_of_the_list_do_not_grow(browser, many):
    twelve = count(browser, reverse("reviews:list"))
    for child in many[3:]:
        child.iro_allocations.update(ended_on=TODAY)
    assert count(browser, reverse("reviews:list")) == twelve == 10


def test_queries_of_a_childs_clock(completed, browser, child):
    completed()
    assert count(browser, reverse("reviews:child_reviews", args=[child.public_id])) == 12


def test_queries_of_a_review_in_hand(ready, browser):
    # one of them for the days it was booked for before
    assert count(browser, reverse("reviews:review", args=[ready().public_id])) == 17


def test_queries_of_a_record(completed, browser, iro):
    review = completed()
    one = count(browser, reverse("reviews:review", args=[review.public_id]))
    for number in range(8):
        make.make_decision(review, iro, action=f"Action {number}")
    decision_actions.send_decisions(review=review, by=iro, today=TODAY)
    assert count(browser, reverse("reviews:review", args=[review.public_id])) == one == 17


def test_queries_and_weight_of_the_record(ready, browser, child, iro):
    earlier: Review = make.make_review(child, date(2025, 3, 5))
    address = reverse("reviews:record", args=[ready().public_id])
    make.make_decision(earlier, iro, action="Action")
    one = count(browser, address)
    for number in range(5):
        make.make_decision(earlier, iro, action=f"Action {number}")
    assert count(browser, address) == one == 41
    assert len(browser.get(address).content) < 110_000


def test_queries_of_the_check_page(ready, browser):
    assert count(browser, reverse("reviews:check", args=[ready().public_id])) == 18


def test_queries_of_the_list_of_decisions_do_not_grow(completed, client_for, team_manager, iro):
    review, browser = completed(), client_for(team_manager)
    one = count(browser, "/decisions/")
    for number in range(20):
        make.make_decision(review, iro, action=f"Action {number}")
    decision_actions.send_decisions(review=review, by=iro, today=TODAY)
    assert count(browser, "/decisions/") == one == 10


def test_queries_of_a_decision(completed, browser):
    decision = completed().decisions.get().decision
    # one for the dates it had before, one for whether the reader is the child's IRO, one for its rating
    assert count(browser, reverse("reviews:decision", args=[decision.public_id])) == 19


# --- the day of an IRO, and a child at a glance


def test_an_iros_day_names_what_cannot_wait_and_what_is_missing(browser, child, iro, authority, team, today):
    late = make.make_child_in_care(authority, iro=iro, team=team, forename="Lena", surname="Late")
    make.make_cycle(late, TODAY - timedelta(days=60), TODAY - timedelta(days=5), state="overdue")
    soon = make.make_child_in_care(authority, iro=iro, team=team, forename="Sam", surname="Soon")
    booked = make.make_review(soon, booked_for=TODAY + timedelta(days=3), place="At school")
    make.make_section(booked, "preparation", iro, data={"report_received": "yes"})
    make.make_review(child, booked_for=TODAY - timedelta(days=1))
    page = browser.get("/")
    for words in ("Lena Late", "Review was due on", "Sam Soon", "At school", "and nothing is recorded"):
        assertContains(page, words)
    assertContains(page, "talk with the child, talk with the social worker, child’s views")
    far = make.make_child_in_care(authority, iro=iro, team=team, forename="Fay", surname="Far")
    make.make_review(far, booked_for=TODAY + timedelta(days=15))
    assertNotContains(browser.get("/"), "Fay Far")


def test_decisions_are_due_only_where_the_record_is_not_saved_without_any(browser, child, iro, today):
    review = make.make_started_review(child, TODAY - timedelta(days=7))
    assertContains(browser.get("/"), "Decisions are due by")
    section = make.make_section(review, "decisions", iro, data={"decisions": []})
    assertNotContains(browser.get("/"), "Decisions are due by")
    section.data = {"decisions": [{"outcome": "x"}]}
    section.save()
    assertContains(browser.get("/"), "Decisions are due by")
    assertContains(browser.get(reverse("reviews:record", args=[review.public_id])), "Decisions to managers")


def test_the_third_carry_over_is_red(ready, browser, child, iro):
    decision = make.make_decision(make.make_review(child, date(2024, 9, 1)), iro, action="Find a school")
    address = reverse("reviews:record", args=[ready().public_id])
    for times, day in enumerate((date(2024, 11, 1), date(2024, 12, 1), date(2025, 1, 6)), 1):
        assertNotContains(browser.get(address), 'govuk-tag--red">Carried over')
        DecisionAtReview.objects.create(
            decision=decision,
            review=make.make_review(child, day),
            position=1,
            fate="CARRIED",
            is_carried_over=True,
            times_carried=times,
            words=decision.wording.stored(),
        )
    page = browser.get(address)
    assertContains(page, 'govuk-tag--red">Carried over 3 times')
    assertContains(page, f"?decision={decision.public_id}")  # a concern about it, filled in


def test_more_brothers_and_sisters_than_fit_have_a_link_to_all(
    completed, client_for, iro, child, authority, team
):
    for number in range(8):
        make.make_siblings(
            child, make.make_child_in_care(authority, iro=iro, team=team, surname=f"Sib {number}")
        )
    page = client_for(iro).get(reverse("reviews:brief", args=[child.public_id]))
    assertContains(page, "and 2 more")
    assertContains(page, reverse("children:people", args=[child.public_id]) + '">all of them')


def test_a_child_at_a_glance_has_facts_words_and_open_decisions(completed, client_for, iro, child):
    completed()
    page = client_for(iro).get(reverse("reviews:brief", args=[child.public_id]))
    for words in ("I want to stay.", "Agree dates with both carers", "Full care order", "Pat Lowe"):
        assertContains(page, words)


@pytest.mark.parametrize("name", ["brief", "record"])
def test_a_fact_without_a_source_has_no_place_for_one(name, client_for, iro, child, on_day):
    """On a narrow screen a dot stands between a fact and its source."""
    on_day(STARTED)
    make.make_review(child, STARTED - timedelta(days=10))  # since when nothing has changed
    of = child if name == "brief" else make.make_started_review(child, STARTED)
    page = client_for(iro).get(reverse(f"reviews:{name}", args=[of.public_id])).content.decode()
    assert '<dl class="iro-known">' in page
    assert not re.search(r"<dd>\s*</dd>", page)


def test_a_child_at_a_glance_knows_the_review_of_today(completed, client_for, iro, child, on_day):
    completed()
    on_day(STARTED)
    page = client_for(iro).get(reverse("reviews:brief", args=[child.public_id]))
    assertContains(page, "I want to stay.")
