"""Requests for access to restricted records: the QA manager's list and answers."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from accounts.access import actions as act
from accounts.access.decorators import FORM, page
from accounts.access.forms import AnswerForm
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.clock import today
from accounts.models import AccessGrant, AccessRequest
from accounts.models.access import RequestState
from accounts.people.forms import ReasonForm
from accounts.registry import registered
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
    form = AnswerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        answer = act.grant_access if form.cleaned_data["answer"] == "grant" else act.refuse_access
        try:
            answer(request=asked, reason=form.cleaned_data["reason"], by=request.viewer.user, today=today())
        except act.AccessRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The request was answered. The person who asked is told by mail.")
            return redirect("accounts:access_requests")
    number = child_numbers(viewer, {asked.child_id}).get(asked.child_id, "not known")
    return render(
        request,
        "accounts/access/request.html",
        {
            "asked": asked,
            "form": form if asked.state == RequestState.WAITING else None,
            "child_number": number,
            "is_own": asked.user_id == viewer.user_id,
            "grant": _standing_grant(asked),
        },
    )


def _standing_grant(asked: AccessRequest) -> AccessGrant | None:
    if asked.state != RequestState.GRANTED:
        return None
    return AccessGrant.objects.filter(
        user=asked.user_id, child_id=asked.child_id, revoked_at=None, expires_at=None
    ).first()


@page(ANSWER, methods=FORM)
def revoke_access(request: Request, public_id: UUID) -> HttpResponse:
    """Take back the access that was given on this request."""
    viewer = request.viewer
    asked = get_request(viewer, public_id)
    grant = _standing_grant(asked)
    if grant is None:
        raise Http404("Nothing to take back")
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            act.revoke_access(
                grant=grant,
                authority=viewer.authority,
                reason=form.cleaned_data["reason"],
                by=request.viewer.user,
            )
        except act.AccessRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The access was taken back at once.")
            return redirect("accounts:access_requests")
    context = {
        "form": form,
        "title": f"Take access back from {asked.user.name}",
        "button": "Take the access back",
    }
    return render(
        request,
        "accounts/question.html",
        context | {"cancel": "../", "text": "It ends at the person's next click."},
    )
