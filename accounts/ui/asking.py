"""One question on one page, and what an action refuses as an error of its form: the way from every page to
its action.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.ui.tables import Table
from statute.refusals import Refused


@dataclass(frozen=True)
class Question:
    """A page that asks one thing. `back` is the address that Back and Cancel lead to."""

    title: str
    button: str
    back: str
    back_text: str = "Back"
    caption: str = ""
    text: str = ""
    facts: tuple[str, ...] = ()
    """What to know before answering, one sentence each."""
    warning: str = ""
    about: str = ""
    """A template with what the question is about; it has the page's own context."""
    shows: bool = False
    """Whether a second button shows what would change before anything is saved: see `only_shown`."""


@contextmanager
def refusals_on(form: forms.Form) -> Iterator[None]:
    """Run an action within it: what is refused becomes an error at the question it names, else of the whole
    form.

    Ask `form.errors` afterwards whether the action went through.
    """
    try:
        yield
    except Refused as refused:
        asked = next((name for name in refused.fields if name in form.fields), None)
        form.add_error(asked, str(refused))


@contextmanager
def refusals_said(request: HttpRequest) -> Iterator[None]:
    """Run an action that no form asked for within it: what is refused is said at the top of the next page."""
    try:
        yield
    except Refused as refused:
        messages.error(request, str(refused))


def only_shown(request: HttpRequest, form: forms.Form) -> bool:
    """Whether a valid form was sent to see what it would change, not to be saved."""
    return request.method == "POST" and "show" in request.POST and form.is_valid()


def show_changes(
    request: HttpRequest, form: forms.Form, question: Question, tables: Sequence[Table], note: str = ""
) -> HttpResponse:
    """The same page with what would change above the form, which is as it was typed."""
    asked = replace(question, about="components/what_changes.html", shows=True)
    return ask_page(request, form, asked, tables=tables, note=note)


def ask_page(request: HttpRequest, form: forms.Form, question: Question, **context: Any) -> HttpResponse:
    """The page of one question; 422 when something in it is wrong. `child` and `today` draw the identity
    bar.
    """
    page = {"form": form, "ask": question, **context}
    return render(request, "ask.html", page, status=422 if form.errors else 200)
