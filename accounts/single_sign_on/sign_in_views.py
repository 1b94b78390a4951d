"""The way to the council's provider and back."""

import secrets
from uuid import UUID

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from accounts.access.decorators import FORM, SAFE, takes
from accounts.single_sign_on import reading
from accounts.single_sign_on.adapters import AWAY, BROKEN, CouncilAdapter, refuse
from accounts.single_sign_on.fetching import NotFetched
from accounts.single_sign_on.forms import AddressForm
from accounts.ui.local import local_address

NO_PROVIDER = "People with this address sign in with their password."


def _next(request: HttpRequest) -> str:
    """Where the person wanted to go; only a page of the portal."""
    return local_address(request.GET.get("next", ""))


@login_not_required
@never_cache
@takes(*FORM)
def choose(request: HttpRequest) -> HttpResponse:
    """Which council's account: by the address. The link of the answer leads to the provider, since no form
    of the portal may be sent elsewhere.
    """
    form = AddressForm(request.POST if request.method == "POST" else None)
    found = None
    if request.method == "POST" and form.is_valid():
        found = reading.provider_for_address(form.cleaned_data["email"])
        if found is None:
            form.add_error("email", NO_PROVIDER)
    context = {"form": form, "provider": found, "next": _next(request)}
    status = 422 if form.errors else 200
    return render(request, "accounts/single_sign_on/choose.html", context, status=status)


@login_not_required
@never_cache
@takes(*SAFE)
def start(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Off to the provider, with a number that its token must carry."""
    try:
        provider = CouncilAdapter(request, str(public_id)).get_provider()
    except SocialApp.DoesNotExist:
        raise Http404("No such provider") from None
    provider.oauth2_adapter_class = CouncilAdapter
    nonce = secrets.token_urlsafe(24)
    try:
        answer: HttpResponse = provider.redirect(
            request,
            process="login",
            next_url=_next(request) or None,
            auth_params={"nonce": nonce},
            nonce=nonce,
        )
        return answer
    except (requests.RequestException, NotFetched) as error:
        return _refused(
            request, str(public_id), AWAY, f"the provider does not answer ({type(error).__name__})"
        )


@login_not_required
@never_cache
@takes(*SAFE)
def done(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Back from the provider: allauth checks the state and fetches the token, our adapters judge it."""
    adapter = CouncilAdapter(request, str(public_id))
    try:
        issuer = adapter.get_provider().app.settings["server_url"]
    except SocialApp.DoesNotExist:
        raise Http404("No such provider") from None
    if request.GET.get("iss", issuer) != issuer:
        return _refused(request, str(public_id), BROKEN, "an answer of another provider")
    view = OAuth2CallbackView.adapter_view(adapter)
    return view(request)


def _refused(request: HttpRequest, public_id: str, text: str, why: str) -> HttpResponse:
    try:
        refuse(request, reading.provider_named(public_id), text, why)
    except ImmediateHttpResponse as refused:
        return refused.response
