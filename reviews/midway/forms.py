"""Forms of midway checks and of contact between reviews: they validate, they never save."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from accounts.councils.words import as_said
from accounts.searches import search_field
from accounts.ui.fields import DatePartsField, PickDateField, sentences
from accounts.ui.forms import BaseForm
from reviews.contact.states import SAY_WHY
from reviews.meeting.forms import WorkFilterForm
from reviews.midway.actions import DecisionSeen
from reviews.models import Decision
from reviews.models.decision import Progress
from reviews.models.midway import Concern, ContactState, ContactWay
from reviews.record.forms import choose, words

YES_NO = [("yes", "Yes"), ("no", "No")]
KNOWN = [*YES_NO, ("not_known", "Not known")]
NOT_ALL = [*YES_NO, ("not_needed", "Not needed"), ("not_known", "Not known")]
HOW_FAR = [
    (Progress.NOT_STARTED, "Not started"),
    (Progress.IN_PROGRESS, "In progress"),
    (Progress.DONE, "Done"),
    ("", "Not known"),
]
SHARED = ("plan", "permanence", "visits", "last_visit_on", "health", "pep")
"""Questions that the social worker's update and the IRO's check have in common:

the answer lands under the same name.
"""
ASKED = "asked"
"""Where the stored answers keep what was asked: the name of a question -> its words."""


class _DecisionsForm(BaseForm):
    """A form with a question and a note for each open decision."""

    def __init__(self, *args: Any, open_decisions: Sequence[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.open_decisions = list(open_decisions)
        for decision in self.open_decisions:
            progress, note = names_of(decision)
            self.fields[progress] = forms.ChoiceField(
                label=decision.action[:200],
                choices=HOW_FAR,
                widget=forms.RadioSelect,
                required=False,
                help_text=f"{decision.owner}, by {decision.due_on.day} {decision.due_on:%B %Y}",
            )
            self.draw(progress, label_stays=True)
            self.fields[note] = forms.CharField(
                label="What was done, or what is stopping it",
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def decision_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[progress], self[note]) for progress, note in map(names_of, self.open_decisions)]

    def to_storage(self) -> dict[str, Any]:
        """The answers as JSON: dates in ISO form, an unanswered question left out. With them stand the
        questions as they were asked, in the council's words of the day, and what each decision said.
        """
        stored = {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in self.cleaned_data.items()
            if value not in (None, "")
        }
        questions = {name: as_said(str(field.label)) for name, field in self.base_fields.items()}
        decided = {names_of(decision)[0]: decision.action for decision in self.open_decisions}
        return stored | {ASKED: questions | decided}


def names_of(decision: Decision) -> tuple[str, str]:
    """The field names of a decision: progress and note."""
    return f"progress_{decision.public_id}", f"note_{decision.public_id}"


def own_names(number: int) -> tuple[str, str]:
    """The field names of one of the council's own questions: answer and note."""
    return f"own_{number}", f"own_note_{number}"


def from_storage(data: dict[str, Any]) -> dict[str, Any]:
    """Stored answers as initial values."""
    return {k: date.fromisoformat(v) if k.endswith("_on") and v else v for k, v in data.items()}


class UpdateForm(_DecisionsForm):
    """The social worker's update: short, and under the same names as the IRO's check."""

    plan = choose("Is the care or pathway plan being carried out?", KNOWN)
    permanence = choose("Is the plan for permanence moving forward?", NOT_ALL)
    visits = choose("Are your visits in timescale?", KNOWN)
    last_visit_on = DatePartsField(
        label="When was your last visit?", noun="The date of your last visit", past=True, required=False
    )
    health = choose("Is the health assessment up to date?", KNOWN)
    pep = choose("Is the personal education plan (PEP) up to date?", NOT_ALL)
    about = words(
        "What has changed since the last review, and is anything drifting?",
        rows=5,
        limit=4000,
        needed="Enter what has changed, or that nothing has",
    )

    @property
    def facts(self) -> list[forms.BoundField]:
        """The questions that are not about decisions, the open one first."""
        return [self[name] for name in ("about", *SHARED)]

    @property
    def unsent_words(self) -> list[tuple[str, str]]:
        """What was typed into the text areas and not sent:

        as posted now, else as the person's draft has it.
        """
        areas = [self[n] for n, field in self.fields.items() if isinstance(field.widget, forms.Textarea)]
        return [(str(area.label), str(area.value())) for area in areas if area.value()]


class CheckForm(_DecisionsForm):
    """The midway check on one page (MW-3). Facts may stay not known; what follows from it must be said."""

    record_read = choose(
        "Have you read the record since the last review?",
        YES_NO,
        needed="Choose whether you have read the record",
    )
    plan = choose("Is the care or pathway plan being carried out?", KNOWN)
    permanence = choose("Is the plan for permanence moving forward?", NOT_ALL)
    visits = choose("Are the social worker’s visits in timescale?", KNOWN)
    last_visit_on = DatePartsField(
        label="When was the last visit?", noun="The date of the last visit", past=True, required=False
    )
    health = choose("Is the health assessment up to date?", KNOWN)
    pep = choose("Is the personal education plan (PEP) up to date?", NOT_ALL)
    worker_contact = choose(
        "Did you speak with the social worker?",
        [("yes", "Yes"), ("tried", "Attempted"), ("no", "No")],
        needed="Choose whether you spoke with the social worker",
    )
    child_contact = choose(
        "Were you in contact with the child?",
        [("yes", "Yes"), ("tried", "Attempted"), ("not_wanted", "The child does not want it"), ("no", "No")],
        hint="As it was agreed with them",
        needed="Choose whether you were in contact with the child",
    )
    notes = words("What you found", rows=5, limit=4000)
    concern = choose(
        "Is there a concern to raise?",
        sentences(Concern.choices),
        needed="Choose whether there is a concern to raise",
    )
    concern_about = words("What is the concern?", rows=3, limit=2000)
    brings_forward = choose(
        "Should the next review be held earlier?",
        YES_NO,
        hint="You may ask for a review at any time (regulation 33)",
        needed="Choose whether the next review should be held earlier",
    )

    FACTS = ("record_read", "plan", "permanence", "visits", "last_visit_on", "health", "pep")
    CONTACT = ("worker_contact", "child_contact", "notes")

    def __init__(
        self,
        *args: Any,
        said: dict[str, Any] | None = None,
        said_by: str = "",
        asked: Sequence[str] = (),
        visited_on: date | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = list(asked)
        for number, question in enumerate(self.asked):
            answer, note = own_names(number)
            self.fields[answer] = choose(question, KNOWN)
            self.fields[note] = words("More (optional)", rows=2, limit=1000)
            self.draw(answer, label_stays=True)
        if visited_on is not None:
            self.initial.setdefault("last_visit_on", visited_on)
            self.fields["last_visit_on"].help_text = "Known from the visits that were sent to the portal."
        said = from_storage(said or {})
        for name, value in said.items():
            if name in self.fields and (name in SHARED or name.startswith(("progress_", "note_"))):
                self.initial[name] = value
                if name in SHARED and said_by:
                    self.fields[name].help_text = f"Filled in from the update of {said_by}."

    @property
    def facts(self) -> list[forms.BoundField]:
        return [self[n] for n in self.FACTS]

    @property
    def own(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The council's own questions, each with its note."""
        return [(self[answer], self[note]) for answer, note in map(own_names, range(len(self.asked)))]

    def to_storage(self) -> dict[str, Any]:
        """The answers as JSON. Those to the council's own questions carry the question's words, which may
        change.
        """
        stored = super().to_storage()
        own = []
        for question, (answer, note) in zip(self.asked, map(own_names, range(len(self.asked))), strict=True):
            given = {"answer": stored.pop(answer, ""), "note": stored.pop(note, "")}
            own.append({"question": question} | given)
        return stored | ({"own": own} if own else {})

    @property
    def contact(self) -> list[forms.BoundField]:
        return [self[n] for n in self.CONTACT]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        raised = data.get("concern") in (Concern.INFORMAL, Concern.FORMAL)
        if raised and not data.get("concern_about") and "concern_about" not in self.errors:
            self.add_error("concern_about", "Enter what the concern is, so that you can raise it")
        return data

    def seen(self) -> list[DecisionSeen]:
        """How far each decision is; one that is not known is left as it was."""
        return [
            DecisionSeen(d, self.cleaned_data.get(progress) or "", self.cleaned_data.get(note) or "")
            for d, (progress, note) in ((d, names_of(d)) for d in self.open_decisions)
        ]


ABOUT_CONCERN = ("concern", "concern_about")


class AskForm(BaseForm):
    question = forms.CharField(
        label="Anything you want to know in particular? (optional)",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CheckFilterForm(WorkFilterForm):
    """Filters of the list of checks, read from the address; what is not understood is left out."""

    SHOWS = [
        ("", "To be done"),
        ("due", "Due now"),
        ("overdue", "Overdue"),
        ("planned", "Not due yet"),
        ("forward", "Earlier review needed, not booked yet"),
        ("concern", "Concern found, not raised yet"),
        ("done", "Done"),
        ("superseded", "Replaced by a review"),
        ("missed", "Missed"),
    ]
    show = forms.ChoiceField(label="Show", choices=SHOWS, required=False)
    search = search_field("Child: name or number")
    field_order = ["show", "team", "iro", "search"]


# --- contact between reviews

MADE_BY = [c for c in sentences(ContactWay.choices) if c[0] != ContactWay.NONE]


class AgreeForm(BaseForm):
    """What the child and the IRO agree about contact."""

    wish = forms.CharField(
        label="What does the child want?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="In their own words. The child’s wish decides.",
        error_messages={
            "required": "Enter what the child wants",
        },
    )
    way = forms.ChoiceField(
        label="How will you be in contact?",
        choices=sentences(ContactWay.choices),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how you will be in contact"},
    )
    every_weeks = forms.IntegerField(
        label="How often (weeks)?",
        required=False,
        min_value=1,
        max_value=52,
        help_text="Leave empty if it is only when the child asks",
        error_messages={
            "invalid": "Enter the weeks as a number, like 6",
            "min_value": "Enter a number of weeks from 1 to 52",
            "max_value": "Enter a number of weeks from 1 to 52",
        },
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("way") == ContactWay.NONE and data.get("every_weeks"):
            self.add_error("every_weeks", "Leave this empty if there will be no contact")
        return data


class PlanContactForm(BaseForm):
    way = forms.ChoiceField(
        label="How?", choices=MADE_BY, widget=forms.RadioSelect, error_messages={"required": "Choose how"}
    )
    on = PickDateField(label="When?", noun="The date of the contact")


class SettleForm(BaseForm):
    """The outcome of a planned contact."""

    ENDS = (
        (ContactState.MADE.value, "It took place"),
        (ContactState.TRIED.value, "Attempted, not seen"),
        (ContactState.DROPPED.value, "Cancelled"),
    )
    state = forms.ChoiceField(
        label="Outcome",
        widget=forms.RadioSelect,
        choices=ENDS,
        error_messages={"required": "Choose the outcome"},
    )
    on = DatePartsField(label="When?", noun="The date", past=True)
    note = forms.CharField(
        label="Notes",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed if it did not take place: what you attempted, or why it is cancelled",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        missing = not str(data.get("note", "")).strip() and "note" not in self.errors
        if data.get("state") in (ContactState.TRIED, ContactState.DROPPED) and missing:
            self.add_error("note", SAY_WHY)
        return data


class RecordContactForm(SettleForm):
    """A contact that was not planned."""

    way = forms.ChoiceField(
        label="How?", choices=MADE_BY, widget=forms.RadioSelect, error_messages={"required": "Choose how"}
    )
    field_order = ["way", "state", "on", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("state", SettleForm.ENDS[:2])


class ContactFilterForm(forms.Form):
    SHOWS = [("planned", "Planned"), ("past", "Planned, date has passed"), ("", "All")]
    show = forms.ChoiceField(label="Show", choices=SHOWS, required=False)
