"""Logging a concern on one page of at most six fields, and putting its words right."""

from typing import Any

from django import forms

from accounts.searches import search_field
from accounts.ui.fields import DatePartsField
from accounts.ui.forms import BaseForm
from children.models import Child
from disputes.actions.raising import Themes
from disputes.models import Theme
from disputes.models.concern import Delay
from disputes.models.ladder import NationalTheme
from reviews.meeting.forms import WorkFilterForm

MOST_FIELDS = 6
TALKED, TOLD = "talked", "told"


def words(label: str, limit: int, *, rows: int = 4, hint: str = "", needed: str = "") -> forms.CharField:
    """Free text of so many characters; an error says what to do."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=limit,
        required=bool(needed),
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": needed, "max_length": f"{label}: use {limit:,} characters or fewer"},
    )


def theme_choices(own: list[Theme]) -> list[tuple[str, str]]:
    """The national themes, each followed by the council's own under it."""
    choices: list[tuple[str, str]] = []
    for code, label in NationalTheme.choices:
        choices.append((code, label))
        choices += [(str(t.public_id), f"{label}: {t.name}") for t in own if t.national == code]
    return choices


def chosen_themes(values: list[str], own: list[Theme]) -> Themes:
    """The choices as themes."""
    mine = {str(t.public_id): t for t in own}
    return Themes(
        national=tuple(v for v in values if v in NationalTheme.values),
        own=tuple(mine[v] for v in values if v in mine),
    )


def _themes_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label="What is it about?",
        help_text="Choose all that apply",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose what it is about",
            "invalid_choice": "Choose from the list what it is about",
        },
    )


class LogForm(BaseForm):
    """Who, what about, what is wanted: one page. The first field is there only where brothers or sisters can join."""

    children = forms.MultipleChoiceField(
        label="Which brothers and sisters is it about too?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose from the list which children it is about"},
    )
    themes = _themes_field()
    text = words("What is the concern?", 2000, needed="Enter what the concern is")
    wanted = words("What do you want to happen?", 1000, rows=2, needed="Enter what you want to happen")
    how = forms.ChoiceField(
        label="Who hears of it now?",
        choices=[
            (TOLD, "The team manager: they are asked to answer, informally"),
            (TALKED, "Nobody here: we talked, and I note it"),
        ],
        initial=TOLD,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who hears of it now"},
    )
    raised_on = DatePartsField(label="When was it raised?", noun="The date it was raised", past=True)

    def __init__(
        self, *args: Any, siblings: list[Child], own_themes: list[Theme], answer_days: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.own_themes = own_themes
        self.fields["themes"].choices = theme_choices(own_themes)
        self.fields["themes"].small = True
        self.fields["children"].choices = [(str(c.public_id), c.name) for c in siblings]
        self.fields["how"].item_hints = {
            TOLD: f"They have {answer_days} working days. They read the concern and what you want, and nothing private.",
            TALKED: "Only you and the QA manager see it. You can tell the manager or make it formal later.",
        }
        if not siblings:
            del self.fields["children"]

    @property
    def chosen(self) -> Themes:
        return chosen_themes(self.cleaned_data["themes"], self.own_themes)


class EditForm(BaseForm):
    """The IRO puts the words right."""

    themes = _themes_field()
    text = words("What is the concern?", 2000, needed="Enter what the concern is")
    wanted = words("What do you want to happen?", 1000, rows=2, needed="Enter what you want to happen")
    delay = forms.ChoiceField(
        label="What holds the plan up, if anything?",
        choices=[("", "Nothing, or not known"), *Delay.choices],
        required=False,
    )

    def __init__(self, *args: Any, own_themes: list[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own_themes = own_themes
        self.fields["themes"].choices = theme_choices(own_themes)
        self.fields["themes"].small = True

    @property
    def chosen(self) -> Themes:
        return chosen_themes(self.cleaned_data["themes"], self.own_themes)


class FilterForm(WorkFilterForm):
    """Filters of the board, read from the address; what is not understood is left out."""

    SHOWS = [
        ("", "All that are open"),
        ("mine", "Mine"),
        ("answer", "Waiting for my answer"),
        ("past", "Past a limit"),
        ("formal", "Formal"),
        ("informal", "Informal"),
        ("talked", "Talked about"),
        ("answered", "Answered, for the IRO to decide"),
        ("actions", "With an action past its date"),
        ("effect", "Closed, to look again at what changed"),
        ("closed", "Closed"),
        ("all", "All"),
    ]
    show = forms.ChoiceField(label="Show", choices=SHOWS, required=False)
    theme = forms.ChoiceField(
        label="Theme", choices=[("", "All themes"), *NationalTheme.choices], required=False
    )
    search = search_field("Child: name or number")
    field_order = ["show", "theme", "team", "iro", "search"]
