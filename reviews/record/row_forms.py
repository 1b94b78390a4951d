"""The rows of the record: who was asked, the open decisions of earlier reviews, new decisions."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from accounts.templatetags.govuk import day as day_words
from accounts.ui.fields import PickDateField, sentences
from accounts.ui.forms import BaseForm, BaseRows
from reviews.models import Decision
from reviews.models.decision import Fate
from reviews.models.review import AttendeeRole, Presence
from reviews.record.forms import choose, words

EVIDENCE_LIMIT = 1000


def prefix_of(decision: Decision) -> str:
    """What the names begin with under which a page sends what becomes of an open decision."""
    return f"earlier-{decision.public_id}"


class EarlierDecisionForm(BaseForm):
    """What becomes of one open decision of an earlier review: carried over, done, or no longer needed, and
    how that is known.

    `started_on` is the day of the review (its first meeting): nothing can be carried over to a day before it.
    With `is_draft` the section is not finished, so everything may be left empty.
    """

    fate = choose(
        "",
        [
            (Fate.CARRIED.value, "Still to be done: carry it over"),
            (Fate.DONE.value, "It is done"),
            (Fate.SUPERSEDED.value, "It is no longer needed"),
        ],
    )
    due_on = PickDateField(
        label="New date (optional)",
        noun="The new date",
        required=False,
        help_text=(
            "For example, 27/3/2026. Leave this empty to keep the date. Earlier dates stay on the "
            "decision’s page."
        ),
    )
    done_evidence = words("How do you know it is done?", rows=2, limit=EVIDENCE_LIMIT)
    not_needed_because = words("Why is it no longer needed?", rows=2, limit=EVIDENCE_LIMIT)
    EVIDENCE: ClassVar[dict[str, tuple[str, str]]] = {
        Fate.DONE: ("done_evidence", "Enter how you know it is done"),
        Fate.SUPERSEDED: ("not_needed_because", "Enter why it is no longer needed"),
    }

    UNDER: ClassVar[dict[str, str]] = {
        Fate.CARRIED: "due_on",
        Fate.DONE: "done_evidence",
        Fate.SUPERSEDED: "not_needed_because",
    }

    def __init__(
        self,
        *args: Any,
        decision: Decision,
        passport: str,
        started_on: date | None,
        is_draft: bool = False,
        stored: Mapping[str, str] = MappingProxyType({}),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, prefix=prefix_of(decision), **kwargs)
        self.decision, self.started_on, self.is_draft = decision, started_on, is_draft
        self.stored = stored
        """What becomes of it as the section has it, which holds where the page does not ask."""
        fate = self.fields["fate"]
        fate.label, fate.help_text = decision.action, passport
        fate.required = not is_draft
        fate.error_messages["required"] = f"Choose what happens with “{decision.action[:60]}”"
        self.draw("fate", reveals=self.UNDER)

    @property
    def under(self) -> list[tuple[str, forms.BoundField]]:
        """Each choice with the question that it reveals."""
        return [(str(fate), self[name]) for fate, name in self.UNDER.items()]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        fate = data.get("fate")
        if fate == Fate.CARRIED and _is_before(data.get("due_on"), self.started_on):
            self.add_error("due_on", _not_before("The new date", self.started_on))
        name, message = self.EVIDENCE.get(str(fate), ("", ""))
        if name and not self.is_draft and not data.get(name) and name not in self.errors:
            self.add_error(name, message)
        return data


class AttendeeForm(BaseForm):
    """Somebody who was invited to the review. In a draft, attendance may be left empty."""

    role = forms.ChoiceField(
        label="Who",
        choices=[("", "Choose"), *sentences(c for c in AttendeeRole.choices if c[0] != "CHILD")],
        required=False,
    )
    name = forms.CharField(label="Name", max_length=120, required=False)
    presence = forms.ChoiceField(
        label="Attendance", choices=[("", "Choose"), *sentences(Presence.choices)], required=False
    )

    def __init__(self, *args: Any, is_draft: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_draft = is_draft

    def is_blank(self, data: Mapping[str, Any]) -> bool:
        """Whether nothing is said of anybody; a role alone names nobody."""
        return not data.get("name") and not data.get("presence")

    def lacks(self, data: Mapping[str, Any]) -> dict[str, str]:
        """What is still missing: field -> what to do."""
        if data.get("name") and not data.get("presence"):
            return {"presence": f"Choose whether {data['name']} came"}
        return {}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.is_blank(data) and not data.get("role"):
            self.add_error("role", "Choose who this person is")
        if not self.is_draft:
            for name, message in self.lacks(data).items():
                self.add_error(name, message)
        return data


class DecisionForm(BaseForm):
    """One decision (PO-9): all five parts, or an empty row."""

    outcome = forms.CharField(
        label="What will be better for the child",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    action = forms.CharField(
        label="What is to be done", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    owner = forms.CharField(label="Who will do it", max_length=120, required=False)
    due_on = PickDateField(label="By when", noun="The date it is to be done by", required=False)
    how_known = forms.CharField(
        label="How we will know", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 1})
    )
    section = forms.CharField(required=False, widget=forms.HiddenInput)
    """The section beside which it was written."""

    NEEDED = {
        "outcome": "Enter what will be better for the child",
        "action": "Enter what is to be done",
        "owner": "Enter who will do it",
        "due_on": "Enter by when it is to be done",
        "how_known": "Enter how we will know it is done",
    }

    def __init__(
        self,
        *args: Any,
        started_on: date | None = None,
        begins: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        """`begins`: what a new row holds before anybody has typed."""
        super().__init__(*args, **kwargs)
        self.started_on, self.begins = started_on, begins or {}

    def is_blank(self, data: Mapping[str, Any]) -> bool:
        """Whether nobody has typed anything into the row."""
        return all(data.get(name) in (None, "", self.begins.get(name)) for name in self.NEEDED)

    def lacks(self, data: Mapping[str, Any]) -> dict[str, str]:
        """What is still missing of a row that somebody began: field -> what to do."""
        if self.is_blank(data):
            return {}
        return {name: message for name, message in self.NEEDED.items() if not data.get(name)}

    def due_on_typed(self) -> date | None:
        """The date as it stands in the row now; None where it is none yet."""
        try:
            day: date | None = self.fields["due_on"].to_python(self["due_on"].value())
        except ValidationError:
            return None
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.is_blank(data) or self.errors:
            for name, message in self.NEEDED.items():
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, message)
        if _is_before(data.get("due_on"), self.started_on):
            self.add_error("due_on", _not_before("The date it is to be done by", self.started_on))
        return data


def _is_before(day: date | None, started_on: date | None) -> bool:
    return day is not None and started_on is not None and day < started_on


def _not_before(noun: str, started_on: date | None) -> str:
    return f"{noun} must be the day of the review, {day_words(started_on)}, or after it"


AttendeeFormSet = forms.formset_factory(
    AttendeeForm, formset=BaseRows, extra=0, can_delete=True, max_num=40, absolute_max=60
)
DecisionFormSet = forms.formset_factory(
    DecisionForm, formset=BaseRows, extra=0, can_delete=True, max_num=30, absolute_max=50
)
