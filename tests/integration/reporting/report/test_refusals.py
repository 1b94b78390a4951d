"""What the actions of a report refuse besides its table of states, from an old page too, and leave."""

from datetime import date
from typing import Any

import pytest

from accounts.access.roles import Role
from accounts.audit.trail import Gone
from accounts.models import AuditEvent, Authority, User
from reporting.council import actions as council
from reporting.council.actions import BadGroups
from reporting.edition import actions as edition
from reporting.models import (
    PriorityStatus,
    Report,
    ReportDocument,
    ReportLayout,
    ReportState,
    SettledFind,
    Voice,
)
from reporting.report import content_actions as content
from reporting.report import flow_actions as flow
from reporting.report import screening_actions as screening
from reporting.report import states
from reporting.report import writing_actions as writing
from tests import factories as make
from tests.refusing import refused, written

GONE = "Somebody has removed this since you opened the page."
STARTS = date(2026, 4, 1)


@pytest.fixture
def author(authority: Authority) -> User:
    return make.make_user(authority, Role.QA_MANAGER)


@pytest.fixture
def report(authority: Authority, author: User) -> Report:
    return writing.begin(authority=authority, year=2026, by=author)


def _moved_on(report: Report, state: str) -> Report:
    """The report as an old page shows it, while it is in this state already."""
    old = Report.objects.get(pk=report.pk)
    approver = make.make_user(report.authority, Role.DIRECTOR)
    approved = {"approved_by": approver, "approved_at": make.at(STARTS)}
    published = {"published_by": approver, "published_at": make.at(STARTS)}
    later = state in (ReportState.APPROVED, ReportState.PUBLISHED)
    values: dict[str, Any] = {"state": state} | (approved if later else {})
    Report.objects.filter(pk=report.pk).update(
        **values | (published if state == ReportState.PUBLISHED else {})
    )
    return old


# --- writing


def test_a_report_is_begun_once(report: Report, authority: Authority, author: User) -> None:
    assert writing.begin(authority=authority, year=2026, by=None) == report
    written("report.begun", by=author, target=report)
    without = writing.begin(authority=authority, year=2025, by=None)
    assert (without.author, without.created_by) == ("", None)


def test_a_report_goes_to_the_bodies_of_the_layout_in_its_order(authority: Authority, author: User) -> None:
    ReportLayout.objects.create(
        authority=authority,
        bodies="Cabinet\n\n Cabinet \nScrutiny",
        sections=[{"key": "people", "title": "Our people", "included": False}, {"key": "gone"}],
    )
    report = writing.begin(authority=authority, year=2026, by=author)
    assert list(report.presentations.order_by("body").values_list("body", flat=True)) == [
        "Cabinet",
        "Scrutiny",
    ]
    first = report.sections.order_by("position")[0]
    assert (first.key, first.title, first.is_included) == ("people", "Our people", False)


def test_sections_are_arranged_named_and_taken_in(report: Report, author: User) -> None:
    first, second, *_ = report.sections.order_by("position")
    writing.move(section=second, place=1, by=author)
    writing.move(section=second, place=1, by=author)  # first already: stays
    assert [s.pk for s in report.sections.order_by("position")[:2]] == [second.pk, first.pk]
    writing.move(section=second, place=2, by=author)
    assert [s.pk for s in report.sections.order_by("position")[:2]] == [first.pk, second.pk]
    writing.set_included(section=first, included=False, by=author)
    first.refresh_from_db()
    assert not first.is_included
    writing.rename(report=report, title="A year", author="Quinn Marsh", by=author)
    report.refresh_from_db()
    assert (report.title, report.author) == ("A year", "Quinn Marsh")
    written("report.renamed", by=author, target=report)
    event = written("report.section_included", by=author, target=first)
    assert event.details == {"included": False}


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (ReportState.IN_REVIEW, states.WHY_NOT[states.Act.WRITE]),
        (ReportState.PUBLISHED, states.PUBLISHED),
    ],
)
def test_nothing_is_written_from_an_old_page(state: str, words: str, report: Report, author: User) -> None:
    section = report.sections.select_related("report").order_by("position")[0]
    voice = content.add_voice(report=report, kind="you_said", text="More trips", answer="Yes", by=author)
    old = _moved_on(report, state)
    voice = Voice.objects.select_related("report").get(pk=voice.pk)
    voice.report = old
    title, voices = report.title, Voice.objects.count()
    for late in (
        lambda: writing.set_included(section=section, included=False, by=author),
        lambda: writing.move(section=section, place=2, by=author),
        lambda: writing.rename(report=old, title="Other", author="", by=author),
        lambda: content.save_cover(report=old, cover={"meeting": "Cabinet"}, by=author),
        lambda: content.add_voice(report=old, kind="you_said", text="T", answer="A", by=author),
        lambda: content.sign_off(voice=voice, by=author),
        lambda: content.remove_voice(voice=voice, by=author),
    ):
        with refused(words, kind=states.NotNow):
            late()
    report.refresh_from_db()
    assert (report.title, report.cover, Voice.objects.count()) == (title, {}, voices)


# --- what it holds besides its text


def test_a_priority_that_was_reported_on_stays(authority: Authority, author: User) -> None:
    one, two = (
        content.add_priority(authority=authority, year=2026, title=t, action="A", owner="O", by=author)
        for t in ("First", "Second")
    )
    assert (one.position, two.position) == (1, 2)
    old = type(one).objects.get(pk=one.pk)
    content.report_on_priority(priority=one, status=PriorityStatus.DONE, progress="All of it", by=author)
    with refused(states.PRIORITY_REPORTED):
        content.remove_priority(priority=old, by=author)
    content.remove_priority(priority=two, by=author)
    with refused(GONE, kind=Gone):
        content.report_on_priority(priority=two, status=PriorityStatus.DONE, progress="", by=author)
    one.refresh_from_db()
    assert (one.status, one.progress) == (PriorityStatus.DONE, "All of it")
    written("report.priority_removed", by=author)


def test_an_example_is_taken_out_of_a_draft(report: Report, author: User) -> None:
    given = {"report": report, "kind": "you_said", "text": "More trips", "answer": "Yes", "by": author}
    first, second = content.add_voice(**given), content.add_voice(**given)
    content.remove_voice(voice=Voice.objects.get(pk=first.pk), by=author)
    with refused(GONE, kind=Gone):
        content.remove_voice(voice=first, by=author)
    second.report = _moved_on(report, ReportState.PUBLISHED)
    with refused(states.PUBLISHED):
        content.remove_voice(voice=second, by=author)
    assert Voice.objects.get() == second


def test_cover_and_bodies_are_kept(report: Report, author: User) -> None:
    content.save_cover(report=report, cover={"meeting": "Cabinet"}, by=author)
    for note in ("Sent", "Sent again"):
        content.present(report=report, body="Scrutiny", sent_on=STARTS, note=note, by=author)
    report.refresh_from_db()
    assert report.cover == {"meeting": "Cabinet"}
    assert report.presentations.get(body="Scrutiny").note == "Sent again"
    written("report.cover_changed", by=author, target=report)


# --- words that may tell who somebody is


def test_what_children_asked_for_is_screened_with_its_section(
    report: Report, author: User, child: Any
) -> None:
    asked = f"{child.forename} {child.surname} wanted a trip"
    content.add_voice(report=report, kind="you_said", text=asked, answer="We went", by=author)
    section = report.sections.select_related("report__authority").get(key="you_said")
    (hit, *_) = screening.hits_in(section)
    words = hit.find.words
    with refused(screening.NOT_FOUND, kind=states.NotNow):
        screening.settle_find(report=report, place="you_said", words="Nobody", reason="R", by=author)
    with refused(screening.NEEDS_REASON, "reason", kind=states.NotNow):
        screening.settle_find(report=report, place="you_said", words=words, reason="", by=author)
    screening.settle_find(
        report=report, place="you_said", words=words.upper(), reason="Another child", by=author
    )
    assert SettledFind.objects.get().words == words
    assert screening.hits_in(section)[0].is_settled


# --- the way of a report


def test_comments_close_with_the_approval_and_are_settled_once(report: Report, author: User) -> None:
    comment = flow.comment(report=report, key="people", text="Say for whom", by=author)
    flow.settle(comment=comment, by=author)
    comment.refresh_from_db()
    settled_at = comment.settled_at
    assert settled_at is not None
    flow.settle(comment=comment, by=make.make_user(report.authority, Role.DIRECTOR))
    comment.refresh_from_db()
    assert (comment.settled_at, comment.settled_by) == (settled_at, author)
    with refused(states.WHY_NOT[states.Act.COMMENT], kind=states.NotNow):
        flow.comment(report=_moved_on(report, ReportState.APPROVED), key="people", text="Late", by=author)


def test_a_report_comes_back_with_the_reason_and_without_its_approval(report: Report, author: User) -> None:
    _moved_on(report, ReportState.APPROVED)
    flow.send_back(report=report, by=author, reason="Add the figures")
    report.refresh_from_db()
    assert (report.state, report.approved_by, report.approved_at) == (ReportState.DRAFT, None, None)
    assert written("report.sent_back", by=author, target=report).reason == "Add the figures"
    with refused(states.WHY_NOT[states.Act.SEND_BACK], kind=states.NotNow):
        flow.send_back(report=report, by=author, reason="Again")


def test_publication_is_asked_for_once_it_is_approved(report: Report, author: User) -> None:
    with refused(states.WHY_NOT[states.Act.PUBLISH], kind=states.NotNow):
        flow.ask_to_publish(report=report, by=author)
    _moved_on(report, ReportState.APPROVED)
    report.refresh_from_db()
    assert flow.ask_to_publish(report=report, by=author) == flow.ask_to_publish(report=report, by=author)


def test_nothing_is_published_that_was_not_approved_as_a_document(report: Report, author: User) -> None:
    _moved_on(report, ReportState.APPROVED)
    report.refresh_from_db()
    with refused(states.NO_DOCUMENTS, kind=states.NotNow):
        flow.publish(report=report, by=author, today=date(2026, 6, 1))


def test_nothing_is_compared_with_the_records_before_publication(report: Report, author: User) -> None:
    assert flow.find_restatements(report=report, by=author, today=STARTS) == []


# --- what the council sets


@pytest.mark.parametrize(
    ("bands", "says"),
    [
        ([(1, None)], "begins at 1, but the band before it ends at -1. Begin it at 0"),
        ([(0, None), (5, None)], "only the last band, and that one always, has no upper age"),
        ([(0, 10)], "only the last band, and that one always, has no upper age"),
        ([(0, 9), (10, 8), (9, None)], "ends before it begins"),
        ([(0, 9), (11, None)], "begins at 11, but the band before it ends at 9. Begin it at 10"),
    ],
)
def test_bands_of_age_follow_each_other_without_a_gap(
    bands: list[tuple[int, int | None]], says: str, authority: Authority, author: User
) -> None:
    groups = [{"label": f"Band {n}", "low": low, "high": high} for n, (low, high) in enumerate(bands)]
    with pytest.raises(BadGroups) as caught:
        council.set_grouping(authority=authority, kind="age", starts_on=STARTS, groups=groups, by=author)
    assert says in str(caught.value) and caught.value.field == "groups"
    assert not AuditEvent.objects.filter(kind="grouping.set").exists()


# --- the document


def test_a_job_that_is_started_again_finds_the_document_it_has_made(report: Report, author: User) -> None:
    job = make.make_job(report.authority, author)
    made = ReportDocument.objects.create(
        report=report,
        number=1,
        figures={},
        printed={},
        figures_at=make.now(),
        content=b"%PDF-",
        pages=1,
        sha256="0" * 64,
        edition="internal",
        job=job,
    )
    assert edition.generate(report=report, by=author, today=STARTS, job=job) == made
    assert ReportDocument.objects.count() == 1
