"""Forms of decisions: they validate, they never save."""

from datetime import date
from typing import Any

from django import forms

from accounts.searches import search_field
from accounts.templatetags.govuk import day as day_words
from accounts.ui.as_shown import AsShownForm
from accounts.ui.fields import DatePartsField, PickDateField
from accounts.ui.forms import BaseForm
from reviews import wording
from reviews.decisions.states import Changes
from reviews.models.decision import AnswerState, Progress, ResponseKind

ANSWERS = [
    (AnswerState.AGREED, "Agree"),
    (AnswerState.QUERIED, "Query it: I need something explained or changed"),
    (AnswerState.OBJECTED, "Object to it: I do not accept it"),
]


class AnswerForm(AsShownForm):
    """A manager's answer to one decision."""

    state = forms.ChoiceField(
        label="What is your answer?",
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you agree, query or object"},
    )
    reason = forms.CharField(
        label="Your reason",
        help_text="Needed for a query or an objection. The IRO and other managers can read it.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        required=False,
    )

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        needs = data.get("state") in (AnswerState.QUERIED, AnswerState.OBJECTED)
        if needs and not str(data.get("reason", "")).strip() and "reason" not in self.errors:
            self.add_error("reason", "Enter your reason, so that the IRO can answer you")
        return data


class AnswerRowForm(BaseForm):
    """The answer to one decision of the manager's list: agreed with a tick, or queried or objected to in
    words.
    """

    agree = forms.BooleanField(label="Agree", required=False)
    kind = forms.ChoiceField(
        label="Your answer",
        choices=[(AnswerState.QUERIED, "Query it"), (AnswerState.OBJECTED, "Object to it")],
        widget=forms.RadioSelect,
        required=False,
    )
    proposed_on = PickDateField(
        label="Propose another date (optional)", noun="The date you propose", required=False
    )
    reason = forms.CharField(
        label="Your reason",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=900,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.draw("kind", small=True, inline=True)

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        says_why = bool(data.get("reason") or data.get("proposed_on"))
        if data.get("kind") and not says_why and not self.errors:
            self.add_error("reason", "Enter your reason, so that the IRO can answer you")
        if says_why and not data.get("kind") and "kind" not in self.errors:
            self.add_error("kind", "Choose whether you query or object to the decision")
        return data

    def said(self) -> tuple[str, str, date | None]:
        """The answer, its reason and the date it proposes; an empty answer where nothing was said. Words are
        never an agreement, and no answer that nobody chose.
        """
        data = self.cleaned_data
        reason, proposed_on = data["reason"].strip(), data["proposed_on"]
        if proposed_on:
            reason = f"Proposes {day_words(proposed_on)} as the date. {reason}".strip()
        if reason:
            return data["kind"], reason, proposed_on
        return (AnswerState.AGREED if data["agree"] else ""), "", None


class AskForm(BaseForm):
    """By when the IRO wants to hear how far decisions are."""

    due_on = PickDateField(label="I need it by", noun="The day you need it by")
    question = forms.CharField(
        label="What you want to know (optional)",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class LateCommentForm(AsShownForm):
    """A query after the decision came to stand by default."""

    comment = forms.CharField(
        label="Your query",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        error_messages={
            "required": "Enter your query",
        },
    )


class RespondForm(AsShownForm):
    """The IRO's response to a query or an objection."""

    kind = forms.ChoiceField(
        label="How will you respond?",
        choices=[
            (ResponseKind.KEPT, "Keep the decision as it is"),
            (ResponseKind.CHANGED, "Change the decision and send it again"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you keep or change the decision"},
    )
    response = forms.CharField(
        label="Your response to the manager",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        error_messages={
            "required": wording.RESPONSE_EMPTY.rstrip("."),
        },
    )
    action = forms.CharField(
        label="Action",
        help_text="Change it here if you send it again",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )
    owner = forms.CharField(label="Who will do it", max_length=120, required=False)
    due_on = DatePartsField(label="By when", noun="The date it is to be done by", required=False)

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        if data.get("kind") == ResponseKind.CHANGED:
            for name, error in (
                ("action", "Enter the action"),
                ("owner", "Enter who will do it"),
                ("due_on", "Enter by when it is to be done"),
            ):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, error)
        return data

    def changes(self) -> Changes | None:
        """What is changed before the decision is sent again; None where it is kept."""
        if self.cleaned_data["kind"] != ResponseKind.CHANGED:
            return None
        data = self.cleaned_data
        return Changes(action=data["action"], owner=data["owner"], due_on=data["due_on"])


class ProgressForm(BaseForm):
    """What the social worker or manager says of the progress."""

    progress = forms.ChoiceField(
        label="How far has it got?",
        choices=[
            (Progress.NOT_STARTED, "Not started"),
            (Progress.IN_PROGRESS, "In progress"),
            (Progress.DONE, "Done: the IRO will check and close it"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how far it has got"},
    )
    note = forms.CharField(
        label="What has been done?",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        error_messages={
            "required": "Enter what has been done, or what is in the way",
        },
    )


class CloseForm(BaseForm):
    """The IRO closes a decision."""

    progress = forms.ChoiceField(
        label="How did it end?",
        choices=[(Progress.DONE, "It is done"), (Progress.SUPERSEDED, "It is no longer needed")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it ended"},
    )
    note = forms.CharField(
        label="How do you know?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={
            "required": "Enter how you know",
        },
    )


class FilterForm(BaseForm):
    """Filters of the list, read from the address; what is not understood is left out."""

    STATES = [
        ("", "To answer or still to be done"),
        ("waiting", "Waiting for an answer"),
        ("due_soon", "Last day to answer"),
        ("to_respond", "For the IRO to respond to"),
        ("queried", "Queried or objected to"),
        ("lapsed", "No answer: stands by default"),
        ("agreed", "Agreed"),
        ("asked", "An update was asked for"),
        ("to_tell", "To tell a manager of an amendment"),
        ("overdue", "Past their date"),
        ("open", "Still to be done"),
        ("closed", "Done or no longer needed"),
        ("all", "All, including what is done"),
    ]
    state = forms.ChoiceField(label="State", choices=STATES, required=False)
    team = forms.ChoiceField(label="Team", required=False)
    iro = forms.ChoiceField(label="IRO", required=False)
    search = search_field("Child: name or number")

    def __init__(
        self, *args: Any, teams: list[tuple[str, str]], iros: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("team", [("", "All teams"), *teams])
        self.offer("iro", [("", "All IROs"), *iros])
