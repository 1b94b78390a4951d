"""The record checked as a whole before it is completed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.lifecycle import NotNow
from accounts.models import User
from accounts.templatetags.govuk import day as day_words
from accounts.templatetags.govuk import plural
from reviews.decisions.actions import current_team, managers_to_notify
from reviews.meeting.access import get_review_for
from reviews.meeting.states import REVIEW, Act
from reviews.models import Decision, Review, ReviewSection
from reviews.models.decision import Fate
from reviews.models.review import SectionKey
from reviews.record import completing
from reviews.record.ages import Asked, asked_of
from reviews.record.contradictions import contradictions, saved_data
from reviews.record.entry import EARLIER, SENT, unsettled
from reviews.record.own.asked import sections_for
from reviews.record.sections import Section, answers, attendees, participation_facts
from reviews.record.unsaved import has_unsaved
from statute.participation import Participation, participation

NOT_RECORDED = "Not recorded"
"""The questions of a section without an answer stand together, so that what was said can be read."""


@page(P.RECORD_REVIEW, methods=FORM)
def check(request: Request, public_id: UUID) -> HttpResponse:
    """Check the answers, then complete the review and send its decisions."""
    review = get_review_for(request.viewer, public_id, Act.COMPLETE, page="check a review")
    problem = ""
    if request.method == "POST":
        try:
            with transaction.atomic():
                completing.complete(review=review, by=request.viewer.user, today=today())
        except NotNow as refused:
            problem = str(refused)
            review.refresh_from_db()
        else:
            say_completed(request, review)
            return redirect("reviews:review", public_id=review.public_id)
    try:
        REVIEW.check_state(Act.COMPLETE, review.status)
        can_complete = True
    except NotNow as refused:
        problem, can_complete = problem or str(refused), False
    context = {
        "review": review,
        "child": review.child,
        "today": today(),
        "problem": problem,
        "has_errors": bool(problem),
        "can_complete": can_complete,
        **_to_check(review, request.viewer.user),
    }
    status = 422 if problem and request.method == "POST" else 200
    return render(request, "reviews/check.html", context, status=status)


def _to_check(review: Review, user: User) -> dict[str, Any]:
    """The record so far, and what would be sent to whom."""
    saved = {s.key: s for s in review.sections.all()}
    earlier = list(unsettled(review))
    decisions = saved.get(SectionKey.DECISIONS)
    asked = asked_of(review)
    sections = sections_for(review, asked)
    return {
        "record": RecordSoFar.of(
            review, sections, asked, saved, earlier, is_unsaved=has_unsaved(review, user)
        ),
        "contradictions": contradictions(review, saved_data(saved), earlier, sections=sections),
        "sending": Sending.of(review, decisions.data if decisions else {}, earlier, user),
    }


def say_completed(request: Request, review: Review) -> None:
    """Say what happened, and never that something was sent when nobody was there to send it to. What was sent
    before is not sent again.
    """
    sent = review.answers.filter(sent_at__gte=review.recorded_at).count()
    if not sent:
        messages.success(request, "The record is complete.")
    elif names := _managers_of(request, review):
        messages.success(request, f"The record is complete. {plural(sent, 'decision')} sent to {names}.")
    else:
        messages.warning(
            request, f"The record is complete, but no manager was told of its {plural(sent, 'decision')}."
        )


def say_sent(request: Request, review: Review, sent: int) -> None:
    """Say what was sent just now, before the record is complete, and to whom."""
    count = plural(sent, "decision")
    if names := _managers_of(request, review):
        messages.success(request, f"{count} sent to {names}. The record stays open.")
    else:
        messages.warning(request, f"No manager was told of {count}: no team or manager is recorded.")


def _managers_of(request: Request, review: Review) -> str:
    """The names of those to whom the decisions of the review go."""
    managers = managers_to_notify(current_team(review.child), excluding=request.user)
    return ", ".join(manager.name for manager in managers)


@dataclass(frozen=True)
class SectionSoFar:
    """One section on the check page; `rows` None: nothing is recorded."""

    section: Section
    rows: list[dict[str, Any]] | None


@dataclass(frozen=True)
class RecordSoFar:
    """The record as it would be completed now, and what it still needs."""

    missing: list[Section]
    is_unsaved: bool
    sections: list[SectionSoFar]

    @property
    def empty(self) -> list[Section]:
        """Sections in which nothing is recorded."""
        return [part.section for part in self.sections if part.rows is None]

    @classmethod
    def of(
        cls,
        review: Review,
        sections: Mapping[str, Section],
        asked: Asked,
        saved: dict[str, ReviewSection],
        earlier: list[Decision],
        *,
        is_unsaved: bool,
    ) -> "RecordSoFar":
        return cls(
            missing=completing.missing_sections(sections, saved, asked, has_open_decisions=bool(earlier)),
            is_unsaved=is_unsaved,
            sections=[
                SectionSoFar(s, _rows(review, s, saved.get(s.key), earlier, asked)) for s in sections.values()
            ],
        )


def _rows(
    review: Review, section: Section, saved: ReviewSection | None, earlier: list[Decision], asked: Asked
) -> list[dict[str, Any]] | None:
    """Question and answer, as the summary list draws them."""
    if saved is None:
        return None
    asked_for = answers(section, saved.data, section.unasked(asked))
    rows: list[dict[str, Any]] = [{"key": a.question, "value": a.answer} for a in asked_for if a.answer]
    if left := [a.question for a in asked_for if not a.answer]:
        rows.append({"key": NOT_RECORDED, "value": "\n".join(left)})
    if section.key == SectionKey.ATTENDANCE:
        found = _participation(review, saved)
        rows += [{"key": p.who[:1].upper() + p.who[1:], "value": p.presence} for p in attendees(saved.data)]
        rows.append(
            {"key": "Participation code", "value": f"{found.code}: {found.meaning}" if found else None}
        )
    if section.key == SectionKey.DECISIONS:
        fates = saved.data.get(EARLIER, {})
        rows += [_earlier_row(d, fates.get(str(d.public_id), {})) for d in earlier]
        rows += [_new_row(row) for row in saved.data.get("decisions", [])]
    return rows


def _earlier_row(decision: Decision, chosen: dict[str, str]) -> dict[str, Any]:
    """What becomes of a decision of an earlier review; nothing chosen carries it over as it is."""
    fate = Fate(chosen.get("fate", Fate.CARRIED))
    note = chosen.get("evidence", "")
    if fate == Fate.CARRIED:
        was = day_words(decision.due_on)
        by = f"{_iso_day(chosen['due_on'])} (was {was})" if "due_on" in chosen else was
        note = f"{decision.owner}, by {by}"
    return {"key": str(fate.label).capitalize(), "value": decision.action, "note": note}


def _new_row(row: dict[str, str]) -> dict[str, Any]:
    note = (
        f"{row['owner']}, by {_iso_day(row['due_on'])}.\n"
        f"What will be better: {row['outcome']}\nHow we will know: {row['how_known']}"
    )
    return {"key": "New decision", "value": row["action"], "note": note}


def _iso_day(text: str) -> str:
    return day_words(date.fromisoformat(text))


def _participation(review: Review, attendance: ReviewSection) -> Participation | None:
    """The code as it will be, or None while the facts are not all there."""
    if not attendance.is_complete or review.started_on is None:
        return None
    facts = participation_facts(attendance.data)
    _, held_on = completing.dates_of(review)
    return participation(
        born_on=review.child.born_on, review_on=held_on, attended=facts.attended, views=facts.views
    )


@dataclass(frozen=True)
class Sending:
    """How many decisions go out when the record is completed, and to whom."""

    count: int
    team: Any
    managers: list[User]

    @classmethod
    def of(cls, review: Review, data: dict[str, Any], earlier: list[Decision], user: User) -> "Sending":
        fates = data.get(EARLIER, {})
        chosen = [Fate(fates.get(str(d.public_id), {}).get("fate", Fate.CARRIED)) for d in earlier]
        team = current_team(review.child)
        return cls(
            count=chosen.count(Fate.CARRIED) + sum(SENT not in row for row in data.get("decisions", [])),
            team=team,
            managers=managers_to_notify(team, excluding=user),
        )
