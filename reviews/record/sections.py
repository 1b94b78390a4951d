"""The sections of the record: their order and grouping, their forms, and how they go into and out of
storage.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms

from accounts.councils.words import as_said
from accounts.templatetags.govuk import day as day_words
from reviews.models.review import AttendeeRole, Presence
from reviews.models.review import SectionKey as K
from reviews.record import forms as f
from reviews.record import row_forms
from reviews.record.ages import Asked, Rule
from statute.participation import Views


@dataclass(frozen=True)
class Section:
    """One section of the record."""

    key: str
    group: str
    form: type[f.SectionForm]
    rows: type[forms.BaseFormSet] | None = None
    rows_key: str = ""
    item: str = ""
    hint: str = ""
    own_title: str = ""
    """Of a section that the council added."""
    own_rules: Mapping[str, Rule] = dataclasses.field(default_factory=dict)
    """Of the council's questions those that are not put to everybody."""
    own_needed: frozenset[str] = frozenset()
    """Of the council's questions those without which the record is not completed."""

    @property
    def title(self) -> str:
        return self.own_title or str(K(self.key).label)

    def with_own(
        self, form: type[f.SectionForm], *, rules: Mapping[str, Rule], needed: frozenset[str]
    ) -> "Section":
        """The section with the questions of a council in its form."""
        return replace(self, form=form, own_rules=rules, own_needed=needed)

    def unasked(self, asked: Asked) -> frozenset[str]:
        """The questions that this child is not asked."""
        return asked.unasked(self.key) | {n for n, rule in self.own_rules.items() if not rule.is_met(asked)}

    def is_needed(self, asked: Asked) -> bool:
        """Whether the record of this child can't be completed without it."""
        return self.key in NEEDED or bool(self.own_needed - self.unasked(asked))


SECTIONS: dict[str, Section] = {
    s.key: s
    for s in (
        Section(K.PREPARATION, "Before", f.PreparationForm),
        Section(K.WISHES, "Before", f.WishesForm),
        Section(
            K.ATTENDANCE, "At the review", f.AttendanceForm, row_forms.AttendeeFormSet, "attendees", "Person"
        ),
        Section(K.CHANGES, "At the review", f.ChangesForm),
        Section(K.PLACEMENT, "At the review", f.PlacementForm),
        Section(K.HEALTH, "At the review", f.HealthForm),
        Section(K.EDUCATION, "At the review", f.EducationForm),
        Section(K.FAMILY, "At the review", f.FamilyForm),
        Section(K.PLAN, "At the review", f.PlanForm),
        Section(K.SAFEGUARDING, "At the review", f.SafeguardingForm),
        Section(K.SUPPORT, "At the review", f.SupportForm),
        Section(K.VIEW, "After", f.ViewForm),
        Section(K.DECISIONS, "After", f.DecisionsForm, row_forms.DecisionFormSet, "decisions", "Decision"),
    )
}
NEEDED = (K.WISHES, K.ATTENDANCE, K.PLAN, K.VIEW, K.DECISIONS)
"""Sections without which a review can't be completed; the others say "not recorded"."""


@dataclass(frozen=True)
class ParticipationFacts:
    """What the participation code is drawn from."""

    attended: bool
    views: Views

    def stored(self) -> dict[str, str]:
        """As the attendance section holds them."""
        return {"child_came": "yes" if self.attended else "no", "views": self.views.value}


def participation_facts(data: dict[str, Any]) -> ParticipationFacts:
    """The facts of a completed attendance section; a child under 4 is not asked for, and took no part by the
    rule.
    """
    return ParticipationFacts(
        attended=data.get("child_came") == "yes", views=Views(data.get("views", Views.NONE))
    )


def plain(value: Any) -> Any:
    """A cleaned value as JSON holds it: dates in ISO form."""
    return value.isoformat() if isinstance(value, date) else value


def answered(values: dict[str, Any], *, leaving_out: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The cleaned values as JSON; an unanswered question is left out."""
    return {k: plain(v) for k, v in values.items() if k not in leaving_out and v not in ("", None)}


def unpacked(values: dict[str, Any]) -> dict[str, Any]:
    """Stored values as a form takes them: a name that ends in `_on` is a date."""
    return {
        k: date.fromisoformat(v) if k.endswith("_on") and isinstance(v, str) else v for k, v in values.items()
    }


@dataclass(frozen=True)
class Answer:
    """A question of the record and what was answered; None: not recorded."""

    name: str
    question: str
    answer: str | None
    choices: tuple[str, ...]
    is_long: bool


def answers(section: Section, data: dict[str, Any], unasked: frozenset[str] = frozenset()) -> list[Answer]:
    """Every question of a section, in order, with its answer in words.

    A question that stands under another answer than the one given was not asked, and is left out; so is one
    that this child is not asked.
    """
    asked_under = {name: (q, a) for q, under in section.form.REVEALS.items() for a, name in under.items()}
    found = []
    for name, field in section.form.base_fields.items():
        question, answer = asked_under.get(name, ("", None))
        if (name in unasked and name not in data) or (data and question and data.get(question) != answer):
            continue
        found.append(
            Answer(
                name=name,
                question=as_said(str(field.label)),
                answer=in_words(field, name, data.get(name)),
                choices=tuple(choice_words(field).values()),
                is_long=isinstance(field.widget, forms.Textarea),
            )
        )
    return found


def choice_words(field: forms.Field | None) -> dict[str, str]:
    """The choices of a field in the council’s words; empty for a field without."""
    return {str(value): as_said(str(text)) for value, text in getattr(field, "choices", [])}


def in_words(field: forms.Field, name: str, value: Any) -> str | None:
    """A stored answer as it is read; None where nothing was recorded."""
    if value is None:
        return None
    if name.endswith("_on"):
        return day_words(date.fromisoformat(value))
    return choice_words(field).get(str(value), str(value))


@dataclass(frozen=True)
class Attendee:
    """Somebody other than the child who was asked to the review, in words."""

    who: str
    presence: str


def attendees(data: dict[str, Any]) -> list[Attendee]:
    """Who else was asked to the review, and whether they came."""
    roles, presences = dict(AttendeeRole.choices), dict(Presence.choices)
    return [
        Attendee(
            who=", ".join(filter(None, [row.get("name", ""), str(roles.get(row["role"], row["role"]))])),
            presence=str(presences.get(row["presence"], row["presence"])),
        )
        for row in data.get("attendees", [])
        if row.get("presence")
    ]
