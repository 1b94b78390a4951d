"""The form of the committee's page."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from django import forms

from accounts.templatetags.govuk import day as day_words
from accounts.ui.forms import BaseForm
from reporting.cover.fields import Field, Kind

NOT_SAID, ANSWERS = "", ("Yes", "No")
DAYS = ("%d %B %Y", "%d/%m/%Y", "%d %b %Y")
HOW = (
    "One on each line: post | name | day, as Monitoring officer | A. Patel | 3 June 2026. Leave the day out "
    "until then."
)


class CoverForm(BaseForm):
    """One question for each heading."""

    def __init__(self, *args: Any, headings: Sequence[Field], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headings = headings
        for heading in headings:
            self.fields[heading.key] = _asked(heading)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for heading in self.headings:
            if heading.kind == Kind.CLEARANCES and data.get(heading.key):
                try:
                    data[heading.key] = clearances(data[heading.key])
                except ValueError as wrong:
                    self.add_error(heading.key, str(wrong))
        return data

    def filled(self) -> dict[str, str]:
        """The headings under which something stands."""
        return {k: v.strip() for k, v in self.cleaned_data.items() if v.strip()}


def _asked(heading: Field) -> forms.Field:
    if heading.kind == Kind.CHOICE:
        choices = [*((answer, answer) for answer in ANSWERS), (NOT_SAID, "Not said on the cover")]
        return forms.ChoiceField(
            label=heading.label, required=False, choices=choices, widget=forms.RadioSelect
        )
    if heading.kind == Kind.LINE:
        return forms.CharField(label=heading.label, required=False, max_length=200)
    rows = forms.Textarea(attrs={"rows": 4})
    help_text = HOW if heading.kind == Kind.CLEARANCES else ""
    return forms.CharField(
        label=heading.label, required=False, max_length=5000, widget=rows, help_text=help_text
    )


def clearances(text: str) -> str:
    """Who cleared the report, a line each, with days in words. Raises ValueError that names the line."""
    found = []
    for number, line in enumerate((line for line in text.splitlines() if line.strip()), start=1):
        parts = [part.strip() for part in line.split("|")]
        if len(parts) not in (2, 3) or not all(parts[:2]):
            raise ValueError(f"Line {number}: enter the post, the name and the day, with | between them")
        day = _day(parts[2]) if len(parts) == 3 and parts[2] else None
        if len(parts) == 3 and parts[2] and day is None:
            raise ValueError(f"Line {number}: “{parts[2]}” is not a day. Enter it as 3 June 2026")
        found.append(" | ".join([*parts[:2], *([day_words(day)] if day else [])]))
    return "\n".join(found)


def _day(words: str) -> date | None:
    for pattern in DAYS:
        try:
            return datetime.strptime(words, pattern).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    return None
