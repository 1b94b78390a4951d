"""The monitoring form that the portal ships: loaded for a council that has none of its own, and yields
every figure reports print.

Keys are stable: the measures in reporting/measures/monitoring.py name them.
"""

from dataclasses import dataclass

from reviews.models.monitoring import Applies, Flag, QuestionKind, SeenBy


@dataclass(frozen=True)
class Asked:
    """A question as data."""

    section: str
    key: str
    text: str
    kind: str = QuestionKind.YES_NO
    applies: str = Applies.ALWAYS
    flag: str = Flag.NO
    known_from: str = ""
    hint: str = ""
    seen_by: str = SeenBy.LINE


_PLAN, _CHILD, _HEALTH, _WORK, _RIGHTS, _GOOD = (
    "Plans and permanence",
    "The child and the review",
    "Health and education",
    "Social work and the home",
    "Rights and entitlements",
    "Good practice",
)
_GRADE, _TEXT, _DATE = QuestionKind.GRADE, QuestionKind.TEXT, QuestionKind.DATE

QUESTIONS: tuple[Asked, ...] = (
    Asked(
        _PLAN,
        "permanence",
        "Is a plan for permanence in place?",
        applies=Applies.SECOND_REVIEW,
        known_from="permanence",
        hint=(
            "Expected by the second review. Proceedings still under way, or several plans at once, "
            "are a reason, not a plan."
        ),
    ),
    Asked(_PLAN, "care_plan", "Is the care plan up to date?", known_from="plan_up_to_date"),
    Asked(_PLAN, "pathway_plan", "Is the pathway plan up to date?", applies=Applies.AGED_16),
    Asked(_PLAN, "plan_quality", "How good is the care or pathway plan?", _GRADE, flag=Flag.LOW),
    Asked(
        _CHILD,
        "prepared",
        "Was the child prepared for the review?",
        applies=Applies.AGED_4,
        known_from="asked_before",
        hint="By the social worker: told what the review is for, and helped to say what they think.",
    ),
    Asked(_CHILD, "report_in_time", "Did the social work report come in time?", known_from="report_in_time"),
    Asked(_CHILD, "report_quality", "How good is the social work report?", _GRADE, flag=Flag.LOW),
    Asked(
        _WORK,
        "visits",
        "Were the social worker’s visits in timescale since the last review?",
        known_from="visits",
    ),
    Asked(_WORK, "last_visit", "When was the last visit?", _DATE, flag=Flag.NEVER),
    Asked(
        _WORK,
        "relationship",
        "How good is the relationship between the child and the social worker?",
        _GRADE,
        flag=Flag.LOW,
    ),
    Asked(
        _WORK,
        "delegated_authority",
        "Is it written down what the carers may decide (delegated authority)?",
        known_from="delegated",
    ),
    Asked(
        _HEALTH, "health_assessment", "Is the health assessment up to date?", known_from="health_assessment"
    ),
    Asked(
        _HEALTH,
        "sdq",
        "Is there a strengths and difficulties score (SDQ) of the last year?",
        applies=Applies.AGED_4,
        known_from="sdq",
    ),
    Asked(_HEALTH, "dentist", "Has the child seen a dentist in the last year?", known_from="dentist"),
    Asked(
        _HEALTH,
        "pep",
        "Is the personal education plan (PEP) up to date?",
        applies=Applies.SCHOOL_AGE,
        known_from="pep",
    ),
    Asked(_RIGHTS, "packs", "Has the child had the information pack for children in care?"),
    Asked(_RIGHTS, "entitlements", "Does the child know what they are entitled to?", applies=Applies.AGED_4),
    Asked(
        _RIGHTS,
        "rights",
        "Does the child know about complaints and advocacy?",
        applies=Applies.AGED_4,
        known_from="told_rights",
    ),
    Asked(_RIGHTS, "advocacy", "Was an advocate considered?", applies=Applies.AGED_4, known_from="advocate"),
    Asked(
        _RIGHTS,
        "independent_visitor",
        "Was an independent visitor considered?",
        applies=Applies.AGED_4,
        known_from="visitor",
    ),
    Asked(
        _GOOD,
        "good_practice",
        "Did you see good practice?",
        flag=Flag.NEVER,
        hint="Record it afterwards, and the worker and the manager are told.",
    ),
    Asked(_GOOD, "notes", "Notes for the IRO service", _TEXT, flag=Flag.NEVER, seen_by=SeenBy.IRO),
)
