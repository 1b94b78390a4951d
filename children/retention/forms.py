"""Questions about the end of a record, and about handing it out."""

from typing import Any

from django import forms

from accounts.ui.forms import BaseForm
from children.restriction.forms import reason_field


class FindForm(BaseForm):
    """A record by its number, or somebody who works for the council."""

    number = forms.CharField(label="Number of the child", max_length=20, required=False)
    worker = forms.CharField(
        label="Or a worker",
        help_text="Worker number, email address or whole name.",
        max_length=120,
        required=False,
    )

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        if data.get("number") and data.get("worker"):
            self.add_error("worker", "Enter the number of a child or a worker, not both")
        elif not self.errors and not data.get("number") and not data.get("worker"):
            self.add_error("number", "Enter the number of a child, or a worker")
        return data


class HoldForm(BaseForm):
    reason = reason_field(
        "Why must the record be kept?",
        hint="For example an inquiry, a claim or a court’s order, with its reference.",
    )


class WhyForm(BaseForm):
    reason = reason_field("Reason", hint="It is kept on the audit trail.")


DELETE, ANONYMISE = "delete", "anonymise"


class ProposeForm(WhyForm):
    """How the record ends, and why."""

    how = forms.ChoiceField(
        label="What is to stay?",
        choices=[
            (DELETE, "Nothing: delete the whole record"),
            (ANONYMISE, "Dates and codes used in figures: make the record anonymous"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Select what is to stay"},
    )
    field_order = ["how", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.draw(
            "how",
            item_hints={
                DELETE: "Published reports and stored figures stay. If figures for past years are counted "
                "again, this child will not be in them.",
                ANONYMISE: "Names, numbers, all texts, people, concerns and decisions go. Past years can be "
                "counted again, except figures about workers, decisions and concerns. Nobody can open the "
                "record any more.",
            },
        )


class AnswerForm(BaseForm):
    """Whether the record is deleted."""

    answer = forms.ChoiceField(
        label="Is the record to be deleted?",
        choices=[("yes", "Yes, delete it for good"), ("no", "No, keep it")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether the record is to be deleted"},
    )
    reason = reason_field("Reason", hint="It is kept on the certificate.")

    def __init__(self, *args: Any, leaves_facts: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if leaves_facts:
            self.fields["answer"].label = "Is the record to be made anonymous?"
            self.offer("answer", [("yes", "Yes, make it anonymous for good"), ("no", "No, keep it")])


class BundleForm(BaseForm):
    reason = reason_field(
        "What is it for?",
        hint="For example who asked, and when. It is kept on the record and the audit trail.",
    )
