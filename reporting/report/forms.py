"""Forms of measures and reports: they validate, they never save."""

from typing import Any

from django import forms

from accounts.ui.fields import DatePartsField
from accounts.ui.forms import BaseForm

HOW_IT_IS_PRINTED = (
    "This is printed in the new edition, also for the public: no names, dates of birth, places or schools, "
    "and no number that is not a figure of the report. The published edition stays as it is."
)


class PeriodForm(forms.Form):
    """Which period the page shows."""

    period = forms.ChoiceField(
        label="Period",
        required=False,
        error_messages={
            "invalid_choice": "There is no such period to show, or it has not begun. Choose one of these"
        },
    )

    def __init__(self, *args: Any, periods: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        period = self.fields["period"]
        assert isinstance(period, forms.ChoiceField)
        period.choices = periods


class StretchForm(BaseForm):
    """Any stretch of days."""

    first = DatePartsField(label="From", noun="The first day", past=True)
    last = DatePartsField(label="To", noun="The last day", help_text="Up to today at most")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("first") and data.get("last") and data["last"] < data["first"]:
            self.add_error("last", "The last day must be the first day or later")
        return data


class BeginForm(BaseForm):
    year = forms.ChoiceField(
        label="Which year?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the year of the report"},
    )

    def __init__(self, *args: Any, years: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("year", years)


class TitleForm(BaseForm):
    title = forms.CharField(
        label="Title", max_length=200, error_messages={"required": "Enter the title of the report"}
    )
    author = forms.CharField(label="Author", max_length=120, required=False)


class CorrectedTitleForm(TitleForm):
    """Of an edition that corrects another: it says what was wrong as well."""

    why_corrected = forms.CharField(
        label="What was wrong, and why?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=HOW_IT_IS_PRINTED,
        error_messages={"required": "Enter what was wrong and why"},
    )


class NarrativeForm(BaseForm):
    narrative = forms.CharField(
        label="Your words",
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 14}),
        strip=False,
    )


class CommentForm(BaseForm):
    text = forms.CharField(
        label="Add a comment",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Enter a comment",
        },
    )


class WhyForm(BaseForm):
    """Why words that were pointed out tell nobody who a child is. What must be said, the action says."""

    reason = forms.CharField(label="Why it tells nobody who a child is", max_length=300, required=False)


class SignOffForm(WhyForm):
    """The reason with the button that was pressed, which the page that asks for it again sends on."""

    do = forms.CharField(required=False, widget=forms.HiddenInput)


class SettleForm(WhyForm):
    words = forms.CharField(required=False, widget=forms.HiddenInput)


class SendBackForm(BaseForm):
    reason = forms.CharField(
        label="Why you are sending it back",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": "Enter why you are sending the report back",
        },
    )


class CorrectionForm(BaseForm):
    reason = forms.CharField(
        label="What was wrong, and why?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=HOW_IT_IS_PRINTED,
        error_messages={"required": "Enter what was wrong and why"},
    )
