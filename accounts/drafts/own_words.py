"""Which answers of a sent form are somebody's own words, given back where the form was not taken: what a text
box or a line of text held, however short. One word can be a child's whole answer.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.http import HttpRequest

from accounts.drafts.browsers import came_from
from accounts.drafts.keys import FIELD, NOT_WORDS, OWN_WORDS, read

TYPED = (forms.Textarea, forms.TextInput, forms.EmailInput, forms.URLInput)
NO_WORDS = re.compile(r"[\w.:/+=-]*", re.ASCII)
"""A value that may be a choice, a number, an identifier or a code, where the form does not name its texts."""
SECRET = re.compile(r"(?:^|[-_])(?:password\d?|passcode|secret|token|otp|pin|code)(?:[-_]|$)", re.IGNORECASE)
ROW = re.compile(r"-(?:\d+|__prefix__)-")
"""Stands in the name of an answer in a list of rows: the script adds rows that the page did not have."""


def names_of(found: Iterable[Any]) -> str:
    """The names under which these forms and lists of rows take texts, as their page sends them."""
    names = {ROW.sub("-0-", name) for form in found for name, field in _named(form) if takes_words(field)}
    return " ".join(sorted(names))


def _named(form: Any) -> Iterator[tuple[str, forms.Field]]:
    if not hasattr(form, "forms"):
        yield from ((form.add_prefix(name), field) for name, field in form.fields.items())
        return
    yield from ((f"{form.prefix}-0-{name}", field) for name, field in form.form.base_fields.items())
    for row in form.forms:
        yield from _named(row)


def takes_words(field: forms.Field) -> bool:
    """Whether a question is answered in one's own words. No password and no code."""
    if isinstance(field.widget, forms.DateInput):
        return False
    is_code = field.widget.attrs.get("autocomplete") == "one-time-code"
    return isinstance(field.widget, TYPED) and not is_code


def look_like_words(value: str) -> bool:
    """Whether a value can be nothing but words, whatever question it answers."""
    return NO_WORDS.fullmatch(value.strip()) is None


def named_words(request: HttpRequest) -> list[str]:
    """The texts of a sent form whose page named them; none for another form."""
    names = set(request.POST.get(OWN_WORDS, "").split())
    return [
        value
        for name in request.POST
        if ROW.sub("-0-", name) in names and not _never(name)
        for value in request.POST.getlist(name)
        if value.strip()
    ]


def words_of_browser(request: HttpRequest) -> list[str]:
    """As `named_words`, in the browser in which the page was opened alone. Asks the database nothing, which
    may be away.
    """
    key = read(request.POST.get(FIELD, ""))
    return named_words(request) if key is None or came_from(request, key.browser) else []


def words_in(request: HttpRequest) -> list[str]:
    """The words of a sent form, for the person who opened its page and nobody else who is signed in."""
    if request.method != "POST" or _is_of_another(request):
        return []
    if OWN_WORDS in request.POST:
        return named_words(request)
    return [
        value
        for name in request.POST
        if not _never(name)
        for value in request.POST.getlist(name)
        if look_like_words(value)
    ]


def _never(name: str) -> bool:
    return name in NOT_WORDS or SECRET.search(name) is not None


def _is_of_another(request: HttpRequest) -> bool:
    key = read(request.POST.get(FIELD, "")) if request.user.is_authenticated else None
    return key is not None and key.person != request.user.pk
