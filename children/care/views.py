"""Pages on which what happens to a child in care is entered by hand. Each says which due dates it moved."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.clock import today
from accounts.lifecycle import NotNow
from accounts.templatetags.govuk import day as in_words
from accounts.ui.asking import refusals_on
from accounts.ui.posted import posted
from children.access import get_child
from children.care import actions
from children.care.forms import (
    AddChildForm,
    CorrectForm,
    EndCareForm,
    LegalStatusForm,
    MoveForm,
    NotifiedForm,
    ReturnForm,
    StartForm,
)
from children.care.states import (
    NOT_NOTIFIABLE,
    editable_period,
    is_import_owned,
    is_with_adopters,
    notifiable_placement,
    time_before,
)
from children.child.questions import ask_about
from children.codesets import label
from children.effects import moved_words, next_due
from children.models import Child

DETAILS = "children:details"
EDIT = Permission.EDIT_CHILD


@page(EDIT, methods=FORM)
def add(request: Request) -> HttpResponse:
    """Add a child who came into care."""
    viewer, day = request.viewer, today()
    form = AddChildForm(posted(request), today=day)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            child = actions.add_child(
                authority=viewer.authority, by=viewer.user, today=day, **form.cleaned_data
            )
            messages.success(
                request, "The child is added and the review clock has started. Allocate an IRO next."
            )
            return redirect("children:people", public_id=child.public_id)
    return render(request, "children/add.html", {"form": form}, status=422 if form.errors else 200)


@page(EDIT, methods=FORM)
def correct(request: Request, public_id: UUID) -> HttpResponse:
    """Correct what a person entered about the child."""
    viewer, day = request.viewer, today()
    child = get_child(viewer, public_id, page="correct what is recorded")
    names_fixed, facts_fixed = child.names_source_id is not None, is_import_owned(child)
    if names_fixed and facts_fixed:
        return _not_possible(
            request,
            child,
            (
                "Everything about the child came with imports. Correct it in the source system and "
                "import it again."
            ),
        )
    form = CorrectForm(
        posted(request), child=child, names_fixed=names_fixed, facts_fixed=facts_fixed, today=day
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            moved = actions.correct_child(
                child=child, by=viewer.user, today=day, **(form.kept | form.cleaned_data)
            )
            messages.success(request, f"The record is corrected. {moved_words(moved)}".strip())
            return redirect(DETAILS, public_id=public_id)
    return ask_about(
        request,
        child,
        form,
        title="Correct what is recorded",
        button="Save the correction",
        back=DETAILS,
        facts=_fixed(names_fixed, facts_fixed),
    )


def _fixed(names: bool, facts: bool) -> tuple[str, ...]:
    if names:
        return ("The name came with an import and is corrected in the source system.",)
    if facts:
        return (
            (
                "Date of birth, sex and ethnicity came with the council’s return and are corrected in "
                "the source system."
            ),
        )
    return ()


def _not_possible(request: Request, child: Child, why: str) -> HttpResponse:
    messages.warning(request, why)
    return redirect(DETAILS, public_id=child.public_id)


def _why_not(child: Child) -> str:
    """Why the care of this child cannot be changed by hand now; empty where it can."""
    try:
        editable_period(child)
    except NotNow as refused:
        return str(refused)
    return ""


@page(EDIT, methods=FORM)
def move(request: Request, public_id: UUID) -> HttpResponse:
    """The child moved to another placement."""
    viewer, day = request.viewer, today()
    child = get_child(viewer, public_id, page="record a move")
    if why := _why_not(child):
        return _not_possible(request, child, why)
    form = MoveForm(posted(request), today=day, with_adopters=is_with_adopters(child))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            moved = actions.record_move(child=child, by=viewer.user, today=day, **form.cleaned_data)
            messages.success(request, f"The move is recorded. {moved_words(moved)}".strip())
            return redirect(DETAILS, public_id=public_id)
    now = label("placement_type", child.placement_now or "")
    return ask_about(
        request,
        child,
        form,
        title="Record a move",
        button="Record the move",
        back=DETAILS,
        facts=(f"Placement now: {now}.",),
    )


@page(EDIT, methods=FORM)
def notified(request: Request, public_id: UUID) -> HttpResponse:
    """The day on which the adoption agency notified carers who adopt the child."""
    viewer, day = request.viewer, today()
    child = get_child(viewer, public_id, page="record the adoption notification")
    placement = notifiable_placement(child)
    if placement is None:
        return _not_possible(request, child, NOT_NOTIFIABLE)
    form = NotifiedForm(posted(request), today=day, initial={"on": placement.notified_on})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            moved = actions.record_notification(child=child, by=viewer.user, today=day, **form.cleaned_data)
            messages.success(request, f"The date is recorded. {moved_words(moved)}".strip())
            return redirect(DETAILS, public_id=public_id)
    return ask_about(
        request,
        child,
        form,
        title="Record the adoption notification",
        button="Save date",
        back=DETAILS,
        facts=(f"Placed for adoption with their foster carer from {in_words(placement.started_on)}.",),
    )


@page(EDIT, methods=FORM)
def legal_status(request: Request, public_id: UUID) -> HttpResponse:
    """The legal status changed and the placement goes on."""
    viewer, day = request.viewer, today()
    child = get_child(viewer, public_id, page="change the legal status")
    if why := _why_not(child):
        return _not_possible(request, child, why)
    form = LegalStatusForm(posted(request), today=day)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            moved = actions.change_legal_status(child=child, by=viewer.user, today=day, **form.cleaned_data)
            messages.success(request, f"The legal status is changed. {moved_words(moved)}".strip())
            return redirect(DETAILS, public_id=public_id)
    now = label("legal_status", child.legal_now or "")
    return ask_about(
        request,
        child,
        form,
        title="Change the legal status",
        button="Change the legal status",
        back=DETAILS,
        facts=(f"Legal status now: {now}.",),
    )


@page(EDIT, methods=FORM)
def back_in_care(request: Request, public_id: UUID) -> HttpResponse:
    """A child who left care came back."""
    viewer, day = request.viewer, today()
    child = get_child(viewer, public_id, page="record a return to care")
    try:
        last = time_before(child)
    except NotNow as refused:
        return _not_possible(request, child, str(refused))
    form = ReturnForm(posted(request), today=day)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.record_return(child=child, by=viewer.user, today=day, **form.cleaned_data)
            said = "The child is in care again and a new review clock has started. Name an IRO next."
            messages.success(request, said)
            return redirect("children:people", public_id=public_id)
    left = last.ended_on if last else None
    return ask_about(
        request,
        child,
        form,
        title="Record a return to care",
        button="Record the return",
        back=DETAILS,
        facts=(f"In care until {in_words(left)}.",) if left else (),
    )


@page(EDIT, methods=FORM)
def start(request: Request, public_id: UUID) -> HttpResponse:
    """This time in care began on another day than was entered."""
    viewer, day = request.viewer, today()
    child = get_child(viewer, public_id, page="correct the start of care")
    if why := _why_not(child):
        return _not_possible(request, child, why)
    began = editable_period(child).started_on
    form = StartForm(posted(request), today=day, initial={"started_on": began})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            moved = actions.correct_start(child=child, by=viewer.user, today=day, **form.cleaned_data)
            messages.success(request, f"The start of care is corrected. {moved_words(moved)}".strip())
            return redirect(DETAILS, public_id=public_id)
    return ask_about(
        request,
        child,
        form,
        title="Correct the start of care",
        button="Save the correction",
        back=DETAILS,
        facts=(f"In care from {in_words(began)}, as it was entered.",),
    )


@page(EDIT, methods=FORM)
def end_care(request: Request, public_id: UUID) -> HttpResponse:
    """The child ceased to be looked after."""
    viewer, day = request.viewer, today()
    child = get_child(viewer, public_id, page="record the end of care")
    if why := _why_not(child):
        return _not_possible(request, child, why)
    form = EndCareForm(posted(request), today=day)
    if request.method == "POST" and form.is_valid():
        due = next_due(child, day)
        with refusals_on(form):
            moved = actions.end_care(child=child, by=viewer.user, today=day, **form.cleaned_data)
            stopped = f"The review due on {in_words(due)} is no longer required." if due else ""
            said = [
                "The end of care is recorded and the review clock has stopped.",
                stopped,
                moved_words(moved),
            ]
            messages.success(request, " ".join(words for words in said if words))
            return redirect("children:child", public_id=public_id)
    return ask_about(
        request,
        child,
        form,
        title="Record the end of care",
        button="Record the end of care",
        back=DETAILS,
        warning=(
            "The placement, the legal status and the allocations end on that day, and no further review "
            "is due."
        ),
    )
