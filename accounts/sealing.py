"""What is made from SECRET_KEY: secrets at rest are read, and proofs taken, by it or by a key it replaced."""

import base64
import hashlib
from hmac import HMAC

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac


def sealed_by(purpose: str) -> MultiFernet:
    """What encrypts and decrypts for one purpose. InvalidToken where no key fits."""
    return MultiFernet([_key(purpose, secret) for secret in _secrets()])


def proofs_of(purpose: str, text: str) -> list[HMAC]:
    """What only this portal can say of a text: first by the key of today, then by those that it replaced."""
    return [salted_hmac(purpose, text, secret=secret, algorithm="sha256") for secret in _secrets()]


def proof_of(purpose: str, text: str) -> str:
    return proofs_of(purpose, text)[0].hexdigest()


def is_proof(proof: str, purpose: str, text: str) -> bool:
    """Whether this portal said it, with a key that is still in use."""
    return any(constant_time_compare(proof, one.hexdigest()) for one in proofs_of(purpose, text))


def _secrets() -> list[str]:
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def _key(purpose: str, secret: str) -> Fernet:
    digest = hashlib.sha256(purpose.encode() + secret.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
