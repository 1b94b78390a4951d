"""Pages of subject access: ask for everything held on a child or a worker, and download it."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.models import Worker
from accounts.sign_in import second_factor
from accounts.ui.posted import posted
from children.models import Child
from children.retention.access import get_bundle, get_record, get_worker
from children.retention.bundles import ask, is_out_of_date, note_taken
from children.retention.forms import BundleForm

HAND_OUT = Permission.HAND_OUT
NEEDS_CODE = "Enter a code from your phone first. The link above leads to it."
CLOSED_SINCE = (
    "A record was closed to you after this was put together. Ask for it again: it will be left out."
)


@page(HAND_OUT, methods=FORM)
def bundle_child(request: Request, public_id: UUID) -> HttpResponse:
    """Have everything held on a child put together."""
    child = get_record(request.viewer, public_id, page="everything held")
    return _asked(request, child, f"Everything held on child {child.number}", "children:record_end")


@page(HAND_OUT, methods=FORM)
def bundle_worker(request: Request, public_id: UUID) -> HttpResponse:
    """Have everything held on somebody who works for the council put together."""
    worker = get_worker(request.viewer, public_id)
    return _asked(request, worker, f"Everything held on {worker.name}", "children:records")


def _asked(request: Request, about: Child | Worker, title: str, back: str) -> HttpResponse:
    form = BundleForm(posted(request))
    if request.method == "POST" and form.is_valid() and _has_code(request, form):
        viewer = request.viewer
        made = ask(
            authority=viewer.authority, about=about, reason=form.cleaned_data["reason"], by=viewer.user
        )
        assert made.job is not None
        return redirect("accounts:job", public_id=made.job.public_id)
    args = [about.public_id] if back == "children:record_end" else []
    context = {
        "form": form,
        "title": title,
        "back": reverse(back, args=args),
        "code_page": _code_page(request),
    }
    return render(request, "children/retention/ask_bundle.html", context, status=422 if form.errors else 200)


def _has_code(request: Request, form: forms.Form) -> bool:
    if not second_factor.was_given(request):
        form.add_error(None, NEEDS_CODE)
    return form.is_valid()


def _code_page(request: Request) -> str:
    if second_factor.was_given(request):
        return ""
    return "mfa_reauthenticate" if second_factor.is_set_up(request.viewer.user) else "mfa_activate_totp"


class TakeForm(forms.Form):
    """Nothing to say: the button downloads the file."""


@page(HAND_OUT, methods=FORM)
def bundle(request: Request, public_id: UUID) -> HttpResponse:
    """The file, for the person who asked for it, with a code from their phone."""
    found = get_bundle(request.viewer, public_id)
    form = TakeForm(posted(request))
    if request.method == "POST" and is_out_of_date(found):
        form.add_error(None, CLOSED_SINCE)
    if request.method == "POST" and form.is_valid() and found.content and _has_code(request, form):
        note_taken(bundle=found, by=request.viewer.user)
        response = HttpResponse(bytes(found.content), content_type="application/zip")
        response["Content-Disposition"] = f'attachment; filename="everything-held-{found.pk}.zip"'
        response["X-Content-Type-Options"] = "nosniff"
        return response
    context = {"bundle": found, "form": form, "code_page": _code_page(request)}
    return render(request, "children/retention/bundle.html", context, status=422 if form.errors else 200)
