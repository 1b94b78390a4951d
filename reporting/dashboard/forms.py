"""Forms of the dashboard: they validate, they never save."""

from typing import Any

from django import forms

from accounts.councils.words import as_said
from accounts.ui.fields import SeveralField
from accounts.ui.forms import BaseForm
from reporting.measures.base import Measure


class ShownForm(forms.Form):
    """Which year and whose figures the page shows."""

    year = forms.ChoiceField(
        label="Year",
        required=False,
        error_messages={"invalid_choice": "There is no such year to show. Choose one of these"},
    )
    whose = forms.ChoiceField(
        label="Whose figures",
        required=False,
        error_messages={"invalid_choice": "There are no such figures to show. Choose whose to see"},
    )

    def __init__(
        self, *args: Any, years: list[tuple[str, str]], parts: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("year", years), ("whose", parts)):
            asked = self.fields[name]
            assert isinstance(asked, forms.ChoiceField)
            asked.choices = choices
        if len(parts) == 1:
            del self.fields["whose"]


class ChooseForm(BaseForm):
    """The measures of the dashboard, one group of boxes for each page of figures."""

    def __init__(self, *args: Any, groups: list[tuple[str, list[Measure]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, (title, measures) in enumerate(groups):
            boxes = SeveralField(
                label=as_said(title),
                required=False,
                choices=[(m.code, as_said(m.title)) for m in measures],
                widget=forms.CheckboxSelectMultiple,
            )
            boxes.small = True  # type: ignore[attr-defined]
            self.fields[f"group_{number}"] = boxes

    @property
    def codes(self) -> list[str]:
        """What was ticked, in the order in which it stands."""
        return [code for name in self.fields for code in self.cleaned_data.get(name, ())]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not any(data.values()):
            self.add_error(None, "Choose at least one measure")
        return data


class NoteForm(BaseForm):
    """Words on a measure in a month."""

    text = forms.CharField(
        label="Your note",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Do not name a child. Everybody who sees the council’s dashboard can read it.",
        error_messages={
            "required": "Enter a note",
        },
    )


class NewNoteForm(NoteForm):
    code = forms.ChoiceField(label="Measure", error_messages={"required": "Choose a measure"})
    month = forms.ChoiceField(label="Month", error_messages={"required": "Choose a month"})
    field_order = ("code", "month", "text")

    def __init__(
        self, *args: Any, codes: list[tuple[str, str]], months: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("code", [("", ""), *codes])
        self.offer("month", [("", ""), *months])
