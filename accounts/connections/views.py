"""Pages of the programs that a council lets in: which there are, a new token, an end."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, page
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.clock import today
from accounts.connections import actions as act
from accounts.connections.forms import ConnectionForm, RenewForm
from accounts.connections.rights import is_still_given, makers_who_left, scopes_for
from accounts.models import Connection
from accounts.models.connections import ConnectionScope
from accounts.sign_in import second_factor
from accounts.ui.asking import Question, ask_page, refusals_on
from accounts.ui.forms import BaseForm
from accounts.ui.posted import posted

BACK = "accounts:connections"
NEEDS_CODE = "Enter a code from your phone first. Set codes up on your account page, then sign in with one."
MANAGE = (Permission.MANAGE_SETTINGS, Permission.EXPORT_RETURNS)


def get_connection(viewer: Viewer, public_id: UUID, *, to_end: bool = False) -> Connection:
    """The door to a connection: of the viewer's council, and no more than they may give; to end it they need
    not be able to give it, since a token in wrong hands cannot wait for somebody who is. Raises Http404.
    """
    rows = Connection.objects.select_related("authority", "created_by")
    found = rows.filter(authority=viewer.authority_id, public_id=public_id).first()
    if found is None or not (to_end or found.scope in scopes_for(viewer)):
        raise Http404("No such connection")
    return found


@page(*MANAGE)
def connections(request: Request) -> HttpResponse:
    """Every program of the council, with what it may do and until when."""
    council, day = request.viewer.authority_id, today()
    rows = list(Connection.objects.filter(authority=council).select_related("created_by", "authority"))
    left = makers_who_left(rows, today=day)
    context = {
        "rows": [
            {
                "connection": row,
                "is_open": act.is_open(row),
                "is_given": act.is_open(row) and is_still_given(row, today=day),
                "has_left": row.created_by_id in left,
                "is_followed": hasattr(row, "followed_by"),
            }
            for row in rows
        ],
        "mine": scopes_for(request.viewer),
    }
    return render(request, "accounts/connections/list.html", context)


@page(*MANAGE, methods=FORM)
def new_connection(request: Request) -> HttpResponse:
    """Let a program in. Its token is shown once."""
    form = ConnectionForm(posted(request), scopes=scopes_for(request.viewer))
    if request.method == "POST" and form.is_valid():
        if second_factor.was_given(request):
            made, token = act.add(
                authority=request.viewer.authority,
                name=form.cleaned_data["name"],
                scope=ConnectionScope(form.cleaned_data["scope"]),
                by=request.viewer.user,
            )
            return _shown(request, made, token)
        form.add_error(None, NEEDS_CODE)
    question = Question("Let a program in", "Make a token", reverse(BACK), back_text="Connections")
    return ask_page(request, form, question)


@page(*MANAGE, methods=FORM)
def renew(request: Request, public_id: UUID) -> HttpResponse:
    """A new token in place of one that is in use; both work for a while."""
    found = get_connection(request.viewer, public_id)
    form = RenewForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if second_factor.was_given(request):
            with refusals_on(form):
                made, token = act.renew(
                    connection=found, overlap_days=form.cleaned_data["overlap_days"], by=request.viewer.user
                )
                return _shown(request, made, token)
        else:
            form.add_error(None, NEEDS_CODE)
    question = Question(f"New token for {found.name}", "Make a new token", reverse(BACK), "Connections")
    return ask_page(request, form, question)


@page(*MANAGE, methods=FORM)
def revoke(request: Request, public_id: UUID) -> HttpResponse:
    """End a token at once."""
    found = get_connection(request.viewer, public_id, to_end=True)
    form = BaseForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            act.revoke(connection=found, by=request.viewer.user)
            messages.success(request, f"The token of {found.name} has ended.")
            return redirect(BACK)
    question = Question(
        title=f"End the token of {found.name}",
        button="End it now",
        back=reverse(BACK),
        back_text="Connections",
        warning="The program can no longer send or read anything from this moment.",
    )
    return ask_page(request, form, question)


def _shown(request: Request, made: Connection, token: str) -> HttpResponse:
    """The one page that ever shows the token."""
    return render(request, "accounts/connections/token.html", {"connection": made, "token": token})
