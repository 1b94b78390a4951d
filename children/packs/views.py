"""Pages of the starter pack: the council's items, and what a child was given and understood."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission as P
from accounts.access.viewers import Viewer
from accounts.clock import today
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.fields import DatePartsField, sentences
from accounts.ui.forms import BaseForm
from accounts.ui.posted import posted
from children.access import get_child, may_keep
from children.models import Child, PackItem
from children.models.pack import ForWhom
from children.packs import actions
from children.packs.leaving import why_leaving_care

ITEMS = "children:pack_items"


def _age(label: str, missing: str, initial: int) -> forms.IntegerField:
    wrong = "Enter an age between 0 and 25"
    said = {"required": missing, "invalid": wrong, "min_value": wrong, "max_value": wrong}
    return forms.IntegerField(label=label, min_value=0, max_value=25, initial=initial, error_messages=said)


class ItemForm(BaseForm):
    """An item, its edition and whom it is for."""

    title = forms.CharField(
        label="What is it?", max_length=120, error_messages={"required": "Enter what it is"}
    )
    edition = forms.CharField(
        label="Edition (optional)", max_length=60, required=False, help_text="For example, 2026 or version 3"
    )
    edition_from = DatePartsField(
        label="From which day does this edition hold? (optional)", noun="The day", past=True, required=False
    )
    from_age = _age("From which age?", "Enter the age from which it is given", 0)
    to_age = _age("Up to which age?", "Enter the age up to which it is given", 17)
    for_whom = forms.ChoiceField(
        label="Who is given it?",
        help_text="A child is open to leaving care who has a personal adviser, or who is 16 or 17 and has "
        "been in care for at least 13 weeks since the age of 14.",
        choices=sentences(ForWhom.choices),
        initial=ForWhom.ALL,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who is given it"},
    )


class SentForm(BaseForm):
    items = forms.ModelMultipleChoiceField(
        label="What was sent or given?",
        queryset=PackItem.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": actions.NOTHING},
    )
    on = DatePartsField(label="When?", noun="The day", past=True)

    def __init__(self, *args: Any, items: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_rows("items", items)
        self.initial.setdefault("on", self.today)


class AskedForm(BaseForm):
    """One question an item: did it come, and is it understood?"""

    on = DatePartsField(
        label="When did you ask the child?",
        noun="The day",
        past=True,
        help_text="What you do not ask about stays as it is recorded.",
    )

    def __init__(self, *args: Any, items: list[PackItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", self.today)
        self.items = items
        for item in items:
            self.fields[f"item-{item.public_id}"] = forms.ChoiceField(
                label=str(item),
                choices=[
                    ("", "Not asked this time"),
                    ("no", "Did not get it"),
                    ("received", "Got it, and needs it explained"),
                    ("understood", "Got it and understands it"),
                ],
                required=False,
            )

    @property
    def answers(self) -> dict[PackItem, str]:
        found = {item: self.cleaned_data[f"item-{item.public_id}"] for item in self.items}
        return {item: answer for item, answer in found.items() if answer}


@page(P.MANAGE_SETTINGS, P.EDIT_MONITORING)
def items(request: Request) -> HttpResponse:
    """What the council gives to children, by age and by whether they are open to leaving care."""
    viewer = request.viewer
    context = {
        "items": PackItem.objects.filter(authority=viewer.authority_id, ended_on=None),
        "more": actions.usual_missing(viewer.authority),
        "opens_settings": viewer.may(P.MANAGE_SETTINGS),
    }
    return render(request, "children/pack_items.html", context)


def _ask_item(request: Request, form: ItemForm, title: str, button: str) -> HttpResponse:
    question = Question(title=title, button=button, back=reverse(ITEMS), back_text="Starter pack")
    return ask_page(request, form, question)


@page(P.MANAGE_SETTINGS, P.EDIT_MONITORING, methods=FORM)
def add_item(request: Request) -> HttpResponse:
    """Add an item to the pack."""
    viewer, form = request.viewer, ItemForm(posted(request), today=today())
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.add_item(authority=viewer.authority, by=viewer.user, **form.cleaned_data)
            messages.success(request, "The item has been added.")
            return redirect(ITEMS)
    return _ask_item(request, form, "Add an item", "Add")


@page(P.MANAGE_SETTINGS, P.EDIT_MONITORING, methods=POST)
def add_usual(request: Request) -> HttpResponse:
    """Add the items that councils usually give."""
    count = actions.add_usual(authority=request.viewer.authority, by=request.viewer.user)
    messages.success(request, f"Items added: {count}.")
    return redirect(ITEMS)


def _item(viewer: Viewer, public_id: UUID) -> PackItem:
    return get_object_or_404(PackItem, public_id=public_id, authority=viewer.authority_id, ended_on=None)


@page(P.MANAGE_SETTINGS, P.EDIT_MONITORING, methods=FORM)
def change_item(request: Request, public_id: UUID) -> HttpResponse:
    """Change an item: its name, edition or ages."""
    item = _item(request.viewer, public_id)
    start = {name: getattr(item, name) for name in ItemForm.base_fields}
    form = ItemForm(posted(request), today=today(), initial=start)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.change_item(item=item, by=request.viewer.user, **form.cleaned_data)
            messages.success(request, "Saved.")
            return redirect(ITEMS)
    return _ask_item(request, form, "Change the item", "Save")


@page(P.MANAGE_SETTINGS, P.EDIT_MONITORING, methods=POST)
def end_item(request: Request, public_id: UUID) -> HttpResponse:
    """Remove an item from the pack."""
    actions.end_item(item=_item(request.viewer, public_id), by=request.viewer.user, today=today())
    messages.success(request, "The item has been removed. What children were already given stays on record.")
    return redirect(ITEMS)


@page(P.SEE_CHILDREN)
def pack(request: Request, public_id: UUID) -> HttpResponse:
    """What the child was sent, got and understands."""
    child = get_child(request.viewer, public_id, page="starter pack")
    context = {
        "child": child,
        "today": today(),
        "rows": actions.rows_for(child, today()),
        "why_leaving_care": why_leaving_care(child, today()),
        "may_record": may_keep(request.viewer, child),
    }
    return render(request, "children/pack.html", context)


def _open(request: Request, public_id: UUID) -> Child:
    child = get_child(request.viewer, public_id, page="starter pack")
    if not may_keep(request.viewer, child):
        raise Http404("Not yours")
    return child


def _ask(request: Request, child: Child, form: Any, title: str) -> HttpResponse:
    back = reverse("children:pack", args=[child.public_id])
    question = Question(title=title, button="Save", back=back, back_text="Starter pack")
    return ask_page(request, form, question, child=child, today=today())


@page(P.EDIT_CHILD, P.RECORD_REVIEW, methods=FORM)
def sent(request: Request, public_id: UUID) -> HttpResponse:
    """Record what was sent to the child."""
    child = _open(request, public_id)
    form = SentForm(posted(request), items=actions.items_for(child, today()), today=today())
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.record_sent(
                child=child,
                items=list(form.cleaned_data["items"]),
                on=form.cleaned_data["on"],
                by=request.viewer.user,
                today=today(),
            )
            messages.success(request, "It is recorded what was sent.")
            return redirect("children:pack", public_id=public_id)
    return _ask(request, child, form, "What was sent to the child")


@page(P.EDIT_CHILD, P.RECORD_REVIEW, methods=FORM)
def asked(request: Request, public_id: UUID) -> HttpResponse:
    """Record what the child got and understands."""
    child = _open(request, public_id)
    wanted = [row.item for row in actions.rows_for(child, today())]
    form = AskedForm(posted(request), items=wanted, today=today())
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.record_asked(
                child=child,
                answers=form.answers,
                on=form.cleaned_data["on"],
                by=request.viewer.user,
                today=today(),
            )
            messages.success(request, "It is recorded what the child said.")
            return redirect("children:pack", public_id=public_id)
    return _ask(request, child, form, "What the child got and understands")


def settings_links(viewer: Viewer) -> list[dict[str, str]]:
    """The pack among what a council sets."""
    text = "What children who come into care are given, by age"
    return [{"title": "Starter pack", "text": text, "href": reverse(ITEMS)}]
