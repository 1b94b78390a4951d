"""Two versions of a section side by side: what differs, question by question, in words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from accounts.ui.fields import PARTS, DatePartsField
from reviews.models import ReviewSection, SectionDraft
from reviews.record.entry import Entry
from reviews.record.sections import choice_words

Typed = dict[str, list[str]]


@dataclass(frozen=True)
class Difference:
    """A question that two versions answer differently."""

    label: str
    mine: str
    theirs: str


def newest_words(opened: Entry, saved: ReviewSection | None, draft: SectionDraft | None) -> Typed:
    """The words that are on the server, as a page would post them: the draft's, else the saved section's."""
    if draft is not None:
        return dict(draft.data)
    found: Typed = {}
    for form in (opened.form, *opened.earlier):
        for name, value in form.initial.items():
            found |= _as_posted(form.add_prefix(name), value, form.fields.get(name))
    for number, row in enumerate((opened.rows.initial or []) if opened.rows is not None else []):
        for name, value in row.items():
            found |= _as_posted(f"{opened.section.rows_key}-{number}-{name}", value, None)
    return found


def _as_posted(name: str, value: Any, field: forms.Field | None) -> Typed:
    if isinstance(value, date) and isinstance(field, DatePartsField):
        return {f"{name}_{bit}": [str(getattr(value, bit))] for bit in PARTS}
    return {name: [f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)]}


def differences(typed: Entry, mine: Typed, theirs: Typed) -> list[Difference]:
    """The questions that the two versions answer differently, each with both answers."""
    return list(_differences(typed, mine, theirs))


def _differences(typed: Entry, mine: Typed, theirs: Typed) -> Iterator[Difference]:
    for name in dict.fromkeys([*mine, *theirs]):
        one, other = _joined(mine, name), _joined(theirs, name)
        if one != other and not name.endswith("_FORMS"):
            label, choices = _question(typed, name)
            yield Difference(label, choices.get(one, one), choices.get(other, other))


def _joined(typed: Typed, name: str) -> str:
    return "\n".join(typed.get(name, [])).replace("\r\n", "\n").strip()


def _question(typed: Entry, name: str) -> tuple[str, dict[str, str]]:
    """What a posted name asks, and its choices in words."""
    section = typed.section
    row = re.fullmatch(rf"{section.rows_key}-(\d+)-(\w+)", name) if section.rows else None
    if row and section.rows is not None:
        field = section.rows.form.base_fields.get(row[2])
        label = field.label if field else "Removed"
        return f"{section.item} {int(row[1]) + 1}: {label}", choice_words(field)
    for form in (typed.form, *typed.earlier):
        for own, field in form.fields.items():
            if form.add_prefix(own) == name:
                return str(field.label), choice_words(field)
            bit = name.removeprefix(f"{form.add_prefix(own)}_")
            if bit != name and bit in PARTS:
                return f"{field.label} ({bit})", {}
    return name, {}
