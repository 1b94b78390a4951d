"""Pages of the steps of a review held: started, adjourned, continued, checked and completed, corrected."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.models import User
from accounts.ui.posted import posted
from children.access import may_record
from reviews.cycle.current import timetable
from reviews.decisions.actions import current_team, managers_to_tell
from reviews.meeting import actions, states
from reviews.meeting.access import get_review, get_review_to_record
from reviews.meeting.forms import AdjournForm, CorrectForm, ReconveneForm, StartForm
from reviews.models import Decision, Review
from reviews.models.review import ReviewStatus
from reviews.question_pages import attempt, question
from reviews.record.sections import NEEDED, SECTIONS, answers, attendees, participation_facts
from statute.participation import participation

FATES = {"CARRY": "carried over", "DONE": "done", "SUPERSEDED": "no longer needed"}


@page(P.RECORD_REVIEW, methods=FORM)
def start(request: Request, public_id: UUID) -> HttpResponse:
    """Say when the review was held and begin to record it."""
    viewer = request.viewer
    review = get_review_to_record(viewer, public_id, page="start a review")
    form = StartForm(
        posted(request), today=today(), initial={"on": min(review.booked_for or today(), today())}
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(
            form, lambda: actions.start(review=review, by=viewer.user, today=today(), **form.cleaned_data)
        )
    ):
        return redirect("reviews:review", public_id=review.public_id)
    return question(request, review, form, "start", "Start the record", "Start")


@page(P.RECORD_REVIEW, methods=FORM)
def adjourn(request: Request, public_id: UUID) -> HttpResponse:
    """Adjourn the review, once."""
    viewer = request.viewer
    review = get_review_to_record(viewer, public_id, page="adjourn a review")
    form = AdjournForm(posted(request), initial={"place": review.place})
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, lambda: actions.adjourn(review=review, by=viewer.user, **form.cleaned_data))
    ):
        messages.success(request, "The review is adjourned. What it decided must wait until it is completed.")
        return redirect("reviews:review", public_id=review.public_id)
    return question(
        request,
        review,
        form,
        "adjourn",
        "Adjourn the review",
        "Adjourn",
        limit=timetable(review, review.child.authority).adjourned_until,
    )


@page(P.RECORD_REVIEW, methods=FORM)
def reconvene(request: Request, public_id: UUID) -> HttpResponse:
    """Record the second meeting of an adjourned review."""
    viewer = request.viewer
    review = get_review_to_record(viewer, public_id, page="continue a review")
    form = ReconveneForm(posted(request), today=today(), initial={"on": review.booked_for})
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(
            form, lambda: actions.reconvene(review=review, by=viewer.user, today=today(), **form.cleaned_data)
        )
    ):
        return redirect("reviews:review", public_id=review.public_id)
    return question(
        request, review, form, "reconvene", "Continue the review", "Continue", limit=review.adjourned_until
    )


@page(P.RECORD_REVIEW, methods=FORM)
def check(request: Request, public_id: UUID) -> HttpResponse:
    """Check the answers, then complete the review and send its decisions."""
    viewer = request.viewer
    review = get_review_to_record(viewer, public_id, page="check a review")
    problem = ""
    if request.method == "POST":
        try:
            with transaction.atomic():
                actions.complete(review=review, by=viewer.user, today=today())
        except states.NotNow as refused:
            problem = str(refused)
            review.refresh_from_db()
        else:
            _tell_completed(request, review)
            return redirect("reviews:review", public_id=review.public_id)
    if review.status not in states.MAY["complete"]:
        problem = problem or f"This review is {review.get_status_display()}."
    context = _to_check(review, viewer.user) | {
        "problem": problem,
        "has_errors": bool(problem),
        "today": today(),
    }
    return render(
        request, "reviews/check.html", context, status=422 if problem and request.method == "POST" else 200
    )


def _tell_completed(request: Request, review: Review) -> None:
    """Say what happened, and never that something was sent when nobody was there to send it to."""
    sent = review.answers.count()
    if not sent:
        messages.success(request, "The review is complete.")
        return
    managers = managers_to_tell(current_team(review.child), besides=request.user)
    count = f"{sent} decision" if sent == 1 else f"{sent} decisions"
    if managers:
        verb = "is" if sent == 1 else "are"
        messages.success(
            request, f"The review is complete. {count} {verb} with {', '.join(m.name for m in managers)}."
        )
    else:
        messages.warning(request, f"The review is complete, but no manager was told of its {count}.")


def _to_check(review: Review, user: User) -> dict[str, Any]:
    """The record as it stands, what it still needs, and to whom its decisions would go."""
    saved = {s.key: s for s in review.sections.all()}
    data = saved["decisions"].data if "decisions" in saved else {}
    open_before = _with_fates(review, data)
    team = current_team(review.child)
    return {
        "review": review,
        "child": review.child,
        "missing": [SECTIONS[k] for k in NEEDED if not (k in saved and saved[k].is_complete)],
        "drafts": [SECTIONS[d.key] for d in review.drafts.all()],
        "sections": [
            {
                "section": s,
                "rows": answers(s, saved[s.key].data) if s.key in saved else None,
            }
            for s in SECTIONS.values()
        ],
        "people": attendees(saved["attendance"].data) if "attendance" in saved else [],
        "new_decisions": data.get("decisions", []),
        "participation": _participation(review, saved),
        "open_before": open_before,
        "to_send": len(data.get("decisions", [])) + sum(1 for d in open_before if d.fate == FATES["CARRY"]),
        "team": team,
        "managers": managers_to_tell(team, besides=user),
        "can_complete": review.status in states.MAY["complete"],
    }


def _with_fates(review: Review, data: dict[str, Any]) -> list[Decision]:
    """The open decisions of before, each with what the IRO chose for it; nothing chosen carries it over as it is."""
    decisions = list(review.child.decisions.filter(closed_on=None).order_by("due_on", "pk"))
    for decision in decisions:
        key = str(decision.public_id)
        decision.fate = FATES[data.get("carried", {}).get(key, "CARRY")]
        moved = data.get("moved", {}).get(key) if decision.fate == FATES["CARRY"] else None
        decision.moved_to = date.fromisoformat(moved) if moved else None
    return decisions


def _participation(review: Review, saved: dict[str, Any]) -> Any:
    """The code as it will be, or None while the facts are not all there."""
    if "attendance" not in saved or not saved["attendance"].is_complete or review.started_on is None:
        return None
    facts = participation_facts(saved["attendance"].data)
    _, held_on = actions.dates_of(review)
    return participation(
        born_on=review.child.born_on, review_on=held_on, attended=facts.attended, views=facts.views
    )


@page(P.RECORD_REVIEW, P.RESTRICT_CHILD, methods=FORM)
def correct(request: Request, public_id: UUID) -> HttpResponse:
    """Correct the date or the participation code of a completed review."""
    viewer = request.viewer
    review = get_review(viewer, public_id, page="correct a review")
    if (
        not (may_record(viewer, review.child) or viewer.may(P.RESTRICT_CHILD))
        or review.status != ReviewStatus.COMPLETED
    ):
        raise Http404("Not yours to correct")
    form = CorrectForm(
        request.POST or None,
        today=today(),
        initial={"held_on": review.held_on, "participation_code": review.participation_code},
    )
    if request.method == "POST" and form.is_valid():
        moved = attempt(
            form, lambda: actions.correct(review=review, by=viewer.user, today=today(), **form.cleaned_data)
        )
        if moved is not None:
            text = "The review is corrected."
            if moved:
                dates = ", ".join(
                    f"{_words(m.was, 'not known')} is now {_words(m.now, 'not required')}" for m in moved
                )
                text += f" Due dates that moved: {dates}."
            messages.success(request, text)
            return redirect("reviews:review", public_id=review.public_id)
    return question(request, review, form, "correct", "Correct the review", "Save the correction")


def _words(day: str | None, otherwise: str) -> str:
    return f"{date.fromisoformat(day):%-d %B %Y}" if day else otherwise
