"""Questions about a worker of the council's records."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms

from accounts.models import Authority, Team, Worker
from accounts.searches import search_field
from accounts.templatetags.govuk import plural
from accounts.ui.fields import DatePartsField
from accounts.ui.forms import BaseForm

SHARE_WIDGET = {"inputmode": "decimal", "class": "govuk-input--width-4"}


class WorkerForm(BaseForm):
    """Who somebody is in the council's records."""

    name = forms.CharField(
        label="Name", max_length=120, error_messages={"required": "Enter the person's name"}
    )
    staff_id = forms.CharField(
        label="Worker number (optional)",
        help_text="The number by which imports name this person.",
        max_length=40,
        required=False,
    )
    is_iro = forms.TypedChoiceField(
        label="What do they do?",
        choices=[("yes", "IRO"), ("no", "Social worker")],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        error_messages={"required": "Select what they do"},
    )
    team = forms.ModelChoiceField(
        label="Team (optional)",
        help_text="For social workers. Children whose team is not recorded get the team of their "
        "social worker.",
        queryset=Team.objects.none(),
        required=False,
        empty_label="Not recorded",
    )

    def __init__(self, *args: Any, authority: Authority, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_rows("team", Team.objects.filter(authority=authority, is_active=True))


class HoursForm(BaseForm):
    """How much of a full-time post somebody has from a day on."""

    starts_on = DatePartsField(label="From which day?", noun="The first day")
    full_time_equivalent = forms.DecimalField(
        label="Hours, as a share of a full-time post",
        help_text="1 is full time, 0.6 is three days of five.",
        min_value=Decimal("0.05"),
        max_value=Decimal(1),
        max_digits=3,
        decimal_places=2,
        widget=forms.TextInput(attrs=SHARE_WIDGET),
        error_messages={
            "required": "Enter the share of a full-time post",
            "invalid": "Enter a number like 0.6",
            "min_value": "The share must be at least 0.05",
            "max_value": "The share must be 1 or less",
        },
    )
    other_duties = forms.DecimalField(
        label="Of that, spent on other duties (optional)",
        help_text="Child protection conferences, foster carers' reviews and the like, as a share of a "
        "full-time post. It is taken off before children for a full-time IRO are counted.",
        min_value=Decimal(0),
        max_value=Decimal(1),
        max_digits=3,
        decimal_places=2,
        required=False,
        widget=forms.TextInput(attrs=SHARE_WIDGET),
        error_messages={"invalid": "Enter a number like 0.2", "min_value": "The share cannot be below 0"},
    )
    duties = forms.CharField(label="What the other duties are (optional)", max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.today and not self.is_bound:
            self.initial.setdefault("starts_on", self.today)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        whole, other = data.get("full_time_equivalent"), data.get("other_duties") or Decimal(0)
        if whole is not None and other >= whole:
            self.add_error("other_duties", "Other duties must leave some of the hours for reviews")
        data["other_duties"] = other
        return data


class TeamsForm(BaseForm):
    """Which team each social worker is in: one question a worker, and one for all the others. Whoever has no
    answer stays as they are.
    """

    def __init__(self, *args: Any, workers: Iterable[Any], authority: Authority, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = Team.objects.filter(authority=authority, is_active=True)
        by_id = {str(team.public_id): team for team in teams}
        named = [(key, team.name) for key, team in by_id.items()]

        def ask(label: str, help_text: str, empty: str) -> forms.TypedChoiceField:
            return forms.TypedChoiceField(
                label=label,
                help_text=help_text,
                choices=[("", empty), *named],
                coerce=by_id.get,
                empty_value=None,
                required=False,
            )

        self.fields["others"] = ask(
            "The team of everybody for whom none is chosen below",
            "Choose the team that most of them are in, and then only those who are in another one.",
            "None: leave them as they are",
        )
        self.workers = list(workers)
        for worker in self.workers:
            number = f"{worker.staff_id}, " if worker.staff_id and worker.name else ""
            children = f"{number}{plural(worker.worked, 'child,children')}"
            self.fields[self.field_of(worker)] = ask(str(worker), children, "As chosen above")
        self.fields["also_before"] = forms.BooleanField(
            label="They were also in these teams before",
            help_text="Figures by team for earlier dates then include children they no longer work with.",
            required=False,
        )

    @staticmethod
    def field_of(worker: Worker) -> str:
        return f"team-{worker.public_id}"

    @property
    def chosen(self) -> dict[Worker, Team]:
        others = self.cleaned_data.get("others")
        found = ((worker, self.cleaned_data.get(self.field_of(worker)) or others) for worker in self.workers)
        return {worker: team for worker, team in found if team}


class WorkersFilter(BaseForm):
    search = search_field("Name or number")
    show = forms.ChoiceField(
        label="Show",
        required=False,
        choices=[
            ("", "Everybody"),
            ("iros", "IROs"),
            ("social_workers", "Social workers"),
            ("no_hours", "IROs without hours"),
            ("no_account", "IROs who do not sign in"),
            ("no_team", "Social workers without a team"),
        ],
    )
