"""From the notification to a letter that is opened, each step by the person whose work it is: business
support, QA manager, social worker, a carer without an account, an IRO who stands in, the IRO, a manager.

The record is written without script; tests/integration/ui counts the actions that it takes with script.
"""

import re
from calendar import SUNDAY
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from accounts.clock import today
from tests.journeys.stack import Stack, until
from tests.journeys.test_record_to_report import DECISIONS, fill_decisions, fill_sections
from tests.turns import has_days

pytestmark = [pytest.mark.journey, has_days(SUNDAY)]

CARER = "pat.lowe@home.example"


def in_words(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def parts(page: Page, name: str, day: date) -> None:
    for part, number in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.locator(f"[name={name}_{part}]").fill(str(number))


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile(f"^{name}")).first.click()


def choose(page: Page, **values: str) -> None:
    for name, value in values.items():
        page.locator(f"[name={name}][value='{value}']").check()


def add_child(support: Page) -> str:
    """The address of the child's pages."""
    support.goto("/children/add/")
    for name, words in {"number": "90100", "forename": "Joel", "surname": "Marsh"}.items():
        support.locator(f"[name={name}]").fill(words)
    choose(support, sex="M")
    parts(support, "born_on", date(2014, 5, 15))
    parts(support, "started_on", today() - timedelta(days=14))
    for name, code in {"legal_status": "C1", "need": "N1", "placement_type": "U6"}.items():
        support.locator(f"[name={name}]").select_option(code)
    press(support, "Add the child")
    return support.url.removesuffix("people/")


def record_the_notification(support: Page) -> None:
    support.get_by_role("link", name="Record when the IRO service was told").click()
    parts(support, "received_on", today() - timedelta(days=13))
    choose(support, channel="EMAIL")
    press(support, "Save")
    expect(support.get_by_text("1 day after the start of care")).to_be_visible()


def name_the_iro(qa: Page, child: str) -> None:
    """The IRO, the social worker and who stands in for the IRO."""
    qa.goto(f"{child}people/iro/")
    qa.get_by_label("Isobel Farrow").check()
    press(qa, "Allocate an IRO")
    qa.get_by_role("button", name="Allocate a social worker").click()
    qa.locator("[name=team]").select_option(label="Children in Care North")
    qa.locator("[name=worker]").select_option(label="Sadie Wexley")
    press(qa, "Save")
    qa.get_by_role("link", name="Name an IRO who stands in").click()
    qa.get_by_label("Ben Okafor-Lyle").check()
    qa.locator("[name=last_day]").fill(in_words(today() + timedelta(days=14)))
    choose(qa, reason="LEAVE")
    press(qa, "Name this IRO")
    expect(qa.get_by_text("Ben Okafor-Lyle stands in")).to_be_visible()


def arrange(support: Page, child: str) -> str:
    """A carer who can be written to, the booking and the invitations. The address of the review."""
    support.goto(f"{child}people/contacts/add/")
    support.locator("[name=role]").select_option("CARER")
    support.locator("[name=name]").fill("Pat Lowe")
    support.locator("[name=email]").fill(CARER)
    choose(support, may_be_told="RECORD", not_told_home="no")
    support.get_by_role("button", name="Add", exact=True).click()
    support.goto(f"{child}reviews/book/")
    for name, words in {"on": in_words(today()), "at": "3pm", "place": "At home"}.items():
        support.locator(f"[name={name}]").fill(words)
    press(support, "Book the review")
    review = support.url
    support.get_by_role("button", name="Invitations and consultation").click()
    press(support, "List the people around the child")
    support.get_by_role("button", name="Send invitations").click()
    press(support, "Invite them")
    expect(support.get_by_text("2 emails will be sent")).to_be_visible()
    return review


def link_in_mail(stack: Stack, to: str, where: str) -> str:
    """The newest link of this kind that was mailed to this person."""

    def found() -> str:
        links = ""
        for file in sorted((stack.folder / "mails").glob("*")):
            for text in file.read_text().replace("=\n", "").replace("=3D", "=").split("-" * 79):
                if f"To: {to}" in text and (link := re.search(rf"http\S+/{where}/\S+", text)):
                    links = link[0]
        return links

    return str(until(found, seconds=60, what=f"no mail with /{where}/ came to {to}"))


def answer_without_an_account(carer: Page, link: str) -> None:
    carer.goto(link)
    choose(carer, reply="COMES")
    carer.locator("textarea").first.fill("Joel likes his new class.")
    press(carer, "Send my answer")
    expect(carer.get_by_role("heading", name="Thank you")).to_be_visible()


def send_the_report(worker: Page) -> None:
    """From the worker's own home page."""
    worker.get_by_role("link", name=re.compile("Submit the report.*Joel Marsh", re.DOTALL)).click()
    for box in worker.locator("main textarea").all():
        box.fill("Joel has settled.")
    press(worker, "Submit the report")
    expect(worker.get_by_text("The report is submitted")).to_be_visible()


def prepare(back_up: Page) -> None:
    """The IRO who stands in finds the review on the home page."""
    back_up.get_by_role("link", name=re.compile("Prepare.*Joel Marsh", re.DOTALL)).click()
    choose(back_up, **{"preparation-spoke_to_child": "refused"})
    back_up.locator("textarea[name=preparation-notes]").fill("Begin with football.")
    press(back_up, "Save")


def record(iro: Page, review: str) -> None:
    iro.goto(f"{review}start/")
    choose(iro, way="IN_PERSON")
    press(iro, "Start")
    expect(iro.locator("textarea[name=preparation-notes]")).to_have_value("Begin with football.")
    fill_sections(iro)
    iro.locator("input[name=plan-permanence_plan]").first.check()
    fill_decisions(iro)
    press(iro, "Save and read it all")
    press(iro, "Complete the record and send")
    expect(iro.get_by_text(f"{len(DECISIONS)} decisions sent to")).to_be_visible()


def agree(manager: Page) -> None:
    """All decisions of the review with one tick, from the home page."""
    manager.get_by_role("link", name=re.compile("Decisions to answer")).first.click()
    manager.get_by_label(re.compile(f"^Agree to {len(DECISIONS)} decisions.*Joel Marsh", re.DOTALL)).check()
    press(manager, "Send answers")
    expect(manager.get_by_text(f"{len(DECISIONS)} decisions answered")).to_be_visible()


def distribute(iro: Page, review: str) -> None:
    iro.goto(f"{review}letters/")
    press(iro, "Write the letter to the child")
    press(iro, "Finish")
    iro.get_by_role("button", name=re.compile("^Check and send")).click()
    press(iro, "Send the copies")
    expect(iro.get_by_text("The copies are sent")).to_be_visible()


def test_from_the_notification_to_a_letter_that_is_opened(
    stack: Stack, sign_in: Callable[..., Page], team_of: Callable[[str], str], chromium: Browser
) -> None:
    support = sign_in("support.demo", script=False)
    child = add_child(support)
    record_the_notification(support)
    name_the_iro(sign_in("qa.demo", script=False), child)
    review = arrange(support, child)

    with chromium.new_context(java_script_enabled=False, viewport={"width": 320, "height": 900}) as outside:
        answer_without_an_account(outside.new_page(), link_in_mail(stack, CARER, "reply"))
    worker = sign_in("social.worker.demo")
    send_the_report(worker)
    prepare(sign_in("iro.both.demo", script=False))

    iro = sign_in("iro.demo", script=False)
    record(iro, review)
    agree(sign_in(team_of(review.split("/")[-2]), script=False))
    distribute(iro, review)
    worker.goto(link_in_mail(stack, "social.worker.demo@example.org", "copies"))
    press(worker, "Open it")
    expect(worker.get_by_text("I want to stay here, and to see my nan more.")).to_be_visible()
    iro.reload()
    expect(iro.get_by_text("Opened or handed over")).to_be_visible()
