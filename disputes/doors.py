"""Pages on which one act is done in one concern: the door, the question, the way back."""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from accounts.access.decorators import FORM, View, page
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.clock import today
from accounts.ui.asking import Question, ask_page
from disputes import notify, wording
from disputes.access import actor_in, get_concern, open_step
from disputes.models import Concern
from disputes.states import CONCERN, NO_STAGE, Act, NotNow

NOBODY = (
    "Nobody is recorded at this level of the team’s line, so nobody was told. "
    "Ask an administrator to record who it is."
)


def act_page(act: Act, *permissions: Permission, methods: tuple[str, ...] = FORM) -> Callable[[View], View]:
    """A page that does this act: the view gets the concern and who the person is in it.

    Whose act it is not gets 404. Where it is theirs but not possible now, they are led back to the concern
    with the reason.
    """

    def wrap(view: View) -> View:
        @page(*permissions, methods=methods)
        @wraps(view)
        def opened(request: Request, public_id: UUID, **more: Any) -> HttpResponseBase:
            viewer, day = request.viewer, today()
            concern = get_concern(viewer, public_id, page=f"concern: {act.value}", today=day)
            actor = actor_in(viewer, concern, day)
            if not CONCERN.rules[act].by & actor.parts:
                raise Http404("Not yours to do")
            try:
                CONCERN.check_state(act, concern.state)
            except NotNow as refused:
                messages.warning(request, str(refused))
                return back_to(concern)
            return view(request, concern, actor, **more)

        return opened

    return wrap


def ask(
    request: Request,
    concern: Concern,
    form: forms.Form,
    *,
    title: str,
    button: str,
    text: str = "",
    warning: str = "",
) -> HttpResponse:
    """One question about a concern, on a page of its own."""
    question = Question(
        title=title,
        button=button,
        back=reverse("disputes:concern", args=[concern.public_id]),
        back_text="Concern",
        text=text,
        warning=warning,
        about="disputes/_wording.html",
    )
    return ask_page(
        request, form, question, concern=concern, child=concern.child, today=today(), without_links=True
    )


def back_to(concern: Concern) -> HttpResponse:
    return redirect("disputes:concern", public_id=concern.public_id)


def done(request: Request, concern: Concern, text: str) -> HttpResponse:
    """Back to the concern, which says what was done."""
    messages.success(request, text)
    return back_to(concern)


def step_now(concern: Concern) -> int:
    """The stage that is open as the page is drawn, kept in the form."""
    step = open_step(concern)
    return step.pk if step else NO_STAGE


def as_read(concern: Concern) -> dict[str, str]:
    """For a form about the words of a concern: which ones its page showed."""
    words = f"{concern.text}\0{concern.wanted}"
    return {"stands": sha256(words.encode()).hexdigest()[:16], "changed": wording.REWORDED}


def warn_if_nobody_answers(request: Request, concern: Concern) -> None:
    """Warn where the stage that is now open has nobody to answer it."""
    step = open_step(concern)
    if step and not notify.answerers_of(concern, step.stage.level):
        messages.warning(request, NOBODY)
