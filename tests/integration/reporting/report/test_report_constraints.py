"""What the database refuses of reports, whoever writes it: one row for each named constraint of the builder's
models."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, models, transaction

from accounts.access.roles import Role
from accounts.models import Authority, User
from reporting.models import (
    DocumentRestatement,
    Presentation,
    Priority,
    Report,
    ReportDocument,
    ReportLayout,
    ReportSection,
    SectionComment,
    Voice,
)
from reporting.report import writing_actions
from tests import factories as make

pytestmark = pytest.mark.django_db
BUILDER = (
    ReportLayout,
    Report,
    ReportSection,
    SectionComment,
    ReportDocument,
    Priority,
    Voice,
    Presentation,
    DocumentRestatement,
)


class Case:
    """A draft with a document, a comment, a priority, a quotation and a body; and two people."""

    def __init__(self, authority: Authority, author: User, other: User) -> None:
        self.authority, self.author, self.other = authority, author, other
        self.report = writing_actions.begin(authority=authority, year=2026, by=author)
        self.section = self.report.sections.get(key="introduction")
        self.document = self.printed()
        self.comment = SectionComment.objects.create(section=self.section, text="Why?", by=author)
        self.priority = Priority.objects.create(authority=authority, year=2026, title="Reviews in time")
        self.voice = self.said()
        self.body = Presentation.objects.create(report=self.report, body="Panel")

    def printed(self, **over: Any) -> ReportDocument:
        values = {
            "report": self.report,
            "number": 1,
            "figures": {},
            "printed": {},
            "figures_at": make.now(),
            "content": b"%PDF-",
            "pages": 1,
            "sha256": "0" * 64,
            "edition": "internal",
        }
        return ReportDocument.objects.create(**values | over)

    def said(self, **over: Any) -> Voice:
        values = {
            "report": self.report,
            "kind": "quotation",
            "section": "voice",
            "text": "Hello.",
            "consent_by": "the child",
            "consent_on": date(2026, 5, 1),
            "created_by": self.author,
        }
        return Voice.objects.create(**values | over)

    def change(self, row: models.Model, **values: Any) -> None:
        type(row)._default_manager.filter(pk=row.pk).update(**values)

    def twice_a_job(self) -> None:
        job = make.make_job(self.authority, self.author)
        self.printed(number=2, job=job)
        self.printed(number=3, job=job)

    def published_twice(self) -> None:
        self.printed(number=2, edition="public", is_published=True)
        self.printed(number=3, edition="public", is_published=True)

    def restated_twice(self) -> None:
        for _ in range(2):
            DocumentRestatement.objects.create(
                document=self.document,
                code="reviews",
                period="2025-26",
                was="1",
                now="2",
                found_at=make.now(),
            )


@pytest.fixture
def case(authority: Authority) -> Case:
    return Case(
        authority, make.make_user(authority, Role.QA_MANAGER), make.make_user(authority, Role.DIRECTOR)
    )


BREAKS: dict[str, Callable[[Case], Any]] = {
    "report_layout_hides_small_numbers": lambda c: ReportLayout.objects.create(
        authority=c.authority, largest_hidden_count=4
    ),
    "report_once_a_year": lambda c: Report.objects.create(authority=c.authority, year=2026, title="Again"),
    "report_correction_says_why": lambda c: Report.objects.create(
        authority=c.authority, year=2026, number=2, corrects=c.report, title="Again"
    ),
    "report_approved_by_somebody": lambda c: c.change(c.report, state="approved"),
    "report_approved_by_another": lambda c: c.change(
        c.report, submitted_by=c.author, approved_by=c.author, approved_at=make.now(), state="approved"
    ),
    "report_published_by_somebody": lambda c: c.change(
        c.report, state="published", submitted_by=c.author, approved_by=c.other, approved_at=make.now()
    ),
    "report_section_once": lambda c: ReportSection.objects.create(
        report=c.report, key="introduction", position=99
    ),
    "comment_settled_by_somebody": lambda c: c.change(c.comment, settled_at=make.now()),
    "report_document_number_once": lambda c: c.printed(number=1),
    "report_document_once_a_job": lambda c: c.twice_a_job(),
    "report_document_has_pages": lambda c: c.printed(number=2, pages=0),
    "report_edition_published_once": lambda c: c.published_twice(),
    "report_web_page_is_published": lambda c: c.printed(
        number=2, edition="member", is_published=True, web_page=b"<!DOCTYPE html>"
    ),
    "priority_status_says_why": lambda c: c.change(c.priority, status="done"),
    "voice_with_consent": lambda c: c.said(consent_on=None),
    "voice_drawing_with_words": lambda c: c.said(kind="drawing", image=b"x", image_type="image/png"),
    "voice_says_something": lambda c: c.said(text=""),
    "voice_screened_before_sign_off": lambda c: c.change(
        c.voice, signed_off_by=c.author, signed_off_at=make.now()
    ),
    "presentation_once_a_body": lambda c: Presentation.objects.create(report=c.report, body="Panel"),
    "document_restatement_once": lambda c: c.restated_twice(),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses_what_must_never_be(name, case):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BREAKS[name](case)


def test_every_named_constraint_of_the_builder_is_broken_once():
    named = {c.name for model in BUILDER for c in apps.get_model(model._meta.label)._meta.constraints}
    assert named == set(BREAKS)


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c.change(c.document, pages=2),
        lambda c: c.document.delete(),
    ],
    ids=["changed", "deleted"],
)
def test_a_document_stands_as_it_was_made(change, case):
    with (
        pytest.raises(DatabaseError, match="Cannot update or delete rows from reporting_reportdocument"),
        transaction.atomic(),
    ):
        change(case)
