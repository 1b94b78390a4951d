"""Forms for feedback on reviews."""

from typing import Any

from django import forms

from accounts.ui.fields import DatePartsField, sentences
from accounts.ui.forms import BaseForm
from reviews.models.feedback import FeedbackFrom

FEWEST, MOST = 2, 7


class ScaleForm(BaseForm):
    is_of_council = True
    starts_on = DatePartsField(label="From", noun="The first day")
    question = forms.CharField(
        label="What is asked?", max_length=200, error_messages={"required": "Enter what is asked"}
    )
    answers = forms.CharField(
        label="Answers to choose from, one on each line, the best first",
        help_text="For example: strongly agree, agree, disagree",
        widget=forms.Textarea(attrs={"rows": 7}),
        max_length=600,
        error_messages={"required": "Enter the answers, one on each line"},
    )

    def clean_answers(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["answers"].splitlines() if line.strip()]
        if not FEWEST <= len(lines) <= MOST:
            raise forms.ValidationError(f"Enter {FEWEST} to {MOST} answers, one on each line")
        if len({line.casefold() for line in lines}) < len(lines):
            raise forms.ValidationError("Two answers are the same. Remove one of them")
        if long := next((line for line in lines if len(line) > 60), ""):
            raise forms.ValidationError(
                f"“{long[:30]}…” is too long. Each answer must be 60 characters or fewer"
            )
        return lines


class FeedbackForm(BaseForm):
    given_by = forms.ChoiceField(
        label="Who said it?",
        choices=sentences(FeedbackFrom.choices),
        widget=forms.RadioSelect,
        error_messages={"required": "Select who said it"},
    )
    answer = forms.ChoiceField(widget=forms.RadioSelect, error_messages={"required": "Select an answer"})
    words = forms.CharField(
        label="In their own words (optional)",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, question: str, answers: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = question
        self.draw("answer", label_stays=True)
        self.offer("answer", [(answer, answer) for answer in answers])
