"""Forms that put a completed record right: they validate, they never save."""

from typing import Any

from django import forms

from accounts.ui.fields import DatePartsField
from accounts.ui.forms import BaseForm
from reviews.record.amending import Amendable
from reviews.record.forms import AttendanceForm, words


def reason_field(label: str, needed: str) -> forms.CharField:
    """Why the record is changed; everybody who reads the record reads it."""
    return words(
        label, hint="Everyone who can read the record can read this.", rows=3, limit=1000, needed=needed
    )


class CorrectForm(BaseForm):
    """The date of a review, and the two answers from which the participation code follows."""

    held_on = DatePartsField(label="Date of the review", noun="The date of the review", past=True)
    child_came = AttendanceForm.base_fields["child_came"]
    views = AttendanceForm.base_fields["views"]
    reason = reason_field("Why is it corrected?", "Enter why it is corrected")


class AmendForm(BaseForm):
    """One line of the record, asked as the record asked it."""

    reason = reason_field("Why is it amended?", "Enter why it is amended")

    def __init__(self, *args: Any, found: Amendable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"] = found.field
        self.order_fields(["answer", "reason"])
        self.initial["answer"] = found.initial
