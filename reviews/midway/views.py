"""Pages of midway checks: the list, one check, doing it, asking the social worker, and the social worker's own pages."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.searches import chosen_filters, filter_data, to_list
from accounts.ui.posted import posted
from children.access import may_record
from reviews import drafts, paper_pages
from reviews.decisions.lists import filter_choices
from reviews.decisions.states import OPEN
from reviews.meeting.states import IN_HAND
from reviews.midway import actions, states
from reviews.midway.access import get_check, get_check_to_do, get_update
from reviews.midway.forms import (
    ABOUT_CONCERN,
    AskForm,
    CheckFilterForm,
    CheckForm,
    UpdateForm,
    answers,
    names_of,
)
from reviews.midway.lists import checks_list, updates_list, with_update
from reviews.models import Decision, MidwayCheck, MidwayUpdate
from reviews.models.decision import Progress
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
    filters = form.cleaned_data if form.is_valid() else {}
    rows: QuerySet[MidwayCheck] = with_update(checks_list(viewer, filters, today()))
    context = {
        "form": form,
        "page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "selected": chosen_filters(request, form, filters),
        "today": today(),
    }
    return render(request, "reviews/midway/list.html", context)


def open_decisions(check: MidwayCheck) -> list[Decision]:
    """The child's decisions that are still to be carried out."""
    return list(check.child.decisions.filter(progress__in=OPEN).order_by("due_on", "pk"))


def latest_update(check: MidwayCheck) -> MidwayUpdate | None:
    return check.updates.select_related("worker", "answered_by").order_by("-pk").first()


@page(P.READ_MONITORING)
def check_page(request: Request, public_id: UUID) -> HttpResponse:
    """One check: when it is due, the social worker's update, what was found, and what this person may do now."""
    viewer = request.viewer
    check = get_check(viewer, public_id, page="midway check")
    is_iro = may_record(viewer, check.child)
    update = latest_update(check)
    is_open = check.state == CheckState.OPEN
    raised = check.concern in (Concern.INFORMAL, Concern.FORMAL)
    key = concern_words.key_of(concern_words.MIDWAY, check.public_id)
    context = {
        "check": check,
        "child": check.child,
        "update": update,
        "update_answers": answers(update.data, UpdateForm)
        if update and update.state == UpdateState.ANSWERED
        else [],
        "answers": answers(check.data, CheckForm, without=() if sees_drafts(viewer) else ABOUT_CONCERN)
        if check.state == CheckState.DONE
        else [],
        "decisions": decisions_said(
            check.child.decisions.filter(public_id__in=_named(check.data)), check.data
        ),
        "mails": unsent_mails("reviews.midwayupdate", update.pk) if update else [],
        "is_iro": is_iro,
        "can_check": is_iro and is_open,
        "draft": drafts.find(check) if is_iro and check.state != CheckState.DONE else None,
        "can_ask": is_iro and is_open and (update is None or update.state != UpdateState.WAITING),
        "concern": concern_words.link(check.child, concern_words.MIDWAY, check.public_id)
        if is_iro and raised
        else "",
        "made": concern_words.raised(viewer, [key], today()).get(key) if raised and is_iro else None,
        "is_formal": check.concern == Concern.FORMAL,
        "can_book": is_iro
        and bool(check.brings_forward)
        and not check.child.reviews.filter(status__in=IN_HAND).exists(),
        "today": today(),
    }
    return render(request, "reviews/midway/check.html", context)


def _named(data: dict[str, Any]) -> list[str]:
    """The decisions that stored answers speak of."""
    return [name.removeprefix("progress_") for name in data if name.startswith("progress_")]


def decisions_said(decisions: QuerySet[Decision], data: dict[str, Any]) -> list[dict[str, Any]]:
    """What was said of each decision at the time, in words."""
    found = []
    for decision in decisions.order_by("due_on", "pk"):
        progress, note = names_of(decision)
        found.append(
            {"decision": decision, "progress": Progress(data[progress]).label, "note": data.get(note, "")}
        )
    return found


@page(P.RECORD_REVIEW, methods=FORM)
def do_check(request: Request, public_id: UUID) -> HttpResponse:
    """The IRO makes the check on one page. POST with autosave=1 keeps a draft and answers in JSON."""
    viewer = request.viewer
    saving = request.method == "POST"
    check = get_check_to_do(viewer, public_id, page="make a midway check", log=not saving)
    if request.POST.get("autosave"):
        return paper_pages.autosave(request, check, is_open=check.state == CheckState.OPEN)
    update, decisions = latest_update(check), open_decisions(check)
    came = update if update and update.state == UpdateState.ANSWERED else None

    def make(data: Any) -> CheckForm:
        return CheckForm(
            data,
            today=today(),
            open_decisions=decisions,
            said=came.data if came else {},
            said_by=str(came.worker) if came else "",
        )

    if not saving:
        form, about = paper_pages.opened(check, make)
        return _check_form(request, check, form, update, about)
    form = make(request.POST)
    try:
        if request.POST.get("save") == "draft":
            paper_pages.keep(request, check)
            messages.success(request, "Your draft is kept. Nobody else sees it until you complete the check.")
            return redirect("reviews:midway", public_id=check.public_id)
        if form.is_valid():
            _complete(request, check, form, today())
            messages.success(
                request, "The midway check is complete. The date of the next review stays as it is."
            )
            return redirect("reviews:midway", public_id=check.public_id)
    except drafts.Stale as stale:
        return paper_pages.conflict(request, check, form, stale, "Midway check")
    except states.NotNow as refused:
        form.add_error(None, f"{refused} Copy your words from this page before you leave it.")
    about = {"draft": None, "draft_saved": "", "token": request.POST.get(paper_pages.TOKEN, "0")}
    return _check_form(request, check, form, update, about)


def _complete(request: Request, check: MidwayCheck, form: CheckForm, day: date) -> None:
    actions.complete(
        check=check,
        data=form.to_storage(),
        concern=form.cleaned_data["concern"],
        brings_forward=form.cleaned_data["brings_forward"] == "yes",
        decisions=form.seen(),
        token=request.POST.get(paper_pages.TOKEN, "0"),
        by=request.viewer.user,
        today=day,
    )


def _check_form(
    request: Request, check: MidwayCheck, form: Any, update: MidwayUpdate | None, about: dict[str, Any]
) -> HttpResponse:
    context = {
        "check": check,
        "child": check.child,
        "form": form,
        "update": update,
        "is_open": check.state == CheckState.OPEN,
        "today": today(),
    }
    return render(request, "reviews/midway/form.html", context | about, status=422 if form.errors else 200)


@page(P.RECORD_REVIEW, methods=FORM)
def ask(request: Request, public_id: UUID) -> HttpResponse:
    """Ask the social worker for an update first."""
    viewer = request.viewer
    check = get_check_to_do(viewer, public_id, page="ask for an update")
    form = AskForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            update = actions.ask(check=check, by=viewer.user, today=today(), **form.cleaned_data)
        except states.NotNow as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{update.worker} is asked, by {update.due_on:%-d %B %Y}.")
            return redirect("reviews:midway", public_id=check.public_id)
    context = {
        "check": check,
        "child": check.child,
        "form": form,
        "worker": actions.social_worker_of(check),
        "today": today(),
    }
    return render(request, "reviews/midway/ask.html", context, status=422 if form.errors else 200)


@page(P.ANSWER_MIDWAY)
def update_list(request: Request) -> HttpResponse:
    """The updates this social worker was asked for."""
    viewer = request.viewer
    context = {
        "page_obj": Paginator(updates_list(viewer), PER_PAGE).get_page(request.GET.get("page")),
        "today": today(),
    }
    return render(request, "reviews/midway/updates.html", context)


@page(P.ANSWER_MIDWAY, methods=FORM)
def give_update(request: Request, public_id: UUID) -> HttpResponse:
    """The social worker's own page: the questions, or what was answered. Nothing of the IRO's check is on it.

    POST with autosave=1 keeps a draft and answers in JSON.
    """
    viewer = request.viewer
    saving = request.method == "POST"
    update = get_update(viewer, public_id, page="update for the IRO", log=not saving)
    is_open = update.state == UpdateState.WAITING
    if request.POST.get("autosave"):
        return paper_pages.autosave(request, update, is_open=is_open)

    def make(data: Any) -> UpdateForm:
        return UpdateForm(data, today=today(), open_decisions=open_decisions(update.of))

    if not saving:
        form, about = paper_pages.opened(update, make)
        return _update_form(request, update, form, about)
    form = make(request.POST)
    try:
        if request.POST.get("save") == "draft" and is_open:
            paper_pages.keep(request, update)
            messages.success(request, "Your draft is kept. The IRO does not see it until you send it.")
            return redirect("reviews:midway_update", public_id=update.public_id)
        if form.is_valid():
            token = request.POST.get(paper_pages.TOKEN, "0")
            actions.answer(update=update, data=form.to_storage(), token=token, by=viewer.user)
            messages.success(request, "Your update is sent. The IRO has it.")
            return redirect("reviews:midway_updates")
    except drafts.Stale as stale:
        return paper_pages.conflict(request, update, form, stale, "Update for the IRO")
    except states.NotNow as refused:
        form.add_error(None, str(refused))
    about = {"draft": None, "draft_saved": "", "token": request.POST.get(paper_pages.TOKEN, "0")}
    return _update_form(request, update, form, about)


def _update_form(request: Request, update: MidwayUpdate, form: Any, about: dict[str, Any]) -> HttpResponse:
    is_open = update.state == UpdateState.WAITING
    context = {
        "update": update,
        "child": update.of.child,
        "form": form,
        "is_open": is_open,
        "answers": answers(update.data, UpdateForm) if update.state == UpdateState.ANSWERED else [],
        "decisions": decisions_said(
            update.of.child.decisions.filter(public_id__in=_named(update.data)), update.data
        ),
        "unsent": [] if is_open else paper_pages.unsent(request, update, form),
        "today": today(),
    }
    return render(request, "reviews/midway/update.html", context | about, status=422 if form.errors else 200)
