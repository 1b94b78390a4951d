"""Somebody who can sign in and has no role in any council today is told so, whom to ask, and how to leave."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.access.roles import Role
from accounts.clock import today
from accounts.models import User
from accounts.people.without_role import councils_to_ask
from tests import factories as make

pytestmark = pytest.mark.django_db
ADDRESSES = ("/", "/children/", "/me/")


def page_of(browser: Client, address: str = "/") -> str:
    answer = browser.get(address)
    assert answer.status_code == 403
    return answer.content.decode()


def test_who_never_had_a_role_is_told_what_to_do_and_is_led_in_no_circle(nobody, client_for):
    for address in ADDRESSES:
        html = page_of(client_for(nobody), address)
        assert "You have no role today" in html and "ask the administrator of your council" in html
        main = html.partition("<main")[2].partition("</main>")[0]
        assert "href=" not in main and reverse("account_logout") in main
        assert reverse("accounts:me") not in html


def test_whose_role_ended_is_told_the_names_of_the_administrators(iro, administrator, authority, client_for):
    browser = client_for(iro)
    iro.memberships.update(ended_on=today())
    html = page_of(browser)
    assert authority.name in html and administrator.name in html and administrator.email in html
    assert "begins on" not in html


def test_whose_role_begins_later_is_told_the_day(authority, client_for):
    later = today() + timedelta(days=3)
    person = make.make_user(name="Soon Here", email="soon@council.example")
    make.make_membership(person, authority, Role.IRO, started_on=later)
    assert f"Your role begins on {later.day} " in page_of(client_for(person))


def test_an_administrator_of_tomorrow_or_who_has_left_is_not_named(authority, iro, administrator):
    make.make_membership(iro, authority, Role.ADMINISTRATOR, started_on=today() + timedelta(days=1))
    User.objects.filter(pk=administrator.pk).update(is_active=False, deactivated_at=make.now())
    for row in councils_to_ask(iro, today()):
        assert row["administrators"] == [] and row["elsewhere"]


def test_whose_account_of_a_council_opens_another_one_alone_is_told_to_sign_in_there(
    monkeypatch, iro, other_authority, client_for
):
    monkeypatch.setattr("accounts.middleware.councils_of_session", lambda request: [other_authority.pk])
    assert "sign in as you do for this council" in page_of(client_for(iro))


def test_where_the_council_has_no_administrator_the_manager_is_asked(iro, administrator, client_for):
    browser = client_for(iro)
    iro.memberships.update(ended_on=today())
    administrator.memberships.update(ended_on=today())
    assert "the council has no administrator" in page_of(browser)
