"""Single sign-on in a real browser, through the page of a provider that runs."""

import os
from collections.abc import Iterator
from html import escape
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from accounts.access.roles import Role
from accounts.models import GroupRole, SignInProvider
from tests import factories as make
from tests.integration.ui.conftest import MOVED, ORIGIN
from tests.provider.process import CLIENT, SECRET, Provider, running

LOOK = os.environ.get("SCREENS", "")
"""A folder for pictures of the pages, where somebody wants to look at them."""


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    settings.SIGN_IN_HOSTS = ["127.0.0.1"]
    with running(f"{ORIGIN}/") as provider:
        yield provider


def look(page: Page, name: str) -> None:
    if LOOK:
        for wide in (1280, 320):
            page.set_viewport_size({"width": wide, "height": 900})
            page.screenshot(path=f"{LOOK}/{name}-{wide}.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 900})


def set_up(page: Page, provider: Provider) -> None:
    page.get_by_role("link", name="Set a provider up").click()
    page.get_by_label("Address of the provider").fill(provider.issuer)
    page.get_by_label("Client ID").fill(CLIENT)
    page.get_by_label("Client secret").fill(SECRET)
    page.get_by_label("What stands after the @").fill("council.example")
    page.get_by_role("radio", name="No", exact=True).check()
    page.get_by_label("What the provider says").fill("mfa")
    look(page, "set-up")
    page.get_by_role("button", name="Save the provider").click()


@pytest.mark.slow
def hand_on(route: Route) -> None:
    """What the provider says. Where it leads back to the portal, a page does: nothing listens there, and the
    browser would follow by itself."""
    answer = route.fetch(max_redirects=0)
    if answer.status in (302, 303):
        body = MOVED.format(escape(answer.headers["location"]))
        route.fulfill(status=200, content_type="text/html", body=body)
    else:
        route.fulfill(response=answer)


def test_two_people_set_it_up_and_a_third_signs_in(desk, provider, authority):
    administrator, second = (
        make.make_user(authority, role) for role in (Role.ADMINISTRATOR, Role.QA_MANAGER)
    )
    iro = make.make_user(authority, Role.IRO, email="iris@council.example")
    page = desk(administrator).open("/settings/single-sign-on/")
    set_up(page, provider)
    expect(page.get_by_text("This waits for a second person")).to_be_visible()
    page.get_by_role("link", name="Add a group and its role").click()
    page.get_by_label("Group").fill("managers")
    page.get_by_role("radio", name="Team manager").check()
    page.get_by_role("button", name="Save").click()
    look(page, "settings")
    page = desk(second).open("/people/roles/")
    page.get_by_role("link", name="See single sign-on").click()
    look(page, "to-confirm")
    page.get_by_role("button", name="Confirm single sign-on").click()
    expect(page.get_by_text("People can sign in with it now")).to_be_visible()
    assert SignInProvider.objects.get().is_open and GroupRole.objects.count() == 1

    provider.says(iro.email, amr=["mfa"], groups=["managers"])
    page = desk(iro).open("/help/", answers={f"{provider.issuer}/**": hand_on})
    page.context.clear_cookies()
    page.goto(f"{ORIGIN}/me/")
    look(page, "sign-in")
    page.get_by_role("link", name="Sign in with your council’s account").click()
    page.get_by_label("Email address").fill(iro.email)
    look(page, "address")
    page.get_by_role("button", name="Continue").click()
    look(page, "continue")
    page.get_by_role("button", name=f"Continue with your account at {authority.name}").click()
    page.get_by_role("button", name="Sign in at the provider").click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    look(page, "signed-in")
    page = desk(second).open("/people/roles/")
    expect(page.get_by_text("Signed in as a member of the group “managers”")).to_be_visible()
    look(page, "roles")
