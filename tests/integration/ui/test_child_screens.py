"""The pages of children in the browser: every page and state, wide and narrow, with axe; and without
script."""

from calendar import FRIDAY
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from children.models import AdoptionDecision, Child, HealthYear, MissingEpisode
from tests import factories as make
from tests.integration.ui.conftest import Visitor
from tests.turns import has_days, in_turns

pytestmark = [pytest.mark.slow, pytest.mark.django_db, has_days(FRIDAY)]
FORMS = ("correct", "move", "legal_status", "end_care", "allocate", "social_worker", "link", "restrict")
PAGES = ("child", "details", "registers", "people", "access_log")


@pytest.fixture
def qa(desk, qa_manager) -> Visitor:
    return desk(qa_manager)


@pytest.fixture
def full(child, iro, other_child) -> Child:
    """A child with something in every part, and with long words."""
    make.make_cycle(child, date(2025, 9, 1), date(2026, 3, 1))
    make.make_decision(make.make_review(child, date(2025, 9, 1)), iro)
    Child.objects.filter(pk=child.pk).update(surname="Featherstonehaugh-Cholmondeley-Marjoribanks")
    make.make_siblings(child, other_child)
    for day in range(1, 26):
        MissingEpisode.objects.create(child=child, kind="M", started_on=date(2026, 1, day))
    HealthYear.objects.create(child=child, year=2026, sdq_score=17)
    AdoptionDecision.objects.create(child=child, decided_on=date(2025, 6, 2))
    make.make_episode(child.periods.get())
    return child


def check(visitor: Visitor, path: str, axe, *, post: bool = False) -> None:
    page = visitor.open(path)
    if post:
        page.click("main form:not([action$='/drafts/discard/']) button[type=submit]")  # not of the draft
        page.wait_for_load_state()
        assert page.locator(".govuk-error-summary").count() == 1
    for wide in (1280, 320):
        page.set_viewport_size({"width": wide, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= wide, path
        if wide == 320:
            assert axe(page) == [], path
    page.context.close()


@pytest.mark.nightly  # by day the walk over the demo's pages meets them
@pytest.mark.parametrize("name", in_turns(PAGES, 3))
def test_pages_of_a_child(qa, full, axe, name):
    check(qa, reverse(f"children:{name}", args=[full.public_id]), axe)


@pytest.mark.parametrize("name", in_turns(PAGES, 3))
def test_pages_of_a_child_of_whom_little_is_known(qa, authority, axe, name):
    bare = make.make_child(authority, forename="", surname="", sex="", ethnicity="")
    check(qa, reverse(f"children:{name}", args=[bare.public_id]), axe)


@pytest.mark.parametrize("name", in_turns(FORMS, 3))
def test_forms_with_errors(qa, full, axe, name):
    check(qa, reverse(f"children:{name}", args=[full.public_id]), axe, post=True)


@pytest.mark.parametrize(
    "path",
    in_turns(
        [
            "/children/",
            "/children/?show=all&sort=due&age=10-15",
            "/children/?search=gone",
            "/children/?age=0",
        ],
        4,
    ),
)
def test_list(qa, full, axe, path):
    check(qa, path, axe)


@pytest.mark.parametrize("path", ["/children/add/", "/children/open/"])
def test_first_questions_with_errors(qa, authority, axe, path):
    check(qa, path, axe, post=True)


def test_caseload_to_hand_over(qa, full, axe, iro, authority):
    check(qa, reverse("children:hand_over", args=[make.worker_of(iro, authority).public_id]), axe)


def test_restricted_record_and_the_question(qa, visitor, restricted_child, qa_manager, axe):
    address = reverse("children:child", args=[restricted_child.public_id])
    check(visitor, address, axe)
    make.make_grant(qa_manager, restricted_child)
    for name in ("people", "name_person", "unrestrict"):
        check(qa, reverse(f"children:{name}", args=[restricted_child.public_id]), axe)


def test_the_list_works_without_script(qa, full):
    page = qa.open("/children/", script=False)
    page.fill("[name=search]", "feather")
    page.click("text=Apply filters")
    expect(page.locator("tbody tr")).to_have_count(1)
    assert "search=" in page.url and "feather" not in page.url
    page.click("text=Remove this filter")
    expect(page.locator("tbody tr")).to_have_count(2)
    page.click("thead >> text=Next review due")
    expect(page.locator("thead th[aria-sort=ascending]")).to_contain_text("Next review due")


def test_a_move_is_recorded_without_script(qa, full):
    page = qa.open(reverse("children:move", args=[full.public_id]), script=False)
    for part, value in {"day": "16", "month": "3", "year": "2026"}.items():
        page.fill(f"[name=on_{part}]", value)
    page.select_option("[name=placement_type]", "K2")
    page.click("text=Record the move")
    expect(page.locator(".govuk-notification-banner")).to_contain_text("The move is recorded")
    assert full.placements.count() == 2
