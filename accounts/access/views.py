"""Requests for access to restricted records: the QA manager's list and answers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access import actions as act
from accounts.access.decorators import FORM, page
from accounts.access.forms import AnswerForm
from accounts.access.lasting import in_words, longest
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.access.states import REQUEST, Act, parts_of
from accounts.access.viewers import Viewer
from accounts.clock import today
from accounts.models import AccessGrant, AccessRequest
from accounts.models.access import RequestState
from accounts.people.forms import ReasonForm
from accounts.registry import registered
from accounts.templatetags.govuk import day as day_in_words
from accounts.templatetags.govuk import moment
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.fields import sentence
from accounts.ui.posted import posted

ANSWER = Permission.RESTRICT_CHILD


def child_numbers(viewer: Viewer, child_ids: set[int]) -> dict[int, str]:
    """The numbers of these children, from the floor that knows children. Never the name: the record may be
    closed to the reader.
    """
    numbers: dict[int, str] = {}
    for lookup in registered("CHILD_NUMBERS"):
        numbers |= lookup(viewer, child_ids)
    return numbers


def get_request(viewer: Viewer, public_id: UUID) -> AccessRequest:
    """The door to a request: of the viewer's council, else 404."""
    found = (
        AccessRequest.objects.select_related("user", "authority", "answered_by")
        .filter(public_id=public_id, authority=viewer.authority_id)
        .first()
    )
    if found is None:
        raise Http404("No such request")
    return found


@page(ANSWER)
def access_requests(request: Request) -> HttpResponse:
    """Requests, those that wait first; and who looked in by giving a reason."""
    viewer = request.viewer
    mine = AccessRequest.objects.filter(authority=viewer.authority_id).select_related("user", "answered_by")
    waiting = list(mine.filter(state=RequestState.WAITING).order_by("asked_at", "pk"))
    answered = Paginator(mine.exclude(state=RequestState.WAITING).order_by("-answered_at", "-pk"), 25)
    shown = answered.get_page(request.GET.get("page"))
    numbers = child_numbers(viewer, {r.child_id for r in [*waiting, *shown]})
    for row in [*waiting, *shown]:
        row.child_number = numbers.get(row.child_id, "not known")
    return render(request, "accounts/access/list.html", {"waiting": waiting, "page": shown})


@page(ANSWER, methods=FORM)
def access_request(request: Request, public_id: UUID) -> HttpResponse:
    """One request and its answer."""
    viewer = request.viewer
    asked = get_request(viewer, public_id)
    day = today()
    form = AnswerForm(posted(request), initial=vars(longest(viewer.authority, day)))
    if request.method == "POST" and form.is_valid():
        given = {"request": asked, "reason": form.cleaned_data["reason"], "by": viewer.user, "today": day}
        with refusals_on(form):
            if form.cleaned_data["answer"] == "grant":
                act.grant_access(lasting=form.lasting, **given)
            else:
                act.refuse_access(**given)
        if not form.errors:
            messages.success(request, "Request answered. The person who asked will get an email.")
            return redirect("accounts:access_requests")
    possible = REQUEST.possible(asked.state, parts_of(asked, viewer.user))
    rows = _facts_of(asked, viewer)
    context = {"asked": asked, "rows": rows}
    if Act.GRANT in possible or form.errors:
        question = Question(
            title="Request for access",
            button="Answer request",
            back=reverse("accounts:access_requests"),
            back_text="Back to requests",
            about="accounts/access/_facts.html",
            facts=(in_words(viewer.authority, day),),
        )
        return ask_page(request, form, question, **context)
    grant = _standing_grant(asked)
    if grant:
        rows += [{"key": "Last day", "value": day_in_words(grant.until)}]
    shown = context | {
        "grant": grant if Act.REMOVE in possible else None,
        "is_answered_by_others": bool(act.those_who_answer(viewer.authority, day, but=viewer.user)),
    }
    return render(request, "accounts/access/request.html", shown)


def _facts_of(asked: AccessRequest, viewer: Viewer) -> list[dict[str, Any]]:
    """Who asked for what, and the answer: rows of a summary list."""
    number = child_numbers(viewer, {asked.child_id}).get(asked.child_id)
    rows: list[dict[str, Any]] = [
        {"key": "Who asked", "value": asked.user.name},
        {"key": "Child’s number", "value": number},
        {"key": "Date", "value": moment(asked.asked_at)},
        {"key": "Reason", "value": asked.reason},
    ]
    if asked.answered_by:
        answered = (
            f"{sentence(str(asked.get_state_display()))} by {asked.answered_by.called_at(asked.answered_at)}"
        )
        rows += [
            {"key": "Answer", "value": f"{answered}, {moment(asked.answered_at)}"},
            {"key": "Reason for the answer", "value": asked.answer_reason},
        ]
    return rows


def _standing_grant(asked: AccessRequest) -> AccessGrant | None:
    return AccessGrant.objects.filter(
        user=asked.user_id, child_id=asked.child_id, revoked_at=None, expires_at=None
    ).first()


@page(ANSWER, methods=FORM)
def revoke_access(request: Request, public_id: UUID) -> HttpResponse:
    """Remove the access that was given on this request."""
    viewer = request.viewer
    asked = get_request(viewer, public_id)
    grant = _standing_grant(asked)
    if grant is None:
        raise Http404("No access to remove")
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        with refusals_on(form):
            act.revoke_access(
                grant=grant, authority=viewer.authority, reason=reason, by=viewer.user, today=today()
            )
        if not form.errors:
            messages.success(request, f"{asked.user.name} can no longer see the record.")
            return redirect("accounts:access_requests")
    question = Question(
        title=f"Remove access for {asked.user.name}",
        button="Remove access",
        back=reverse("accounts:access_request", args=[asked.public_id]),
        text="They can no longer see the record from the moment you remove their access.",
    )
    return ask_page(request, form, question)
