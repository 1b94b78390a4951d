"""Settings that are there and protect nothing: production does not start with them."""

KEY_LENGTH, KEY_LETTERS = 50, 10
"""So many characters, and so many different ones, of the key that signs sessions and seals secrets."""
EVERY_HOST = {"*", ".", ""}


def too_weak(key: str, hosts: list[str]) -> str:
    """What is wrong, in one line; empty when nothing is."""
    if len(key) < KEY_LENGTH or len(set(key)) < KEY_LETTERS:
        return f"SECRET_KEY is too easy to guess. Use {KEY_LENGTH} random characters or more."
    if set(hosts) & EVERY_HOST:
        return "ALLOWED_HOSTS takes every host. Name those that people type, with commas."
    return ""
