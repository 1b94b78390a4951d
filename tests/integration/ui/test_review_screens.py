"""Every page of reviews and decisions in the browser, empty, filled and with errors: axe, and nothing runs
off the side."""

from calendar import THURSDAY
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from accounts.clock import today
from reviews.cycle.replay import replay_children
from reviews.decisions import actions as decision_actions
from reviews.models import Review
from reviews.models.review import ReviewStatus
from tests import factories as make
from tests.browser import OUT_OF_LINE, WIDTHS
from tests.turns import has_days

pytestmark = [pytest.mark.slow, pytest.mark.django_db, has_days(THURSDAY)]


def at(name: str, review: Review, **more: str) -> str:
    return reverse(f"reviews:{name}", kwargs={"public_id": review.public_id, **more})


@pytest.fixture
def day() -> date:
    return today() - timedelta(days=3)


@pytest.fixture
def wrong(axe):
    """`wrong(page, wide)`: what axe finds, and whether the page is wider than the window."""

    def look(page, wide: int) -> list:
        found = axe(page)
        if page.evaluate("document.documentElement.scrollWidth") > wide:
            found.append(["runs off the side"])
        if out_of_line := page.evaluate(OUT_OF_LINE):
            found.append(["out of line", *out_of_line])
        return found

    return look


@pytest.fixture
def pages(child, iro, authority, team, day) -> list[str]:
    """Addresses that the child's IRO opens: a record under way with a draft and an open decision; one booked;
    one adjourned."""
    earlier = make.make_review(child, day - timedelta(days=150))
    make.make_decision(earlier, iro)
    review = make.make_started_review(child, day)
    make.make_section(review, "wishes", iro, data={"own_words": "I want to stay."}, is_complete=True)
    make.make_draft(iro, "reviews:record", str(review.public_id), {"health-about": ["Half a"]})
    others = [make.make_child_in_care(authority, iro=iro, team=team) for _ in range(2)]
    booked = make.make_review(others[0], booked_for=today() + timedelta(days=3), late_reason="REPORT")
    adjourned = make.make_started_review(
        others[1], day, status=ReviewStatus.ADJOURNED, adjourned_until=day + timedelta(days=28)
    )
    replay_children([child.pk, *(o.pk for o in others)], today=today())
    return [
        reverse("reviews:list"),
        reverse("reviews:list") + "?show=adjourned",
        reverse("reviews:child_reviews", args=[child.public_id]),
        *(at(name, review) for name in ("review", "check", "adjourn", "print")),
        at("record", review),
        at("record", booked),
        *(at(name, booked) for name in ("review", "start", "change_booking", "cancel")),
        *(at(name, adjourned) for name in ("review", "reconvene")),
        *(at(name, earlier) for name in ("review", "correct")),
        reverse("reviews:late_reviews") + "?ticked=all",
        reverse("reviews:decisions") + "?state=lapsed",
    ]


@pytest.mark.parametrize("wide", WIDTHS)
def test_pages_of_the_iro(visitor, wrong, pages, wide):
    page = visitor.open(pages[0], wide=wide)
    found = {}
    for address in pages:
        assert page.goto(visitor.address + address).status == 200, address
        found[address] = wrong(page, wide)
    assert {a: f for a, f in found.items() if f} == {}


@pytest.mark.parametrize("script", [True, False])
def test_on_a_phone_the_pages_of_a_group_and_the_filter_are_folded(visitor, pages, script):
    """The list begins on the first screen; where there is room, nothing is folded."""
    page = visitor.open("/reviews/", wide=320, script=script)
    calendar = page.get_by_role("link", name="Calendar", exact=True)
    find = page.get_by_role("button", name="Apply filters")
    assert not calendar.is_visible() and not find.is_visible()
    top = page.locator(".govuk-table--stack tbody tr").first.bounding_box()
    assert top is not None and top["y"] < (700 if script else 1000)
    page.get_by_text("All 10 pages").click()
    expect(calendar).to_be_visible()
    page.locator("summary", has_text="Filter").click()
    expect(find).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(page.url)
    assert calendar.is_visible() and find.is_visible()
    assert not page.get_by_text("All 10 pages").is_visible()


def test_buttons_of_a_group_stand_in_one_line(desk, business_support, child, social_worker):
    """A button in a form of its own beside links that look like buttons."""
    review = make.make_review(child, booked_for=today() + timedelta(days=3))
    page = desk(business_support).open(at("invitations", review))
    page.get_by_role("button", name="List the people around the child").click()
    page.get_by_role("button", name="Send invitations").wait_for()
    assert page.locator(".govuk-button-group .govuk-button").count() == 3
    assert page.evaluate(OUT_OF_LINE) == []


@pytest.mark.parametrize("wide", WIDTHS)
def test_empty_pages_and_pages_with_errors(visitor, wrong, child, day, wide):
    page = visitor.open(reverse("reviews:decisions"), wide=wide)
    assert wrong(page, wide) == []
    page.goto(visitor.address + reverse("reviews:book", args=[child.public_id]))
    page.get_by_role("button", name="Book the review").click()
    page.get_by_role("alert").wait_for()
    assert wrong(page, wide) == []
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page.locator("[name=on]")).to_be_focused()
    review = make.make_started_review(child, day)
    page.goto(visitor.address + at("record", review))
    page.get_by_role("button", name="Complete the record").click()
    page.get_by_role("alert").wait_for()
    assert wrong(page, wide) == []


def assert_in_line(page: Page, one: str, other: str, *sides: str) -> None:
    """Two parts of a page begin on one line, and are as long where that is asked for."""
    boxes = [page.locator(part).first.bounding_box() for part in (one, other)]
    found = [{side: box[side] for side in sides} for box in boxes if box]
    assert len(found) == 2 and found[0] == found[1], found


@pytest.mark.parametrize("wide", WIDTHS)
def test_pages_of_the_manager_and_the_social_worker(
    desk, wrong, child, iro, team, team_manager, social_worker, day, wide
):
    review = make.make_review(child, day)
    for number in range(3):
        make.make_decision(review, iro, action=f"Action {number}")
    tasks = decision_actions.send_decisions(review=review, by=iro, today=today())
    decision_actions.answer(
        answer=tasks[0], state="QUERIED", reason="Which school?", by=team_manager, today=today()
    )
    decision = tasks[1].decision
    manager = desk(team_manager)
    page = manager.open(reverse("reviews:to_answer"), wide=wide)
    assert wrong(page, wide) == []
    assert_in_line(page, ".govuk-generic-header__homepage-link", "h1", "x")
    page.locator("summary").first.click()
    assert_in_line(page, ".moj-datepicker__toggle", ".moj-datepicker input", "y", "height")
    assert page.locator(".iro-answers .govuk-radios__input").first.bounding_box()["height"] <= 36
    page.goto(manager.address + reverse("reviews:decisions"))
    assert wrong(page, wide) == []
    page.locator("input[name=decision]").first.check(force=True)
    page.get_by_role("button", name="Check and agree").click()
    page.get_by_role("heading", name="Check before you agree").wait_for()
    assert wrong(page, wide) == []
    for name in ("decision", "answer"):
        page.goto(manager.address + reverse(f"reviews:{name}", args=[decision.public_id]))
        assert wrong(page, wide) == []
    page.get_by_role("button", name="Send the answer").click()
    page.get_by_role("alert").wait_for()
    assert wrong(page, wide) == []
    for person, name, task in (
        (iro, "respond", 0),
        (iro, "close_decision", 1),
        (social_worker, "progress", 1),
    ):
        page = desk(person).open(reverse(f"reviews:{name}", args=[tasks[task].decision.public_id]), wide=wide)
        assert wrong(page, wide) == [], name


def test_consultation_papers_of_adults_print_on_one_sheet_each_without_the_head_of_the_portal(
    desk, business_support, child, authority
):
    """The longest is the carer's, of six questions. Each begins with the council, not the first alone."""
    review = make.make_review(child, booked_for=today() + timedelta(days=3), created_by=business_support)
    for number, role in enumerate(("CARER", "MOTHER", "SCHOOL")):
        name = f"Alexandra Featherstonehaugh {number}"
        review.invitations.create(role=role, name=name, way="PRINT", has_paper=True)
    page = desk(business_support).open(at("blank_consultations", review))
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True, format="A4"))).pages
    words = [sheet.extract_text() for sheet in printed]
    assert len(words) == 3
    for sheet in words:
        assert sheet.startswith(authority.name)
        assert "IRO Portal" not in sheet


def test_a_child_at_a_glance_prints_on_one_page(visitor, pages, child):
    page = visitor.open(reverse("reviews:brief", args=[child.public_id]), wide=1280)
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 703, "height": 1040})  # what is inside the margins of A4
    narrow = page.locator(".iro-known dd:nth-child(2)").evaluate_all(
        "a => Math.min(...a.map(x => x.clientWidth))"
    )
    assert narrow > 60
