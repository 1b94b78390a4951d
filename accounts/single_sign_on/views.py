"""The council's pages about single sign-on."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access.decorators import FORM, POST, page
from accounts.access.requests import Request
from accounts.access.roles import Permission
from accounts.clock import today
from accounts.models import GroupRole, SignInProvider
from accounts.single_sign_on import actions, forms
from accounts.ui.asking import Question, ask_page, refusals_on, refusals_said
from accounts.ui.posted import posted, pressed

MANAGE, CONFIRM = Permission.MANAGE_SETTINGS, Permission.CONFIRM_ROLE
HOME = "accounts:single_sign_on"


def _provider(request: Request) -> SignInProvider | None:
    found = SignInProvider.objects.filter(authority=request.viewer.authority_id)
    return found.select_related("authority", "set_by", "confirmed_by").first()


def of_provider(view: Callable[[Request, SignInProvider], HttpResponse]) -> Callable[[Request], HttpResponse]:
    """A page about the council's provider; without one it leads to where one is set up."""

    @wraps(view)
    def answer(request: Request) -> HttpResponse:
        provider = _provider(request)
        if provider is None:
            messages.error(request, "Set a provider up first.")
            return redirect(HOME)
        return view(request, provider)

    return answer


def _ask(request: Request, form: forms.BaseForm, title: str, button: str, text: str = "") -> HttpResponse:
    return ask_page(request, form, Question(title, button, back=reverse(HOME), text=text))


@page(MANAGE, CONFIRM)
def home(request: Request) -> HttpResponse:
    """How people sign in with the council's account, and what waits to be confirmed."""
    provider = _provider(request)
    context = {
        "provider": provider,
        "groups": provider.group_roles.select_related("set_by") if provider else [],
        "may_change": request.viewer.may(MANAGE),
        "may_confirm": provider is not None and actions.may_confirm(provider, request.user),
        "seen": actions.mark_of(provider) if provider else "",
        "callback": request.build_absolute_uri(reverse("council_sign_in_done", args=[provider.public_id]))
        if provider
        else "",
    }
    return render(request, "accounts/single_sign_on/home.html", context)


@page(MANAGE, methods=FORM)
def change(request: Request) -> HttpResponse:
    """Set the provider up, or change it."""
    form = forms.ProviderForm(posted(request), initial=forms.initial_of(_provider(request)))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            provider = actions.set_provider(
                authority=request.viewer.authority,
                setting=actions.Setting(**form.cleaned_data),
                by=request.user,
                today=today(),
            )
        if not form.errors:
            waits = "" if provider.confirmed_at else " It works once a second person has confirmed it."
            messages.success(request, f"Single sign-on saved.{waits}")
            return redirect(HOME)
    return _ask(request, form, "The council’s sign-in provider", "Save the provider")


@page(MANAGE, CONFIRM, methods=POST)
@of_provider
def confirm(request: Request, provider: SignInProvider) -> HttpResponse:
    """The second person agrees."""
    with refusals_said(request):
        actions.confirm(provider=provider, seen=request.POST.get("seen", ""), by=request.user, today=today())
        messages.success(request, "Single sign-on is confirmed. People can sign in with it now.")
    return redirect(HOME)


@page(MANAGE, methods=POST)
@of_provider
def switch(request: Request, provider: SignInProvider) -> HttpResponse:
    """Turn single sign-on off, or on again."""
    with refusals_said(request):
        on = pressed(request, "on", "yes", "no") == "yes"
        actions.switch(provider=provider, on=on, by=request.user, today=today())
        messages.success(request, f"Single sign-on is {'on' if on else 'off'}.")
    return redirect(HOME)


@page(MANAGE, methods=FORM)
@of_provider
def passwords(request: Request, provider: SignInProvider) -> HttpResponse:
    """Whether people may sign in with a password too."""
    form = forms.PasswordsForm(
        posted(request), initial={"passwords": "no" if provider.passwords_off else "yes"}
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            off = not form.cleaned_data["passwords"]
            actions.set_passwords(provider=provider, off=off, by=request.user, today=today())
        if not form.errors:
            messages.success(request, "Passwords are off." if off else "Passwords are on.")
            return redirect(HOME)
    return _ask(request, form, "Passwords", "Save")


@page(MANAGE, methods=FORM)
@of_provider
def new_group(request: Request, provider: SignInProvider) -> HttpResponse:
    """Say which role the members of a group are proposed for."""
    form = forms.GroupForm(posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.add_group(provider=provider, **form.cleaned_data, by=request.user, today=today())
        if not form.errors:
            messages.success(request, "The group leads to the role from the next sign-in on.")
            return redirect(HOME)
    text = (
        "When somebody of the group signs in without the role, it is proposed as if by you. A "
        "second person must confirm it."
    )
    return _ask(request, form, "A group and its role", "Save", text)


@page(MANAGE, methods=POST)
def remove_group(request: Request, public_id: UUID) -> HttpResponse:
    """The group leads to the role no more."""
    found = GroupRole.objects.filter(public_id=public_id, provider__authority=request.viewer.authority_id)
    row = found.select_related("provider__authority").first()
    if row is None:
        raise Http404("No such group")
    actions.remove_group(row=row, by=request.user, today=today())
    messages.success(request, "The group leads to the role no more. Roles that were given stay.")
    return redirect(HOME)
