"""The filter of the list of children, and the question for a record by its number."""

from typing import Any

from django import forms

from accounts.searches import BOX, search_field
from accounts.ui.forms import BaseForm
from children.child.lists import DEFAULT_SORT
from children.codesets import GROUP_LABELS

Choices = list[tuple[str, str]]
SHOW: Choices = [
    ("", "Looked after now"),
    ("overdue", "Review overdue"),
    ("no_iro", "No IRO allocated"),
    ("iro_late", "No IRO recorded in time"),
    ("not_told", "No notification recorded"),
    ("new", "New in care, last 28 days"),
    ("restricted", "Restricted records"),
    ("not_known", "Not known whether looked after"),
    ("turned_18", "18 or over, end of care not recorded"),
    ("ceased", "No longer looked after"),
    ("all", "Everybody, now or before"),
]
OF_AN_IRO: Choices = [("own", "Your own children"), ("stands_in", "Children you stand in for")]
PLACEMENTS: Choices = [(k, v) for k, v in GROUP_LABELS.items() if k]
AGES: Choices = [
    ("0", "Under 1"),
    ("1-4", "1 to 4"),
    ("5-9", "5 to 9"),
    ("10-15", "10 to 15"),
    ("16-17", "16 and 17"),
]
SORTS: Choices = [
    ("name", "Name"),
    ("due", "Next review, earliest first"),
    ("-due", "Next review, latest first"),
    ("-since", "In care, latest first"),
    ("since", "In care, longest first"),
    ("age", "Youngest first"),
    ("-age", "Oldest first"),
    ("number", "Child number"),
    ("-name", "Name, Z to A"),
    ("-number", "Child number, highest first"),
]


class ChildFilter(BaseForm):
    """Every state of the list is an address; what is typed stands there as a key. A value that is not
    understood is left out.
    """

    search = search_field("Name or number")
    show = forms.ChoiceField(label="Show", required=False, choices=SHOW)
    iro = forms.ChoiceField(label="IRO", required=False)
    team = forms.ChoiceField(label="Team", required=False)
    legal = forms.ChoiceField(label="Legal status", required=False)
    placement = forms.ChoiceField(
        label="Placement", required=False, choices=[("", "All placements"), *PLACEMENTS]
    )
    age = forms.ChoiceField(label="Age", required=False, choices=[("", "All ages"), *AGES])
    sort = forms.ChoiceField(label="Sort by", required=False, choices=SORTS)

    def __init__(
        self, *args: Any, iros: Choices, teams: Choices, legal: Choices, is_iro: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("show", [SHOW[0], *(OF_AN_IRO if is_iro else []), *SHOW[1:]])
        for name, first, choices in (
            ("iro", "All IROs", iros),
            ("team", "All teams", teams),
            ("legal", "All legal statuses", legal),
        ):
            self.offer(name, [("", first), *choices])

    @property
    def filters(self) -> dict[str, str]:
        """What was understood, by name."""
        self.is_valid()
        return {name: str(value) for name, value in self.cleaned_data.items() if value}

    @property
    def order(self) -> str:
        """How the list is sorted."""
        return self.filters.get("sort", DEFAULT_SORT)

    def words(self, name: str, value: str) -> str:
        """One filter in words, for its tag."""
        if name == BOX:
            return f"“{value}”"
        choices: dict[Any, Any] = dict(getattr(self.fields[name], "choices", []))
        text = str(choices.get(value, value))
        return text if name in ("show", "placement", "legal") else f"{self.fields[name].label}: {text}"


class FindForm(BaseForm):
    """One record by its number. The number is sent with POST: it never stands in an address."""

    number = forms.CharField(
        label="Child number",
        max_length=20,
        help_text="The whole number, as the council's return gives it.",
        error_messages={"required": "Enter the child's number"},
    )
