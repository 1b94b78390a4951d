"""How allauth and axes behave here: nobody signs up by themselves, mail is owed, sign-ins are on the audit trail."""

import base64
import hashlib
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from accounts.access.viewers import memberships_of
from accounts.clock import now, today
from accounts.models import User
from accounts.people import actions as people


def typed_email(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Whose sign-in fails, as django-axes counts it: the address as typed, in lower case."""
    given = credentials or {}
    typed = given.get("login") or given.get("email") or request.POST.get("login") or ""
    return str(typed).strip().lower()[:255]


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The e-mail address or the password is not right. Check both and try again.",
        "incorrect_password": "The password is not right. Type the password you sign in with.",
        "enter_current_password": "The current password is not right. Type the password you sign in with.",
        "rate_limited": "You have tried this too often. Wait a minute and try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Administrators add people; the sign-up page is closed."""
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        people.note_sign_in(user=user)

    def logout(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            people.note_sign_out(user=request.user)
        super().logout(request)

    def set_password(self, user: User, password: str) -> None:
        people.set_password(user=user, password=password)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whether the password or a code is asked again: not within five minutes of signing in or of the last time."""
        records = get_authentication_records(self.request, self.request.user)
        latest = max((r["at"] for r in records), default=0)
        return now().timestamp() - latest >= app_settings.REAUTHENTICATION_TIMEOUT

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("home")

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Owe the mail instead of sending it, so that an answer takes as long for an unknown address as for a known one."""
        if memberships_of(user, today()):
            people.send_password_link(user=user, today=today())

    def send_notification_mail(
        self, template_prefix: str, user: User, context: Any = None, email: Any = None
    ) -> None:
        """Changes of a password or second factor are on the audit trail; no mail waits on the mail server."""


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "The code is not right. Type the six digits that your app shows now, or a recovery code.",
        "cannot_delete_authenticator": "Your council requires codes from a phone, so they cannot be turned off.",
    }

    def _key(self) -> Fernet:
        digest = hashlib.sha256(b"second factor" + settings.SECRET_KEY.encode()).digest()
        return Fernet(base64.urlsafe_b64encode(digest))

    def encrypt(self, text: str) -> str:
        """The secret a phone's codes come from never stands in the database in the clear."""
        return self._key().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return self._key().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not while one of the person's councils requires it."""
        return not any(m.authority.requires_mfa for m in memberships_of(authenticator.user, today()))

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Setting up or turning off a second factor is on the audit trail."""
