"""Forms of booking, adjourning, correcting and filtering: they validate, they never save."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.templatetags.govuk import day as day_words
from accounts.ui.fields import DatePartsField, PickDateField, sentences, time_field
from accounts.ui.forms import BaseForm
from reviews.meeting.lateness import Lateness
from reviews.models import Review
from reviews.models.review import CancelKind, LateOwner, LateReason, MeetingWay, ReviewFormat


def place_field() -> forms.CharField:
    return forms.CharField(
        label="Place (optional)",
        max_length=200,
        required=False,
        help_text="Or how people join, for example by video",
    )


def way_field(label: str, *, needed: str = "", undecided: bool = False) -> forms.ChoiceField:
    """In person, by video, or both. Nothing chosen is not recorded."""
    others = [("", "Not decided yet")] if undecided else []
    return forms.ChoiceField(
        label=label,
        choices=[*sentences(MeetingWay.choices), *others],
        widget=forms.RadioSelect,
        required=bool(needed),
        error_messages={"required": needed},
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
    way = way_field("How will people meet?", undecided=True)
    late_reason = forms.ChoiceField(
        label="Why is it after the last day allowed by law?",
        choices=[("", "It is not after that day"), *sentences(LateReason.choices)],
        required=False,
    )
    late_note = forms.CharField(label="More about the reason (optional)", max_length=1000, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("late_reason") == LateReason.OTHER and not data.get("late_note"):
            self.add_error("late_note", "Enter the other reason")
        return data


def move_reason() -> forms.CharField:
    return forms.CharField(
        label="Why is it moved?",
        max_length=300,
        required=False,
        help_text="If the day, time or place changes. The reason is kept in the log of the child’s record.",
    )


class ChangeBookingForm(BookingForm):
    """A booking, and why it is moved."""

    reason = move_reason()


class CancelForm(BaseForm):
    kind = forms.ChoiceField(
        label="Why is it not held?",
        choices=sentences(CancelKind.choices),
        widget=forms.RadioSelect,
        error_messages={"required": "Select why it is not held"},
    )
    reason = forms.CharField(
        label="What happened?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The due date does not change.",
        error_messages={"required": "Enter why it is cancelled"},
    )


class LatenessForm(BaseForm):
    """Why a review was late, whose delay it was, and whether that was talked about before."""

    late_reason = forms.ChoiceField(
        label="Why was it late?",
        choices=sentences(LateReason.choices),
        widget=forms.RadioSelect,
        error_messages={"required": "Select why it was late"},
    )
    late_note = forms.CharField(label="More about the reason (optional)", max_length=1000, required=False)
    owner = forms.ChoiceField(
        label="Whose delay was it?",
        choices=sentences(LateOwner.choices),
        widget=forms.RadioSelect,
        error_messages={"required": "Select whose delay it was"},
    )
    discussed = forms.TypedChoiceField(
        label="Was it discussed with the manager of the IROs before?",
        choices=[("yes", "Yes"), ("no", "No"), ("", "Not known")],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("late_reason") == LateReason.OTHER and not data.get("late_note"):
            self.add_error("late_note", "Enter the other reason")
        return data

    @property
    def lateness(self) -> Lateness:
        data = self.cleaned_data
        return Lateness(data["late_reason"], data["owner"], data["late_note"], data["discussed"])


class LateSeveralForm(LatenessForm):
    """One reason for the reviews that are ticked. `reviews`: those that may be."""

    review = forms.ModelMultipleChoiceField(
        label="Reviews",
        queryset=Review.objects.none(),
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Tick the reviews that have this reason",
            "invalid_choice": "One of the reviews is not in your list. Load the page again",
            "invalid_pk_value": "One of the reviews is not in your list. Load the page again",
        },
    )
    field_order = ["review", "late_reason", "late_note", "owner", "discussed"]

    def __init__(self, *args: Any, reviews: QuerySet[Review], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_rows("review", reviews)


class StartForm(LatenessForm):
    """The day; and why it is late, where the day is after the due date. `due_on` None: nothing is asked."""

    on = DatePartsField(
        label="When was the review held?",
        noun="The date of the review",
        past=True,
        help_text="The first meeting, if there will be more than one",
    )
    way = way_field("How did people meet?")
    without_report = forms.CharField(
        label="Why was it held without the social worker’s report?",
        help_text="Leave this empty if the report came, and say so in the preparation",
        max_length=300,
        required=False,
    )
    field_order = ["on", "way", "without_report", "late_reason", "late_note", "owner", "discussed"]

    def __init__(
        self, *args: Any, due_on: date | None, asks_for_report: bool, has_meeting: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not has_meeting:
            del self.fields["way"]
        if not asks_for_report:
            del self.fields["without_report"]
        self.due_on = due_on
        if due_on is None or (self.today and due_on >= self.today):
            for name in ("late_reason", "late_note", "owner", "discussed"):
                del self.fields[name]
        else:
            for field in (self.fields["late_reason"], self.fields["owner"]):
                field.required = False
                field.help_text = f"Only if it was held after {day_words(due_on)}, its due date"

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.is_late:
            for name in ("late_reason", "owner"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, self.fields[name].error_messages["required"])
        return data

    @property
    def is_late(self) -> bool:
        on = self.cleaned_data.get("on")
        return bool("owner" in self.fields and on and self.due_on and on > self.due_on)


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
    reason = move_reason()
    field_order = ["on", "at", "place", "reason", "late_note"]


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


class LateFilterForm(WorkFilterForm):
    """Filters of the list of late reviews without a reason."""

    year = forms.ChoiceField(label="Year", required=False)
    field_order = ["year", "team", "iro"]

    def __init__(self, *args: Any, years: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("year", [("", "All years"), *years])
