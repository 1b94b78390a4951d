"""The record as an IRO sees it with a version's questions, empty, and with everything that can be asked."""

from dataclasses import dataclass

from django import forms
from django.utils.safestring import SafeString

from reviews.record.drawn import drawn_box, drawn_choice
from reviews.record.forms import SectionForm
from reviews.record.known.shown import Shown
from reviews.record.own.asked import sections_of
from reviews.record.own.layout import Layout
from reviews.record.page import READERS, STAFF


@dataclass(frozen=True)
class Previewed:
    """A section with its questions as they are drawn."""

    key: str
    title: str
    questions: list[SafeString]


def previewed(layout: Layout) -> list[Previewed]:
    """Every section in order."""
    found = []
    for section in sections_of(layout).values():
        form = section.form(None, prefix=section.key)
        readers, boxes = READERS.get(section.key, STAFF), form.boxes
        drawn = [drawn_choice(_shown(form, field)) for field in form.choices]
        first = boxes[0].auto_id if boxes else ""
        drawn += [drawn_box(_shown(form, field), readers, section.key, str(first)) for field in boxes]
        found.append(Previewed(section.key, section.title, drawn))
    return found


def _shown(form: SectionForm, field: forms.BoundField) -> Shown:
    under = getattr(field.field, "reveals", {})
    return Shown(field, under={answer: _shown(form, form[name]) for answer, name in under.items()})
