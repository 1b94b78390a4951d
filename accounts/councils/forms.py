"""Questions about the council itself."""

from datetime import date
from typing import Any

from django import forms

from accounts.access.roles import LINE_ROLES, Role
from accounts.councils.logos import CONTRAST_NEEDED, Logo, LogoRefused, checked_logo, contrast_with_white
from accounts.councils.words import TITLES, as_said, within
from accounts.models import Authority, Team, User
from accounts.people.actions import holders_of
from accounts.ui.fields import DatePartsField
from accounts.ui.forms import BaseForm
from accounts.ui.scanning import ScannedFileField
from statute.terms import (
    CEILINGS,
    CHOICES,
    FLOORS,
    LABELS,
    MINIMUM,
    OF_THE_PORTAL,
    OFFERED,
    STATUTORY,
    LoosenedTerm,
    Terms,
    UnknownTerm,
    tightened,
)

CHOICE_WORDS = {
    "started_on": "the day it was first held",
    "completed_on": "the day it was completed",
    "working_days": "working days, as for naming an IRO",
    "hours": "hours, day and night, weekends too",
    "year": "of all children in care for a year, by the yearly return",
    "review": "at each review, by the record",
    "form": "after each review, by the monitoring form",
    "disputes": "dispute",
    "children": "child",
    "TEAM_MANAGER": "the team manager",
    "SERVICE_MANAGER": "the service manager",
    "HEAD_OF_SERVICE": "the head of service",
    "counts": "counts as the second review",
    "keep_target": "counts, and the third is still aimed at the old date",
}


def _term(label: str, needed: str) -> forms.CharField:
    """A term in small letters, as it is written within a sentence."""
    return forms.CharField(label=label, max_length=60, error_messages={"required": needed})


class WordsForm(BaseForm):
    name = forms.CharField(
        label="Name of the council",
        max_length=120,
        error_messages={"required": "Enter the name of the council"},
    )
    dfe_code = forms.RegexField(
        label="DfE number (optional)",
        help_text="The three digits of the council in national statistics, like 310.",
        regex=r"^\d{3}$",
        required=False,
        error_messages={"invalid": "The DfE number is three digits, like 310"},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
    )
    ons_code = forms.RegexField(
        label="ONS code (optional)",
        help_text="E and eight digits, like E09000015. Figures of other councils and the population are "
        "found by it.",
        regex=r"^E(06|08|09|10)\d{6}$",
        required=False,
        error_messages={
            "invalid": "The ONS code is E and eight digits, like E09000015. That of a council begins with "
            "E06, E08, E09 or E10"
        },
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    child_term = _term("What you call the children you look after", "Enter what you call the children")
    child_term_one = _term("What you call one child", "Enter what you call one child")
    review_term = _term("What you call a review", "Enter what you call a review")
    record_term = _term("What you call the record of a review", "Enter what you call the record")
    decision_term = _term("What you call what a review decides", "Enter what you call what a review decides")
    iro_term = _term("What you call the person who chairs reviews", "Enter what you call that person")
    iro_full_term = _term(
        "The same in full, as letters to children and families say it",
        "Enter what you call that person in full",
    )
    qa_manager_term = _term(
        "What you call the manager of the IROs", "Enter what you call the manager of the IROs"
    )

    case_system = forms.CharField(
        label="Name of the council’s case system (optional)",
        help_text="For example Mosaic or LCS",
        max_length=60,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for role in TITLES:
            self.fields[role.value] = forms.CharField(
                label=f"What you call the {within(str(role.label))}", max_length=60, required=False
            )
            self.initial[role.value] = (self.initial.get("titles") or {}).get(role.value) or role.label
        for name in self.fields:  # what a word stands for is asked in the portal's own words
            self.draw(name, label_stays=True)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        given = {role.value: (data.get(role.value) or "").strip() for role in TITLES}
        data["titles"] = {role: name for role, name in given.items() if name and name != Role(role).label}
        return data


class LookForm(BaseForm):
    colour = forms.RegexField(
        label="Colour of the header",
        help_text="Six digits after a hash, like #005a70. White text on it must be easy to read.",
        regex=r"^#[0-9a-fA-F]{6}$",
        error_messages={
            "required": "Enter a colour",
            "invalid": "Enter the colour as a hash and six digits, like #005a70",
        },
    )
    logo = ScannedFileField(
        label="Logo (optional)",
        help_text="PNG or JPEG, less than 200 kB.",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg,image/png,image/jpeg"}),
    )
    without_logo = forms.BooleanField(label="Remove the logo", required=False)

    def clean_colour(self) -> str:
        colour = self.cleaned_data["colour"].lower()
        contrast = contrast_with_white(colour)
        if contrast < CONTRAST_NEEDED:
            raise forms.ValidationError(
                f"White text on this colour is too hard to read (contrast {contrast:.1f}; at least "
                "4.5 is needed). "
                "Choose a darker colour."
            )
        return colour

    def clean_logo(self) -> Logo | None:
        upload = self.cleaned_data.get("logo")
        if not upload:
            return None
        try:
            return checked_logo(upload.read())
        except LogoRefused as refused:
            raise forms.ValidationError(str(refused)) from None


class TeamForm(BaseForm):
    name = forms.CharField(
        label="Name of the team", max_length=80, error_messages={"required": "Enter the name of the team"}
    )


class ChangeTeamForm(TeamForm):
    is_active = forms.TypedChoiceField(
        label="Is this team active?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        error_messages={"required": "Select yes if the team is active"},
    )


class TermsForm(BaseForm):
    """Every term with the one now in force; what differs from the statutory one is stored."""

    starts_on = DatePartsField(label="In force from", noun="The day it is in force from")
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    """The `mark` of what the page has shown; empty until it has shown anything."""
    reason = forms.CharField(
        label="Why the council decided this",
        max_length=300,
        error_messages={"required": "Enter why the council decided this"},
    )

    def __init__(self, *args: Any, current: Terms, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in OFFERED:
            self.fields[name] = _term_field(name)
            self.initial.setdefault(name, _shown(getattr(current, name)))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        changes: dict[str, Any] = {}
        for name in OFFERED:
            value = data.get(name)
            if value is None or value == getattr(STATUTORY, name):
                continue
            changes[name] = value
            try:
                tightened(**{name: value} | ({"caseload_min": 1} if name == "caseload_max" else {}))
            except (LoosenedTerm, UnknownTerm) as refused:
                self.add_error(name, str(refused))
        if not self.errors:
            try:
                tightened(**changes)
            except (LoosenedTerm, UnknownTerm) as refused:
                self.add_error(None, str(refused))
        data["changes"] = changes
        return data

    @property
    def mark(self) -> str:
        """The day and the terms of a valid form: other ones are shown before they are saved."""
        return f"{self.cleaned_data['starts_on']} {sorted(self.cleaned_data['changes'].items())}"


def _shown(value: Any) -> Any:
    return ("yes" if value else "no") if isinstance(value, bool) else value


def _term_field(name: str) -> forms.Field:
    standard = getattr(STATUTORY, name)
    label = LABELS[name]
    if isinstance(standard, bool):
        return forms.TypedChoiceField(
            label=label,
            choices=[("yes", "Yes"), ("no", "No")],
            coerce=lambda value: value == "yes",
            widget=forms.RadioSelect,
            error_messages={"required": f"{label}: select yes or no"},
        )
    if name in CHOICES:
        return forms.ChoiceField(
            label=label,
            choices=[(c, as_said(CHOICE_WORDS.get(c, c))) for c in CHOICES[name]],
            widget=forms.RadioSelect,
        )
    limit = "at most" if name in CEILINGS else "at least" if name in FLOORS else "usually"
    return forms.IntegerField(
        label=label,
        help_text=f"{'The portal’s own' if name in OF_THE_PORTAL else 'Statutory'}: {limit} {standard}",
        min_value=MINIMUM.get(name, 1),
        max_value=1000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
        error_messages={
            "required": f"{label}: enter a number",
            "invalid": f"{label}: enter a whole number",
            "min_value": f"{label}: must be at least {MINIMUM.get(name, 1)}",
        },
    )


class CouncilChoice(BaseForm):
    """In which council the person works now."""

    council = forms.ChoiceField(
        label="Which council do you want to work in?",
        widget=forms.RadioSelect,
        error_messages={"required": "Select a council", "invalid_choice": "Select one of your councils"},
    )

    def __init__(self, *args: Any, councils: list[Authority], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("council", [(str(c.public_id), c.name) for c in councils])


class ManagersForm(BaseForm):
    """Who manages a team: one question for each level that somebody in the council has."""

    def __init__(self, *args: Any, team: Team, today: date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        standing = set(team.line.order_by("pk").values_list("level", "user"))
        for level in LINE_ROLES:
            people = holders_of(level, team.authority, today)
            if not people:
                continue
            self.fields[level.value] = forms.ModelMultipleChoiceField(
                label=level.label,
                queryset=User.objects.filter(pk__in=[person.pk for person in people]).order_by("name", "pk"),
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
            self.initial[level.value] = [p.pk for p in people if (level.value, p.pk) in standing]
            self.draw(level.value, small=True)

    @property
    def chosen(self) -> dict[str, list[User]]:
        return {level: list(self.cleaned_data[level]) for level in self.fields}
