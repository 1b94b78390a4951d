"""Autosave, add another, following a job and the time-out notice, in a browser with a clock that the test
moves."""

import json
import time
from calendar import SATURDAY
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from accounts.drafts import views
from accounts.models import Draft
from tests.integration.ui.conftest import stand_still
from tests.integration.ui.test_killed_browser import STORED
from tests.turns import has_days

pytestmark = [pytest.mark.slow, pytest.mark.django_db, has_days(SATURDAY)]
OK = (200, {"version": "2", "at": "2:30pm"})
CONFLICT = (409, {"text": "You changed this form in another window at 2:29pm."})


class Server:
    """Answers the page's own saves as told; keeps what was sent."""

    def __init__(self, page: Page, *answers: Any) -> None:
        self.answers, self.sent = list(answers), []
        self.held: list[Callable[[], None]] = []
        self.hold = False
        self.page = page
        page.route("**/drafts/keep/", self._saved)
        page.route("**/gallery/", self._saved)

    def has(self, count: int) -> bool:
        """Whether so many saves were sent, as soon as they arrive: a busy machine brings them late."""
        for _ in range(200):
            if len(self.sent) >= count:
                break
            self.page.wait_for_timeout(50)
        return len(self.sent) == count

    def _saved(self, route: Route) -> None:
        if route.request.method != "POST":
            return route.continue_()
        self.sent.append(route.request.post_data or "")
        status, body = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if status is None:
            return route.abort()

        def answer() -> None:
            route.fulfill(status=status, content_type="application/json", body=json.dumps(body))

        if self.hold:
            self.held.append(answer)
        else:
            answer()


def line(page: Page) -> Any:
    return page.locator("[data-save-state]")


def type_words(page: Page, words: str = "I want to stay") -> None:
    page.get_by_label("What did the child say?").fill(words)


def is_guarded(page: Page) -> bool:
    """Whether the browser would ask before the page is left."""
    return page.evaluate("!dispatchEvent(new Event('beforeunload', {cancelable: true}))")


def session(page: Page, answer: dict[str, Any]) -> None:
    page.unroute("**/session/")
    page.route("**/session/", lambda r: r.fulfill(content_type="application/json", body=json.dumps(answer)))


def me(page: Page) -> str:
    return page.locator("[data-draft]").get_attribute("data-who")


def broken(page: Page, axe: Callable[[Page], list]) -> list:
    """What axe finds; it waits by the page's clock, which goes on meanwhile."""
    page.clock.resume()
    found = axe(page)
    stand_still(page)
    return found


# --- autosave


def test_words_are_saved_three_seconds_after_a_change_with_the_version(visitor):
    page = visitor.open("/gallery/", fake_clock=True)
    server = Server(page, OK)
    type_words(page)
    assert is_guarded(page)
    page.clock.run_for(2900)
    assert server.sent == []
    page.clock.run_for(200)
    expect(line(page)).to_have_text("Draft saved at 2:30pm")
    assert "I want to stay" in server.sent[0] and 'name="autosave"' in server.sent[0]
    assert page.locator("[name=draft_version]").input_value() == "2"
    assert not is_guarded(page)


def test_one_save_at_a_time_and_what_was_typed_meanwhile_goes_with_the_next(visitor):
    page = visitor.open("/gallery/", fake_clock=True)
    server = Server(page, OK)
    server.hold = True
    type_words(page, "one")
    page.clock.run_for(3100)
    type_words(page, "two")
    page.clock.run_for(10_000)
    assert server.has(1)
    assert is_guarded(page)
    server.hold = False
    server.held.pop()()
    expect(line(page)).to_have_text("Draft saved at 2:30pm")
    page.clock.run_for(3100)
    expect(line(page)).to_have_text("Draft saved at 2:30pm")
    assert server.has(2) and "two" in server.sent[-1]


def test_in_a_conflict_the_words_go_on_being_kept_beside_the_others(visitor, axe):
    page = visitor.open("/gallery/", fake_clock=True)
    server = Server(page, CONFLICT)
    type_words(page)
    page.clock.run_for(3100)
    expect(line(page)).to_contain_text("another window at 2:29pm")
    expect(page.locator("[data-conflict]")).to_be_visible()
    type_words(page, "and more")
    page.clock.run_for(9_000)
    assert server.has(2) and "and more" in server.sent[-1]
    expect(line(page)).to_contain_text("Your words on this page are kept as well")
    assert not is_guarded(page)
    assert page.get_by_label("What did the child say?").input_value() == "and more"
    assert broken(page, axe) == []


def test_a_network_that_is_away_is_tried_again_more_and_more_slowly(visitor):
    page = visitor.open("/gallery/", fake_clock=True)
    server = Server(page, (None, None), (None, None), OK)
    type_words(page)
    page.clock.run_for(3100)
    expect(line(page)).to_contain_text("could not be saved")
    assert is_guarded(page)
    page.clock.run_for(4100)
    assert server.has(2)
    expect(line(page)).to_contain_text("could not be saved")
    page.wait_for_timeout(100)
    page.clock.run_for(8200)
    expect(line(page)).to_have_text("Draft saved at 2:30pm")
    assert len(server.sent) == 3


def test_signed_out_words_stay_and_are_saved_after_signing_in_with_the_new_token(visitor, axe):
    page = visitor.open("/gallery/", fake_clock=True)
    Server(page, (401, {}), OK)
    session(page, {"who": None, "csrf": "x", "seconds_left": 0})
    type_words(page)
    page.clock.run_for(3100)
    expect(line(page)).to_contain_text("You have been signed out")
    expect(page.locator("[data-signin]")).to_be_visible()
    assert is_guarded(page)
    assert broken(page, axe) == []
    session(page, {"who": me(page), "csrf": "the-new-token", "seconds_left": 1800})
    page.clock.run_for(5100)
    expect(line(page)).to_have_text("Draft saved at 2:30pm")
    expect(page.locator("[data-signin]")).to_be_hidden()
    assert page.locator("form:has([data-draft]) [name=csrfmiddlewaretoken]").input_value() == "the-new-token"


def test_another_person_signed_in_never_saves_these_words(visitor):
    page = visitor.open("/gallery/", fake_clock=True)
    server = Server(page, (401, {}), OK)
    session(page, {"who": "somebody-else", "csrf": "theirs", "seconds_left": 1800})
    type_words(page)
    page.clock.run_for(3100)
    expect(line(page)).to_contain_text("Someone else is signed in")
    page.clock.run_for(20_000)
    assert len(server.sent) == 1
    assert is_guarded(page)
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(warning(page)).to_contain_text("shown again when its own person has signed in")
    expect(page.locator("main")).to_be_hidden()
    session(page, {"who": me(page), "csrf": "mine", "seconds_left": 1800})
    page.clock.run_for(5100)
    expect(page.locator("main")).to_be_visible()


def test_a_real_refusal_is_tried_once_and_then_said(visitor):
    page = visitor.open("/gallery/", fake_clock=True)
    server = Server(page, (403, {}))
    session(page, {"who": me(page), "csrf": "the-new-token", "seconds_left": 1800})
    type_words(page)
    page.clock.run_for(3100)
    expect(line(page)).to_contain_text("does not take this page any more")
    page.clock.run_for(120_000)
    assert len(server.sent) == 1
    assert is_guarded(page)
    expect(page.get_by_role("button", name="Save and continue")).to_have_attribute("aria-disabled", "true")


def test_typing_without_a_pause_is_saved_within_ten_seconds(visitor):
    page = visitor.open("/gallery/", fake_clock=True)
    server = Server(page, OK)
    for words in range(12):
        type_words(page, f"word {words}")
        page.clock.run_for(900)
    expect(line(page)).to_have_text("Draft saved at 2:30pm")
    assert server.sent


def test_nothing_can_be_sent_while_signed_out_and_the_notice_is_in_view(visitor):
    page = visitor.open("/gallery/", fake_clock=True)
    server = Server(page, (401, {"version": 3, "at": "2:31pm"}))
    session(page, {"who": None, "csrf": "x", "seconds_left": 0})
    type_words(page)
    page.clock.run_for(3100)
    expect(line(page)).to_contain_text("Your words were kept at 2:31pm but have not been sent")
    expect(line(page)).to_be_in_viewport()
    page.get_by_role("button", name="Save and continue").click(force=True)
    page.wait_for_timeout(200)
    assert page.url.endswith("/gallery/") and not any('name="save"' in body for body in server.sent)
    before = len(server.sent)
    type_words(page, "and more")
    page.clock.run_for(3100)
    assert server.has(before + 1) and "and more" in server.sent[-1], "words go on being kept"


def test_submit_waits_for_a_save_under_way_and_sends_its_version(visitor):
    page = visitor.open("/gallery/", fake_clock=True)
    server = Server(page, OK)
    server.hold = True
    type_words(page)
    page.clock.run_for(3100)
    page.get_by_role("button", name="Save and continue").click()
    assert server.has(1)
    server.hold = False
    with page.expect_event("framenavigated"):
        server.held.pop()()
    assert 'name="save"' in server.sent[1] and 'name="autosave"' not in server.sent[1]
    version = server.sent[1].split('name="draft_version"')[1].split()[0]
    assert version == "2"


def test_a_form_on_its_way_takes_no_more_words_and_says_so(visitor):
    """They would be on a page that is about to go, and nobody would have them."""
    page = visitor.open("/gallery/", fake_clock=True)
    server = Server(page, OK)
    server.hold = True
    type_words(page)
    state = page.evaluate(  # at once: everything else of Playwright waits until the page is left
        """() => {
            document.querySelector('button[name=save]').click()
            const words = document.querySelector('textarea')
            const key = new KeyboardEvent('keydown', {key: 'x', bubbles: true, cancelable: true})
            const taken = words.dispatchEvent(key)
            const said = document.querySelector('[data-save-state]').textContent
            words.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', bubbles: true}))
            return [said, taken, words.readOnly]
        }"""
    )
    assert state == ["Sending…", False, False], "and Escape gives the words back"


def test_where_a_browser_keeps_nothing_the_portal_is_given_the_words_at_once(visitor):
    page = visitor.open("/help/", fake_clock=True)
    page.add_init_script(
        "Object.defineProperty(crypto, 'subtle', { value: undefined })"
    )  # as over plain HTTP
    page.goto(visitor.address + "/gallery/")
    Server(page, OK)
    type_words(page)
    page.clock.run_for(600)
    expect(line(page)).to_have_text("Draft saved at 2:30pm")


def test_nothing_stays_in_the_browser_that_the_portal_has(visitor):
    page = visitor.open("/gallery/", fake_clock=True)
    Server(page, OK)
    type_words(page)
    page.clock.run_for(3100)
    expect(line(page)).to_have_text("Draft saved at 2:30pm")
    page.wait_for_function(f"async () => (await ({STORED})()).length === 0")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.evaluate("navigator.serviceWorker?.controller ?? null") is None


@pytest.mark.parametrize("way", ["just typed", "on its way", "pressed twice"])
def test_a_draft_that_is_discarded_does_not_come_back_with_what_was_typed_last(
    served_visitor, monkeypatch, way
):
    page = served_visitor.open("/gallery/")
    type_words(page)
    expect(line(page)).to_contain_text("Draft saved")
    page.reload()
    type_words(page, "I want to stay, and not to say so")
    if way == "on its way":
        kept = views._kept
        monkeypatch.setattr(views, "_kept", lambda *args: (time.sleep(1), kept(*args))[1])
        with page.expect_request("**/drafts/keep/"):
            pass
    discard = page.get_by_role("button", name="Discard this draft")
    discard.dblclick() if way == "pressed twice" else discard.click()
    expect(page.get_by_text("Draft discarded.")).to_be_visible()
    expect(page.get_by_label("What did the child say?")).to_have_value("")
    page.wait_for_timeout(500)
    assert page.evaluate(STORED) == []
    assert not Draft.objects.exists()


# --- add another


def test_rows_are_added_and_removed_without_renumbering(visitor, axe):
    page = visitor.open("/gallery/")
    add = page.get_by_role("button", name="Add another decision")
    expect(page.get_by_role("button", name="Remove decision 1")).to_have_count(0)
    add.click()
    expect(page.locator("[data-row]").nth(1)).to_be_focused()
    expect(page.locator("[data-add-another] > [role=status]")).to_have_text("Decision 2 added")
    page.locator("#id_rows-1-action").fill("Ask the school")
    add.click()
    assert page.locator("#id_rows-TOTAL_FORMS").input_value() == "3"
    page.locator("[data-row]").nth(0).get_by_role("button", name="Remove").click()
    assert page.locator("#id_rows-0-DELETE").is_checked()
    assert page.locator("#id_rows-1-action").input_value() == "Ask the school"
    expect(page.locator("[data-row]").nth(1).locator("legend")).to_have_text("Decision 1")
    assert page.locator("#id_rows-TOTAL_FORMS").input_value() == "3"
    expect(add).to_be_focused()
    expect(page.locator("[data-row]").nth(2).get_by_role("button", name="Choose date")).to_be_visible()
    assert axe(page) == []


# --- long work


def test_a_job_is_followed_to_its_end(visitor):
    states = [
        {"percent": 60, "text": "Reading reviews.csv", "done": False, "failed": False, "next": None},
        {"percent": 100, "text": "Done", "done": True, "failed": False, "next": "/help/"},
    ]
    asked: list[dict[str, str]] = []

    def answer(route: Route) -> None:
        asked.append(route.request.headers)
        route.fulfill(content_type="application/json", body=json.dumps(states[min(len(asked), 2) - 1]))

    page = visitor.open("/gallery/", fake_clock=True, answers={"**/gallery/?show=job": answer})
    page.clock.run_for(1100)
    expect(page.locator("[data-job] [role=status]")).to_have_text("Reading reviews.csv")
    assert page.locator("progress").evaluate("p => p.value") == 60
    page.clock.run_for(1500)
    page.wait_for_url("**/help/")
    assert asked[0]["x-passive"] == "1"  # looking on does not keep a session alive


@pytest.mark.parametrize(
    ("status", "words"), [(403, "signed out"), (404, "cannot be found"), (500, "does not answer")]
)
def test_a_job_that_cannot_be_asked_says_why(visitor, status, words):
    page = visitor.open(
        "/gallery/",
        fake_clock=True,
        answers={"**/gallery/?show=job": lambda r: r.fulfill(status=status, body="<p>no</p>")},
    )
    page.clock.run_for(1100)
    expect(page.locator("[data-job] [role=status]")).to_contain_text(words)


# --- the end of a session


def warning(page: Page) -> Any:
    return page.locator("[data-session-warning]")


def test_session_warns_five_minutes_before_and_can_be_kept(visitor, axe):
    page = visitor.open("/gallery/", fake_clock=True)
    session(page, {"who": me(page), "csrf": "t", "seconds_left": 300})
    page.clock.run_for(24 * 60_000)
    expect(warning(page)).to_be_hidden()
    page.clock.run_for(61_000)
    expect(warning(page)).to_contain_text("You will be signed out in 5 minutes")
    assert broken(page, axe) == []
    session(page, {"who": me(page), "csrf": "t", "seconds_left": 1800})
    page.get_by_role("button", name="Stay signed in").click()
    expect(warning(page)).to_be_hidden()


def test_session_that_lives_on_in_another_tab_does_not_warn(visitor):
    page = visitor.open("/gallery/", fake_clock=True)
    session(page, {"who": me(page), "csrf": "t", "seconds_left": 1500})
    page.clock.run_for(26 * 60_000)
    expect(warning(page)).to_be_hidden()


def test_session_that_ended_says_so_and_offers_to_sign_in(visitor):
    page = visitor.open("/gallery/", fake_clock=True)
    session(page, {"who": None, "csrf": "t", "seconds_left": 0})
    page.clock.run_for(26 * 60_000)
    expect(warning(page)).to_contain_text("You have been signed out")
    expect(page.get_by_role("button", name="Stay signed in")).to_be_hidden()
    expect(warning(page).get_by_role("link", name="Sign in again in a new tab")).to_be_visible()
    expect(page.locator("main")).to_be_hidden()  # nobody typed here, and nobody may be there any more
    session(page, {"who": me(page), "csrf": "t", "seconds_left": 1800})
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(page.locator("main")).to_be_visible()
    session(page, {"who": None, "csrf": "t", "seconds_left": 0})
    type_words(page)
    page.clock.run_for(26 * 60_000)
    expect(warning(page)).to_contain_text("What you typed on this page stays on it")
    expect(page.locator("main")).to_be_visible()


@pytest.mark.django_db(transaction=True)
def test_stay_signed_in_reaches_the_portal_itself(served_visitor, iro):
    """No stand-in: the real endpoint takes the page's token and says that the session is fresh."""
    page = served_visitor.open("/gallery/", fake_clock=True)
    page.route(
        "**/session/", lambda r: r.fulfill(content_type="application/json", body='{"seconds_left": 200}')
    )
    page.clock.run_for(26 * 60_000)
    expect(warning(page)).to_be_visible()
    page.unroute("**/session/")
    with page.expect_response(
        lambda r: r.url.endswith("/session/") and r.request.method == "POST"
    ) as answered:
        page.get_by_role("button", name="Stay signed in").click()
    assert answered.value.status == 200
    expect(warning(page)).to_be_hidden()
    told = page.request.get(f"{served_visitor.address}/session/").json()
    assert (told["who"], told["seconds_left"] > 1700) == (str(iro.public_id), True)
