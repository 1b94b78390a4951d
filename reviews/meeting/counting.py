"""The day as which a review counts (RC-13), also before its record is complete."""

from datetime import date

from accounts.calendars import terms_for, working_days
from reviews.models import Review
from reviews.models.review import ReviewFormat, ReviewStatus
from statute.clock_facts import ReviewFact
from statute.clock_history import counted_on
from statute.timescales import adjourned_review_due_on


def counts_on(review: Review) -> date | None:
    """The day as which a review counts, or will count if it is completed now or held as it is booked: what is
    needed before a review is needed before this day. None: neither held nor booked.
    """
    if review.held_on is not None or review.started_on is None:
        return review.held_on or review.booked_for
    return date_of(review, _last_meeting(review, review.started_on))


def date_of(review: Review, last: date) -> date:
    """The day as which a review that has begun counts if its last meeting is on this day."""
    assert review.started_on is not None
    terms = terms_for(review.child.authority).on(review.started_on)
    fact = ReviewFact(review.pk, review.started_on, last)
    found = counted_on(fact, calendar=working_days(), terms=terms)
    assert found is not None
    return found


def limit_after(review: Review) -> date:
    """The last day on which a review that was adjourned can be finished and count as its first meeting."""
    assert review.started_on is not None
    terms = terms_for(review.child.authority).on(review.started_on)
    return adjourned_review_due_on(review.started_on, calendar=working_days(), terms=terms)


def _last_meeting(review: Review, first: date) -> date:
    """Of an adjourned review the one that is to come; only a series has more than one."""
    if review.status == ReviewStatus.ADJOURNED and review.booked_for is not None:
        return review.booked_for
    if review.format != ReviewFormat.SERIES:
        return first
    return review.parts.order_by("-number").values_list("held_on", flat=True).first() or first
