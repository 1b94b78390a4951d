"""The day of a completed review corrected that had two meetings: the other one stays where it was."""

from datetime import date

import pytest
from django.urls import reverse

from reviews.meeting import actions as meeting
from reviews.models import Review
from reviews.record import completing
from tests import factories as make

pytestmark = pytest.mark.django_db
FIRST, SECOND, AFTER_THE_LIMIT = date(2025, 3, 24), date(2025, 3, 31), date(2025, 4, 28)


@pytest.fixture
def adjourned(ready, iro, on_day):
    """`adjourned(day)`: a review of 24 March that was adjourned and finished that day; the limit was 23
    April.
    """

    def make_it(second: date) -> Review:
        review = ready(FIRST)
        meeting.adjourn(review=review, until=SECOND, reason="No report", by=iro)
        day = on_day(second)
        meeting.reconvene(review=review, on=day, by=iro, today=day)
        completing.complete(review=review, by=iro, today=day)
        review.refresh_from_db()
        return review

    return make_it


def correct(browser, review: Review, on: date):
    given = make.typed("held_on", on) | {"child_came": "yes", "views": "spoke", "reason": "Typed wrong"}
    answer = browser.post(reverse("reviews:correct", args=[review.public_id]), given)
    review.refresh_from_db()
    return answer


def days(review: Review) -> tuple[date, date, date]:
    return review.held_on, review.started_on, review.completed_on


def test_the_first_meeting_moves_and_the_second_stays(client_for, adjourned, iro):
    review = adjourned(SECOND)
    assert correct(client_for(iro), review, date(2025, 3, 25)).status_code == 302
    assert days(review) == (date(2025, 3, 25), date(2025, 3, 25), SECOND)
    assert review.adjourned_until == date(2025, 4, 24)
    assert list(review.parts.order_by("number").values_list("held_on", flat=True)) == [
        date(2025, 3, 25),
        SECOND,
    ]


@pytest.mark.parametrize("on", [SECOND, date(2025, 4, 24)])
def test_a_first_meeting_is_not_moved_past_the_second(client_for, adjourned, iro, on_day, on):
    review = adjourned(SECOND)
    on_day(date(2025, 4, 25))
    answer = correct(client_for(iro), review, on)
    assert answer.status_code == 422 and "31 March 2025" in answer.content.decode()
    assert days(review) == (FIRST, FIRST, SECOND)


def test_the_second_meeting_that_counts_moves_and_the_first_stays(client_for, adjourned, iro):
    review = adjourned(AFTER_THE_LIMIT)
    assert days(review) == (AFTER_THE_LIMIT, FIRST, AFTER_THE_LIMIT)
    assert correct(client_for(iro), review, date(2025, 4, 24)).status_code == 302
    assert days(review) == (date(2025, 4, 24), FIRST, date(2025, 4, 24))


def test_a_second_meeting_that_came_in_time_after_all_counts_as_the_first(client_for, adjourned, iro):
    review = adjourned(AFTER_THE_LIMIT)
    assert correct(client_for(iro), review, date(2025, 4, 23)).status_code == 302
    assert days(review) == (FIRST, FIRST, date(2025, 4, 23))
