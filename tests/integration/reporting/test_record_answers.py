"""What records of reviews answer is counted: who counts, who fails, who is not known, who is left out."""

from datetime import date, timedelta

import pytest

from reporting.layouts.registry import PAGES, codes_of
from reporting.measures import record_answers
from reporting.measures.base import Result, Scope, compute, compute_by, rows_of
from reporting.measures.registry import MEASURES
from reporting.periods import collection_year
from reviews.models import DecisionAtReview
from reviews.models.decision import Fate
from reviews.models.review import SectionKey as S
from reviews.record import forms
from tests import factories as make

pytestmark = pytest.mark.django_db
YEAR = collection_year(2026)
HELD = date(2025, 6, 2)
QUESTIONS = {
    "views_from_child": (S.WISHES, "how_given", "drawing", "observed", ""),
    "understands_plan": (S.WISHES, "understands", "yes", "partly", "too_young"),
    "child_chaired": (S.ATTENDANCE, "led", "chaired", "some", ""),
    "child_led": (S.ATTENDANCE, "led", "together", "agenda", ""),
    "spoke_as_wished": (S.PREPARATION, "spoke_to_child", "yes", "no", "refused"),
    "plan_at_pace": (S.VIEW, "pace", "yes", "partly", ""),
    "placement_suits": (S.PLACEMENT, "suits", "yes", "no", ""),
    "siblings_seen": (S.FAMILY, "siblings", "yes", "no", "none"),
    "ehcp_up_to_date": (S.EDUCATION, "ehcp", "yes", "no", "not_needed"),
    "has_advocate": (S.SUPPORT, "advocate", "has", "declined", ""),
    "wants_advocate": (S.SUPPORT, "advocate", "wants", "has", ""),
    "has_visitor": (S.SUPPORT, "visitor", "has", "not_asked", ""),
    "wants_visitor": (S.SUPPORT, "visitor", "wants", "declined", ""),
    "protection_plan_too": (S.SAFEGUARDING, "protection", "yes", "no", ""),
    "talked_before": (S.PREPARATION, "talked_with_social_worker", "yes", "no", ""),
    "visits_kept": (S.CHANGES, "visits", "yes", "no", ""),
    "all_carried_out": (S.CHANGES, "decisions_done", "yes", "partly", "none"),
    "education_plan_up_to_date": (S.EDUCATION, "pep", "yes", "no", "not_needed"),
    "pledge_held": (S.SUPPORT, "pledge", "yes", "no", "too_young"),
    "knows_iro": (S.SUPPORT, "knows_iro", "yes", "no", "too_young"),
    "card_held": (S.SUPPORT, "card", "given", "no", ""),
    "told_rights": (S.SUPPORT, "told_rights", "yes", "no", "too_young"),
}
"""Measure -> section and question, an answer that counts, one that fails, one by which it is left out."""
BROKEN_DOWN = {
    "views_heard": ("heard", S.WISHES, "how_given", record_answers.HOW_HEARD, forms.WishesForm),
    "child_part": ("part", S.ATTENDANCE, "led", record_answers.PARTS, forms.AttendanceForm),
    "plans_held_up": ("delay", S.VIEW, "held_up", record_answers.HELD_UP, forms.ViewForm),
    "permanence_plans": ("plan", S.PLAN, "permanence_plan", record_answers.PLANS, forms.PlanForm),
}


def reviews_with(authority, iro, section, question, answers):
    """A review of a child of their own for each answer; an empty one has no section at all."""
    for number, answer in enumerate(answers):
        child = make.make_child_in_care(authority, started_on=date(2024, 1, 3))
        review = make.make_review(child, HELD + timedelta(days=number))
        if answer:
            make.make_section(review, section, iro, data={question: answer})


@pytest.mark.parametrize("code", QUESTIONS)
def test_an_answer_counts_fails_is_not_known_or_is_left_out(authority, iro, code):
    section, question, yes, no, out = QUESTIONS[code]
    reviews_with(authority, iro, section, question, [yes, no, no, "", *([out] if out else [])])
    measure, scope = MEASURES[code], Scope(authority, YEAR)
    assert compute(measure, scope) == Result(1, 3, 1)
    rows = rows_of(measure, scope)
    assert [part.count() for part in (rows.numerator(), rows.failed(), rows.not_known())] == [1, 2, 1]


def test_a_plan_at_the_childs_pace_is_not_held_up(authority, iro):
    """F-257: of reviews, whether or not anybody raised a concern."""
    said = [{"pace": "no", "held_up": "legal"}, {"pace": "partly"}, {"pace": "yes", "held_up": "legal"}]
    for number, data in enumerate(said):
        child = make.make_child_in_care(authority, started_on=date(2024, 1, 3))
        review = make.make_review(child, HELD + timedelta(days=number))
        make.make_section(review, S.VIEW, iro, data=data)
    found = compute(MEASURES["plans_held_up"], Scope(authority, YEAR))
    assert (found.numerator, found.not_known) == (1, 1)


def test_one_meeting_counts_children_on_both_plans_alone(authority, iro):
    said = [
        {"protection": "yes", "one_meeting": "yes"},
        {"protection": "yes", "one_meeting": "with"},
        {"protection": "yes", "one_meeting": "no"},
        {"protection": "yes"},
        {"protection": "no"},
        {},
    ]
    for data in said:
        review = make.make_review(make.make_child_in_care(authority, started_on=date(2024, 1, 3)), HELD)
        make.make_section(review, S.SAFEGUARDING, iro, data=data)
    assert compute(MEASURES["one_meeting_both_plans"], Scope(authority, YEAR)) == Result(2, 3, 1)


@pytest.mark.parametrize(("born_on", "counts"), [(date(2009, 6, 2), True), (date(2009, 6, 3), False)])
def test_the_pathway_plan_is_asked_for_from_16_on(authority, iro, born_on, counts):
    child = make.make_child_in_care(authority, started_on=date(2024, 1, 3), born_on=born_on)
    review = make.make_review(child, HELD)
    make.make_section(review, S.SUPPORT, iro, data={"pathway_reviewed": "yes"})
    found = compute(MEASURES["pathway_plan_reviewed"], Scope(authority, YEAR))
    assert bool(found.numerator) == counts


@pytest.mark.parametrize("code", BROKEN_DOWN)
def test_the_answers_of_the_form_are_those_of_the_breakdown(authority, iro, code):
    dimension, section, question, choices, form = BROKEN_DOWN[code]
    asked = [value for value, _ in form.base_fields[question].choices if value]
    assert asked == [value for value, _ in choices]
    reviews_with(authority, iro, section, question, [asked[0], asked[0], asked[-1], ""])
    measure, scope = MEASURES[code], Scope(authority, YEAR)
    assert compute(measure, scope) == Result(3, None, 1)
    found = {k: r.numerator for k, r in compute_by(measure, scope, dimension).items() if r.numerator}
    assert found == {choices[0][1]: 2, choices[-1][1]: 1}


def test_decisions_of_earlier_reviews_found_done(authority, iro):
    child = make.make_child_in_care(authority, started_on=date(2024, 1, 3))
    first, then = make.make_review(child, date(2025, 1, 6)), make.make_review(child, HELD)
    for position, fate in enumerate([Fate.DONE, Fate.CARRIED, Fate.SUPERSEDED], 1):
        decision = make.make_decision(first, iro)
        DecisionAtReview.objects.create(
            decision=decision,
            review=then,
            position=position,
            fate=fate,
            words=decision.wording.stored(),
            is_carried_over=fate == Fate.CARRIED,
            times_carried=int(fate == Fate.CARRIED),
        )
    measure, scope = MEASURES["earlier_decisions_done"], Scope(authority, YEAR)
    assert compute(measure, scope) == Result(1, 2, 0)
    assert compute(measure, Scope(authority, collection_year(2025))) in (
        Result(None, None, 0),
        Result(0, 0, 0),
    )


def test_every_one_stands_on_a_page_of_figures():
    on_pages = {code for page in PAGES.values() for code in codes_of(page)}
    assert {m.code for m in record_answers.MEASURES} <= on_pages


def test_the_readings_of_health_are_named_apart_and_stand_side_by_side():
    block = next(b for b in PAGES["wellbeing"].blocks if b.title.startswith("Health: the return"))
    titles = [MEASURES[code].title for code in block.codes]
    assert len(set(titles)) == len(titles)
    assert all(
        t.endswith((", by the return", ", by the review record", ", by the monitoring form")) for t in titles
    )
