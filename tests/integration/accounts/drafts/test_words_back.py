"""Words that were not taken come back to whoever typed them, and to nobody else: however short, in whatever
script, and whatever refused them."""

import html
import re
from datetime import date
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from accounts.access.roles import Role
from accounts.clock import today
from accounts.drafts import actions
from accounts.drafts.browsers import COOKIE
from children.models import Child
from disputes.models import Concern
from reviews.decisions.actions import send_decisions
from tests import factories as make
from tests.kept import kept

pytestmark = pytest.mark.django_db
CHINESE = "我不想搬家，我想和妹妹在一起。"
SHORT = ("No.", "no", "Mia", "NO", "14", CHINESE)


def sent_by(browser: Client, page: str, **typed: str) -> dict[str, Any]:
    """Everything that the page's form sends by itself, with what was typed."""
    shown = browser.get(page).content.decode()
    found = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', shown))
    return {name: html.unescape(value) for name, value in found.items()} | typed


def back(answer: Any) -> list[str]:
    """The words that a page gives back."""
    found = re.findall(r'<div class="govuk-inset-text iro-words">(.*?)</div>', answer.content.decode(), re.S)
    return [html.unescape(one) for one in found]


@kept
def concern(child: Child, iro: Any) -> Concern:
    return make.make_concern(child, iro, today())


@pytest.mark.parametrize("words", SHORT)
def test_one_word_is_given_back_where_the_cookies_are_gone(client_for, team_manager, concern, words):
    page = reverse("disputes:answer", args=[concern.public_id])
    answer = Client().post(page, sent_by(client_for(team_manager), page, text=words))
    assert answer.status_code == 403 and back(answer) == [words]


@pytest.mark.parametrize("words", SHORT)
def test_one_word_is_given_back_where_the_child_is_not_theirs_any_more(
    client_for, team_manager, concern, words
):
    browser, page = client_for(team_manager), reverse("disputes:answer", args=[concern.public_id])
    sending = sent_by(browser, page, text=words)
    team_manager.lines.all().delete()
    answer = browser.post(page, sending)
    assert answer.status_code == 404 and back(answer) == [words]


@pytest.mark.parametrize("words", SHORT)
def test_one_word_is_given_back_where_the_role_has_ended(client_for, administrator, team_manager, words):
    browser, page = client_for(administrator), reverse("accounts:deactivate", args=[team_manager.public_id])
    sending = sent_by(browser, page, reason=words)
    administrator.memberships.update(role=Role.INSPECTOR)
    answer = browser.post(page, sending)
    assert answer.status_code == 403 and back(answer) == [words]


@pytest.mark.parametrize("words", SHORT)
def test_one_word_is_given_back_where_the_step_is_over(client_for, iro, concern, words):
    browser, page = client_for(iro), reverse("disputes:refer", args=[concern.public_id])
    sending = sent_by(browser, page, reason=words)
    ended = {"ending": "RESOLVED", "effect": "NOTHING", "closed_on": today(), "closed_by": iro}
    Concern.objects.filter(pk=concern.pk).update(state="CLOSED", **ended)
    answer = browser.post(page, sending)
    assert answer.status_code == 409 and back(answer) == [words]


def test_words_for_a_record_that_is_restricted_meanwhile_are_given_back_and_kept(
    client_for, social_worker, iro, child, qa_manager
):
    review = make.make_review(child, date(2026, 1, 12))
    decision = make.make_decision(review, iro)
    send_decisions(review=review, by=iro, today=date(2026, 1, 14))
    browser, page = client_for(social_worker), reverse("reviews:progress", args=[decision.public_id])
    sending = sent_by(browser, page, progress="IN_PROGRESS", note="Two words.")
    Child.objects.filter(pk=child.pk).update(is_restricted=True)
    answer = browser.post(page, sending)
    shown = answer.content.decode()
    assert answer.status_code == 403 and "is restricted" in shown
    assert back(answer) == ["Two words."]
    assert "kept as your draft" in shown and f'name="next" value="{page}"' in shown
    assert "Two words." not in browser.get(page).content.decode()
    make.make_grant(social_worker, child, granted_by=qa_manager)
    assert "Two words." in browser.get(page).content.decode()


def test_a_restricted_record_gives_nobody_the_words_of_another(client_for, social_worker, iro, child):
    review = make.make_review(child, date(2026, 1, 12))
    decision = make.make_decision(review, iro)
    send_decisions(review=review, by=iro, today=date(2026, 1, 14))
    page = reverse("reviews:progress", args=[decision.public_id])
    sending = sent_by(client_for(social_worker), page, progress="IN_PROGRESS", note="Two words.")
    Child.objects.filter(pk=child.pk).update(is_restricted=True)
    colleague = make.make_user(child.authority, Role.SOCIAL_WORKER, email="colleague@council.example")
    for other in (page, reverse("reviews:decision", args=[decision.public_id])):
        answer = client_for(colleague).post(other, sending)
        assert "Two words." not in answer.content.decode()


def test_no_choice_number_or_password_is_given_back(client_for, team_manager, concern):
    page = reverse("disputes:answer", args=[concern.public_id])
    for names in ({}, {"own_words": None}):
        sending = sent_by(
            client_for(team_manager), page, text="No. Never.", password1="a b c", way="BY_PHONE", when_day="3"
        )
        sending = {name: value for name, value in sending.items() if name not in names}
        assert back(Client().post(page, sending)) == ["No. Never."]


def test_a_text_that_goes_on_without_spaces_goes_on(client_for):
    words = actions.stored({"text": [CHINESE], "choice": ["yes"]})
    assert actions.holds({"text": [CHINESE + "真的。"], "choice": ["yes"]}, words)
    assert not actions.holds({"text": [CHINESE], "choice": ["yesterday"]}, words)


def test_a_page_out_of_date_gives_its_words_back_on_our_own_page_alone(client_for, administrator):
    """A form without a draft: its page has no slip."""
    page = reverse("accounts:new_person")
    browser = client_for(administrator, enforce_csrf_checks=True)
    sending = sent_by(browser, page, name="Mia", email="mia@council.example", csrfmiddlewaretoken="x" * 64)
    ours = browser.post(page, sending, HTTP_SEC_FETCH_SITE="same-origin")
    assert ours.status_code == 403 and "still there" not in ours.text
    assert {"Mia", "mia@council.example"} <= set(back(ours))
    assert back(browser.post(page, sending, HTTP_SEC_FETCH_SITE="cross-site")) == []


def test_a_fault_gives_the_words_back_in_the_browser_of_the_page_alone(
    client_for, team_manager, concern, monkeypatch
):
    page = reverse("disputes:answer", args=[concern.public_id])
    browser, elsewhere = client_for(team_manager), client_for(team_manager)
    browser.raise_request_exception = elsewhere.raise_request_exception = False
    sending = sent_by(browser, page, text="No.")

    def away(*args: object, **kwargs: object) -> None:
        raise OperationalError

    monkeypatch.setattr("accounts.drafts.actions.keep", away)
    answer = browser.post(page, sending)
    assert answer.status_code == 503 and back(answer) == ["No."]
    assert COOKIE not in elsewhere.cookies and back(elsewhere.post(page, sending)) == []
