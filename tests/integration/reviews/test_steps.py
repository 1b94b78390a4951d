"""A review started, adjourned, continued, completed and corrected: what each step writes, and what it
refuses."""

import threading
from collections.abc import Callable
from datetime import date, time

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.lifecycle import NotNow
from accounts.models import AuditEvent, User
from children.models import Child
from reviews import wording
from reviews.cycle.current import running_cycle
from reviews.cycle.replay import replay_children
from reviews.letters import actions as letter_actions
from reviews.meeting import actions
from reviews.models import Attendance, Decision, DecisionAnswer, Review
from reviews.models.review import Presence, ReviewStatus
from reviews.record import check_views, completing
from reviews.record.unsaved import has_unsaved
from statute.timescales import AdjournmentRefused
from tests import factories as make
from tests.integration.reviews.conftest import ACTION, STARTED
from tests.kept import kept

THURSDAY = date(2026, 1, 29)  # statutory.md, RC-13


@kept
def browser(client_for: Callable[..., Client], iro: User) -> Client:
    return client_for(iro)


def day(on: date, name: str = "on") -> dict[str, str]:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


# --- starting


def test_start_says_when_it_was_held_and_who_chaired(browser, child, iro, on_day):
    on_day(STARTED)
    review = make.make_review(child, booked_for=STARTED)
    page = browser.post(reverse("reviews:start", args=[review.public_id]), day(date(2025, 3, 21)))
    assertRedirects(page, reverse("reviews:record", args=[review.public_id]))
    review.refresh_from_db()
    assert (review.status, review.started_on) == (ReviewStatus.STARTED, date(2025, 3, 21))
    assert review.chaired_by.user == iro
    assert [(p.number, p.held_on) for p in review.parts.all()] == [(1, date(2025, 3, 21))]


@pytest.mark.parametrize(
    ("on", "says"),
    [
        (date(2025, 3, 25), "must be today or in the past"),
        (date(2025, 3, 2), "not looked after on that day"),
        (date(2025, 3, 10), "already held on that day"),
    ],
)
def test_day_on_which_it_can_not_have_been_held(browser, child, on_day, on, says):
    on_day(STARTED)
    make.make_review(child, date(2025, 3, 10))
    review = make.make_review(child, booked_for=STARTED)
    page = browser.post(reverse("reviews:start", args=[review.public_id]), day(on))
    assertContains(page, says, status_code=422)
    review.refresh_from_db()
    assert review.status == ReviewStatus.BOOKED


def test_another_iro_can_not_start_it(client_for, other_iro, child, on_day):
    on_day(STARTED)
    review = make.make_review(child, booked_for=STARTED)
    address = reverse("reviews:start", args=[review.public_id])
    assert client_for(other_iro).post(address, day(STARTED)).status_code == 404


# --- started with a wrong day, or by mistake


def test_the_day_is_corrected_with_a_reason_until_the_record_is_complete(browser, ready, iro):
    review = ready()
    address = reverse("reviews:change_day", args=[review.public_id])
    assertContains(browser.get(reverse("reviews:review", args=[review.public_id])), address)
    page = browser.post(address, day(date(2025, 3, 20)))
    assertContains(page, "Enter why it is corrected", status_code=422)
    browser.post(address, day(date(2025, 3, 20)) | {"reason": "It was the Thursday"})
    review.refresh_from_db()
    assert (review.started_on, review.parts.get().held_on) == (date(2025, 3, 20), date(2025, 3, 20))
    assert AuditEvent.objects.get(kind="review.day_corrected").reason == "It was the Thursday"
    completing.complete(review=review, by=iro, today=date(2025, 3, 26))
    with pytest.raises(NotNow):
        actions.change_day(review=review, on=STARTED, reason="x", by=iro, today=date(2025, 3, 26))


def test_the_day_of_the_second_meeting_is_corrected_by_itself(adjourned, iro, on_day):
    today = on_day(date(2026, 2, 6))
    actions.reconvene(review=adjourned, on=today, by=iro, today=today)
    with pytest.raises(NotNow, match=wording.SECOND_BEFORE_FIRST):
        actions.change_day(review=adjourned, on=THURSDAY, reason="x", by=iro, today=today)
    actions.change_day(review=adjourned, on=date(2026, 2, 5), reason="x", by=iro, today=today)
    assert [p.held_on for p in adjourned.parts.all()] == [THURSDAY, date(2026, 2, 5)]
    with pytest.raises(NotNow, match=wording.START_WAS_NO_MISTAKE[:30]):
        actions.undo_start(review=adjourned, reason="x", by=iro)


def test_a_start_by_mistake_is_undone_and_the_words_are_kept(browser, ready):
    review = ready()
    Review.objects.filter(pk=review.pk).update(booked_for=STARTED)
    browser.post(reverse("reviews:undo_start", args=[review.public_id]), {"reason": "Wrong child"})
    review.refresh_from_db()
    assert (review.status, review.started_on, review.parts.count()) == (ReviewStatus.BOOKED, None, 0)
    assert review.sections.get(key="wishes").data["own_words"] == "I want to stay."
    assert AuditEvent.objects.get(kind="review.start_undone").reason == "Wrong child"


# --- adjourning (RC-13)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (THURSDAY, date(2026, 2, 26)),
        (date(2026, 3, 27), date(2026, 4, 28)),  # over Easter
        (date(2025, 12, 12), date(2026, 1, 14)),  # over Christmas
    ],
)
def test_adjourned_for_twenty_working_days_and_no_more(child, iro, on_day, first, last):
    on_day(first)
    review = make.make_started_review(child, first)
    with pytest.raises(AdjournmentRefused):
        actions.adjourn(
            review=review, until=date.fromordinal(last.toordinal() + 1), reason="No report", by=iro
        )
    actions.adjourn(review=review, until=last, reason="No report", by=iro)
    review.refresh_from_db()
    assert (review.status, review.adjourned_until, review.booked_for) == ("ADJOURNED", last, last)
    part = review.parts.get()
    assert (part.ended_by_adjournment, part.reason) == (True, "No report")


def test_adjourned_once_only(browser, client_for, child, iro, on_day):
    on_day(THURSDAY)
    review = make.make_started_review(child, THURSDAY)
    address = reverse("reviews:adjourn", args=[review.public_id])
    assertContains(
        browser.post(address, {"until": "27/2/2026", "reason": "No report"}),
        "26 February 2026",
        status_code=422,
    )
    assertContains(
        browser.post(address, {"until": "5/2/2026", "reason": ""}),
        "Enter what information is missing",
        status_code=422,
    )
    browser.post(address, {"until": "5/2/2026", "reason": "No report"})
    review.refresh_from_db()
    today = on_day(date(2026, 2, 5))
    actions.reconvene(review=review, on=today, by=iro, today=today)
    browser = client_for(iro)  # the first session ended in the meantime
    page = browser.post(address, {"until": "12/2/2026", "reason": "Again"})
    assert page.status_code == 422
    assertNotContains(browser.get(reverse("reviews:review", args=[review.public_id])), address)
    review.refresh_from_db()
    assert review.status == ReviewStatus.STARTED


@kept
def adjourned(child, iro, on_day) -> Review:
    """First met on 29 January 2026, to go on on 5 February at 10 in the Town hall; last day 26 February."""
    on_day(THURSDAY)
    review = make.make_started_review(child, THURSDAY, place="School", booked_time=time(14, 30))
    actions.adjourn(
        review=review, until=date(2026, 2, 5), at=time(10), place="Town hall", reason="No report", by=iro
    )
    return review


def test_adjourning_asks_anew_for_time_and_place(browser, child, on_day):
    on_day(THURSDAY)
    review = make.make_started_review(child, THURSDAY, place="School", booked_time=time(14, 30))
    address = reverse("reviews:adjourn", args=[review.public_id])
    assertContains(browser.get(address), 'value="School"')
    browser.post(address, {"until": "5/2/2026", "reason": "No report", "at": "", "place": ""})
    review.refresh_from_db()
    assert (review.booked_for, review.booked_time, review.place) == (date(2026, 2, 5), None, "")


@pytest.mark.parametrize("who", ["iro", "business_support", "qa_manager"])
def test_second_meeting_can_be_moved_until_it_is_held(who, request, client_for, adjourned, iro, on_day):
    browser = client_for(request.getfixturevalue(who))
    address = reverse("reviews:change_booking", args=[adjourned.public_id])
    assertContains(browser.get(reverse("reviews:review", args=[adjourned.public_id])), address)
    page = browser.get(address)
    for words in (
        "Change the second meeting",
        'value="05/02/2026"',
        'value="10:00"',
        'value="Town hall"',
        "26 February 2026",
    ):
        assertContains(page, words)
    browser.post(address, {"on": "12/2/2026", "at": "2pm", "place": "By video", "reason": "Snow"})
    adjourned.refresh_from_db()
    assert (adjourned.booked_for, adjourned.booked_time, adjourned.place) == (
        date(2026, 2, 12),
        time(14),
        "By video",
    )
    assert (adjourned.status, adjourned.adjourned_until) == ("ADJOURNED", date(2026, 2, 26))
    assert AuditEvent.objects.get(kind="review.second_meeting_changed").reason == "Snow"
    today = on_day(date(2026, 2, 12))
    page = client_for(iro).get(reverse("reviews:reconvene", args=[adjourned.public_id]))
    assert page.context["form"]["on"].value() == date(2026, 2, 12)
    actions.reconvene(review=adjourned, on=today, by=iro, today=today)
    assert [p.place for p in adjourned.parts.all()] == ["", "By video"]
    page = client_for(request.getfixturevalue(who)).get(address, follow=True)  # a week later
    assertContains(page, "This is not possible now")


def test_a_step_goes_by_the_booking_as_it_stands_when_it_is_taken(adjourned, iro, on_day):
    """Somebody moved the second meeting while the page to record it was open."""
    opened = Review.objects.get(pk=adjourned.pk)
    today = on_day(date(2026, 2, 2))
    moved = {"on": date(2026, 2, 6), "at": None, "place": "By video", "reason": "Snow"}
    actions.change_second_meeting(review=adjourned, by=iro, today=today, **moved)
    today = on_day(date(2026, 2, 6))
    actions.reconvene(review=opened, on=today, by=iro, today=today)
    assert [p.place for p in opened.parts.all()] == ["", "By video"]
    assert opened.booked_for == date(2026, 2, 6)


@pytest.mark.parametrize(
    ("on", "says"),
    [
        ("28/1/2026", "must be today or later"),
        ("29/1/2026", "must be after the first"),
        ("27/2/2026", "Enter why, or choose an earlier day"),
    ],
)
def test_days_on_which_the_second_meeting_can_not_be(browser, adjourned, on, says):
    address = reverse("reviews:change_booking", args=[adjourned.public_id])
    assertContains(browser.post(address, {"on": on}), says, status_code=422)
    adjourned.refresh_from_db()
    assert adjourned.booked_for == date(2026, 2, 5)


def test_past_its_last_day_the_reason_is_kept_and_the_page_says_what_counts(browser, adjourned):
    address = reverse("reviews:change_booking", args=[adjourned.public_id])
    page = browser.post(address, {"on": "27/2/2026", "late_note": "Snow"}, follow=True)
    assertContains(page, "its own date will count")
    assertContains(page, "After the last day")
    assert AuditEvent.objects.get(kind="review.second_meeting_changed").reason == "Snow"


def test_second_meeting_of_a_review_that_is_not_adjourned_is_not_moved(ready, iro):
    with pytest.raises(NotNow):
        actions.change_second_meeting(
            review=ready(), on=date(2026, 2, 5), at=None, place="", by=iro, today=THURSDAY
        )


def test_nothing_is_completed_while_adjourned(ready, iro):
    review = ready()
    actions.adjourn(review=review, until=date(2025, 4, 1), reason="No report", by=iro)
    with pytest.raises(NotNow, match="is adjourned"):
        completing.complete(review=review, by=iro, today=date(2025, 3, 26))
    assert not Decision.objects.exists() and not DecisionAnswer.objects.exists()


def test_second_meeting_is_after_the_first(browser, child, iro, on_day):
    on_day(date(2026, 2, 5))
    review = make.make_started_review(child, THURSDAY)
    actions.adjourn(review=review, until=date(2026, 2, 5), reason="No report", by=iro)
    address = reverse("reviews:reconvene", args=[review.public_id])
    assertContains(browser.post(address, day(THURSDAY)), "must be after the first", status_code=422)
    browser.post(address, day(date(2026, 2, 4)))
    assert [p.held_on for p in review.parts.all()] == [THURSDAY, date(2026, 2, 4)]


@pytest.mark.parametrize(
    ("second", "counts", "state", "due_next"),
    [
        (date(2026, 2, 24), THURSDAY, "met", date(2026, 7, 29)),
        (date(2026, 2, 27), date(2026, 2, 27), "late", date(2026, 8, 27)),
    ],
)
def test_date_that_counts_of_an_adjourned_review(ready, child, iro, on_day, second, counts, state, due_next):
    """The second and third turn of RC-13's vector, six months on: due on 2 February 2026."""
    for held in (date(2025, 3, 10), date(2025, 5, 2), date(2025, 8, 2)):
        make.make_review(child, held)
    review = ready(THURSDAY)
    actions.adjourn(review=review, until=date(2026, 2, 24), reason="No report", by=iro)
    today = on_day(second)
    actions.reconvene(review=review, on=second, by=iro, today=today)
    completing.complete(review=review, by=iro, today=today)
    review.refresh_from_db()
    assert (review.started_on, review.completed_on, review.held_on) == (THURSDAY, second, counts)
    cycle = review.cycles.get()
    assert (cycle.due_on, cycle.state) == (date(2026, 2, 2), state)
    assert running_cycle(child).due_on == due_next


# --- completing


def test_completion_does_all_of_it(completed, child, iro, team, team_manager):
    review = completed()
    review.refresh_from_db()
    assert (review.status, review.held_on, review.participation_code) == ("COMPLETED", STARTED, "PN1")
    assert review.recorded_at is not None
    came = [(a.role, a.name, a.presence) for a in review.attendances.all()]
    assert came == [("CHILD", "", "CAME"), ("CARER", "Pat Lowe", "CAME")]
    turn = review.cycles.get()
    assert (turn.state, turn.due_on, turn.closed_on) == ("met", date(2025, 3, 31), STARTED)
    assert running_cycle(child).due_on == date(2025, 6, 24)
    decision = Decision.objects.get()
    assert (decision.action, decision.due_on, decision.made_at) == (
        ACTION["action"],
        date(2025, 5, 30),
        review,
    )
    task = decision.answers.get()
    assert (task.team, task.due_on, task.state) == (team, date(2025, 4, 2), "WAITING")
    kinds = set(AuditEvent.objects.filter(child_id=child.pk).values_list("kind", flat=True))
    assert {"review.completed", "decision.sent"} <= kinds


def test_late_review_says_by_how_much(completed):
    review = completed(date(2025, 4, 3))
    turn = review.cycles.get()
    assert (turn.state, turn.working_days_late) == ("late", 3)


@pytest.mark.parametrize("missing", ["wishes", "attendance", "plan", "view", "decisions"])
def test_record_without_a_needed_section_is_not_completed(ready, browser, missing):
    review = ready()
    review.sections.filter(key=missing).update(is_complete=False)
    address = reverse("reviews:check", args=[review.public_id])
    assertContains(browser.get(address), f"{reverse('reviews:record', args=[review.public_id])}#{missing}")
    page = browser.post(address)
    assertContains(page, "Complete these sections first", status_code=422)
    review.refresh_from_db()
    assert review.status == ReviewStatus.STARTED and not Decision.objects.exists()


def test_record_is_not_completed_over_a_draft(ready, browser, iro):
    review = ready()
    make.make_draft(iro, "reviews:record", str(review.public_id), {"health-about": ["Typed, not saved"]})
    page = browser.post(reverse("reviews:check", args=[review.public_id]))
    assertContains(page, "text that is not saved yet", status_code=422)
    assert has_unsaved(review, iro)


def test_what_is_not_recorded_stands_together_on_the_check_page(ready, browser):
    review = ready()
    page = browser.get(reverse("reviews:check", args=[review.public_id]))
    at = reverse("reviews:record", args=[review.public_id])
    assertContains(page, "Nothing is recorded in:")
    assertContains(page, f'href="{at}#health">Health</a>', count=1)
    [wishes] = [p for p in page.context["record"].sections if p.section.key == "wishes"]
    assert [row["key"] for row in wishes.rows if row["key"] == check_views.NOT_RECORDED] == ["Not recorded"]
    assert all(row["value"] for part in page.context["record"].sections for row in part.rows or [])


def test_after_completion_the_next_step_is_to_write_the_letter(completed, browser, iro):
    review = completed()
    address = reverse("reviews:review", args=[review.public_id])
    assertContains(browser.get(address), "Write the letter or the minutes")
    letter_actions.write(review=review, kind="CHILD", by=iro, today=STARTED)
    assertNotContains(browser.get(address), "Write the letter or the minutes")


def test_check_page_shows_all_that_will_be_sent(ready, browser, team_manager):
    page = browser.get(reverse("reviews:check", args=[ready().public_id]))
    for words in (
        "I want to stay.",
        "Pat Lowe, carer",
        "PN1: came and spoke for themselves",
        ACTION["action"],
        "30 May 2025",
        "Complete the record and send 1 decision",
        team_manager.name,
    ):
        assertContains(page, words)


def test_without_a_team_the_check_page_says_that_nobody_is_told(ready, browser, child):
    review = ready()
    child.social_worker_allocations.update(team=None)
    assertContains(
        browser.get(reverse("reviews:check", args=[review.public_id])), "nobody, because no team is recorded"
    )
    page = browser.post(reverse("reviews:check", args=[review.public_id]), follow=True)
    assertContains(page, "no manager was told of its 1 decision")
    assertContains(page, "The decisions were sent to nobody")


def test_the_check_page_lists_what_does_not_fit_together(ready, browser, child, iro):
    make.make_decision(make.make_review(child, date(2025, 3, 5)), iro, due_on=date(2025, 3, 20))
    review = ready(plan={"permanence": "yes", "about": "Fine."})
    Review.objects.filter(pk=review.pk).update(late_reason="REPORT")
    changes = {"decisions_done": "yes", "decisions_why": "No dates were agreed"}
    for key, data in (("changes", changes), ("preparation", {"report_received": "yes"})):
        make.make_section(review, key, iro, data=data, is_complete=True)
    make.make_section(review, "safeguarding", iro, data={"worries": "yes"}, is_complete=True)
    page = browser.get(reverse("reviews:check", args=[review.public_id]))
    for words in (
        "something is said not to have been done",
        "but some are carried over",
        "with a date that has passed, 20 March 2025",
        "because the report was not ready",
        "which one is not recorded",
        "nothing says which",
    ):
        assertContains(page, words)


def test_completing_twice_completes_once(ready, browser):
    review = ready()
    address = reverse("reviews:check", args=[review.public_id])
    browser.post(address)
    assert browser.post(address).status_code == 422
    assert Decision.objects.count() == DecisionAnswer.objects.count() == 1
    assert AuditEvent.objects.filter(kind="review.completed").count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_completing_at_once_in_two_windows_completes_once(ready, iro):
    review = ready()
    barrier, told = threading.Barrier(2), []

    def go() -> None:
        try:
            mine = Review.objects.select_related("child__authority").get(pk=review.pk)
            barrier.wait(5)
            completing.complete(review=mine, by=iro, today=date(2025, 3, 26))
        except NotNow as refused:
            told.append(str(refused))
        finally:
            connection.close()

    pair = [threading.Thread(target=go) for _ in range(2)]
    for thread in pair:
        thread.start()
    for thread in pair:
        thread.join(20)
    assert Decision.objects.count() == DecisionAnswer.objects.count() == 1
    assert len(told) == 1 and "is completed" in told[0]


# --- participation (section 6)


@pytest.mark.parametrize(
    ("came", "views", "code"),
    [
        ("yes", "spoke", "PN1"),
        ("yes", "advocate", "PN2"),
        ("yes", "other_means", "PN3"),
        ("yes", "none", "PN4"),
        ("no", "advocate", "PN5"),
        ("no", "other_means", "PN6"),
        ("no", "none", "PN7"),
    ],
)
def test_code_follows_from_the_facts(completed, came, views, code):
    review = completed(attendance={"child_came": came, "views": views})
    assert review.participation_code == code
    child_row = review.attendances.get(role="CHILD")
    assert child_row.presence == (Presence.CAME if came == "yes" else Presence.ABSENT)


@pytest.mark.parametrize(
    ("born_on", "code"),
    [
        (date(2021, 3, 25), "PN0"),  # four tomorrow
        (date(2021, 3, 24), "PN1"),  # four today
    ],
)
def test_under_four_is_pn0_whatever_was_said(completed, child, born_on, code):
    Child.objects.filter(pk=child.pk).update(born_on=born_on)
    child.refresh_from_db()
    assert completed().participation_code == code


def test_child_turning_four_between_two_meetings_is_judged_on_the_day_that_counts(
    ready, child, iro, on_day, browser
):
    Child.objects.filter(pk=child.pk).update(born_on=date(2021, 3, 25))
    child.refresh_from_db()
    review = ready()
    actions.adjourn(review=review, until=date(2025, 4, 1), reason="No report", by=iro)
    today = on_day(date(2025, 4, 1))
    actions.reconvene(review=review, on=today, by=iro, today=today)
    assertContains(browser.get(reverse("reviews:check", args=[review.public_id])), "PN0")
    completing.complete(review=review, by=iro, today=today)
    assert review.participation_code == "PN0"  # 24 March counts, when she was three


def test_replay_after_completion_changes_nothing(completed, child):
    completed()
    before = list(child.review_cycles.order_by("sequence").values())
    assert replay_children([child.pk], today=date(2025, 3, 26)) == []
    assert list(child.review_cycles.order_by("sequence").values()) == before


def test_attendance_has_one_row_for_the_child(completed):
    review = completed()
    assert Attendance.objects.filter(review=review, role="CHILD").count() == 1


@pytest.mark.parametrize("name", ["change_booking", "cancel", "start", "adjourn", "reconvene"])
def test_page_for_a_step_that_is_over_leads_back_and_says_why(completed, browser, name):
    review = completed()
    page = browser.get(reverse(f"reviews:{name}", args=[review.public_id]), follow=True)
    assertRedirects(page, reverse("reviews:review", args=[review.public_id]))
    assertContains(page, "This is not possible now: the review is completed.")
