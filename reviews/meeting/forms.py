"""Forms of booking, adjourning, correcting and filtering: they validate, they never save."""

from typing import Any

from django import forms

from accounts.ui.fields import DatePartsField, PickDateField, sentences
from accounts.ui.forms import BaseForm
from reviews.models.review import LateReason, ReviewFormat


def time_field() -> forms.TimeField:
    return forms.TimeField(
        label="Time",
        required=False,
        input_formats=["%H:%M", "%H.%M", "%I%p", "%I:%M%p", "%I.%M%p"],
        help_text="For example, 14:30 or 2:30pm",
        error_messages={"invalid": "Enter a time like 14:30 or 2:30pm"},
        widget=forms.TimeInput(format="%H:%M"),
    )


def place_field() -> forms.CharField:
    return forms.CharField(
        label="Place", max_length=200, required=False, help_text="Or how people join, for example by video"
    )


class BookingForm(BaseForm):
    """When and where. The reason for a late booking is asked for when the day lies past the last lawful
    one.
    """

    on = PickDateField(
        label="Date of the review",
        noun="The date of the review",
        help_text=(
            "For example, 27/3/2026. For a review that has already been held, enter the day it was held"
        ),
    )
    at = time_field()
    place = place_field()
    format = forms.ChoiceField(
        label="How will it be held?",
        choices=sentences(ReviewFormat.choices),
        widget=forms.RadioSelect,
        initial=ReviewFormat.MEETING,
    )
    late_reason = forms.ChoiceField(
        label="Why is it after the last day allowed by law?",
        choices=[("", "It is not after that day"), *sentences(LateReason.choices)],
        required=False,
    )
    late_note = forms.CharField(label="More about the reason", max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("late_reason") == LateReason.OTHER and not data.get("late_note"):
            self.add_error("late_note", "Enter the other reason")
        return data


class CancelForm(BaseForm):
    reason = forms.CharField(
        label="Why is it cancelled?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The due date does not change.",
        error_messages={"required": "Enter why it is cancelled"},
    )


class StartForm(BaseForm):
    on = DatePartsField(
        label="When was the review held?",
        noun="The date of the review",
        past=True,
        help_text="The first meeting, if there will be more than one",
    )


class AdjournForm(BaseForm):
    until = PickDateField(label="When will it be continued?", noun="The date of the second meeting")
    at = time_field()
    place = place_field()
    reason = forms.CharField(
        label="What information is missing?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A review can be adjourned once, when the council has not given enough information.",
        error_messages={"required": "Enter what information is missing"},
    )


class SecondMeetingForm(BaseForm):
    """When and where an adjourned review goes on. The reason is asked for when that is after its last day."""

    on = PickDateField(label="When will it be continued?", noun="The date of the second meeting")
    at = time_field()
    place = place_field()
    late_note = forms.CharField(
        label="Why is it after the last day? (if it is)",
        max_length=300,
        required=False,
        help_text="The reason is kept in the log of the child’s record.",
    )


class ReconveneForm(BaseForm):
    on = DatePartsField(
        label="When was the second meeting?", noun="The date of the second meeting", past=True
    )


class ChangeDayForm(BaseForm):
    on = DatePartsField(label="When was it held?", noun="The date of the review", past=True)
    reason = forms.CharField(
        label="Why is it corrected?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter why it is corrected"},
    )


class UndoStartForm(BaseForm):
    reason = forms.CharField(
        label="Why is the start undone?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The review goes back to its booking. You can then change or cancel the booking.",
        error_messages={"required": "Enter why the start is undone"},
    )


class WorkFilterForm(BaseForm):
    """What the lists of work are narrowed by: the team and the IRO of the child, by name. `field_order` says
    where they stand.
    """

    team = forms.ChoiceField(label="Team", required=False)
    iro = forms.ChoiceField(label="IRO", required=False)

    def __init__(
        self, *args: Any, teams: list[tuple[str, str]], iros: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("team", [("", "All teams"), *teams])
        self.offer("iro", [("", "All IROs"), *iros])


class FilterForm(WorkFilterForm):
    """Filters of the list of reviews; what is not understood is left out."""

    SHOW = [
        ("", "Everything due or booked"),
        ("overdue", "Overdue"),
        ("unconfirmed", "Due, not known whether held"),
        ("due_14", "Due in the next 14 days"),
        ("to_book", "Due in the next 6 weeks and not booked"),
        ("booked", "Booked"),
        ("not_recorded", "Booked day has passed, no record"),
        ("recording", "Being recorded"),
        ("adjourned", "Adjourned"),
    ]
    show = forms.ChoiceField(label="Show", choices=SHOW, required=False)
    field_order = ["show", "iro", "team"]
