"""What a person types to find somebody in a list: kept in their own session, never in an address.

A filter with a box to type in is sent with POST. What was chosen from a list goes into the address as
everywhere; what was typed
stays in the session, and the address holds only the key it is kept under. So no name reaches a log, a
referrer or a bookmark.
"""

from collections.abc import Container, Iterable
from datetime import date
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.utils.crypto import get_random_string

BOX = "search"
"""The name of the box in every filter, and of its key in every address."""
LONGEST = 100
TOO_LONG = f"Your search had more than {LONGEST} characters. Only the first {LONGEST} were searched for."
KEPT = 20
LONGEST_LOGGED = 300
NOT_NARROWED = (
    "The address of this page asks for something that the filter does not know{names}. The list is not "
    "narrowed by it: choose again."
)
NOT_OFFERED = (
    "The address of this page asks for something that is not offered here ({name}). You see the page as it "
    "is without that: choose again."
)
LONGEST_NAME = 30
OF_EVERY_LIST = ("page", BOX)
SESSION_SEARCHES = "searches"
GONE = "Your search has expired, so the whole list is shown. Search again."


def search_field(label: str) -> forms.CharField:
    """The box of a filter to type in; the form names it `search` (BOX)."""
    return forms.CharField(label=label, required=False, max_length=LONGEST)


def filter_data(request: HttpRequest) -> QueryDict:
    """What the filter of a list is bound to: what was sent, or the address with the words in the place of
    their key.

    A key that this session does not know leaves the words out, and says so on the page.
    """
    if request.method == "POST":
        return request.POST
    data = request.GET.copy()
    key = data.pop(BOX, [""])[-1]
    words = dict(request.session.get(SESSION_SEARCHES, [])).get(key, "")
    if words:
        data[BOX] = words
    elif key:
        messages.warning(request, GONE)
    return data


def to_list(request: HttpRequest, form: forms.Form) -> HttpResponseRedirect:
    """Answer a filter that was sent: the same list under an address of what was chosen and the key of what
    was typed.

    Only values that the form understood and offers as choices are written out, so nothing typed can slip in.
    """
    form.is_valid()
    chosen = {
        name: str(value)
        for name, value in form.cleaned_data.items()
        if value and isinstance(form.fields[name], forms.ChoiceField)
    }
    words = " ".join(request.POST.get(BOX, "").split())
    if len(words) > LONGEST:
        messages.warning(request, TOO_LONG)
    if words:
        chosen[BOX] = _keep(request, words[:LONGEST])
    return HttpResponseRedirect(f"{request.path}?{urlencode(chosen)}" if chosen else request.path)


def _keep(request: HttpRequest, words: str) -> str:
    """The key under which the words are kept: the old one where they were typed before. Only the last few are
    kept.
    """
    kept: list[list[str]] = request.session.get(SESSION_SEARCHES, [])
    key = next((k for k, known in kept if known == words), "") or get_random_string(12)
    others = [[k, known] for k, known in kept if k != key]
    request.session[SESSION_SEARCHES] = [*others, [key, words]][-KEPT:]
    return key


def filters_in(request: HttpRequest, form: forms.Form, *others: str) -> dict[str, Any]:
    """What a list is narrowed by. What the address asks for and the filter does not know is left out, and the
    page says so: somebody who mistyped, or whose IRO has left, must not take the whole list for a part of it.

    `others` are words of the address that the list itself knows.
    """
    if not form.is_bound:
        return {}
    wrong = [f"“{field.label}”" for name, field in form.fields.items() if name in form.errors]
    unknown = request.GET.keys() - form.fields.keys() - {*OF_EVERY_LIST, *others}
    wrong += [f"“{name[:LONGEST_NAME]}”" for name in sorted(unknown) if name.isidentifier()]
    if wrong or unknown:
        messages.warning(request, NOT_NARROWED.format(names=f" ({', '.join(wrong)})" if wrong else ""))
    return dict(form.cleaned_data)


def chosen_of(request: HttpRequest, name: str, offered: Container[str], default: str = "") -> str:
    """The choice named in the address, if the page offers it. For any other value the page warns that it is
    not offered and shows the default, so that nobody mistakes what they see for what they asked for.
    """
    asked = request.GET.get(name, "")
    if asked and asked not in offered:
        messages.warning(request, NOT_OFFERED.format(name=f"“{name}”"))
    return asked if asked in offered else default


def address(request: HttpRequest, **changes: str | None) -> str:
    """This list's address with some filters changed, on its first page; an empty value takes one out."""
    query = request.GET.copy()
    query.pop("page", None)
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path


def chosen_filters(request: HttpRequest, form: forms.Form, filters: dict[str, Any]) -> list[dict[str, str]]:
    """The filters in force, in words, each with the address of the list without it."""
    return [
        {"text": _words(form.fields[name], str(value)), "href": address(request, **{name: None})}
        for name, value in filters.items()
        if value
    ]


def filters_for_log(form: forms.Form) -> str:
    """How a list was narrowed, for the log of who has looked. What was typed may be a name and is not
    written: only that something was.
    """
    form.is_valid()  # what is wrong is left out of the cleaned data
    understood = form.cleaned_data if form.is_bound else {}
    chosen = {name: value for name, value in understood.items() if value and name in form.fields}
    said = [_for_log(form.fields[name], value) for name, value in chosen.items()]
    return "; ".join(said)[:LONGEST_LOGGED]


def _for_log(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ChoiceField):
        return _words(field, str(value))
    return f"{field.label}: {value.isoformat()}" if isinstance(value, date) else f"{field.label}: typed"


def _words(field: forms.Field, value: str) -> str:
    if not isinstance(field, forms.ChoiceField):
        return f"“{value}”"
    labels = dict(cast("Iterable[tuple[str, str]]", field.choices))
    return f"{field.label}: {labels.get(value, value)}"
