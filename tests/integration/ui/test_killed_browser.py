"""The browser is killed a moment after the last key, or its page crashes: the words are there again, for the
person who typed them and for nobody else. A real profile on a disk, and a real signal."""

import os
import signal
from calendar import SATURDAY, TUESDAY, WEDNESDAY
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from accounts.models import Draft, User
from tests.browser import CHROMIUM, FLAGS, PATIENCE
from tests.integration.ui.conftest import wait_for_rest
from tests.turns import has_days

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    has_days(TUESDAY, WEDNESDAY, SATURDAY),
]
WORDS = "Zoë wants to stay with her sister"
STORED = """() => new Promise(done => {
  const asked = indexedDB.open('iro-words', 1)
  asked.onsuccess = () => {
    if (!asked.result.objectStoreNames.length) { asked.result.close(); return done([]) }
    const all = asked.result.transaction('words').objectStore('words').getAll()
    all.onsuccess = () => { asked.result.close(); done(all.result) }
  }
})"""
"""Everything that the portal's pages have in the browser's storage."""


class Computer:
    """A computer that people share: one profile on a disk, ended by SIGKILL and started again."""

    def __init__(self, browser: Browser, profile: Path, address: str, client_for: Any) -> None:
        self.browser, self.profile, self.address, self.client_for = browser, profile, address, client_for
        self.context: BrowserContext | None = None

    def sign_in(self, person: User) -> None:
        if self.context is None:
            where = CHROMIUM if Path(CHROMIUM).exists() else None
            self.context = self.browser.browser_type.launch_persistent_context(
                str(self.profile), executable_path=where, args=FLAGS
            )
            self.context.set_default_timeout(PATIENCE)
        key = self.client_for(person).session.session_key
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": self.address}
        self.context.add_cookies([cookie])

    def open(self, path: str = "/gallery/") -> Page:
        assert self.context is not None
        page = self.context.new_page()
        page.goto(self.address + path)
        return page

    def kill(self) -> None:
        """All processes of this profile at once, without a farewell."""
        assert self.context is not None
        for one in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(OSError):
                if str(self.profile) in one.read_text(errors="replace"):
                    os.kill(int(one.parent.name), signal.SIGKILL)
        with suppress(Error):
            self.context.close()
        (self.profile / "SingletonLock").unlink(missing_ok=True)
        self.context = None


@pytest.fixture
def computer(chromium, live_server, tmp_path, client_for) -> Iterator[Computer]:
    one = Computer(chromium, tmp_path / "profile", live_server.url, client_for)
    yield one
    if one.context is not None:
        one.context.close()
    wait_for_rest()


def words_of(page: Page) -> Any:
    return page.get_by_label("What did the child say?")


def type_and_wait(page: Page, milliseconds: int, words: str = WORDS) -> None:
    words_of(page).press_sequentially(words)
    page.wait_for_timeout(milliseconds)


@pytest.fixture
def killed(computer: Computer, iro: User) -> Callable[[int], None]:
    """`killed(100)`: words were typed, and so many milliseconds later nothing of the browser was left."""

    def kill_after(milliseconds: int) -> None:
        computer.sign_in(iro)
        type_and_wait(computer.open(), milliseconds)
        computer.kill()
        assert not Draft.objects.exists(), "the portal had not had them yet"

    return kill_after


@pytest.mark.parametrize("milliseconds", [100, pytest.param(500, marks=pytest.mark.nightly)])
def test_words_typed_just_before_the_browser_is_killed_come_back(computer, killed, iro, milliseconds):
    killed(milliseconds)
    computer.sign_in(iro)
    page = computer.open()
    expect(words_of(page)).to_have_value(WORDS)
    expect(page.get_by_text("what you typed earlier and have not sent")).to_be_visible()
    assert page.evaluate(STORED) == [], "the portal has them now"


def test_somebody_else_at_the_same_computer_is_neither_shown_nor_left_the_words(
    computer, killed, iro, qa_manager
):
    killed(100)
    computer.sign_in(qa_manager)
    page = computer.open("/help/")
    expect(page.locator("[data-own-words]")).to_be_hidden()
    page.wait_for_function(f"async () => (await ({STORED})()).length === 0")
    assert not Draft.objects.exists()


def test_words_come_back_after_the_key_of_the_portal_was_replaced(computer, killed, iro, settings):
    killed(100)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another key that is long enough for everybody"
    computer.sign_in(iro)
    page = computer.open("/help/")
    page.wait_for_timeout(500)
    assert len(page.evaluate(STORED)) == 1, "a server that has not this key yet leaves them alone"
    settings.SECRET_KEY_FALLBACKS = [old]
    expect(words_of(computer.open())).to_have_value(WORDS)


def test_what_lies_on_the_disk_cannot_be_read(computer, killed):
    killed(100)
    files = [one for one in computer.profile.rglob("*IndexedDB*/**/*") if one.is_file()]
    assert files
    for spelt in (WORDS.encode("utf-8"), WORDS.encode("utf-16-le"), b"wants to stay", b"What did"):
        assert not any(spelt in one.read_bytes() for one in files), spelt


def test_words_typed_without_a_connection_outlive_a_page_that_crashes(computer, iro):
    computer.sign_in(iro)
    page = computer.open()
    page.route("**/drafts/keep/", lambda route: route.abort())
    type_and_wait(page, 4000)
    expect(page.locator("[data-save-state]")).to_contain_text("trying again")
    type_and_wait(page, 100, " and to see her mother")
    with suppress(Error):
        page.goto("chrome://crash", timeout=3000)
    page = computer.open("/help/")
    expect(page.locator("[data-own-words]")).to_contain_text("have come back")
    expect(words_of(computer.open())).to_have_value(WORDS + " and to see her mother")


def test_a_page_that_is_open_keeps_its_words_to_itself_and_signing_out_leaves_none(computer, iro):
    computer.sign_in(iro)
    page = computer.open()
    page.route("**/drafts/keep/", lambda route: route.abort())
    type_and_wait(page, 200)
    other = computer.open()
    assert len(other.evaluate(STORED)) == 1
    expect(words_of(other)).to_have_value("")
    assert not Draft.objects.exists(), "words of a window that is still there are brought by nobody else"
    other.goto(computer.address + "/help/")
    with other.expect_navigation():
        other.evaluate("document.querySelector('form[action$=\"/sign-out/\"]').submit()")
    assert other.evaluate(STORED) == []
