"""Which provider a sign-in belongs to: by the address's domain, by the session, by the person's council."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from django.db.models import Q
from django.http import HttpRequest

from accounts.access.roles import Role
from accounts.access.viewers import memberships_of
from accounts.models import SignInAccount, SignInProvider, User

METHOD = "socialaccount"
"""How allauth calls a sign-in with a provider in the records of a session."""
SECOND_FACTOR = "second_factor_of_provider"
"""Key under which a session keeps that the provider vouched for a second factor."""

OPEN_TO_PASSWORD = "councils_open_to_password"
"""Key under which a session that was begun with a password keeps the councils it opens, where one of the
person's others has turned passwords off."""

OPEN = Q(is_on=True, confirmed_at__isnull=False)


def domain_of(email: str) -> str:
    return email.rpartition("@")[2].strip().lower()


def open_providers() -> list[SignInProvider]:
    """Every provider that people can sign in with now, councils in order of name."""
    found = SignInProvider.objects.filter(OPEN).select_related("authority")
    return list(found.order_by("authority__name", "pk"))


def provider_for_address(email: str) -> SignInProvider | None:
    """The provider that vouches for addresses of this domain."""
    found = SignInProvider.objects.filter(OPEN, domains__contains=[domain_of(email)])
    return found.select_related("authority").first()


def provider_named(public_id: str) -> SignInProvider | None:
    """An open provider by its number."""
    return next((p for p in open_providers() if str(p.public_id) == public_id), None)


def account_of(person: User, authority: int) -> SignInAccount | None:
    """The account at the council's provider that is this person's."""
    return person.sign_in_accounts.filter(provider__authority=authority).select_related("provider").first()


def person_of_account(provider: SignInProvider, subject: str) -> User | None:
    """Whose account at the provider this is: its name stays the same when its address changes."""
    return User.objects.filter(sign_in_accounts__provider=provider, sign_in_accounts__subject=subject).first()


def signed_on_with(request: HttpRequest) -> str:
    """The number of the provider this session was begun with; empty where it was begun with a password."""
    records = get_authentication_records(request, request.user)
    return next((str(r.get("provider", "")) for r in reversed(records) if r.get("method") == METHOD), "")


def is_signed_on(session: Mapping[str, Any]) -> bool:
    """Whether a session, by what it holds, was begun with a provider."""
    return any(r.get("method") == METHOD for r in session.get(AUTHENTICATION_METHODS_SESSION_KEY, ()))


def councils_of_session(request: HttpRequest) -> Collection[int] | None:
    """The councils that a session opens: the one whose provider it was begun with, since a council's
    directory answers for that council and for no other; or, begun with a password, those that take one. None:
    every one of the person's.
    """
    number = signed_on_with(request)
    if not number:
        opened: list[int] | None = request.session.get(OPEN_TO_PASSWORD)
        return opened
    # a provider that is gone opens nothing
    return list(SignInProvider.objects.filter(public_id=number).values_list("authority_id", flat=True))


def refuses_password(user: User, today: date) -> SignInProvider | None:
    """The provider that this person must sign in with, since every council of theirs has turned passwords
    off. Nobody who administers one of them, or the site: they are the way back.
    """
    closed, others = _closed_to_passwords(user, today)
    return closed[0] if closed and not others else None


def open_to_password(user: User, today: date) -> list[int] | None:
    """The councils that this person's password opens, where it does not open all of theirs."""
    closed, others = _closed_to_passwords(user, today)
    return sorted(others) if closed else None


def _closed_to_passwords(user: User, today: date) -> tuple[list[SignInProvider], set[int]]:
    """The providers of the person's councils that take no password of theirs, and their other councils."""
    memberships = memberships_of(user, today)
    councils = {m.authority_id for m in memberships}
    if user.is_staff:
        return [], councils
    closed = instead_of_passwords(
        councils - {m.authority_id for m in memberships if m.role == Role.ADMINISTRATOR}
    )
    return closed, councils - {provider.authority_id for provider in closed}


def instead_of_passwords(councils: Iterable[int]) -> list[SignInProvider]:
    """The providers of those of these councils that have turned passwords off."""
    found = SignInProvider.objects.filter(OPEN, passwords_off=True, authority__in=councils)
    return list(found.select_related("authority").order_by("pk"))
