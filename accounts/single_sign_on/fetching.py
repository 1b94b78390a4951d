"""What the portal fetches from a sign-in provider: only from hosts that the installation names, without
following redirects, and never more than a document of a usual size.
"""

from typing import Any
from urllib.parse import urlsplit

import requests
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.conf import settings

MOST_BYTES = 1_000_000
SECONDS = 5
NOT_HERE = (
    "This portal may not speak to {host}. Ask whoever runs the portal to add it to the hosts of sign-in "
    "providers (SIGN_IN_HOSTS)."
)
HTTPS = "The address must begin with https://"


class NotFetched(OAuth2Error):
    """The address is not one that the portal speaks to, or the answer is none that it takes."""


def why_not(address: str) -> str:
    """Why nothing is fetched from an address, or an empty text. Without TLS only this machine, and not in
    production.
    """
    parts = urlsplit(address)
    host = (parts.hostname or "").lower()
    at_home = not settings.PRODUCTION and host == "127.0.0.1"
    if parts.scheme != "https" and not (at_home and parts.scheme == "http"):
        return HTTPS
    if parts.username or parts.password or host not in settings.SIGN_IN_HOSTS:
        return NOT_HERE.format(host=host or "this address")
    return ""


class Fetcher(requests.Session):
    """A session of requests that refuses every other address."""

    def request(self, method: str, url: str | bytes, *args: Any, **kwargs: Any) -> requests.Response:
        refused = why_not(str(url))
        if refused:
            raise NotFetched(refused)
        kwargs |= {"timeout": SECONDS, "allow_redirects": False, "stream": True}
        response = super().request(method, url, *args, **kwargs)
        body = response.raw.read(MOST_BYTES + 1, decode_content=True)
        if len(body) > MOST_BYTES:
            raise NotFetched("The answer is too long.")
        response._content = body
        return response
