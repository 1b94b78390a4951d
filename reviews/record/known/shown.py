"""A question of the record with what is known beside it: where its answer began, what was answered last time,
and what came in since it was saved.
"""

import dataclasses
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.html import format_html

from accounts.councils.words import as_said
from accounts.ui.fields import sentence
from reviews.models import ReviewSection
from reviews.models.review import SectionKey as K
from reviews.record.entry import Entry, Record
from reviews.record.forms import is_text
from reviews.record.known.facts import First
from reviews.record.sections import choice_words, in_words

NEVER_AS_LAST_TIME: dict[str, frozenset[str]] = {
    K.PREPARATION: frozenset({"spoke_to_child", "report_received", "talked_with_social_worker"}),
    K.WISHES: frozenset({"how_given"}),
    K.ATTENDANCE: frozenset({"child_came", "views"}),
    K.CHANGES: frozenset({"decisions_done", "visits"}),
    K.PLAN: frozenset({"right", "legal"}),
    K.SAFEGUARDING: frozenset({"worries", "missing"}),
    K.VIEW: frozenset({"pace", "held_up", "challenge"}),
}
"""Questions about this review alone, and judgements: each is answered anew."""
OLDER = "Older than the last review: check."
NEWER = "New since this was saved."


@dataclass(frozen=True)
class Shown:
    """A question as the page draws it."""

    field: forms.BoundField
    was: str = ""
    """What was answered last time, in words."""
    was_value: str = ""
    source: str = ""
    """Where the answer that it began with comes from; empty where it began without one."""
    first_value: str = ""
    began: str = ""
    """The answer that it began with, as it is stored and in words; no words for one of many."""
    is_as_begun: bool = False
    """Whether that answer stands now."""
    is_old: bool = False
    """Whether that is older than the last review."""
    is_newer: bool = False
    """Whether the portal was told it after the section was saved with its present answer, or without one."""
    under: dict[str, "Shown"] = dataclasses.field(default_factory=dict)
    """Answer -> the question that it reveals."""
    may_repeat: bool = False
    suggested: str = ""
    """What is known from before the last review, with its source, to be confirmed by choosing it."""

    @property
    def is_choice(self) -> bool:
        return isinstance(self.field.field.widget, forms.RadioSelect)

    @property
    def revealed(self) -> list[tuple[str, "Shown"]]:
        """The questions that its answers reveal, each with its answer."""
        return list(self.under.items())

    @property
    def can_repeat_now(self) -> bool:
        """Whether it is empty and was answered last time."""
        return self.may_repeat and not self.field.value()

    @property
    def said(self) -> str:
        """The line under the question. That a fact is old, or new, stands out."""
        now = str(self.field.value() or "")
        line = self._beginning(now) or self._last_time(now)
        for stands_out in (NEWER, as_said(OLDER)):
            before, found, after = line.partition(stands_out)
            if found:
                return format_html("{}<strong>{}</strong>{}", before, found, after)
        return line

    def _beginning(self, now: str) -> str:
        """Where the answer began, or what it was then; empty where it began without one."""
        if not self.source:
            return ""
        if self.is_as_begun:
            return self.came_from if now else ""
        return self._changed(now) if now or self.began else ""

    def _last_time(self, now: str) -> str:
        if self.suggested and not now:
            older = as_said("Older than the last review: choose it if it still holds.")
            return f"{self.suggested}. {older}{self._was}"
        if not self._was:
            return ""
        if now and now == self.was_value:
            return f"As last time: {self.was}"
        return f"{'Changed. ' if now and self.is_choice else ''}Last time: {self.was}"

    @property
    def came_from(self) -> str:
        """Where the answer comes from, and whether that is older than the last review."""
        older = f" {as_said(OLDER)}" if self.is_old else ""
        dot = "." if older or self._was else ""
        return f"From {as_said(self.source)}{dot}{older}{self._was}"

    @property
    def changed(self) -> str:
        """The line once another answer is chosen."""
        return self._changed("another")

    def _changed(self, now: str) -> str:
        """What it began with, where something else stands now; or what is known since that was saved."""
        source = as_said(self.source)
        began = f"{sentence(source)}: {self.began}." if self.began else f"It began with {source}."
        if self.is_newer:
            return f"{NEWER} {began if self.began else sentence(source)}{self._was}"
        return f"{'Changed. ' if now else ''}{began}{self._was}"

    @property
    def _was(self) -> str:
        """Last time's answer behind another line; what was written in a box stands under it by itself."""
        return f" Last time: {self.was}" if self.was and not is_text(self.field.field) else ""


def shown(record: Record, entry: Entry, bound: forms.BoundField) -> Shown:
    key, name = entry.section.key, bound.name
    value = record.known.last_time(key).get(name)
    under: dict[str, str] = getattr(bound.field, "reveals", {})
    last = in_words(bound.field, name, value) or ""
    old = record.known.suggested.get(key, {}).get(name)
    says = in_words(bound.field, name, old.value) if old else ""
    return Shown(
        field=bound,
        was=last,
        was_value=str(value or ""),
        **_beginning_of(record, key, bound),
        under={answer: shown(record, entry, bound.form[asked]) for answer, asked in under.items()},
        suggested=f"{old.source[:1].upper()}{old.source[1:]}: {says}" if old else "",
        may_repeat=_can_be_chosen(bound, value) and name not in NEVER_AS_LAST_TIME.get(key, frozenset()),
    )


def _can_be_chosen(bound: forms.BoundField, value: Any) -> bool:
    """Whether last time's answer is among those to choose from now."""
    return value is not None and str(value) in choice_words(bound.field)


def _beginning_of(record: Record, key: str, bound: forms.BoundField) -> dict[str, Any]:
    """Where a question began with an answer: its source, and its words where another one stands now."""
    first = record.known.first.get(key, {}).get(bound.name)
    if first is None:
        return {}
    is_as_begun = _stands(bound) == _flat(first.value)
    saved = record.saved.get(key)
    return {
        "source": first.source,
        "first_value": str(first.value),
        "began": _began(bound, first),
        "is_as_begun": is_as_begun,
        "is_old": first.is_old,
        "is_newer": not is_as_begun and saved is not None and _is_newer(first, saved, bound),
    }


def _is_newer(first: First, saved: ReviewSection, bound: forms.BoundField) -> bool:
    """Whether a fact came in after the section was saved, and the answer is still the one that was saved."""
    stands = _stands(bound) == _flat(saved.data.get(bound.name))
    return stands and first.told_at is not None and first.told_at > saved.saved_at


def _stands(bound: forms.BoundField) -> str:
    """The answer that stands on the page now, saved or typed."""
    try:
        return _flat(bound.field.to_python(bound.value()))
    except forms.ValidationError:
        return str(bound.value())


def _flat(value: Any) -> str:
    """An answer as it is compared: browsers send other line breaks than are stored."""
    return " ".join(str(value or "").split())


def _began(bound: forms.BoundField, first: First) -> str:
    """The answer that a question began with, in words; empty for a box."""
    if is_text(bound.field):
        return ""
    return in_words(bound.field, bound.name, str(first.value)) or ""
