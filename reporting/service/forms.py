"""Questions about an entry in the register of the IRO service."""

from typing import Any

from django import forms

from accounts.ui.fields import DatePartsField
from accounts.ui.forms import BaseForm
from reporting.models.service import ServiceKind

ASKS = {
    ServiceKind.SUPERVISION: (
        "Which supervision?",
        "For example “Group supervision”",
        "How often, with whom",
    ),
    ServiceKind.CHAMPION: ("Which theme?", "For example “Permanence”", "What has been done"),
    ServiceKind.LINK: ("Which team or partner?", "", "What for"),
    ServiceKind.PANEL: ("Which panel or meeting?", "For example “Placement panel”", "How often, what for"),
    ServiceKind.ADVOCACY: ("Which provider?", "For example “Barnardo’s”", "Advocacy, visitors, or both"),
    ServiceKind.GROUP: ("Which group?", "For example “Children in care council”", "How often, what it does"),
}
"""Kind -> the question for its name, a hint, and what the detail tells."""


class EntryForm(BaseForm):
    name = forms.CharField(label="Name", max_length=120, error_messages={"required": "Enter a name"})
    who = forms.CharField(label="Who leads it or attends (optional)", max_length=120, required=False)
    detail = forms.CharField(label="Detail", max_length=300, required=False)
    starts_on = DatePartsField(label="From", noun="The first day")
    ends_on = DatePartsField(
        label="First day after its end (optional)",
        noun="The first day after its end",
        required=False,
        help_text="Leave it empty while it continues",
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        question, hint, detail = ASKS[ServiceKind(kind)]
        self.fields["name"].label, self.fields["name"].help_text = question, hint
        self.fields["detail"].label = f"{detail} (optional)"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        started, ended = data.get("starts_on"), data.get("ends_on")
        if started and ended and ended <= started:
            self.add_error("ends_on", "It must end after the day on which it starts")
        return data
