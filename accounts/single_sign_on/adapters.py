"""How allauth's OpenID Connect behaves here: providers are a council's own rows, a token is believed only
after every check, and nobody is ever created.
"""

from typing import Any, NoReturn

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse

from accounts.access.viewers import memberships_of
from accounts.clock import now, today
from accounts.models import SignInProvider, User
from accounts.single_sign_on import actions, reading
from accounts.single_sign_on.fetching import Fetcher, NotFetched
from accounts.single_sign_on.secrets import decrypted
from accounts.single_sign_on.tokens import NotBelieved, check_moment, claims_of

KIND = "openid_connect"
DESCRIPTION_KEPT = 5 * 60
AWAY = "Your council’s sign-in does not answer, or not as it should. Try again in a few minutes."
BROKEN = "The sign-in could not be checked. Start again from the sign-in page."
CANCELLED = "The sign-in was stopped before it was finished."
NOT_CHECKED = (
    "Your council’s account does not say that your email address was checked. Tell your administrator."
)
NOT_OURS = "Your council’s account has an email address that does not belong to your council."
UNKNOWN = "Nobody at {council} has been added with the email address of this account. Ask your administrator."

OTHER_ADDRESS = (
    "Your council’s account has another email address now. IRO Portal still writes to {email}: ask your "
    "administrator to have it changed."
)


def app_of(provider: SignInProvider) -> SocialApp:
    """The council's provider as allauth wants it; never stored."""
    return SocialApp(
        provider=KIND,
        provider_id=str(provider.public_id),
        name=provider.authority.name,
        client_id=provider.client_id,
        secret=decrypted(provider.secret),
        settings={
            "server_url": provider.issuer,
            "oauth_pkce_enabled": True,
            "fetch_userinfo": False,
            "scope": ["openid", "email"],
        },
    )


def refuse(
    request: HttpRequest, provider: SignInProvider | None, text: str, why: str, person: Any = None
) -> NoReturn:
    """Write on the trail that somebody was not let in and why, and say it in plain words."""
    actions.note_refused(provider=provider, person=person, why=why)
    page = render(request, "accounts/single_sign_on/refused.html", {"text": text}, status=403)
    raise ImmediateHttpResponse(page)


class CouncilAdapter(OpenIDConnectOAuth2Adapter):
    """One council's provider in one request."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says of itself; its issuer is the one that was set, to the letter."""
        app = self.get_provider().app
        issuer = app.settings["server_url"]
        name = f"sign-in-provider:{issuer}"
        found: dict[str, Any] | None = cache.get(name)
        if found is None:
            found = described(issuer)
            cache.set(name, found, timeout=DESCRIPTION_KEPT)
        return found

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return str(request.build_absolute_uri(reverse("council_sign_in_done", args=[app.provider_id])))

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> SocialLogin:
        signed = kwargs["response"].get("id_token")
        if not isinstance(signed, str):
            raise NotBelieved("no token of the person")
        claims = claims_of(
            signed,
            issuer=self.openid_config["issuer"],
            client_id=app.client_id,
            keys_at=self.openid_config["jwks_uri"],
        )
        if not isinstance(claims["sub"], str) or not is_plain(claims["sub"]) or len(claims["sub"]) > 190:
            raise NotBelieved("no name of the account")
        login: SocialLogin = self.get_provider().sociallogin_from_response(request, {"sub": claims["sub"]})
        login.account.extra_data = claims  # allauth gets to see no more of it than whose it is
        return login


def described(issuer: str) -> dict[str, Any]:
    """The provider's description of itself. Raises NotFetched where there is none, or it is another's."""
    with Fetcher() as session:
        response = session.get(issuer.rstrip("/") + "/.well-known/openid-configuration")
    try:
        response.raise_for_status()
        found = response.json()
    except requests.RequestException as error:
        raise NotFetched("There is no sign-in provider at this address.") from error
    needed = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
    if not isinstance(found, dict) or not all(isinstance(found.get(key), str) for key in needed):
        raise NotFetched("There is no sign-in provider at this address.")
    if found["issuer"] != issuer:
        raise NotFetched(f"The provider at this address calls itself {found['issuer'][:200]}. Enter that.")
    return found


class ProviderAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Administrators add people; a directory never does."""
        return False

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The councils' providers that are open, as apps of allauth."""
        apps = [app_of(row) for row in reading.open_providers()]
        return [
            app
            for app in apps
            if provider in (None, KIND, app.provider_id) and client_id in (None, app.client_id)
        ]

    def get_requests_session(self) -> Fetcher:
        return Fetcher()

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: Any = None,
    ) -> None:
        """Whatever went wrong between here and the provider: written down, and said without its words."""
        found = reading.provider_named(provider.app.provider_id)
        if error == "cancelled":
            refuse(request, found, CANCELLED, "stopped at the provider")
        if isinstance(exception, requests.RequestException | NotFetched):
            refuse(request, found, AWAY, f"the provider does not answer ({type(exception).__name__})")
        why = str(exception) if isinstance(exception, NotBelieved) else "no answer to a sign-in begun here"
        refuse(request, found, BROKEN, why)

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the person the provider vouches for, or refuse. Nobody is created."""
        provider = reading.provider_named(sociallogin.account.provider)
        if provider is None:
            refuse(request, None, BROKEN, "the provider was turned off meanwhile")
        claims = sociallogin.account.extra_data
        try:
            check_moment(claims, nonce=sociallogin.state.get("nonce", ""), now=now().timestamp())
        except NotBelieved as error:
            refuse(request, provider, BROKEN, str(error))
        person = self._person(request, provider, claims)
        sociallogin.user = person
        vouched = vouches_for_second_factor(provider, claims) and not person.is_staff
        request.second_factor_by_provider = vouched  # type: ignore[attr-defined]
        details = {"second_factor": "provider" if vouched else "asked here where required"}
        try:
            actions.let_in(provider=provider, person=person, subject=claims["sub"], details=details)
        except actions.SignOnRefused as error:
            refuse(request, provider, str(error), "another account than the person’s", person)
        if address_in(claims) != person.email.lower():
            messages.warning(request, OTHER_ADDRESS.format(email=person.email))
        groups = groups_of(claims)
        if groups:
            actions.propose_from_groups(provider=provider, person=person, groups=groups, today=today())

    def _person(self, request: HttpRequest, provider: SignInProvider, claims: dict[str, Any]) -> User:
        """Who has the address; where nobody has it, whose account it has been since before it changed."""
        email = address_in(claims)
        checked = claims.get("email_verified", claims.get("xms_edov"))
        is_checked = checked in (True, 1, "true", "1") or (checked is None and provider.vouches)
        if not email or not is_checked:
            refuse(request, provider, NOT_CHECKED, "the email address was not checked by the provider")
        if reading.domain_of(email) not in provider.domains:
            refuse(request, provider, NOT_OURS, "an email address outside the council’s domains")
        of_address = User.objects.filter(email__iexact=email).first()
        person = of_address or reading.person_of_account(provider, claims["sub"])
        unknown = UNKNOWN.format(council=provider.authority.name)
        if person is None:
            refuse(request, provider, unknown, "nobody with this email address")
        works = [m for m in memberships_of(person, today()) if m.authority_id == provider.authority_id]
        if not person.is_active or not works:
            refuse(request, provider, unknown, "no role in the council today", person)
        return person


def is_plain(text: str) -> bool:
    """Printable ASCII and not empty. The database takes no NUL, and for it an address with a Turkish i is
    that of somebody with an ordinary one.
    """
    return bool(text) and text.isascii() and text.isprintable()


def address_in(claims: dict[str, Any]) -> str:
    """The email address that the provider names; empty for none, or none that the portal could have."""
    email = claims.get("email")
    return email.strip().lower() if isinstance(email, str) and is_plain(email) else ""


def vouches_for_second_factor(provider: SignInProvider, claims: dict[str, Any]) -> bool:
    """Whether the provider says, in the values that the council named, that a second factor was given."""
    methods = claims.get("amr")
    said = {m for m in methods if isinstance(m, str)} if isinstance(methods, list) else set()
    if isinstance(claims.get("acr"), str):
        said.add(claims["acr"])
    return bool(said & set(provider.second_factor))


def groups_of(claims: dict[str, Any]) -> set[str]:
    """The groups and app roles in the token. A person in too many groups has none in it (Entra ID): then
    nothing is proposed.
    """
    found: set[str] = set()
    for name in ("groups", "roles"):
        values = claims.get(name)
        found |= {v for v in values if isinstance(v, str)} if isinstance(values, list) else set()
    return found
