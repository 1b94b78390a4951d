"""Pages of the steps of a review held: started, adjourned, continued, checked and completed."""

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
from accounts.ui.asking import refusals_on
from accounts.ui.posted import posted
from reviews.cycle.current import timetable
from reviews.decisions.actions import current_team, managers_to_notify
from reviews.meeting import actions
from reviews.meeting.access import get_review_for
from reviews.meeting.forms import AdjournForm, ChangeDayForm, ReconveneForm, StartForm, UndoStartForm
from reviews.meeting.states import REVIEW, Act
from reviews.meeting.step_page import ask_step, last_day_of_adjournment
from reviews.models import Decision, Review, ReviewSection
from reviews.models.decision import Fate
from reviews.models.review import SectionKey
from reviews.record import completing
from reviews.record.contradictions import contradictions
from reviews.record.entry import EARLIER, open_before
from reviews.record.sections import NEEDED, SECTIONS, Section, answers, attendees, participation_facts
from reviews.record.unsaved import unsaved_sections
from statute.participation import Participation, participation


@page(P.RECORD_REVIEW, methods=FORM)
def start(request: Request, public_id: UUID) -> HttpResponse:
    """Say when the review was held and begin to record it."""
    review = get_review_for(request.viewer, public_id, Act.START, page="start a review")
    held = min(review.booked_for or today(), today())
    form = StartForm(posted(request), today=today(), initial={"on": held})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.start(review=review, by=request.viewer.user, today=today(), **form.cleaned_data)
            return redirect("reviews:review", public_id=review.public_id)
    return ask_step(request, review, form, Act.START, "Start the record", "Start")


@page(P.RECORD_REVIEW, methods=FORM)
def change_day(request: Request, public_id: UUID) -> HttpResponse:
    """Correct the day of a review whose record is not complete."""
    review = get_review_for(request.viewer, public_id, Act.CHANGE_DAY, page="correct the day of a review")
    part = review.parts.order_by("-number").first()
    form = ChangeDayForm(posted(request), today=today(), initial={"on": part.held_on if part else None})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.change_day(review=review, by=request.viewer.user, today=today(), **form.cleaned_data)
            messages.success(request, "The day has been corrected.")
            return redirect("reviews:review", public_id=review.public_id)
    return ask_step(request, review, form, Act.CHANGE_DAY, "Correct the day", "Save the day")


@page(P.RECORD_REVIEW, methods=FORM)
def undo_start(request: Request, public_id: UUID) -> HttpResponse:
    """Undo the start of a record that was started by mistake."""
    review = get_review_for(request.viewer, public_id, Act.UNDO_START, page="undo the start of a review")
    form = UndoStartForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.undo_start(review=review, by=request.viewer.user, **form.cleaned_data)
            messages.success(request, "The start has been undone. The review is booked as before.")
            return redirect("reviews:review", public_id=review.public_id)
    return ask_step(request, review, form, Act.UNDO_START, "Undo the start", "Undo the start")


@page(P.RECORD_REVIEW, methods=FORM)
def adjourn(request: Request, public_id: UUID) -> HttpResponse:
    """Adjourn the review, once."""
    review = get_review_for(request.viewer, public_id, Act.ADJOURN, page="adjourn a review")
    form = AdjournForm(posted(request), initial={"place": review.place})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.adjourn(review=review, by=request.viewer.user, **form.cleaned_data)
            messages.success(
                request,
                "The review has been adjourned. Its decisions must wait until the record is complete.",
            )
            return redirect("reviews:review", public_id=review.public_id)
    last = timetable(review, review.child.authority).adjourned_until
    facts = (
        (
            f"The review must be completed by {day_words(last)}. After that day, the date of the second "
            "meeting counts."
        ),
    )
    return ask_step(request, review, form, Act.ADJOURN, "Adjourn the review", "Adjourn", facts=facts)


@page(P.RECORD_REVIEW, methods=FORM)
def reconvene(request: Request, public_id: UUID) -> HttpResponse:
    """Record the second meeting of an adjourned review."""
    review = get_review_for(request.viewer, public_id, Act.RECONVENE, page="continue a review")
    form = ReconveneForm(posted(request), today=today(), initial={"on": review.booked_for})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.reconvene(review=review, by=request.viewer.user, today=today(), **form.cleaned_data)
            return redirect("reviews:review", public_id=review.public_id)
    facts = last_day_of_adjournment(review)
    return ask_step(request, review, form, Act.RECONVENE, "Continue the review", "Continue", facts=facts)


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
            _say_who_was_sent_decisions(request, review)
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
    earlier = list(open_before(review))
    decisions = saved.get(SectionKey.DECISIONS)
    return {
        "record": RecordSoFar.of(review, saved, earlier, unsaved_sections(review, user)),
        "contradictions": contradictions(review, saved, earlier),
        "sending": Sending.of(review, decisions.data if decisions else {}, earlier, user),
    }


def _say_who_was_sent_decisions(request: Request, review: Review) -> None:
    """Say what happened, and never that something was sent when nobody was there to send it to."""
    sent = review.answers.count()
    if not sent:
        messages.success(request, "The record is complete.")
        return
    managers = managers_to_notify(current_team(review.child), excluding=request.user)
    if managers:
        names = ", ".join(manager.name for manager in managers)
        messages.success(request, f"The record is complete. {plural(sent, 'decision')} sent to {names}.")
    else:
        messages.warning(
            request, f"The record is complete, but no manager was told of its {plural(sent, 'decision')}."
        )


@dataclass(frozen=True)
class SectionSoFar:
    """One section on the check page; `rows` None: nothing is recorded."""

    section: Section
    rows: list[dict[str, Any]] | None


@dataclass(frozen=True)
class RecordSoFar:
    """The record as it would be completed now, and what it still needs."""

    missing: list[Section]
    drafts: list[Section]
    sections: list[SectionSoFar]

    @classmethod
    def of(
        cls,
        review: Review,
        saved: dict[str, ReviewSection],
        earlier: list[Decision],
        drafts: list[Section],
    ) -> "RecordSoFar":
        return cls(
            missing=[SECTIONS[key] for key in NEEDED if not (key in saved and saved[key].is_complete)],
            drafts=drafts,
            sections=[
                SectionSoFar(s, _rows(review, s, saved.get(s.key), earlier)) for s in SECTIONS.values()
            ],
        )


def _rows(
    review: Review, section: Section, saved: ReviewSection | None, earlier: list[Decision]
) -> list[dict[str, Any]] | None:
    """Question and answer, as the summary list draws them."""
    if saved is None:
        return None
    rows = [{"key": a.question, "value": a.answer} for a in answers(section, saved.data)]
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
            count=chosen.count(Fate.CARRIED) + len(data.get("decisions", [])),
            team=team,
            managers=managers_to_notify(team, excluding=user),
        )
