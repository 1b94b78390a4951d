"""The annual report from its first click to the public: written by one person, approved by another,
published, opened in every form."""

import csv
import io
import re
import zipfile
from calendar import WEDNESDAY
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from demo.report import PRIORITIES
from reporting.report.sections import SECTIONS
from tests.journeys.stack import Stack, until
from tests.turns import has_days

pytestmark = [pytest.mark.journey, has_days(WEDNESDAY)]

WORDS = {
    "introduction": "This report tells the panel how the service worked. We held "
    "[[figure:timeliness_reviews_held|year|all]] reviews, and "
    "[[figure:timeliness_reviews_held|year|percent]] of them were in time.",
    "legal": "The council must appoint an officer for every child it looks after. The officer reviews the "
    "plan, and stands up for the child.",
    "timeliness": "Most late reviews waited for a date that suited the school.\n\n- We now book the next "
    "review at each review.\n- A late review is told to the manager.",
    "voice": "Children told us that they want to know who comes to the meeting. One of them says it in "
    "their own words below.",
    "impact": "A plan had drifted since the spring. The officer raised it, and the brothers now see each "
    "other every week.",
    "resources": "The service was fully staffed from the summer. [[figure:looked_after_at_end|year|count]] "
    "children need a review twice a year.",
}
ANSWERED = [title for title, *_ in PRIORITIES]
QUOTATION = "My officer asks me first, and the others after me."


def open_report(page: Page) -> None:
    page.goto("/reports/")
    page.get_by_role("button", name="Begin a report").click()
    page.get_by_role("radio").nth(1).check()  # the last year that is over
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Annual report")


def refused_while_empty(page: Page) -> None:
    """It says which sections have nothing in them, and stays with its author."""
    page.get_by_role("button", name="Send for review").click()
    expect(page.get_by_text("Introduction: nothing stands in this section")).to_be_visible()
    page.get_by_role("link", name="The report", exact=True).click()
    expect(page.get_by_text("Draft", exact=True)).to_be_visible()


def write_every_section(page: Page) -> list[str]:
    """From the first section to the last by the button that saves and goes on; the keys that were seen."""
    report = page.url
    page.locator(".govuk-task-list__link").first.click()
    expect(page).not_to_have_url(report)
    seen = []
    while True:
        page.wait_for_load_state()
        key = page.url.rstrip("/").rpartition("/")[2]
        seen.append(key)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        box = page.get_by_role("textbox", name="Your words")
        if key in WORDS:
            box.fill(WORDS[key])
        elif SECTIONS[key].compute and page.get_by_text("Sentences you may take").count():
            page.get_by_text("Sentences you may take").click()
            page.locator("details[open] li").get_by_role("button", name="Add").first.click()
            expect(box).to_have_value(re.compile(r"\[\[figure:"))
        if SECTIONS[key].needs_words:
            expect(page.get_by_text("Figures to put into your words")).to_be_visible()
        going_on = page.get_by_role("button", name="Save and open the next section")
        link = page.get_by_role("link", name=re.compile("^Next section"))
        if going_on.count():
            going_on.click()
        elif link.count():
            link.click()
        else:
            break
        expect(page).not_to_have_url(re.compile(f"/{key}/$"))
    page.get_by_role("link", name="The report", exact=True).click()
    return seen


def answer_and_set_priorities(page: Page) -> None:
    """What became of each priority of the year, and one of the next year; a status without its reason is
    refused."""
    page.get_by_role("link", name=re.compile("^Priorities")).click()
    for number, title in enumerate(ANSWERED):
        page.get_by_role("link", name=title).click()
        page.get_by_label("Partly done").check()
        if number == 0:
            page.get_by_role("button", name="Save", exact=True).click()
            expect(page.get_by_text("Enter what was done, or why it was not").first).to_be_visible()
        page.get_by_label("What was done, and what changed").fill("Reviews are booked further ahead.")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("Partly done", exact=True)).to_have_count(number + 1)
    expect(page.get_by_text("Not reported yet")).to_have_count(0)
    page.get_by_role("button", name="Add a priority").click()
    page.get_by_role("radio").nth(1).check()
    page.get_by_label("Priority", exact=True).fill("A letter to every child after the review")
    page.get_by_label("Who leads").fill("IRO manager")
    page.get_by_label("Which measure will show it?").select_option("timeliness_reviews_held")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("A letter to every child after the review, IRO manager")).to_be_visible()
    page.get_by_role("link", name="The report", exact=True).click()


def add_a_quotation(page: Page) -> None:
    """Refused without consent; once it stands it is signed off by name."""
    page.get_by_role("link", name=re.compile("^Examples, quotations")).click()
    page.get_by_role("button", name="Add one").click()
    page.get_by_label("Quotation", exact=True).check()
    page.get_by_label("In which section").select_option("voice")
    page.get_by_label("The words").fill(QUOTATION)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("Without consent it can’t be used").first).to_be_visible()
    page.get_by_label("Who consented").fill("the young person")
    page.get_by_label("When they consented").fill("1/5/2026")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name=re.compile("^Sign off for publication")).click()
    expect(page.get_by_text(re.compile("^Signed off by Quentin Asher"))).to_be_visible()
    page.get_by_role("link", name="The report", exact=True).click()


def say_who_receives_it(page: Page) -> None:
    page.get_by_role("link", name="Who receives this report").click()
    page.get_by_label("Body").fill("Corporate Parenting Panel")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("rowheader", name="Corporate Parenting Panel")).to_be_visible()
    page.get_by_role("link", name="The report", exact=True).click()
    page.get_by_role("button", name="Include Distribution").click()


def approve(page: Page, address: str) -> None:
    """The approver reads a section, says something, settles it, and approves."""
    page.goto(address)
    until(
        lambda: page.reload() and page.get_by_role("heading", name="Documents to approve").count(),
        seconds=120,
        what="the documents to approve were not made",
    )
    page.get_by_role("link", name=re.compile("Introduction")).click()
    expect(page.get_by_role("textbox", name="Your words")).to_have_count(0)
    page.get_by_label("Add a comment").fill("Say that it goes to the panel.")
    page.get_by_role("button", name="Add comment", exact=True).click()
    expect(page.get_by_role("button", name=re.compile("^Mark as settled"))).to_be_visible()
    page.get_by_role("link", name="The report", exact=True).click()
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("Some comments are not settled yet")).to_be_visible()
    page.get_by_role("link", name=re.compile("Introduction")).click()
    page.get_by_role("button", name=re.compile("^Mark as settled")).click()
    expect(page.get_by_role("button", name=re.compile("^Mark as settled"))).to_have_count(0)
    page.get_by_role("link", name="The report", exact=True).click()
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("The report is approved.")).to_be_visible()


def test_a_qa_manager_makes_the_whole_report(stack: Stack, sign_in: Callable[..., Page]) -> None:
    author = sign_in("qa.demo")
    open_report(author)
    address = author.url
    refused_while_empty(author)
    keys = [
        k
        for (k,) in stack.rows(
            "SELECT s.key FROM reporting_reportsection s JOIN reporting_report r ON r.id = s.report_id"
            " WHERE r.public_id = %s AND s.is_included ORDER BY s.position",
            address.rstrip("/").rpartition("/")[2],
        )
    ]
    assert write_every_section(author) == keys
    answer_and_set_priorities(author)
    add_a_quotation(author)
    say_who_receives_it(author)
    author.get_by_role("button", name="Send for review").click()
    expect(author.get_by_text("The report is with the approver.").first).to_be_visible()
    expect(author.get_by_role("button", name="Approve")).to_have_count(0)

    approve(sign_in("head.demo"), address)

    author.goto(address)
    author.get_by_role("button", name="Publish").click()
    expect(author.get_by_role("link", name=re.compile("public edition"))).to_be_visible(timeout=180_000)
    expect(author.get_by_role("button", name=re.compile("Send for review|Make the PDF"))).to_have_count(0)
    look_at_the_pdfs(author)
    look_at_page_and_data(author)
    assert stack.rows(
        "SELECT state, submitted_by_id <> approved_by_id FROM reporting_report WHERE published_at IS NOT NULL"
    ) == [("published", True)]
    notes = [
        text for (text,) in stack.rows("SELECT DISTINCT text FROM accounts_job WHERE kind = 'report.publish'")
    ]
    assert notes


def look_at_the_pdfs(page: Page) -> None:
    for edition in ("internal", "public"):
        link = page.get_by_role("link", name=re.compile(f"{edition} edition"))
        got = page.request.get(str(link.get_attribute("href")))
        assert got.headers["content-type"] == "application/pdf"
        pdf = PdfReader(io.BytesIO(got.body()))
        text = " ".join(" ".join(p.extract_text() for p in pdf.pages).split())
        assert 16 <= len(pdf.pages) <= 26
        for words in (
            "Reviews are booked further ahead.",
            QUOTATION,
            "Corporate Parenting Panel",
            "who comes to the meeting",
        ):
            assert words in text, (edition, words)
        assert "[[" not in text and "Traceback" not in text
        assert ("small numbers are not shown" in text) is (edition == "public")


def look_at_page_and_data(page: Page) -> None:
    """The public edition as a page and as data; what the PDF hides they hide."""
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name=re.compile("public edition")))
    addresses = {
        name: str(row.get_by_role("link", name=re.compile(f"^{name}")).get_attribute("href"))
        for name in ("As a page", "Excel", "CSV")
    }
    data = page.request.get(addresses["CSV"]).body().decode("utf-8-sig")
    figures = list(csv.DictReader(io.StringIO(data)))
    assert len(figures) > 150 and any(f["Value"] == "c" for f in figures)
    with zipfile.ZipFile(io.BytesIO(page.request.get(addresses["Excel"]).body())) as workbook:
        assert workbook.testzip() is None
    page.goto(addresses["As a page"])
    expect(page.get_by_text(QUOTATION)).to_be_visible()
    assert page.get_by_role("table").count() >= 25


def test_the_quarterly_report_is_made_by_the_worker_and_read(
    stack: Stack, sign_in: Callable[..., Page]
) -> None:
    author = sign_in("qa.demo")
    author.goto("/reports/")
    author.get_by_role("link", name="Quarterly reports").click()
    row = author.get_by_role("row").nth(2)  # the last quarter that is over
    label = str(row.get_by_role("rowheader").inner_text()).splitlines()[0]
    row.get_by_role("button", name="Make the internal edition").click()
    link = author.get_by_role("link", name=re.compile(f"Open number 1, internal edition .* of {label}"))
    expect(link).to_be_visible(timeout=120_000)  # the page of the job leads back here
    got = author.request.get(str(link.get_attribute("href")))
    pdf = PdfReader(io.BytesIO(got.body()))
    text = " ".join(" ".join(p.extract_text() for p in pdf.pages).split())
    for words in ("Midway checks", "Monitoring forms", "Informal", label):
        assert words in text, words
    assert stack.rows("SELECT state FROM accounts_job WHERE kind = 'quarterly_report.generate'") == [
        ("DONE",)
    ]
