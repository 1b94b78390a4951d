"""The main story in a browser: an IRO records a review, the team manager answers its decisions, the QA
manager makes the report."""

import re
from calendar import TUESDAY
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from statute.participation import Views
from tests.journeys.stack import Stack, until
from tests.turns import has_days

pytestmark = [pytest.mark.journey, has_days(TUESDAY)]

DECISIONS = [
    (
        "{name} sees her grandmother",
        "Agree a visit every second Sunday",
        "Social worker",
        "She says that the visits happen",
    ),
    ("{name} sleeps well", "Ask the nurse for a sleep plan", "Carers", "A plan is in the house"),
    (
        "{name} stays at this school",
        "Take the taxi contract to the budget holder",
        "Team manager",
        "The taxi comes",
    ),
]
WORDS = {
    "preparation": {"notes": "She wants to begin with what went well."},
    "wishes": {"own_words": "I want to stay here, and to see my nan more."},
    "changes": {"circumstances": "A new class."},
    "placement": {"about": "A warm home."},
    "health": {"about": "Well."},
    "education": {"about": "Likes maths."},
    "family": {"about": "Every Saturday."},
    "plan": {"about": "The plan is right and has drifted."},
    "safeguarding": {"about": "None."},
    "support": {"after": "Help with reading."},
    "view": {"about": "The plan is right, and too slow."},
}
CHOICES = {
    "wishes": {"how_given": "told"},
    "attendance": {"child_came": "yes", "views": Views.SPOKE.value},
    "plan": {"permanence": "yes"},
}


def choose(page: Page, question: str, answer: str) -> None:
    page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()


def review_of(page: Page) -> str:
    found = re.search(r"/reviews/([0-9a-f-]{36})/", page.url)
    assert found
    return found[1]


def open_record(page: Page) -> str:
    """From the home page to the record that waits; its id."""
    page.get_by_role("link", name=re.compile("Records to finish")).first.click()
    page.get_by_role("table").get_by_role("link", name="Being recorded").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Review")
    return review_of(page)


def fill_sections(page: Page) -> None:
    page.get_by_role("button", name="Everyone named came").click()
    for key, boxes in WORDS.items():
        for name, words in boxes.items():
            page.locator(f"textarea[name={key}-{name}]").fill(words)
    for key, questions in CHOICES.items():
        for name, value in questions.items():
            asked = page.locator(f"input[name={key}-{name}][value={value}]")
            if asked.count():  # not of a child under 4
                asked.check()


def fill_decisions(page: Page) -> None:
    carried = page.get_by_label("Still to be done: carry it over")
    for group in page.locator("fieldset").filter(has=carried).all():
        group.get_by_label("Still to be done: carry it over").check()
        group.get_by_label("New date (optional)").fill("1/6/2030")
    for outcome, action, owner, known in DECISIONS:
        page.locator("button[value='decision:decisions']").click()
        row = page.locator("[data-decisions=decisions] [data-decision]").last
        row.get_by_label("What will be better for the child").fill(outcome.format(name="She"))
        row.get_by_label("What is to be done").fill(action)
        row.get_by_label("Who will do it").fill(owner)
        row.get_by_label("By when").fill("1/6/2030")
        row.get_by_label("How we will know").fill(known)


def record(page: Page) -> str:
    review = open_record(page)
    page.get_by_role("button", name="Write the record").click()
    fill_sections(page)
    page.get_by_role("button", name="Everyone named came").click()
    page.locator("input[name=plan-permanence_plan]").first.check()
    fill_decisions(page)
    page.get_by_role("button", name="Save and read it all").click()
    expect(page.get_by_role("heading", name="Check the record before you complete it")).to_be_visible()
    for _, action, _, _ in DECISIONS:
        expect(page.get_by_text(action)).to_be_visible()
    expect(page.get_by_text("Still to be completed")).to_have_count(0)
    page.get_by_role("button", name=re.compile("^Complete the record and send")).click()
    expect(page.get_by_role("heading", name=re.compile("^Review of"))).to_be_visible()
    return review


def answer(page: Page, action: str, choice: str, reason: str = "") -> None:
    page.goto("/decisions/?state=waiting")
    while not page.get_by_role("link", name=action).count():
        left = page.url
        page.get_by_role("link", name="Next").click()
        expect(page).not_to_have_url(left)  # else a slow page is counted, and passed over, twice
        page.wait_for_load_state()
    page.get_by_role("link", name=action).first.click()
    page.get_by_role("button", name="Answer this decision").click()
    page.get_by_label(choice).check()
    if reason:
        page.get_by_label("Your reason").fill(reason)
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_role("heading", level=1, name="Answer a decision")).to_have_count(0)


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(True, id="with script"),
        # by day test_record_screens.py writes and sends a whole record without script
        pytest.param(False, id="without script", marks=pytest.mark.nightly),
    ],
)
def test_a_review_is_recorded_answered_and_reported(
    stack: Stack, sign_in: Callable[..., Page], team_of: Callable[[str], str], script: bool
) -> None:
    iro = sign_in("iro.demo" if script else "iro3.demo", script=script)
    review = record(iro)
    sent = stack.rows(
        "SELECT d.action, a.state FROM reviews_decisionanswer a JOIN reviews_decision d ON d.id = "
        "a.decision_id"
        " JOIN reviews_review r ON r.id = a.review_id WHERE r.public_id = %s AND d.made_at_id = r.id ORDER "
        "BY d.id",
        review,
    )
    assert sent == [(action, "WAITING") for _, action, _, _ in DECISIONS]

    email = team_of(review)
    assert not script or email == "team.manager.demo"  # the one the demo names is the one who can answer
    manager = sign_in(email, script=script)
    answer(manager, DECISIONS[0][1], "Agree")
    answer(manager, DECISIONS[1][1], "Query it", "The nurse is away until March. May it be somebody else?")
    answer(manager, DECISIONS[2][1], "Object to it", "The contract was refused last week.")
    answered = stack.rows(
        "SELECT a.state, a.reason <> '' FROM reviews_decisionanswer a JOIN reviews_decision d ON d.id = "
        "a.decision_id"
        " JOIN reviews_review r ON r.id = a.review_id WHERE r.public_id = %s AND d.made_at_id = r.id ORDER "
        "BY d.id",
        review,
    )
    assert answered == [("AGREED", False), ("QUERIED", True), ("OBJECTED", True)]

    iro.goto(f"/reviews/{review}/")
    for word in ("Agreed", "Queried", "Objected to"):
        expect(iro.get_by_text(word, exact=True).first).to_be_visible()

    make_report(sign_in("qa.demo", script=script), stack)


def make_report(page: Page, stack: Stack) -> None:
    page.goto("/reports/begin/")
    page.get_by_role("radio").nth(2).check()  # a year that no other journey reports on
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("link", name=re.compile("Introduction")).click()
    page.get_by_label("Your words").fill("The year in which the journey was made.")
    page.get_by_role("button", name="Save", exact=False).first.click()
    page.get_by_role("button", name="Make the PDF").click()
    expect(page.get_by_role("button", name="Make the PDF")).to_have_count(0)  # the portal has taken it
    working = (
        "SELECT count(*) FROM accounts_job WHERE state IN ('QUEUED', 'RUNNING') AND kind LIKE 'report%%'"
    )
    until(lambda: stack.value(working) == 0, seconds=600, what="the report was not made")
    done = page.get_by_role("button", name="See the result")
    link = page.get_by_role("link", name=re.compile(r"^Number \d+")).first
    expect(done.or_(link)).to_be_visible()
    page.wait_for_load_state()
    if done.count():  # without script the page waits to be told
        done.click()
    got = page.request.get(str(link.get_attribute("href")))
    assert got.headers["content-type"] == "application/pdf"
    pdf = PdfReader(BytesIO(got.body()))
    text = " ".join(" ".join(p.extract_text() for p in pdf.pages).split())
    assert "Aldermere County Council" in text and "The year in which the journey was made." in text
    assert f"{held_in_the_year(stack)}" in text


def held_in_the_year(stack: Stack) -> int:
    """Reviews held in the last year but one that is over, of children who were not in short breaks alone."""
    today = date.today()  # noqa: DTZ011
    year = (today.year if today >= date(today.year, 4, 1) else today.year - 1) - 1
    return int(
        stack.value(
            """SELECT count(*) FROM reviews_review r JOIN reviews_reviewcycle c ON c.review_id = r.id
            JOIN accounts_authority a ON a.id = c.authority_id AND a.code = 'aldermere'
            WHERE r.held_on BETWEEN %s AND %s AND c.clock <> 'SHORT_BREAKS' AND r.status = 'COMPLETED'""",
            date(year - 1, 4, 1),
            date(year, 3, 31),
        )
    )
