"""What a page does with an action: what it refuses becomes an error of the form; what it moved is said in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.clock import today
from accounts.registry import registered
from accounts.templatetags.govuk import day
from children.care.states import NotNow
from children.models import Child
from statute.appointment import IroConflict


@contextmanager
def refusals_on(form: forms.Form) -> Iterator[None]:
    """Run an action within it: a refusal becomes an error at the question it names, or of the whole form."""
    try:
        yield
    except NotNow as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    except IroConflict as refused:
        form.add_error("iro", str(refused))


def moved_words(moved: list[dict[str, Any]]) -> str:
    """The due dates that a change moved, in a sentence each; nothing where none moved."""
    return " ".join(_one(m["was"], m["now"]) for m in moved)


def _one(was: str | None, now: str | None) -> str:
    before = day(date.fromisoformat(was)) if was else ""
    after = day(date.fromisoformat(now)) if now else ""
    if before and after:
        return f"The review that was due on {before} is now due on {after}."
    return f"The review due on {before} is no longer due." if before else f"A review is now due on {after}."


def next_due(child: Child, day: date) -> date | None:
    """The day on which the child's next review is due now, from the floor above; None where none is due or known."""
    for columns in registered("CHILD_LIST_COLUMNS"):
        found = columns([child.pk], day).get(child.pk)
        if found and found["state"] != "void":
            due: date | None = found["due_on"]
            return due
    return None


def question(
    request: HttpRequest,
    child: Child,
    form: forms.Form,
    *,
    title: str,
    button: str,
    back: str,
    **more: Any,
) -> HttpResponse:
    """A page with one form about a child; 422 when something in it is wrong. `back` is a page of the child, by its name."""
    context = {
        "child": child,
        "form": form,
        "title": title,
        "button": button,
        "back": back_to(child.public_id, back),
        "back_text": BACK[back],
        "today": today(),
    }
    return render(request, "children/question.html", context | more, status=422 if form.errors else 200)


BACK = {"children:details": "Details", "children:people": "People"}


def back_to(public_id: UUID, name: str) -> str:
    return reverse(name, args=[public_id])
