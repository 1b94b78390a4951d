"""Pages to read reviews: the list, a child's reviews, the task list of one in hand, the record of a completed one."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate

from accounts.access.decorators import page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.access.roles import Role
from accounts.clock import today
from accounts.models import AuditEvent, Job
from accounts.models.jobs import JobState
from accounts.searches import chosen_filters
from children.access import get_child, may_record
from children.child.context import child_context
from reviews.cycle.current import running_cycle, timetable
from reviews.decisions.access import decisions_visible_to
from reviews.decisions.lists import filter_choices
from reviews.decisions.views import mails_about, with_answers
from reviews.meeting import states
from reviews.meeting.access import get_review, may_read_record
from reviews.meeting.forms import FilterForm
from reviews.meeting.lists import IN_HAND, running_for, with_people
from reviews.models import MonitoringForm, Review, ReviewSection, SectionDraft
from reviews.models.monitoring import FormState
from reviews.models.review import ReviewStatus
from reviews.record import concern_prefill as concern_words
from reviews.record.sections import NEEDED, SECTIONS, answers
from statute.participation import MEANING

PER_PAGE = 25
OVER = (ReviewStatus.COMPLETED, ReviewStatus.CANCELLED)
"""No turn of the clock runs for such a review: the one that runs is of the next."""


@page(P.BOOK_REVIEW)
def review_list(request: Request) -> HttpResponse:
    """Reviews due and in hand, earliest first."""
    viewer = request.viewer
    form = FilterForm(request.GET or None, **filter_choices(viewer))
    filters = form.cleaned_data if form.is_valid() else {}
    shown = Paginator(with_people(running_for(viewer, filters, today())), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "form": form,
        "page_obj": shown,
        "selected": chosen_filters(request, form, filters),
        "several_iros": not viewer.is_a(Role.IRO) or viewer.is_a(Role.QA_MANAGER, Role.BUSINESS_SUPPORT),
        "today": today(),
    }
    return render(request, "reviews/list.html", context)


@page(P.BOOK_REVIEW, P.READ_REVIEW_RECORD)
def child_reviews(request: Request, public_id: UUID) -> HttpResponse:
    """Every turn of the child's clock and every review, newest first."""
    viewer = request.viewer
    child = get_child(viewer, public_id, page="reviews")
    cycles = list(child.review_cycles.select_related("review").order_by("-sequence"))
    in_hand = child.reviews.filter(status__in=IN_HAND).first()
    context = child_context(viewer, child, today(), current="Reviews") | {
        "cycles": cycles,
        "in_hand": in_hand,
        "may_book": viewer.may(P.BOOK_REVIEW) and in_hand is None,
        "may_read": viewer.may(P.READ_REVIEW_RECORD),
    }
    return render(request, "reviews/child_reviews.html", context)


@page(P.BOOK_REVIEW, P.READ_REVIEW_RECORD)
def review_page(request: Request, public_id: UUID) -> HttpResponse:
    """The task list of a review in hand, or the record of a completed one."""
    viewer = request.viewer
    review = get_review(viewer, public_id, page="review")
    if review.status == ReviewStatus.COMPLETED and may_read_record(viewer, review):
        return _record(request, review)
    if not viewer.may(P.BOOK_REVIEW):
        raise Http404("Not complete yet")
    recording = may_record(viewer, review.child)
    is_over = review.status in OVER
    context = {
        "review": review,
        "child": review.child,
        "is_over": is_over,
        "cycle": review.cycles.first() if is_over else running_cycle(review.child),
        "timetable": timetable(review, review.child.authority),
        "parts": list(review.parts.all()),
        "groups": _task_groups(review, recording=recording),
        "may_record": recording,
        "can_start": recording and review.status in states.MAY["start"],
        "can_change": review.status in states.MAY["change_booking"],
        "can_move": review.status in states.MAY["change_second_meeting"],
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
    groups: dict[str, list[dict[str, Any]]] = {}
    for section in SECTIONS.values():
        row, draft = saved.get(section.key), drafts.get(section.key)
        open_now = recording and review.status in states.MAY[states.step_of_section(section.key)]
        status, colour = _how_far(row, draft, open_now=open_now, is_over=review.status in OVER)
        hint = "" if section.key in NEEDED else "Can stay empty"
        groups.setdefault(section.group, []).append(
            {
                "id": f"section-{section.key}",
                "title": section.title,
                "href": reverse("reviews:section", args=[review.public_id, section.key])
                if open_now or (recording and (row or draft))
                else "",
                "hint": f"Draft of {draft.saved_by.name}" if draft and recording else hint,
                "status": status,
                "colour": colour,
            }
        )
    return [{"title": title, "tasks": tasks} for title, tasks in groups.items()]


def _how_far(
    row: ReviewSection | None, draft: SectionDraft | None, *, open_now: bool, is_over: bool
) -> tuple[str, str]:
    """The words and the colour of a section's tag."""
    if row and row.is_complete and not draft:
        return "Completed", ""
    if is_over:
        return "Not recorded", ""
    if row or draft:
        return "In progress", "light-blue"
    return ("Not started", "blue") if open_now else ("Cannot start yet", "")


def _what_follows(review: Review, saved: dict[str, ReviewSection]) -> dict[str, Any]:
    """What the IRO has still to do with a completed record: take something up with the council, complete the form."""
    says = saved["view"].data.get("challenge") if "view" in saved else ""
    return {
        "take_up": concern_words.link(review.child, concern_words.REVIEW, review.public_id)
        if says in ("informal", "formal")
        else "",
        "form_due": MonitoringForm.objects.filter(review=review, state=FormState.DUE).first(),
    }


def _corrections(review: Review) -> list[AuditEvent]:
    """Each correction of the date or code, with who, when and why: a date that moved says so where it is read."""
    return list(
        AuditEvent.objects.filter(child_id=review.child_id, kind="review.corrected", target_id=review.pk)
    )


def _record(request: Request, review: Review) -> HttpResponse:
    """The completed record, for reading and printing."""
    viewer = request.viewer
    saved = {s.key: s for s in review.sections.all()}
    decisions = list(
        decisions_visible_to(viewer)
        .filter(at_reviews__review=review)
        .select_related("made_at")
        .order_by("at_reviews__position", "pk")
    )
    with_answers(decisions)
    recording = may_record(viewer, review.child)
    context = {
        "review": review,
        "child": review.child,
        "cycle": review.cycles.first(),
        "timetable": (times := timetable(review, review.child.authority)),
        "record_late": bool(
            review.recorded_at and times.record_on and localdate(review.recorded_at) > times.record_on
        ),
        "meaning": MEANING.get(review.participation_code, ""),
        "parts": list(review.parts.all()),
        "attendances": list(review.attendances.all()),
        "sections": [
            {"title": s.title, "rows": answers(s, saved[s.key].data)}
            for s in SECTIONS.values()
            if s.key in saved and s.key != "decisions"
        ],
        "decisions": decisions,
        "corrections": _corrections(review),
        "sent_at": min(
            (d.task.sent_at for d in decisions if d.task and d.task.review_id == review.pk),
            default=None,
        ),
        "mails": mails_about([review.pk]),
        "nobody_told": any(
            d.task and d.task.review_id == review.pk and not d.task.team_id for d in decisions
        ),
        "queue_is_down": Job.objects.filter(
            kind="mail.send", authority=review.child.authority_id, state=JobState.QUEUED, published_at=None
        ).exists(),
        "can_correct": not review.source_id and (recording or viewer.may(P.RESTRICT_CHILD)),
        "today": today(),
    }
    return render(
        request, "reviews/record.html", context | (_what_follows(review, saved) if recording else {})
    )


@page(P.BOOK_REVIEW)
def printable(request: Request, public_id: UUID) -> HttpResponse:
    """A blank form of the record to print and write on."""
    review = get_review(request.viewer, public_id, page="printable form")
    sections = [
        {
            "title": s.title,
            "rows": answers(s, {}),
            "item": s.item,
            "columns": [f.label for f in s.rows.form.base_fields.values()] if s.rows else [],
        }
        for s in SECTIONS.values()
    ]
    context = {"review": review, "child": review.child, "sections": sections, "empty_rows": range(1, 6)}
    return render(request, "reviews/printable.html", context)
