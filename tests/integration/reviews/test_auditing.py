"""Decisions drawn at random and rated for being SMART, in the browser, and what is counted of them."""

from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from children.models import Child
from reporting.measures.base import Result, Scope, compute, compute_by, rows_of
from reporting.measures.registry import MEASURES
from reporting.periods import collection_year
from reviews.auditing import actions
from reviews.models import DecisionSample, RatedDecision
from reviews.models.rating import PARTS
from tests import factories as make
from tests.refusing import refused

TODAY = date(2025, 3, 31)
HELD = date(2025, 3, 24)
ASKED = actions.Draw(date(2025, 3, 1), TODAY, 10)
DAYS = {"since": "1/3/2025", "until": "31/3/2025"}
YES = dict.fromkeys(PARTS, "yes")


@pytest.fixture(autouse=True)
def monday(on_day):
    return on_day(TODAY)


@pytest.fixture
def decisions(child, other_child, iro, other_iro):
    """Two decisions of one IRO and one of another, at completed reviews of one day."""
    mine, theirs = make.make_review(child, HELD), make.make_review(other_child, HELD)
    actions_ = ("Agree dates with both carers", "Find a tutor")
    found = [make.make_decision(mine, iro, action=words) for words in actions_]
    return [*found, make.make_decision(theirs, other_iro, action="Book the dentist")]


def drawn(by, asked=ASKED) -> DecisionSample:
    authority = by.memberships.get().authority
    children = Child.objects.filter(authority=authority)
    return actions.draw(authority=authority, children=children, asked=asked, by=by, today=TODAY)


def said(**over) -> actions.Found:
    return actions.Found(**dict.fromkeys(PARTS, True) | over)


def test_the_qa_manager_draws_and_rates_and_the_iro_reads_it(client_for, qa_manager, iro, decisions):
    browser = client_for(qa_manager)
    assertContains(browser.get(reverse("reviews:samples")), "No decisions have been drawn yet")
    page = reverse("reviews:draw_sample")
    too_late = browser.post(page, DAYS | {"until": "1/4/2025", "number": "5", "of": "all"})
    assertContains(too_late, actions.NOT_TO_COME, status_code=422)
    seen = browser.post(page, DAYS | {"number": "5", "of": "all"}, follow=True)
    assertContains(seen, "0 of 3 decisions rated")
    assertContains(
        browser.post(page, DAYS | {"number": "5", "of": "all"}), actions.NOTHING_LEFT, status_code=422
    )
    first = RatedDecision.objects.get(made__decision=decisions[0])
    rate = reverse("reviews:rate_decision", args=[first.public_id])
    assertContains(browser.get(rate), "Agree dates with both carers")
    assertContains(browser.post(rate, YES | {"is_known": ""}), "select yes or no", status_code=422)
    onward = browser.post(rate, YES | {"has_owner": "no", "comment": "Which social worker?"}, follow=True)
    assertContains(onward, "Find a tutor")  # the next of the sample
    assertContains(browser.get(reverse("reviews:samples")), "1 of 3 decisions rated,\n      0 of them SMART")
    theirs = client_for(iro).get(reverse("reviews:decision", args=[decisions[0].public_id]))
    for words in ("Rated in an audit", "Not SMART", PARTS["has_owner"], "Which social worker?"):
        assertContains(theirs, words)
    assertContains(browser.get(rate), "Which social worker?")  # it can be put right
    browser.post(rate, YES)
    assert RatedDecision.objects.get(pk=first.pk).is_smart


def test_managers_do_not_read_how_a_decision_was_rated(client_for, qa_manager, team_manager, decisions):
    for row in drawn(qa_manager).decisions.all():
        actions.rate(rated=row, found=said(), comment="Well done", by=qa_manager)
    page = reverse("reviews:decision", args=[decisions[0].public_id])
    assertNotContains(client_for(team_manager).get(page), "Rated in an audit")


def test_a_decision_is_drawn_once_and_as_many_of_each_iro_where_asked(qa_manager, decisions):
    one_each = drawn(qa_manager, actions.Draw(ASKED.since, TODAY, 1, is_of_each=True))
    assert {row.made.decision.created_by_id for row in one_each.decisions.all()} == {
        decisions[0].created_by_id,
        decisions[2].created_by_id,
    }
    assert drawn(qa_manager).decisions.count() == 1
    with refused(actions.NOTHING_LEFT):
        drawn(qa_manager)
    with refused(actions.ENDS_FIRST, "until"):
        drawn(qa_manager, actions.Draw(TODAY, ASKED.since, 1))


def test_only_decisions_of_completed_reviews_and_of_the_iro_asked_for(
    qa_manager, iro, authority, child, decisions
):
    make.make_decision(make.make_started_review(child, date(2025, 3, 28)), iro)
    worker = make.worker_of(iro, authority)
    assert drawn(qa_manager, actions.Draw(ASKED.since, TODAY, 10, iro=worker)).decisions.count() == 2


def test_nobody_draws_or_rates_a_decision_of_their_own(qa_manager, iro, decisions):
    assert drawn(iro).decisions.count() == 1
    rest = drawn(qa_manager)
    with refused(actions.OWN):
        actions.rate(rated=rest.decisions.first(), found=said(), comment="", by=iro)


def test_the_share_of_smart_decisions_with_its_three_lists(authority, qa_manager, child, iro, decisions):
    rows = list(drawn(qa_manager).decisions.order_by("made__decision"))
    actions.rate(rated=rows[0], found=said(), comment="", by=qa_manager)
    actions.rate(rated=rows[1], found=said(has_date=False), comment="", by=qa_manager)
    scope = Scope(authority, collection_year(2025))
    assert compute(MEASURES["rated_smart"], scope) == Result(1, 2, 1)
    assert compute(MEASURES["rated_dated"], scope) == Result(1, 2, 1)
    assert compute(MEASURES["rated_owner"], scope) == Result(2, 2, 1)
    lists = rows_of(MEASURES["rated_smart"], scope)
    assert list(lists.numerator()) == [rows[0]]
    assert list(lists.failed()) == [rows[1]]
    assert list(lists.not_known()) == [rows[2]]
    by_iro = compute_by(MEASURES["rated_smart"], scope, "iro")
    assert (by_iro[iro.name].numerator, by_iro[iro.name].denominator) == (1, 2)
    of_team = Scope(authority, collection_year(2025), children=Child.objects.filter(pk=child.pk))
    assert compute(MEASURES["rated_smart"], of_team) == Result(1, 2, 0)
    assert compute(MEASURES["rated_smart"], Scope(authority, collection_year(2024))).numerator is None


def test_how_many_decisions_of_a_closed_record_were_drawn_is_not_told(
    client_for, qa_manager, other_child, decisions
):
    sample = drawn(qa_manager)
    RatedDecision.objects.update(**dict.fromkeys(PARTS, True), rated_by=qa_manager, rated_at=make.now())
    Child.objects.filter(pk=other_child.pk).update(is_restricted=True)
    browser = client_for(qa_manager)
    assertContains(browser.get(reverse("reviews:samples")), "2 of 2 decisions rated,\n      2 of them SMART")
    page = browser.get(reverse("reviews:sample", args=[sample.public_id]))
    assertContains(page, "2 of 2 decisions rated")
    for words in ("3 decisions", "1 decision ", "Book the dentist", other_child.name):
        assertNotContains(page, words)
