"""The record completed: the clock turns, the participation code is fixed, decisions are made, and what it
says is kept for good.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from accounts.audit import trail as audit
from accounts.calendars import terms_for, working_days
from accounts.clock import now
from accounts.lifecycle import NotNow
from accounts.models import User
from reviews import wording
from reviews.cycle.replay import replay_children
from reviews.decisions.actions import send_decisions
from reviews.meeting import states
from reviews.meeting.actions import lock
from reviews.meeting.states import Act
from reviews.models import Attendance, Decision, DecisionAtReview, ProgressUpdate, Review
from reviews.models.decision import Fate
from reviews.models.review import ReviewStatus, SectionKey
from reviews.monitoring.actions import open_form
from reviews.record import finished
from reviews.record.entry import EARLIER, open_before
from reviews.record.sections import NEEDED, ParticipationFacts, participation_facts
from reviews.record.unsaved import unsaved_sections
from statute.clock_facts import ReviewFact
from statute.clock_history import counted_on
from statute.participation import participation


class Incomplete(NotNow):
    """Sections the record needs are not completed; `keys` names them."""

    def __init__(self, keys: Sequence[str]) -> None:
        self.keys = list(keys)
        titles = ", ".join(str(SectionKey(key).label) for key in keys)
        super().__init__(wording.SECTIONS_MISSING.format(titles=titles))


@transaction.atomic
def complete(*, review: Review, by: User, today: date) -> Review:
    """Complete the record; its decisions go to the team manager. One transaction: all of it happens, or
    nothing.

    Raises Incomplete, NotNow, BadDate.
    """
    lock(review, Act.COMPLETE)
    sections = {s.key: s for s in review.sections.all()}
    missing = [key for key in NEEDED if not (key in sections and sections[key].is_complete)]
    if missing:
        raise Incomplete(missing)
    if titles := [
        section.title for section in unsaved_sections(review, by)
    ]:  # the record would be without it
        raise NotNow(wording.DRAFTS_LEFT.format(titles=", ".join(titles)))
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
        _write_attendance(review, attendance, facts)
        write_decisions(review, sections[SectionKey.DECISIONS].data, by=by)
        replay_children([child.pk], today=today)
        finished.keep(review, by=by)
        send_decisions(review=review, by=by, today=today)
        open_form(review=review, by=by, today=today)
    return review


def dates_of(review: Review) -> tuple[date, date]:
    """The last meeting of a review under way, and the date that counts if it is completed now (RC-13)."""
    assert review.started_on is not None
    completed_on = review.parts.order_by("-number").values_list("held_on", flat=True)[0]
    terms = terms_for(review.child.authority).on(review.started_on)
    fact = ReviewFact(review.pk, review.started_on, completed_on)
    held_on = counted_on(fact, calendar=working_days(), terms=terms)
    assert held_on is not None
    return completed_on, held_on


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
    ]
    Attendance.objects.bulk_create([child, *others])


def write_decisions(review: Review, data: dict[str, Any], *, by: User) -> None:
    """Settle the open decisions of earlier reviews as the section says, and make the new ones, in this
    order.
    """
    fates = data.get(EARLIER, {})
    earlier = list(open_before(review))
    for position, decision in enumerate(earlier, start=1):
        _settle(decision, review, position, fates.get(str(decision.public_id), {}), by=by)
    for position, row in enumerate(data.get("decisions", []), start=len(earlier) + 1):
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


def _settle(decision: Decision, review: Review, position: int, chosen: dict[str, str], *, by: User) -> None:
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
