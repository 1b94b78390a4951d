"""Questions about a person of the council."""

from typing import Any

from django import forms

from accounts.access.roles import Role
from accounts.models import Authority, Membership, Team, User, Worker
from accounts.people.workers import TITLES
from accounts.searches import search_field
from accounts.ui.fields import DatePartsField
from accounts.ui.forms import BaseForm
from accounts.ui.scanning import ScannedFileField
from accounts.ui.spreadsheets import text_of

MOST_BYTES = 1024 * 1024


class RoleFields(BaseForm):
    """Which role, in which team, from when."""

    role = forms.ChoiceField(
        label="Role",
        choices=Role.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select a role"},
    )
    team = forms.ModelChoiceField(
        label="Team",
        help_text="For social workers. Which teams a manager manages is asked on the person's page.",
        queryset=Team.objects.none(),
        required=False,
        empty_label="No team",
    )
    starts_on = DatePartsField(label="First day in the role", noun="The first day in the role")

    def __init__(self, *args: Any, authority: Authority, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_rows("team", Team.objects.filter(authority=authority, is_active=True))
        if self.today and not self.is_bound:
            self.initial.setdefault("starts_on", self.today)


class PersonForm(RoleFields):
    name = forms.CharField(
        label="Name", max_length=120, error_messages={"required": "Enter the person's name"}
    )
    email = forms.EmailField(
        label="Email address",
        help_text="The person signs in with it. A link to set a password goes there.",
        max_length=254,
        error_messages={
            "required": "Enter the person's email address",
            "invalid": "Enter an email address like name@council.gov.uk",
        },
    )
    number = forms.CharField(
        label="Worker number (optional)",
        help_text="For IROs and social workers: the number by which imports name them. Children whom an "
        "import gives to that number are then theirs.",
        max_length=40,
        required=False,
    )
    field_order = ["name", "email", "role", "team", "starts_on", "number"]

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        if data.get("number") and data.get("role") and data["role"] not in TITLES:
            self.add_error("number", "Only IROs and social workers have a worker number. Leave it empty.")
        return data


class RoleForm(RoleFields):
    ends_on = DatePartsField(
        label="First day without the role (optional)",
        help_text="Leave empty if it is not known yet.",
        noun="The first day without the role",
        required=False,
    )

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and end <= start:
            self.add_error("ends_on", "The first day without the role must be after the first day in it")
        return data


class EndRoleForm(BaseForm):
    on = DatePartsField(label="First day without the role", noun="The first day without the role")

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.membership = membership
        if self.today and not self.is_bound:
            self.initial.setdefault("on", max(self.today, membership.started_on))


class ReasonForm(BaseForm):
    """Why; it stands on the audit trail."""

    reason = forms.CharField(
        label="Reason",
        help_text="It is kept on the audit trail.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter a reason"},
    )


class LineForm(BaseForm):
    """Of which teams the person is the manager at one level."""

    teams = forms.ModelMultipleChoiceField(
        label="Teams",
        queryset=Team.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Select every team this person manages. They see the children of these teams.",
    )

    def __init__(self, *args: Any, authority: Authority, person: User, level: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = Team.objects.filter(authority=authority, is_active=True)
        self.offer_rows("teams", teams)
        self.initial.setdefault("teams", teams.filter(line__user=person, line__level=level))


class WorkerForm(BaseForm):
    """Which worker of the council's records the person is."""

    worker = forms.ModelChoiceField(
        label="Worker in the council's records",
        help_text=(
            "Imports name IROs and social workers by their staff number. The person sees the children of "
            "the worker."
        ),
        queryset=Worker.objects.none(),
        required=False,
        empty_label="Not linked",
    )

    def __init__(self, *args: Any, authority: Authority, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = Worker.objects.filter(authority=authority, user=None) | Worker.objects.filter(
            authority=authority, user=person
        )
        self.offer_rows("worker", free.order_by("name", "staff_id", "pk"))
        self.draw("worker", label_from_instance=lambda w: f"{w.name or 'Name not recorded'} ({w.staff_id})")
        self.initial.setdefault("worker", Worker.objects.filter(authority=authority, user=person).first())


class PeopleFilter(BaseForm):
    search = search_field("Name or email address")
    role = forms.ChoiceField(label="Role", required=False, choices=[("", "Any role"), *Role.choices])
    state = forms.ChoiceField(
        label="State",
        required=False,
        choices=[("", "Working here"), ("left", "Left"), ("all", "Everybody")],
    )


class PeopleFileForm(BaseForm):
    """People from a file, or typed as rows."""

    file = ScannedFileField(
        label="File (optional)",
        help_text="A CSV file, as a spreadsheet saves it.",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    rows = forms.CharField(
        label="Rows",
        help_text="Filled from the file. You can correct the rows here, or paste them.",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "class": "govuk-textarea iro-rows", "spellcheck": "false"}),
    )

    def clean_file(self) -> str:
        upload = self.cleaned_data.get("file")
        if not upload:
            return ""
        if upload.size > MOST_BYTES:
            raise forms.ValidationError("The file is larger than 1 MB. Take fewer rows at once.")
        return text_of(upload.read())

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        data["text"] = data.get("file") or data.get("rows") or ""
        if not data["text"].strip() and not self.errors:
            self.add_error("file", "Choose a file, or paste rows below")
        return data
