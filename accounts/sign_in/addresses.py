"""From which machine a request comes, behind the proxies that the installation names (TRUSTED_PROXIES)."""

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


def caller_address(request: HttpRequest) -> str:
    """The caller's address, as limits and lock-outs count it; one and the same for callers that hide it."""
    try:
        return str(get_adapter(request).get_client_ip(request))
    except PermissionDenied:
        return "0.0.0.0"  # noqa: S104  not an interface: a caller without an address
