"""A review needed before something happens: recorded by people, met, breached or waived, and never
lateness.
"""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import OutgoingMail
from children.care.actions import record_move
from reporting.measures.base import Result, Scope, compute, compute_by
from reporting.measures.registry import MEASURES
from reporting.periods import collection_year
from reviews.models import CallReason, ReviewTrigger
from reviews.triggers import actions, finding, reasons
from reviews.triggers.actions import raise_trigger, waive
from tests import factories as make
from tests.kept import kept
from tests.refusing import refused

TODAY = date(2025, 3, 24)
EVENT = TODAY + timedelta(days=10)


@kept
def browser(client_for, iro, on_day):
    on_day(TODAY)
    return client_for(iro)


def called(child, **over) -> dict[str, str]:
    return {"kind": "PLACEMENT_END", "needed_before": "3/4/2025", "note": "The carer retires.", **over}


def test_a_social_worker_says_that_a_review_is_needed_and_the_iro_sees_it(
    browser, child, client_for, iro, social_worker
):
    address = reverse("reviews:raise_trigger", args=[child.public_id])
    reviews = reverse("reviews:child_reviews", args=[child.public_id])
    assertRedirects(client_for(social_worker).post(address, called(child)), reviews)
    page = browser.get(reviews)
    for words in (
        "Review needed",
        "3 April 2025",
        "the council means to end the placement",
        "The carer retires.",
    ):
        assertContains(page, words)
    assertContains(browser.get("/"), "A review is needed before 3 April 2025")
    mail = OutgoingMail.objects.get(to=iro)
    assert mail.subject == "A review is called for before a change"
    assert reviews in mail.body
    again = client_for(social_worker).post(address, called(child))
    assertContains(again, "already recorded for that day", status_code=422)
    past = client_for(social_worker).post(address, called(child, needed_before="3/3/2025"))
    assertContains(past, "must be today or later", status_code=422)


@pytest.mark.parametrize(
    ("held", "as_at", "says"),
    [
        (TODAY + timedelta(days=1), EVENT, "Review held before"),
        (None, EVENT, "No review held before"),
        (EVENT, EVENT, "No review held before"),
        (TODAY - timedelta(days=1), TODAY, "Review needed"),
    ],
)
def test_what_became_of_it_follows_from_the_reviews(client_for, child, iro, on_day, held, as_at, says):
    make_trigger(child, iro)
    if held:
        make.make_review(child, held)
    on_day(as_at)
    assertContains(client_for(iro).get(reverse("reviews:child_reviews", args=[child.public_id])), says)


def test_an_iro_who_calls_for_a_review_gets_no_mail(browser, child, iro):
    browser.post(reverse("reviews:raise_trigger", args=[child.public_id]), called(child))
    assert not OutgoingMail.objects.exists()


def test_a_council_calls_for_a_review_for_a_reason_of_its_own(browser, child, client_for, qa_manager):
    setter, address = client_for(qa_manager), reverse("reviews:call_reasons")
    assertContains(setter.get(address), "no reasons of your own yet")
    page = setter.post(reverse("reviews:add_usual_call_reasons"), follow=True)
    assertContains(page, "Reasons added: 5")
    assertNotContains(page, "Councils usually also have")
    add = reverse("reviews:add_call_reason")
    assertContains(setter.post(add, {"name": ""}), "Enter why a review should be held", status_code=422)
    assertContains(
        setter.post(add, {"name": "a significant change in health"}), reasons.EXISTS, status_code=422
    )
    health = CallReason.objects.get(name="A significant change in health")
    calling = reverse("reviews:raise_trigger", args=[child.public_id])
    page = browser.post(calling, called(child, kind=str(health.public_id)), follow=True)
    assertContains(page, "A significant change in health")
    assert (trigger := ReviewTrigger.objects.get()).own == health and trigger.kind == "COUNCILS"
    page = setter.post(reverse("reviews:end_call_reason", args=[health.public_id]), follow=True)
    assertContains(page, "Calls that have it keep it")
    assertNotContains(browser.get(calling), "A significant change in health")
    assertContains(browser.get(reverse("reviews:child_reviews", args=[child.public_id])), health.name)
    with refused(reasons.ENDED):
        reasons.end(reason=health, by=qa_manager, today=TODAY)
    assertContains(setter.post(add, {"name": health.name.upper()}, follow=True), health.name)


def test_a_reason_of_another_council_is_no_choice(browser, child):
    foreign = CallReason.objects.create(authority=make.make_authority(), name="An unplanned move")
    address = reverse("reviews:raise_trigger", args=[child.public_id])
    assert browser.post(address, called(child, kind=str(foreign.public_id))).status_code == 422
    assert browser.post(address, called(child, kind="COUNCILS")).status_code == 422


def test_it_is_waived_with_a_reason(browser, child, iro):
    trigger = make_trigger(child, iro)
    address = reverse("reviews:waive_trigger", args=[child.public_id, trigger.public_id])
    assertContains(browser.post(address, {}), "Enter why no review is needed", status_code=422)
    page = browser.post(address, {"reason": "Moved at once to be safe."}, follow=True)
    assertContains(page, "Waived: Moved at once to be safe.")
    assertNotContains(browser.get("/"), "A review is needed before")


def test_it_is_waived_once(child, iro):
    trigger = make_trigger(child, iro)
    actions.waive(trigger=trigger, reason="Moved at once to be safe.", by=iro)
    with refused(actions.WAIVED_ALREADY):
        actions.waive(trigger=trigger, reason="Again", by=iro)


def make_trigger(child, by) -> ReviewTrigger:
    return ReviewTrigger.objects.create(
        child=child, kind="PLACEMENT_END", raised_on=TODAY, needed_before=EVENT, raised_by=by
    )


# --- found in the facts

MOVED = date(2025, 9, 15)


@kept
def moved(child, iro, qa_manager, on_day):
    """The council ended the placement on 15 September 2025; nobody had said so before."""
    today = on_day(MOVED + timedelta(days=1))
    for row in (*child.placements.all(), *child.legal_statuses.all()):
        assert row.source_id is None
    return record_move(
        child=child, on=MOVED, placement_type="U4", provider="PR1", why="LAREQ", by=qa_manager, today=today
    )


def test_a_move_by_the_council_without_a_review_is_shown(client_for, moved, child, iro, qa_manager):
    trigger = ReviewTrigger.objects.get()
    assert (trigger.kind, trigger.raised_by, trigger.needed_before) == ("PLACEMENT_END", None, MOVED)
    page = client_for(iro).get(reverse("reviews:child_reviews", args=[child.public_id]))
    for words in ("No review held before", "Found in the child", "18 August 2025"):
        assertContains(page, words)
    assertContains(client_for(qa_manager).get(reverse("reviews:triggers")), child.name)
    make.make_review(child, MOVED - timedelta(days=3))
    assertContains(
        client_for(iro).get(reverse("reviews:child_reviews", args=[child.public_id])), "Review held before"
    )
    assertNotContains(client_for(qa_manager).get(reverse("reviews:triggers")), child.name)


def test_it_goes_with_the_fact_and_stays_once_it_is_answered(moved, child, authority, iro):
    today = MOVED + timedelta(days=2)
    finding.after_children_changed(authority, [child.pk], today)
    assert ReviewTrigger.objects.count() == 1
    child.placements.update(reason_place_change="CREQB")
    finding.after_children_changed(authority, [child.pk], today)
    assert not ReviewTrigger.objects.exists()
    child.placements.update(reason_place_change="LAREQ")
    finding.after_children_changed(authority, [child.pk], today)
    waive(trigger=ReviewTrigger.objects.get(), reason="The carer was taken ill.", by=iro)
    child.placements.update(reason_place_change="CREQB")
    finding.after_children_changed(authority, [child.pk], today)
    assert ReviewTrigger.objects.get().waived_reason


def test_what_a_person_recorded_for_about_that_day_is_not_found_again(child, iro, qa_manager, on_day):
    today = on_day(MOVED - timedelta(days=20))
    raise_trigger(
        child=child,
        kind="PLACEMENT_END",
        needed_before=MOVED - timedelta(days=3),
        note="",
        by=iro,
        today=today,
    )
    on_day(MOVED)
    record_move(
        child=child, on=MOVED, placement_type="U4", provider="PR1", why="CARPL", by=qa_manager, today=MOVED
    )
    assert ReviewTrigger.objects.get().raised_by == iro


def test_an_old_event_is_no_work(child, authority, moved):
    ReviewTrigger.objects.all().delete()
    finding.after_children_changed(authority, [child.pk], MOVED + timedelta(days=400))
    assert not ReviewTrigger.objects.exists()


def test_the_clock_and_its_percentage_do_not_know_it(child, moved):
    assert not any(cycle.flags for cycle in child.review_cycles.all())
    assert {cycle.rule for cycle in child.review_cycles.all()} <= {"RC-1", "RC-2", "RC-3"}


def test_queries_do_not_grow(authority, iro, team, on_day, django_assert_max_num_queries):
    on_day(MOVED)
    children = [make.make_child_in_care(authority, iro=iro, team=team) for _ in range(8)]
    with django_assert_max_num_queries(14):
        finding.after_children_changed(authority, [c.pk for c in children], MOVED)


def test_reviews_needed_before_an_event_are_counted_apart_from_lateness(child, authority, iro):
    event = date(2024, 9, 2)
    for number, (held, waived) in enumerate(((1, False), (0, False), (None, False), (None, True))):
        one = child if not number else make.make_child_in_care(authority, iro=iro)
        asked = {"raised_on": event - timedelta(days=20), "needed_before": event, "raised_by": iro}
        set_aside = {"waived_reason": "An emergency", "waived_by": iro} if waived else {}
        ReviewTrigger.objects.create(child=one, kind="PLACEMENT_END", **asked, **set_aside)
        if held is not None:
            make.make_review(one, event - timedelta(days=held))
    own = CallReason.objects.create(authority=authority, name="An unplanned move")
    ReviewTrigger.objects.create(child=child, kind="COUNCILS", own=own, **asked)
    ReviewTrigger.objects.create(child=one, kind="COUNCILS", own=own, **asked)
    of_year = Scope(authority, collection_year(2025))
    assert compute(MEASURES["own_calls_met"], of_year) == Result(1, 2, 0)
    by_reason = compute_by(MEASURES["own_calls_met"], of_year, "call")
    assert by_reason == {"An unplanned move": Result(1, 2, 0)}
    assert compute(MEASURES["triggers_met"], Scope(authority, collection_year(2025))) == Result(1, 3, 0)
    early = Scope(authority, collection_year(2025), as_at=event - timedelta(days=1))
    assert compute(MEASURES["triggers_met"], early) == Result(0, 0, 0)
