"""The questions of the record, one form a section. Everything may stay empty while drafting; what is needed
says so on saving.
"""

from datetime import date
from typing import Any, ClassVar

from django import forms

from accounts.templatetags.govuk import day as day_words
from accounts.ui.fields import DatePartsField, PickDateField, sentences
from accounts.ui.forms import BaseForm, BaseRows
from accounts.ui.layout import revealed
from reviews.models import Decision
from reviews.models.decision import Fate
from reviews.models.review import AttendeeRole, Presence
from statute.participation import Views

EVIDENCE_LIMIT = 1000
YES_NO = [("yes", "Yes"), ("no", "No")]
KNOWN = [*YES_NO, ("not_known", "Not known")]
PARTLY = [("yes", "Yes"), ("partly", "In part"), ("no", "No")]
HAS_OR_WANTS = [
    ("has", "Yes"),
    ("wants", "No, and wants one"),
    ("declined", "No, was asked and does not want one"),
    ("not_asked", "No, and was not asked"),
]


def choose(
    label: str, choices: list[tuple[str, str]] = KNOWN, *, hint: str = "", needed: str = ""
) -> forms.ChoiceField:
    """Radio buttons. Nothing chosen stays "not recorded", unless `needed` says what to do."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        help_text=hint,
        required=bool(needed),
        widget=forms.RadioSelect,
        error_messages={"required": needed or "Choose one"},
    )


def words(
    label: str, *, hint: str = "", rows: int = 5, limit: int = 8000, needed: str = ""
) -> forms.CharField:
    """Free text. Its end is not cut off: more than the limit is an error that says so."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(needed),
        max_length=limit,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": needed, "max_length": f"{label} must be {limit:,} characters or fewer"},
    )


class SectionForm(BaseForm):
    """A section. `finished` asks whether it is done; one that is not done yet may leave anything empty."""

    REVEALS: ClassVar[dict[str, dict[str, str]]] = {}
    """Question -> answer -> the question that stands under that answer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, under in self.REVEALS.items():
            self.draw(name, reveals=under)

    @property
    def questions(self) -> list[forms.BoundField]:
        under = revealed(self)
        return [field for field in self if field.name != "finished" and field.name not in under]

    def full_clean(self) -> None:
        if self.data.get(self.add_prefix("finished")) == "no":
            for name, field in self.fields.items():
                field.required = name == "finished"
        super().full_clean()


def _finished() -> forms.ChoiceField:
    return choose(
        "Have you completed this section?",
        [("yes", "Yes, it is complete"), ("no", "No, I will come back to it")],
        needed="Choose whether you have completed this section",
    )


class PreparationForm(SectionForm):
    spoke_to_child = choose(
        "Did you speak to the child in private before the review?",
        [
            ("yes", "Yes"),
            ("no", "No"),
            ("refused", "The child did not want to"),
            ("inappropriate", "It was not appropriate"),
        ],
        hint="Or as part of it (regulation 36)",
    )
    spoke_on = DatePartsField(
        label="When did you speak?", noun="The date you spoke to the child", past=True, required=False
    )
    why_not_spoken = words("Why not?", rows=3, limit=1000)
    report_received = choose(
        "Did the social work report reach you in time?",
        [("yes", "Yes"), ("late", "It came late"), ("no", "It did not come")],
        hint="At least 3 working days before the review",
    )
    talked_with_social_worker = choose("Did you talk with the social worker at least 15 working days before?")
    notes = words("Notes for the review", rows=4)
    finished = _finished()
    REVEALS = {"spoke_to_child": {"yes": "spoke_on", "no": "why_not_spoken"}}


class WishesForm(SectionForm):
    own_words = words(
        "What the child said, in their own words",
        hint="Or how they showed it. Write it as they would want to read it.",
        rows=8,
        needed="Enter what the child said or showed, or why it is not known",
    )
    how_given = choose(
        "How did you hear it?",
        [
            ("told", "The child told me"),
            ("advocate", "Through an advocate"),
            ("written", "In writing, a form or an app"),
            ("drawing", "Through a drawing or play"),
            ("observed", "I watched how the child was"),
            ("others", "Others told me"),
            ("not_given", "The child did not want to say"),
        ],
        needed="Choose how you heard it",
    )
    wants_changed = words("What the child would like to change", rows=4)
    understands = choose(
        "Does the child understand the plan, and what a change would mean?",
        [("yes", "Yes"), ("partly", "In part"), ("no", "No"), ("too_young", "Too young to say")],
    )
    finished = _finished()


class AttendanceForm(SectionForm):
    child_came = choose("Did the child come to the review?", YES_NO, needed="Choose whether the child came")
    views = choose(
        "How did the child’s views come to the review?",
        [
            (Views.SPOKE, "The child spoke"),
            (Views.ADVOCATE, "An advocate spoke for the child"),
            (Views.OTHER_MEANS, "In another way: symbols, a letter, a drawing, a form, a recording"),
            (Views.NONE, "They did not come to the review"),
        ],
        hint=(
            "The participation code of the return follows from these two answers and the child’s age. "
            "The advocate may be the IRO, when the child asked for that."
        ),
        needed="Choose how the child’s views came to the review",
    )
    led = choose(
        "What part did the child have in running the review?",
        [
            ("none", "None"),
            ("agenda", "Helped to set what was talked about"),
            ("some", "Led some of it"),
            ("chaired", "Chaired it"),
        ],
    )
    others_said = words("What parents, carers and others thought", rows=4)
    finished = _finished()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("child_came") == "no" and data.get("views") == Views.SPOKE:
            self.add_error(
                "views",
                "A child who did not come can’t have spoken at the review. Choose how their views came",
            )
        return data


class ChangesForm(SectionForm):
    circumstances = words(
        "What has changed for the child since the last review",
        hint="A move, another social worker, the family, school, health, the plan",
    )
    decisions_done = choose(
        "Were the decisions of the last review carried out?",
        [("yes", "Yes, all"), ("partly", "Some"), ("no", "None"), ("none", "There were none")],
    )
    decisions_why = words("What was not done, and why", rows=4)
    visits = choose("Has the social worker visited as often as the plan says?")
    finished = _finished()


class PlacementForm(SectionForm):
    suits = choose("Does the placement meet the child’s needs?", [*PARTLY, ("not_known", "Not known")])
    about = words("What is going well, what is not, and whether a move is planned")
    delegated = choose(
        "Is it clear what the carer may decide from day to day?",
        hint="Delegated authority: haircuts, school trips, nights away",
    )
    finished = _finished()


class HealthForm(SectionForm):
    assessment = choose("Is the health assessment up to date?")
    dentist = choose("Has the child seen a dentist in the last year?")
    questionnaire = choose(
        "Was a strengths and difficulties questionnaire done in the last year?",
        [*KNOWN, ("not_needed", "Not needed at this age")],
    )
    about = words("Health, feelings and wellbeing")
    finished = _finished()


class EducationForm(SectionForm):
    pep = choose("Is the personal education plan up to date?", [*KNOWN, ("not_needed", "Not of school age")])
    ehcp = choose(
        "Is the education, health and care plan up to date?", [*KNOWN, ("not_needed", "The child has none")]
    )
    attends = choose(
        "Does the child go to school or training regularly?", [*KNOWN, ("not_needed", "Not of school age")]
    )
    about = words("Learning and progress")
    leisure = words("Interests, friends and free time", rows=4)
    finished = _finished()


class FamilyForm(SectionForm):
    about = words("Family time: who, how often, how it goes, and whether it should change")
    siblings = choose(
        "Does the child see brothers and sisters as planned?", [*KNOWN, ("none", "There are none")]
    )
    identity = words("Identity, culture, religion and language", rows=4)
    finished = _finished()


class PlanForm(SectionForm):
    up_to_date = choose(
        "Is the care plan up to date?", hint="From the age of 16, the pathway plan", choices=KNOWN
    )
    right = choose("Is the plan right for the child?", PARTLY)
    permanence = choose(
        "Is there a plan for permanence?",
        hint="Expected by the second review",
        needed="Choose whether there is a plan for permanence",
    )
    permanence_plan = choose(
        "Which plan?",
        [
            ("home", "Return home"),
            ("relatives", "With relatives or friends"),
            ("guardian", "Special guardianship"),
            ("adoption", "Adoption"),
            ("foster", "Long-term fostering"),
            ("residential", "Residential care"),
            ("independence", "Independence"),
            ("several", "More than one plan is pursued"),
        ],
    )
    permanence_why = words("Why is there none?", rows=3, limit=1000)
    legal = choose(
        "Is the legal status still the right one?",
        hint="For section 20: whether it is still needed, and who agrees to it",
    )
    about = words(
        "The care or pathway plan, and what must change", needed="Enter what you found about the plan"
    )
    finished = _finished()
    REVEALS = {"permanence": {"yes": "permanence_plan", "no": "permanence_why"}}


class SupportForm(SectionForm):
    advocate = choose("Does the child have an advocate?", HAS_OR_WANTS)
    visitor = choose("Does the child have an independent visitor?", HAS_OR_WANTS)
    told_rights = choose(
        "Does the child know about complaints and advocacy?", [*KNOWN, ("too_young", "Too young")]
    )
    court = choose(
        "Does the child know that they can go to court about their care?",
        [*KNOWN, ("too_young", "Too young")],
    )
    pathway = choose(
        "Is there a pathway plan, and a personal adviser?", [*KNOWN, ("not_needed", "Not 16 yet")]
    )
    after = words("Help now, and what the child will need when they are no longer looked after")
    finished = _finished()


class SafeguardingForm(SectionForm):
    worries = choose("Are there worries about the child’s safety?")
    missing = choose("Was the child missing, or at risk of being exploited, since the last review?")
    safety_plan = choose("Is there a safety plan that works?", [*KNOWN, ("not_needed", "None is needed")])
    protection = choose("Is the child on a child protection plan as well?")
    about = words("Risks, missing episodes, and what is done about them")
    finished = _finished()


class ViewForm(SectionForm):
    pace = choose("Does the plan move at the pace the child needs?", PARTLY)
    about = words(
        "Your view of the plan, and of how the council carries it out",
        hint="The child, the family and the court may read it",
        rows=8,
        needed="Enter your view as the IRO",
    )
    challenge = choose(
        "Is there something to take up with the council?",
        [("no", "No"), ("informal", "Yes, informally"), ("formal", "Yes, through the dispute process")],
    )
    finished = _finished()


class DecisionsForm(SectionForm):
    """Whether the section is done. Open decisions of earlier reviews and new ones are forms of their own
    beside it.
    """

    finished = _finished()


class EarlierDecisionForm(BaseForm):
    """What becomes of one open decision of an earlier review: carried over, done, or no longer needed, and
    how that is known.

    `started_on` is the day of the review (its first meeting): nothing can be carried over to a day before it.
    With
    `is_draft` the section is not finished, so that everything may stay empty.
    """

    fate = choose(
        "",
        [
            (Fate.CARRIED.value, "Still to be done: carry it over"),
            (Fate.DONE.value, "It is done"),
            (Fate.SUPERSEDED.value, "It is no longer needed"),
        ],
    )
    due_on = PickDateField(
        label="New date (optional)",
        noun="The new date",
        required=False,
        help_text=(
            "For example, 27/3/2026. Leave this empty to keep the date. Earlier dates stay on the "
            "decision’s page."
        ),
    )
    done_evidence = words("How do you know it is done?", rows=2, limit=EVIDENCE_LIMIT)
    not_needed_because = words("Why is it no longer needed?", rows=2, limit=EVIDENCE_LIMIT)
    EVIDENCE: ClassVar[dict[str, tuple[str, str]]] = {
        Fate.DONE: ("done_evidence", "Enter how you know it is done"),
        Fate.SUPERSEDED: ("not_needed_because", "Enter why it is no longer needed"),
    }

    def __init__(
        self,
        *args: Any,
        decision: Decision,
        passport: str,
        started_on: date | None,
        is_draft: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, prefix=f"earlier-{decision.public_id}", **kwargs)
        self.decision, self.started_on, self.is_draft = decision, started_on, is_draft
        fate = self.fields["fate"]
        fate.label, fate.help_text = decision.action, passport
        fate.required = not is_draft
        fate.error_messages["required"] = f"Choose what happens with “{decision.action[:60]}”"
        under = {Fate.CARRIED: "due_on", Fate.DONE: "done_evidence", Fate.SUPERSEDED: "not_needed_because"}
        self.draw("fate", reveals=under)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        fate = data.get("fate")
        if fate == Fate.CARRIED and _is_before(data.get("due_on"), self.started_on):
            self.add_error("due_on", _not_before("The new date", self.started_on))
        name, message = self.EVIDENCE.get(str(fate), ("", ""))
        if name and not self.is_draft and not data.get(name) and name not in self.errors:
            self.add_error(name, message)
        return data


class AttendeeForm(BaseForm):
    role = forms.ChoiceField(
        label="Who",
        choices=[("", "Choose"), *sentences(c for c in AttendeeRole.choices if c[0] != "CHILD")],
        required=False,
    )
    name = forms.CharField(label="Name", max_length=120, required=False)
    presence = forms.ChoiceField(
        label="Attendance", choices=[("", "Choose"), *sentences(Presence.choices)], required=False
    )

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

    def __init__(self, *args: Any, started_on: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.started_on = started_on

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if any(data.get(k) for k in self.NEEDED) or self.errors:
            for name, message in self.NEEDED.items():
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, message)
        if _is_before(data.get("due_on"), self.started_on):
            self.add_error("due_on", _not_before("The date it is to be done by", self.started_on))
        return data


def _is_before(day: date | None, started_on: date | None) -> bool:
    return day is not None and started_on is not None and day < started_on


def _not_before(noun: str, started_on: date | None) -> str:
    return f"{noun} must be the day of the review, {day_words(started_on)}, or after it"


AttendeeFormSet = forms.formset_factory(
    AttendeeForm, formset=BaseRows, extra=1, can_delete=True, max_num=40, absolute_max=60
)
DecisionFormSet = forms.formset_factory(
    DecisionForm, formset=BaseRows, extra=1, can_delete=True, max_num=30, absolute_max=50
)
