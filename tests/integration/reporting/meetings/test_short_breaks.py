"""A review of short breaks is in no figure, and neither is anything that hangs on it."""

from datetime import date, timedelta

import pytest

from accounts.models import Authority, User
from reporting.figures.monitoring import by_question
from reporting.measures.base import Scope
from reporting.measures.registry import ALL
from reporting.periods import collection_year
from reviews.cycle.replay import replay_authority
from reviews.models import (
    BookingMove,
    DecisionSample,
    DocumentCheck,
    Feedback,
    GateDecision,
    Invitation,
    OwnAnswer,
    RatedDecision,
    Review,
    ReviewPart,
    ReviewTalk,
)
from reviews.record.own.layout import AnswerKind
from tests import factories as make
from tests import monitoring_factories as monitoring

pytestmark = pytest.mark.django_db
HELD = date(2025, 5, 20)
TODAY = date(2026, 4, 20)
BREAKS = ((date(2025, 4, 5), date(2025, 4, 8)), (date(2025, 6, 7), date(2025, 6, 10)))
OF_THE_REVIEW = {
    "bookings_moved",
    "copies_sent",
    "decisions_answered",
    "documents_current",
    "earlier_decisions_done",
    "feedback",
    "gate_went_ahead",
    "good_practice",
    "invitations_in_time",
    "meetings_held",
    "midways_due",
    "midways_in_time",
    "midways_done",
    "monitoring_after_reviews",
    "monitoring_care_plan",
    "monitoring_forms",
    "participation_official",
    "people_came",
    "plan_right",
    "rated_smart",
    "record_in_time",
    "record_own",
    "reviews_held",
    "talks_held",
    "timeliness_reviews_held",
}


def make_work(review: Review, by: User) -> None:
    """Something of every kind that hangs on a review."""
    said = {"recorded_by": by, "recorded_at": make.now()}
    Feedback.objects.create(review=review, given_by="CHILD", answer="Often", **said)
    DocumentCheck.objects.create(review=review, kind="PEP", state="CURRENT", seen_on=HELD, **said)
    Invitation.objects.create(
        review=review,
        role="CARER",
        name="Jo",
        way="POST",
        state="SENT",
        sent_on=HELD,
        due_on=HELD,
        sent_by=by,
    )
    BookingMove.objects.create(
        review=review,
        was_for=date(2025, 5, 12),
        moved_to=HELD,
        reason="Ill",
        moved_by=by,
        moved_at=make.now(),
    )
    GateDecision.objects.create(
        review=review,
        kind="PROCEED",
        missing=[],
        reason="Known by phone",
        booked_for=HELD,
        decided_by=by,
        decided_at=make.now(),
    )
    ReviewPart.objects.create(review=review, number=1, held_on=HELD)
    ReviewTalk.objects.create(review=review, on=HELD, role="CARER", **said)
    OwnAnswer.objects.create(
        review=review, name="own1", question="Liked it?", kind=AnswerKind.YES_NO, answer="yes"
    )
    make.make_attendance(review, "CARER")
    make.make_section(review, "plan", by, data={"plan_right": "yes"})
    make.make_copy(make.make_letter(review, by, state="SENT", kind="MINUTES"))
    decision = make.make_decision(review, by)
    make.make_answer(decision, sent_by=by, sent_on=HELD, due_on=HELD + timedelta(days=7))
    made = decision.at_reviews.get()
    type(made).objects.filter(pk=made.pk).update(fate="DONE")
    sample = DecisionSample.objects.create(
        authority=review.child.authority,
        since=HELD,
        until=HELD,
        is_of_each=False,
        asked_for=1,
        drawn_by=by,
        drawn_at=make.now(),
    )
    RatedDecision.objects.create(sample=sample, made=made)
    form = monitoring.make_form(review, completed_by=by)
    monitoring.make_answer(form, "care_plan", "YES")
    monitoring.make_praise(review.child, by, form=form, happened_on=HELD)
    on = date(2025, 8, 20)
    monitoring.make_done_check(review.child, on, by, on, after_review=review)


def counted(authority: Authority) -> set[str]:
    """The measures that count anything in the year of the review."""
    scope = Scope(authority, collection_year(2026), as_at=TODAY)
    found = {measure.code: measure.rows(scope) for measure in ALL}
    return {code for code, rows in found.items() if rows and rows.population.exists()}


@pytest.fixture
def review(authority: Authority) -> Review:
    child = make.make_child(authority)
    return make.make_review(child, HELD)


def test_what_hangs_on_a_review_of_ordinary_care_is_counted(review: Review, authority: Authority, iro: User):
    period = make.make_period(review.child, BREAKS[0][0])
    make.make_legal_status(period, "C2")
    make_work(review, iro)
    replay_authority(authority, today=TODAY)
    assert OF_THE_REVIEW - counted(authority) == set()
    assert by_question(Scope(authority, collection_year(2026)))


def test_what_hangs_on_a_review_between_two_short_breaks_is_counted_nowhere(
    review: Review, authority: Authority, iro: User
):
    for start, end in BREAKS:
        period = make.make_period(review.child, start, ended_on=end, end_reason="E8")
        make.make_legal_status(period, "V3")
    make_work(review, iro)
    replay_authority(authority, today=TODAY)
    assert counted(authority) == set()
    assert by_question(Scope(authority, collection_year(2026))) == []
