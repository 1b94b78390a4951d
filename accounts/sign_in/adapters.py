"""How allauth and axes behave here: nobody signs up by themselves, mail is owed, sign-ins are on the audit
trail.
"""

from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.clock import now, today
from accounts.models import User
from accounts.sealing import sealed_by
from accounts.sign_in import actions
from accounts.sign_in.phone import WRONG
from accounts.sign_in.recovery import HashedCode, is_hash
from accounts.sign_in.sessions import BROWSER
from accounts.single_sign_on.actions import note_password_refused
from accounts.single_sign_on.reading import (
    OPEN_TO_PASSWORD,
    SECOND_FACTOR,
    councils_of_session,
    open_to_password,
    refuses_password,
    signed_on_with,
)


def typed_email(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Whose sign-in fails, as django-axes counts it: the address as typed, in lower case."""
    given = credentials or {}
    typed = given.get("login") or given.get("email") or request.POST.get("login") or ""
    return str(typed).strip().lower()[:255]


def locked_out(
    request: HttpRequest,
    original_response: HttpResponse | None = None,
    credentials: dict[str, Any] | None = None,
) -> HttpResponse:
    """What django-axes answers while a name is locked for this machine, or its codes for every one."""
    actions.note_lock_out(email=typed_email(request, credentials), today=today())
    everywhere = getattr(request, "codes_stopped", False)
    return render(request, "accounts/locked_out.html", {"everywhere": everywhere}, status=429)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": (
            "The email address or the password is not right. Check both and try again."
        ),
        "incorrect_password": "The password is not right. Type the password you sign in with.",
        "enter_current_password": "The current password is not right. Type the password you sign in with.",
        "rate_limited": "You have tried this too often. Wait a minute and try again.",
        "too_many_login_attempts": "Too many sign-ins failed on this network. Wait 15 minutes and try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Administrators add people; the sign-up page is closed."""
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        request.session[BROWSER] = request.headers.get("User-Agent", "")[:200]
        if getattr(request, "second_factor_by_provider", False):
            request.session[SECOND_FACTOR] = True
        opened = None if signed_on_with(request) else open_to_password(user, today())
        if opened is not None:
            request.session[OPEN_TO_PASSWORD] = opened
        actions.note_sign_in(user=user, opened=councils_of_session(request), today=today())

    def pre_login(self, request: HttpRequest, user: User, **how: Any) -> HttpResponse | None:
        """Where the council has turned passwords off, the right password leads to its provider."""
        response: HttpResponse | None = super().pre_login(request, user, **how)
        if response is None and "sociallogin" not in (how.get("signal_kwargs") or {}):
            provider = refuses_password(user, today())
            if provider is not None:
                note_password_refused(provider=provider, person=user)
                context = {"provider": provider}
                return render(request, "accounts/single_sign_on/no_password.html", context, status=403)
        return response

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        super().authentication_failed(request, **credentials)
        actions.note_failed_sign_in(email=typed_email(request, credentials), today=today())

    def logout(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            actions.note_sign_out(user=request.user, opened=councils_of_session(request), today=today())
        super().logout(request)

    def set_password(self, user: User, password: str) -> None:
        actions.set_password(user=user, password=password, today=today())

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whether the password or a code is asked again: not within five minutes of signing in or of the last
        time.
        """
        records = get_authentication_records(self.request, self.request.user)
        latest = max((r["at"] for r in records), default=0)
        return now().timestamp() - latest >= app_settings.REAUTHENTICATION_TIMEOUT

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("home")

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Never called: the form asks the worker (accounts/sign_in/forgotten.py)."""
        raise NotImplementedError

    def send_notification_mail(
        self, template_prefix: str, user: User, context: Any = None, email: Any = None
    ) -> None:
        """Our own actions write these mails; no request waits on the mail server."""


PURPOSE = "second factor"


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG,
        "cannot_delete_authenticator": (
            "Everybody needs a code from their phone here, so codes cannot be turned off."
        ),
    }

    def encrypt(self, text: str) -> str:
        """The secret a phone's codes come from never stands in the database in the clear."""
        return sealed_by(PURPOSE).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        if is_hash(encrypted_text):
            return HashedCode(encrypted_text)
        return sealed_by(PURPOSE).decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not where everybody needs it."""
        return not settings.SECOND_FACTOR_REQUIRED

    def is_mfa_enabled(self, user: User, types: Any = None) -> bool:
        """Not asked for again where the council's provider has just vouched for it."""
        if getattr(self.request, "second_factor_by_provider", False):
            return False
        return bool(super().is_mfa_enabled(user, types=types))

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Our own actions write these mails."""
