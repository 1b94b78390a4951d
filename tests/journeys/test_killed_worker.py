"""The worker killed in the middle of its work: the job is done once after the restart, and nothing is there
twice."""

import re
from calendar import SUNDAY, WEDNESDAY
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.stack import Stack, until
from tests.turns import has_days

pytestmark = pytest.mark.journey

DATA = Path(__file__).resolve().parents[1] / "data" / "ssda903"
COUNTED = (
    "children_child",
    "children_episode",
    "children_placement",
    "reviews_review",
    "reviews_reviewcycle",
    "children_missingepisode",
)


@pytest.fixture
def worker_back(stack: Stack) -> Iterator[None]:
    """Whatever happens, the journeys after this one have a worker."""
    yield
    if "worker" not in stack.processes:
        stack.start("worker")


def job_of(page: Page) -> str:
    found = re.search(r"/jobs/([0-9a-f-]{36})/", page.url)
    assert found, page.url
    return found[1]


def in_the_middle(stack: Stack, job: str, percent: int) -> None:
    """Wait until the work has begun and has not ended."""
    statement = (
        "SELECT count(*) FROM accounts_job WHERE public_id = %s AND state = 'RUNNING' AND percent >= %s"
    )
    until(lambda: stack.value(statement, job, percent), seconds=90, what="the job did not begin")


def ended(stack: Stack, job: str) -> tuple[Any, ...]:
    """State, attempts and text of the job, once it has ended."""
    statement = (
        "SELECT state, attempts, text FROM accounts_job WHERE public_id = %s AND finished_at IS NOT NULL"
    )
    return until(lambda: stack.rows(statement, job), seconds=90, what="the job did not end")[0]


def events(stack: Stack, kind: str, target: str, public_id: str) -> int:
    """How often an action was done on a row of this table."""
    statement = f"""SELECT count(*) FROM accounts_auditevent e JOIN {target} t ON t.id = e.target_id
        WHERE e.kind = %s AND t.public_id = %s"""  # noqa: S608
    return int(stack.value(statement, kind, public_id))


@has_days(WEDNESDAY)
def test_report_is_made_once_when_its_worker_was_killed(
    stack: Stack, sign_in: Callable[..., Page], worker_back: None
) -> None:
    page = sign_in("qa.demo")
    page.goto("/reports/begin/")
    page.get_by_role("radio").nth(3).check()  # a year that no other journey reports on
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Annual report")
    found = re.search(r"/reports/([0-9a-f-]{36})/", page.url)
    assert found
    report = found[1]
    page.get_by_role("button", name="Make the PDF").click()
    page.wait_for_url("**/jobs/**")
    job = job_of(page)

    in_the_middle(stack, job, 40)
    stack.kill("worker")
    assert stack.value("SELECT state FROM accounts_job WHERE public_id = %s", job) == "RUNNING"
    documents = """SELECT count(*) FROM reporting_reportdocument d
        JOIN reporting_report r ON r.id = d.report_id WHERE r.public_id = %s"""
    assert stack.value(documents, report) == 0

    stack.start("worker")
    assert ended(stack, job)[:2] == ("DONE", 2)
    assert stack.value(documents, report) == 1
    assert events(stack, "report.generated", "reporting_report", report) == 1
    page.wait_for_url(
        f"**/reports/{report}/", timeout=20_000
    )  # the page that follows the job goes on by itself


@has_days(SUNDAY)
def test_import_is_applied_once_when_its_worker_was_killed(
    stack: Stack, sign_in: Callable[..., Page], worker_back: None
) -> None:
    before = counts(stack)
    page = sign_in("qa.westerby.demo")
    page.goto("/imports/")
    page.get_by_role("button", name="New import").click()
    page.locator("input[type=file]").set_input_files([str(p) for p in sorted((DATA / "2026").glob("*.csv"))])
    page.get_by_role("button", name="Upload and check").click()
    expect(page.get_by_role("heading", name="Check the import")).to_be_visible(timeout=60_000)
    found = re.search(r"/imports/([0-9a-f-]{36})/", page.url)
    assert found
    record = found[1]
    assert counts(stack) == before  # the check took everything back
    page.get_by_role("button", name=re.compile("^Apply")).click()
    expect(page.get_by_role("heading", name="Applying the import")).to_be_visible()
    job = stack.value(
        "SELECT j.public_id FROM children_returnimport r JOIN accounts_job j ON j.id = r.job_id WHERE "
        "r.public_id = %s",
        record,
    )

    in_the_middle(stack, job, 10)
    stack.kill("worker")
    assert counts(stack) == before  # whole or not at all
    assert stack.value("SELECT state FROM children_returnimport WHERE public_id = %s", record) == "APPLYING"

    stack.start("worker")
    assert ended(stack, job)[:2] == ("DONE", 2)
    state, new = stack.rows(
        "SELECT state, count_new FROM children_returnimport WHERE public_id = %s", record
    )[0]
    assert state == "APPLIED" and new > 1000
    assert events(stack, "import.applied", "children_returnimport", record) == 1
    once = """SELECT count(*), count(DISTINCT (c.number, e.started_on)) FROM children_episode e
        JOIN children_child c ON c.id = e.child_id JOIN accounts_authority a ON a.id = c.authority_id
        WHERE a.code = 'westerby'"""
    rows, distinct = stack.rows(once)[0]
    assert rows == distinct > 300
    expect(page.get_by_role("heading", name="Import applied")).to_be_visible(timeout=20_000)


def counts(stack: Stack) -> dict[str, int]:
    return {table: stack.value(f"SELECT count(*) FROM {table}") for table in COUNTED}  # noqa: S608
