"""Forms of an audit of decisions: they validate, they never save."""

from typing import Any

from django import forms

from accounts.ui.fields import PickDateField
from accounts.ui.forms import BaseForm
from reviews.auditing.actions import Found
from reviews.models.rating import PARTS

MOST = 100
YES_NO = [("yes", "Yes"), ("no", "No")]


class DrawForm(BaseForm):
    """From which reviews decisions are drawn, and how many."""

    since = PickDateField(label="Reviews held from", noun="The first day")
    until = PickDateField(label="Reviews held until", noun="The last day")
    number = forms.IntegerField(
        label="How many decisions?",
        min_value=1,
        max_value=MOST,
        error_messages={
            "required": "Enter how many decisions",
            "invalid": "The number of decisions must be a whole number, like 10",
            "min_value": "The number of decisions must be 1 or more",
            "max_value": f"The number of decisions must be {MOST} or fewer",
        },
    )
    of = forms.ChoiceField(
        label="How should they be drawn?",
        choices=[("all", "At random from all of them"), ("each", "The same number from each IRO, at random")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select how they should be drawn"},
    )
    iro = forms.ChoiceField(label="Whose decisions?", required=False)

    def __init__(self, *args: Any, iros: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("iro", [("", "Every IRO’s"), *iros])


class RateForm(BaseForm):
    """Whether a decision has each part of being SMART."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part, said in PARTS.items():
            self.fields[part] = forms.ChoiceField(
                label=said,
                choices=YES_NO,
                widget=forms.RadioSelect,
                error_messages={"required": f"{said}: select yes or no"},
            )
            self.draw(part, inline=True, small=True)
        self.fields["comment"] = forms.CharField(
            label="What would make it better? (optional)",
            max_length=1000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text="The child’s IRO and QA managers can read it.",
        )

    @property
    def found(self) -> Found:
        """Which parts the decision has."""
        return Found(**{part: self.cleaned_data[part] == "yes" for part in PARTS})
