"""Pages of reviews: the list, booking, starting, adjourning, completing, reading and correcting."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.clock import today
from accounts.decorators import FORM, page
from accounts.forms import posted
from accounts.models import Job
from accounts.models.jobs import JobState
from accounts.roles import Permission as P
from children.access import get_child, may_record
from reviews import actions, states
from reviews.access import get_review, get_review_to_record, may_read_record
from reviews.decision_access import decisions_visible_to
from reviews.decision_actions import current_team, managers_to_tell
from reviews.decision_lists import filter_choices
from reviews.decision_views import mails_about, with_answers
from reviews.forms import (
    AdjournForm,
    BookingForm,
    CancelForm,
    CorrectForm,
    FilterForm,
    ReconveneForm,
    StartForm,
)
from reviews.lists import IN_HAND, running_for, with_people
from reviews.models import Review
from reviews.models.review import ReviewStatus
from reviews.running import running_cycle, timetable
from reviews.sections import NEEDED, SECTIONS, answers, participation_facts
from statute.formats import MeetingNeeded
from statute.participation import MEANING, ImpossibleParticipation, participation
from statute.timescales import AdjournmentRefused

PER_PAGE = 25


@page(P.BOOK_REVIEW)
def review_list(request: HttpRequest) -> HttpResponse:
    """Reviews due and in hand, earliest first."""
    viewer = request.viewer  # type: ignore[attr-defined]
    form = FilterForm(request.GET or None, **filter_choices(viewer))
    filters = form.cleaned_data if form.is_valid() else {}
    shown = Paginator(with_people(running_for(viewer, filters, today())), PER_PAGE).get_page(
        request.GET.get("page")
    )
    selected = []
    for name, value in filters.items():
        if value:
            rest = request.GET.copy()
            rest.pop(name, None)
            rest.pop("page", None)
            field = form.fields[name]
            words = dict(getattr(field, "choices", [])).get(value, value)
            selected.append({"text": f"{field.label}: {words}", "href": f"{request.path}?{rest.urlencode()}"})
    context = {"form": form, "page_obj": shown, "selected": selected, "today": today()}
    return render(request, "reviews/list.html", context)


@page(P.BOOK_REVIEW, P.READ_REVIEW_RECORD)
def child_reviews(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Every turn of the child's clock and every review, newest first."""
    viewer = request.viewer  # type: ignore[attr-defined]
    child = get_child(viewer, public_id, page="reviews")
    cycles = list(child.review_cycles.select_related("review").order_by("-sequence"))
    in_hand = child.reviews.filter(status__in=IN_HAND).first()
    context = {
        "child": child,
        "cycles": cycles,
        "in_hand": in_hand,
        "may_book": viewer.may(P.BOOK_REVIEW) and in_hand is None,
        "may_read": viewer.may(P.READ_REVIEW_RECORD),
        "today": today(),
    }
    return render(request, "reviews/child_reviews.html", context)


@page(P.BOOK_REVIEW, methods=FORM)
def book(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Book a review for a child."""
    viewer = request.viewer  # type: ignore[attr-defined]
    child = get_child(viewer, public_id, page="book a review")
    form = BookingForm(posted(request))
    if request.method == "POST" and form.is_valid():
        review = _try(
            form, lambda: actions.book(child=child, by=viewer.user, today=today(), **form.cleaned_data)
        )
        if review:
            messages.success(
                request,
                f"The review is booked for {review.booked_for:%-d %B %Y}. The due date has not moved.",
            )
            return redirect("reviews:review", public_id=review.public_id)
    context = {
        "form": form,
        "child": child,
        "cycle": running_cycle(child),
        "title": "Book a review",
        "button": "Book the review",
        "today": today(),
    }
    return render(request, "reviews/booking.html", context, status=422 if form.errors else 200)


def _try(form: Any, act: Any) -> Any:
    """Run an action; what it refuses becomes an error of the form."""
    try:
        return act()
    except states.LateReasonMissing as refused:
        form.add_error("late_reason", str(refused))
    except states.BadDate as refused:
        name = next(n for n in ("on", "until", "held_on") if n in form.fields)
        form.add_error(name, str(refused))
    except MeetingNeeded as refused:
        form.add_error("format", str(refused))
    except AdjournmentRefused as refused:
        form.add_error("until", str(refused))
    except ImpossibleParticipation as refused:
        form.add_error("participation_code", str(refused))
    except states.NotNow as refused:
        form.add_error(None, str(refused))
    return None


@page(P.BOOK_REVIEW, P.READ_REVIEW_RECORD)
def review_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The task list of a review in hand, or the record of a completed one."""
    viewer = request.viewer  # type: ignore[attr-defined]
    review = get_review(viewer, public_id, page="review")
    if review.status == ReviewStatus.COMPLETED and may_read_record(viewer, review):
        return _record(request, review)
    if not viewer.may(P.BOOK_REVIEW):
        raise Http404("Not complete yet")
    recording = may_record(viewer, review.child)
    context = {
        "review": review,
        "child": review.child,
        "cycle": running_cycle(review.child),
        "timetable": timetable(review, review.child.authority),
        "parts": list(review.parts.all()),
        "groups": _task_groups(review, recording=recording),
        "may_record": recording,
        "can_start": recording and review.status in states.MAY["start"],
        "can_change": review.status in states.MAY["change_booking"],
        "can_adjourn": recording and review.status in states.MAY["adjourn"] and not review.adjourned_until,
        "can_reconvene": recording and review.status in states.MAY["reconvene"],
        "can_complete": recording and review.status in states.MAY["complete"],
        "today": today(),
    }
    return render(request, "reviews/task_list.html", context)


def _task_groups(review: Review, *, recording: bool) -> list[dict[str, Any]]:
    """The sections as tasks in their groups, with how far each is."""
    saved = {s.key: s for s in review.sections.all()}
    drafts = {d.key: d for d in review.drafts.select_related("saved_by")}
    open_now = recording and review.status in states.MAY["record"]
    groups: dict[str, list[dict[str, Any]]] = {}
    for section in SECTIONS.values():
        status, colour = "Not started", "blue"
        if section.key in saved and saved[section.key].is_complete and section.key not in drafts:
            status = "Completed"
        elif section.key in saved or section.key in drafts:
            status, colour = "In progress", "light-blue"
        if not open_now and status == "Not started":
            status = "Cannot start yet"
        draft = drafts.get(section.key)
        groups.setdefault(section.group, []).append(
            {
                "id": f"section-{section.key}",
                "title": section.title,
                "href": reverse("reviews:section", args=[review.public_id, section.key]) if open_now else "",
                "hint": f"Draft of {draft.saved_by.name}"
                if draft and recording
                else ""
                if section.key in NEEDED
                else "Can stay empty",
                "status": status,
                "colour": colour,
            }
        )
    return [{"title": title, "tasks": tasks} for title, tasks in groups.items()]


def _record(request: HttpRequest, review: Review) -> HttpResponse:
    """The completed record, for reading and printing."""
    viewer = request.viewer  # type: ignore[attr-defined]
    saved = {s.key: s for s in review.sections.all()}
    decisions = list(
        decisions_visible_to(viewer)
        .filter(at_reviews__review=review)
        .select_related("made_at")
        .order_by("at_reviews__position", "pk")
    )
    context = {
        "review": review,
        "child": review.child,
        "cycle": review.cycles.first(),
        "timetable": timetable(review, review.child.authority),
        "meaning": MEANING.get(review.participation_code, ""),
        "parts": list(review.parts.all()),
        "attendances": list(review.attendances.all()),
        "sections": [
            {"title": s.title, "rows": answers(s, saved[s.key].data)}
            for s in SECTIONS.values()
            if s.key in saved and s.key != "decisions"
        ],
        "decisions": with_answers(decisions),
        "mails": mails_about([review.pk]),
        "queue_is_down": Job.objects.filter(
            kind="mail.send", authority=review.child.authority_id, state=JobState.QUEUED, published_at=None
        ).exists(),
        "can_correct": not review.source_id
        and (may_record(viewer, review.child) or viewer.may(P.RESTRICT_CHILD)),
        "today": today(),
    }
    return render(request, "reviews/record.html", context)


@page(P.BOOK_REVIEW, methods=FORM)
def change_booking(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Book the review for another day or place."""
    viewer = request.viewer  # type: ignore[attr-defined]
    review = get_review(viewer, public_id, page="change a booking")
    start = {"on": review.booked_for, "at": review.booked_time, "place": review.place, "format": review.format,
             "late_reason": review.late_reason, "late_note": review.late_reason_note}  # fmt: skip
    form = BookingForm(posted(request), initial=start)
    if (
        request.method == "POST"
        and form.is_valid()
        and _try(
            form,
            lambda: actions.change_booking(review=review, by=viewer.user, today=today(), **form.cleaned_data),
        )
    ):
        messages.success(request, "The booking is changed. The due date has not moved.")
        return redirect("reviews:review", public_id=review.public_id)
    context = {"form": form, "child": review.child, "cycle": running_cycle(review.child), "title": "Change the booking",
               "button": "Save the booking", "review": review, "today": today()}  # fmt: skip
    return render(request, "reviews/booking.html", context, status=422 if form.errors else 200)


def _question(
    request: HttpRequest, review: Review, form: Any, title: str, button: str, **more: Any
) -> HttpResponse:
    context = {
        "form": form,
        "review": review,
        "child": review.child,
        "title": title,
        "button": button,
        "today": today(),
        **more,
    }
    return render(request, "reviews/question.html", context, status=422 if form.errors else 200)


@page(P.BOOK_REVIEW, methods=FORM)
def cancel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Cancel a booking."""
    viewer = request.viewer  # type: ignore[attr-defined]
    review = get_review(viewer, public_id, page="cancel a review")
    form = CancelForm(posted(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and _try(form, lambda: actions.cancel(review=review, by=viewer.user, **form.cleaned_data))
    ):
        messages.success(request, "The booking is cancelled. The clock keeps running.")
        return redirect("reviews:child_reviews", public_id=review.child.public_id)
    return _question(request, review, form, "Cancel the booking", "Cancel the booking")


@page(P.RECORD_REVIEW, methods=FORM)
def start(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say when the review was held and begin to record it."""
    viewer = request.viewer  # type: ignore[attr-defined]
    review = get_review_to_record(viewer, public_id, page="start a review")
    form = StartForm(posted(request), today=today(), initial={"on": review.booked_for})
    if (
        request.method == "POST"
        and form.is_valid()
        and _try(
            form, lambda: actions.start(review=review, by=viewer.user, today=today(), **form.cleaned_data)
        )
    ):
        return redirect("reviews:review", public_id=review.public_id)
    return _question(request, review, form, "Start the record", "Start")


@page(P.RECORD_REVIEW, methods=FORM)
def adjourn(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Adjourn the review, once."""
    viewer = request.viewer  # type: ignore[attr-defined]
    review = get_review_to_record(viewer, public_id, page="adjourn a review")
    form = AdjournForm(posted(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and _try(form, lambda: actions.adjourn(review=review, by=viewer.user, **form.cleaned_data))
    ):
        messages.success(request, "The review is adjourned. What it decided must wait until it is completed.")
        return redirect("reviews:review", public_id=review.public_id)
    return _question(
        request,
        review,
        form,
        "Adjourn the review",
        "Adjourn",
        limit=timetable(review, review.child.authority).adjourned_until,
    )


@page(P.RECORD_REVIEW, methods=FORM)
def reconvene(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Record the second meeting of an adjourned review."""
    viewer = request.viewer  # type: ignore[attr-defined]
    review = get_review_to_record(viewer, public_id, page="continue a review")
    form = ReconveneForm(posted(request), today=today(), initial={"on": review.booked_for})
    if (
        request.method == "POST"
        and form.is_valid()
        and _try(
            form, lambda: actions.reconvene(review=review, by=viewer.user, today=today(), **form.cleaned_data)
        )
    ):
        return redirect("reviews:review", public_id=review.public_id)
    return _question(request, review, form, "Continue the review", "Continue", limit=review.adjourned_until)


@page(P.RECORD_REVIEW, methods=FORM)
def check(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Check the answers, then complete the review and send its decisions."""
    viewer = request.viewer  # type: ignore[attr-defined]
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
            messages.success(request, "The review is complete. Its decisions are with the team manager.")
            return redirect("reviews:review", public_id=review.public_id)
    saved = {s.key: s for s in review.sections.all()}
    if review.status not in states.MAY["complete"]:
        problem = problem or f"This review is {review.get_status_display()}."
    data = saved["decisions"].data if "decisions" in saved else {}
    fates = data.get("carried", {})
    open_before = list(review.child.decisions.filter(closed_on=None).order_by("due_on", "pk"))
    for decision in open_before:
        decision.fate = {"CARRY": "carried over", "DONE": "done", "SUPERSEDED": "no longer needed"}.get(
            fates.get(str(decision.public_id), "CARRY")
        )  # type: ignore[attr-defined]
    to_send = len(data.get("decisions", [])) + sum(
        1 for d in open_before if fates.get(str(d.public_id), "CARRY") == "CARRY"
    )
    team = current_team(review.child)
    context = {
        "review": review,
        "child": review.child,
        "problem": problem,
        "has_errors": bool(problem),
        "missing": [SECTIONS[k] for k in NEEDED if not (k in saved and saved[k].is_complete)],
        "drafts": [SECTIONS[d.key] for d in review.drafts.all()],
        "sections": [
            {
                "section": s,
                "rows": answers(s, saved[s.key].data) if s.key in saved else None,
                "extra": saved[s.key].data.get(s.rows_key, []) if s.key in saved and s.rows_key else [],
            }
            for s in SECTIONS.values()
        ],
        "participation": _participation(review, saved),
        "open_before": open_before,
        "to_send": to_send,
        "team": team,
        "managers": managers_to_tell(team, besides=viewer.user),
        "can_complete": review.status in states.MAY["complete"],
        "today": today(),
    }
    return render(
        request, "reviews/check.html", context, status=422 if problem and request.method == "POST" else 200
    )


def _participation(review: Review, saved: dict[str, Any]) -> Any:
    """The code as it will be, or None while the facts are not all there."""
    if "attendance" not in saved or not saved["attendance"].is_complete or review.started_on is None:
        return None
    facts = participation_facts(saved["attendance"].data)
    return participation(
        born_on=review.child.born_on, review_on=review.started_on, attended=facts.attended, views=facts.views
    )


@page(P.RECORD_REVIEW, P.RESTRICT_CHILD, methods=FORM)
def correct(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Correct the date or the participation code of a completed review."""
    viewer = request.viewer  # type: ignore[attr-defined]
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
        moved = _try(
            form, lambda: actions.correct(review=review, by=viewer.user, today=today(), **form.cleaned_data)
        )
        if moved is not None:
            text = "The review is corrected."
            if moved:
                dates = ", ".join(f"{m.was or 'not known'} is now {m.now or 'not required'}" for m in moved)
                text += f" Due dates that moved: {dates}."
            messages.success(request, text)
            return redirect("reviews:review", public_id=review.public_id)
    return _question(request, review, form, "Correct the review", "Save the correction")


@page(P.BOOK_REVIEW)
def printable(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A blank form of the record to print and write on."""
    review = get_review(request.viewer, public_id, page="printable form")  # type: ignore[attr-defined]
    sections = [{"title": s.title, "rows": answers(s, {})} for s in SECTIONS.values() if s.key != "decisions"]
    return render(
        request, "reviews/printable.html", {"review": review, "child": review.child, "sections": sections}
    )
