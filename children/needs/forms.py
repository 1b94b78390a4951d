"""Questions about needs, about where a placement is, and about names of providers."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from accounts.templatetags.govuk import day as day_words
from accounts.ui.fields import DatePartsField, SeveralField, sentences
from accounts.ui.forms import BaseForm
from accounts.ui.scanning import ScannedFileField
from children.imports.reading import Unreadable, read_sheet
from children.imports.values import URN
from children.models.needs import Disability, Disabled, Method

KNOWN = [("yes", "Yes"), ("no", "No"), ("", "Not known")]
MOST_BYTES = 5 * 1024 * 1024
LONGEST_NAME = 120


def known(value: str) -> bool | None:
    """Yes, no, or not known."""
    return {"yes": True, "no": False}.get(value)


def _urn(text: str) -> str:
    return text.strip().upper().replace(" ", "")


class NeedsForm(BaseForm):
    starts_on = DatePartsField(label="From when is this so?", noun="The day", past=True)
    is_disabled = forms.ChoiceField(
        label="Is the child disabled?",
        choices=sentences(Disabled.choices),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether the child is disabled, or not known"},
    )
    disabilities = SeveralField(
        label="Which disability?",
        choices=sentences(Disability.choices),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    language = forms.CharField(label="First language (optional)", max_length=80, required=False)
    needs_interpreter = forms.TypedChoiceField(
        label="Does the child need an interpreter?",
        choices=KNOWN,
        coerce=known,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    speaks_at_home = forms.TypedChoiceField(
        label="Does somebody where the child lives speak this language?",
        help_text="Ask again after each move: until then it is not known.",
        choices=KNOWN,
        coerce=known,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    methods = SeveralField(
        label="What helps the child to understand and to say what they want? (optional)",
        choices=sentences(Method.choices),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    communication = forms.CharField(
        label="More about it (optional)",
        help_text="For example, who brings the device, or which signs",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, moved_on: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.moved_on = moved_on
        self.draw("is_disabled", reveals={Disabled.YES.value: "disabilities"})
        self.draw("disabilities", small=True)
        self.draw("methods", small=True)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("is_disabled") != Disabled.YES:
            data["disabilities"] = []
        if data.get("speaks_at_home") is not None:
            self._check_home(data.get("starts_on"), data.get("language", ""))
        return data

    def _check_home(self, day: date | None, language: str) -> None:
        if not language.strip() and "language" not in self.errors:
            self.add_error("language", "Enter the first language")
        if day and self.moved_on and day < self.moved_on:
            moved = day_words(self.moved_on)
            self.add_error(
                "starts_on", f"The child has lived there since {moved}. Enter that day or a later one"
            )


class PlaceForm(BaseForm):
    miles = forms.DecimalField(
        label="Miles from home (optional)",
        min_value=0,
        max_digits=4,
        decimal_places=1,
        required=False,
        error_messages={
            "invalid": "The miles must be a number, like 12.5",
            "min_value": "The miles must be 0 or more",
            "max_digits": "The miles must be fewer than 1,000",
            "max_decimal_places": "The miles must have one decimal place or none",
        },
    )
    is_outside = forms.TypedChoiceField(
        label="Is it outside the council’s area?",
        choices=KNOWN,
        coerce=known,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    urn = forms.CharField(
        label="Ofsted number of the provider (optional)",
        help_text="SC and six digits, or seven digits",
        required=False,
        max_length=12,
    )

    def clean_urn(self) -> str:
        urn = _urn(self.cleaned_data["urn"])
        if urn and not URN.match(urn):
            raise forms.ValidationError("Enter the Ofsted number as SC and six digits, or as seven digits")
        return urn


class ProvidersForm(BaseForm):
    """One provider by hand, or a list as a file."""

    urn = forms.CharField(label="Ofsted number", required=False, max_length=12)
    name = forms.CharField(label="Name", required=False, max_length=LONGEST_NAME)
    upload = ScannedFileField(
        label="Or a file with many (CSV)",
        help_text="With the columns URN and Name, as Ofsted publishes its list. Other columns are not read.",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        if data.get("upload"):
            data["names"] = self._of_file(data["upload"])
        else:
            data["names"] = self._by_hand(_urn(data.get("urn", "")), data.get("name", "").strip())
        return data

    def _by_hand(self, urn: str, name: str) -> dict[str, str]:
        if not URN.match(urn):
            self.add_error("urn", "Enter the Ofsted number as SC and six digits, or as seven digits")
        if not name:
            self.add_error("name", "Enter the name of the provider")
        return {urn: name}

    def _of_file(self, upload: Any) -> dict[str, str]:
        if upload.size > MOST_BYTES:
            self.add_error("upload", "The file must be 5 MB or smaller")
            return {}
        try:
            sheet = read_sheet(upload.name, upload.read())
        except Unreadable as why:
            self.add_error("upload", str(why))
            return {}
        number = _column(sheet.headings, "URN", "OFSTED_URN", "UNIQUE_REFERENCE_NUMBER")
        name = _column(sheet.headings, "NAME", "PROVIDER_NAME", "PROVISION_NAME")
        if number is None or name is None:
            self.add_error("upload", "The file has no columns called URN and Name")
            return {}
        found = {_urn(row[number]): row[name] for _, row in sheet.each()}
        kept = {urn: called for urn, called in found.items() if URN.match(urn) and called}
        long = [urn for urn, called in kept.items() if len(called) > LONGEST_NAME]
        if long:
            shown = ", ".join(long[:5])
            self.add_error("upload", f"Names may have {LONGEST_NAME} characters. Too long: {shown}")
        if not kept:
            self.add_error("upload", "No row of the file has both an Ofsted number and a name")
        return kept


def _column(headings: Sequence[str], *names: str) -> str | None:
    """The first of these names that the file has as a heading."""
    return next((name for name in names if name in headings), None)
