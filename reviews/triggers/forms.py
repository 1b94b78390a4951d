"""Forms of calls for an earlier review: they validate, they never save."""

from django import forms

from accounts.ui.fields import PickDateField, sentences
from accounts.ui.forms import BaseForm
from reviews.models.trigger import TriggerKind


class RaiseForm(BaseForm):
    """Why a review is needed before its day, and before which day."""

    kind = forms.ChoiceField(
        label="Why is a review needed?",
        choices=sentences(TriggerKind.choices),
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


class WaiveForm(BaseForm):
    """Why no review is needed for it."""

    reason = forms.CharField(
        label="Why is no review needed before?",
        help_text="For example, the child had to be moved at once to keep them safe, or the move is off.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter why no review is needed before it"},
    )
