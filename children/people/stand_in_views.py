"""Pages on which an IRO is named who stands in for a time."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.clock import today
from accounts.models import Worker
from accounts.templatetags.govuk import day as in_words
from accounts.ui.as_shown import AsShownForm
from accounts.ui.asking import refusals_on
from accounts.ui.fields import PickDateField, sentences
from accounts.ui.forms import BaseForm
from accounts.ui.posted import posted
from children.access import get_child
from children.child.questions import ask_about
from children.models import StandIn
from children.models.allocation import StandInReason
from children.people import standing_in
from children.people.appointment import caseloads, hints_for
from children.people.changed import iro_has_changed, mark_of

PEOPLE = "children:people"


class StandInForm(AsShownForm):
    """Who stands in, from when to when, and why."""

    iro = forms.ModelChoiceField(
        label="Which IRO stands in?",
        queryset=Worker.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Select an IRO"},
    )
    started_on = PickDateField(label="First day", noun="The first day")
    last_day = PickDateField(label="Last day", noun="The last day")
    reason = forms.ChoiceField(
        label="Why?",
        choices=sentences(StandInReason.choices),
        widget=forms.RadioSelect,
        error_messages={"required": "Select why somebody stands in"},
    )
    note = forms.CharField(label="More about it (optional)", max_length=300, required=False)

    def __init__(self, *args: Any, hints: dict[Worker, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Worker.objects.filter(pk__in=[w.pk for w in hints], user__isnull=False)
        self.offer_rows("iro", rows.order_by("name", "staff_id", "pk"))
        self.draw("iro", item_hints={str(w.pk): text for w, text in hints.items()})


@page(Permission.ALLOCATE_IRO, methods=FORM)
def name_stand_in(request: Request, public_id: UUID) -> HttpResponse:
    """Name an IRO who may prepare, chair and record the review while the child's own IRO stays."""
    viewer, day = request.viewer, today()
    child = get_child(viewer, public_id, page="name an IRO who stands in")
    present = child.iro_allocations.filter(ended_on=None).select_related("worker").first()
    if present is None:
        messages.warning(request, "The child has no IRO now. Allocate an IRO first.")
        return redirect(PEOPLE, public_id=public_id)
    loads = caseloads(viewer, day)
    loads.pop(present.worker, None)
    form = StandInForm(
        posted(request),
        hints=hints_for(child, loads),
        stands=mark_of(present),
        changed=iro_has_changed(present),
        initial={"started_on": day},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            data = dict(form.cleaned_data)
            found = standing_in.name_stand_in(
                child=child, worker=data.pop("iro"), by=viewer.user, today=day, **data
            )
            messages.success(request, f"{found.worker} stands in from {in_words(found.started_on)}.")
            return redirect(PEOPLE, public_id=public_id)
    facts = (
        f"{present.worker} stays the child’s IRO, and the child counts in their caseload.",
        "Whoever stands in sees the record and may prepare, chair and record the review on these days.",
    )
    title = "Name an IRO who stands in"
    return ask_about(request, child, form, title=title, button="Name this IRO", back=PEOPLE, facts=facts)


@page(Permission.ALLOCATE_IRO, methods=FORM)
def end_stand_in(request: Request, public_id: UUID, stand_in: int) -> HttpResponse:
    """End it before its last day."""
    viewer = request.viewer
    child = get_child(viewer, public_id, page="end standing in")
    found = get_object_or_404(StandIn.objects.select_related("child", "worker"), pk=stand_in, child=child)
    form = BaseForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            standing_in.end_stand_in(stand_in=found, by=viewer.user, today=today())
            messages.success(request, f"{found.worker} does not stand in any more.")
            return redirect(PEOPLE, public_id=public_id)
    return ask_about(
        request,
        child,
        form,
        title=f"Stop {found.worker} standing in",
        button="End it today",
        back=PEOPLE,
        facts=("From today they may not prepare, chair or record the review. What they recorded stays.",),
    )
