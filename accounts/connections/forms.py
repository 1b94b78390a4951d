"""Questions about a program that is let in."""

from typing import Any

from django import forms

from accounts.models.connections import ConnectionScope
from accounts.ui.forms import BaseForm

OVERLAPS = ((1, "1 day"), (7, "7 days"), (30, "30 days"))


class ConnectionForm(BaseForm):
    name = forms.CharField(
        label="Which program is it for?",
        max_length=80,
        help_text="For example “Nightly export of the case system”",
        error_messages={"required": "Enter which program it is for"},
    )
    scope = forms.ChoiceField(
        label="What may it do?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it may do"},
    )

    def __init__(self, *args: Any, scopes: list[ConnectionScope], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("scope", [(scope.value, str(scope.label).capitalize()) for scope in scopes])


class RenewForm(BaseForm):
    overlap_days = forms.TypedChoiceField(
        label="How long does the old token still work?",
        help_text="Long enough for somebody to put the new one into the other program.",
        choices=OVERLAPS,
        coerce=int,
        initial=7,
        widget=forms.RadioSelect,
    )
