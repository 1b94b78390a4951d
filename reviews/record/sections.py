"""The sections of the record: their order and grouping, their forms, and how they go into and out of storage."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from reviews.models.review import AttendeeRole, Presence
from reviews.models.review import SectionKey as K
from reviews.record import forms as f
from statute.participation import Views

NOT_CONTENT = frozenset({"csrfmiddlewaretoken", "draft_version", "autosave", "save", "add", "keep"})


@dataclass(frozen=True)
class Section:
    """One page of the record."""

    key: str
    group: str
    form: type[f.SectionForm]
    rows: type[forms.BaseFormSet] | None = None
    rows_key: str = ""
    item: str = ""
    hint: str = ""

    @property
    def title(self) -> str:
        return str(K(self.key).label)


SECTIONS: dict[str, Section] = {
    s.key: s
    for s in (
        Section(K.PREPARATION, "Before", f.PreparationForm),
        Section(K.WISHES, "Before", f.WishesForm),
        Section(K.ATTENDANCE, "At the review", f.AttendanceForm, f.AttendeeFormSet, "attendees", "Person"),
        Section(K.CHANGES, "At the review", f.ChangesForm),
        Section(K.PLACEMENT, "At the review", f.PlacementForm),
        Section(K.HEALTH, "At the review", f.HealthForm),
        Section(K.EDUCATION, "At the review", f.EducationForm),
        Section(K.FAMILY, "At the review", f.FamilyForm),
        Section(K.PLAN, "At the review", f.PlanForm),
        Section(K.SAFEGUARDING, "At the review", f.SafeguardingForm),
        Section(K.SUPPORT, "At the review", f.SupportForm),
        Section(K.VIEW, "After", f.ViewForm),
        Section(K.DECISIONS, "After", f.DecisionsForm, f.DecisionFormSet, "decisions", "Decision"),
    )
}
NEEDED = (K.WISHES, K.ATTENDANCE, K.PLAN, K.VIEW, K.DECISIONS)
"""Sections without which a review can't be completed; the others say "not recorded"."""


@dataclass(frozen=True)
class ParticipationFacts:
    """What the participation code is drawn from."""

    attended: bool
    views: Views


def participation_facts(data: dict[str, Any]) -> ParticipationFacts:
    """The facts of a completed attendance section."""
    return ParticipationFacts(attended=data["child_came"] == "yes", views=Views(data["views"]))


def to_storage(section: Section, form: forms.Form, rows: forms.BaseFormSet | None) -> dict[str, Any]:
    """The cleaned section as JSON: dates in ISO form, an unanswered question left out."""
    data: dict[str, Any] = {}
    carried: dict[str, str] = {}
    moved: dict[str, str] = {}
    for name, value in form.cleaned_data.items():
        if name == "finished" or value in ("", None):
            continue
        if name.startswith("fate_"):
            carried[name.removeprefix("fate_")] = value
        elif name.startswith("until_"):
            moved[name.removeprefix("until_")] = _plain(value)
        else:
            data[name] = _plain(value)
    if carried:
        data["carried"] = carried
    if moved:
        data["moved"] = moved
    if rows is not None:
        kept = [r.cleaned_data for r in rows.forms if r.cleaned_data and not r.cleaned_data.get("DELETE")]
        data[section.rows_key] = [
            {k: _plain(v) for k, v in row.items() if k != "DELETE" and v not in ("", None)}
            for row in kept
            if _says_something(row)
        ]
    return data


def _says_something(row: dict[str, Any]) -> bool:
    return any(v not in ("", None) for k, v in row.items() if k != "DELETE")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def from_storage(
    section: Section, data: dict[str, Any], *, is_complete: bool
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Initial values of the form and of its rows from a saved section."""
    initial = {k: _typed(k, v) for k, v in data.items() if k not in ("carried", "moved", section.rows_key)}
    initial |= {f"fate_{k}": v for k, v in data.get("carried", {}).items()}
    initial |= {f"until_{k}": date.fromisoformat(v) for k, v in data.get("moved", {}).items()}
    if data:
        initial["finished"] = "yes" if is_complete else "no"
    rows = (
        [{k: _typed(k, v) for k, v in row.items()} for row in data.get(section.rows_key, [])]
        if section.rows_key
        else []
    )
    return initial, rows


def _typed(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name.endswith("_on") and isinstance(value, str) else value


def posted(data: QueryDict) -> dict[str, list[str]]:
    """What was typed, as it was typed, without what the page adds by itself."""
    return {k: data.getlist(k) for k in data if k not in NOT_CONTENT}


def as_querydict(data: dict[str, list[str]]) -> QueryDict:
    """A draft as if it had been posted."""
    query = QueryDict(mutable=True)
    for name, values in data.items():
        query.setlist(name, values)
    return query


def without_errors(thing: Any) -> Any:
    """A form or formset that shows a draft's words without judging them."""
    if thing is None:
        return None
    if hasattr(thing, "forms"):
        for form in thing.forms:
            without_errors(form)
        thing._errors = [{} for _ in thing.forms]
        thing._non_form_errors = thing.error_class()
    else:
        thing._errors = forms.utils.ErrorDict()
        thing.cleaned_data = {}
    return thing


def answers(section: Section, data: dict[str, Any]) -> list[dict[str, Any]]:
    """Question and answer of a saved section, in order, for reading; an unanswered question says "not recorded".

    A question that stands under another answer than the one given was not asked, and is left out.
    """
    found = []
    asked_under = {name: (q, a) for q, under in section.form.REVEALS.items() for a, name in under.items()}
    for name, field in section.form.base_fields.items():
        question, answer = asked_under.get(name, ("", None))
        if name == "finished" or (data and question and data.get(question) != answer):
            continue
        value = data.get(name)
        choices = dict(getattr(field, "choices", []))
        shown = choices.get(value, value) if value is not None else None
        if value and name.endswith("_on"):
            day = date.fromisoformat(value)
            shown = f"{day.day} {day:%B %Y}"
        found.append(
            {
                "question": field.label,
                "answer": shown,
                "choices": list(choices.values()),
                "long": isinstance(field.widget, forms.Textarea),
            }
        )
    return found


def attendees(data: dict[str, Any]) -> list[dict[str, str]]:
    """Who was asked besides the child, in words: who it is, and whether they came."""
    roles, presences = dict(AttendeeRole.choices), dict(Presence.choices)
    return [
        {
            "who": ", ".join(filter(None, [row.get("name", ""), str(roles.get(row["role"], row["role"]))])),
            "presence": str(presences.get(row["presence"], row["presence"])),
        }
        for row in data.get("attendees", [])
    ]
