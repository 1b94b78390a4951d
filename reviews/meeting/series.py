"""A review held as a series of meetings: one record, one date that counts, many meetings."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.audit import trail as audit
from accounts.lifecycle import NotNow
from accounts.models import User
from reviews import wording
from reviews.meeting import states
from reviews.meeting.actions import lock
from reviews.meeting.states import Act
from reviews.models import MeetingPerson, Review, ReviewPart
from reviews.models.review import AttendeeRole, ReviewFormat

NAMES = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth")


def name_of(part: ReviewPart) -> str:
    """ "Second meeting"."""
    number = part.number
    return f"{NAMES[number - 1]} meeting" if number <= len(NAMES) else f"Meeting {number}"


def with_people(review: Review) -> list[tuple[ReviewPart, list[str]]]:
    """The meetings of a review, each with the roles of those who came; of a single one the record tells."""
    parts, came = list(review.parts.all()), defaultdict[int, list[str]](list)
    if len(parts) > 1:
        for one in MeetingPerson.objects.filter(part__in=parts):
            came[one.part_id].append(str(one.get_role_display()))
    return [(part, came[part.pk]) for part in parts]


def about(part: ReviewPart, roles: Sequence[str] = ()) -> str:
    """What is known of one meeting besides its day: how, where, what for, who came, why adjourned."""
    came = ", ".join(roles)
    people = f"{came} ({part.people})" if came and part.people else came or part.people
    said = (
        part.get_way_display(),
        "the central meeting" if part.is_central else "",
        part.purpose,
        f"who came: {people}" if people else "",
        f"adjourned: {part.reason}" if part.ended_by_adjournment else "",
    )
    text = "; ".join(filter(None, said))
    return text[:1].upper() + text[1:]


@dataclass(frozen=True)
class Meeting:
    """Another meeting of a review."""

    on: date
    way: str
    place: str = ""
    purpose: str = ""
    roles: Sequence[str] = ()
    people: str = ""
    is_central: bool = False


@transaction.atomic
def add_meeting(*, review: Review, meeting: Meeting, by: User, today: date) -> ReviewPart:
    """Record another meeting that was held; the review is a series from then on. The date that counts stays
    that of the first meeting while the last one is within the time of an adjournment (RC-13).

    Raises NotNow, BadDate.
    """
    lock(review, Act.ADD_MEETING)
    if review.format == ReviewFormat.NO_MEETING:
        raise NotNow(wording.WITHOUT_MEETING)
    last = review.parts.order_by("-number")[0]
    if meeting.on > today:
        raise states.BadDate(wording.HELD_IN_FUTURE)
    if meeting.on < last.held_on:
        raise states.BadDate(wording.NO_MEETING_BEFORE_LAST)
    child = review.child
    with audit.action(
        "review.meeting_added", by=by, authority=child.authority_id, child_id=child.pk, target=review
    ):
        if meeting.is_central:
            review.parts.update(is_central=False)
        review.format = ReviewFormat.SERIES
        review.save(update_fields=["format"])
        part = ReviewPart.objects.create(
            review=review,
            number=last.number + 1,
            held_on=meeting.on,
            way=meeting.way,
            place=meeting.place.strip(),
            purpose=meeting.purpose.strip(),
            people=meeting.people.strip(),
            is_central=meeting.is_central,
        )
        _write_roles(part, meeting.roles)
        return part


def _write_roles(part: ReviewPart, roles: Sequence[str]) -> None:
    part.attended_by.exclude(role__in=roles).delete()
    there = set(part.attended_by.values_list("role", flat=True))
    ordered = [role for role in AttendeeRole.values if role in roles and role not in there]
    MeetingPerson.objects.bulk_create([MeetingPerson(part=part, role=role) for role in ordered])


@transaction.atomic
def record_who_came(*, review: Review, came: Mapping[ReviewPart, Sequence[str]], by: User) -> None:
    """Record by role who came to each meeting of a series: also to the first and the one after an
    adjournment, which are recorded without them. Raises NotNow.
    """
    lock(review, Act.ADD_MEETING)
    if not set(came) <= set(review.parts.all()):  # the last one was removed while somebody typed
        raise NotNow(wording.MEETING_GONE)
    child = review.child
    with audit.action(
        "review.meeting_people", by=by, authority=child.authority_id, child_id=child.pk, target=review
    ):
        for part, roles in came.items():
            _write_roles(part, roles)


@transaction.atomic
def remove_meeting(*, review: Review, reason: str, by: User) -> None:
    """Remove the meeting that was recorded last, by mistake. Raises NotNow."""
    lock(review, Act.REMOVE_MEETING)
    parts = list(review.parts.order_by("-number")[:2])
    if not can_remove(parts):
        raise NotNow(wording.ONLY_ONE_MEETING)
    child = review.child
    with audit.action(
        "review.meeting_removed",
        by=by,
        authority=child.authority_id,
        child_id=child.pk,
        target=review,
        reason=reason.strip(),
    ):
        parts[0].delete()
        if parts[1].number == 1:
            review.format = ReviewFormat.MEETING
            review.save(update_fields=["format"])


def can_remove(latest: list[ReviewPart]) -> bool:
    """Whether the last meeting can be removed: not the only one, nor the one that continues the review."""
    return len(latest) > 1 and not latest[1].ended_by_adjournment
