"""Forms of what happens to a child in care, entered by hand. The codes are those of the return that are
valid today.
"""

from datetime import date
from typing import Any

from django import forms

from accounts.ui.fields import DatePartsField
from accounts.ui.forms import BaseForm
from children.codesets import codes
from children.imports.identity import fault_of_number
from children.models import Child
from children.models.care import NOTIFIED_PLACEMENTS
from children.restriction.forms import reason_field
from statute.clock_history import ADOPTIVE_PLACEMENTS

WITH_OTHER_ADOPTERS = ADOPTIVE_PLACEMENTS - set(NOTIFIED_PLACEMENTS)
"""Placements for adoption with people who were not the child's foster carers: A4 and A6."""

SEXES = [("F", "Female"), ("M", "Male"), ("U", "Unknown")]


def valid_codes(name: str, day: date | None, *, but: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """The codes of a set that are valid on the day, as choices with the code before its words."""
    return [
        (c.code, f"{c.code}: {c.label}")
        for c in codes(name).values()
        if c.code not in but and (day is None or c.valid_between(day, day))
    ]


class CodeField(forms.ChoiceField):
    """A select of codes of the return, with words that stand before any is chosen."""

    first = "Choose"


def code_field(
    label: str, *, first: str = "", required: bool = True, hint: str = "", **words: Any
) -> CodeField:
    """A select of codes; the form fills in the choices when it knows the day."""
    words.setdefault("error_messages", {"required": f"Select a {label.lower()}"})
    field = CodeField(label=label, required=required, help_text=hint, **words)
    field.first = first or field.first
    return field


class CodesForm(BaseForm):
    """A form whose selects hold codes of the return: `codesets` says which field holds which set."""

    codesets: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, codeset in self.codesets.items():
            field: Any = self.fields[name]
            but = ("X1",) if codeset == "reason_episode_ceased" else ()
            field.choices = [("", field.first), *valid_codes(codeset, self.today, but=but)]


class PersonFields(CodesForm):
    """Who the child is."""

    codesets = {"ethnicity": "ethnicity"}
    forename = forms.CharField(label="Forename", max_length=80, required=False)
    surname = forms.CharField(label="Surname", max_length=80, required=False)
    born_on = DatePartsField(label="Date of birth", noun="The date of birth", past=True)
    sex = forms.ChoiceField(
        label="Sex", choices=[*SEXES, ("", "Not recorded")], required=False, widget=forms.RadioSelect
    )
    ethnicity = code_field("Ethnicity", first="Not recorded", required=False)


class IntoCareFields(CodesForm):
    """How a time in care begins, as far as the clock and the return need it."""

    codesets = {
        "legal_status": "legal_status",
        "need": "category_of_need",
        "placement_type": "placement_type",
        "provider": "placement_provider",
    }
    started_on = DatePartsField(
        label="When did the child come into care?",
        noun="The start of care",
        past=True,
        help_text="The review clock starts on this day.",
    )
    legal_status = code_field("Legal status")
    need = code_field("Category of need")
    placement_type = code_field("Placement")
    provider = code_field("Placement provider", first="Not recorded", required=False)


class ReturnForm(IntoCareFields):
    """A child who left care came back."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["started_on"].label = "When did the child come back into care?"


class StartForm(BaseForm):
    """The day on which this time in care really began."""

    started_on = DatePartsField(
        label="When did the child come into care?",
        noun="The start of care",
        past=True,
        help_text="The review clock is counted anew from this day.",
    )
    reason = reason_field("Why is it corrected?", hint="It is kept on the child’s record.")


class AddChildForm(IntoCareFields, PersonFields):
    """A child who came into care: who the child is, and how the time in care begins."""

    codesets = PersonFields.codesets | IntoCareFields.codesets
    number = forms.CharField(
        label="Child number",
        max_length=20,
        help_text="The council’s own number, which the return uses too.",
        error_messages={"required": "Enter the child's number"},
    )
    field_order = ["number"]

    def clean_number(self) -> str:
        """As an import takes it."""
        number: str = self.cleaned_data["number"]
        if fault := fault_of_number(number):
            raise forms.ValidationError(fault)
        return number


class CorrectForm(PersonFields):
    """What a person entered about the child, put right. What an import owns is shown and cannot be
    changed.
    """

    reason = reason_field("Why is it corrected?", hint="It is kept on the child’s record.")

    def __init__(self, *args: Any, child: Child, names_fixed: bool, facts_fixed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fixed = ["forename", "surname"] * names_fixed + ["born_on", "sex", "ethnicity"] * facts_fixed
        for name in fixed:
            del self.fields[name]
        for name in self.fields:
            if name != "reason":
                self.initial.setdefault(name, getattr(child, name))
        self.kept = {name: getattr(child, name) for name in fixed}


class MoveForm(CodesForm):
    codesets = {
        "placement_type": "placement_type",
        "provider": "placement_provider",
        "why": "reason_place_change",
    }
    on = DatePartsField(label="When did the child move?", noun="The date of the move", past=True)
    placement_type = code_field("New placement")
    provider = code_field("Placement provider", first="Not recorded", required=False)
    why = code_field("Why did the placement before it end?", first="Not recorded", required=False)
    carers = forms.ChoiceField(
        label="Does the child stay with the same adopters?",
        choices=[("same", "Yes, the same adopters"), ("others", "No, other adopters")],
        required=False,
        widget=forms.RadioSelect,
        help_text="Answer this if the new placement is A4 or A6. With other adopters the reviews of the "
        "placement begin again, the first within four weeks.",
    )

    def __init__(self, *args: Any, with_adopters: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_adopters:
            del self.fields["carers"]

    def clean(self) -> dict[str, Any]:
        """Whether the carers stay the same, which is asked of a child placed for adoption alone."""
        found = super().clean() or {}
        carers = found.pop("carers", None)
        with_others = found.get("placement_type") in WITH_OTHER_ADOPTERS
        if with_others and carers == "":
            self.add_error("carers", "Select whether the child stays with the same adopters")
        return found | {"same_carers": with_others and carers == "same"}


class NotifiedForm(BaseForm):
    on = DatePartsField(
        label="When did the adoption agency notify the adopters in writing?",
        noun="The date of the notification",
        past=True,
        help_text="The reviews of the placement for adoption count from this day.",
    )


class LegalStatusForm(CodesForm):
    codesets = {"code": "legal_status"}
    on = DatePartsField(label="When did it change?", noun="The date of the change", past=True)
    code = code_field("New legal status")


class EndCareForm(CodesForm):
    codesets = {"reason": "reason_episode_ceased"}
    on = DatePartsField(
        label="When did the child cease to be looked after?",
        noun="The end of care",
        past=True,
        help_text="The first day on which the child was no longer looked after.",
    )
    reason = code_field("Why did it end?", error_messages={"required": "Select why it ended"})
