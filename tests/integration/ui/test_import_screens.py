"""The import pages in the browser: every state, wide and narrow, with axe; and the whole way without
script."""

import os
from calendar import SATURDAY
from pathlib import Path

import pytest
from django.urls import reverse

from accounts.jobs import queue as jobs
from accounts.models import Job
from accounts.models.jobs import JobState
from children.imports import actions as act
from children.models import ReturnImport
from children.models.imports import ImportState
from tests.browser import WIDTHS
from tests.integration.children.returns import EPISODES, REVIEWS, episode, review, small, table
from tests.integration.ui.conftest import Visitor
from tests.turns import has_days

pytestmark = [pytest.mark.slow, pytest.mark.django_db, has_days(SATURDAY)]
SHOTS = os.environ.get("IRO_SCREENSHOTS")


def work() -> None:
    for pk in list(Job.objects.filter(state=JobState.QUEUED).values_list("pk", flat=True)):
        jobs.run(pk)


@pytest.fixture
def importer(desk, qa_manager) -> Visitor:
    return desk(qa_manager)


@pytest.fixture
def bring(authority, qa_manager):
    """`bring(files, apply=True)`: an import that the worker has read, and applied when wished."""

    def go(files, *, apply: bool = False) -> ReturnImport:
        record = act.start_import(authority=authority, files=files, year=None, by=qa_manager)
        work()
        if apply:
            act.ask_to_apply(record=record, by=qa_manager)
            work()
        record.refresh_from_db()
        return record

    return go


def full() -> dict[str, bytes]:
    """Files with new rows, refused rows, a file that can't be read and long words."""
    rows = [review(on=f"31/04/20{n}") for n in range(10, 75)]
    long = "a-very-long-file-name-" * 5 + ".csv"
    return {
        **small(
            episodes=table(EPISODES, episode(DECOM="12/05/2025")), reviews=table(REVIEWS, review(), *rows)
        ),
        long: b"",
        "return.xlsx": b"PK\x03\x04",
    }


@pytest.fixture
def addresses(bring, authority, qa_manager):
    """Name of the state -> address."""
    bring(small(), apply=True)
    records = {
        "preview": bring(full()),
        "failed": bring({"return.zip": b"PK\x03\x04"}),
        "applied": bring(full(), apply=True),
        "nothing": bring(full()),
        "reading": act.start_import(authority=authority, files=small(), year=None, by=qa_manager),
    }
    pages = {
        state: reverse("children:import", kwargs={"public_id": r.public_id}) for state, r in records.items()
    }
    return pages | {"list": reverse("children:imports"), "new": reverse("children:new_import")}


def look_at(page, name: str, wide: int) -> None:
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}-{wide}.png"), full_page=True)


@pytest.mark.parametrize("wide", WIDTHS)
def test_axe_finds_nothing_and_nothing_runs_off_the_side(importer, axe, addresses, wide):
    found = {}
    for state, address in addresses.items():
        page = importer.open(address, wide=wide)
        look_at(page, state, wide)
        wrong = axe(page)
        if page.evaluate("document.documentElement.scrollWidth") > wide:
            wrong.append(["runs off the side", str(page.evaluate("document.documentElement.scrollWidth"))])
        if wrong:
            found[state] = wrong
    assert found == {}


@pytest.mark.parametrize("wide", WIDTHS)
def test_empty_and_wrong_pages_are_accessible_too(importer, axe, authority, wide):
    page = importer.open(reverse("children:imports"), wide=wide)
    look_at(page, "empty", wide)
    assert axe(page) == []
    page.goto(importer.address + reverse("children:new_import"))
    page.get_by_role("button", name="Upload and check").click()
    page.get_by_role("alert").wait_for()
    look_at(page, "errors", wide)
    assert axe(page) == []
    page.get_by_role("link", name="Choose the CSV files to import").click()
    assert page.evaluate("document.activeElement.name || document.activeElement.id").startswith(
        ("uploads", "id_uploads")
    )


@pytest.mark.parametrize("script", [True, False])
def test_files_are_uploaded_checked_and_applied(importer, authority, script):
    page = importer.open(reverse("children:imports"), script=script)
    page.get_by_role("button", name="New import").click()
    files = [{"name": n, "mimeType": "text/csv", "buffer": content} for n, content in small().items()]
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_role("button", name="Upload and check").click()
    page.get_by_role("heading", name="Reading the files").wait_for()
    work()
    page.goto(page.url)
    page.get_by_role("heading", name="Check the import").wait_for()
    page.get_by_role("button", name="Apply this import").click()
    page.get_by_role("heading", name="Applying the import").wait_for()
    work()
    page.goto(page.url)
    page.get_by_role("heading", name="Import applied").wait_for()
    assert ReturnImport.objects.get().state == ImportState.APPLIED
    assert authority.children.count() == 1
