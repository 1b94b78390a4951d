"""The day of managers, social workers, the QA manager and business support: their own work, with names."""

import re
from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.clock import now
from reviews.cycle.replay import replay_children
from reviews.models import ProgressRequest, Review
from tests import factories as make
from tests.kept import kept
from tests.turns import comes_every, in_turns

pytestmark = comes_every(4)

TODAY = date(2025, 3, 10)


@pytest.fixture(autouse=True)
def _clock(on_day):
    on_day(TODAY)


@kept
def booked(child):
    return make.make_review(
        child, booked_for=TODAY + timedelta(days=3), booked_time=time(10), place="Library"
    )


@pytest.mark.parametrize("who", ["team_manager", "social_worker", "qa_manager", "business_support", "iro"])
def test_everybody_sees_the_next_days_of_their_children(client_for, request, booked, child, other_child, who):
    make.make_review(other_child, booked_for=TODAY + timedelta(days=4), place="Elsewhere")
    page = client_for(request.getfixturevalue(who)).get("/")
    for words in ("Today and the next 14 days", child.name, "10am", "Library"):
        assertContains(page, words)
    if who in ("team_manager", "social_worker", "iro"):
        assertNotContains(page, "Elsewhere")


@pytest.mark.parametrize("who", ["administrator", "lead_member"])
def test_who_sees_no_child_has_no_day(client_for, request, booked, child, who):
    assertNotContains(client_for(request.getfixturevalue(who)).get("/"), child.name)


def test_only_the_iro_sees_what_the_preparation_lacks(client_for, booked, iro, team_manager):
    assertContains(client_for(iro).get("/"), "talk with the child")
    assertNotContains(client_for(team_manager).get("/"), "talk with the child")


def test_a_talk_and_views_recorded_before_the_review_are_not_missing(client_for, booked, iro):
    """They are recorded with the invitations and the papers, and need not be said in the record again."""
    said = {"recorded_by": iro, "recorded_at": now()}
    missing = "talk with the child, talk with the social worker, child’s views"
    assertContains(client_for(iro).get("/"), missing)
    booked.talks.create(role="SOCIAL_WORKER", on=TODAY, **said)
    assertContains(client_for(iro).get("/"), "talk with the child, child’s views")
    booked.papers.create(kind="views", received_on=TODAY, due_on=TODAY, way="MARKED", **said)
    booked.talks.create(role="CHILD", on=TODAY, **said)
    assertNotContains(client_for(iro).get("/"), "talk with the child")
    assertNotContains(client_for(iro).get("/"), "child’s views")


def test_the_home_page_names_the_papers_that_are_not_in(client_for, booked, social_worker):
    assertContains(client_for(social_worker).get("/"), "report, plan, education plan, health plan")
    said = {"recorded_by": social_worker, "recorded_at": now()}
    booked.papers.create(kind="pep", not_needed="Not of school age", **said)
    booked.papers.create(kind="plan", received_on=TODAY, due_on=TODAY, way="MARKED", **said)
    assertContains(client_for(social_worker).get("/"), "report, health plan")


def test_a_manager_sees_decisions_whose_time_ends(client_for, team_manager, child, iro, team):
    review = make.make_review(child, TODAY - timedelta(days=5))
    make.make_answer(
        make.make_decision(review, iro),
        sent_by=iro,
        sent_on=TODAY,
        due_on=TODAY + timedelta(days=1),
        team=team,
    )
    page = client_for(team_manager).get("/")
    assertContains(page, "Decisions to answer by 11 March 2025; without an answer they stand by default.")
    assertContains(page, "1 working day after the sending of 10 March 2025")


def test_a_social_worker_sees_what_was_asked_of_them(client_for, social_worker, child, iro):
    decision = make.make_decision(
        make.make_review(child, TODAY - timedelta(days=5)), iro, due_on=date(2025, 6, 1)
    )
    ProgressRequest.objects.create(decision=decision, asked_by=iro, asked_at=now(), due_on=TODAY)
    assertContains(
        client_for(social_worker).get("/"), "An update on a decision was asked for by 10 March 2025."
    )


@pytest.mark.parametrize("who", ["qa_manager", "business_support"])
def test_who_books_sees_what_is_not_booked_and_who_has_no_iro(
    client_for, request, who, child, authority, team
):
    alone = make.make_child_in_care(authority, iro=None, team=team, forename="Nan", surname="Lone")
    alone.periods.update(started_on=date(2025, 2, 20))
    late = make.make_child_in_care(authority, team=team, forename="Bo", surname="Soon")
    late.periods.update(started_on=date(2025, 2, 20))
    make.make_allocation(late, make.make_worker(authority, is_iro=True))
    replay_children([alone.pk, late.pk, child.pk], today=TODAY)
    page = client_for(request.getfixturevalue(who)).get("/")
    assertContains(page, "Looked after since 20 February 2025, and no IRO is recorded.")
    assertContains(page, "Review is due by 20 March 2025, and nothing is booked.")
    assertContains(page, "20 working days after becoming looked after on 20 February 2025")  # why that day
    assertContains(page, f'href="/children/{alone.public_id}/people/iro/"')


def test_a_busy_fortnight_is_folded_beneath_its_first_days(client_for, iro, authority, team):
    for number in range(10):
        one = make.make_child_in_care(authority, iro=iro, team=team, number=f"B{number}")
        make.make_review(one, booked_for=TODAY + timedelta(days=number))
    page = client_for(iro).get("/")
    assertContains(page, "And 2 more, from")
    assertContains(page, "Tuesday 18 March 2025")
    folded = page.content.decode().partition("Later in these 14 days")
    assert folded[0].count(">Prepare<") == 8 and folded[2].count(">Prepare<") == 2


def test_what_is_cut_off_is_not_counted_as_all(client_for, iro, authority, team, monkeypatch):
    monkeypatch.setattr("reviews.day.home.EACH_AT_MOST", 6)  # of each kind, as the statements take them
    for number in range(6):
        late = make.make_child_in_care(authority, iro=iro, team=team, number=f"L{number}")
        make.make_cycle(late, TODAY - timedelta(days=60), TODAY - timedelta(days=5), state="overdue")
    assertContains(client_for(iro).get("/"), "And at least 1 more")


@pytest.mark.parametrize("who", ["iro", "qa_manager", "team_manager", "social_worker", "business_support"])
def test_the_number_of_queries_does_not_grow(
    client_for,
    request,
    who,
    child,
    iro,
    authority,
    team,
    social_worker,
    django_assert_num_queries,
    count_home,
):
    browser = client_for(request.getfixturevalue(who))
    one = count_home(browser)
    for number in range(6):
        more = make.make_child_in_care(authority, iro=iro, team=team, social_worker=social_worker)
        review = make.make_review(more, booked_for=TODAY + timedelta(days=number))
        make.make_decision(
            make.make_review(more, TODAY - timedelta(days=9)), iro, due_on=TODAY - timedelta(days=1)
        )
        make.make_section(review, "preparation", iro, data={})
    replay_children(list(authority.children.values_list("pk", flat=True)), today=TODAY)
    assert count_home(browser) <= one + 6


@pytest.fixture
def count_home(django_assert_max_num_queries):
    def count(browser) -> int:
        with django_assert_max_num_queries(200) as found:
            assert browser.get("/").status_code == 200
        return len(found.captured_queries)

    return count


@pytest.mark.parametrize("who", ["iro", "qa_manager", "team_manager", "social_worker", "business_support"])
@pytest.mark.parametrize("address", in_turns(["/", "/reviews/week/2025-03-10/", "/children/{}/reviews/"], 3))
def test_every_link_of_the_day_and_the_calendar_opens(client_for, request, booked, child, who, address):
    browser = client_for(request.getfixturevalue(who))
    page = browser.get(address.format(child.public_id)).content.decode()
    links = set(re.findall(r'href="(/(?:reviews|children|decisions)/[^"]*)"', page))
    assert any(str(child.public_id) in link or str(booked.public_id) in link for link in links)
    assert {link: code for link in links if (code := browser.get(link).status_code) != 200} == {}


def test_a_second_meeting_is_named_as_one(client_for, booked, iro):
    Review.objects.filter(pk=booked.pk).update(
        status="ADJOURNED", started_on=TODAY - timedelta(days=1), adjourned_until=TODAY + timedelta(days=9)
    )
    page = client_for(iro).get("/")
    assertContains(page, "the second meeting")
    assertContains(page, "Open the record")


def test_a_baby_lacks_no_education_plan(client_for, booked, child, social_worker):
    child.born_on = TODAY - timedelta(days=900)
    child.save()
    assertContains(client_for(social_worker).get("/"), "report, plan, health plan")
    needs = client_for(social_worker).get(reverse("reviews:readiness", args=[booked.public_id]))
    assertContains(needs, "Health plan")
    assertNotContains(needs, "ducation plan")
