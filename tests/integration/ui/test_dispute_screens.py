"""A dispute in the browser from a word in the corridor to its closing, each person doing their own part; and
how long logging takes."""

import os
import re
from calendar import SUNDAY
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.access.roles import Role
from accounts.models import User
from children.models import Child
from disputes.models import Concern
from tests import factories as make
from tests.turns import has_days

pytestmark = [pytest.mark.slow, pytest.mark.journey, pytest.mark.django_db, has_days(SUNDAY)]
SHOTS = os.environ.get("IRO_SCREENSHOTS")
MOST_FIELDS, MOST_SECONDS = 6, 30


@pytest.fixture
def line(team, head_of_service) -> None:
    make.make_line(team, head_of_service, Role.HEAD_OF_SERVICE)


@pytest.fixture
def sibling(child: Child, iro: User, team) -> Child:
    other = make.make_child_in_care(child.authority, iro=iro, team=team, forename="Wren", surname="Ashdown")
    make.make_siblings(child, other)
    return other


def look_at(page: Page, axe: Callable[[Page], list], name: str) -> None:
    """Wide and narrow: nothing runs off the side, and axe finds nothing."""
    page.wait_for_load_state()
    for wide in (1280, 320):
        page.set_viewport_size({"width": wide, "height": 900})
        if SHOTS:
            page.screenshot(path=str(Path(SHOTS) / f"{name}-{wide}.png"), full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= wide, name
        if wide == 320:
            assert axe(page) == [], name
    page.set_viewport_size({"width": 1280, "height": 900})


def questions(page: Page) -> set[str]:
    """What a person has to fill in: each question once, however many boxes it has."""
    page.wait_for_load_state()
    names = page.eval_on_selector_all(
        "main form :is(input:not([type=hidden]), select, textarea)", "all => all.map(e => e.name)"
    )
    return {n.removesuffix("_day").removesuffix("_month").removesuffix("_year") for n in names}


@pytest.mark.parametrize("script", [True, False])
def test_an_informal_concern_takes_one_page_and_at_most_six_fields(
    desk, axe, child, sibling, iro, line, script
) -> None:
    page = desk(iro).open(reverse("children:child", args=[child.public_id]), script=script)
    page.get_by_role("link", name="Raise a concern").first.click()
    asked = questions(page)
    assert asked == {"children", "themes", "text", "wanted", "how", "raised_on"}
    assert len(asked) <= MOST_FIELDS
    if script:
        look_at(page, axe, "log")
        began = page.evaluate("performance.now()")
    page.get_by_label("Wren Ashdown").check()
    page.get_by_label("Education and PEP").check()
    page.get_by_label("What is the concern?").fill("No PEP meeting for two terms")
    page.get_by_label("What do you want to happen?").fill("A PEP meeting in ten days")
    if script:
        assert page.evaluate("performance.now()") - began < MOST_SECONDS * 1000
    page.get_by_role("button", name="Raise the concern").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Concern of")
    concern = Concern.objects.get()
    assert concern.state == "INFORMAL" and concern.children.count() == 2


def test_from_informal_to_the_closing_with_cafcass_beside(
    desk, axe, child, iro, team_manager, head_of_service, line
) -> None:
    mine = desk(iro).open(reverse("disputes:log", args=[child.public_id]))
    mine.get_by_label("Visits to the child").check()
    mine.get_by_label("What is the concern?").fill("No visit for nine weeks")
    mine.get_by_label("What do you want to happen?").fill("A visit this week")
    mine.get_by_role("button", name="Raise the concern").click()
    expect(mine.get_by_role("heading", level=1)).to_contain_text("Concern of")
    address = mine.url
    concern = Concern.objects.get()
    path = reverse("disputes:concern", args=[concern.public_id])

    theirs = desk(team_manager).open(reverse("home"))
    theirs.get_by_role("link", name="1 Concerns to answer").click()
    theirs.get_by_role("link", name="No visit for nine weeks").click()
    look_at(theirs, axe, "manager")
    for word in ("Close the concern", "Change the concern", "Make it a formal dispute", "legal advice"):
        assert theirs.get_by_text(word).count() == 0
    theirs.get_by_role("button", name="Answer the concern").click()
    look_at(theirs, axe, "answer")
    theirs.get_by_role("button", name="Send the answer").click()
    theirs.get_by_role("link", name="Choose your answer").click()
    theirs.get_by_label("I accept part of it").check()
    theirs.get_by_label("Your answer to the IRO").fill("The worker left")
    theirs.get_by_role("button", name="Send the answer").click()
    expect(theirs.get_by_role("alert")).to_contain_text("The IRO decides what happens next")

    mine.goto(address)
    mine.get_by_role("button", name="Make it a formal dispute").click()
    look_at(mine, axe, "formalise")
    mine.get_by_role("button", name="Make it formal").click()
    expect(mine.get_by_text("0 of 5 working days used")).to_be_visible()
    expect(mine.get_by_text("0 of 20 working days used")).to_be_visible()

    mine.get_by_role("button", name="Take it to a later stage").click()
    mine.get_by_label("Head of Service", exact=True).check()
    mine.get_by_role("button", name="Take it further").click()
    mine.get_by_role("link", name="Enter why you are skipping a stage").click()
    expect(mine.get_by_label("Why are you skipping a stage?")).to_be_focused()
    mine.get_by_label("Why are you skipping a stage?").fill("The child can’t wait")
    mine.get_by_role("button", name="Take it further").click()
    expect(mine.get_by_text("Skipped", exact=True)).to_be_visible()

    mine.get_by_role("link", name="Refer to Cafcass").click()
    mine.get_by_label("Why are you referring it?").fill("The timetable for the child")
    mine.get_by_role("button", name="Record the referral").click()
    expect(mine.get_by_role("heading", name="Cafcass")).to_be_visible()
    concern.refresh_from_db()
    assert concern.state == "FORMAL"  # the stages go on

    head = desk(head_of_service).open(path)
    assert head.get_by_text("The timetable for the child").count() == 0
    head.get_by_role("button", name="Answer the concern").click()
    head.get_by_label("I accept the concern").check()
    head.get_by_label("Your answer to the IRO").fill("A new worker visits tomorrow")
    head.get_by_label("What will be done").fill("Visit the child")
    head.get_by_label("Who will do it").fill("New worker")
    tomorrow = date.today()  # noqa: DTZ011
    for part, value in (("Day", tomorrow.day), ("Month", tomorrow.month), ("Year", tomorrow.year)):
        head.get_by_label(part).fill(str(value))
    head.get_by_role("button", name="Send the answer").click()
    head.get_by_role("link", name="Mark as done").click()
    head.get_by_label("What was done").fill("Visited")
    head.get_by_role("button", name="Mark as done").click()
    expect(head.get_by_text("Done", exact=True).last).to_be_visible()

    mine.goto(address)
    look_at(mine, axe, "concern")
    mine.get_by_role("button", name="Close the concern").click()
    look_at(mine, axe, "close")
    mine.get_by_label("Resolved", exact=True).check()
    mine.get_by_label("Something changed for the child").check()
    mine.get_by_role("button", name="Close the concern").click()
    mine.get_by_label("In one line").fill("She is visited every month again")
    mine.get_by_role("button", name="Close the concern").click()
    expect(mine.get_by_text("She is visited every month again")).to_be_visible()
    theirs.reload()
    assert theirs.get_by_role("button").filter(has_text="Close").count() == 0

    mine.goto(
        mine.url.split("/disputes/")[0] + reverse("children:child", args=[child.public_id]) + "?kind=dispute"
    )
    for words in (
        "Concern raised",
        "Stage skipped: Service Manager",
        "Referred to Cafcass",
        "Concern closed: resolved",
    ):
        expect(mine.get_by_role("heading", name=words)).to_be_visible()


def test_the_qa_manager_s_pages_and_the_stages_by_script(
    desk, axe, child, iro, qa_manager, line, team
) -> None:
    other = make.make_child_in_care(child.authority, iro=iro, team=team)
    for one in (child, other):
        make.make_dispute(one, iro, date(2026, 1, 5))
    visitor = desk(qa_manager)
    page = visitor.open(reverse("disputes:board"))
    look_at(page, axe, "board")
    page.goto(visitor.address + reverse("disputes:board") + "?child=nobody")
    look_at(page, axe, "board-empty")
    page.goto(visitor.address + reverse("disputes:patterns") + "?start=2025-12-01&end=2026-02-01")
    look_at(page, axe, "patterns")
    page.goto(visitor.address + reverse("disputes:process"))
    look_at(page, axe, "process")
    page.get_by_role("link", name="As in Haringey: five stages").click()
    look_at(page, axe, "new-process")
    page.get_by_role("button", name="Add another stage").click()
    sixth = page.get_by_role("group", name="Stage 6")
    sixth.get_by_label("Name").fill("Chief executive")
    sixth.get_by_label("Who answers?").select_option("DIRECTOR")
    sixth.get_by_label("Working days to answer").fill("10")
    page.get_by_label("Why are you changing the stages?").fill("Six stages")
    page.get_by_role("button", name="Save the stages").click()
    expect(page.get_by_role("alert")).to_contain_text("add up to 30 working days")
    look_at(page, axe, "new-process-refused")
    page.get_by_role("link", name=re.compile("add up to 30 working days")).click()
    expect(page.get_by_role("group", name="Stage 6").get_by_label("Working days to answer")).to_be_focused()
    page.get_by_role("group", name="Stage 6").get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Save the stages").click()
    expect(page.get_by_role("alert")).to_contain_text("Stages saved")


@pytest.mark.parametrize("wide", [1280, 800, 320])
def test_a_long_unbroken_word_leaves_the_other_columns_in_sight(visitor, child, iro, line, wide) -> None:
    make.make_dispute(child, iro, date(2026, 1, 5), text="Pneumono" * 30)
    page = visitor.open(reverse("disputes:board"))
    page.set_viewport_size({"width": wide, "height": 900})
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"long-word-{wide}.png"), full_page=True)
    table = page.locator("main table").first.bounding_box()
    assert table is not None and table["x"] + table["width"] <= wide
