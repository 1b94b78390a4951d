"""A published report as one file: it opens from a disk, asks for nothing, leads nowhere, stays as it is."""

import re
from calendar import TUESDAY
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page

from accounts.access.roles import Role
from accounts.models import AuditEvent, Authority, User
from reporting.drawing import palette as colours
from reporting.edition import alone
from reporting.models import Report, ReportDocument
from reporting.report import flow_actions, writing_actions
from tests import factories as make
from tests.integration.reporting.conftest import TODAY
from tests.turns import has_days

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("drawn_plainly")]
TAKEN = ("key_messages", "people", "numbers", "timeliness", "definitions")
WIDTHS = (1280, 320)


@pytest.fixture
def author(sample: Authority) -> User:
    return make.make_user(sample, Role.QA_MANAGER)


@pytest.fixture
def published(sample: Authority, author: User) -> list[ReportDocument]:
    report = writing_actions.begin(authority=sample, year=2026, by=author)
    report.sections.exclude(key__in=TAKEN).update(is_included=False)
    flow_actions.submit(report=report, by=author, today=TODAY)
    report = Report.objects.get(pk=report.pk)
    assert report.review_job is not None
    flow_actions.propose(report=report, job=report.review_job, today=TODAY)
    flow_actions.approve(report=report, by=make.make_user(sample, Role.DIRECTOR))
    return flow_actions.publish(report=Report.objects.get(pk=report.pk), by=author, today=TODAY)


@pytest.fixture
def opened(chromium: Browser, tmp_path: Path) -> Iterator[Callable[[bytes, int], Page]]:
    """`opened(file, wide)`: the file from a disk, without script and without a net. What it asks for is
    counted in `opened.asked`."""
    contexts = []

    def open_file(content: bytes, wide: int, *, script: bool = False) -> Page:
        context = chromium.new_context(
            viewport={"width": wide, "height": 900}, java_script_enabled=script, bypass_csp=script
        )
        contexts.append(context)
        page = context.new_page()
        page.asked = []  # type: ignore[attr-defined]
        page.on("request", lambda request: page.asked.append(request.url))  # type: ignore[attr-defined]
        file = tmp_path / "report.html"
        file.write_bytes(content)
        page.goto(file.as_uri())
        return page

    yield open_file
    for context in contexts:
        context.close()


def taken(client: Client, document: ReportDocument) -> Any:
    return client.get(reverse("reporting:document_web_page", args=[document.public_id]))


@has_days(TUESDAY)
def test_a_published_edition_is_taken_as_one_file(
    published, author, client, chromium, opened, axe, monkeypatch
):
    client.force_login(author)
    files = {d.edition: (d, taken(client, d)) for d in published}
    assert {edition: answer.status_code for edition, (_, answer) in files.items()} == {
        "internal": 404,
        "member": 404,
        "public": 200,
        "children": 200,
    }, "what not everybody may read is no page to publish"
    for edition in ("public", "children"):
        document, answer = files[edition]
        assert answer["Content-Disposition"] == (
            f'attachment; filename="iro-annual-report-2025-26-{edition}-{document.number}.html"'
        )
        asks_nothing(answer.content.decode())
        for wide in WIDTHS:
            page = opened(answer.content, wide, script=True)
            assert axe(page) == [], (edition, wide)
            assert page.evaluate("document.documentElement.scrollWidth") <= wide, (edition, wide)
        plain = opened(answer.content, 1280)
        assert [url for url in plain.asked if not url.startswith(("data:", "file:"))] == []
        assert len([url for url in plain.asked if url.startswith("file:")]) == 1
    events = AuditEvent.objects.filter(kind="report.web_page_taken").order_by("pk")
    assert [event.details["edition"] for event in events] == ["public", "children"]
    later_code_changes_nothing(client, files, monkeypatch)


def asks_nothing(page: str) -> None:
    """No script, and no address but places of the page itself and what it carries."""
    assert "<script" not in page
    assert not re.search(r"\son\w+=", page)
    leads = re.findall(r"""(?:href|src|action)=["']([^"']*)""", page) + re.findall(r"url\(([^)]*)\)", page)
    assert leads
    assert {lead for lead in leads if not lead.startswith(("#", "data:"))} == set()
    assert set(re.findall(r"https?://[^\s\"'<)]*", page)) <= {"http://www.w3.org/2000/svg"}
    for place in (lead[1:] for lead in leads if lead.startswith("#")):
        assert f'id="{place}"' in page, place
    for word in ("127.0.0.1", "localhost", "testserver", "/reports/", "csrf", "IRO Portal"):
        assert word not in page, word


def later_code_changes_nothing(client: Client, files: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alone, "drawn", lambda content: b"another page")
    monkeypatch.setattr(colours, "USUAL", "#000000")
    for edition in ("public", "children"):
        document, answer = files[edition]
        assert taken(client, document).content == answer.content
