"""The demo council served by the real processes, once for all journeys, and people who use it in a
browser."""

import os
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from demo.people import PASSWORD
from tests.journeys.stack import Stack


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[Stack]:
    """Web, worker and beat on the demo council."""
    number = int(re.sub(r"\D", "", os.environ.get("PYTEST_XDIST_WORKER", "")) or 0)
    made = Stack(tmp_path_factory.mktemp("stack"), number)
    try:
        with django_db_blocker.unblock():
            made.create()
        made.start("web", "worker", "beat")
        yield made
    finally:
        made.destroy()


@pytest.fixture
def sign_in(chromium: Browser, stack: Stack) -> Iterator[Callable[..., Page]]:
    """`sign_in("iro.demo")`: a window of its own in which this person of the demo is signed in."""
    contexts = []

    def go(person: str, *, script: bool = True, wide: int = 1280) -> Page:
        context = chromium.new_context(
            base_url=stack.address,
            java_script_enabled=script,
            viewport={"width": wide, "height": 900},
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.goto("/")
        page.get_by_label("Email").fill(f"{person}@example.org")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(stack.address + "/")
        return page

    yield go
    for context in contexts:
        context.close()


@pytest.fixture
def team_of(stack: Stack) -> Callable[[str], Any]:
    """`team_of(review)`: the address of the manager of the child's team, without its domain."""

    def manager(review: str) -> str:
        email = stack.value(
            """SELECT u.email FROM reviews_review r
            JOIN children_socialworkerallocation a ON a.child_id = r.child_id AND a.ended_on IS NULL
            JOIN accounts_teamline l ON l.team_id = a.team_id AND l.level = 'TEAM_MANAGER'
            JOIN accounts_user u ON u.id = l.user_id WHERE r.public_id = %s""",
            review,
        )
        return str(email).partition("@")[0]

    return manager
