"""The record completed: the clock turns, the participation code is fixed, decisions are made, and what it
says is kept for good.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import count
from typing import Any

from django.db import transaction

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.lifecycle import NotNow
from accounts.models import User
from reviews import wording
from reviews.cycle.replay import replay_children
from reviews.decisions.actions import send_decisions
from reviews.meeting import states
from reviews.meeting.actions import lock
from reviews.meeting.counting import date_of
from reviews.meeting.states import Act
from reviews.models import Attendance, Decision, DecisionAtReview, ProgressUpdate, Review, ReviewSection
from reviews.models.decision import Fate
from reviews.models.review import ReviewStatus, SectionKey
from reviews.monitoring.actions import open_form
from reviews.readiness.papers import set_limits
from reviews.record import finished
from reviews.record.ages import Asked, asked_of
from reviews.record.entry import EARLIER, SENT, unsettled
from reviews.record.own import counted
from reviews.record.own.asked import sections_for
from reviews.record.sections import ParticipationFacts, Section, participation_facts
from reviews.record.unsaved import has_unsaved
from statute.participation import participation


class Incomplete(NotNow):
    """Sections the record needs are not completed; `keys` names them."""

    def __init__(self, missing: Sequence[Section]) -> None:
        self.keys = [section.key for section in missing]
        titles = ", ".join(section.title for section in missing)
        super().__init__(wording.SECTIONS_MISSING.format(titles=titles))


@transaction.atomic
def complete(*, review: Review, by: User, today: date, from_page: bool = False) -> Review:
    """Complete the record; its decisions go to the team manager. One transaction: all of it happens, or
    nothing. `from_page`: what the record's own page held was just saved, so the draft holds nothing else.

    Raises Incomplete, NotNow, BadDate.
    """
    lock(review, Act.COMPLETE)
    sections = {s.key: s for s in review.sections.all()}
    asked = asked_of(review)
    asks, has_open = sections_for(review, asked), unsettled(review).exists()
    if missing := missing_sections(asks, sections, asked, has_open_decisions=has_open):
        raise Incomplete(missing)
    if not from_page and has_unsaved(review, by):  # the record would be without it
        raise NotNow(wording.DRAFTS_LEFT)
    child = review.child
    completed_on, held_on = dates_of(review)
    states.check_held_on(child, held_on, today=today, excluding=review)
    attendance = sections[SectionKey.ATTENDANCE].data
    facts = participation_facts(attendance)
    with audit.action(
        "review.completed",
        by=by,
        authority=child.authority_id,
        child_id=child.pk,
        target=review,
        held_on=held_on.isoformat(),
    ):
        review.status, review.completed_on, review.held_on = ReviewStatus.COMPLETED, completed_on, held_on
        review.recorded_at = now()
        review.participation_code = code_of(review, facts)
        review.save(update_fields=["status", "completed_on", "held_on", "recorded_at", "participation_code"])
        set_limits(review)
        _write_attendance(review, attendance, facts)
        counted.write(review, asked, sections)
        decided = sections.get(SectionKey.DECISIONS)
        write_decisions(review, decided.data if decided else {}, by=by)
        replay_children([child.pk], today=today)
        finished.keep(review, by=by)
        send_decisions(review=review, by=by, today=today)
        open_form(review=review, by=by, today=today)
    return review


def missing_sections(
    sections: Mapping[str, Section],
    saved: Mapping[str, ReviewSection],
    asked: Asked,
    *,
    has_open_decisions: bool,
) -> list[Section]:
    """The needed sections that are not complete. Decisions are not needed where none were open and none are
    made.
    """
    needed = [section for section in sections.values() if section.is_needed(asked)]
    left = [s for s in needed if not (s.key in saved and saved[s.key].is_complete)]
    if SectionKey.DECISIONS not in saved and not has_open_decisions:
        left = [s for s in left if s.key != SectionKey.DECISIONS]
    return left


def dates_of(review: Review) -> tuple[date, date]:
    """The last meeting of a review under way, and the date that counts if it is completed now (RC-13)."""
    assert review.started_on is not None
    completed_on = review.parts.order_by("-number").values_list("held_on", flat=True)[0]
    return completed_on, date_of(review, completed_on)


def code_of(review: Review, facts: ParticipationFacts) -> str:
    """The participation code that follows from the record and the age on the day."""
    assert review.held_on is not None
    return participation(
        born_on=review.child.born_on, review_on=review.held_on, attended=facts.attended, views=facts.views
    ).code


def _write_attendance(review: Review, data: dict[str, Any], facts: ParticipationFacts) -> None:
    child = Attendance(review=review, role="CHILD", presence="CAME" if facts.attended else "ABSENT")
    others = [
        Attendance(review=review, role=row["role"], name=row.get("name", ""), presence=row["presence"])
        for row in data.get("attendees", [])
        if row.get("presence")
    ]
    was_asked = "child_came" in data  # under 4 nobody asks
    Attendance.objects.bulk_create([*([child] if was_asked else []), *others])


def write_decisions(review: Review, data: dict[str, Any], *, by: User) -> None:
    """Settle the open decisions of earlier reviews as the section says, and make the new ones, in this
    order.
    """
    fates = data.get(EARLIER, {})
    positions = count(review.decisions.count() + 1)  # what was sent before comes first
    for decision in unsettled(review):
        settle(decision, review, next(positions), fates.get(str(decision.public_id), {}), by=by)
    for row in data.get("decisions", []):
        if SENT not in row:
            make_decision(review, row, next(positions), by=by)


def make_decision(review: Review, row: dict[str, str], position: int, *, by: User) -> Decision:
    """One new decision, with its words as the review agreed them."""
    decision = Decision.objects.create(
        child=review.child,
        made_at=review,
        created_by=by,
        outcome=row["outcome"],
        action=row["action"],
        owner=row["owner"],
        due_on=date.fromisoformat(row["due_on"]),
        how_known=row["how_known"],
    )
    DecisionAtReview.objects.create(
        decision=decision, review=review, position=position, words=decision.wording.stored()
    )
    return decision


def settle(decision: Decision, review: Review, position: int, chosen: dict[str, str], *, by: User) -> None:
    """Carry over one decision with its identity and, where the review set one, a new date; or close it with
    the evidence.
    """
    fate, times = chosen.get("fate", Fate.CARRIED), 0
    if fate == Fate.CARRIED:
        times = decision.at_reviews.filter(is_carried_over=True).count() + 1
        if "due_on" in chosen:
            decision.due_on = date.fromisoformat(chosen["due_on"])
            decision.save(update_fields=["due_on"])
    else:
        decision.progress, decision.closed_on = fate, review.held_on
        decision.save(update_fields=["progress", "closed_on"])
        ProgressUpdate.objects.create(
            decision=decision, progress=fate, note=chosen.get("evidence", ""), by=by, at=now()
        )
    DecisionAtReview.objects.create(
        decision=decision,
        review=review,
        position=position,
        fate=fate,
        words=decision.wording.stored(),
        evidence=chosen.get("evidence", ""),
        is_carried_over=fate == Fate.CARRIED,
        times_carried=times,
    )
