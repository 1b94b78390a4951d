"""Which passwords are refused besides the common ones: what is hardly more than words that everybody here
would try first, and what is known from breaches elsewhere.
"""

import hashlib
import re
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError

OURS = (
    "iroportal",
    "iro",
    "portal",
    "council",
    "children",
    "childrens",
    "services",
    "review",
    "password",
    "welcome",
)
"""Documented in docs/accounts.md; longest first when they are taken out."""
MUST_REMAIN = 6
TOO_EASY = "This password is mostly words that are easy to guess here, such as {word}. Choose other words."


class NotOurWords:
    """Refuses a password with fewer than six letters or digits besides the words of the service."""

    def validate(self, password: str, user: object = None) -> None:
        rest = re.sub(r"[\W_]", "", password.lower())
        found = [word for word in sorted(OURS, key=len, reverse=True) if word in rest]
        for word in found:
            rest = rest.replace(word, "")
        if found and len(rest) < MUST_REMAIN:
            raise ValidationError(TOO_EASY.format(word=found[0]))

    def get_help_text(self) -> str:
        return ""


KNOWN = "This password has been found in a breach of another service. Choose another one."


def state() -> str:
    """What the settings page says of the list."""
    if settings.BREACHED_PASSWORDS:
        return "New passwords are looked up in the list of passwords from breaches."
    return (
        "New passwords are compared with 63,000 that are common or known from breaches. "
        "No longer list of passwords from breaches is installed."
    )


class NotBreached:
    """Refuses a password that is in the installation's list of breached ones (BREACHED_PASSWORDS): lines of
    SHA-1 in capital hexadecimal digits and a count, in order, as "Pwned Passwords" is published. Nothing
    leaves the machine, and the list is never read whole.
    """

    def validate(self, password: str, user: object = None) -> None:
        if not settings.BREACHED_PASSWORDS:
            return
        digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()
        path = Path(settings.BREACHED_PASSWORDS)
        with path.open("rb") as lines:
            if stands_in(lines, path.stat().st_size, digest.encode()):
                raise ValidationError(KNOWN)

    def get_help_text(self) -> str:
        return ""


def stands_in(lines: BinaryIO, size: int, digest: bytes) -> bool:
    """Whether one of the sorted lines begins with the digest: by halves, some forty reads in a list of a
    thousand million.
    """
    low, high = 0, size
    while low < high:
        middle = (low + high) // 2
        line = _line_from(lines, middle)
        if line and line[: len(digest)] < digest:
            low = middle + 1
        else:
            high = middle
    return _line_from(lines, low).startswith(digest)


def _line_from(lines: BinaryIO, place: int) -> bytes:
    """The first line that begins at a place or after it; empty at the end."""
    lines.seek(max(place - 1, 0))
    if place:
        lines.readline()
    return lines.readline()
