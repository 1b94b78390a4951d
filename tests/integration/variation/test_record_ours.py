"""A council words the portal's questions of the record anew, leaves some out and orders the sections."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from reporting.measures.base import Scope, compute, compute_by, rows_of
from reporting.measures.registry import MEASURES
from reporting.periods import Period
from reviews import wording
from reviews.record import finished
from reviews.record.own import actions, states
from reviews.record.own.asked import sections_of
from reviews.record.own.layout import AnswerKind, Layout, OwnQuestion
from reviews.record.own.ours import KEPT
from reviews.record.sections import SECTIONS
from tests import factories as make
from tests.integration.reviews.conftest import STARTED
from tests.integration.reviews.test_sections import address
from tests.integration.variation.test_record_questions import (
    BOOK,
    PASSPORT,
    browser,
    completed,
    page_of,
    publishes,
    review,
    sent,
    the_version,
    version,
)
from tests.refusing import refused

pytestmark = pytest.mark.django_db
__all__ = ["browser", "completed", "publishes", "review", "version"]

DENTIST = "Has the child seen a dentist in the last year?"
SEEN = "A dentist in the last twelve months?"


def ours(section: str, **typed: str) -> Callable[[Client], object]:
    """Change the portal's questions of one section of the draft."""

    def change(browser: Client) -> None:
        page = page_of("edit_record_section", section)
        assert "by law" in browser.get(page).content.decode()
        assert browser.post(page, typed).status_code == 302

    return change


def test_a_question_that_is_left_out_is_not_asked_nor_listed_as_not_recorded(
    child, browser, publishes, team, on_day
):
    version = publishes(but=ours("health", out_dentist="on"))
    review = make.make_started_review(child, STARTED, record_version=version)
    page = browser.get(address(review))
    assertNotContains(page, DENTIST)
    assertContains(page, "Is the health assessment up to date?")
    data = sent("complete", health={"assessment": "yes", "dentist": "no"}, own_2={})
    assertContains(browser.post(address(review), data), wording.NOT_ASKED_NOW, status_code=422)
    data["left-health-dentist"] = data.pop("health-dentist")  # it was shown
    assert browser.post(address(review), data).status_code == 302
    lines = finished.read(review).lines()
    assert "health.assessment" in lines and "health.dentist" not in lines
    assert review.sections.get(key="health").data == {"assessment": "yes"}


def test_what_stands_under_a_question_goes_with_it(child, browser, publishes):
    version = publishes(but=ours("support", out_pledge="on"))
    review = make.make_started_review(child, STARTED, record_version=version)
    page = browser.get(address(review))
    assertNotContains(page, "What will be done so that the child gets one?")


@pytest.mark.parametrize(
    "key", ["health.about", "attendance.views", "preparation.spoke_to_child", "health.x"]
)
def test_what_the_law_or_a_code_needs_stays(authority, qa_manager, key):
    draft = actions.start_draft(authority=authority, by=qa_manager)
    with refused(states.STAYS):
        actions.change_ours(
            version=draft, section=key.partition(".")[0], left_out=[key], worded=[], by=qa_manager
        )


@pytest.mark.parametrize("section", [s for s in SECTIONS.values() if s.form.base_fields], ids=lambda s: s.key)
def test_each_reason_is_of_a_question_and_no_section_goes_as_a_whole(section):
    kept = KEPT[section.key]
    assert kept.keys() <= section.form.base_fields.keys()
    assert {name for name, field in section.form.base_fields.items() if field.required} <= kept.keys()
    assert kept


def test_a_question_in_the_councils_words_keeps_its_answers_and_its_place(child, browser, publishes, team):
    version = publishes(but=ours("health", text_dentist=SEEN, hint_dentist="Or a hygienist"))
    review = make.make_started_review(child, STARTED, record_version=version)
    page = browser.get(address(review))
    assertContains(page, SEEN)
    assertContains(page, "Or a hygienist")
    assertNotContains(page, DENTIST)
    assert (
        browser.post(address(review), sent("complete", health={"dentist": "no"}, own_2={})).status_code == 302
    )
    line = finished.read(review).lines()["health.dentist"]
    assert (line.question, line.answer) == (SEEN, "No")


def test_two_questions_are_not_worded_alike(authority, client_for, qa_manager):
    actions.start_draft(authority=authority, by=qa_manager)
    page = page_of("edit_record_section", "health")
    sent = {"text_dentist": "Well?", "text_about": "well?"}
    assertContains(client_for(qa_manager).post(page, sent), "Word each question differently", status_code=422)


def test_sections_stand_in_the_councils_order(version, client_for, qa_manager, child, iro):
    browser = client_for(qa_manager)
    browser.post(reverse("reviews:new_record_version"))
    for _ in range(2):
        browser.post(page_of("move_record_section", "own_2"), {"to": "1"})
    layout = Layout.from_stored(the_version().layout)
    assert list(sections_of(layout))[:2] == ["own_2", "preparation"]
    with_more = actions.add_question(
        version=the_version(),
        question=OwnQuestion("", "", "Is there a bank account?", AnswerKind.YES_NO),
        title="Money",
        by=qa_manager,
    )
    keys = list(sections_of(Layout.from_stored(the_version().layout)))
    assert keys[keys.index(with_more.section) + 1] == "view"
    assertContains(browser.get(page_of("record_version")), "Move the section up")


@pytest.mark.parametrize(
    ("code", "section", "question"),
    [
        ("dentist_seen", "health", "dentist"),
        ("child_part", "attendance", "led"),
        ("activity_recorded", "attendance", "activity"),
        ("card_children", "support", "card"),
    ],
)
def test_a_figure_leaves_out_reviews_that_were_not_asked(code, section, question, child, publishes, iro):
    before = make.make_review(child, date(2025, 3, 21))
    make.make_section(before, section, iro, data={})
    measure, authority = MEASURES[code], child.authority
    period = Period(date(2025, 3, 1), date(2025, 6, 30))
    rows = rows_of(measure, Scope(authority, period))
    assert rows.not_known().count() + rows.denominator().count() == 1
    assert rows.unasked == ""
    version = publishes(but=ours(section, **{f"out_{question}": "on"}))
    after = make.make_review(child, date(2025, 5, 2), record_version=version)
    make.make_section(after, section, iro, data={})
    rows = rows_of(measure, Scope(authority, period))
    left = 0 if measure.unit == "child" else 1  # a child is asked at the last review
    assert rows.not_known().count() + rows.denominator().count() == left
    assert rows.unasked == (
        "Your council’s record does not ask this at reviews from 24 March 2025: they are in no figure of it."
    )


def counted(code: str, by: str, authority) -> dict[str, tuple[int | None, int | None, int]]:
    scope = Scope(authority, Period(date(2025, 3, 1), date(2025, 3, 31)))
    found = compute_by(MEASURES[code], scope, by)
    return {key: (result.numerator, result.denominator, result.not_known) for key, result in found.items()}


def test_answers_to_own_questions_are_counted_question_by_question(completed, client_for, iro):
    authority = completed.child.authority
    assert counted("record_own", "question", authority) == {PASSPORT: (0, 1, 0)}
    assert list(counted("record_own_chosen", "answer", authority)) == [f"{BOOK} Begun"]
    page = reverse("reviews:amend", args=[completed.public_id, "health.own_1"])
    client_for(iro).post(page, {"answer": "not_known", "reason": "Seen since"})
    assert counted("record_own", "question", authority) == {PASSPORT: (0, 0, 1)}


def test_what_was_not_answered_is_not_known_and_what_was_not_asked_is_not_there(review, browser, team):
    browser.post(address(review), sent("complete", health={}))
    rows = review.own_answers.values_list("name", "answer")
    assert list(rows) == [("own_1", ""), ("own_2", "Begun")]
    assert counted("record_own", "question", review.child.authority) == {PASSPORT: (0, 0, 1)}


def test_a_council_without_such_questions_has_no_figure_of_them(child):
    scope = Scope(child.authority, Period(date(2025, 3, 1), date(2025, 3, 31)))
    assert compute(MEASURES["record_own_chosen"], scope).numerator is None
    assert compute(MEASURES["record_own"], scope).value is None


def test_the_database_refuses_a_second_answer(completed):
    row = completed.own_answers.first()
    row.pk = None
    with pytest.raises(IntegrityError, match='"own_answer_once"'), transaction.atomic():
        row.save()


def test_the_page_of_a_measure_says_that_the_council_does_not_ask_it(publishes, client_for, qa_manager):
    publishes(but=ours("health", out_dentist="on"))
    publishes(on=date(2025, 5, 1), but=ours("health"))
    page = client_for(qa_manager).get(reverse("reporting:measure", args=["dentist_seen"]))
    assertContains(page, "does not ask this at reviews from 24 March 2025 to 30 April 2025")
