"""What the database refuses, whoever writes it: one row for each named constraint of reviews, decisions and the clock."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from reviews.models import (
    Attendance,
    DecisionAnswer,
    DecisionAtReview,
    Review,
    ReviewCycle,
    ReviewPart,
    ReviewSection,
    SectionDraft,
)
from reviews.models.review import ReviewStatus
from tests import factories as make

HELD = date(2025, 3, 24)
DUE = date(2025, 3, 31)


class Case:
    """A completed review with a decision and its task, a started one of another child, and a turn of the clock."""

    def __init__(self, child: Any, other_child: Any, iro: Any, team: Any) -> None:
        self.child, self.iro = child, iro
        self.done = make.make_review(child, HELD)
        self.begun = make.make_started_review(other_child, HELD)
        self.decision = make.make_decision(self.done, iro)
        self.task = make.make_answer(self.decision, sent_by=iro, sent_on=HELD, due_on=DUE, team=team)
        self.cycle = make.make_cycle(child, HELD, DUE)

    def change(self, row: models.Model, **values: Any) -> None:
        type(row)._default_manager.filter(pk=row.pk).update(**values)

    def typed(self) -> dict[str, Any]:
        return {"review": self.begun, "key": "health", "saved_by": self.iro, "saved_at": make.now()}


@pytest.fixture
def case(child, other_child, iro, team) -> Case:
    return Case(child, other_child, iro, team)


def second_in_hand(c: Case) -> None:
    make.make_review(c.begun.child, booked_for=HELD)


def second_section(c: Case) -> None:
    for _ in range(2):
        ReviewSection.objects.create(**c.typed())


def second_draft(c: Case) -> None:
    for _ in range(2):
        SectionDraft.objects.create(**c.typed())


def second_row_of_the_child(c: Case) -> None:
    for _ in range(2):
        Attendance.objects.create(review=c.done, role="CHILD", presence="CAME")


def adjourned_twice(c: Case) -> None:
    c.begun.parts.update(ended_by_adjournment=True, reason="No report")
    ReviewPart.objects.create(
        review=c.begun, number=2, held_on=DUE, ended_by_adjournment=True, reason="Again"
    )


REFUSED: dict[str, Callable[[Case], Any]] = {
    "review_one_a_day": lambda c: make.make_review(c.child, HELD),
    "review_one_in_hand": second_in_hand,
    "review_completed_has_dates": lambda c: c.change(c.begun, status=ReviewStatus.COMPLETED),
    "review_ends_after_start": lambda c: c.change(c.done, completed_on=HELD - timedelta(days=1)),
    "review_adjourned_after_start": lambda c: c.change(c.begun, adjourned_until=HELD),
    "review_adjourned_has_limit": lambda c: c.change(c.begun, status=ReviewStatus.ADJOURNED),
    "review_cancelled_reason_paired": lambda c: c.change(c.begun, cancelled_reason="Ill"),
    "review_participation_code": lambda c: c.change(c.done, participation_code="PN8"),
    "review_part_once": lambda c: ReviewPart.objects.create(review=c.begun, number=1, held_on=DUE),
    "review_adjourned_once": adjourned_twice,
    "review_part_reason_paired": lambda c: c.begun.parts.update(ended_by_adjournment=True),
    "review_section_once": second_section,
    "section_draft_once": second_draft,
    "attendance_child_once": second_row_of_the_child,
    "decision_closed_paired": lambda c: c.change(c.decision, progress="DONE"),
    "decision_at_review_once": lambda c: DecisionAtReview.objects.create(
        decision=c.decision, review=c.done, position=2
    ),
    "decision_carried_paired": lambda c: c.decision.at_reviews.update(is_carried_over=True),
    "answer_once": lambda c: (
        c.change(c.task, state="LAPSED", lapsed_on=DUE + timedelta(days=1))
        or make.make_answer(c.decision, sent_by=c.iro, sent_on=HELD, due_on=DUE)
    ),
    "answer_has_reason": lambda c: c.change(
        c.task, state="QUERIED", answered_by=make.make_user(), answered_at=make.now()
    ),
    "answer_not_ones_own": lambda c: c.change(
        c.task, state="AGREED", answered_by=c.iro, answered_at=make.now()
    ),
    "answer_state_paired": lambda c: c.change(c.task, state="AGREED"),
    "answer_lapses_after_limit": lambda c: c.change(c.task, state="LAPSED", lapsed_on=DUE),
    "answer_late_comment_paired": lambda c: c.change(c.task, late_comment="Too dear"),
    "answer_response_paired": lambda c: c.change(c.task, response="Because"),
    "answer_one_waiting": lambda c: make.make_answer(
        c.decision, sent_by=c.iro, sent_on=HELD, due_on=DUE, round=2
    ),
    "cycle_sequence_once": lambda c: make.make_cycle(c.child, HELD, DUE, sequence=c.cycle.sequence),
    "cycle_closes_after_opening": lambda c: c.change(c.cycle, closed_on=HELD - timedelta(days=1)),
    "cycle_held_has_dates": lambda c: c.change(c.cycle, state="met"),
    "cycle_void_has_reason": lambda c: c.change(c.cycle, state="void"),
    "cycle_not_known_has_no_date": lambda c: c.change(c.cycle, state="not_known"),
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_the_database_refuses(name, case):
    with pytest.raises(IntegrityError, match=f'"{name}"'), transaction.atomic():
        REFUSED[name](case)


def test_every_named_constraint_is_tried():
    named = {
        constraint.name
        for model in apps.get_app_config("reviews").get_models()
        if not model._meta.model_name.endswith("event")
        for constraint in model._meta.constraints
    }
    assert named == set(REFUSED)


def test_the_case_itself_is_allowed(case):
    assert (Review.objects.count(), DecisionAnswer.objects.count(), ReviewCycle.objects.count()) == (2, 1, 1)
