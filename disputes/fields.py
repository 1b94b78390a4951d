"""Fields that the forms of a concern share."""

from django import forms

from accounts.ui.as_shown import AsShownForm


def words(label: str, limit: int, *, rows: int = 4, hint: str = "", needed: str = "") -> forms.CharField:
    """Free text of so many characters; an error says what to do."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=limit,
        required=bool(needed),
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": needed},
    )


def one_line(label: str, limit: int, *, hint: str = "", needed: str = "") -> forms.CharField:
    """A short answer on one line."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=limit,
        required=bool(needed),
        error_messages={"required": needed},
    )


def choose(label: str, choices: list[tuple[str, str]], needed: str, *, hint: str = "") -> forms.ChoiceField:
    """Radio buttons, one of which must be chosen."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        help_text=hint,
        widget=forms.RadioSelect,
        error_messages={"required": needed},
    )


def pick(label: str, choices: list[tuple[str, str]], needed: str) -> forms.ChoiceField:
    """A list to choose one from; its first entry is empty."""
    return forms.ChoiceField(label=label, choices=choices, error_messages={"required": needed})


class StepForm(AsShownForm):
    """Knows the stage that was open when the page was drawn, so that a second press moves nothing, and which
    words of the concern the page showed, so that nobody answers others."""

    step = forms.IntegerField(required=False, widget=forms.HiddenInput)
