"""Which passwords are refused besides the common ones: what is hardly more than words that everybody here
would try first, be it of the service, the council or the person, and what is known from breaches elsewhere.
"""

import hashlib
import re
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError

from accounts.models import Authority, User
from accounts.plain_names import plain_name

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
SHORTEST = 4
"""Letters of a word in the name of a council or of a person, or in an address, to be looked for."""
TOO_EASY = "This password is mostly words that are easy to guess here, such as {word}. Choose other words."


class NotOurWords:
    """Refuses a password with fewer than six letters or digits, or nothing but digits, besides words that are
    easy to guess here: those of the service and of its address, of the person's councils as they are called
    now, and of the person's own name and email address.
    """

    def validate(self, password: str, user: object = None) -> None:
        rest = _letters(password)
        ours = {*OURS, *_words(urlsplit(settings.PUBLIC_ADDRESS).hostname or ""), *_words_about(user)}
        found = [word for word in sorted(ours, key=lambda word: (-len(word), word)) if word in rest]
        for word in found:
            rest = rest.replace(word, "")
        if found and (len(rest) < MUST_REMAIN or rest.isdigit()):
            raise ValidationError(TOO_EASY.format(word=found[0]))

    def get_help_text(self) -> str:
        return ""


def _words_about(user: object) -> set[str]:
    if not isinstance(user, User):
        return set()
    councils = Authority.objects.filter(memberships__user=user).distinct() if user.pk else ()
    names = [user.name, user.email, *(text for council in councils for text in (council.name, council.code))]
    return {word for name in names for word in _words(name)}


def _words(name: str) -> set[str]:
    """The words of a name or an address, and the whole of it as one word; digits are no word."""
    words = {*map(_letters, re.split(r"[\W_]+", name)), _letters(name)}
    return {word for word in words if len(word) >= SHORTEST and not word.isdigit()}


def _letters(text: str) -> str:
    """Letters and digits alone, without accents."""
    return re.sub(r"[\W_]", "", plain_name(text))


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
