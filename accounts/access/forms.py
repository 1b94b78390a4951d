"""Answering a request for access; how long a person is named on a record."""

from typing import Any

from django import forms

from accounts.access.lasting import Lasting
from accounts.ui.fields import DatePartsField
from accounts.ui.forms import BaseForm


def until_field(*, required: bool = True) -> DatePartsField:
    """The last day on which a name opens the record."""
    return DatePartsField(
        label="What is the last day on which they may see the record?",
        noun="The last day",
        required=required,
        help_text="After this day they no longer see it, unless a QA manager renews the name.",
    )


def review_field(label: str = "When is it looked at again?", *, required: bool = True) -> DatePartsField:
    """The day by which a QA manager looks at the name again."""
    return DatePartsField(
        label=label,
        noun="The day of the review",
        required=required,
        help_text="A QA manager then asks whether they still need to see it. On or before the last day.",
    )


class AnswerForm(BaseForm):
    answer = forms.ChoiceField(
        label="Can this person see the record?",
        choices=[("grant", "Yes, to a last day"), ("refuse", "No")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether this person can see the record"},
    )
    until = until_field(required=False)
    review_on = review_field(required=False)
    reason = forms.CharField(
        label="Reason",
        help_text="The person who asked can read it.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter a reason"},
    )

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        if data.get("answer") == "grant":
            for name in ("until", "review_on"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, str(self.fields[name].error_messages["required"]))
        return data

    @property
    def lasting(self) -> Lasting:
        """For how long, where the answer is yes."""
        return Lasting(self.cleaned_data["until"], self.cleaned_data["review_on"])
