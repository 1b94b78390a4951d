"""Words that everybody here would try first: a password that is hardly more than them is refused."""

import re

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
