"""Versions of the monitoring form: drafted, changed, published, final."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.models import AuditEvent, Authority, User
from reviews.models import MonitoringQuestion, MonitoringVersion
from reviews.monitoring import states
from reviews.monitoring import version_actions as actions
from reviews.monitoring.actions import version_on
from reviews.monitoring.first_version import QUESTIONS
from reviews.monitoring.known import SOURCES
from tests import factories as make
from tests import monitoring_factories as paper
from tests.kept import kept

TODAY = date(2026, 1, 14)
VALUES = {
    "section": "Health and education",
    "text": "Is {{ the }} optician’s test in date?",
    "hint": "",
    "kind": "YES_NO",
    "applies": "ALWAYS",
    "seen_by": "LINE",
    "flag": "NO",
    "known_from": "",
}


@kept
def draft(authority: Authority, qa_manager: User) -> MonitoringVersion:
    paper.make_version(authority)
    return actions.start_draft(authority=authority, by=qa_manager, today=TODAY)


def test_the_shipped_form_yields_every_figure_that_reports_print() -> None:
    keys = {q.key for q in QUESTIONS}
    assert keys >= {
        "permanence",
        "visits",
        "health_assessment",
        "sdq",
        "pep",
        "care_plan",
        "pathway_plan",
        "prepared",
        "plan_quality",
        "report_quality",
        "relationship",
        "delegated_authority",
        "entitlements",
        "packs",
        "advocacy",
        "independent_visitor",
        "good_practice",
    }
    assert len(keys) == len(QUESTIONS)
    assert {q.known_from for q in QUESTIONS} - {""} <= set(SOURCES)


def test_a_draft_begins_with_the_last_questions(draft: MonitoringVersion, authority: Authority) -> None:
    assert (draft.number, draft.published_at) == (2, None)
    assert list(draft.questions.values_list("key", flat=True)) == [q.key for q in QUESTIONS]
    assert version_on(authority, TODAY).number == 1  # a draft asks nobody


def test_there_is_one_draft_at_a_time(
    draft: MonitoringVersion, authority: Authority, qa_manager: User
) -> None:
    assert actions.start_draft(authority=authority, by=qa_manager, today=TODAY) == draft
    with pytest.raises(IntegrityError, match="monitoring_version_one_draft"), transaction.atomic():
        MonitoringVersion.objects.create(authority=authority, number=3)


def test_a_new_question_stands_at_the_end_of_its_section_with_a_key_of_its_own(
    draft: MonitoringVersion, qa_manager: User
) -> None:
    made = actions.save_question(version=draft, question=None, values=VALUES, by=qa_manager)
    twin = actions.save_question(version=draft, question=None, values=VALUES, by=qa_manager)
    assert made.key == "is_the_opticians_test_in_date" and twin.key == "is_the_opticians_test_in_date_2"
    section = list(
        draft.questions.filter(section="Health and education")
        .order_by("position")
        .values_list("key", flat=True)
    )
    assert section[-2:] == [made.key, twin.key]
    assert list(draft.questions.values_list("position", flat=True)) == list(
        range(1, draft.questions.count() + 1)
    )


def test_a_changed_question_keeps_its_key(draft: MonitoringVersion, qa_manager: User) -> None:
    question = draft.questions.get(key="visits")
    actions.save_question(
        version=draft, question=question, values={**VALUES, "section": question.section}, by=qa_manager
    )
    assert draft.questions.get(key="visits").text == VALUES["text"]


def test_a_question_moves_within_its_section_and_a_section_with_its_edge(
    draft: MonitoringVersion, qa_manager: User
) -> None:
    first, second = draft.questions.order_by("position")[:2]
    for _ in range(2):  # pressed twice it moves once
        actions.move_question(question=second, place=1, by=qa_manager)
    assert list(draft.questions.values_list("key", flat=True))[:2] == [second.key, first.key]
    before = list(dict.fromkeys(draft.questions.values_list("section", flat=True)))
    edge = draft.questions.filter(section=before[1]).order_by("position").first()
    assert edge is not None
    for _ in range(2):
        actions.move_section(question=edge, place=1, by=qa_manager)
    after = list(dict.fromkeys(draft.questions.values_list("section", flat=True)))
    assert after[:2] == [before[1], before[0]]
    assert sorted(after) == sorted(before)  # each section is still together
    assert AuditEvent.objects.filter(kind="monitoring.question_moved").count() == 2


def test_a_removed_question_leaves_no_gap(draft: MonitoringVersion, qa_manager: User) -> None:
    count = draft.questions.count()
    actions.remove_question(question=draft.questions.get(key="visits"), by=qa_manager)
    assert list(draft.questions.values_list("position", flat=True)) == list(range(1, count))


def test_published_versions_ask_from_their_day_and_are_final(
    draft: MonitoringVersion, authority: Authority, qa_manager: User
) -> None:
    actions.publish(version=draft, starts_on=date(2026, 2, 1), by=qa_manager, today=TODAY)
    assert version_on(authority, date(2026, 1, 31)).number == 1
    assert version_on(authority, date(2026, 2, 1)).number == 2
    question = draft.questions.first()
    assert question is not None
    for refused in (
        lambda: actions.save_question(version=draft, question=question, values=VALUES, by=qa_manager),
        lambda: actions.remove_question(question=question, by=qa_manager),
        lambda: actions.move_question(question=question, place=2, by=qa_manager),
        lambda: actions.discard(version=draft, by=qa_manager),
        lambda: actions.publish(version=draft, starts_on=date(2026, 3, 1), by=qa_manager, today=TODAY),
    ):
        with pytest.raises(states.Final):
            refused()
    assert AuditEvent.objects.filter(kind="monitoring.version_published").count() == 1


def test_publishing_needs_a_day_to_come_and_a_question(
    draft: MonitoringVersion, authority: Authority, qa_manager: User
) -> None:
    with pytest.raises(states.NotNow, match="today or later"):
        actions.publish(version=draft, starts_on=date(2026, 1, 13), by=qa_manager, today=TODAY)
    MonitoringQuestion.objects.filter(version=draft).delete()
    with pytest.raises(states.NotNow, match="at least one"):
        actions.publish(version=draft, starts_on=TODAY, by=qa_manager, today=TODAY)


def test_two_versions_never_start_on_one_day(
    draft: MonitoringVersion, authority: Authority, qa_manager: User
) -> None:
    actions.publish(version=draft, starts_on=TODAY, by=qa_manager, today=TODAY)
    again = actions.start_draft(authority=authority, by=qa_manager, today=TODAY)
    with pytest.raises(states.NotNow, match="Another version"):
        actions.publish(version=again, starts_on=TODAY, by=qa_manager, today=TODAY)


def test_a_discarded_draft_is_gone(draft: MonitoringVersion, authority: Authority, qa_manager: User) -> None:
    actions.discard(version=draft, by=qa_manager)
    assert list(MonitoringVersion.objects.values_list("number", flat=True)) == [1]


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"flag": "LOW"}, "monitoring_question_flag_fits"),
        ({"kind": "TEXT", "flag": "", "known_from": "pep"}, "monitoring_question_known_is_yes_no"),
    ],
)
def test_the_database_refuses_questions_that_do_not_fit(
    draft: MonitoringVersion, changes: dict[str, str], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        draft.questions.filter(key="visits").update(**changes)


def test_a_version_is_published_whole(draft: MonitoringVersion) -> None:
    with pytest.raises(IntegrityError, match="monitoring_version_published_paired"), transaction.atomic():
        MonitoringVersion.objects.filter(pk=draft.pk).update(published_at=make.now())


def published(authority: Authority, number: int, starts_on: date) -> None:
    MonitoringVersion.objects.create(
        authority=authority, number=number, starts_on=starts_on, published_at=make.now()
    )


def test_a_number_is_given_once(draft: MonitoringVersion, authority: Authority) -> None:
    with pytest.raises(IntegrityError, match="monitoring_version_once"), transaction.atomic():
        published(authority, draft.number, TODAY)


def test_one_version_starts_on_a_day(draft: MonitoringVersion, authority: Authority) -> None:
    first = MonitoringVersion.objects.get(authority=authority, number=1)
    assert first.starts_on is not None
    with pytest.raises(IntegrityError, match="monitoring_version_one_a_day"), transaction.atomic():
        published(authority, 3, first.starts_on)


def test_a_key_stands_once_in_a_version(draft: MonitoringVersion) -> None:
    with pytest.raises(IntegrityError, match="monitoring_question_key_once"), transaction.atomic():
        MonitoringQuestion.objects.create(
            version=draft, position=99, section="Visits", key="visits", text="Again?", kind="YES_NO"
        )
