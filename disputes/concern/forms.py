"""Raising a concern on one page of at most six fields, changing its wording, closing it, and the filters
of the list.
"""

from typing import Any

from django import forms

from accounts.searches import search_field
from accounts.ui.fields import DatePartsField, SeveralField, sentences
from accounts.ui.forms import BaseForm
from children.models import Child
from disputes.concern.actions import Themes
from disputes.fields import StepForm, choose, one_line, words
from disputes.models import Theme
from disputes.models.concern import Delay, Effect, Ending
from disputes.models.ladder import NationalTheme
from reviews.meeting.forms import WorkFilterForm

MOST_FIELDS = 6
TALKED, TOLD = "talked", "told"


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


class _ConcernForm(BaseForm):
    """The questions of a concern's wording."""

    themes = SeveralField(
        label="What is it about?",
        help_text="Choose all that apply",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose what it is about",
            "invalid_choice": "Choose from the list what it is about",
        },
    )
    text = words("What is the concern?", 2000, needed="Enter what the concern is")
    wanted = words("What do you want to happen?", 1000, rows=2, needed="Enter what you want to happen")

    def __init__(self, *args: Any, own_themes: list[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own_themes = own_themes
        self.offer("themes", theme_choices(own_themes))
        self.draw("themes", small=True)

    @property
    def chosen(self) -> Themes:
        return chosen_themes(self.cleaned_data["themes"], self.own_themes)


class LogForm(_ConcernForm):
    """Who, what about, what is wanted:

    one page. The first field is there only where brothers or sisters can join.
    """

    children = SeveralField(
        label="Which brothers and sisters is it about too?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose from the list which children it is about"},
    )
    how = choose(
        "Who should know about it now?",
        [
            (TOLD, "The team manager: ask them for an informal answer"),
            (TALKED, "Nobody through the portal: I have talked about it and am making a note"),
        ],
        "Choose who should know about it now",
    )
    raised_on = DatePartsField(label="When was it raised?", noun="The date it was raised", past=True)
    field_order = ["children", "themes", "text", "wanted", "how", "raised_on"]

    def __init__(self, *args: Any, siblings: list[Child], answer_days: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("children", [(str(c.public_id), c.name) for c in siblings])
        hints = {
            TOLD: (
                f"They have {answer_days} working days. They can read the concern and what you want, not "
                "your notes."
            ),
            TALKED: "Only you and the QA manager see it. You can tell the manager or make it formal later.",
        }
        self.draw("how", item_hints=hints)
        if not siblings:
            del self.fields["children"]


class EditForm(_ConcernForm):
    """The IRO changes the wording."""

    delay = forms.ChoiceField(
        label="What is holding up the plan, if anything?",
        choices=[("", "Nothing, or not known"), *sentences(Delay.choices)],
        required=False,
    )


class EffectForm(BaseForm):
    """What changed for the child since."""

    effect = choose(
        "What changed for the child?", sentences(Effect.choices), "Choose what changed for the child"
    )
    effect_text = one_line("In one line", 300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = "You will be asked again after 20 working days"
        self.draw("effect", item_hints={Effect.NOT_YET.value: hint})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("effect") == Effect.CHANGED and not data.get("effect_text", "").strip():
            self.add_error("effect_text", "Enter in one line what changed for the child")
        return data


class CloseForm(EffectForm, StepForm):
    """Only the IRO closes, and says what changed for the child.

    `reason` is asked while Cafcass has given no result.
    """

    ending = choose("How did it end?", sentences(Ending.choices), "Choose how it ended")
    reason = words(
        "Why are you closing it before Cafcass has given its result?",
        1000,
        rows=3,
        hint="Needed where the concern is not resolved",
    )
    field_order = ["ending", "reason", "effect", "effect_text", "step"]

    def __init__(self, *args: Any, cafcass_waits: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not cafcass_waits:
            del self.fields["reason"]


class FilterForm(WorkFilterForm):
    """Filters of the board, read from the address; what is not understood is left out."""

    SHOWS = [
        ("", "All open concerns"),
        ("mine", "Mine"),
        ("answer", "Waiting for my answer"),
        ("past", "Past a time limit"),
        ("formal", "Formal disputes"),
        ("informal", "Informal"),
        ("talked", "Talked about"),
        ("answered", "Answered, for the IRO to decide"),
        ("actions", "With an overdue action"),
        ("effect", "Closed, check what has changed"),
        ("closed", "Closed"),
        ("all", "All"),
    ]
    show = forms.ChoiceField(label="Show", choices=SHOWS, required=False)
    theme = forms.ChoiceField(
        label="Theme", choices=[("", "All themes"), *NationalTheme.choices], required=False
    )
    search = search_field("Child: name or number")
    field_order = ["show", "theme", "team", "iro", "search"]
