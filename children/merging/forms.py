"""Forms of merging two records of one child."""

from typing import Any

from django import forms

from accounts.ui.forms import BaseForm
from children.restriction.forms import reason_field


class MergeForm(BaseForm):
    """Which other record, and why. `checked` is the number whose preview the person has seen."""

    number = forms.CharField(
        label="Number of the other record",
        max_length=20,
        help_text="Everything recorded there is put onto this record, and the other one is closed.",
        error_messages={"required": "Enter the number of the other record"},
    )
    reason = reason_field(
        "How do you know that it is the same child?",
        hint="It is kept on the child’s record and the audit trail.",
    )
    checked = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"].strip()
        return number

    def has_been_checked(self) -> bool:
        """Whether the preview of this very record was shown."""
        return self.is_valid() and self.cleaned_data["checked"] == self.cleaned_data["number"]

    def mark_checked(self) -> None:
        """The page that is shown now has the preview: what is sent from it merges."""
        sent: Any = self.data
        sent[self.add_prefix("checked")] = self.cleaned_data["number"]


class UndoForm(BaseForm):
    """Why it is two children after all."""

    reason = reason_field(
        "Why are they two children?", hint="It is kept on the child’s record and the audit trail."
    )
