"""A page with one question about a child, under the child's identity bar."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.clock import today
from accounts.ui.asking import Question, ask_page
from children.models import Child

BACK = {"children:details": "Details", "children:people": "People"}


def ask_about(
    request: HttpRequest,
    child: Child,
    form: forms.Form,
    *,
    title: str,
    button: str,
    back: str,
    **more: Any,
) -> HttpResponse:
    """Ask one thing about the child. `back` is a page of the child, by its name; `more` is what Question
    takes.
    """
    question = Question(
        title=title,
        button=button,
        back=reverse(back, args=[child.public_id]),
        back_text=BACK[back],
        **more,
    )
    return ask_page(request, form, question, child=child, today=today())
