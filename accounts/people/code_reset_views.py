"""Asking that a person's codes from a phone are reset, and the second administrator's answer."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.clock import today
from accounts.models import CodesReset
from accounts.people import code_resets
from accounts.people.forms import ReasonForm
from accounts.people.views import get_person
from accounts.ui.asking import Question, ask_page, refusals_on, refusals_said
from accounts.ui.posted import posted, pressed

ASKED = (
    "A second administrator must now confirm it under “Roles to confirm”. The person has been told by email."
)
TEXT = (
    "For somebody who has lost their phone and their recovery codes. Make sure that it is really them who "
    "asks. A second administrator must confirm it; then their codes are gone, they are signed out "
    "everywhere, and set codes up again at the next sign-in."
)


@page(Permission.MANAGE_PEOPLE, methods=FORM)
def ask(request: Request, public_id: UUID) -> HttpResponse:
    """Ask that the codes of a person are reset."""
    person = get_person(request.viewer, public_id)
    form = ReasonForm(posted(request))
    back = reverse("accounts:person", args=[person.public_id])
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            code_resets.ask(
                person=person,
                authority=request.viewer.authority,
                by=request.user,
                today=today(),
                **form.cleaned_data,
            )
            messages.success(request, ASKED)
            return redirect(back)
    title = f"Reset the codes of {person.name}"
    return ask_page(request, form, Question(title, "Ask a second administrator", back=back, text=TEXT))


@page(Permission.MANAGE_PEOPLE, methods=POST)
def answer(request: Request, public_id: UUID) -> HttpResponse:
    """Confirm or decline a reset."""
    found = CodesReset.objects.filter(public_id=public_id, authority=request.viewer.authority_id)
    reset = found.select_related("user", "authority", "asked_by").first()
    if reset is None:
        raise Http404("No such reset")
    with refusals_said(request):
        if pressed(request, "answer", "confirm", "decline") == "confirm":
            code_resets.confirm(reset=reset, by=request.user)
            messages.success(request, f"The codes of {reset.user.name} are reset.")
        else:
            code_resets.decline(reset=reset, by=request.user)
            messages.success(request, "The codes were not reset.")
    return redirect("accounts:role_proposals")
