"""No amendment and no correction of a completed record makes its lines contradict each other, and nothing
changes without an amendment that shows what the line said before."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from children.models import Child
from reviews.models import Attendance, Review
from reviews.record import completing, finished
from tests import factories as make
from tests.integration.reviews.conftest import ACTION, STARTED, answers_needed
from tests.kept import kept

pytestmark = pytest.mark.django_db
ATTENDANCE = answers_needed()["attendance"]


@kept
def browser(client_for, iro):
    return client_for(iro)


@pytest.fixture
def done(ready, iro):
    """`done(section=answers)`: a completed record that says this too."""

    def make_it(**over: dict[str, Any]) -> Review:
        needed = {key: over.pop(key) for key in answers_needed() if key in over}
        review = ready(**needed)
        for key, data in over.items():
            make.make_section(review, key, iro, data=data, is_complete=True)
        review = completing.complete(review=review, by=iro, today=date(2025, 3, 26))
        review.refresh_from_db()
        return review

    return make_it


def amend(browser, review: Review, key: str, answer: Any) -> Any:
    given = answer if isinstance(answer, dict) else {"answer": answer}
    address = reverse("reviews:amend", args=[review.public_id, key])
    return browser.post(address, given | {"reason": "Typed wrong"})


def correct(browser, review: Review, on: date = STARTED, **over: str) -> Any:
    given = (
        make.typed("held_on", on) | {"child_came": "yes", "views": "spoke", "reason": "Typed wrong"} | over
    )
    return browser.post(reverse("reviews:correct", args=[review.public_id]), given)


def changes(review: Review) -> dict[str, tuple[str, str]]:
    return {row.line: (row.was, row.now) for row in review.amendments.all()}


def of_child(review: Review) -> tuple[Attendance, str]:
    row = review.attendances.get(role="CHILD")
    return row, f"people.{row.pk}.presence"


# --- whether the child came


@pytest.mark.parametrize("answer", ["ABSENT", "APOLOGIES", "NOT_INVITED", ""])
def test_a_child_who_came_is_not_amended_to_have_stayed_away_by_itself(done, browser, answer):
    review = done()
    row, key = of_child(review)
    page = amend(browser, review, key, answer)
    assertContains(page, "says that the child came to the review", status_code=422)
    assertContains(page, "Correct the participation instead", status_code=422)
    row.refresh_from_db()
    assert row.presence == "CAME" and not changes(review)


def test_a_child_who_stayed_away_is_not_amended_to_have_come_by_itself(done, browser):
    review = done(attendance=ATTENDANCE | {"child_came": "no", "views": "none"})
    _, key = of_child(review)
    for answer in ("CAME", "REMOTE"):
        assertContains(amend(browser, review, key, answer), "child did not come", status_code=422)
    assert amend(browser, review, key, "APOLOGIES").status_code == 302
    assert changes(review) == {key: ("did not come", "sent apologies")}


def test_how_the_child_came_is_amended_and_outlives_a_correction(done, browser):
    """They joined by video, and a correction of their views leaves that as it is."""
    review = done()
    row, key = of_child(review)
    assert amend(browser, review, key, "REMOTE").status_code == 302
    assert correct(browser, review, views="advocate").status_code == 302
    row.refresh_from_db()
    assert row.presence == "REMOTE"
    assert changes(review)[key] == ("came", "joined by phone or video")


def test_a_correction_of_the_participation_amends_who_came_with_it(done, browser):
    review = done()
    row, key = of_child(review)
    assert correct(browser, review, child_came="no", views="none").status_code == 302
    assert changes(review)[key] == ("came", "did not come")
    assert changes(review)["attendance.child_came"] == ("Yes", "No")
    assert changes(review)[finished.PARTICIPATION][1].startswith("PN7")
    row.refresh_from_db()
    assert row.presence == "ABSENT"
    page = browser.get(reverse("reviews:review", args=[review.public_id])).content.decode()
    who_came = " ".join(page.split("Who came</h2>")[1].split())
    assert "The child: did not come" in who_came and 'Before: <span class="iro-words">came</span>' in who_came


def test_who_came_is_put_right_where_it_contradicted_the_code_already(done, browser):
    review = done()
    row, key = of_child(review)
    Attendance.objects.filter(pk=row.pk).update(presence="ABSENT")
    assert amend(browser, review, "attendance.led", "chaired").status_code == 302
    assert correct(browser, review).status_code == 302
    row.refresh_from_db()
    assert row.presence == "CAME"


def test_nobody_who_did_not_come_has_led_the_review(done, browser):
    review = done(attendance=ATTENDANCE | {"led": "together"})
    page = correct(browser, review, child_came="no", views="none")
    assertContains(page, "(Chaired it together with the IRO) cannot both be right", status_code=422)
    review.refresh_from_db()
    assert review.participation_code == "PN1" and not changes(review)
    assert amend(browser, review, "attendance.led", "agenda").status_code == 302
    assert correct(browser, review, child_came="no", views="none").status_code == 302
    assertContains(
        amend(browser, review, "attendance.led", "chaired"), "cannot both be right", status_code=422
    )


def test_what_would_help_the_child_to_come_falls_with_the_child_having_come(done, browser):
    said = {"child_came": "no", "views": "none", "would_help": "Another day"}
    review = done(attendance=ATTENDANCE | said)
    assert correct(browser, review, child_came="yes", views="spoke").status_code == 302
    assert changes(review)["attendance.would_help"] == ("Another day", "")
    assert "would_help" not in review.sections.get(key="attendance").data
    assertContains(amend(browser, review, "attendance.would_help", "x"), "is asked only if", status_code=422)


def test_under_four_a_correction_says_nothing_of_whether_the_child_came(done, browser, child):
    Child.objects.filter(pk=child.pk).update(born_on=date(2023, 1, 1))
    review = done(attendance={})
    assert correct(browser, review, on=date(2025, 3, 21)).status_code == 302
    assert "child_came" not in review.sections.get(key="attendance").data
    review.refresh_from_db()
    assert (review.held_on, review.participation_code) == (date(2025, 3, 21), "PN0")


# --- answers that stand under others


UNDER = {
    "preparation.spoke_to_child": (
        {"spoke_to_child": "yes", "spoke_on": "2025-03-20"}, "refused", "spoke_on", "20 March 2025"
    ),
    "plan.permanence": (
        {"permanence": "yes", "permanence_plan": "home", "about": "x"}, "no", "permanence_plan", "Return home"
    ),
    "support.pledge": (
        {"pledge": "no", "pledge_next": "It is printed"}, "yes", "pledge_next", "It is printed"
    ),
    "safeguarding.protection": (
        {"protection": "yes", "one_meeting": "with"}, "no", "one_meeting", "Yes, and somebody else leads it"
    ),
}  # fmt: off


@pytest.mark.parametrize("key", UNDER)
def test_an_answer_under_another_is_amended_visibly_with_it(done, browser, key):
    data, answer, below, said = UNDER[key]
    section = key.partition(".")[0]
    review = done(**{section: data})
    asked = browser.get(reverse("reviews:amend", args=[review.public_id, key]))
    assertContains(asked, "is asked only because of the present answer")
    assert amend(browser, review, key, answer).status_code == 302
    assert changes(review)[f"{section}.{below}"] == (said, "")
    assert below not in review.sections.get(key=section).data
    typed = make.typed("answer", date(2025, 3, 20)) if below.endswith("_on") else data[below]
    page = amend(browser, review, f"{section}.{below}", typed)
    assertContains(page, "Amend that answer first", status_code=422)


# --- answers that exclude each other


EXCLUDE = {
    "changes.decisions_done": ({"decisions_done": "partly", "decisions_why": "No bus"}, "yes"),
    "changes.decisions_why": ({"decisions_done": "yes", "circumstances": "None"}, "No bus"),
    "view.pace": ({"pace": "no", "held_up": "legal", "about": "x"}, "yes"),
    "view.held_up": ({"pace": "yes", "about": "x"}, "legal"),
}


@pytest.mark.parametrize("key", EXCLUDE)
def test_answers_that_exclude_each_other_are_not_amended_to_stand_together(done, browser, child, key):
    make.make_review(child, date(2025, 3, 10))
    data, answer = EXCLUDE[key]
    review = done(**{key.partition(".")[0]: data})
    page = amend(browser, review, key, answer)
    assertContains(page, "cannot both be right. Amend the other answer first", status_code=422)
    assert not changes(review)


def test_what_contradicted_itself_at_completion_keeps_nobody_from_amending_the_rest(done, browser):
    review = done(view={"pace": "yes", "held_up": "legal", "about": "x"})
    assert amend(browser, review, "view.about", "Well").status_code == 302
    assert amend(browser, review, "view.held_up", "").status_code == 302


# --- days


def test_a_decision_is_not_amended_to_a_day_before_its_review(done, browser):
    review = done()
    key = f"decisions.{review.decisions.get().decision.public_id}.due_on"
    page = amend(browser, review, key, {"answer": "21/3/2025"})
    assertContains(page, "before the review on 24 March 2025", status_code=422)
    assert amend(browser, review, key, {"answer": "24/3/2025"}).status_code == 302


def test_a_review_is_not_corrected_to_a_day_after_its_decisions_were_to_be_done(done, browser, on_day):
    review = done(decisions={"decisions": [ACTION | {"due_on": "2025-03-25"}]})
    assertContains(
        correct(browser, review, on=date(2025, 3, 26)), "Agree dates with both carers", status_code=422
    )
    assert correct(browser, review, on=date(2025, 3, 25)).status_code == 302


def test_what_the_record_counts_from_its_day_is_amended_with_the_day(done, browser):
    review = done()
    assert correct(browser, review, on=date(2025, 3, 21)).status_code == 302
    found = changes(review)
    assert found["facts.held_on"] == ("24 March 2025", "21 March 2025")
    assert found["facts.meeting_1"] == ("24 March 2025", "21 March 2025")
    assert found["facts.decisions_by"] == ("31 March 2025", "28 March 2025")
    page = browser.get(reverse("reviews:review", args=[review.public_id])).content.decode()
    assert page.count("Amended by") == len(found)


def test_whether_it_was_in_time_follows_the_corrected_day(done, browser, on_day):
    review = done()
    on_day(date(2025, 4, 4))
    assert correct(browser, review, on=date(2025, 4, 2)).status_code == 302
    was, reads = changes(review)["facts.in_time"]
    assert "Late by" not in was and "Late by 2 working days" in reads
