"""The record of a review in a real browser: nothing typed is lost, whoever else types, signs out, or switches
the script off."""

import re
from calendar import TUESDAY
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, Route, expect

from accounts.clock import today
from accounts.models import Draft, Session
from reviews.models import Decision, DecisionAnswer, Review, ReviewSection
from tests import factories as make
from tests.integration.ui.conftest import Visitor
from tests.turns import has_days

pytestmark = [pytest.mark.slow, pytest.mark.django_db, has_days(TUESDAY)]


@pytest.fixture
def review(child, team) -> Review:
    """Being recorded since yesterday; the child's first review, so nothing stands from before."""
    return make.make_started_review(child, today() - timedelta(days=1))


@pytest.fixture
def colleague(desk, authority, child) -> Visitor:
    """Another IRO of the child, at a desk of their own."""
    person = make.make_user(authority, "IRO", name="Cora Lane", email="cora@council.example")
    child.iro_allocations.update(ended_on=today())
    make.make_allocation(child, make.worker_of(person, authority), started_on=today())
    return desk(person)


def address(review: Review) -> str:
    return reverse("reviews:record", args=[review.public_id])


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("The record is saved.")).to_be_visible()


def decision(page: Page, number: int, about: str = "Health") -> Any:
    """One more decision, written beside a section."""
    page.get_by_role("button", name=f"Add a decision about {about}", exact=True).click()
    return page.get_by_role("group", name=f"Decision {number}", exact=True)


def words(page: Page) -> object:
    return page.get_by_label("Health, feelings and wellbeing")


def state(page: Page) -> object:
    return page.locator("[data-save-state]")


def choose(page: Page, question: str, answer: str) -> None:
    page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()


def test_words_are_kept_while_typing_and_come_back_after_a_killed_tab(visitor, review):
    page = visitor.open(address(review))
    words(page).fill("Well and growing.")
    choose(page, "Is the health assessment up to date?", "Yes")
    expect(state(page)).to_contain_text("Draft saved at")
    page.context.close()  # no farewell: as when the machine goes off
    assert not ReviewSection.objects.exists()
    page = visitor.open(address(review))
    expect(page.get_by_text("This page shows what you typed earlier")).to_be_visible()
    assert words(page).input_value() == "Well and growing."
    group = page.get_by_role("group", name="Is the health assessment up to date?")
    expect(group.get_by_label("Yes", exact=True)).to_be_checked()


HEARD = """
- region "The IRO’s view":
  - heading "The IRO’s view" [level=2]
  - group:
    - group "Does the plan move at the pace the child needs?":
      - radio "Yes"
      - radio "In part"
      - radio "No"
    - group "Is there something to take up with the council?":
      - radio "No"
      - radio "Yes, informally"
      - radio "Yes, through the dispute process"
    - textbox "Your view of the plan, and of how the council carries it out"
    - button "Add a decision about The IRO’s view"
"""


def test_one_section_as_a_screen_reader_reads_it(visitor, review):
    """Names in reading order, what describes a box, what is said by itself, and where the focus goes."""
    page = visitor.open(address(review))
    part = page.locator("#view")
    expect(part).to_match_aria_snapshot(HEARD)
    box = part.get_by_role("textbox").first
    expect(box).to_have_accessible_description(re.compile("^Read by: .*may read it"))
    expect(state(page)).to_have_role("status")
    spoken = page.locator("[data-live] [role=status], [data-live] [aria-live], [data-live][aria-live]")
    expect(spoken).to_have_count(0)  # the lists beside the record change while one types, and stay silent
    box.focus()
    for _ in ("to the button", "and on it"):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "BUTTON":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Decision 1").get_by_role("textbox").first).to_be_focused()


@pytest.mark.parametrize("script", [True, False])
def test_a_narrow_screen_folds_what_nobody_is_at_and_leads_into_it(visitor, review, axe, script):
    page = visitor.open(address(review), wide=320, script=script)
    tall = page.locator("html").bounding_box()
    assert tall is not None and tall["height"] < 8 * 640
    health = page.locator("#health")
    expect(health.get_by_role("textbox").first).to_be_hidden()
    health.get_by_text("filled in").click()
    choose(page, "Is the health assessment up to date?", "Yes")
    if script:
        expect(health.get_by_text("1 filled in")).to_be_visible()
        assert not axe(page)
    page.locator("#check").get_by_role("link", name="Enter your view as the IRO").click()
    expect(page.locator("#view").get_by_role("textbox").first).to_be_visible()


def test_rows_of_decisions_come_back_after_a_killed_tab(visitor, review):
    page = visitor.open(address(review))
    decision(page, 1).get_by_label("What is to be done").fill("Visit weekly")
    decision(page, 2).get_by_label("What is to be done").fill("Find a tutor")
    expect(state(page)).to_contain_text("Draft saved at")
    page.context.close()
    page = visitor.open(address(review))
    for number, text in ((1, "Visit weekly"), (2, "Find a tutor")):
        row = page.get_by_role("group", name=f"Decision {number}", exact=True)
        assert row.get_by_label("What is to be done").input_value() == text


@pytest.mark.django_db(transaction=True)
def test_a_date_begun_before_the_script_has_come_is_typed_to_its_end(served_visitor, review):
    """The date picker moves its field in the page; who is typing in it keeps the cursor."""
    page = served_visitor.open(address(review))
    decision(page, 1).get_by_label("Who will do it").fill("Sol")
    expect(state(page)).to_contain_text("Draft saved at")
    held: list[Route] = []
    page.route("**/js/app*.js", lambda route: held.append(route))
    page.goto(served_visitor.address + address(review), wait_until="commit")
    field = page.get_by_role("group", name="Decision 1", exact=True).get_by_label("By when")
    field.focus()
    page.keyboard.type("30/")
    while not held:
        page.wait_for_timeout(50)
    held[0].continue_()
    page.get_by_role("button", name="Choose date").wait_for()
    expect(state(page)).to_contain_text("Draft saved at")
    page.keyboard.type("5/2030")
    assert field.input_value() == "30/5/2030"


def test_a_page_that_was_opened_and_left_writes_nothing(visitor, review):
    page = visitor.open(address(review))
    page.wait_for_timeout(3500)
    page.goto(visitor.address + reverse("reviews:review", args=[review.public_id]))
    assert not Draft.objects.exists() and not ReviewSection.objects.exists()


def test_two_windows_are_told_and_neither_loses_a_word(visitor, review, axe):
    mine, theirs = visitor.open(address(review)), visitor.open(address(review))
    words(theirs).fill("Theirs")
    save(theirs)
    words(mine).fill("Mine")
    mine.get_by_role("button", name="Save", exact=True).click()
    mine.get_by_role("heading", name="Two versions of this form").wait_for()
    assert ReviewSection.objects.get(key="health").data["about"] == "Theirs"
    for text in ("Mine", "Theirs"):
        expect(mine.get_by_text(text, exact=True).first).to_be_visible()
    assert axe(mine) == []
    mine.get_by_role("button", name="Keep these words").click()
    expect(mine.get_by_text("The record is saved.")).to_be_visible()
    assert ReviewSection.objects.get(key="health").data["about"] == "Mine"


def test_somebody_who_is_at_it_is_named_and_their_words_are_not_shown(colleague, review, iro):
    make.make_draft(iro, "reviews:record", str(review.public_id), {"health-about": ["Iris was here"]})
    page = colleague.open(address(review))
    expect(page.get_by_text("Iris Reed is working on this record now.")).to_be_visible()
    assert words(page).input_value() == ""


def sign_in_again(context: BrowserContext, page: Page, email: str) -> None:
    with context.expect_page() as opened:
        page.get_by_role("link", name="Sign in again in a new tab").click()
    tab = opened.value
    tab.get_by_label("Email address").fill(email)
    tab.get_by_label("Password", exact=True).fill(make.PASSWORD)
    tab.get_by_role("button", name="Sign in").click()
    tab.wait_for_url(lambda url: "sign-in" not in url)


def test_lost_session_keeps_the_words_and_saves_them_after_signing_in_again(visitor, review, iro):
    page = visitor.open(address(review))
    Session.objects.all().delete()
    words(page).fill("Typed while signed out")
    expect(state(page)).to_contain_text("signed out")
    sign_in_again(page.context, page, iro.email)
    page.bring_to_front()
    expect(state(page)).to_contain_text("Draft saved at", timeout=15_000)
    save(page)
    assert ReviewSection.objects.get(key="health").data["about"] == "Typed while signed out"


@pytest.mark.parametrize("script", [True, False])
def test_whole_record_is_written_checked_and_sent(visitor, review, team_manager, script):
    page = visitor.open(reverse("reviews:review", args=[review.public_id]), script=script)
    page.get_by_role("button", name="Write the record").click()
    page.get_by_label("What the child said, in their own words").fill("I want to stay.")
    choose(page, "How did you hear it?", "The child told me")
    choose(page, "Did the child come to the review?", "Yes")
    choose(page, "How did the child’s views come to the review?", "The child spoke")
    page.get_by_label("Name, person 2").fill("Pat Lowe")
    page.get_by_role("button", name="Everyone named came").click()
    assert page.get_by_label("Attendance, person 2").input_value() == "CAME"
    choose(page, "Is there a plan for permanence?", "Yes")
    choose(page, "Which plan?", "Long-term fostering")
    page.get_by_label("The care or pathway plan, and what must change").fill("The plan is right.")
    page.get_by_label("Your view of the plan, and of how the council carries it out").fill("It moves.")
    for number in (1, 2, 3):
        row = decision(page, number, ("Health", "Education", "Keeping safe")[number - 1])
        row.get_by_label("What will be better for the child").fill("Robin sees her brother")
        row.get_by_label("What is to be done").fill(f"Action {number}")
        row.get_by_label("By when").fill("30/5/2030")
    page.get_by_role("button", name="Complete the record").click()
    expect(page.get_by_text(f"3 decisions sent to {team_manager.name}")).to_be_visible()
    assert list(Decision.objects.order_by("pk").values_list("action", flat=True)) == [
        "Action 1",
        "Action 2",
        "Action 3",
    ]
    assert DecisionAnswer.objects.filter(state="WAITING").count() == 3
    review.refresh_from_db()
    assert (review.status, review.participation_code) == ("COMPLETED", "PN1")
