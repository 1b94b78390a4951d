"""The page on which a council sets its own reasons to hold a review early."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.access.viewers import Viewer
from accounts.clock import today
from accounts.ui.asking import Question, ask_page, refusals_on, refusals_said
from accounts.ui.posted import posted
from reviews.models import CallReason
from reviews.models.trigger import TriggerKind
from reviews.triggers import reasons as actions
from reviews.triggers.forms import ReasonForm

REASONS = "reviews:call_reasons"


def settings_links(viewer: Viewer) -> list[dict[str, str]]:
    """Links for the settings page."""
    words = {"title": "Reasons for an earlier review", "text": "Your council’s own, besides those set by law"}
    return [words | {"href": reverse(REASONS)}]


@page(P.MANAGE_SETTINGS, P.EDIT_MONITORING)
def reasons(request: Request) -> HttpResponse:
    """The council's own reasons, those set by law, and those that councils usually add."""
    viewer = request.viewer
    context = {
        "reasons": actions.offered(viewer.authority),
        "by_law": [label for code, label in TriggerKind.choices if code != TriggerKind.COUNCILS],
        "more": actions.usual_missing(viewer.authority),
        "opens_settings": viewer.may(P.MANAGE_SETTINGS),
    }
    return render(request, "reviews/call_reasons.html", context)


@page(P.MANAGE_SETTINGS, P.EDIT_MONITORING, methods=FORM)
def add(request: Request) -> HttpResponse:
    """Add a reason."""
    viewer, form = request.viewer, ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.add(authority=viewer.authority, by=viewer.user, **form.cleaned_data)
            messages.success(request, "The reason has been added.")
            return redirect(REASONS)
    question = Question(
        title="Add a reason", button="Add", back=reverse(REASONS), back_text="Reasons for an earlier review"
    )
    return ask_page(request, form, question)


@page(P.MANAGE_SETTINGS, P.EDIT_MONITORING, methods=POST)
def add_usual(request: Request) -> HttpResponse:
    """Add the reasons that councils usually have."""
    count = actions.add_usual(authority=request.viewer.authority, by=request.viewer.user)
    messages.success(request, f"Reasons added: {count}.")
    return redirect(REASONS)


@page(P.MANAGE_SETTINGS, P.EDIT_MONITORING, methods=POST)
def end(request: Request, public_id: UUID) -> HttpResponse:
    """Stop offering a reason."""
    viewer = request.viewer
    reason = get_object_or_404(CallReason, public_id=public_id, authority=viewer.authority_id)
    with refusals_said(request):
        actions.end(reason=reason, by=viewer.user, today=today())
        messages.success(request, "The reason is no longer offered. Calls that have it keep it.")
    return redirect(REASONS)
