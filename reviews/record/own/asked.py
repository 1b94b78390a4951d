"""The record of a review with its council's questions: the sections as pages and actions take them."""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from functools import lru_cache
from typing import Any

from django import forms

from accounts.ui.fields import DatePartsField
from reviews.models import Review
from reviews.record import ages
from reviews.record.ages import Asked, Rule
from reviews.record.forms import KNOWN, SectionForm, choose, words
from reviews.record.own.layout import AnswerKind, AskedOf, Layout, OwnQuestion
from reviews.record.own.ours import may_be_left_out
from reviews.record.own.versions import layout_for
from reviews.record.sections import SECTIONS, Section
from statute.schooling import of_school_age

TEXT_LIMIT = 4000
LAST_OF_REVIEW = "view"
"""Sections of the council's own stand before the IRO's view."""
RULES: dict[str, Rule] = {
    AskedOf.FIRST: Rule("At the first review only", lambda a: a.is_first),
    AskedOf.LATER: ages.LATER,
    AskedOf.UNDER_4: ages.UNDER_4,
    AskedOf.AGED_4: ages.FROM_4,
    AskedOf.SCHOOL_AGE: Rule("Of school age", lambda a: of_school_age(a.born_on, a.on)),
    AskedOf.AGED_16: Rule("From the age of 16", lambda a: a.age >= 16),
}


class NumberField(forms.CharField):
    """A whole number, stored as it is read: nought is an answer, and an empty box is none."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5"})

    def clean(self, value: Any) -> str:
        typed: str = super().clean(value)
        if typed and not (typed.isascii() and typed.isdigit() and len(typed) <= 9):
            raise forms.ValidationError("Enter a whole number, such as 3")
        return str(int(typed)) if typed else ""


def sections_for(review: Review, asked: Asked) -> dict[str, Section]:
    """The sections of the record of a review, in order."""
    return sections_of(layout_for(review, asked.on))


@lru_cache(maxsize=200)
def sections_of(layout: Layout) -> dict[str, Section]:
    """The portal's sections with what a council asks beside them."""
    if layout == Layout():
        return SECTIONS
    found = _in_our_order(layout)
    return {key: found[key] for key in ordered(layout.order, found)}


def ordered(order: Sequence[str], keys: Iterable[str]) -> list[str]:
    """The keys as a council orders them; one that it has not placed stands before the IRO's view."""
    keys = list(keys)
    found = [key for key in order if key in keys]
    if not found:
        return keys
    at = found.index(LAST_OF_REVIEW)
    return [*found[:at], *(key for key in keys if key not in found), *found[at:]]


def _in_our_order(layout: Layout) -> dict[str, Section]:
    found: dict[str, Section] = {}
    for section in SECTIONS.values():
        if section.key == LAST_OF_REVIEW:
            for own in layout.sections:
                begun = Section(own.key, "At the review", SectionForm, own_title=own.title)
                found[own.key] = _with_own(begun, layout)
        found[section.key] = _with_own(section, layout)
    return found


def _with_own(section: Section, layout: Layout) -> Section:
    own = layout.of_section(section.key)
    fields = _ours(section, layout) | {question.name: _field(question) for question in own}
    if not fields:
        return section
    made: Any = type(section.form)
    reveals = {
        name: {answer: asked for answer, asked in under.items() if fields.get(asked, asked) is not None}
        for name, under in section.form.REVEALS.items()
        if fields.get(name, name) is not None
    }
    form: type[SectionForm] = made(
        f"Own{section.form.__name__}", (section.form,), fields | {"REVEALS": reveals}
    )
    return section.with_own(
        form,
        rules={q.name: RULES[q.asked_of] for q in own if q.asked_of in RULES},
        needed=frozenset(q.name for q in own if q.is_needed),
    )


def _ours(section: Section, layout: Layout) -> dict[str, Any]:
    """What a council has changed of the portal's questions: a field in its words, or None for one that is
    left out, with those that stand under its answers.
    """
    found: dict[str, Any] = {}
    for name, field in section.form.base_fields.items():
        key = f"{section.key}.{name}"
        words = layout.words_of(key)
        if key in layout.left_out and may_be_left_out(key):
            found |= dict.fromkeys((name, *section.form.REVEALS.get(name, {}).values()))
        elif name not in found and (words.text or words.hint):
            found[name] = asked = deepcopy(field)
            asked.label, asked.help_text = words.text or field.label, words.hint or field.help_text
    return found


def _field(question: OwnQuestion) -> forms.Field:
    text, hint, limit = question.text, question.hint, TEXT_LIMIT
    needed = f"Answer “{text}”" if question.is_needed else ""
    match question.kind:
        case AnswerKind.YES_NO:
            return choose(text, KNOWN, hint=hint, needed=needed)
        case AnswerKind.CHOICE:
            return choose(text, [(choice, choice) for choice in question.choices], hint=hint, needed=needed)
        case AnswerKind.TEXT:
            return words(text, hint=hint, rows=4, limit=limit, needed=needed)
        case AnswerKind.DATE:
            noun = f"“{text}”: the date"
            field: forms.Field = DatePartsField(label=text, help_text=hint, noun=noun, required=bool(needed))
        case _:
            field = NumberField(label=text, help_text=hint, required=bool(needed))
    if needed:
        field.error_messages["required"] = needed
    return field
