"""Forms around the monitoring form: answering and closing issues, filters, the editor of questions, good
practice.

They validate, they never save.
"""

from collections.abc import Sequence
from typing import Any

from django import forms

from accounts.searches import search_field
from accounts.ui.fields import DatePartsField, PickDateField, sentences
from accounts.ui.forms import BaseForm
from reviews.meeting.forms import WorkFilterForm
from reviews.models import MonitoringIssue
from reviews.models.monitoring import (
    Applies,
    Flag,
    PraiseKind,
    QuestionKind,
    ResponseKind,
    SeenBy,
)
from reviews.monitoring.actions import Response
from reviews.monitoring.known import SOURCES

RESPONSES = [
    (ResponseKind.WILL_ACT, "It will be done"),
    (ResponseKind.DONE, "It is done"),
    (ResponseKind.DISAGREE, "I do not agree"),
]


class AnswerForm(BaseForm):
    """A manager's answers to the open issues of a form. Each may be left for later."""

    def __init__(self, *args: Any, issues: Sequence[MonitoringIssue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.issues = list(issues)
        for number, issue in enumerate(self.issues, 1):
            kind, response, act_by = names_of(issue)
            self.fields[kind] = forms.ChoiceField(
                label=f"Your answer to issue {number}",
                choices=RESPONSES,
                widget=forms.RadioSelect,
                required=False,
            )
            self.draw(kind, reveals={ResponseKind.WILL_ACT.value: act_by})
            self.fields[act_by] = PickDateField(
                label="When will it be done by?",
                noun=f"Issue {number}: the date it will be done by",
                required=False,
            )
            self.fields[response] = forms.CharField(
                label=f"Your comments on issue {number}",
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    @property
    def rows(self) -> list[tuple[MonitoringIssue, forms.BoundField, forms.BoundField]]:
        """Each issue with its fields; the date stands under its choice."""
        return [(i, self[names_of(i)[0]], self[names_of(i)[1]]) for i in self.issues]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for number, issue in enumerate(self.issues, 1):
            kind, response, act_by = names_of(issue)
            if data.get(kind) and not data.get(response) and response not in self.errors:
                self.add_error(
                    response, f"Enter your comments on issue {number}, so that the IRO can follow them"
                )
            if data.get(response) and not data.get(kind):
                self.add_error(kind, f"Choose your answer to issue {number}")
            if data.get(kind) == ResponseKind.WILL_ACT and not data.get(act_by) and act_by not in self.errors:
                self.add_error(act_by, f"Enter when issue {number} will be done by")
        return data

    def responses(self) -> list[Response]:
        """The answers that were given."""
        found = []
        for issue in self.issues:
            kind, response, act_by = names_of(issue)
            if self.cleaned_data.get(kind):
                found.append(
                    Response(
                        issue,
                        self.cleaned_data[kind],
                        self.cleaned_data[response],
                        self.cleaned_data.get(act_by),
                    )
                )
        return found


def names_of(issue: MonitoringIssue) -> tuple[str, str, str]:
    """The field names of an issue: kind, response, date."""
    return f"kind_{issue.public_id}", f"response_{issue.public_id}", f"act_by_{issue.public_id}"


class CloseIssueForm(BaseForm):
    """The IRO closes an issue."""

    outcome = forms.CharField(
        label="Outcome",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Enter the outcome",
        },
    )


class FilterForm(WorkFilterForm):
    """Filters of the list, read from the address; what is not understood is left out."""

    SHOWS = [
        ("", "Not finished"),
        ("due", "To be completed by the IRO"),
        ("due_late", "Overdue with the IRO"),
        ("sent", "Waiting for the manager"),
        ("sent_late", "Overdue with the manager"),
        ("issues", "With issues to answer"),
        ("answered", "With answers for the IRO"),
        ("acknowledged", "Acknowledged"),
        ("all", "All"),
    ]
    show = forms.ChoiceField(label="Show", choices=SHOWS, required=False)
    search = search_field("Child: name or number")
    field_order = ["show", "team", "iro", "search"]


class QuestionForm(BaseForm):
    """One question of a draft version. Its words are data and are shown as they are typed."""

    is_of_council = True
    section = forms.CharField(
        label="Section",
        max_length=80,
        help_text="Questions in the same section are grouped under this heading",
        error_messages={"required": "Enter the section"},
    )
    text = forms.CharField(
        label="Question",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": "Enter the question",
        },
    )
    hint = forms.CharField(label="Hint under it (optional)", max_length=300, required=False)
    kind = forms.ChoiceField(
        label="What is the answer?",
        choices=sentences(QuestionKind.choices),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the answer is"},
    )
    applies = forms.ChoiceField(
        label="When is it asked?",
        choices=sentences(Applies.choices),
        widget=forms.RadioSelect,
        initial=Applies.ALWAYS,
        error_messages={"required": "Choose when it is asked"},
    )
    seen_by = forms.ChoiceField(
        label="Who sees the answer?",
        choices=sentences(SeenBy.choices),
        widget=forms.RadioSelect,
        initial=SeenBy.LINE,
        error_messages={"required": "Choose who sees the answer"},
    )
    flag = forms.ChoiceField(
        label="Which answer offers to raise an issue?", choices=Flag.choices, required=False
    )
    known_from = forms.ChoiceField(
        label="Pre-filled from",
        required=False,
        choices=[("", "nothing"), *((k, label) for k, (label, _) in SOURCES.items())],
        help_text="The IRO checks it. What is not known stays not known.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind, flag = data.get("kind"), data.get("flag", "")
        fits = {
            QuestionKind.YES_NO: ("", Flag.YES, Flag.NO),
            QuestionKind.GRADE: ("", Flag.LOW),
        }
        if kind and flag not in fits.get(QuestionKind(kind), ("",)):
            self.add_error("flag", "This question cannot have that answer. Choose another, or none")
        if kind and data.get("known_from") and kind != QuestionKind.YES_NO:
            self.add_error("known_from", "Only a yes or no question can be pre-filled. Choose nothing")
        return data


class PublishForm(BaseForm):
    starts_on = DatePartsField(
        label="For reviews completed from",
        noun="The day it starts",
        help_text="Today or later. Forms already open keep their questions.",
    )


class PraiseForm(BaseForm):
    """Good practice or a compliment."""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=[
            (PraiseKind.GOOD_PRACTICE, "Good practice that I saw"),
            (PraiseKind.COMPLIMENT, "A compliment that somebody gave"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is"},
    )
    from_whom = forms.CharField(
        label="Who gave it?", help_text="For example, the foster carer", max_length=120, required=False
    )
    worker = forms.ChoiceField(
        label="Whose work is it?", required=False, help_text="Leave empty if it is the team’s"
    )
    happened_on = DatePartsField(label="When?", noun="The date", past=True)
    text = forms.CharField(
        label="What was good?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="The worker and the team’s manager will read it.",
        error_messages={
            "required": "Enter what was good",
        },
    )

    def __init__(self, *args: Any, workers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("worker", [("", "The team"), *workers])
        self.draw("kind", reveals={PraiseKind.COMPLIMENT.value: "from_whom"})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") == PraiseKind.COMPLIMENT:
            if not data.get("from_whom") and "from_whom" not in self.errors:
                self.add_error("from_whom", "Enter who gave the compliment")
        else:
            data["from_whom"] = ""
        return data


class PraiseFilterForm(BaseForm):
    """Filters of the list of good practice."""

    kind = forms.ChoiceField(
        label="Kind",
        required=False,
        choices=[
            ("", "All"),
            (PraiseKind.GOOD_PRACTICE, "Good practice"),
            (PraiseKind.COMPLIMENT, "Compliments"),
        ],
    )
    team = forms.ChoiceField(label="Team", required=False)

    def __init__(self, *args: Any, teams: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("team", [("", "All teams"), *teams])
