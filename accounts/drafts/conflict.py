"""Two versions of what one form holds, side by side, with a third to write in: nobody's words are replaced
unseen.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render

from accounts.drafts.keys import BEGAN, NOT_WORDS
from accounts.drafts.marks import marks_now, stored_in
from accounts.drafts.slots import Slot
from accounts.models import User
from accounts.ui.fields import PARTS, DatePartsWidget


class Newer(Exception):
    """Somebody saved since the page was opened; a view raises it with what is saved now, as the form would
    send it.

    Without `by` it is the same person: in another window, or before their session ended.
    """

    def __init__(
        self,
        *,
        at: datetime | None,
        by: User | None = None,
        theirs: QueryDict | None = None,
        was_sent: bool = False,
        is_stored: bool = False,
        came_late: datetime | None = None,
        versions: Mapping[str, str] | None = None,
    ) -> None:
        """`is_stored`: it is stored by now, and not known here by whom. `versions`: hidden names by which the
        page is found old, and what they are in the page that is shown now.
        """
        self.versions = versions or {}
        self.is_stored = is_stored
        self.at, self.by, self.was_sent, self.came_late = at, by, was_sent, came_late
        self.theirs = theirs if theirs is not None else QueryDict()
        super().__init__("newer words")

    @property
    def whose(self) -> str:
        """The heading over the other version."""
        if self.by is not None:
            return f"Saved by {self.by.called_at(self.at)}"
        if self.is_stored or self.was_sent:
            return "Saved now"
        return "Your newer draft" if self.came_late else "In your other window"


def compare(
    request: HttpRequest,
    answer: Callable[[], HttpResponseBase],
    slot: Slot,
    *,
    mine: QueryDict,
    theirs: QueryDict | None,
    newer: Newer,
) -> HttpResponse:
    """The page with both versions. The page itself is asked for its questions, as if it had only been looked
    at. `theirs`: None for what is stored now.
    """
    slot.shown, method = mine, request.method
    slot.forms.clear()  # those of the refused answer: the page asked again makes its own
    request.method = "GET"
    try:
        answer()
    finally:
        request.method = method
    versions = dict(newer.versions)
    if theirs is None:
        theirs, versions[BEGAN] = stored_in(slot.forms), marks_now(slot, request.get_full_path(), QueryDict())
    differing = [row for bound in _questions(slot.forms) if (row := _row(bound, mine, theirs))]
    drawn = {name for row in differing for name in row["names"]}
    asked = {name for bound in _questions(slot.forms) for name in _names(bound)}
    unknown = [
        n
        for n in {**mine, **theirs}
        if n not in asked | NOT_WORDS | set(versions) and not n.endswith("_FORMS")
    ]
    context = {
        "newer": newer,
        "fields": differing,
        "others": [
            {"name": n, "mine": _joined(mine, n), "theirs": _joined(theirs, n)}
            for n in unknown
            if n in theirs and _joined(mine, n) != _joined(theirs, n)
        ],
        "kept": [
            (name, versions.get(name, value))
            for name in mine
            if name == BEGAN or name not in drawn | NOT_WORDS
            for value in mine.getlist(name)
        ],
        "slot": slot,
        "taker": slot.to or request.get_full_path(),
    }
    return render(request, "accounts/drafts/conflict.html", context, status=409)


def _questions(found: list[Any]) -> Iterator[forms.BoundField]:
    for form in found:
        for one in getattr(form, "forms", [form]):
            yield from (one[name] for name in one.fields)


def _names(bound: forms.BoundField) -> set[str]:
    """The names under which the answer is sent, those of the questions that it reveals included."""
    names = {bound.html_name}
    if isinstance(bound.field.widget, DatePartsWidget):
        names |= {f"{bound.html_name}_{part}" for part in PARTS}
    for revealed in getattr(bound.field, "reveals", {}).values():
        names |= _names(bound.form[revealed])
    return names


def _row(bound: forms.BoundField, mine: QueryDict, theirs: QueryDict) -> dict[str, Any] | None:
    one, other = _words(bound, mine), _words(bound, theirs)
    if one == other:
        return None
    return {"field": bound, "mine": one, "theirs": other, "names": _names(bound)}


def _words(bound: forms.BoundField, data: QueryDict) -> str:
    return answer_in(bound.field, bound.html_name, data)


def answer_in(field: forms.Field, name: str, data: QueryDict) -> str:
    """An answer that was sent under a name, as a person reads it."""
    value = field.widget.value_from_datadict(data, {}, name)
    if isinstance(value, dict):
        return " ".join(value[part] for part in PARTS if value.get(part))
    if isinstance(value, bool):
        return "Yes" if value else "No"
    choices = {str(v): str(text) for v, text in _flat(getattr(field, "choices", []))}
    answers = value if isinstance(value, list) else [value or ""]
    return "\n".join(choices.get(str(v), str(v)) for v in answers).replace("\r\n", "\n").strip()


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for value, text in choices:
        if isinstance(text, list | tuple):
            yield from text
        else:
            yield value, text


def _joined(data: QueryDict, name: str) -> str:
    return "\n".join(data.getlist(name)).replace("\r\n", "\n").strip()
