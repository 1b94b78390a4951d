"""Pages of the people around a child."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.clock import today
from accounts.ui.asking import refusals_on
from accounts.ui.fields import sentences
from accounts.ui.forms import BaseForm
from accounts.ui.posted import posted
from children.access import get_child, may_record
from children.child.questions import ask_about
from children.contacts import actions
from children.contacts.actions import Person
from children.models import Child, ContactPerson
from children.models.contact import MayBeTold, PersonRole

PEOPLE = "children:people"
FIELDS = tuple(Person.__dataclass_fields__)


class ContactForm(BaseForm):
    """Who it is, how to reach them, what they may be told."""

    role = forms.ChoiceField(
        label="What is this person to the child?",
        choices=[("", "Choose"), *sentences(PersonRole.choices)],
        error_messages={"required": "Select what this person is to the child"},
    )
    name = forms.CharField(label="Name", max_length=120, error_messages={"required": "Enter the name"})
    telephone = forms.CharField(label="Telephone (optional)", max_length=40, required=False)
    email = forms.EmailField(
        label="Email (optional)",
        required=False,
        error_messages={"invalid": "Enter an email address like name@example.com"},
    )
    address = forms.CharField(label="Address (optional)", max_length=300, required=False)
    has_responsibility = forms.TypedChoiceField(
        label="Does this person have parental responsibility?",
        choices=[("yes", "Yes"), ("no", "No"), ("", "Not recorded")],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
    )
    may_be_told = forms.ChoiceField(
        label="What may this person be told?",
        choices=sentences(MayBeTold.choices),
        widget=forms.RadioSelect,
        error_messages={"required": "Select what this person may be told"},
    )
    not_told_home = forms.TypedChoiceField(
        label="May this person know where the child lives?",
        choices=[("no", "Yes"), ("yes", "No: they must not be told")],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        error_messages={"required": "Select whether this person may know where the child lives"},
    )
    note = forms.CharField(
        label="Anything else to know (optional)",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _open(request: Request, public_id: UUID) -> Child:
    """The child, for whoever keeps local facts or is the child's IRO."""
    child = get_child(request.viewer, public_id, page="people around a child")
    if not (request.viewer.may(P.EDIT_CHILD) or may_record(request.viewer, child)):
        raise Http404("Not yours")
    return child


def _contact(child: Child, contact: UUID) -> ContactPerson:
    found = child.contact_people.filter(public_id=contact, ended_on=None).first()
    if found is None:
        raise Http404("No such contact")
    found.child = child
    return found


@page(P.EDIT_CHILD, P.RECORD_REVIEW, methods=FORM)
def add(request: Request, public_id: UUID) -> HttpResponse:
    """Add a person around the child."""
    child = _open(request, public_id)
    form = ContactForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.add(child=child, person=Person(**form.cleaned_data), by=request.viewer.user)
            messages.success(request, "The person has been added.")
            return redirect(PEOPLE, public_id=public_id)
    return ask_about(request, child, form, title="Add a person", button="Add", back=PEOPLE)


@page(P.EDIT_CHILD, P.RECORD_REVIEW, methods=FORM)
def change(request: Request, public_id: UUID, contact: UUID) -> HttpResponse:
    """Change what is recorded of a person around the child."""
    child = _open(request, public_id)
    found = _contact(child, contact)
    form = ContactForm(posted(request), initial=_shown(found))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.change(contact=found, person=Person(**form.cleaned_data), by=request.viewer.user)
            messages.success(request, "Saved.")
            return redirect(PEOPLE, public_id=public_id)
    return ask_about(request, child, form, title="Change this person", button="Save", back=PEOPLE)


def _shown(found: ContactPerson) -> dict[str, Any]:
    words = {True: "yes", False: "no", None: ""}
    start = {name: getattr(found, name) for name in FIELDS}
    return start | {name: words[start[name]] for name in ("has_responsibility", "not_told_home")}


@page(P.EDIT_CHILD, P.RECORD_REVIEW, methods=FORM)
def end(request: Request, public_id: UUID, contact: UUID) -> HttpResponse:
    """Remove somebody from the contacts."""
    child = _open(request, public_id)
    found = _contact(child, contact)
    form = BaseForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.end(contact=found, by=request.viewer.user, today=today())
            messages.success(request, "The person has been removed from the contacts.")
            return redirect(PEOPLE, public_id=public_id)
    facts = (f"{found.name}, {found.get_role_display()}. The history of the record keeps what was recorded.",)
    title, button = "Remove this person from the contacts", "Remove this person"
    return ask_about(request, child, form, title=title, button=button, back=PEOPLE, facts=facts)
