"""Answering a request for access."""

from django import forms

from accounts.ui.forms import BaseForm


class AnswerForm(BaseForm):
    answer = forms.ChoiceField(
        label="Can this person see the record?",
        choices=[("grant", "Yes, until access is removed"), ("refuse", "No")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether this person can see the record"},
    )
    reason = forms.CharField(
        label="Reason",
        help_text="The person who asked can read it.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter a reason"},
    )
