"""What somebody has typed into the record and not saved, for which the page has no question now: a version
that leaves it out was published in the meantime, the day of the review was moved, or its start undone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.http import QueryDict

from accounts.drafts.conflict import answer_in
from accounts.ui.fields import PARTS
from reviews.models import RecordVersion
from reviews.record.entry import Record
from reviews.record.own.asked import sections_of
from reviews.record.own.layout import Layout

LEFT = "left-"
"""Under a name that begins so the page carries such words once it shows them, and the draft keeps them until
the record is saved."""
ANSWER = re.compile(rf"(?:{LEFT})?([a-z]\w*-[a-z]\w*)")
"""A name of an answer; those of rows have a number or the id of a decision within."""
A_PART = re.compile(f"_(?:{'|'.join(PARTS)})$")


@dataclass(frozen=True)
class LeftWords:
    name: str
    question: str
    words: str
    is_shown: bool
    """Whether the page that sent them showed them as no longer asked."""


def left_in(record: Record, data: QueryDict) -> list[LeftWords]:
    """The words that have no question on the page, each with the last question it was an answer to."""
    asked = {f"{key}-{name}" for key, entry in record.entries.items() for name in entry.form.fields}
    names = {found[1] for name in data if data[name] and (found := ANSWER.fullmatch(name))}
    if all(name in asked or A_PART.sub("", name) in asked for name in names):
        return []
    left: dict[str, LeftWords] = {}
    for name, field in _ever_asked(record.review.child.authority_id):
        if name not in asked and name not in left and (words := _words(field, name, data)):
            left[name] = LeftWords(LEFT + name, str(field.label), words, LEFT + name in data)
    return list(left.values())


def _ever_asked(authority: int) -> Iterator[tuple[str, forms.Field]]:
    """Every question that a record of the council has asked, as it was asked last."""
    published = RecordVersion.objects.filter(authority=authority, published_at__isnull=False)
    layouts = published.order_by("-number").values_list("layout", flat=True)
    for layout in (*map(Layout.from_stored, layouts), Layout()):
        for section in sections_of(layout).values():
            for name, field in section.form.base_fields.items():
                yield f"{section.key}-{name}", field


def _words(field: forms.Field, name: str, data: QueryDict) -> str:
    is_typed = any(data.get(typed) for typed in (name, *(f"{name}_{part}" for part in PARTS)))
    return answer_in(field, name, data) if is_typed else data.get(LEFT + name, "")
