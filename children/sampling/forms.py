"""What a list of records is drawn from, and why."""

from django import forms

from accounts.ui.forms import BaseForm
from children.restriction.forms import reason_field
from children.sampling.drawing import FEWEST, MOST, Group


class DrawForm(BaseForm):
    """Which children, how many, and the reason."""

    group = forms.ChoiceField(
        label="Which children?",
        choices=Group.choices,
        initial=Group.ALL,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which children"},
    )
    number = forms.IntegerField(
        label="How many?",
        help_text=f"From {FEWEST} to {MOST}. They are drawn at random.",
        min_value=FEWEST,
        max_value=MOST,
        initial=20,
        error_messages={
            "required": "Enter how many",
            "invalid": "Enter a whole number",
            "min_value": f"Enter a number from {FEWEST} to {MOST}",
            "max_value": f"Enter a number from {FEWEST} to {MOST}",
        },
    )
    reason = reason_field(
        "Reason",
        hint="It is kept in the council’s log and on each child’s record, and the QA manager reads it.",
    )
