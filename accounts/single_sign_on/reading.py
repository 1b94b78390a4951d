"""Which provider a sign-in belongs to: by the address's domain, by the session, by the person's council."""

from collections.abc import Iterable
from datetime import date

from allauth.account.authentication import get_authentication_records
from django.db.models import Q
from django.http import HttpRequest

from accounts.access.roles import Role
from accounts.access.viewers import memberships_of
from accounts.models import SignInProvider, User

METHOD = "socialaccount"
"""How allauth calls a sign-in with a provider in the records of a session."""
SECOND_FACTOR = "second_factor_of_provider"
"""Key under which a session keeps that the provider vouched for a second factor."""

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


def signed_on_with(request: HttpRequest) -> str:
    """The number of the provider this session was begun with; empty where it was begun with a password."""
    records = get_authentication_records(request, request.user)
    return next((str(r.get("provider", "")) for r in reversed(records) if r.get("method") == METHOD), "")


def council_of_session(request: HttpRequest) -> int | None:
    """The one council that a session opens which was begun with its provider; None: every one of the
    person's. A council's directory answers for that council and for no other.
    """
    number = signed_on_with(request)
    if not number:
        return None
    found = SignInProvider.objects.filter(public_id=number).values_list("authority_id", flat=True).first()
    return found or 0  # a provider that is gone opens nothing


def refuses_password(user: User, today: date) -> SignInProvider | None:
    """The provider that this person must sign in with, since their council has turned passwords off. Nobody
    who administers that council, or the site: they are the way back.
    """
    if user.is_staff:
        return None
    memberships = memberships_of(user, today)
    councils = {m.authority_id for m in memberships}
    councils -= {m.authority_id for m in memberships if m.role == Role.ADMINISTRATOR}
    return instead_of_passwords(councils)


def instead_of_passwords(councils: Iterable[int]) -> SignInProvider | None:
    """The provider of one of these councils that has turned passwords off."""
    found = SignInProvider.objects.filter(OPEN, passwords_off=True, authority__in=councils)
    return found.select_related("authority").order_by("pk").first()
