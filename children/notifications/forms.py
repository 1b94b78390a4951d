"""Forms of the notification of a child, and of who was told who the IRO is."""

from typing import Any

from django import forms

from accounts.models import Authority, Team
from accounts.ui.as_shown import AsShownForm
from accounts.ui.fields import DatePartsField, sentences, time_field
from accounts.ui.forms import BaseForm
from children.models.allocation import ToldHow
from children.models.notification import Channel, DelayReason
from children.notifications.actions import Notice


class NotificationForm(BaseForm):
    """When, by whom and how the IRO service was told."""

    received_on = DatePartsField(
        label="When was the IRO service told?", noun="The day on which the IRO service was told", past=True
    )
    at = time_field("At what time? (optional)")
    channel = forms.ChoiceField(
        label="How was it told?",
        choices=sentences(Channel.choices),
        widget=forms.RadioSelect,
        error_messages={"required": "Select how the IRO service was told"},
    )
    team = forms.ModelChoiceField(
        label="Which team told it? (optional)",
        queryset=Team.objects.none(),
        required=False,
        empty_label="Not known, or no team",
    )
    from_whom = forms.CharField(label="Who told it? (optional)", max_length=120, required=False)
    entered_on = DatePartsField(
        label="When was the start of care entered in the main system? (optional)",
        noun="The day of entry",
        past=True,
        required=False,
        help_text="Only if it was recorded later than it began.",
    )
    delay_reason = forms.ChoiceField(
        label="If it was late, why?",
        choices=[("", "It was not late"), *sentences(DelayReason.choices)],
        required=False,
    )
    delay_note = forms.CharField(label="More about the delay (optional)", max_length=300, required=False)

    def __init__(self, *args: Any, authority: Authority, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_rows("team", Team.objects.filter(authority=authority, is_active=True))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("delay_reason") == DelayReason.OTHER and not data.get("delay_note"):
            self.add_error("delay_note", "Enter the other reason")
        return data

    @property
    def notice(self) -> Notice:
        return Notice(**self.cleaned_data)


class ToldForm(AsShownForm):
    """When the child and the carer were told who the IRO is."""

    child_told_on = DatePartsField(
        label="When was the child told who the IRO is and how to reach them?",
        noun="The day on which the child was told",
        past=True,
        required=False,
    )
    child_told_how = forms.ChoiceField(
        label="How was the child told?",
        choices=[("", "Not told yet"), *sentences(ToldHow.choices)],
        required=False,
    )
    carer_told_on = DatePartsField(
        label="When was the carer told?",
        noun="The day on which the carer was told",
        past=True,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        on, how = data.get("child_told_on"), data.get("child_told_how")
        if on and not how:
            self.add_error("child_told_how", "Select how the child was told")
        if how and not on and "child_told_on" not in self.errors:
            self.add_error("child_told_on", "Enter the day on which the child was told")
        return data
