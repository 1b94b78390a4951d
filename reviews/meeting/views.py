"""Pages to read reviews: the list, a child's reviews, the task list of one in hand, the form to print."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.access.decorators import page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.access.roles import Role
from accounts.access.viewers import Viewer
from accounts.clock import today
from accounts.searches import chosen_filters, filters_for_log, filters_in
from children.access import get_child, log_list, may_record
from children.child.context import child_context
from children.models import Child
from reviews.cycle.beside import NOT_TOLD, beside_the_clock, untold_records
from reviews.cycle.current import running_cycle
from reviews.decisions.lists import filter_choices
from reviews.joint.access import joint_of
from reviews.meeting.access import get_review, may_read_record, parts_in
from reviews.meeting.dates import dates_of_review
from reviews.meeting.forms import FilterForm
from reviews.meeting.lists import running_for, with_people
from reviews.meeting.series import can_remove
from reviews.meeting.states import IN_HAND, REVIEW, Act, Part, act_of_section
from reviews.models import Review, ReviewSection
from reviews.models.review import ReviewStatus
from reviews.record.ages import asked_of
from reviews.record.finished_views import record_page
from reviews.record.own.asked import sections_for, sections_of
from reviews.record.own.layout import Layout
from reviews.record.own.versions import layout_for
from reviews.record.sections import NEEDED, Section, answers
from reviews.record.unsaved import has_unsaved
from reviews.triggers.lists import called, held_days

PER_PAGE = 25
OVER = (ReviewStatus.COMPLETED, ReviewStatus.CANCELLED)
"""No turn of the clock runs for such a review: the one that runs is of the next."""


BOOK = {"text": "Book a review", "kind": "primary"}
NEEDS = {"text": "What the review needs", "kind": "secondary"}
INVITED = {"text": "Invitations and consultation", "kind": "secondary"}
EVENTS = {"text": "Events and meetings", "kind": "link"}
NOTES = {"text": "IRO’s notes", "kind": "link"}
CALL = {"text": "A review is needed before a change", "kind": "link"}


@page(P.BOOK_REVIEW)
def review_list(request: Request) -> HttpResponse:
    """Reviews due and in hand, earliest first."""
    viewer = request.viewer
    several_iros = not viewer.is_a(Role.IRO) or viewer.is_a(Role.QA_MANAGER, Role.BUSINESS_SUPPORT)
    form = FilterForm(request.GET or None, **filter_choices(viewer))
    if not several_iros:
        del form.fields["iro"]
    filters = filters_in(request, form)
    shown = Paginator(with_people(running_for(viewer, filters, today())), PER_PAGE).get_page(
        request.GET.get("page")
    )
    log_list(viewer, [row.child_id for row in shown], page="reviews", filters=filters_for_log(form))
    context = {
        "form": form,
        "page_obj": shown,
        "selected": chosen_filters(request, form, filters),
        "several_iros": several_iros,
        "today": today(),
    }
    return render(request, "reviews/list.html", context)


@page(P.BOOK_REVIEW, P.READ_REVIEW_RECORD)
def child_reviews(request: Request, public_id: UUID) -> HttpResponse:
    """Every turn of the child's clock and every review, newest first."""
    viewer = request.viewer
    child = get_child(viewer, public_id, page="reviews")
    cycles = list(child.review_cycles.select_related("review", "authority").order_by("-sequence"))
    in_hand = child.reviews.filter(status__in=IN_HAND).first()
    triggers = list(child.review_triggers.select_related("raised_by", "own"))
    held = held_days([child.pk])[child.pk] if triggers else []
    is_iro = may_record(viewer, child)
    buttons = _buttons_of_child(viewer, child, in_hand, is_iro=is_iro)
    context = child_context(viewer, child, today(), current="Reviews") | {
        "cycles": cycles,
        "in_hand": in_hand,
        "buttons": buttons,
        "called": called(triggers, held, today=today()),
        "may_waive": is_iro or viewer.may(P.RESTRICT_CHILD),
        "may_read": viewer.may(P.READ_REVIEW_RECORD),
        "beside": beside_the_clock(viewer, child),
        "untold": untold_records(child, cycles),
        "not_told": NOT_TOLD,
        "may_open": viewer.may(P.BOOK_REVIEW),
    }
    return render(request, "reviews/child_reviews.html", context)


def _buttons_of_child(
    viewer: Viewer, child: Child, in_hand: Review | None, *, is_iro: bool
) -> list[dict[str, str]]:
    """What can be done about the child's reviews."""
    buttons = []
    if viewer.may(P.BOOK_REVIEW) and in_hand is None:
        buttons.append(BOOK | {"href": reverse("reviews:book", args=[child.public_id])})
    if in_hand and REVIEW.may(Act.RECEIVE, in_hand.status, parts_in(viewer, child)):
        buttons.append(NEEDS | {"href": reverse("reviews:readiness", args=[in_hand.public_id])})
        buttons.append(INVITED | {"href": reverse("reviews:invitations", args=[in_hand.public_id])})
    if is_iro or viewer.may(P.SUBMIT_REPORT) or viewer.may(P.RESTRICT_CHILD):
        buttons.append(EVENTS | {"href": reverse("reviews:events", args=[child.public_id])})
        buttons.append(NOTES | {"href": reverse("reviews:notes", args=[child.public_id])})
    if viewer.may(P.BOOK_REVIEW) or viewer.may(P.UPDATE_PROGRESS):
        buttons.append(CALL | {"href": reverse("reviews:raise_trigger", args=[child.public_id])})
    return buttons


@dataclass(frozen=True)
class Button:
    """What can be done with a review, as a button of its page; `kind`: primary, secondary or link."""

    act: Act
    text: str
    page: str
    kind: str = "primary"


WHO_CAME = "reviews:who_came"
BUTTONS = (
    Button(Act.START, "Start the record", "reviews:start"),
    Button(Act.RECORD, "Write the record", "reviews:record"),
    Button(Act.PREPARE, "Prepare the record", "reviews:record", "secondary"),
    Button(Act.RECEIVE, "What the review needs", "reviews:readiness", "secondary"),
    Button(Act.PREPARE, "Documents", "reviews:review_documents", "secondary"),
    Button(Act.CONSULT, "Invitations and consultation", "reviews:invitations", "secondary"),
    Button(Act.RECONVENE, "Continue the review", "reviews:reconvene"),
    Button(Act.COMPLETE, "Check and complete", "reviews:check", "secondary"),
    Button(Act.ADJOURN, "Adjourn", "reviews:adjourn", "secondary"),
    Button(Act.CHANGE_BOOKING, "Change the booking", "reviews:change_booking", "secondary"),
    Button(Act.MOVE_SECOND_MEETING, "Change the second meeting", "reviews:change_booking", "secondary"),
    Button(Act.ADD_MEETING, "Record another meeting", "reviews:add_meeting", "secondary"),
    Button(Act.ADD_MEETING, "Who came to each meeting", WHO_CAME, "link"),
    Button(Act.REMOVE_MEETING, "Remove the last meeting", "reviews:remove_meeting", "link"),
    Button(Act.CHANGE_DAY, "Correct the day", "reviews:change_day", "link"),
    Button(Act.UNDO_START, "Undo the start", "reviews:undo_start", "link"),
    Button(Act.ANSWER_LATE, "Decide on holding it out of time", "reviews:answer_late"),
    Button(Act.ASK_LATE, "Ask to hold it out of time", "reviews:ask_late", "secondary"),
    Button(Act.CANCEL, "Cancel the booking", "reviews:cancel", "link"),
)


@page(P.BOOK_REVIEW, P.READ_REVIEW_RECORD)
def review_page(request: Request, public_id: UUID) -> HttpResponse:
    """The task list of a review in hand, or the record of a completed one."""
    viewer = request.viewer
    review = get_review(viewer, public_id, page="review")
    if review.status == ReviewStatus.COMPLETED and may_read_record(viewer, review):
        return record_page(request, review)
    if not viewer.may(P.BOOK_REVIEW):
        raise Http404("Not complete yet")
    parts = parts_in(viewer, review.child)
    prefetch_related_objects([review], "parts")
    is_over = review.status in OVER
    context = {
        "review": review,
        "child": review.child,
        "today": today(),
        "is_over": is_over,
        "dates": dates_of_review(review, review.cycles.first() if is_over else running_cycle(review.child)),
        "groups": _task_groups(review, parts),
        "is_unsaved": Part.IRO in parts and has_unsaved(review, viewer.user),
        "buttons": _buttons(review, parts),
        "joint": joint_of(viewer, review, parts),
        "only_the_iro_records": not is_over and Part.IRO not in parts,
    }
    return render(request, "reviews/task_list.html", context)


def _buttons(review: Review, parts: frozenset[Part]) -> list[dict[str, str]]:
    possible = REVIEW.possible(review.status, parts)
    if review.adjourned_until is not None:  # once only (RC-13)
        possible -= {Act.ADJOURN, Act.UNDO_START}
    possible -= _not_about_lateness(review)
    latest = sorted(review.parts.all(), key=lambda part: -part.number)
    if not can_remove(latest[:2]):
        possible -= {Act.REMOVE_MEETING}
    if Act.RECORD in possible:  # the one page takes what prepares the review too
        possible -= {Act.PREPARE}
    found = [
        {"text": b.text, "href": reverse(b.page, args=[review.public_id]), "kind": b.kind}
        for b in BUTTONS
        if b.act in possible and (b.page != WHO_CAME or len(latest) > 1)
    ]
    printed = {
        "text": "Form to print",
        "href": reverse("reviews:print", args=[review.public_id]),
        "kind": "link",
    }
    return [*found, printed]


def _not_about_lateness(review: Review) -> frozenset[Act]:
    """What need not be asked, or is not waiting for an answer, about holding the review out of time."""
    if not review.late_reason:  # a booking after the last lawful day says why
        return frozenset({Act.ASK_LATE, Act.ANSWER_LATE})
    asked = review.late_requests.values_list("booked_for", "answer")
    answers = {answer for day, answer in asked if day == review.booked_for}
    is_open = "" in answers
    return frozenset({Act.ASK_LATE} if answers else ()) | frozenset(() if is_open else {Act.ANSWER_LATE})


@dataclass(frozen=True)
class TaskGroup:
    """Before, at or after the review: the sections as the task list component draws them."""

    title: str
    tasks: list[dict[str, Any]]


def _task_groups(review: Review, parts: frozenset[Part]) -> list[TaskGroup]:
    """The sections that are begun, or can be, as tasks in their groups, with how far each is."""
    saved = {s.key: s for s in review.sections.all()}
    record = reverse("reviews:record", args=[review.public_id])
    groups: dict[str, list[dict[str, Any]]] = {}
    sections, needed = _sections(review)
    for section in sections.values():
        row = saved.get(section.key)
        is_open = REVIEW.may(act_of_section(section.key), review.status, parts)
        status, colour = _how_far(row, is_open=is_open, is_over=review.status in OVER)
        if not status:
            continue
        can_look = is_open or (Part.IRO in parts and row is not None)
        groups.setdefault(section.group, []).append(
            {
                "id": f"section-{section.key}",
                "title": section.title,
                "href": f"{record}#{section.key}" if can_look else "",
                "hint": "" if section.key in needed else "Can be left empty",
                "status": status,
                "colour": colour,
            }
        )
    return [TaskGroup(title, tasks) for title, tasks in groups.items()]


def _sections(review: Review) -> tuple[dict[str, Section], Collection[str]]:
    """The sections of the record, and those without which it can't be completed."""
    on = review.held_on or review.started_on or review.booked_for
    sections = sections_of(layout_for(review, on) if on is not None else Layout())
    if not any(section.own_needed for section in sections.values()):
        return sections, NEEDED
    asked = asked_of(review)
    return sections, [key for key, section in sections.items() if section.is_needed(asked)]


def _how_far(row: ReviewSection | None, *, is_open: bool, is_over: bool) -> tuple[str, str]:
    """The words and the colour of a section's tag; none where it waits for the review, or for somebody
    else."""
    if row and row.is_complete:
        return "Completed", ""
    if is_over:
        return "Not recorded", ""
    if row:
        return "In progress", "light-blue"
    return ("Not started", "blue") if is_open else ("", "")


@dataclass(frozen=True)
class BlankSection:
    """A section of the form to print: its questions, and the columns of its rows."""

    title: str
    answers: list[Any]
    item: str
    columns: list[str]


@page(P.BOOK_REVIEW)
def printable(request: Request, public_id: UUID) -> HttpResponse:
    """A blank form of the record to print and write on."""
    review = get_review(request.viewer, public_id, page="printable form")
    asked = asked_of(review)
    sections = [
        BlankSection(
            title=s.title,
            answers=answers(s, {}, s.unasked(asked)),
            item=s.item,
            columns=[str(f.label) for f in s.rows.form.base_fields.values() if f.label] if s.rows else [],
        )
        for s in sections_for(review, asked).values()
    ]
    context = {"review": review, "child": review.child, "sections": sections, "empty_rows": range(1, 6)}
    return render(request, "reviews/printable.html", context)
