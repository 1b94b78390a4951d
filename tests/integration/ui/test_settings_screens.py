"""The pages on which a council sets what is its own, in the browser: wide and narrow, with axe."""

import os
from calendar import SUNDAY
from datetime import date

import pytest
from django.urls import reverse

from accounts.access.roles import Role
from reporting.models import ServiceEntry
from tests import factories as make
from tests.turns import has_days

pytestmark = [pytest.mark.slow, pytest.mark.django_db, has_days(SUNDAY)]
WIDTHS = (1280, 320)


def look(page, name, axe):
    """The page breaks nowhere; where it is narrow axe finds nothing. SHOTS names a folder for pictures."""
    for wide in WIDTHS:
        page.set_viewport_size({"width": wide, "height": 900})
        if folder := os.environ.get("SHOTS"):
            page.screenshot(path=f"{folder}/{name}-{wide}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} at {wide}"
        if wide == 320:
            assert axe(page) == [], f"{name} at {wide}"


def test_pages_of_the_qa_manager(desk, qa_manager, iro, child, axe, on_day):
    on_day("2026-03-30")
    review = make.make_review(child, date(2026, 3, 2))
    for kind, name in (("panel", "Care panel"), ("supervision", "Group supervision")):
        ServiceEntry.objects.create(
            authority=child.authority,
            kind=kind,
            name=name,
            who="QA manager",
            detail="Monthly",
            starts_on=date(2025, 4, 1),
            created_by=qa_manager,
        )
    visitor = desk(qa_manager)
    pages = {
        "service": reverse("reporting:service"),
        "service-add": reverse("reporting:add_service_entry", args=["panel"]),
        "period": reverse("reporting:other_period"),
        "scale": reverse("reviews:feedback_scale"),
        "midway-questions": reverse("reviews:midway_questions"),
        "feedback": reverse("reviews:feedback", args=[review.public_id]),
        "needs": reverse("children:needs", args=[child.public_id]),
        "place": reverse("children:place", args=[child.public_id]),
        "details": reverse("children:details", args=[child.public_id]),
        "providers": reverse("children:providers"),
        "layout": reverse("reporting:layout"),
    }
    for name, address in pages.items():
        look(visitor.open(address), name, axe)


def test_terms_are_shown_before_they_are_saved(desk, authority, child, axe, on_day):
    on_day("2026-03-30")
    page = desk(make.make_user(authority, Role.ADMINISTRATOR)).open(reverse("accounts:new_terms"))
    page.fill("#id_starts_on_day", "30")
    page.fill("#id_starts_on_month", "3")
    page.fill("#id_starts_on_year", "2026")
    page.fill("#id_reason", "Cabinet of March")
    page.fill("#id_moves_many", "2")
    page.click("button:has-text('See what changes')")
    page.wait_for_selector("text=Nothing is saved yet")
    look(page, "terms", axe)
    page.click("button:has-text('Save the terms')")
    page.wait_for_selector("text=The terms are saved")
    look(desk(make.make_user(authority, Role.ADMINISTRATOR)).open(reverse("accounts:words")), "words", axe)


def test_a_service_of_two_councils(desk, iro, child, foreign_child, axe):
    make.make_membership(iro, foreign_child.authority, Role.IRO)
    worker = make.make_worker(foreign_child.authority, iro, is_iro=True)
    foreign_child.iro_allocations.update(worker=worker)
    look(desk(iro).open(reverse("children:across")), "across", axe)
