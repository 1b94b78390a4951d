"""Feedback on reviews: the council's scale, what somebody said on it, and what is refused."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains

from accounts.models import User
from children.models import Child
from reviews.models import Feedback, FeedbackScale
from tests import factories as make
from tests.kept import kept

TODAY = date(2026, 3, 30)


@kept
def qa(client_for: Any, qa_manager: User, on_day: Any) -> Client:
    on_day(TODAY)
    return client_for(qa_manager)


def a_scale(answers: str, day: str = "30") -> dict[str, str]:
    starts = {"starts_on_day": day, "starts_on_month": "3", "starts_on_year": "2026"}
    return starts | {"question": "Were you heard?", "answers": answers}


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ("Yes", "Enter 2 to 7 answers"),
        ("Yes\nyes", "Two answers are the same"),
        (f"Yes\n{'x' * 61}", "is too long"),
    ],
)
def test_a_scale_that_cannot_be_used(qa: Client, answers: str, says: str) -> None:
    assertContains(qa.post(reverse("reviews:feedback_scale"), a_scale(answers)), says, status_code=422)


def test_a_scale_starts_today_or_later_and_a_slip_is_put_right(qa: Client) -> None:
    address = reverse("reviews:feedback_scale")
    assertContains(qa.post(address, a_scale("Yes\nNo", "29")), "today or later", status_code=422)
    assert qa.post(address, a_scale("Yes\nNo")).status_code == 302
    assert qa.post(address, a_scale("Yes\nNo\nA bit")).status_code == 302
    assert FeedbackScale.objects.get().answers == ["Yes", "No", "A bit"]


def test_what_was_said_before_keeps_its_answer(qa: Client, child: Child) -> None:
    review = make.make_review(child, date(2026, 3, 2))
    address = reverse("reviews:feedback", args=[review.public_id])
    qa.post(address, {"given_by": "CARER", "answer": "Often", "words": "She spoke up"})
    qa.post(reverse("reviews:feedback_scale"), a_scale("Yes\nNo"))
    page = qa.get(address)
    assertContains(page, "A carer:\n  Often")
    assertContains(page, "She spoke up")
    assert Feedback.objects.get().answer == "Often"


def test_only_a_review_that_was_held_has_feedback(qa: Client, child: Child) -> None:
    review = make.make_review(child, booked_for=TODAY)
    page = qa.post(
        reverse("reviews:feedback", args=[review.public_id]), {"given_by": "CHILD", "answer": "Often"}
    )
    assert page.status_code == 422
    assert not Feedback.objects.exists()


def test_what_the_database_refuses(child: Child, iro: User) -> None:
    scale = {
        "authority": child.authority,
        "starts_on": TODAY,
        "question": "?",
        "answers": [],
        "created_by": iro,
    }
    FeedbackScale.objects.create(**scale)
    with pytest.raises(IntegrityError, match="feedback_scale_one_per_start"), transaction.atomic():
        FeedbackScale.objects.create(**scale)
    review = make.make_review(child, date(2026, 3, 2))
    with pytest.raises(IntegrityError, match="feedback_has_answer"), transaction.atomic():
        Feedback.objects.create(review=review, given_by="CHILD", recorded_by=iro, recorded_at=make.at(TODAY))
