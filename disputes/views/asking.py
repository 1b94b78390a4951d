"""What the pages of a dispute share: the door to one step, and one question on one page."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.requests import Request
from accounts.clock import today
from disputes.access import Actor, actor_in, get_concern, open_step
from disputes.models import Concern
from disputes.states import RULES, Act, NotNow, may


class Elsewhere(Exception):
    """The step is not possible in the present state: the person is led back to the concern with the reason."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response
        super().__init__("not now")


def door(request: Request, public_id: UUID, act: Act) -> tuple[Concern, Actor]:
    """The concern and the person in it, where this step is theirs. Raises Http404 where it is not, Elsewhere where it is too late."""
    viewer, day = request.viewer, today()
    concern = get_concern(viewer, public_id, page=f"dispute: {act.value}", today=day)
    actor = actor_in(viewer, concern, day)
    if not RULES[act].by & actor.parts:
        raise Http404("Not yours to do")
    if not may(act, concern.state, actor.parts):
        messages.warning(request, f"This is not possible now: the concern is {concern.get_state_display()}.")
        raise Elsewhere(redirect("disputes:concern", public_id=public_id))
    return concern, actor


def tried(form: Any, call: Callable[[], Any]) -> bool:
    """Whether the action went through; else the form says why, at the question where it can be put right."""
    try:
        call()
    except NotNow as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return False
    return True


def ask(
    request: Request,
    concern: Concern,
    form: Any,
    *,
    title: str,
    button: str,
    text: str = "",
    warning: str = "",
) -> HttpResponse:
    """One question about a concern, on a page of its own."""
    context = {
        "form": form,
        "concern": concern,
        "child": concern.child,
        "title": title,
        "button": button,
        "text": text,
        "warning": warning,
        "cancel": reverse("disputes:concern", args=[concern.public_id]),
    }
    return render(request, "disputes/question.html", context, status=422 if form.errors else 200)


def back_to(concern: Concern) -> HttpResponse:
    return redirect("disputes:concern", public_id=concern.public_id)


def step_now(concern: Concern) -> int | None:
    """The stage that is open as the page is drawn, kept in the form."""
    step = open_step(concern)
    return step.pk if step else None
