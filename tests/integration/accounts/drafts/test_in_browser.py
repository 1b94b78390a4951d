"""Words that a browser kept and brings: kept once, for their own person, beside what is newer, and not again
once they were sent."""

import time
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from accounts.drafts import actions, in_browser
from accounts.models import AuditEvent, Draft, User
from tests.integration.accounts.test_drafts import WORDS, hidden, keep
from tests.integration.accounts.test_drafts import browser as browser
from tests.integration.accounts.test_drafts import page as page

pytestmark = pytest.mark.django_db


def bring(browser: Client, slip: dict[str, str], page: str, words: str = WORDS, **more: str) -> Any:
    """As the script does: what stood in the form, and for which address."""
    sent = {**slip, "reason": words, "draft_brought": "1", "draft_sent_to": page, **more}
    return browser.post(reverse("accounts:keep_draft"), sent)


def test_words_of_a_killed_browser_come_back_as_a_draft(browser, page):
    slip = hidden(browser.get(page))
    answer = bring(browser, slip, page, draft_title="Leaves the council")
    assert (answer.status_code, answer.json()) == (200, {"came_back": True})
    assert "Zoë says: “stay”." in browser.get(page).content.decode()
    assert "Leaves the council" in browser.get(reverse("accounts:drafts")).content.decode()


def test_words_that_the_portal_has_change_nothing(browser, page):
    slip = hidden(browser.get(page))
    keep(browser, slip)
    before = Draft.objects.values().get()
    assert bring(browser, slip, page).json() == {"came_back": False}
    assert Draft.objects.values().get() == before


def test_words_that_were_sent_do_not_come_back(browser, page):
    slip = hidden(browser.get(page))
    assert browser.post(page, {**slip, "reason": WORDS}).status_code == 302
    assert bring(browser, slip, page).json() == {"came_back": False}
    draft = Draft.objects.get()
    assert (draft.words, draft.late_words) == ("", "")
    assert AuditEvent.objects.filter(kind="person.deactivated").count() == 1


def test_words_typed_after_the_same_form_was_sent_are_not_taken_for_those(browser, page):
    slip = hidden(browser.get(page))
    browser.post(page, {**slip, "reason": WORDS})
    assert bring(browser, slip, page, "More words, never sent").json() == {"came_back": True}
    assert "never sent" in Draft.objects.get().late_words


def test_beside_a_newer_draft_the_person_chooses(browser, page):
    slip = hidden(browser.get(page))
    keep(browser, slip, "Typed at another computer")
    assert bring(browser, slip, page, "Typed before the browser was killed").json() == {"came_back": True}
    both = browser.get(page)
    assert both.status_code == 409
    for words in ("Typed at another computer", "Typed before the browser was killed"):
        assert words in both.content.decode()
    assert bring(browser, slip, page, "A third window").status_code == 409
    assert "Typed before" in Draft.objects.get().late_words, "it waits in its browser until they have chosen"


def test_nobody_else_is_given_the_words_nor_may_bring_them(browser, page, client_for, qa_manager):
    slip = hidden(browser.get(page))
    for other in (client_for(qa_manager), Client()):
        assert bring(other, slip, page).status_code == 403
    assert bring(browser, slip | {"draft_key": "made up"}, page).status_code == 403
    assert not Draft.objects.exists()


def test_words_of_a_weekend_come_back(browser, page, monkeypatch, client_for, administrator):
    slip = hidden(browser.get(page))
    later = time.time() + 3 * 86400
    monkeypatch.setattr(signing.time, "time", lambda: later)
    signed_in_again = client_for(administrator)
    assert keep(signed_in_again, slip).status_code == 403
    assert bring(signed_in_again, slip, page).json() == {"came_back": True}


def test_each_person_has_a_key_of_their_own_in_their_own_pages_alone(browser, client_for, qa_manager, page):
    owner = User.objects.get(email="admin@council.example")
    mine, theirs = in_browser.locks_of(owner), in_browser.locks_of(qa_manager)
    assert mine != theirs
    assert mine in browser.get(page).content.decode()
    assert mine not in client_for(qa_manager).get("/").content.decode()
    assert mine not in Client().get(reverse("account_login")).content.decode()


def test_nobody_has_the_key_who_has_not_given_the_second_factor(browser, settings, page):
    settings.SECOND_FACTOR_REQUIRED = True
    answer = browser.get(page, follow=True)
    assert "data-locks" not in answer.content.decode()


def test_only_the_words_tell_whether_the_portal_has_them():
    kept = actions.stored({"reason": ["a"], "send": [""]})
    assert in_browser._holds(kept, {"reason": ["a"]})
    assert not in_browser._holds(kept, {"reason": ["b"]})
    assert not in_browser._holds("", {"reason": ["a"]})
