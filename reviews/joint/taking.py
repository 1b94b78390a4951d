"""Facts of a shared meeting taken over from one record into another one, as somebody chose them."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.http import QueryDict

from accounts.access.viewers import Viewer
from accounts.audit import trail as audit
from accounts.lifecycle import NotNow
from reviews import wording
from reviews.joint import facts
from reviews.joint.facts import DAY, PLACE, TIME, WAY, Meeting, Person
from reviews.meeting import actions as booking
from reviews.meeting.states import Act
from reviews.models import Review
from reviews.models.review import ReviewStatus
from reviews.models.review import SectionKey as K
from reviews.record.actions import save_record
from reviews.record.ages import asked_of
from reviews.record.entry import Record, as_sent, record_of
from reviews.record.known.gathered import known_for
from reviews.record.unsaved import has_unsaved

TAKEN_OVER = "Taken over from the review it is held together with"
"""Says no name: the log of one child does not tell of another one."""


@transaction.atomic
def take_over(
    *,
    review: Review,
    other: Review,
    names: Sequence[str],
    people: Sequence[Person],
    viewer: Viewer,
    today: date,
) -> None:
    """Take over facts of the meeting, and who came, from the other record. Nothing else of it is read, and
    what this record says of a person already stays.

    Raises NotNow, and for another day what the booking of that day raises.
    """
    booking.lock(review, Act.TAKE_OVER)
    there, came = facts.to_take(review, other), facts.people_to_take(review, other)
    names, people = [name for name in names if name in there], [one for one in people if one in came]
    if not (names or people):
        raise NotNow(wording.NOTHING_TO_TAKE)
    if people and has_unsaved(review, viewer.user):
        raise NotNow(wording.UNSAVED_HERE, "people")
    child = review.child
    with audit.action(
        "review.facts_taken_over",
        by=viewer.user,
        authority=child.authority_id,
        child_id=child.pk,
        target=review,
        facts=names,
        people=len(people),
    ):
        meeting = Meeting.of(other)
        if review.status == ReviewStatus.BOOKED and names:
            _into_booking(review, meeting, names, viewer=viewer, today=today)
        elif names:
            _into_record(review, meeting, names, viewer=viewer, today=today)
        if people:
            _add_people(review, people, viewer)


def _into_booking(
    review: Review, meeting: Meeting, names: Sequence[str], *, viewer: Viewer, today: date
) -> None:
    """Change the booking as anybody who books would: late days are refused, those invited are told."""
    now_set = vars(booking.Booking.of(review))
    there: dict[str, tuple[str, object]] = {
        "on": (DAY, meeting.day),
        "at": (TIME, meeting.time),
        "place": (PLACE, meeting.place),
        "way": (WAY, meeting.way),
    }
    taken = {column: value for column, (name, value) in there.items() if name in names}
    booking.change_booking(
        review=review,
        booking=booking.Booking(**now_set | taken),
        reason=TAKEN_OVER,
        by=viewer.user,
        today=today,
    )


def _into_record(
    review: Review, meeting: Meeting, names: Sequence[str], *, viewer: Viewer, today: date
) -> None:
    if DAY in names and meeting.day is not None:
        booking.change_day(review=review, on=meeting.day, reason=TAKEN_OVER, by=viewer.user, today=today)
    first = review.parts.order_by("number")[0]
    if PLACE in names:
        review.place = first.place = meeting.place
    if WAY in names:
        review.way = first.way = meeting.way
    if TIME in names:
        review.booked_time = meeting.time
    first.save(update_fields=["place", "way"])
    review.save(update_fields=["place", "way", "booked_time"])


def _add_people(review: Review, people: list[Person], viewer: Viewer) -> None:
    """Save them in the section of the record that says who came, as its page would."""
    before = _attendance(review, None, viewer)
    sent = as_sent(before.entries[K.ATTENDANCE])
    facts.with_people(sent, people)
    after = _attendance(review, sent, viewer)
    if not after.is_valid():
        raise NotNow(wording.ATTENDANCE_NOT_TAKEN, "people")
    saved = {key: section.version for key, section in before.saved.items()}
    save_record(record=after, versions=saved, theirs=lambda keys: QueryDict(), by=viewer.user)


def _attendance(review: Review, sent: QueryDict | None, viewer: Viewer) -> Record:
    asked = asked_of(review)
    known = known_for(review, asked, viewer)
    return record_of(review, sent, asked=asked, known=known, keys=[K.ATTENDANCE])
