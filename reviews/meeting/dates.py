"""The dates that matter around one review, as rows of a summary list."""

from typing import Any

from accounts.councils.words import as_said
from accounts.templatetags.govuk import clock
from accounts.templatetags.govuk import day as day_words
from accounts.ui.fields import sentence
from reviews.cycle.current import timetable
from reviews.meeting.series import about, name_of, with_people
from reviews.meeting.states import is_past_limit
from reviews.models import BookingMove, LateRequest, Review, ReviewCycle
from reviews.models.review import ReviewStatus

Row = dict[str, Any]
LIMIT_OF_ADJOURNED = (
    "Until then the date of the first meeting counts. After that, the date of the second meeting counts."
)
TALK_BEFORE_CARE = "{why} would be before the child came into care"
BOOKED = {
    ReviewStatus.BOOKED: "Booked for",
    ReviewStatus.STARTED: "Booked for",
    ReviewStatus.ADJOURNED: "To be continued on",
}


def dates_of_review(review: Review, cycle: ReviewCycle | None) -> list[Row]:
    """Due, booked, held, and what is due before it; `cycle` is the turn of the clock that it belongs to."""
    rows: list[Row] = []
    if cycle is not None:
        note = as_said(cycle.reason) if cycle.due_on else ""
        rows.append({"key": "Last day allowed by law", "value": day_words(cycle.due_on), "note": note})
    if review.booked_for is not None:
        rows.append(_booking(review))
    rows += [_moved(move) for move in review.moves.select_related("moved_by")]
    if review.late_reason:
        rows += [_asked(request) for request in review.late_requests.select_related("answered_by")]
    for part, came in with_people(review):
        rows.append({"key": name_of(part), "value": day_words(part.held_on), "note": about(part, came)})
    if review.adjourned_until is not None:
        limit = day_words(review.adjourned_until)
        rows.append({"key": "Complete by", "value": limit, "note": LIMIT_OF_ADJOURNED})
    rows += _limits(review, cycle)
    if review.cancelled_reason:
        kind = sentence(review.get_cancelled_as_display())
        said = f"{kind}: {review.cancelled_reason}" if kind else review.cancelled_reason
        rows.append({"key": "Why it was cancelled", "value": said})
    return rows


def _moved(move: BookingMove) -> Row:
    """An earlier day of the booking, and why it was moved."""
    note = f"Moved by {move.moved_by.called_at(move.moved_at)} on {day_words(move.moved_at)}: {move.reason}"
    return {"key": "Booked before", "value": day_words(move.was_for), "note": note}


def _booking(review: Review) -> Row:
    at = f" at {clock(review.booked_time)}" if review.booked_time else ""
    place = f", {review.place}" if review.place else ""
    way = f", {review.get_way_display()}" if review.way and review.status == ReviewStatus.BOOKED else ""
    row: Row = {
        "key": BOOKED.get(ReviewStatus(review.status), "Was booked for"),
        "value": f"{day_words(review.booked_for)}{at}{place}{way}",
    }
    if review.status == ReviewStatus.ADJOURNED and is_past_limit(review, review.booked_for):
        return row | {"tag": "After the last day", "colour": "orange"}
    if review.status != ReviewStatus.ADJOURNED and review.late_reason:
        note = f": {review.late_reason_note}" if review.late_reason_note else ""
        why = f"{review.get_late_reason_display()}{note}"
        late = {"tag": "After the last day allowed by law", "colour": "orange"}
        return row | late | {"note": why[:1].upper() + why[1:]}
    return row


def _asked(request: LateRequest) -> Row:
    """Whether a review out of time was agreed, for the day it was booked for then."""
    note = f"Asked for {day_words(request.booked_for)}: {request.why}"
    if not request.answer or request.answered_by is None:
        return {"key": "Out of time", "value": "The QA manager is asked", "note": note}
    more = f". {request.answer_note}" if request.answer_note else ""
    by = f"{request.answered_by.called_at(request.answered_at)}{more}"
    return {"key": "Out of time", "value": sentence(request.says()), "note": by}


def _limits(review: Review, cycle: ReviewCycle | None) -> list[Row]:
    """What is due before the review, and once it was held."""
    days = timetable(review, review.child.authority)
    if review.status != ReviewStatus.BOOKED or days.contact_on is None:
        return []
    talk: Row = {
        "key": "Talk with the social worker by",
        "value": day_words(days.contact_on),
        "note": sentence(as_said(days.contact_why)),
    }
    if cycle is not None and cycle.period_start and days.contact_on < cycle.period_start:
        talk |= {"value": "As soon as you can", "note": TALK_BEFORE_CARE.format(why=talk["note"])}
    reports = {"key": "Report to reach the IRO by", "value": day_words(days.reports_on)}
    return [talk, reports | {"note": sentence(as_said(days.reports_why))}]
