"""What the provider says of a person, believed only when everything about it is right: who signed it, for
whom, when, and for which sign-in.
"""

import secrets
from typing import Any

import jwt
import requests
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.core.cache import cache

from accounts.single_sign_on.fetching import Fetcher

TAKEN = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Signatures with a public key. Never `none`, and never one that the client's secret makes."""
CLOCKS_DIFFER = 60
"""Seconds by which the provider's clock may be off."""
FRESH = 10 * 60
"""Seconds after which a token is too old to be of this sign-in."""
KEYS_KEPT = 10 * 60
ASKED_AGAIN = 10
"""Seconds before the keys of a provider are asked for again because of an unknown one."""


class NotBelieved(OAuth2Error):
    """The token is not taken. The text is for the trail, not for the person."""


def claims_of(token: str, *, issuer: str, client_id: str, keys_at: str) -> dict[str, Any]:
    """What a token says, once signature, issuer, audience and times are right. Raises NotBelieved."""
    try:
        header = jwt.get_unverified_header(token)
        if header.get("alg") not in TAKEN:
            raise NotBelieved("signature of a kind that is not taken")
        claims: dict[str, Any] = jwt.decode(
            token,
            _key(keys_at, header),
            algorithms=[header["alg"]],
            audience=client_id,
            issuer=issuer,
            leeway=CLOCKS_DIFFER,
            options={"require": ["iss", "sub", "aud", "exp", "iat", "nonce"]},
        )
    except jwt.PyJWTError as error:
        raise NotBelieved(type(error).__name__) from error
    audiences = claims["aud"]
    if isinstance(audiences, list) and len(audiences) > 1 and claims.get("azp") != client_id:
        raise NotBelieved("for several clients, and not by this one")
    if claims.get("azp", client_id) != client_id:
        raise NotBelieved("for another client")
    return claims


def check_moment(claims: dict[str, Any], *, nonce: str, now: float) -> None:
    """The token is of this sign-in: its number is the one that was sent along, and it was made just now.
    Raises NotBelieved.
    """
    if not nonce or not secrets.compare_digest(str(claims.get("nonce", "")), nonce):
        raise NotBelieved("of another sign-in")
    if now - float(claims["iat"]) > FRESH + CLOCKS_DIFFER:
        raise NotBelieved("too old")


def _key(keys_at: str, header: dict[str, Any]) -> Any:
    """The provider's key of that name. Asked for again when it is not known: providers change their keys."""
    name = f"sign-in-keys:{keys_at}"
    keys = cache.get(name)
    if keys is None:
        keys = _fetched(name, keys_at)
    found = _named(keys, header)
    if found is None and cache.add(f"{name}:asked", 1, timeout=ASKED_AGAIN):
        found = _named(_fetched(name, keys_at), header)
    if found is None:
        raise NotBelieved("signed with an unknown key")
    return jwt.PyJWK.from_dict(found, algorithm=header["alg"]).key


def _fetched(name: str, keys_at: str) -> list[dict[str, Any]]:
    with Fetcher() as session:
        response = session.get(keys_at)
        response.raise_for_status()
        try:
            keys = [key for key in response.json()["keys"] if key.get("use", "sig") == "sig"]
        except (requests.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
            raise NotBelieved("no keys where the provider says they are") from error
    cache.set(name, keys, timeout=KEYS_KEPT)
    return keys


def _named(keys: list[dict[str, Any]], header: dict[str, Any]) -> dict[str, Any] | None:
    if "kid" not in header:
        return keys[0] if len(keys) == 1 else None
    return next((key for key in keys if key.get("kid") == header["kid"]), None)
