"""Pages of midway checks:

the list, one check, doing it, asking the social worker, and the social worker's own pages.
"""

from datetime import date
from typing import Any, TypeGuard
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.access.viewers import Viewer
from accounts.clock import today
from accounts.searches import chosen_filters, filter_data, filters_for_log, filters_in, to_list
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.posted import posted
from children.access import log_list
from reviews.decisions.lists import filter_choices
from reviews.decisions.states import OPEN
from reviews.meeting.states import IN_HAND
from reviews.midway import actions, wording
from reviews.midway.access import get_check, get_check_to_do, get_update, parts_in
from reviews.midway.asked import questions_on
from reviews.midway.earlier import still_to_move
from reviews.midway.forms import (
    ABOUT_CONCERN,
    AskForm,
    CheckFilterForm,
    CheckForm,
    UpdateForm,
)
from reviews.midway.lists import checks_list, updates_list, with_update
from reviews.midway.said import answers, decisions_said, own_answers
from reviews.midway.states import CHECK, UPDATE, Act, Part, UpdateAct
from reviews.models import Decision, MidwayCheck, MidwayUpdate
from reviews.models.midway import CheckState, Concern, UpdateState
from reviews.monitoring.access import sees_drafts
from reviews.monitoring.views import unsent_mails
from reviews.record import concern_prefill as concern_words

PER_PAGE = 25


@page(P.READ_MONITORING, methods=FORM)
def check_list(request: Request) -> HttpResponse:
    """The list of checks, those whose window closes first on top."""
    viewer = request.viewer
    form = CheckFilterForm(filter_data(request), **filter_choices(viewer))
    if request.method == "POST":
        return to_list(request, form)
    filters = filters_in(request, form)
    rows: QuerySet[MidwayCheck] = with_update(checks_list(viewer, filters, today()))
    page_obj = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    log_list(viewer, [row.child_id for row in page_obj], page="midway checks", filters=filters_for_log(form))
    context = {
        "form": form,
        "page_obj": page_obj,
        "selected": chosen_filters(request, form, filters),
        "may_set": viewer.may(P.EDIT_MONITORING),
        "today": today(),
    }
    return render(request, "reviews/midway/list.html", context)


def open_decisions(check: MidwayCheck) -> list[Decision]:
    """The child's decisions that are still to be carried out."""
    return list(check.child.decisions.filter(progress__in=OPEN).order_by("due_on", "pk"))


def last_visit(check: MidwayCheck) -> date | None:
    """The social worker's last visit since the review, where visits are sent to the portal."""
    visits = check.child.social_worker_visits.filter(visited_on__gt=check.opened_on)
    return visits.order_by("-visited_on").values_list("visited_on", flat=True).first()


def latest_update(check: MidwayCheck) -> MidwayUpdate | None:
    return check.updates.select_related("worker", "answered_by").order_by("-pk").first()


@page(P.READ_MONITORING)
def check_page(request: Request, public_id: UUID) -> HttpResponse:
    """One check: when it is due, the social worker's update, what was found, and what this person may do
    now.
    """
    viewer = request.viewer
    check = get_check(viewer, public_id, page="midway check")
    parts, update = parts_in(viewer, check), latest_update(check)
    context = {
        "check": check,
        "child": check.child,
        "update": update,
        "update_answers": _answers_of(update),
        "update_decisions": _decisions_of(check, update.data) if _came(update) else [],
        "answers": _found(viewer, check),
        "own": own_answers(check.data),
        "decisions": _decisions_of(check, check.data),
        "mails": unsent_mails("reviews.midwayupdate", update.pk) if update else [],
        "may_complete": CHECK.may(Act.COMPLETE, check.state, parts),
        "may_ask": CHECK.may(Act.ASK, check.state, parts) and not _waits(update),
        "today": today(),
    }
    return render(
        request, "reviews/midway/check.html", context | _concern(viewer, check, parts) | _review(check, parts)
    )


def _waits(update: MidwayUpdate | None) -> bool:
    return update is not None and update.state == UpdateState.WAITING


def _came(update: MidwayUpdate | None) -> TypeGuard[MidwayUpdate]:
    return update is not None and update.state == UpdateState.ANSWERED


def _answers_of(update: MidwayUpdate | None) -> list[dict[str, Any]]:
    """What the social worker answered."""
    return answers(update.data, UpdateForm) if _came(update) else []


def _decisions_of(check: MidwayCheck, data: dict[str, Any]) -> list[dict[str, Any]]:
    """What these stored answers say of each decision."""
    return decisions_said(
        check.child.decisions.filter(public_id__in=_named(data)).order_by("due_on", "pk"), data
    )


def _found(viewer: Viewer, check: MidwayCheck) -> list[dict[str, Any]]:
    """What the IRO found; what was said of a concern is for the IRO service alone."""
    if check.state != CheckState.DONE:
        return []
    return answers(check.data, CheckForm, without=() if sees_drafts(viewer) else ABOUT_CONCERN)


def _concern(viewer: Viewer, check: MidwayCheck, parts: frozenset[Part]) -> dict[str, Any]:
    """The concern that the IRO said there is: the link that raises it, or to it once it was raised."""
    if check.concern not in (Concern.INFORMAL, Concern.FORMAL) or not CHECK.may(
        Act.RAISE, check.state, parts
    ):
        return {}
    key = concern_words.key_of(concern_words.MIDWAY, check.public_id)
    return {
        "concern": concern_words.link(check.child, concern_words.MIDWAY, check.public_id),
        "raised": concern_words.raised(viewer, [key], today()).get(key),
        "is_formal": check.concern == Concern.FORMAL,
    }


def _review(check: MidwayCheck, parts: frozenset[Part]) -> dict[str, Any]:
    """Where the IRO said that the review should be held earlier:

    the booking to move, or that one is to be made.
    """
    if not check.brings_forward or not CHECK.may(Act.BOOK, check.state, parts):
        return {}
    booked = check.child.reviews.filter(status__in=IN_HAND).order_by("-pk").first()
    is_left = still_to_move(check)
    return {"booked": booked, "is_earlier": not is_left, "may_book": booked is None and is_left}


def _named(data: dict[str, Any]) -> set[str]:
    """The decisions that stored answers speak of: how far it is, or a note alone."""
    return {name.partition("_")[2] for name in data if name.startswith(("progress_", "note_"))}


@page(P.RECORD_REVIEW, methods=FORM)
def do_check(request: Request, public_id: UUID) -> HttpResponse:
    """The IRO makes the check on one page; what the social worker said is filled in."""
    viewer, day = request.viewer, today()
    check = get_check_to_do(viewer, public_id, page="make a midway check", log=request.method != "POST")
    update = latest_update(check)
    said = update if update and update.state == UpdateState.ANSWERED else None
    form = CheckForm(
        posted(request),
        today=day,
        open_decisions=open_decisions(check),
        said=said.data if said else {},
        said_by=said.worker.called_at(said.asked_at) if said else "",
        asked=questions_on(check.child.authority, day),
        visited_on=last_visit(check),
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.complete(
                check=check,
                data=form.to_storage(),
                concern=form.cleaned_data["concern"],
                brings_forward=form.cleaned_data["brings_forward"] == "yes",
                decisions=form.seen(),
                by=viewer.user,
                today=day,
            )
            return _after_check(request, check)
    context = {
        "check": check,
        "child": check.child,
        "form": form,
        "update": update,
        "is_open": CHECK.may(Act.COMPLETE, check.state, parts_in(viewer, check)),
        "today": day,
    }
    return render(request, "reviews/midway/form.html", context, status=422 if form.errors else 200)


def _after_check(request: Request, check: MidwayCheck) -> HttpResponse:
    """Where the check leads:

    to the concern, already filled in; else to the check, which offers to move the review.
    """
    messages.success(request, "The midway check is complete. The date of the next review has not changed.")
    if check.concern in (Concern.INFORMAL, Concern.FORMAL):
        address = concern_words.link(check.child, concern_words.MIDWAY, check.public_id)
        if address:
            text = "Your concern has not been raised yet. Check what is filled in here, then raise it."
            if check.brings_forward:
                text += " After that, the page of the check asks for the earlier review."
            messages.warning(request, text)
            return redirect(address)
    if still_to_move(check):
        messages.warning(request, wording.EARLIER)
    return redirect("reviews:midway", public_id=check.public_id)


@page(P.RECORD_REVIEW, methods=FORM)
def ask(request: Request, public_id: UUID) -> HttpResponse:
    """Ask the social worker for an update first."""
    viewer = request.viewer
    check = get_check_to_do(viewer, public_id, page="ask for an update")
    form = AskForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            update = actions.ask(check=check, by=viewer.user, today=today(), **form.cleaned_data)
            text = f"{update.worker} has been asked to answer by {update.due_on:%-d %B %Y}."
            messages.success(request, text)
            return redirect("reviews:midway", public_id=check.public_id)
    worker = actions.social_worker_of(check)
    question = Question(
        title="Ask for an update",
        button="Ask for the update",
        back=reverse("reviews:midway", args=[check.public_id]),
        back_text="Midway check",
        text=ASKED_ABOUT.format(worker=worker) if worker else wording.NO_WORKER,
    )
    return ask_page(request, form, question, child=check.child, today=today())


ASKED_ABOUT = (
    "{worker} will be asked about the plan, visits, health and education, and the progress of each "
    "open decision. "
    "The answer is filled into your check."
)


@page(P.ANSWER_MIDWAY)
def update_list(request: Request) -> HttpResponse:
    """The updates this social worker was asked for."""
    viewer = request.viewer
    page_obj = Paginator(updates_list(viewer), PER_PAGE).get_page(request.GET.get("page"))
    log_list(viewer, [row.of.child_id for row in page_obj], page="updates asked for")
    context = {"page_obj": page_obj, "today": today()}
    return render(request, "reviews/midway/updates.html", context)


@page(P.ANSWER_MIDWAY, methods=FORM)
def give_update(request: Request, public_id: UUID) -> HttpResponse:
    """The social worker's own page:

    the questions, or what was answered. Nothing of the IRO's check is on it.
    """
    viewer = request.viewer
    update = get_update(viewer, public_id, page="update for the IRO", log=request.method != "POST")
    form = UpdateForm(posted(request), today=today(), open_decisions=open_decisions(update.of))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.answer(update=update, data=form.to_storage(), by=viewer.user)
            messages.success(request, "Your update has been sent to the IRO.")
            return redirect("reviews:midway_updates")
    context = {
        "update": update,
        "child": update.of.child,
        "form": form,
        "is_open": UPDATE.may(UpdateAct.GIVE, update.state, frozenset({Part.WORKER})),
        "answers": _answers_of(update),
        "decisions": _decisions_of(update.of, update.data),
        "today": today(),
    }
    return render(request, "reviews/midway/update.html", context, status=422 if form.errors else 200)
