"""What the questions of a page held when it was opened. Of two people who change one thing neither replaces
the other's answers unseen: a form that was sent is compared with what is stored by then.

The page carries a mark of each stored answer, and a draft keeps the marks of the page it was typed on. A
question that is hidden, or takes a file, has none; nor has a date that is only today's, put in beforehand.
Pages that carry a version of what is stored need no marks.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import blake2b
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from accounts.drafts.keys import BEGAN
from accounts.drafts.slots import Slot
from accounts.ui.fields import PARTS, DatePartsWidget

Sent = list[tuple[str, str]]
"""Names and values as a browser sends them."""
NO_FILES: MultiValueDict[str, Any] = MultiValueDict()
ROWS = "-rows"
"""After the prefix of a list of rows: it has one mark for all of them."""
PATH, PAGE = "@", "?"
"""Under these names stand the address of the page, and the whole of it with its question: a form may begin
from what stands in that.
"""


def as_sent(field: forms.Field, name: str, stored: Any) -> Sent:
    """What a browser sends of an answer that nobody touched."""
    value, widget = field.prepare_value(stored), field.widget
    if isinstance(widget, DatePartsWidget):
        parts = value if isinstance(value, dict) else _parts_of(value)
        return [(f"{name}_{part}", str(parts[part])) for part in PARTS if parts.get(part)]
    if isinstance(widget, forms.CheckboxInput):
        return [(name, "on")] if widget.check_test(value) else []
    shown = widget.format_value(value)
    values = shown if isinstance(shown, list | tuple | set) else [shown]
    return [(name, str(one)) for one in values if one not in (None, "")]


def _parts_of(day: Any) -> dict[str, int]:
    return {part: getattr(day, part) for part in PARTS} if day else {}


def answer_of(field: forms.Field, name: str, data: QueryDict) -> Sent:
    """What was sent of a question."""
    if isinstance(field.widget, forms.CheckboxInput):
        return [(name, "on")] if field.widget.value_from_datadict(data, NO_FILES, name) else []
    is_in_parts = isinstance(field.widget, DatePartsWidget)
    names = [f"{name}_{part}" for part in PARTS] if is_in_parts else [name]
    return [(one, value) for one in names for value in data.getlist(one)]


def mark_of(sent: Iterable[tuple[str, str]]) -> str:
    """Ten letters that tell one answer from another; ends of lines and blanks around it are none of it."""
    said = sorted((name, "\n".join(value.split("\r\n")).strip()) for name, value in sent)
    words = "\x1f".join(f"{name}\x1e{value}" for name, value in said if value)
    return blake2b(words.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()


class Question:
    """One question of a page: an answer, or all rows of a list."""

    def __init__(self, name: str, stored: Sent, given: Sent, begins: Any = None) -> None:
        """`begins`: what it begins from as the view gave it, of an answer."""
        self.name, self.stored, self.given, self.begins = name, stored, given, begins

    @property
    def now(self) -> str:
        return mark_of(self.stored)

    def is_overtaken(self, began: str, *, is_same_page: bool) -> bool:
        """Whether it holds another answer than when the page was opened, and another than was sent. A page
        of another address may have begun from what stands in that.
        """
        if self.now in (began, mark_of(self.given)):
            return False
        return is_same_page or bool(self.stored)


def questions_of(form: Any, data: QueryDict) -> Iterator[Question]:
    """The questions of a form or of a list of rows that have a mark, with what was sent of them."""
    if hasattr(form, "forms"):
        yield Question(f"{form.prefix}{ROWS}", _stored_rows(form), _given_rows(form, data))
        return
    for name, field in _marked(form):
        stored, sent_as = form.untouched(name), form.add_prefix(name)
        given = answer_of(field, sent_as, data)
        yield Question(sent_as, as_sent(field, sent_as, stored), given, begins=stored)


def _marked(form: forms.Form) -> Iterator[tuple[str, forms.Field]]:
    for name, field in form.fields.items():
        if not (field.widget.is_hidden or field.disabled or isinstance(field.widget, forms.FileInput)):
            yield name, field


def _stored_rows(rows: Any) -> Sent:
    """The rows that are stored, each numbered as it would be sent."""
    sent: Sent = []
    for number, row in enumerate(rows.stored_rows):
        form = rows.form(initial=row, prefix=rows.add_prefix(number), **rows.get_form_kwargs(number))
        for name, field in _marked(form):
            sent += as_sent(field, form.add_prefix(name), form.get_initial_for_field(field, name))
    return sent


def _given_rows(rows: Any, data: QueryDict) -> Sent:
    return [
        one
        for form in rows.forms
        for name, field in _marked(form)
        if name != "DELETE"
        for one in answer_of(field, form.add_prefix(name), data)
    ]


def marks_of(slot: Slot, typed: QueryDict, today: date | None) -> dict[str, str]:
    """The marks of the forms of a slot. Of words of a draft, which began from an older answer, the older
    one.
    """
    before, found = marks_in(typed), {}
    for form in slot.forms:
        for one in questions_of(form, typed):
            was = before.get(one.name, "")
            if was and mark_of(one.given) != was:
                found[one.name] = was
            elif today is None or one.begins != today:
                found[one.name] = one.now
    return found


def as_text(marks: dict[str, str]) -> str:
    return " ".join(f"{name} {mark}" for name, mark in marks.items())


def marks_in(data: QueryDict) -> dict[str, str]:
    """The marks that came with a form, or stand in a draft."""
    words = data.get(BEGAN, "").split()
    return dict(zip(words[::2], words[1::2], strict=False))


def is_untouched(form: forms.Form, field: forms.Field, name: str, typed: QueryDict) -> bool:
    """Whether the draft holds just what its page began from, so that what is stored now is shown instead."""
    sent_as = form.add_prefix(name)
    began = marks_in(typed).get(sent_as)
    return began is not None and mark_of(answer_of(field, sent_as, typed)) == began


def addresses(page: str) -> dict[str, str]:
    return {PATH: mark_of([("", page.partition("?")[0])]), PAGE: mark_of([("", page)])}


def marks_now(slot: Slot, address: str, typed: QueryDict, *, today: date | None = None) -> str:
    """What a page carries that shows these forms now, with the words of a draft in them."""
    found = marks_of(slot, typed, today)
    return as_text(addresses(address) | found) if found else ""


def stored_in(found: Iterable[Any]) -> QueryDict:
    """What is stored of the questions of some forms, as a page would send it."""
    stored = QueryDict(mutable=True)
    for form in found:
        for one in questions_of(form, QueryDict()):
            for name, value in one.stored:
                stored.appendlist(name, value)
    return stored
