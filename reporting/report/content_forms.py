"""Forms of what a report holds besides its text: they validate, they never save."""

from typing import Any

from django import forms

from accounts.councils.words import as_said
from accounts.ui.fields import DatePartsField, PickDateField
from accounts.ui.forms import BaseForm
from accounts.ui.limits import too_many
from accounts.ui.scanning import ScannedFileField
from reporting.cover.fields import as_lines
from reporting.edition.document import TITLE_PAGE
from reporting.measures.registry import MEASURES
from reporting.models import (
    Captions,
    InspectorEdition,
    Numbering,
    NumberStyle,
    PriorityFormat,
    PriorityStatus,
    ReportLayout,
    VoiceKind,
)
from reporting.report.sections import SECTIONS


class PriorityForm(BaseForm):
    year = forms.ChoiceField(
        label="In which year is it to be done?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the year"},
    )
    title = forms.CharField(
        label="Priority", max_length=200, error_messages={"required": "Enter the priority"}
    )
    action = forms.CharField(
        label="What will be done",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    child_words = forms.CharField(
        label="The same in words for children",
        required=False,
        max_length=200,
        help_text="The children’s edition prints them: “We want every meeting to be on time.”",
    )
    theme = forms.CharField(
        label="Theme",
        required=False,
        max_length=80,
        help_text="For example Permanence, or Voice of the child",
    )
    outcome = forms.CharField(label="What will be better for children", required=False, max_length=300)
    owner = forms.CharField(
        label="Who leads", required=False, max_length=120, help_text="The post, not the person"
    )
    due_on = PickDateField(label="By when", noun="The date", required=False)
    measure = forms.ChoiceField(
        label="Which measure will show it?",
        required=False,
        help_text="Next year’s report prints it beside the priority",
    )
    aim = forms.CharField(
        label="What should the measure reach?", required=False, max_length=60, help_text="For example 95%"
    )

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = [(str(y), f"{y - 1}-{y % 100:02d}") for y in (year, year + 1)]
        self.offer("year", years)
        self.offer("measure", [("", "None"), *((m.code, m.title) for m in MEASURES.values())])


class ExampleForm(BaseForm):
    """A case example noted in the course of the year."""

    about = forms.CharField(
        label="What is it about?",
        max_length=120,
        help_text="For example permanence, education, or a dispute that was settled",
        error_messages={"required": "Enter what it is about"},
    )
    happened_on = DatePartsField(label="When was it?", noun="The day", past=True)
    text = forms.CharField(
        label="What happened, and what changed for the child",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="No names, dates of birth, places or schools. They are looked for before it is saved.",
        error_messages={
            "required": "Enter what happened",
        },
    )


class QuarterForm(BaseForm):
    """What is said in the report of a quarter besides its figures."""

    words = forms.CharField(
        label="Issues, themes and examples of the quarter",
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Printed before the figures. No names, dates of birth, places or schools.",
    )
    recipients = forms.CharField(
        label="Who receives it, one on each line",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


LONGEST_TITLE = LONGEST_BODY = 120


class ProgressForm(BaseForm):
    status = forms.ChoiceField(
        label="What became of it?",
        choices=PriorityStatus.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what became of it"},
    )
    progress = forms.CharField(
        label="What was done, and what changed",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("status") not in (None, PriorityStatus.NOT_REPORTED) and not data.get("progress"):
            self.add_error("progress", "Enter what was done, or why it was not")
        return data


class VoiceForm(BaseForm):
    kind = forms.ChoiceField(
        label="What is it?",
        choices=VoiceKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is"},
    )
    section = forms.ChoiceField(
        label="In which section does it stand?",
        choices=[*((s.key, s.title) for s in SECTIONS.values()), (TITLE_PAGE, "The title page (a drawing)")],
    )
    text = forms.CharField(
        label="The words",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="No names, dates of birth, places or schools. They are looked for before it is signed off.",
    )
    answer = forms.CharField(
        label="What was done",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For “You said, we did”",
    )
    drawing = ScannedFileField(
        label="Drawing", required=False, help_text="A PNG or JPEG file smaller than 4 MB"
    )
    alternative = forms.CharField(
        label="The drawing in words", required=False, max_length=250, help_text="For those who can’t see it"
    )
    consent_by = forms.CharField(
        label="Who consented",
        required=False,
        max_length=120,
        help_text="By role, for example the young person",
    )
    consent_on = PickDateField(label="When they consented", noun="The date of consent", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind = data.get("kind")
        if kind and kind != VoiceKind.YOU_SAID:
            if not data.get("consent_by"):
                self.add_error("consent_by", "Enter who consented. Without consent it can’t be used.")
            if not data.get("consent_on"):
                self.add_error("consent_on", "Enter the date of consent")
        if kind and kind != VoiceKind.DRAWING and data.get("section") == TITLE_PAGE:
            self.add_error("section", "The title page has room for a drawing alone. Choose a section.")
        if kind == VoiceKind.DRAWING:
            self._check_drawing(data)
        elif kind:
            self._check_words(data)
        return data

    def _check_drawing(self, data: dict[str, Any]) -> None:
        if not data.get("drawing"):
            self.add_error("drawing", "Choose the drawing")
        if not data.get("alternative"):
            self.add_error("alternative", "Describe the drawing for those who can’t see it")

    def _check_words(self, data: dict[str, Any]) -> None:
        if data.get("drawing"):
            self.add_error(
                "drawing", "An image can only stand with a drawing. Choose “Drawing”, or leave the image out."
            )
        if not data.get("text"):
            self.add_error("text", "Enter the words")


class PresentationForm(BaseForm):
    body = forms.CharField(
        label="Body", max_length=LONGEST_BODY, error_messages={"required": "Enter who receives the report"}
    )
    sent_on = PickDateField(label="Sent", noun="The date", required=False)
    presented_on = PickDateField(label="Presented", noun="The date", required=False)
    note = forms.CharField(label="Note", max_length=250, required=False)


class LayoutForm(BaseForm):
    """V-29 to V-32, and the limits of small numbers."""

    is_of_council = True
    numbering = forms.ChoiceField(label="Numbers", choices=Numbering.choices, widget=forms.RadioSelect)
    captions = forms.ChoiceField(
        label="Tables and charts are called", choices=Captions.choices, widget=forms.RadioSelect
    )
    has_cover = forms.BooleanField(label="A committee cover page comes first", required=False)
    cover_fields = forms.CharField(
        label="Headings of the cover, one on each line, in their order",
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="“key: heading” is one of the portal’s; add a line for one of your own. Put a minus sign "
        "before one that your committee does not ask for.",
    )
    priority_format = forms.ChoiceField(
        label="Priorities for the next year are printed as",
        choices=PriorityFormat.choices,
        widget=forms.RadioSelect,
    )
    number_style = forms.ChoiceField(
        label="A share is said in a sentence as", choices=NumberStyle.choices, widget=forms.RadioSelect
    )
    sections = forms.CharField(
        label="Sections, one on each line, in their order",
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text="“key: title”. Put a minus sign before one that a new report leaves out.",
    )
    bodies = forms.CharField(
        label="Bodies that receive the report, one on each line",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    inspector_edition = forms.ChoiceField(
        label="What may inspectors see of a published report?",
        choices=InspectorEdition.choices,
        widget=forms.RadioSelect,
    )
    largest_hidden_count = forms.IntegerField(
        label="Largest count that is not published",
        min_value=5,
        max_value=50,
        error_messages={"min_value": "The largest count that is not published must be 5 or more"},
    )
    largest_hidden_base = forms.IntegerField(
        label="Largest base whose percentages are not published",
        min_value=10,
        max_value=100,
        error_messages={"min_value": "The largest base must be 10 or more"},
    )
    hides_service_acts = forms.BooleanField(
        label="Also hide small counts of what the service did, such as disputes in a month", required=False
    )
    hides_complements = forms.BooleanField(
        label="Also hide a share when the rest of it is a small number", required=False
    )

    def __init__(self, *args: Any, current: ReportLayout, **kwargs: Any) -> None:
        initial = {name: getattr(current, name) for name in self.base_fields if name != "sections"}
        initial["sections"] = "\n".join(_section_lines(current))
        initial["cover_fields"] = as_lines(current)
        super().__init__(*args, **{"initial": initial, **kwargs})

    def clean_sections(self) -> list[dict[str, Any]]:
        found, seen = [], set()
        for line in self.cleaned_data["sections"].splitlines():
            if not line.strip():
                continue
            key, _, title = line.strip().removeprefix("-").partition(":")
            key = key.strip()
            if key not in SECTIONS:
                raise forms.ValidationError(f"There is no section “{key}”. Keep the word before the colon.")
            if key in seen:
                raise forms.ValidationError(f"“{key}” is named twice.")
            seen.add(key)
            own = "" if title.strip() in (SECTIONS[key].title, _ours(key)) else title.strip()
            if why := too_many(own, LONGEST_TITLE):
                raise forms.ValidationError(f"The title of “{key}”: {why}")
            found.append({"key": key, "title": own, "included": not line.strip().startswith("-")})
        return found

    def clean_bodies(self) -> str:
        for number, line in enumerate(self.cleaned_data["bodies"].splitlines(), start=1):
            if why := too_many(line.strip(), LONGEST_BODY):
                raise forms.ValidationError(f"Line {number}: {why}")
        return str(self.cleaned_data["bodies"])

    def values(self) -> dict[str, Any]:
        """The fields of the layout."""
        return dict(self.cleaned_data)


def _ours(key: str) -> str:
    """The portal's own title of a section, in the council's words as the report prints it."""
    return as_said(SECTIONS[key].title)


def _section_lines(layout: ReportLayout) -> list[str]:
    """Every section as a line of the form: the council’s order first, then those it does not name."""
    named = [s for s in layout.sections if s.get("key") in SECTIONS]
    lines = [
        f"{'' if s.get('included', True) else '-'}{s['key']}: {s.get('title') or _ours(s['key'])}"
        for s in named
    ]
    rest = SECTIONS.keys() - {s["key"] for s in named}
    return lines + [
        f"{'' if spec.is_offered else '-'}{key}: {_ours(key)}"
        for key, spec in SECTIONS.items()
        if key in rest
    ]
