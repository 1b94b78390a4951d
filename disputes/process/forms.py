"""The council’s stages and themes."""

from django import forms

from accounts.ui.fields import DatePartsField
from accounts.ui.forms import BaseForm
from disputes.fields import one_line, pick
from disputes.models.ladder import LEVELS, NationalTheme

MOST_STAGES = 12
_WHOLE_NUMBER = {
    "required": "Enter the number of working days",
    "invalid": "Enter a whole number of working days",
}


class LadderForm(BaseForm):
    """A process from a day on; its formal stages are rows beside this form."""

    starts_on = DatePartsField(
        label="Which date do the stages start from?",
        noun="The first day",
        help_text="Concerns already under way keep their stages",
    )
    name = one_line("What do you call the process?", 80, needed="Enter what you call the process")
    informal_name = one_line(
        "What do you call the informal stage?", 80, needed="Enter what you call the informal stage"
    )
    informal_wd = forms.IntegerField(
        label="Working days to answer informally",
        help_text="Not part of the limit of the formal stages",
        min_value=1,
        max_value=60,
        error_messages=_WHOLE_NUMBER,
    )
    reason = one_line("Why are you changing the stages?", 300, needed="Enter why you are changing the stages")


class LadderStageForm(BaseForm):
    """One formal stage."""

    name = one_line("Name", 80, needed="Enter the name of the stage")
    level = pick("Who answers?", [("", "Choose"), *LEVELS], "Choose who answers")
    limit_wd = forms.IntegerField(
        label="Working days to answer",
        min_value=1,
        max_value=99,
        error_messages=_WHOLE_NUMBER | {"min_value": "A stage must have at least 1 working day"},
    )


StageFormSet = forms.formset_factory(
    LadderStageForm, extra=0, can_delete=True, max_num=MOST_STAGES, absolute_max=MOST_STAGES
)


class ThemeForm(BaseForm):
    name = one_line("Name of the theme", 80, needed="Enter the name of the theme")
    national = pick(
        "Which national theme does it belong to?",
        [("", "Choose"), *NationalTheme.choices],
        "Choose the national theme",
    )
