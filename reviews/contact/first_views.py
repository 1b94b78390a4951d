"""Pages of the first contact: recording it, and the children without one before their first review."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.fields import DatePartsField, sentences
from accounts.ui.forms import BaseForm
from accounts.ui.posted import posted
from children.access import log_list
from reviews.contact.first import before_first_review, record_first
from reviews.midway.access import get_child_to_contact
from reviews.models.first_contact import FirstOutcome, FirstWay, WithWhom

PER_PAGE = 25


class FirstForm(BaseForm):
    """Who the contact was with and when, or why there was none."""

    with_whom = forms.ChoiceField(
        label="Who was the contact with?",
        choices=sentences(WithWhom.choices),
        widget=forms.RadioSelect,
        error_messages={"required": "Select who the contact was with"},
    )
    outcome = forms.ChoiceField(
        label="Was there contact?",
        choices=[
            (FirstOutcome.MADE, "Yes"),
            (FirstOutcome.TRIED, "No: attempted, not met"),
            (FirstOutcome.NOT_RIGHT, "No: it is not appropriate to speak with the child"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether there was contact"},
    )
    way = forms.ChoiceField(
        label="How were you in contact, or attempted to be?",
        choices=sentences(FirstWay.choices),
        widget=forms.RadioSelect,
        required=False,
        help_text="Leave this empty if it is not appropriate to speak with the child.",
    )
    on = DatePartsField(
        label="When?",
        noun="The day",
        past=True,
        help_text="If it is not appropriate to speak with the child, enter the day you decided this.",
    )
    note = forms.CharField(
        label="What was said or attempted, or why it is not appropriate",
        required=False,
        help_text="Needed if there was no contact. An attempt does not count as contact.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@page(P.READ_CONTACT)
def first_list(request: Request) -> HttpResponse:
    """Children whose IRO has not yet spoken with the social worker or the child before the first review."""
    viewer = request.viewer
    shown = Paginator(before_first_review(viewer), PER_PAGE).get_page(request.GET.get("page"))
    log_list(viewer, [row.child_id for row in shown], page="no first contact yet")
    return render(request, "reviews/contact/first.html", {"page": shown, "today": today()})


@page(P.RECORD_REVIEW, methods=FORM)
def record(request: Request, public_id: UUID) -> HttpResponse:
    """Record the first contact with the social worker or with the child."""
    viewer = request.viewer
    child = get_child_to_contact(viewer, public_id, page="record a first contact")
    form = FirstForm(posted(request), today=today(), initial={"on": today()})
    back = reverse("reviews:child_contact", args=[child.public_id])
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            record_first(child=child, by=viewer.user, today=today(), **form.cleaned_data)
            messages.success(request, "The first contact is recorded.")
            return redirect(back)
    question = Question(
        title="First contact", button="Record it", back=back, back_text="Contact between reviews"
    )
    return ask_page(request, form, question, child=child, today=today())
