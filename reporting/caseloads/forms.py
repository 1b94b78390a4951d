"""The form of a note on an IRO's practice: it validates, it never saves."""

from typing import Any

from django import forms

from accounts.ui.fields import DatePartsField
from accounts.ui.forms import BaseForm
from reporting.models.supervision import NoteKind

LONGEST = 8000
NAMES = "Do not name a child here: what concerns one child belongs on the child’s record."


def _words(label: str, rows: int, hint: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=hint,
    )


class PracticeForm(BaseForm):
    kind = forms.ChoiceField(
        label="What was it?",
        choices=NoteKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it was"},
    )
    happened_on = DatePartsField(label="On which day?", noun="The day", past=True)
    about = forms.CharField(
        label="What about? (optional)",
        required=False,
        max_length=200,
        help_text="For example the theme, the standard that was looked at, or the course",
    )
    result = forms.CharField(
        label="Grade or result (optional)",
        required=False,
        max_length=60,
        help_text="Of an observation or audit, in the words of your own form",
    )
    hours = forms.DecimalField(
        label="Hours of training (optional)",
        required=False,
        max_digits=5,
        decimal_places=1,
        min_value=0.5,
        error_messages={
            "invalid": "Hours must be a number, like 3 or 7.5",
            "min_value": "Hours must be half an hour or more",
            "max_decimal_places": "Hours must have one decimal place or none",
            "max_digits": "Hours must be 9,999 or fewer",
        },
    )
    text = _words("What was said or found (optional)", 8, NAMES)
    agreed = _words("Agreed actions (optional)", 4, "One on each line, with who will do it and by when")
    next_on = DatePartsField(
        label="When is the next one? (optional)", noun="The day of the next one", required=False
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not (data.get("text") or data.get("agreed") or data.get("about")):
            self.add_error("text", "Enter what it was about, what was said, or what was agreed")
        day, following = data.get("happened_on"), data.get("next_on")
        if day and following and following <= day:
            self.add_error("next_on", "The next one must be after this one")
        return data
