"""Partners, patterns, stages and themes."""

from typing import Any

from django import forms

from accounts.models import User
from accounts.ui.fields import DatePartsField, PickDateField
from accounts.ui.forms import BaseForm
from disputes.forms.concern import words
from disputes.models.ladder import LEVELS, NationalTheme
from disputes.models.wider import Partner

MOST_STAGES = 12


class ExternalForm(BaseForm):
    """A partner outside the council’s line is asked or challenged."""

    partner = forms.ChoiceField(
        label="What kind of partner?",
        choices=[("", "Choose"), *Partner.choices],
        error_messages={"required": "Choose what kind of partner"},
    )
    partner_name = forms.CharField(
        label="Who",
        help_text="For example, the name of the service or school",
        max_length=120,
        error_messages={"required": "Enter who"},
    )
    is_formal = forms.ChoiceField(
        label="Is it a formal challenge?",
        choices=[("yes", "Yes"), ("no", "No, liaison")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it is a formal challenge"},
    )
    asked = words("What did you ask for?", 1000, rows=3, needed="Enter what you asked for")
    raised_on = DatePartsField(label="When", noun="The date you asked", past=True)


class PartnerAnswerForm(BaseForm):
    answered_on = DatePartsField(
        label="When did they answer?", noun="The date they answered", past=True, required=False
    )
    answer = words("What they answered", 2000, rows=3)
    outcome = forms.CharField(
        label="What came of it for the child",
        help_text="Entering this closes the challenge",
        max_length=500,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("answer", "").strip() and not data.get("outcome", "").strip():
            self.add_error("answer", "Enter what they answered, or what came of it")
        return data


class PeriodForm(BaseForm):
    """The period of the patterns, read from the address; what is not understood is left out."""

    start = PickDateField(label="From", noun="The first day", required=False)
    end = PickDateField(label="To", noun="The last day", required=False)


class SystemicForm(BaseForm):
    title = forms.CharField(
        label="Name of the concern",
        help_text="Name no child",
        max_length=120,
        error_messages={"required": "Enter a name"},
    )
    text = words("What did you see?", 2000, hint="Name no child", needed="Enter what you saw")
    owner = forms.ChoiceField(label="Who owns it?", error_messages={"required": "Choose who owns it"})
    due_on = DatePartsField(label="By when do they answer?", noun="The date of the answer")

    def __init__(self, *args: Any, owners: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [
            ("", "Choose a manager"),
            *((str(o.public_id), o.name) for o in owners),
        ]


class SystemicAnswerForm(BaseForm):
    answer = words("Your answer", 2000, hint="What you will do, and by when", needed="Enter your answer")


class SystemicCloseForm(BaseForm):
    outcome = forms.CharField(
        label="What came of it", max_length=500, error_messages={"required": "Enter what came of it"}
    )


class LadderForm(BaseForm):
    """A process from a day on; its formal stages are rows beside this form."""

    starts_on = DatePartsField(
        label="From which day?",
        noun="The first day",
        help_text="Disputes that run keep the stages they began with",
    )
    name = forms.CharField(
        label="What do you call the process?",
        max_length=80,
        error_messages={"required": "Enter what you call it"},
    )
    informal_name = forms.CharField(
        label="What do you call the informal stage?",
        max_length=80,
        error_messages={"required": "Enter what you call the informal stage"},
    )
    informal_wd = forms.IntegerField(
        label="Working days to answer informally",
        help_text="Outside the limit of the formal stages",
        min_value=1,
        max_value=60,
        error_messages={
            "required": "Enter the working days",
            "invalid": "Enter a whole number of working days",
        },
    )
    reason = forms.CharField(
        label="Why do you set it?", max_length=300, error_messages={"required": "Enter why you set it"}
    )


class LadderStageForm(BaseForm):
    """One formal stage."""

    name = forms.CharField(
        label="Name", max_length=80, error_messages={"required": "Enter the name of the stage"}
    )
    level = forms.ChoiceField(
        label="Who answers?",
        choices=[("", "Choose"), *LEVELS],
        error_messages={"required": "Choose who answers"},
    )
    limit_wd = forms.IntegerField(
        label="Working days to answer",
        min_value=1,
        max_value=99,
        error_messages={
            "required": "Enter the working days",
            "invalid": "Enter a whole number of working days",
            "min_value": "A stage must have at least 1 working day",
        },
    )


StageFormSet = forms.formset_factory(
    LadderStageForm, extra=0, can_delete=True, max_num=MOST_STAGES, absolute_max=MOST_STAGES
)


class ThemeForm(BaseForm):
    name = forms.CharField(
        label="Name of the theme", max_length=80, error_messages={"required": "Enter the name of the theme"}
    )
    national = forms.ChoiceField(
        label="Under which national theme?",
        choices=[("", "Choose"), *NationalTheme.choices],
        error_messages={"required": "Choose the national theme"},
    )
