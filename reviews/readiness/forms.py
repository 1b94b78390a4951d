"""Forms of what a review needs: they validate, they never save."""

from typing import Any

from django import forms

from accounts.ui.fields import DatePartsField, PickDateField, sentences, time_field
from accounts.ui.forms import BaseForm
from accounts.ui.scanning import ScannedFileField
from reviews.meeting.forms import place_field
from reviews.models.review import LateOwner
from reviews.readiness.actions import Attached
from reviews.readiness.sorts import KINDS, has_programs, is_what_it_says

LARGEST = 10_000_000
SORTS = "PDF or a text document, less than 10 MB."
OTHER_INSIDE = (
    "The file is not what its name says, or it has a password. Save it again as a PDF or a text document, "
    "without a password, and attach that."
)
WITH_PROGRAMS = "The file has macros, which run when it is opened. Save it again as a PDF, and attach that."
PARTS = (
    ("since", "What has happened since the last review"),
    ("child", "How the child is: home, health, school, family and friends"),
    ("wishes", "What the child wants, as the child told you"),
    ("plan", "Is the care plan right, and what is not done yet?"),
    ("decide", "What should the review decide?"),
)


def _file(label: str) -> ScannedFileField:
    return ScannedFileField(
        label=label,
        help_text=SORTS,
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(KINDS)}),
    )


def _attached(upload: Any) -> Attached | None:
    if not upload:
        return None
    if not upload.name.lower().endswith(KINDS):
        raise forms.ValidationError("The file must be a PDF or a text document (.docx, .doc, .odt)")
    if upload.size > LARGEST:
        raise forms.ValidationError("The file must be smaller than 10 MB")
    content = upload.read()
    if not is_what_it_says(upload.name, content):
        raise forms.ValidationError(OTHER_INSIDE)
    if has_programs(content):
        raise forms.ValidationError(WITH_PROGRAMS)
    return Attached(upload.name, content)


class ReportForm(BaseForm):
    """The social worker's report in five parts, or as a file."""

    file = _file("Or attach the report as a file (optional)")
    without_file = forms.BooleanField(label="Remove the file", required=False)

    def __init__(self, *args: Any, written: list[dict[str, str]], there: str = "", **kwargs: Any) -> None:
        """`there`: the name of the file that was submitted before."""
        super().__init__(*args, **kwargs)
        if there:
            self.fields["file"].label = "Attach another file (optional)"
            kept = f"{there} is attached. It is kept unless you attach another file or remove it."
            self.fields["file"].help_text = f"{kept} {SORTS}"
        else:
            del self.fields["without_file"]
        last = {name: self.fields.pop(name) for name in list(self.fields)}
        texts = {part["title"]: part["text"] for part in written}
        for key, title in PARTS:
            self.fields[key] = forms.CharField(
                label=title, required=False, max_length=10000, widget=forms.Textarea(attrs={"rows": 5})
            )
            self.initial.setdefault(key, texts.get(title, ""))
        self.fields.update(last)

    def clean_file(self) -> Attached | None:
        return _attached(self.cleaned_data.get("file"))

    @property
    def words(self) -> list[dict[str, str]]:
        return [{"title": title, "text": self.cleaned_data[key]} for key, title in PARTS]


class ReceivedForm(BaseForm):
    """That a paper was received, or why it is not needed."""

    is_in = forms.ChoiceField(
        label="Has it been received?",
        choices=[("yes", "Yes"), ("not_needed", "No, it is not needed for this review")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether it has been received"},
    )
    on = DatePartsField(
        label="When was it received?", noun="The day it was received", past=True, required=False
    )
    reason = forms.CharField(label="Why is it not needed?", max_length=300, required=False)
    file = _file("Attach it (optional)")

    def __init__(self, *args: Any, has_page: bool, **kwargs: Any) -> None:
        """`has_page`: whether a page of its own takes its file."""
        super().__init__(*args, **kwargs)
        if has_page:
            del self.fields["file"]
        self.initial.setdefault("on", self.today)
        self.draw("is_in", reveals={"yes": "on", "not_needed": "reason"})

    def clean_file(self) -> Attached | None:
        return _attached(self.cleaned_data.get("file"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("is_in") == "yes" and not data.get("on") and "on" not in self.errors:
            self.add_error("on", "Enter the day it was received")
        if data.get("is_in") == "not_needed" and not data.get("reason"):
            self.add_error("reason", "Enter why it is not needed")
        return data


def _reason(label: str, missing: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": missing},
    )


class GoAheadForm(BaseForm):
    reason = _reason("Why does the review go ahead?", "Enter why the review goes ahead")


class PutOffForm(BaseForm):
    """The new day, and whose delay it is."""

    on = PickDateField(label="New day", noun="The new day")
    at = time_field()
    place = place_field()
    owner = forms.ChoiceField(
        label="Whose delay is it?",
        choices=sentences(LateOwner.choices),
        widget=forms.RadioSelect,
        error_messages={"required": "Select whose delay it is"},
    )
    reason = _reason("Why is it put off?", "Enter why it is put off")
