"""The questions of the record, one form a section. Everything may stay empty until the record is
completed.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms

from accounts.templatetags.govuk import plural
from accounts.ui.fields import DatePartsField
from accounts.ui.forms import BaseForm
from accounts.ui.layout import revealed
from statute.participation import Views
from statute.terms import STATUTORY, Terms

YES_NO = [("yes", "Yes"), ("no", "No")]
KNOWN = [*YES_NO, ("not_known", "Not known")]
PARTLY = [("yes", "Yes"), ("partly", "In part"), ("no", "No")]
HELD_UP = [
    ("legal", "Court or legal process"),
    ("placement", "Finding a placement"),
    ("partner", "A partner agency"),
    ("staffing", "Change or lack of worker"),
    ("assessment", "Assessments not done"),
    ("other", "Something else"),
]
HAS_OR_WANTS = [
    ("has", "Yes"),
    ("wants", "Wants one"),
    ("declined", "Not wanted"),
    ("not_asked", "Not asked"),
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
        error_messages={"required": needed},
    )


class SectionForm(BaseForm):
    """A section. While it is a draft anything may stay empty; `needed` are the questions it cannot be
    completed without. Questions that this child is not asked are not there (ages.py).
    """

    REVEALS: ClassVar[dict[str, dict[str, str]]] = {}
    """Question -> answer -> the question that stands under that answer."""
    LIMITS: ClassVar[dict[str, str]] = {}
    """Question -> the council's term that says how long before the review."""

    def __init__(
        self,
        *args: Any,
        unasked: Iterable[str] = (),
        is_draft: bool = True,
        terms: Terms = STATUTORY,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, term in self.LIMITS.items():
            if name in self.fields and not self.fields[name].help_text:
                days = plural(getattr(terms, term), "working day")
                self.fields[name].help_text = f"At least {days} before the review"
        for name in unasked:
            self.fields.pop(name, None)
        for name, under in self.REVEALS.items():
            if name in self.fields:
                self.draw(name, reveals=under)
        self.needed = {
            name: str(field.error_messages["required"])
            for name, field in self.fields.items()
            if field.required
        }
        for field in self.fields.values():
            field.required = field.required and not is_draft

    @property
    def questions(self) -> list[forms.BoundField]:
        under = revealed(self)
        return [field for field in self if field.name not in under]

    @property
    def choices(self) -> list[forms.BoundField]:
        """The questions that are answered by choosing."""
        return [field for field in self.questions if not is_text(field.field)]

    @property
    def boxes(self) -> list[forms.BoundField]:
        """The questions that are answered in words."""
        return [field for field in self.questions if is_text(field.field)]

    def not_answered(self) -> dict[str, str]:
        """Needed questions without an answer, as the page stands: name -> what to do."""
        return {name: text for name, text in self.needed.items() if not self[name].value()}


def is_text(field: forms.Field) -> bool:
    """Whether a question is answered in one's own words."""
    return isinstance(field.widget, forms.Textarea)


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
    )
    talked_with_social_worker = choose("Did you talk with the social worker in time before the review?")
    observed = choose("Did you watch the child with the carers, where the child lives?", YES_NO)
    seen = words(
        "When, and what did you see?",
        hint="Play, sleep, meals, and how the child is with the carers",
        rows=4,
        limit=4000,
    )
    notes = words("Notes for the review", rows=4)
    REVEALS = {"spoke_to_child": {"yes": "spoke_on", "no": "why_not_spoken"}, "observed": {"yes": "seen"}}
    LIMITS = {"report_received": "report_wd", "talked_with_social_worker": "iro_sw_contact_wd"}


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


class AttendanceForm(SectionForm):
    child_came = choose("Did the child come to the review?", YES_NO, needed="Choose whether the child came")
    would_help = words(
        "What would have to change for the child to come?",
        hint="The time, the place, who is there, or help to come. And who sees to it",
        rows=3,
        limit=1000,
    )
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
            ("together", "Chaired it together with the IRO"),
            ("chaired", "Chaired it"),
        ],
    )
    activity = words(
        "What helped the child to take part",
        hint="For example cooking, drawing, a poem, breaks, a person they trust",
        rows=2,
        limit=1000,
    )
    others_said = words("What parents, carers and others thought", rows=4)
    REVEALS = {"child_came": {"no": "would_help"}}

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


class PlacementForm(SectionForm):
    suits = choose("Does the placement meet the child’s needs?", [*PARTLY, ("not_known", "Not known")])
    about = words("What is going well, what is not, and whether a move is planned")
    delegated = choose("Is it clear what the carer may decide (delegated authority)?")


class HealthForm(SectionForm):
    assessment = choose("Is the health assessment up to date?")
    dentist = choose("Has the child seen a dentist in the last year?")
    questionnaire = choose(
        "Was a strengths and difficulties questionnaire done in the last year?",
        [*KNOWN, ("not_needed", "Not needed at this age")],
    )
    about = words("Health, feelings and wellbeing")


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


class FamilyForm(SectionForm):
    about = words("Family time: who, how often, how it goes, and whether it should change")
    siblings = choose(
        "Does the child see brothers and sisters as planned?", [*KNOWN, ("none", "There are none")]
    )
    identity = words("Identity, culture, religion and language", rows=4)


class PlanForm(SectionForm):
    up_to_date = choose("Is the care or pathway plan up to date?", choices=KNOWN)
    right = choose("Is the plan right for the child?", PARTLY)
    permanence = choose(
        "Is there a plan for permanence?",
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
        "Is the legal status still right, or section 20 still needed?",
    )
    about = words(
        "The care or pathway plan, and what must change", needed="Enter what you found about the plan"
    )
    REVEALS = {"permanence": {"yes": "permanence_plan", "no": "permanence_why"}}


class SupportForm(SectionForm):
    advocate = choose("Does the child have an advocate?", HAS_OR_WANTS)
    visitor = choose("Does the child have an independent visitor?", HAS_OR_WANTS)
    told_rights = choose(
        "Does the child know about complaints and advocacy?", [*KNOWN, ("too_young", "Too young")]
    )
    pledge = choose(
        "Does the child have a copy of the council’s promise or pledge?",
        [*KNOWN, ("too_young", "Too young")],
    )
    pledge_next = words("What will be done so that the child gets one?", rows=2, limit=500)
    knows_iro = choose(
        "Does the child know who you are and how to reach you?", [*KNOWN, ("too_young", "Too young")]
    )
    card = choose(
        "Does the child or carer have your contact card?",
        [("had", "Yes"), ("given", "Given now"), ("no", "No"), ("not_known", "Not known")],
    )
    court = choose(
        "Does the child know that they can go to court about their care?",
        [*KNOWN, ("too_young", "Too young")],
    )
    pathway = choose(
        "Is there a pathway plan, and a personal adviser?", [*KNOWN, ("not_needed", "Not 16 yet")]
    )
    pathway_reviewed = choose("Was the pathway plan reviewed together with this review?")
    after = words("Help now, and what the child will need when they are no longer looked after")
    REVEALS = {"pledge": {"no": "pledge_next"}}


class SafeguardingForm(SectionForm):
    worries = choose("Are there worries about the child’s safety?")
    missing = choose("Was the child missing, or at risk of being exploited, since the last review?")
    safety_plan = choose("Is there a safety plan that works?", [*KNOWN, ("not_needed", "None is needed")])
    protection = choose("Is the child on a child protection plan as well?")
    one_meeting = choose(
        "Is one meeting held for both plans?",
        [
            ("yes", "Yes, and I lead it"),
            ("with", "Yes, and somebody else leads it"),
            ("no", "No, two meetings"),
        ],
    )
    about = words("Risks, missing episodes, and what is done about them")
    REVEALS = {"protection": {"yes": "one_meeting"}}


class ViewForm(SectionForm):
    pace = choose("Does the plan move at the pace the child needs?", PARTLY)
    held_up = choose("If it does not, what holds it up?", HELD_UP)
    about = words(
        "Your view of the plan, and of how the council carries it out",
        rows=8,
        needed="Enter your view as the IRO",
    )
    challenge = choose(
        "Is there something to take up with the council?",
        [("no", "No"), ("informal", "Yes, informally"), ("formal", "Yes, through the dispute process")],
    )


class DecisionsForm(SectionForm):
    """Open decisions of earlier reviews and new ones are forms of their own beside it."""
