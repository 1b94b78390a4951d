"""The questions of the record, one form a section. Everything may stay empty while drafting; what is needed says so on saving."""

from typing import Any

from django import forms

from accounts.ui.fields import DatePartsField, PickDateField
from accounts.ui.forms import BaseForm
from reviews.models.decision import Progress
from reviews.models.review import AttendeeRole, Presence
from statute.participation import Views

YES_NO = [("yes", "Yes"), ("no", "No")]
KNOWN = [*YES_NO, ("not_known", "Not known")]


def choose(
    label: str, choices: list[tuple[str, str]] = KNOWN, *, hint: str = "", needed: str = ""
) -> forms.ChoiceField:
    """Radio buttons. Nothing chosen stays "not recorded", unless `needed` says what to do."""
    return forms.ChoiceField(
        label=label, choices=choices, help_text=hint, required=bool(needed), widget=forms.RadioSelect,
        error_messages={"required": needed or "Choose one"},
    )  # fmt: skip


def words(
    label: str, *, hint: str = "", rows: int = 5, limit: int = 8000, needed: str = ""
) -> forms.CharField:
    """Free text. Its end is not cut off: more than the limit is an error that says so."""
    return forms.CharField(
        label=label, help_text=hint, required=bool(needed), max_length=limit, widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": needed, "max_length": f"{label} must be {limit:,} characters or fewer"},
    )  # fmt: skip


class SectionForm(BaseForm):
    """A section. `finished` asks whether it is done."""

    @property
    def questions(self) -> list[forms.BoundField]:
        return [field for field in self if field.name != "finished"]


def _finished() -> forms.ChoiceField:
    return choose(
        "Have you completed this section?",
        [("yes", "Yes, it is complete"), ("no", "No, I will come back to it")],
        needed="Choose whether you have completed this section",
    )


class PreparationForm(SectionForm):
    spoke_to_child = choose(
        "Did you speak to the child in private before the review?",
        [*YES_NO, ("refused", "The child did not want to"), ("inappropriate", "It was not appropriate")],
        hint="Regulation 36: before the review or as part of it",
    )
    spoke_on = DatePartsField(label="When", noun="The date you spoke to the child", past=True, required=False)
    report_received = choose(
        "Did the social work report reach you in time?", [*YES_NO, ("late", "It came late")]
    )
    talked_with_social_worker = choose("Did you talk with the social worker at least 15 working days before?")
    notes = words("Notes for the review", rows=4)
    finished = _finished()


class WishesForm(SectionForm):
    own_words = words(
        "What the child said, in their own words",
        hint="Or how they showed it. Write it as they would want to read it.",
        rows=8,
        needed="Enter what the child said or showed, or why it is not known",
    )
    how_given = choose(
        "How did you hear it?",
        [("told", "The child told me"), ("advocate", "Through an advocate"), ("written", "In writing, a form or an app"),
         ("drawing", "Through a drawing or play"), ("observed", "I watched how the child was"), ("others", "Others told me"),
         ("not_given", "The child did not want to say")],
        needed="Choose how you heard it",
    )  # fmt: skip
    wants_changed = words("What the child would like to change", rows=4)
    told_rights = choose("Does the child know about complaints and advocacy?")
    finished = _finished()


class AttendanceForm(SectionForm):
    child_came = choose("Did the child come to the review?", YES_NO, needed="Choose whether the child came")
    views = choose(
        "How did the child’s views come to the review?",
        [(Views.SPOKE, "The child spoke"), (Views.ADVOCATE, "An advocate spoke for the child"),
         (Views.OTHER_MEANS, "In another way: symbols, a letter, a drawing, a form, a recording"),
         (Views.NONE, "They did not come to the review")],
        hint="An advocate may be the IRO, when the child asked for that",
        needed="Choose how the child’s views came to the review",
    )  # fmt: skip
    finished = _finished()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("child_came") == "no" and data.get("views") == Views.SPOKE:
            self.add_error(
                "views",
                "A child who did not come can’t have spoken at the review. Choose how their views came",
            )
        return data


class PlacementForm(SectionForm):
    suits = choose(
        "Does the placement meet the child’s needs?",
        [*YES_NO, ("partly", "Partly"), ("not_known", "Not known")],
    )
    about = words("What is going well, and what is not")
    finished = _finished()


class HealthForm(SectionForm):
    assessment = choose("Is the health assessment up to date?")
    dentist = choose("Has the child seen a dentist in the last year?")
    about = words("Health and wellbeing")
    finished = _finished()


class EducationForm(SectionForm):
    pep = choose("Is the personal education plan up to date?", [*KNOWN, ("not_needed", "Not of school age")])
    attends = choose(
        "Does the child go to school or training regularly?", [*KNOWN, ("not_needed", "Not of school age")]
    )
    about = words("Learning, friends and interests")
    finished = _finished()


class FamilyForm(SectionForm):
    about = words("Family time: who, how often, how it goes")
    siblings = choose(
        "Does the child see brothers and sisters as planned?", [*KNOWN, ("none", "There are none")]
    )
    identity = words("Identity, culture, religion and language", rows=4)
    finished = _finished()


class PlanForm(SectionForm):
    permanence = choose(
        "Is there a plan for permanence?",
        hint="Expected by the second review",
        needed="Choose whether there is a plan for permanence",
    )
    right = choose("Is the care plan right for the child?", [*YES_NO, ("partly", "Partly")])
    about = words(
        "The care or pathway plan, and what must change", needed="Enter what you found about the plan"
    )
    finished = _finished()


class SafeguardingForm(SectionForm):
    worries = choose("Are there worries about the child’s safety?")
    about = words("Risks, missing episodes, and what is done about them")
    finished = _finished()


class DecisionsForm(SectionForm):
    """Whether the section is done; the decisions are rows beside it. Open decisions of before get a field each."""

    finished = _finished()

    def __init__(self, *args: Any, open_decisions: list[Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.open_decisions = open_decisions or []
        for decision in self.open_decisions:
            name = f"fate_{decision.public_id}"
            self.fields[name] = choose(
                decision.action[:200],
                [("CARRY", "Still to be done: carry it over"), (Progress.DONE, "It is done"), (Progress.SUPERSEDED, "It is no longer needed")],
                hint=f"{decision.owner}, by {decision.due_on.day} {decision.due_on:%B %Y}. {decision.passport}",
                needed="Choose what happens with this decision",
            )  # fmt: skip
        self.order_fields([*(f"fate_{d.public_id}" for d in self.open_decisions), "finished"])


class AttendeeForm(BaseForm):
    role = forms.ChoiceField(
        label="Who", choices=[("", ""), *[c for c in AttendeeRole.choices if c[0] != "CHILD"]], required=False
    )
    name = forms.CharField(label="Name", max_length=120, required=False)
    presence = forms.ChoiceField(label="Came?", choices=[("", ""), *Presence.choices], required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if any(data.get(k) for k in ("role", "name", "presence")):
            if not data.get("role"):
                self.add_error("role", "Choose who this person is")
            if not data.get("presence"):
                self.add_error("presence", "Choose whether this person came")
        return data


class DecisionForm(BaseForm):
    """One decision (PO-9): all five parts, or an empty row."""

    outcome = forms.CharField(
        label="What will be better for the child",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    action = forms.CharField(
        label="What is to be done", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    owner = forms.CharField(label="Who will do it", max_length=120, required=False)
    due_on = PickDateField(label="By when", noun="The date it is to be done by", required=False)
    how_known = forms.CharField(label="How we will know", max_length=500, required=False)

    NEEDED = {
        "outcome": "Enter what will be better for the child",
        "action": "Enter what is to be done",
        "owner": "Enter who will do it",
        "due_on": "Enter by when it is to be done",
        "how_known": "Enter how we will know it is done",
    }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if any(data.get(k) for k in self.NEEDED) or self.errors:
            for name, message in self.NEEDED.items():
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, message)
        return data


AttendeeFormSet = forms.formset_factory(AttendeeForm, extra=1, can_delete=True, max_num=40, absolute_max=60)
DecisionFormSet = forms.formset_factory(DecisionForm, extra=1, can_delete=True, max_num=30, absolute_max=50)
