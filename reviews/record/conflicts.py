"""Two versions of a section side by side: what differs, question by question, in words."""

import re
from datetime import date
from typing import Any

from django import forms

from accounts.ui.fields import PARTS, DatePartsField
from reviews.models import ReviewSection, SectionDraft
from reviews.record.sections import Section, from_storage

Typed = dict[str, list[str]]


def newest_words(part: Section, saved: ReviewSection | None, draft: SectionDraft | None) -> Typed:
    """The words that stand on the server, as a page would post them: the draft's, else the saved section's."""
    if draft is not None:
        return dict(draft.data)
    if saved is None:
        return {}
    initial, rows = from_storage(part, saved.data, is_complete=saved.is_complete)
    typed: Typed = {}
    for name, value in initial.items():
        typed |= _typed(name, value, part.form.base_fields.get(name))
    for number, row in enumerate(rows):
        for name, value in row.items():
            typed |= _typed(f"{part.rows_key}-{number}-{name}", value, None)
    return typed


def _typed(name: str, value: Any, field: forms.Field | None) -> Typed:
    if isinstance(value, date) and isinstance(field, DatePartsField):
        return {f"{name}_{bit}": [str(getattr(value, bit))] for bit in PARTS}
    return {name: [f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)]}


def differences(part: Section, form: forms.Form, mine: Typed, theirs: Typed) -> list[dict[str, str]]:
    """The questions that the two versions answer differently, each with both answers."""
    found = []
    for name in dict.fromkeys([*mine, *theirs]):
        one, other = _joined(mine, name), _joined(theirs, name)
        if one == other or name.endswith("_FORMS"):
            continue
        label, choices = _question(part, form, name)
        found.append({"label": label, "mine": choices.get(one, one), "theirs": choices.get(other, other)})
    return found


def _joined(typed: Typed, name: str) -> str:
    return "\n".join(typed.get(name, [])).replace("\r\n", "\n").strip()


def _question(part: Section, form: forms.Form, name: str) -> tuple[str, dict[str, str]]:
    """What a posted name asks, and its choices in words."""
    row = re.fullmatch(rf"{part.rows_key}-(\d+)-(\w+)", name) if part.rows else None
    if row and part.rows is not None:
        field = part.rows.form.base_fields.get(row[2])
        label = field.label if field else "Removed"
        return f"{part.item} {int(row[1]) + 1}: {label}", _choices(field)
    field = form.fields.get(name)
    if field is not None:
        return str(field.label), _choices(field)
    base, _, bit = name.rpartition("_")
    if base in form.fields and bit in PARTS:
        return f"{form.fields[base].label} ({bit})", {}
    return name, {}


def _choices(field: forms.Field | None) -> dict[str, str]:
    return {str(value): str(text) for value, text in getattr(field, "choices", [])}
