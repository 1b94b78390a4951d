"""What came back on a consultation paper. What the child said is also the views that a review needs."""

from dataclasses import dataclass, replace
from datetime import date

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.lifecycle import NotNow
from accounts.models import User
from reviews.inviting.papers import paper_for
from reviews.meeting import actions as meeting
from reviews.meeting.states import Act
from reviews.models import Consultation, Invitation
from reviews.models.review import AttendeeRole
from reviews.readiness.actions import views_came

NOTHING_SAID = "Write at least one answer."
NOT_TO_COME = "The day must be today or in the past."


@dataclass(frozen=True)
class Said:
    """What somebody said: each answer with its key and question, how it was given, who helped."""

    words: tuple[dict[str, str], ...]
    on: date
    given: str
    helped_by: str = ""


def record_consultation(*, invitation: Invitation, said: Said, by: User, today: date) -> Consultation:
    """Keep what somebody said before the review; it can be replaced until the record is complete.
    Raises NotNow.
    """
    words = [part for part in said.words if part["text"].strip()]
    if not words:
        raise NotNow(NOTHING_SAID)
    if said.on > today:
        raise NotNow(NOT_TO_COME, "on")
    review = invitation.review
    child = review.child
    with audit.action(
        "review.consulted", by=by, authority=child.authority_id, child_id=child.pk, target=review
    ):
        meeting.lock(review, Act.CONSULT)
        audit.hold(invitation)  # somebody may have taken it off the list
        invitation.review = review
        return keep(invitation, replace(said, words=tuple(words)), by=by, today=today)


def keep(invitation: Invitation, said: Said, *, by: User | None, today: date) -> Consultation:
    """Store the answers; `by` None: whoever had the link in the invitation. Part of a larger action."""
    words = list(said.words)
    before = Consultation.objects.filter(invitation=invitation).values_list("returned_on", flat=True).first()
    found, _ = Consultation.objects.update_or_create(
        invitation=invitation,
        defaults={
            "edition": paper_for(invitation, today=today).edition,
            "returned_on": said.on,
            "given": said.given,
            "helped_by": said.helped_by.strip(),
            "words": words,
            "recorded_by": by,
            "recorded_at": now(),
        },
    )
    if invitation.role == AttendeeRole.CHILD:
        views_came(review=invitation.review, words=words, on=said.on, said_before=before, by=by, today=today)
    return found
