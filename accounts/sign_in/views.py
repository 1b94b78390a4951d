"""Setting codes up and turning them off, and a person's own sessions: allauth's pages with what follows from
them here.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.account.views import LoginView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access.decorators import POST, page
from accounts.access.requests import Request
from accounts.clock import now, today
from accounts.connections.actions import open_now
from accounts.connections.views import MANAGE
from accounts.middleware import SEEN, STARTED
from accounts.models import Session, User
from accounts.people.ending import ADDRESS_ENDED
from accounts.sign_in import actions, second_factor
from accounts.sign_in.sessions import BROWSER
from accounts.single_sign_on.reading import open_providers
from accounts.templatetags.govuk import plural

SET_UP_ELSEWHERE = (
    "Codes were set up in another browser in this moment, so these do not count. Sign in again with a code "
    "of that phone. If it was not you, tell your administrator at once."
)


class SignIn(LoginView):
    """With the link to the council's account where a council has one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        has_provider = bool(open_providers())
        return super().get_context_data(**kwargs) | {"open_to_council_accounts": has_provider}


class SetUpCodes(ActivateTOTPView):
    """From the first code on this session is one with a second factor, and every other session ends."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            response = super().form_valid(form)
        except IntegrityError:  # one of two at once: the other one's phone counts
            form.add_error("code", SET_UP_ELSEWHERE)
            return self.form_invalid(form)
        second_factor.note_given(self.request, self.request.user)
        actions.codes_set_up(
            user=self.request.user,
            but=self.request.session.session_key,
            codes_off=form.codes_off,
            today=today(),
        )
        return response


class TurnCodesOff(DeactivateTOTPView):
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        actions.codes_turned_off(user=self.request.user, today=today())
        return response


@dataclass(frozen=True)
class OwnSession:
    """One browser in which the person is signed in."""

    browser: str
    started_at: datetime | None
    seen_at: datetime | None
    is_this: bool


def sessions_of(user: User, this: str | None) -> list[OwnSession]:
    """The person's sessions that have not run out, this one first, then the latest seen."""
    found = []
    for row in Session.objects.filter(user_id=user.pk, expire_date__gt=now()):
        data = row.get_decoded()
        found.append(
            OwnSession(
                browser=data.get(BROWSER, ""),
                started_at=_moment(data.get(STARTED)),
                seen_at=_moment(data.get(SEEN)),
                is_this=row.session_key == this,
            )
        )
    return sorted(found, key=lambda s: (not s.is_this, -(s.seen_at.timestamp() if s.seen_at else 0)))


def _moment(seconds: int | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, timezone.get_current_timezone()) if seconds else None


@page()
def sessions(request: Request) -> HttpResponse:
    """Where the person is signed in."""
    found = sessions_of(request.user, request.session.session_key)
    tokens = open_now(request.viewer.authority).filter(created_by=request.user)
    may_end = any(request.viewer.may(permission) for permission in MANAGE)
    context = {"sessions": found, "tokens": tokens.count() if may_end else 0}
    return render(request, "accounts/sessions.html", context)


@page(methods=POST)
def end_other_sessions(request: Request) -> HttpResponse:
    """Sign out everywhere but here, once the person has shown that it is they who sit here."""
    if is_reauthentication_required(request, app="account"):
        messages.warning(request, "Show that it is you, then sign out everywhere else.")
        return redirect(f"{reverse('account_reauthenticate')}?next={reverse('accounts:sessions')}")
    ended = actions.end_own_sessions(user=request.user, but=request.session.session_key, today=today())
    said = f"Signed out of {plural(ended['sessions_ended'], 'other session')}."
    messages.success(request, said + (ADDRESS_ENDED if "addresses_ended" in ended else ""))
    return redirect("accounts:sessions")
