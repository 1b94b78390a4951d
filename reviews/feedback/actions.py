"""The council's feedback scale, and the feedback that people give on reviews."""

from dataclasses import dataclass
from datetime import date

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.councils.words import said
from accounts.lifecycle import NotNow
from accounts.models import Authority, User
from reviews.meeting.actions import lock
from reviews.meeting.states import Act
from reviews.models import Feedback, FeedbackScale, Review
from reviews.models.feedback import USUAL

USUAL_QUESTION = "Did people listen to you at the review?"


@dataclass(frozen=True)
class Scale:
    """The question and the answers to choose from."""

    question: str
    answers: tuple[str, ...]


def scale_on(authority: Authority, day: date) -> Scale:
    """The council's scale in force on a day, else the usual one."""
    rows = FeedbackScale.objects.filter(authority=authority, starts_on__lte=day)
    found = rows.order_by("-starts_on").first()
    return (
        Scale(found.question, tuple(found.answers))
        if found
        else Scale(said(USUAL_QUESTION, authority), USUAL)
    )


def set_scale(
    *, authority: Authority, starts_on: date, question: str, answers: list[str], by: User, today: date
) -> FeedbackScale:
    """Set the scale from a day on; feedback given before keeps its answers. One that was set for the same day
    before gives way, so that a slip can be put right at once. Raises NotNow.
    """
    if starts_on < today:
        raise NotNow("The scale must start today or later.", "starts_on")
    with audit.action("feedback.scale_set", by=by, authority=authority, answers=answers) as event:
        audit.hold(authority)
        scale, _ = FeedbackScale.objects.update_or_create(
            authority=authority,
            starts_on=starts_on,
            defaults={"question": question, "answers": answers, "created_by": by},
        )
        event.target = scale
    return scale


def record(*, review: Review, given_by: str, answer: str, words: str, by: User) -> Feedback:
    """Record what somebody said about a completed review. Raises NotNow."""
    child = review.child
    with audit.action(
        "feedback.recorded", by=by, authority=child.authority_id, child_id=child.pk, given_by=given_by
    ) as event:
        lock(review, Act.FEEDBACK)
        event.target = found = Feedback.objects.create(
            review=review,
            given_by=given_by,
            answer=answer,
            words=words.strip(),
            recorded_by=by,
            recorded_at=now(),
        )
    return found
