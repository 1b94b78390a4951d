"""From when each kind of record is complete: the list, and changing one."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.recording import actions
from accounts.recording.since import Kind, kind_of, recorded_since, recordings
from accounts.templatetags.govuk import day as day_in_words
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.fields import DatePartsField
from accounts.ui.forms import BaseForm
from accounts.ui.posted import posted


class FirstForm(BaseForm):
    reason = forms.CharField(
        label="Why is the date of the first record right?",
        max_length=300,
        error_messages={"required": "Enter why the date of the first record is right"},
    )


class SinceForm(BaseForm):
    since = DatePartsField(label="Complete since", noun="The date", past=True)
    reason = forms.CharField(
        label="Why is it complete from this date?",
        max_length=300,
        help_text="For example, all teams began to use it then",
        error_messages={"required": "Enter why it is complete from this date"},
    )


@page(P.SET_RECORDING)
def recording(request: Request) -> HttpResponse:
    """Each kind of record with the date from which it is complete."""
    rows = recordings(request.viewer.authority)
    return render(request, "accounts/recording/list.html", {"rows": rows})


@page(P.SET_RECORDING, methods=FORM)
def set_recording(request: Request, kind: str) -> HttpResponse:
    """Change the date of one kind."""
    viewer, found = request.viewer, _kind(kind)
    start = {"since": recorded_since(viewer.authority)[kind]}
    form = SinceForm(posted(request), today=today(), initial=start)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.set_since(
                authority=viewer.authority, kind=found, by=viewer.user, today=today(), **form.cleaned_data
            )
            messages.success(request, f"{found.label}: the date is saved. Figures are being counted anew.")
            return redirect("accounts:recording")
    question = Question(
        title=f"{found.label}: complete since",
        button="Save the date",
        back=reverse("accounts:recording"),
        back_text="Recorded since",
        text="Before this date, figures show that nothing is known. From it, nothing recorded means none.",
    )
    return ask_page(request, form, question)


@page(P.SET_RECORDING, methods=FORM)
def use_first_record(request: Request, kind: str) -> HttpResponse:
    """Use the date of the first record again."""
    viewer, found = request.viewer, _kind(kind)
    form = FirstForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.use_first_record(
                authority=viewer.authority, kind=found, by=viewer.user, **form.cleaned_data
            )
            messages.success(
                request, f"{found.label}: the first record counts again. Figures are being counted anew."
            )
            return redirect("accounts:recording")
    first = found.first(viewer.authority)
    question = Question(
        title=f"{found.label}: use the first record",
        button="Use the first record",
        back=reverse("accounts:recording"),
        back_text="Recorded since",
        text=f"It is of {day_in_words(first)}." if first else "There is none yet, so nothing will be known.",
    )
    return ask_page(request, form, question)


def _kind(code: str) -> Kind:
    found = kind_of(code)
    if found is None:
        raise Http404("No such kind of record")
    return found
