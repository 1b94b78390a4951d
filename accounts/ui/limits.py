"""How much may be typed, and which characters cannot be kept. Nothing is ever cut: too much is refused, with
the number to take out.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator, RegexValidator

from accounts.ui.wording import subject
from accounts.unseen import words_with_unseen

LONGEST_TEXT = 100_000
"""Characters of a text area that names no limit of its own: about forty printed pages."""

MOST_NAMED = 3
"""Words that a message names, of several that it is about."""


def too_many(text: str, limit: int) -> str:
    """What is said of a text that is longer than the limit; empty where it fits. A line break counts once, as
    the counter on the page counts it.
    """
    over = len(text.replace("\r\n", "\n")) - limit
    if over <= 0:
        return ""
    return (
        f"{over:,} {'character' if over == 1 else 'characters'} too many. "
        f"Shorten it to {limit:,} or fewer. Your text is still here."
    )


class TextLimit(MaxLengthValidator):
    """Refuses a text that is too long and says by how much. `about`: whose text it is, for the list of errors
    at the top of a page.
    """

    code = "too_long"
    """Not Django's max_length: for that a field may bring words, and they would not say by how much."""

    def __init__(self, limit: int, about: str = "") -> None:
        self.about = about
        super().__init__(limit)

    def __call__(self, value: str) -> None:
        limit = int(self.limit_value() if callable(self.limit_value) else self.limit_value)
        if why := too_many(value, limit):
            raise ValidationError(f"{self.about}: {why}" if self.about else why, code=self.code)


class Keepable(ProhibitNullCharactersValidator):
    """Refuses the two kinds of character that no text can hold: the null character, and half of a pair."""

    def __call__(self, value: str) -> None:
        bad = sum(c == "\0" or "\ud800" <= c <= "\udfff" for c in value)
        if bad:
            raise ValidationError(
                f"{'A character' if bad == 1 else f'{bad:,} characters'} in this text cannot be saved, "
                "usually after pasting. It shows as a box or question mark, or not at all. "
                "Delete it, or paste the text without formatting.",
                code=self.code,
            )


class OneLine(RegexValidator):
    """Refuses a line break, and what else nobody can type in a box of one line: in a name it would begin
    another header of a mail, or another line of a calendar.
    """

    regex = r"[\x01-\x08\x0a-\x1f\x7f\x85\u2028\u2029]"
    inverse_match = True

    def __init__(self, about: str) -> None:
        super().__init__(message=f"{about} must be on one line, without line breaks", code="one_line")


class Seen:
    """Refuses characters that nobody sees and that change how others are read: a direction mark in the name
    of a question turns round what stands after it on the page. It says in which words they are, since nobody
    could find them.
    """

    def __init__(self, about: str) -> None:
        self.about = about

    def __call__(self, value: str) -> None:
        words = words_with_unseen(value)
        if not words:
            return
        named = [f"“{word}”" for word in words if word][:MOST_NAMED]
        where, what = ", ".join(named) or "this text", "these words" if len(named) > 1 else "that"
        raise ValidationError(
            f"{self.about}: an invisible character stands in {where}, usually after pasting. "
            f"Delete {what} and type again",
            code="unseen",
        )


def limit_text(field: forms.Field, *, is_of_council: bool = False) -> None:
    """Give a text field our limits in place of Django's, once. `is_of_council`: a longer text is the
    council's own words too, as everything is that is asked for in a box of one line.
    """
    if not isinstance(field, forms.CharField) or any(isinstance(v, Keepable) for v in field.validators):
        return
    ours: list[Any] = [Keepable()]
    limit = field.max_length or (LONGEST_TEXT if isinstance(field.widget, forms.Textarea) else None)
    if limit:
        ours.append(TextLimit(limit, subject(field)))
    if isinstance(field.widget, forms.TextInput):
        ours.append(OneLine(subject(field)))
    if is_of_council or isinstance(field.widget, forms.TextInput):
        ours.append(Seen(subject(field)))
    theirs = (MaxLengthValidator, ProhibitNullCharactersValidator)
    field.validators = ours + [v for v in field.validators if not isinstance(v, theirs)]
