"""Dates as GOV.UK asks for them: three boxes with an error that says which is wrong, or one box with a
calendar.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

PARTS = ("day", "month", "year")
YEARS = range(1000, 3000)
"""Whatever the portal counts on or back from a date of theirs is a date."""
MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ],
        1,
    )
    for name in names.split()
}


def sentence(text: str) -> str:
    """A choice as it stands by itself: its first letter a capital one."""
    return text[:1].upper() + text[1:]


def sentences(choices: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The choices of a question, each as it stands by itself. Labels of states and kinds are kept as they
    stand in a sentence.
    """
    return [(value, sentence(str(label))) for value, label in choices]


def time_field(label: str = "Time") -> forms.TimeField:
    """A time of day that may be left empty."""
    return forms.TimeField(
        label=label,
        required=False,
        input_formats=["%H:%M", "%H.%M", "%I%p", "%I:%M%p", "%I.%M%p"],
        help_text="For example, 14:30 or 2:30pm",
        error_messages={"invalid": "Enter a time like 14:30 or 2:30pm"},
        widget=forms.TimeInput(format="%H:%M"),
    )


class DatePartsWidget(forms.Widget):
    """Day, month and year boxes."""

    govuk = "date-input"
    template_name = "govuk/widgets/date.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str] | None:
        parts = {part: (data.get(f"{name}_{part}") or "").strip() for part in PARTS}
        return parts if any(parts.values()) else None

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(f"{name}_{part}" in data for part in PARTS)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_day"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if isinstance(value, dt.date):
            value = {"day": value.day, "month": value.month, "year": value.year}
        context["widget"]["parts"] = value or {}
        return context


class DatePartsField(forms.Field):
    """A date in three boxes. `noun` starts every message: "The date of the review must be a real date".

    `today` set by the form makes `past=True` refuse later days; the field never reads the clock.
    """

    widget = DatePartsWidget

    def __init__(self, *, noun: str = "The date", past: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.noun, self.past = noun, past
        self.today: dt.date | None = None
        self.bad_parts: list[str] = []
        self.error_messages["required"] = f"Enter {noun[0].lower()}{noun[1:]}"

    def to_python(self, value: Any) -> dt.date | None:
        self.bad_parts = []
        if value in self.empty_values:
            return None
        if isinstance(value, dt.date):
            return value
        missing = [part for part in PARTS if not value.get(part)]
        if missing:
            raise self._error(missing, f"{self.noun} must include a {' and '.join(missing)}", "incomplete")
        found = self._date(*self._numbers(value))
        if self.past and self.today and found > self.today:
            raise self._error(list(PARTS), f"{self.noun} must be today or in the past")
        return found

    def _numbers(self, value: dict[str, str]) -> tuple[int, int, int]:
        """Year, month and day as typed; the month may be a name."""
        month = value["month"].lower()
        try:
            return int(value["year"]), int(MONTHS.get(month, month)), int(value["day"])
        except ValueError:
            raise self._error(list(PARTS), f"{self.noun} must be a real date, like 27 3 2026") from None

    def _date(self, year: int, month: int, day: int) -> dt.date:
        if not YEARS.start <= year <= 9999:
            raise self._error(["year"], f"{self.noun}: the year must have 4 numbers")
        try:
            found = dt.date(year, month, day)
        except ValueError:
            wrong = ["day"] if 1 <= month <= 12 else ["month"]
            raise self._error(wrong, f"{self.noun} must be a real date") from None
        if year not in YEARS:
            raise self._error(["year"], f"{self.noun} must be a real date")
        return found

    def _error(self, parts: list[str], message: str, code: str = "invalid") -> ValidationError:
        self.bad_parts = parts
        return ValidationError(message, code=code)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True


class PickDateWidget(forms.DateInput):
    """One box with the calendar of the date picker beside it."""

    govuk = "date-picker"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%d/%m/%Y", **kwargs)


class PickDateField(forms.DateField):
    """A date that is worked out rather than known: a booking, an action's date."""

    widget = PickDateWidget

    def __init__(self, *, noun: str = "The date", **kwargs: Any) -> None:
        kwargs.setdefault(
            "input_formats",
            ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d"],
        )
        kwargs.setdefault("help_text", "For example, 27/3/2026")
        super().__init__(**kwargs)
        self.error_messages["required"] = f"Enter {noun[0].lower()}{noun[1:]}"
        self.error_messages["invalid"] = f"{noun} must be a real date, like 27/3/2026"

    def to_python(self, value: Any) -> dt.date | None:
        found = super().to_python(value)
        if found is not None and found.year not in YEARS:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found


class SeveralField(forms.MultipleChoiceField):
    """Some of the choices. One that is sent twice, which no page does, is one."""

    def to_python(self, value: Any) -> list[str]:
        return list(dict.fromkeys(super().to_python(value)))
