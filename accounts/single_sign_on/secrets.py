"""The client's secret at rest: encrypted with a key made from SECRET_KEY, and never shown again."""

from cryptography.fernet import InvalidToken

from accounts.sealing import sealed_by

PURPOSE = "sign-in provider"


def encrypted(secret: str) -> str:
    return sealed_by(PURPOSE).encrypt(secret.encode()).decode()


def decrypted(stored: str) -> str:
    """The secret; empty where no key fits any more, so that the provider refuses and says so."""
    try:
        return sealed_by(PURPOSE).decrypt(stored.encode()).decode()
    except InvalidToken:
        return ""
