"""The pages of the record: typed, kept as a draft, saved; two editors, no script, what is left empty."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import AuditEvent, User
from children.models import Child
from reviews.meeting import states
from reviews.models import Decision, Review, ReviewSection
from reviews.models.review import ReviewStatus
from reviews.record.sections import SECTIONS
from reviews.record.unsaved import unsaved_sections
from tests import factories as make
from tests.integration.reviews.conftest import STARTED


@pytest.fixture
def review(child: Child, on_day: Callable[..., date]) -> Review:
    on_day(STARTED)
    return make.make_started_review(child, STARTED)


@pytest.fixture
def browser(client_for: Callable[..., Client], iro: User) -> Client:
    return client_for(iro)


@pytest.fixture
def covering(child: Child, authority, client_for: Callable[..., Client]) -> Client:
    """The same IRO at another desk: a second window with a session of its own."""
    return client_for(child.iro_allocations.get(ended_on=None).worker.user)


def address(review: Review, key: str) -> str:
    return reverse("reviews:section", args=[review.public_id, key])


def health(**over: str) -> dict[str, str]:
    given = {"assessment": "yes", "about": "Well and growing.", "finished": "yes", "section_version": "0"}
    return given | {"save": "section"} | over


def rows(prefix: str, *found: dict[str, str], **over: str) -> dict[str, str]:
    data = {f"{prefix}-TOTAL_FORMS": str(len(found)), f"{prefix}-INITIAL_FORMS": "0"}
    for number, row in enumerate(found):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data | {"section_version": "0", "finished": "yes", "save": "section"} | over


# --- saving


def test_saved_section_holds_what_was_answered_and_no_more(browser, review, iro):
    assertRedirects(
        browser.post(address(review, "health"), health()), reverse("reviews:review", args=[review.public_id])
    )
    saved = ReviewSection.objects.get()
    assert saved.data == {"assessment": "yes", "about": "Well and growing."}  # not asked is not "no"
    assert (saved.is_complete, saved.version, saved.saved_by) == (True, 1, iro)
    event = AuditEvent.objects.get(kind="review.section_saved")
    assert event.details == {"section": "health"}


@pytest.mark.parametrize("key", list(SECTIONS))
def test_every_section_opens_empty_and_can_be_left_for_later(browser, review, key):
    section = SECTIONS[key]
    assertContains(browser.get(address(review, key)), section.title)
    data = {"finished": "no", "section_version": "0", "save": "section"}
    if section.rows_key:
        data |= rows(section.rows_key, finished="no")
    page = browser.post(address(review, key), data)
    assert page.status_code == 302, page.content.decode()
    assert ReviewSection.objects.get(key=key).is_complete is False


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("wishes", "Enter what the child said or showed, or why it is not known"),
        ("attendance", "Choose whether the child came"),
        ("plan", "Choose whether there is a plan for permanence"),
        ("view", "Enter your view as the IRO"),
    ],
)
def test_a_finished_section_asks_for_what_is_needed(browser, review, key, says):
    data = {"finished": "yes", "section_version": "0", "save": "section"}
    if SECTIONS[key].rows_key:
        data |= rows(SECTIONS[key].rows_key)
    assertContains(browser.post(address(review, key), data), says, status_code=422)
    assert not ReviewSection.objects.exists()


def test_saved_section_leads_to_the_next_and_the_last_to_the_review(browser, review):
    keys = list(SECTIONS)
    for key, following in zip(keys, [*keys[1:], None], strict=True):
        section = SECTIONS[key]
        data = {"finished": "no", "section_version": "0", "save": "next"}
        if section.rows_key:
            data |= rows(section.rows_key, finished="no", save="next")
        leads_to = (
            address(review, following) if following else reverse("reviews:review", args=[review.public_id])
        )
        assertRedirects(browser.post(address(review, key), data), leads_to)
        assertContains(browser.get(address(review, key)), "Save and continue", count=1 if following else 0)


def test_with_an_error_the_next_section_waits(browser, review):
    page = browser.post(address(review, "health"), health(about="a" * 8001, save="next"))
    assertContains(page, "must be 8,000 characters or fewer", status_code=422)
    assert not ReviewSection.objects.exists()


def test_child_who_did_not_come_can_not_have_spoken(browser, review):
    data = rows("attendees", child_came="no", views="spoke")
    assertContains(
        browser.post(address(review, "attendance"), data), "did not come can’t have spoken", status_code=422
    )


def test_text_past_the_limit_is_an_error_and_not_cut_off(browser, review):
    page = browser.post(address(review, "health"), health(about="a" * 8001))
    assertContains(page, "must be 8,000 characters or fewer", status_code=422)
    assertContains(page, "a" * 8001, status_code=422)


def test_question_under_another_answer_is_not_shown_as_not_recorded(ready, browser):
    review = ready(plan={"permanence": "no", "permanence_why": "Proceedings run", "about": "x"})
    page = browser.get(reverse("reviews:check", args=[review.public_id]))
    assertContains(page, "Proceedings run")
    assertNotContains(page, "Which plan?")


def test_typed_text_is_never_a_template_nor_markup(browser, review):
    browser.post(address(review, "health"), health(about="{{ 7|add:7 }} <b>bold</b>"))
    page = browser.get(address(review, "health"))
    assertContains(page, "{{ 7|add:7 }} &lt;b&gt;bold&lt;/b&gt;")


def test_attendance_and_decisions_come_back_as_they_were_typed(browser, review):
    person = {"role": "SCHOOL", "name": "Ms Hill", "presence": "APOLOGIES"}
    browser.post(
        address(review, "attendance"),
        rows("attendees", person, {"role": "", "name": "", "presence": ""}, child_came="yes", views="spoke"),
    )
    assert ReviewSection.objects.get().data["attendees"] == [person]
    action = {
        "outcome": "Safer",
        "action": "Visit weekly",
        "owner": "Sol",
        "due_on": "30/5/2025",
        "how_known": "Told",
    }
    browser.post(address(review, "decisions"), rows("decisions", action))
    assert ReviewSection.objects.get(key="decisions").data["decisions"] == [action | {"due_on": "2025-05-30"}]
    assertContains(browser.get(address(review, "decisions")), "30/05/2025")


def test_half_a_decision_says_what_is_missing(browser, review):
    page = browser.post(address(review, "decisions"), rows("decisions", {"action": "Visit weekly"}))
    for words in ("Enter what will be better for the child", "Enter who will do it", "Enter by when"):
        assertContains(page, words, status_code=422)


def test_open_decisions_of_before_ask_for_their_fate(browser, review, child, iro):
    earlier = make.make_review(child, date(2025, 3, 5))
    decision = make.make_decision(earlier, iro, action="Find a tutor")
    page = browser.get(address(review, "decisions"))
    assertContains(page, "Find a tutor")
    assertContains(page, "First made on 5 March 2025")
    assertContains(
        browser.post(address(review, "decisions"), rows("decisions")),
        "Choose what happens with “Find a tutor”",
        status_code=422,
    )
    done = {f"earlier-{decision.public_id}-fate": "DONE"}
    page = browser.post(address(review, "decisions"), rows("decisions", **done))
    assertContains(page, "Enter how you know it is done", status_code=422)
    done[f"earlier-{decision.public_id}-done_evidence"] = "The school told me"
    browser.post(address(review, "decisions"), rows("decisions", **done))
    chosen = {"fate": "DONE", "evidence": "The school told me"}
    assert ReviewSection.objects.get().data == {"earlier": {str(decision.public_id): chosen}, "decisions": []}
    assertContains(browser.get(address(review, "decisions")), "The school told me")
    assert Decision.objects.get().closed_on is None  # until the review is complete


def test_a_carried_decision_may_be_given_a_new_date(browser, review, child, iro):
    key = str(make.make_decision(make.make_review(child, date(2025, 3, 5)), iro).public_id)
    fate, new_date = f"earlier-{key}-fate", f"earlier-{key}-due_on"
    typed = {fate: "CARRIED", new_date: "31/2/2025"}
    page = browser.post(address(review, "decisions"), rows("decisions", **typed))
    assertContains(page, "The new date must be a real date", status_code=422)
    held = review.started_on
    words = f"must be the day of the review, {held.day} {held:%B %Y}, or after it"
    before = (held - timedelta(days=1)).strftime("%d/%m/%Y")
    page = browser.post(address(review, "decisions"), rows("decisions", **typed | {new_date: before}))
    assertContains(page, f"The new date {words}", status_code=422)
    new = dict.fromkeys(("outcome", "action", "owner", "how_known"), "x") | {"due_on": before}
    page = browser.post(address(review, "decisions"), rows("decisions", new, **{fate: "CARRIED"}))
    assertContains(page, f"The date it is to be done by {words}", status_code=422)
    assert not ReviewSection.objects.exists()
    browser.post(address(review, "decisions"), rows("decisions", **typed | {new_date: "1/9/2025"}))
    data = ReviewSection.objects.get().data
    assert data == {"earlier": {key: {"fate": "CARRIED", "due_on": "2025-09-01"}}, "decisions": []}
    assertContains(browser.get(address(review, "decisions")), 'value="01/09/2025"')


def test_what_the_last_review_said_stands_beside(browser, review, child, iro):
    earlier = make.make_review(child, date(2025, 3, 5))
    make.make_section(earlier, "health", iro, data={"about": "Had a cold."}, is_complete=True)
    assertContains(browser.get(address(review, "health")), "Had a cold.")


# --- without script


def test_another_row_keeps_all_words_and_shows_no_error(browser, review):
    data = rows("decisions", {"action": "Visit weekly"}, add="1")
    page = browser.post(address(review, "decisions"), data)
    assertContains(page, "Visit weekly")
    assertContains(page, 'name="decisions-1-action"')
    assertNotContains(page, "There is a problem")
    assert not ReviewSection.objects.exists()


def test_removed_row_is_not_saved(browser, review):
    one, two = {"role": "SCHOOL", "presence": "CAME"}, {"role": "HEALTH", "presence": "CAME", "DELETE": "on"}
    browser.post(address(review, "attendance"), rows("attendees", one, two, child_came="yes", views="spoke"))
    assert [p["role"] for p in ReviewSection.objects.get().data["attendees"]] == ["SCHOOL"]


# --- drafts


def slip(page) -> dict[str, str]:
    """What a page writes beside its form: the draft's key and the version it began from."""
    html = page.content.decode()
    names = ("draft_key", "draft_version", "section_version")
    return {name: re.search(rf'name="{name}" value="([^"]*)"', html)[1] for name in names}


def test_what_is_typed_is_kept_and_comes_back_unjudged(browser, review):
    words = rows("decisions", {"action": "Half a"}) | slip(browser.get(address(review, "decisions")))
    assert browser.post(reverse("accounts:keep_draft"), words).status_code == 200
    page = browser.get(address(review, "decisions"))
    assertContains(page, "Half a")
    assertNotContains(page, "There is a problem")
    assert not AuditEvent.objects.exists() and not ReviewSection.objects.exists()


def test_draft_button_keeps_words_unjudged(browser, review, iro):
    words = {"own_words": "Half a sent", "draft_keep": "1"} | slip(browser.get(address(review, "wishes")))
    assert browser.post(address(review, "wishes"), words).status_code == 302
    assert [s.key for s in unsaved_sections(review, iro)] == ["wishes"]
    assertContains(browser.get(reverse("reviews:review", args=[review.public_id])), "You have a draft")
    assert not ReviewSection.objects.exists()


def test_saving_ends_the_draft(browser, review, iro):
    words = health() | slip(browser.get(address(review, "health")))
    version = browser.post(reverse("accounts:keep_draft"), words).json()["version"]
    browser.post(address(review, "health"), words | {"draft_version": version})
    assert not unsaved_sections(review, iro)
    assert ReviewSection.objects.get().version == 1


# --- two people


def test_saving_an_older_page_shows_both_texts_and_loses_neither(browser, covering, review):
    covering.post(address(review, "health"), health(about="Theirs", assessment="no"))
    page = browser.post(address(review, "health"), health(about="Mine"))
    assert page.status_code == 409
    for words in ("Mine", "Theirs", "Is the health assessment up to date?", "Yes", "No"):
        assertContains(page, words, status_code=409)
    assert ReviewSection.objects.get().data["about"] == "Theirs"
    assertContains(page, 'name="section_version" value="1"', status_code=409)
    browser.post(address(review, "health"), health(about="Mine", section_version="1"))
    saved = ReviewSection.objects.get()
    assert (saved.data["about"], saved.version) == ("Mine", 2)


def test_conflict_names_rows_and_dates_in_words(browser, covering, review):
    rest = {"outcome": "Safer", "owner": "Sol", "due_on": "30/5/2025", "how_known": "Told"}
    one, other = rest | {"action": "Visit weekly"}, rest | {"action": "Visit monthly"}
    covering.post(address(review, "decisions"), rows("decisions", one))
    page = browser.post(address(review, "decisions"), rows("decisions", other))
    for words in ("What is to be done", "Visit weekly", "Visit monthly"):
        assertContains(page, words, status_code=409)
    assertNotContains(page, "Who will do it", status_code=409)
    spoken = {"spoke_to_child": "yes", "spoke_on_month": "3", "spoke_on_year": "2025", "finished": "yes"}
    spoken |= {"section_version": "0", "save": "section"}
    covering.post(address(review, "preparation"), spoken | {"spoke_on_day": "3"})
    page = browser.post(address(review, "preparation"), spoken | {"spoke_on_day": "4"})
    for words in ("When did you speak?", "3 3 2025", "4 3 2025"):
        assertContains(page, words, status_code=409)


# --- when it may be written


@pytest.mark.parametrize("key", ["preparation", "wishes"])
def test_what_comes_before_the_review_is_written_from_its_booking_on(browser, child, on_day, key):
    on_day(STARTED)
    booked = make.make_review(child, booked_for=date(2025, 3, 28))
    assertContains(browser.get(reverse("reviews:review", args=[booked.public_id])), address(booked, key))
    data = {"finished": "no", "section_version": "0", "save": "section"}
    assert browser.post(address(booked, key), data).status_code == 302
    assert booked.sections.get().key == key


def test_what_is_said_at_the_review_waits_for_it(browser, child, on_day):
    on_day(STARTED)
    booked = make.make_review(child, booked_for=date(2025, 3, 28))
    assertNotContains(
        browser.get(reverse("reviews:review", args=[booked.public_id])), address(booked, "health")
    )
    page = browser.post(address(booked, "health"), health())
    assertContains(page, "This is not possible now: the review is booked.", status_code=422)
    assert not ReviewSection.objects.exists()


def test_words_typed_into_a_closed_record_stay_on_the_page(browser, review):
    Review.objects.filter(pk=review.pk).update(status=ReviewStatus.CANCELLED)
    page = browser.post(address(review, "health"), health(about="Typed in time"))
    assertContains(page, "Typed in time", status_code=422)
    assertContains(page, "This is not possible now", status_code=422)


def test_what_was_prepared_for_a_cancelled_review_can_still_be_read(browser, child, iro, on_day):
    on_day(STARTED)
    review = make.make_review(child, status=ReviewStatus.CANCELLED, cancelled_reason="The carer is ill")
    make.make_section(review, "wishes", iro, data={"own_words": "I want to stay."})
    assertContains(browser.get(reverse("reviews:review", args=[review.public_id])), address(review, "wishes"))
    page = browser.get(address(review, "wishes"))
    assertContains(page, "I want to stay.")
    assertNotContains(page, "Save and continue")


def test_unknown_section_is_not_found(browser, review):
    assert browser.get(address(review, "nothing")).status_code == 404


def test_nobody_but_the_childs_iro_sees_the_record_in_the_making(
    review, client_for, other_iro, qa_manager, team_manager, social_worker
):
    make.make_section(review, "wishes", make.make_user(), data={"own_words": "I want to stay."})
    for person in (other_iro, qa_manager, team_manager, social_worker):
        browser = client_for(person)
        assert browser.get(address(review, "wishes")).status_code in {403, 404}
        page = browser.get(reverse("reviews:review", args=[review.public_id]))
        assert "I want to stay." not in page.content.decode()


def test_step_of_a_section():
    assert {k for k in SECTIONS if states.act_of_section(k) == states.Act.PREPARE} == {
        "preparation",
        "wishes",
    }
    assert {s.key for s in SECTIONS.values() if s.group == "Before"} == states.PREPARED
