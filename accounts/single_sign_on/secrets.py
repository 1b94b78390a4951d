"""The client's secret at rest: encrypted with a key made from SECRET_KEY, and never shown again."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def _key() -> Fernet:
    digest = hashlib.sha256(b"sign-in provider" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def encrypted(secret: str) -> str:
    return _key().encrypt(secret.encode()).decode()


def decrypted(stored: str) -> str:
    """The secret; empty where SECRET_KEY was changed since, so that the provider refuses and says so."""
    try:
        return _key().decrypt(stored.encode()).decode()
    except InvalidToken:
        return ""
