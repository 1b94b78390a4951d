"""Twenty thousand characters in every text area of every form, and all that takes them away: the network,
another window, the end of the session, the tab, the back button; with and without script. No word is lost."""

import re
from calendar import FRIDAY
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Dialog, Page, expect

from accounts.models import Draft, Session
from tests.house_rules.more_pages import MORE
from tests.house_rules.test_drafts import readers
from tests.house_rules.test_url_matrix import address_of
from tests.house_rules.url_matrix import rows
from tests.locks import taken_back
from tests.turns import has_days

pytestmark = has_days(FRIDAY)


ROWS = rows()
CHARACTERS = 20_000
ON_PAGES = [name for name, row in sorted(ROWS.items()) if row.method == "GET" and row.sees]
BY_DAY = {"disputes:log", "a closed record"}
"""A form that is opened often, and one whose answer another address takes."""
NAMES = [n if n in BY_DAY else pytest.param(n, marks=pytest.mark.nightly) for n in [*ON_PAGES, *MORE]]

FORMS = (
    "[...document.forms].filter(f => f.querySelector('[data-draft]') && f.querySelector('textarea[name]'))"
)
PASTE = (
    "([n, mark, length]) => ["
    + f"...{FORMS}[n].querySelectorAll('textarea[name]')]"
    + """.map(box => {
    const words = (`${mark} ${box.name} Zoë 🙂 ` + 'word لفظ '.repeat(length / 9)).slice(0, length)
    box.focus(); box.select()
    if (document.activeElement !== box || !document.execCommand('insertText', false, words)) {
      box.value = words  // closed away until another answer is chosen, or no script
      box.dispatchEvent(new Event('input', { bubbles: true }))
    }
    return box.name
  })"""
)
"""Paste into every text area of a form as the browser does, so that a `maxlength` would cut."""
WHOLE = (
    "([n, mark, length]) => ["
    + f"...({FORMS}[n]?.querySelectorAll('textarea[name]') ?? [])]"
    + """
  .filter(box => box.value.startsWith(`${mark} ${box.name} Zoë 🙂 `) && box.value.length === length)
  .map(box => box.name)"""
)
BUTTONS = "button:is([type=submit], :not([type])):not([data-add], [hidden])"
"""What sends a form: not what adds a row to it, nor what only the Enter key presses."""
READ = (
    "words => [...document.querySelectorAll('.iro-words')].filter(e => e.textContent.includes(words)).length"
)


class Typist:
    """One form of a page, in whatever window it is open."""

    def __init__(
        self, sit: Callable[[], Any], address: str, number: int, names: set[str] | None = None
    ) -> None:
        self.sit, self.address, self.number, self.names = sit, address, number, names or set()

    def open(self, **how: Any) -> Page:
        page: Page = self.sit().open(self.address, **how)
        return page

    def paste(self, page: Page, mark: str) -> None:
        self.names = set(page.evaluate(PASTE, [self.number, mark, CHARACTERS]))

    def has(self, page: Page, mark: str) -> None:
        """Every text area holds the words of this mark, from the first to the last."""
        page.wait_for_load_state("domcontentloaded")
        # a page of two versions has only the form that was open twice, whichever of the page's it is
        is_alone = page.get_by_role("heading", name="Two versions of this form").count()
        found = set(page.evaluate(WHOLE, [0 if is_alone else self.number, mark, CHARACTERS]))
        assert found == self.names, f"{mark}: lost in {sorted(self.names - found)}"

    def comes_back(self, mark: str, **how: Any) -> None:
        """After signing in, in a new window."""
        page = self.open(**how)
        self.has(page, mark)
        page.context.close()

    def form(self, page: Page) -> Any:
        return page.locator("form:has([data-draft]):has(textarea[name])").nth(self.number)

    def send(self, page: Page) -> None:
        self.form(page).locator(BUTTONS).first.click(force=True, no_wait_after=True)

    def save(self, page: Page) -> None:
        """Without script: keep the draft, or where the form has a Save of its own, press that."""
        keep = self.form(page).get_by_role("button", name="Save draft")
        with page.expect_navigation():
            (keep if keep.count() else self.form(page).locator(BUTTONS)).first.click()
        expect(page).not_to_have_title("Moved")  # else the way back leads to the page that moved on

    def says(self, page: Page, words: str) -> None:
        page.clock.run_for(12_000)
        expect(self.form(page).locator("[data-save-state]")).to_contain_text(words)


def sign_out_everywhere() -> None:
    Session.objects.all().delete()


def with_script(at: Typist) -> None:
    """The network goes and comes, the session ends while typing, the notice stands, the tab is killed."""
    page = at.open(fake_clock=True)
    at.paste(page, "first")
    at.says(page, "Draft saved at")
    page.route("**/drafts/keep/", lambda route: route.abort())
    at.paste(page, "offline")
    at.says(page, "trying again")
    page.unroute("**/drafts/keep/")
    page.clock.run_for(60_000)
    at.says(page, "Draft saved at")
    two_windows(at, page)
    sign_out_everywhere()
    at.paste(page, "while typing")
    at.says(page, "signed out")
    with page.expect_response("**/drafts/keep/"):  # the notice was there before these words
        at.paste(page, "after the notice")
        at.send(page)  # keeps the words, and sends nothing until they have signed in
    at.says(page, "signed out")
    at.has(page, "after the notice")
    page.context.close()  # without a farewell
    at.comes_back("after the notice")


def two_windows(at: Typist, first: Page) -> None:
    """The words of the first window are there in the second; what both then type stands side by side."""
    second = at.open(fake_clock=True)
    at.has(second, "offline")
    at.paste(second, "second window")
    at.says(second, "Draft saved at")
    at.paste(first, "first window")
    at.says(first, "are kept as well")
    at.send(first)
    both_stand(at, first)
    second.context.close()
    first.goto(f"http://localhost{at.address}")  # both windows are gone
    both_stand(at, first)
    first.get_by_role("button", name="open the other version").click()
    # the address stays the same: only what is on the page says that it is another one
    expect(first.get_by_role("heading", name="Two versions of this form")).to_have_count(0)
    expect(at.form(first).locator(BUTTONS).first).to_be_visible()
    at.has(first, "second window")


def both_stand(at: Typist, page: Page) -> None:
    """Both versions side by side, and one of them again to write in."""
    expect(page.get_by_role("heading", name="Two versions of this form")).to_be_visible()
    for mark in ("first window", "second window"):
        assert page.evaluate(READ, f"{mark} ") >= len(at.names), mark
    Typist(at.sit, at.address, 0, at.names).has(page, "first window")


def unsaved(at: Typist) -> None:
    """Sent with the session gone before anything was saved; left and stayed; gone on and back."""
    page = at.open(fake_clock=True)
    at.paste(page, "before saving")
    sign_out_everywhere()
    at.send(page)
    page.wait_for_url("**/sign-in/**")
    page.context.close()
    at.comes_back("before saving")
    page = at.open(fake_clock=True)
    asked: list[str] = []
    page.on("dialog", lambda dialog: stay(dialog, asked))
    page.mouse.click(3, 3)
    at.paste(page, "leaving")
    page.evaluate("setTimeout(() => { location.href = '/me/' })")
    page.clock.run_for(10)
    page.evaluate("1")
    at.says(page, "Draft saved at")
    assert asked == ["beforeunload"]
    at.has(page, "leaving")
    page.goto("http://localhost/me/")
    go_back(page)
    at.has(page, "leaving")
    page.context.close()


def stay(dialog: Dialog, asked: list[str]) -> None:
    asked.append(dialog.type)
    dialog.dismiss()


def go_back(page: Page) -> None:
    """The browser's own button. Playwright's waits for an answer of the network, and here there is none."""
    here = page.url
    page.evaluate("history.back()")
    page.wait_for_url(lambda url: url != here)
    page.locator("form:has([data-draft]) textarea[name]").first.wait_for(state="attached")


def without_script(at: Typist) -> None:
    """Sent after the session and the cookie of the form had ended; saved, gone back, two windows."""
    page = at.open(script=False)
    at.paste(page, "sent late")
    sign_out_everywhere()
    for cookie in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        page.context.clear_cookies(name=cookie)
    at.send(page)
    page.wait_for_url("**/sign-in/**")
    page.context.close()
    page, other = at.open(script=False), at.open(script=False)
    at.has(page, "sent late")
    at.paste(page, "kept")
    at.save(page)
    back = page.url.endswith(at.address)
    page.goto("http://localhost/me/")
    if back:
        go_back(page)
    else:  # a Save of the form's own led on
        page.goto(f"http://localhost{at.address}")
    at.has(page, "kept")
    page.context.close()
    at.paste(other, "other window")
    at.send(other)
    expect(other.get_by_role("heading", name="Two versions of this form")).to_be_visible()
    for mark in ("kept", "other window"):
        assert other.evaluate(READ, f"{mark} ") >= len(at.names), mark
    other.context.close()


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_a_form_is_lost(name, world, client_for, desk):
    if name in MORE:
        bring_about, who = MORE[name]
        address = bring_about(world)
    else:
        who = next(iter(readers(name)))
        address = address_of(name, ROWS[name], world, ROWS[name].variants[0])
    person = world.person(who)
    answer = client_for(person).get(address)
    html = "" if answer.streaming else answer.content.decode(errors="replace")  # a file has no form
    for number in range(forms_with_words(html)):
        for story in (with_script, unsaved, without_script):
            Draft.objects.all().delete()
            with taken_back():
                story(Typist(lambda: desk(person), address, number))


def forms_with_words(html: str) -> int:
    forms = re.findall(r"<form\b.*?</form>", html, re.DOTALL)
    return sum("<textarea" in form and "data-draft" in form for form in forms)
