"""Words typed into a record before a version left their question out are shown until the record is saved."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from reviews import wording
from reviews.record.unsaved import has_unsaved
from tests import factories as make
from tests.integration.reviews.test_sections import address, slip, typed
from tests.integration.variation.test_record_ours import ours
from tests.integration.variation.test_record_questions import asked, browser, publishes, removing
from tests.kept import kept

pytestmark = pytest.mark.django_db
__all__ = ["browser", "publishes"]
BOOKED = date(2025, 3, 28)
KEEP = reverse("accounts:keep_draft")
PET, SINCE = "What is the pet called?", "Since when is it there?"


@kept
def booked(child, publishes):
    publishes(
        asked(PET, "TEXT", section="wishes"),
        asked(SINCE, "DATE", section="wishes"),
        asked("Is it well?", section="wishes"),
    )
    return make.make_review(child, booked_for=BOOKED)


ANSWERS = {"own_words": "To stay", "own_1": "Rex", "own_3": "not_known"} | {
    f"own_2_on_{part}": number for part, number in (("day", "3"), ("month", "3"), ("year", "2025"))
}


@pytest.fixture
def words(booked, browser) -> dict[str, str]:
    """What a page of before the next version sends: it is the draft."""
    sent = typed(preparation={"notes": "Ask about school"}, wishes=ANSWERS) | slip(
        browser.get(address(booked))
    )
    return sent | {"draft_version": str(browser.post(KEEP, sent).json()["version"])}


@pytest.fixture
def left_out(publishes, client_for, iro) -> Callable[[], Client]:
    """A version that asks none of it is published, and the IRO signs in again."""

    def change(browser: Client) -> None:
        for name in ("own_1", "own_2_on", "own_3"):
            removing(name)(browser)
        ours("preparation", out_notes="on")(browser)

    def publish() -> Client:
        publishes(on=date(2025, 3, 26), but=change)
        return client_for(iro)

    return publish


def test_a_draft_shows_words_that_have_no_question_now(booked, words, browser, left_out, iro):
    assertNotContains(browser.get(address(booked)), "No longer asked")
    browser = left_out()
    for _ in range(2):
        page = browser.get(address(booked))
        assert [(left.question, left.words) for left in page.context["left"]] == [
            ("Notes for the review", "Ask about school"),
            (PET, "Rex"),
            (SINCE, "3 3 2025"),
            ("Is it well?", "Not known"),
        ]
        assertContains(page, "No longer asked")
        # what the page keeps as the draft from now on
        carried = {left.name: left.words for left in page.context["left"]}
        assert carried["left-wishes-own_1"] == "Rex"
        now = typed(wishes={"own_words": "To stay, please"}) | carried | slip(page)
        assert browser.post(KEEP, now).status_code == 200
    now |= slip(browser.get(address(booked)))
    assertRedirects(browser.post(address(booked), now), address(booked))
    assert booked.sections.get().data == {"own_words": "To stay, please"}
    assert not has_unsaved(booked, iro)


def test_a_page_of_before_saves_nothing_until_it_has_shown_them(booked, words, browser, left_out, iro):
    browser = left_out()
    page = browser.post(address(booked), words)
    assertContains(page, wording.NOT_ASKED_NOW, status_code=422)
    assertContains(page, "Rex", status_code=422)
    assert not booked.sections.exists() and has_unsaved(booked, iro)
