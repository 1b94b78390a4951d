"""The kinds of record that reviews keep, for accounts.recording: each with the day of a council's first
one.
"""

from datetime import date

from django.db.models import Min
from django.db.models.functions import Least
from django.utils.timezone import localdate

from accounts.models import Authority
from accounts.recording.since import Kind
from reviews.models import (
    BookingMove,
    CareProceedings,
    CaseNote,
    Contact,
    DecisionSample,
    Feedback,
    FirstContact,
    GoodPractice,
    LateRequest,
    Letter,
    MidwayCheck,
    MonitoringForm,
    Review,
    SignificantEvent,
)
from reviews.models.letter import LetterKind, LetterState
from reviews.models.midway import CheckState, ContactState


def _review(authority: Authority) -> date | None:
    """The first review of which the record was completed in the portal."""
    rows = Review.objects.filter(child__authority=authority, recorded_at__isnull=False)
    return rows.aggregate(first=Min("held_on"))["first"]


def _decision(authority: Authority) -> date | None:
    rows = Review.objects.filter(child__authority=authority, decisions_made__isnull=False)
    return rows.aggregate(first=Min("held_on"))["first"]


def _form(authority: Authority) -> date | None:
    rows = MonitoringForm.objects.filter(child__authority=authority)
    return rows.aggregate(first=Min("review__held_on"))["first"]


def _check(authority: Authority) -> date | None:
    """The first window in which a check was done: from then on a check that was not done is known not to have
    been.
    """
    rows = MidwayCheck.objects.filter(child__authority=authority, state=CheckState.DONE)
    return rows.aggregate(first=Min("window_from"))["first"]


def _contact(authority: Authority) -> date | None:
    rows = Contact.objects.filter(
        child__authority=authority, state__in=[ContactState.MADE, ContactState.TRIED]
    )
    return rows.aggregate(first=Min("happened_on"))["first"]


def _first_contact(authority: Authority) -> date | None:
    """The first contact with a child or a social worker before a first review, or any with a child."""
    rows = FirstContact.objects.filter(child__authority=authority)
    days = (rows.aggregate(first=Min("happened_on"))["first"], _contact(authority))
    return min(filter(None, days), default=None)


def _praise(authority: Authority) -> date | None:
    rows = GoodPractice.objects.filter(child__authority=authority)
    return rows.aggregate(first=Min("happened_on"))["first"]


def _feedback(authority: Authority) -> date | None:
    """The first review on which somebody's feedback is recorded."""
    rows = Feedback.objects.filter(review__child__authority=authority)
    return rows.aggregate(first=Min("review__held_on"))["first"]


def _letter(authority: Authority) -> date | None:
    """The first review from which something was sent."""
    rows = Review.objects.filter(child__authority=authority, letters__state=LetterState.SENT)
    return rows.aggregate(first=Min("held_on"))["first"]


def _introduction(authority: Authority) -> date | None:
    """The day on which the first letter of introduction was sent."""
    rows = Letter.objects.filter(child__authority=authority, kind=LetterKind.INTRODUCTION)
    first = rows.aggregate(first=Min("sent_at"))["first"]
    return localdate(first) if first else None


def _event(authority: Authority) -> date | None:
    """The first event or meeting that was recorded."""
    rows = SignificantEvent.objects.filter(child__authority=authority)
    return rows.aggregate(first=Min("happens_on"))["first"]


def _documents(authority: Authority) -> date | None:
    """The first review for which documents were looked at."""
    rows = Review.objects.filter(child__authority=authority, documents__isnull=False)
    return rows.aggregate(first=Min("booked_for"))["first"]


def _proceedings(authority: Authority) -> date | None:
    """The first end of care proceedings that was recorded."""
    rows = CareProceedings.objects.filter(child__authority=authority)
    return rows.aggregate(first=Min("ended_on"))["first"]


def _note(authority: Authority) -> date | None:
    """The day of the first note of an IRO."""
    return CaseNote.objects.filter(child__authority=authority).aggregate(first=Min("on"))["first"]


def _talk(authority: Authority) -> date | None:
    """The first review before which a talk of the IRO was recorded."""
    rows = Review.objects.filter(child__authority=authority, talks__isnull=False)
    return rows.aggregate(first=Min("booked_for"))["first"]


def _moved(authority: Authority) -> date | None:
    """The first day of a booking that was moved, or cancelled with why it was not held."""
    moves = BookingMove.objects.filter(review__child__authority=authority)
    first = moves.aggregate(first=Min("was_for"))["first"]
    cancelled = Review.objects.filter(child__authority=authority).exclude(cancelled_as="")
    days = [day for day in (first, cancelled.aggregate(first=Min("booked_for"))["first"]) if day]
    return min(days, default=None)


def _rated(authority: Authority) -> date | None:
    """The first day of the reviews from which decisions were drawn to be rated."""
    return DecisionSample.objects.filter(authority=authority).aggregate(first=Min("since"))["first"]


def _late_request(authority: Authority) -> date | None:
    """The first last lawful day of a review of which it was asked whether it may be late."""
    rows = LateRequest.objects.filter(review__child__authority=authority)
    return rows.aggregate(first=Min("due_on"))["first"]


FIRST_DAY = Min(Least("booked_for", "started_on"))
"""Of an adjourned review the day of the first meeting: it is booked for that of the second."""


def _papers(authority: Authority) -> date | None:
    """The first review of which it was recorded that a paper it needs had come."""
    rows = Review.objects.filter(child__authority=authority, papers__received_on__isnull=False)
    return rows.aggregate(first=FIRST_DAY)["first"]


def _invited(authority: Authority) -> date | None:
    """The first review to which somebody was invited here."""
    rows = Review.objects.filter(child__authority=authority, invitations__sent_on__isnull=False)
    return rows.aggregate(first=FIRST_DAY)["first"]


def kinds() -> tuple[Kind, ...]:
    return (
        Kind("review_records", "Review records", _review),
        Kind("review_papers", "What reviews need: reports and plans", _papers),
        Kind("invitations", "Invitations and consultation papers", _invited),
        Kind("decisions", "Decisions and managers’ answers", _decision),
        Kind("booking_moves", "Bookings moved or cancelled", _moved),
        Kind("talks", "IROs’ talks before reviews", _talk),
        Kind("rated_decisions", "Decisions rated for being SMART", _rated),
        Kind("monitoring_forms", "Monitoring forms", _form),
        Kind("midway_checks", "Midway checks", _check),
        Kind("letters", "Letters and minutes", _letter),
        Kind("events", "Events and meetings told to the IRO", _event),
        Kind("documents", "Documents looked at for reviews", _documents),
        Kind("proceedings", "Care proceedings", _proceedings),
        Kind("case_notes", "IROs’ notes", _note),
        Kind("late_requests", "Reviews out of time, decided before", _late_request),
        Kind("introductions", "Letters of introduction", _introduction),
        Kind("contacts", "Contact between reviews", _contact),
        Kind("first_contacts", "First contact before the first review", _first_contact),
        Kind("feedback", "Feedback on reviews", _feedback),
        Kind("good_practice", "Good practice and compliments", _praise),
    )
