"""Secrets at rest: encrypted with a key made from SECRET_KEY, and read by it or by a key that it replaced."""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def sealed_by(purpose: str) -> MultiFernet:
    """What encrypts and decrypts for one purpose. InvalidToken where no key fits."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([_key(purpose, secret) for secret in secrets])


def _key(purpose: str, secret: str) -> Fernet:
    digest = hashlib.sha256(purpose.encode() + secret.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
