"""Consent that is withdrawn after a report was sent for review: nothing with those words is published."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.access.roles import Role
from accounts.models import Authority, OutgoingMail, User
from reporting.models import Report, ReportState, Voice
from reporting.report import content_actions, flow_actions, states, writing_actions
from tests import factories as make
from tests.integration.reporting.conftest import TODAY
from tests.refusing import refused, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("drawn_plainly")]
WORDS = "She listened to me in the garden."
OFFERED = "Consent was withdrawn: take it out"


@pytest.fixture
def author(sample: Authority) -> User:
    return make.make_user(sample, Role.QA_MANAGER)


@pytest.fixture
def approver(sample: Authority) -> User:
    return make.make_user(sample, Role.DIRECTOR)


@pytest.fixture
def report(sample: Authority, author: User, approver: User) -> Report:
    """Approved, with a quotation that is signed off."""
    found = writing_actions.begin(authority=sample, year=2026, by=author)
    found.sections.exclude(key="introduction").update(is_included=False)
    found.sections.update(narrative="The service works for children in care.")
    voice = quoted(found, author)
    content_actions.sign_off(voice=voice, by=author, in_spite_of="No name")
    sent(found, author)
    flow_actions.approve(report=found, by=approver)
    found.refresh_from_db()
    return found


def quoted(report: Report, by: User) -> Voice:
    given: dict[str, Any] = {"kind": "quotation", "section": "introduction", "text": WORDS}
    consent = {"consent_by": "the young person", "consent_on": TODAY}
    return content_actions.add_voice(report=report, by=by, **given, **consent)


def sent(report: Report, author: User) -> None:
    flow_actions.submit(report=report, by=author, today=TODAY)
    report.refresh_from_db()
    assert report.review_job is not None
    flow_actions.propose(report=report, job=report.review_job, today=TODAY)


def pressed(client: Client, voice: Voice, do: str) -> str:
    address = reverse("reporting:voice", args=[voice.report.public_id, voice.public_id])
    return client.post(address, {"do": do}, follow=True).content.decode()


@pytest.mark.parametrize("state", [ReportState.IN_REVIEW, ReportState.APPROVED])
def test_a_window_opened_before_takes_nothing_out_of_what_was_sent_for_review(
    state: str, report: Report, author: User, client_for: Any
) -> None:
    if state == ReportState.IN_REVIEW:
        Report.objects.filter(pk=report.pk).update(state=state, approved_by=None, approved_at=None)
    page = pressed(client_for(author), report.voices.get(), "remove")
    assert "Ask the approver to send it back" in page and WORDS in page
    report.refresh_from_db()
    assert (report.state, report.voices.count()) == (state, 1)


def test_withdrawn_consent_gives_the_report_back_and_none_of_its_documents_is_published(
    report: Report, author: User, approver: User, client_for: Any
) -> None:
    client, voice = client_for(author), report.voices.get()
    voices = reverse("reporting:voices", args=[report.public_id])
    assert OFFERED in client.get(voices).content.decode()
    assert OFFERED not in client_for(approver).get(voices).content.decode()
    page = pressed(client, voice, "withdraw")
    assert "The report is a draft again" in page and WORDS not in page
    report.refresh_from_db()
    assert (report.state, report.review_job, report.approved_by) == (ReportState.DRAFT, None, None)
    assert written("report.consent_withdrawn", by=author, target=report)
    mail = OutgoingMail.objects.filter(to=approver, subject__startswith="Taken back").get()
    assert "a draft again" in mail.body and WORDS not in mail.body
    with refused(states.WHY_NOT[states.Act.PUBLISH], kind=states.NotNow):
        flow_actions.publish(report=report, by=author, today=TODAY)
    sent(report, author)
    flow_actions.approve(report=report, by=approver)
    report.refresh_from_db()
    documents = flow_actions.publish(report=report, by=author, today=TODAY)
    assert len(documents) == 4
    assert not any(WORDS.encode() in bytes(document.content) for document in documents)


def test_of_a_draft_and_of_a_published_report_it_is_refused(report: Report, author: User) -> None:
    voice = report.voices.get()
    flow_actions.publish(report=report, by=author, today=TODAY)
    report.refresh_from_db()
    with refused(states.PUBLISHED, kind=states.NotNow):
        flow_actions.withdraw_consent(voice=voice, by=author, today=TODAY)
    draft = writing_actions.begin(authority=report.authority, year=2025, by=author)
    voice = quoted(draft, author)
    with refused(states.WHY_NOT[states.Act.WITHDRAW], kind=states.NotNow):
        flow_actions.withdraw_consent(voice=voice, by=author, today=TODAY)
