"""Forms of calls for an earlier review: they validate, they never save."""

from typing import Any

from django import forms

from accounts.ui.fields import PickDateField, sentences
from accounts.ui.forms import BaseForm
from reviews.models import CallReason
from reviews.models.trigger import TriggerKind


class RaiseForm(BaseForm):
    """Why a review is needed before its day, and before which day."""

    kind = forms.ChoiceField(
        label="Why is a review needed?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why a review is needed"},
    )
    needed_before = PickDateField(
        label="Needed before",
        noun="The day it is needed before",
        help_text="The day of the move, or of the change of plan. For example, 27/3/2026",
    )
    note = forms.CharField(
        label="What is planned (optional)",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, own: list[CallReason], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = {str(reason.public_id): reason for reason in own}
        by_law = [row for row in TriggerKind.choices if row[0] != TriggerKind.COUNCILS]
        self.offer("kind", [*sentences(by_law), *((key, str(reason)) for key, reason in self.own.items())])

    @property
    def asked(self) -> dict[str, Any]:
        """What is called for; a reason of the council's own has one kind and its row."""
        chosen = self.own.get(self.cleaned_data["kind"])
        return self.cleaned_data | ({"kind": TriggerKind.COUNCILS, "own": chosen} if chosen else {})


class ReasonForm(BaseForm):
    """A reason of the council's own to hold a review early."""

    name = forms.CharField(
        label="Why should a review be held early?",
        help_text="For example, an unplanned move",
        max_length=120,
        error_messages={"required": "Enter why a review should be held early"},
    )


class WaiveForm(BaseForm):
    """Why no review is needed for it."""

    reason = forms.CharField(
        label="Why is no review needed before?",
        help_text="For example, the child had to be moved at once to keep them safe, or the move is off.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter why no review is needed before it"},
    )
