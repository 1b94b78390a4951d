"""Forms of what the council sets for its measures: they validate, they never save."""

import re
from typing import Any

from django import forms

from accounts.ui.fields import DatePartsField
from accounts.ui.forms import BaseForm
from accounts.ui.limits import too_many
from reporting.measures.groups import Group
from reporting.measures.registry import ALL

MEASURE_CHOICES = [(m.code, m.title) for m in sorted(ALL, key=lambda m: m.title)]


class YearForm(forms.Form):
    """Which collection year the page shows."""

    year = forms.ChoiceField(
        label="Year",
        required=False,
        error_messages={"invalid_choice": "There is no such year to show. Choose one of these"},
    )

    def __init__(self, *args: Any, years: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = self.fields["year"]
        assert isinstance(year, forms.ChoiceField)
        year.choices = years


def _reason(label: str, needed: str, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=300,
        help_text=hint,
        error_messages={"required": needed},
    )


class FreezeForm(BaseForm):
    period = forms.ChoiceField(label="Period", error_messages={"required": "Choose the period to freeze"})
    reason = _reason(
        "What for",
        "Enter what the figures are frozen for",
        "For example, the annual report to the corporate parenting board",
    )

    def __init__(self, *args: Any, periods: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("period", [("", ""), *periods])


class ExplainForm(BaseForm):
    why = _reason("Reason", "Enter why the figure has changed", "Shown beside the figure")


class TargetForm(BaseForm):
    code = forms.ChoiceField(
        label="Measure", choices=[("", ""), *MEASURE_CHOICES], error_messages={"required": "Choose a measure"}
    )
    starts_on = DatePartsField(label="From", noun="The day from which the target holds")
    value = forms.DecimalField(
        label="Target",
        required=False,
        min_value=0,
        max_digits=8,
        decimal_places=1,
        help_text="As the figure is shown: 95 for 95%. Leave it empty to have no target from that day",
        error_messages={
            "invalid": "The target must be a number, like 95 or 97.5",
            "min_value": "The target must be 0 or more",
            "max_decimal_places": "The target must have one decimal place or none",
            "max_digits": "The target must have 8 digits or fewer",
        },
    )
    note = forms.CharField(label="Note", required=False, max_length=300)


class GapForm(BaseForm):
    code = forms.ChoiceField(
        label="Measure", required=False, choices=[("", "Every measure"), *MEASURE_CHOICES]
    )
    started_on = DatePartsField(label="First day without recording", noun="The first day without recording")
    ended_on = DatePartsField(
        label="First day it was recorded again",
        noun="The first day it was recorded again",
        required=False,
        help_text="Leave it empty while the gap goes on",
    )
    reason = _reason("Reason", "Enter why it was not recorded", "For example, a change of system")

    def __init__(self, *args: Any, fixed_measure: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if fixed_measure:
            del self.fields["code"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        started, ended = data.get("started_on"), data.get("ended_on")
        if started and ended and ended <= started:
            self.add_error(
                "ended_on",
                "The first day it was recorded again must be after the first day without recording",
            )
        return data


class GroupsForm(BaseForm):
    is_of_council = True
    starts_on = DatePartsField(label="From", noun="The day from which the groups hold")
    groups = forms.CharField(
        label="Groups",
        widget=forms.Textarea(attrs={"rows": 14}),
        max_length=8000,
        error_messages={
            "required": "Enter at least one group",
        },
    )

    def __init__(self, *args: Any, ages: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ages = ages
        self.fields["groups"].help_text = AGES_HINT if ages else CODES_HINT

    def clean_groups(self) -> list[dict[str, Any]]:
        found = []
        for number, line in enumerate(self.cleaned_data["groups"].splitlines(), start=1):
            if not line.strip():
                continue
            label, colon, rest = (part.strip() for part in line.partition(":"))
            if not label or not colon or not rest:
                raise forms.ValidationError(
                    f"Line {number}: write the name of the group, a colon, and "
                    f"{'its ages' if self.ages else 'its codes'}"
                )
            if why := too_many(label, LONGEST_NAME):
                raise forms.ValidationError(f"Line {number}: {why}")
            found.append(
                _ages(number, label, rest)
                if self.ages
                else {"label": label, "codes": re.split(r"[,\s]+", rest.upper())}
            )
        return found


LONGEST_NAME = 60
AGES_HINT = (
    "One band on each line: its name, a colon, and its ages, like “6 to 13: 6-13”. Write the last as “14 "
    "and over: 14+”"
)
CODES_HINT = (
    "One group on each line: its name, a colon, and its codes, like “Adopted: E11, E12”. A placement may "
    "name its provider: U6/PR1. Codes of no group are “Other”"
)


def _ages(number: int, label: str, rest: str) -> dict[str, Any]:
    match = re.fullmatch(r"(\d{1,2})(?:\s*(?:-|–|to)\s*(\d{1,2})|(\+))?", rest)
    if not match:
        raise forms.ValidationError(f"Line {number}: write the ages of {label} like 6-13, 17, or 14+")
    low = int(match[1])
    high = None if match[3] else int(match[2] or match[1])
    return {"label": label, "low": low, "high": high}


def as_lines(groups: tuple[Group, ...], *, ages: bool) -> str:
    """Groups as the form shows them."""
    if ages:
        return "\n".join(
            f"{g.label}: {g.low}{'+' if g.high is None else '' if g.high == g.low else f'-{g.high}'}"
            for g in groups
        )
    return "\n".join(f"{g.label}: {', '.join(g.codes)}" for g in groups)


class TypedFigureForm(BaseForm):
    indicator = forms.ChoiceField(
        label="Measure", choices=[("", ""), *MEASURE_CHOICES], error_messages={"required": "Choose a measure"}
    )
    geography = forms.CharField(
        label="Whose figure",
        max_length=120,
        help_text="This council, or another area by name",
        error_messages={"required": "Enter whose figure it is"},
    )
    year = forms.IntegerField(
        label="Year that ended on 31 March",
        min_value=1990,
        max_value=2100,
        error_messages={
            "required": "Enter the year, like 2024",
            "invalid": "The year must be a number, like 2024",
            "min_value": "The year must be 1990 or later",
            "max_value": "The year must be 2100 or earlier",
        },
    )
    number = forms.DecimalField(
        label="Number",
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        error_messages={"invalid": "The number must be a number, like 179"},
    )
    value = forms.DecimalField(
        label="Percentage, rate or mean",
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        error_messages={"invalid": "It must be a number, like 92.5"},
    )
    rounding = forms.CharField(
        label="How it is rounded",
        max_length=200,
        help_text="For example, whole per cent",
        error_messages={"required": "Enter how it is rounded"},
    )
    source = forms.CharField(
        label="Source", max_length=200, error_messages={"required": "Enter where the figure is from"}
    )
    note = forms.CharField(label="Note on the definition", required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("number") is None and data.get("value") is None and not self.errors:
            self.add_error("number", "Enter the number, or the percentage, rate or mean")
        return data
