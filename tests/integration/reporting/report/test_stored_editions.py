"""A published report is drawn from what was stored: no later code, definition or title changes a byte of
it."""

from calendar import TUESDAY
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.access.roles import Role
from accounts.models import Authority, User
from reporting.edition import disclosure, phrasing, storage, suppression
from reporting.edition.evidence import edition_of
from reporting.edition.printed import Amount
from reporting.measures.registry import MEASURES
from reporting.models import Report, ReportDocument
from reporting.report import flow_actions, writing_actions
from tests import factories as make
from tests.integration.reporting.conftest import TODAY
from tests.turns import has_days

pytestmark = [pytest.mark.slow, pytest.mark.django_db, has_days(TUESDAY)]
DRAWN = ("document_page", "document_csv", "document_xlsx", "document")


@pytest.fixture
def author(sample: Authority) -> User:
    return make.make_user(sample, Role.QA_MANAGER)


@pytest.fixture
def published(sample: Authority, author: User) -> list[ReportDocument]:
    report = writing_actions.begin(authority=sample, year=2026, by=author)
    report.sections.exclude(key__in=["people", "numbers", "reviews"]).update(is_included=False)
    flow_actions.submit(report=report, by=author, today=TODAY)
    report = Report.objects.get(pk=report.pk)
    assert report.review_job is not None
    flow_actions.propose(report=report, job=report.review_job, today=TODAY)
    flow_actions.approve(report=report, by=make.make_user(sample, Role.DIRECTOR))
    return flow_actions.publish(report=Report.objects.get(pk=report.pk), by=author, today=TODAY)


def drawn(client: Client, documents: list[ReportDocument]) -> Iterator[bytes]:
    for document in documents:
        for name in DRAWN:
            answer = client.get(reverse(f"reporting:{name}", args=[document.public_id]))
            assert answer.status_code == 200
            yield _without_token(answer.content)


def _without_token(content: bytes) -> bytes:
    """Without what changes with every request: the token of the forms."""
    lines = content.splitlines(keepends=True)
    return b"".join(line for line in lines if b"csrfmiddlewaretoken" not in line and b"nonce" not in line)


def test_no_later_code_changes_a_byte_of_what_is_published(published, author, client, monkeypatch):
    client.force_login(author)
    before = list(drawn(client, published))
    assert [d.pages > 2 for d in published] == [True, True, True, False], "the children's has at most two"

    def hides_nothing(*args: Any, **kwargs: Any) -> frozenset[Any]:
        return frozenset()

    monkeypatch.setattr(suppression, "hidden_cells", hides_nothing)
    monkeypatch.setattr(disclosure, "hidden_cells", hides_nothing)
    monkeypatch.setattr(disclosure, "hidden_in", hides_nothing)
    monkeypatch.setattr(phrasing.Phrasing, "cell", lambda self, cell: "another word")
    for code, measure in MEASURES.items():
        changed = replace(measure, title="Another title", definition="Another definition")
        monkeypatch.setitem(MEASURES, code, changed)
    assert list(drawn(client, published)) == before
    assert b"Another" not in b"".join(drawn(client, published))


@pytest.mark.usefixtures("drawn_plainly")
def test_what_is_stored_is_what_was_printed(published):
    for document in published:
        edition = edition_of(document)
        assert storage.dump(edition) == document.printed
        assert edition.edition == document.edition
    public = edition_of(next(d for d in published if d.edition == "public"))
    assert any(row.value == Amount(word="c") for row in public.pack)


@pytest.mark.usefixtures("drawn_plainly")
def test_a_format_that_is_not_known_is_not_guessed(published):
    unknown = published[0].printed | {"format": storage.FORMAT + 1}
    with pytest.raises(storage.UnknownFormat):
        storage.load(type(edition_of(published[0])), unknown)
