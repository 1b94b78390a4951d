"""Which questions a child's record asks, by age on the day and by what came before. All others are always
asked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, DateField

from accounts.written import Written
from reviews.models import Review, ReviewPart
from reviews.models.review import ReviewStatus
from reviews.models.review import SectionKey as K
from statute.participation import age_on
from statute.working_days import birthday


@dataclass(frozen=True)
class Asked:
    """The child on the day of the review."""

    born_on: date
    on: date
    is_first: bool
    """No earlier review is known."""

    @property
    def age(self) -> int:
        return age_on(self.born_on, self.on)

    def unasked(self, key: str) -> frozenset[str]:
        """The questions of a section that this child is not asked."""
        rules = RULES.get(key, {})
        return frozenset(name for name, rule in rules.items() if not rule.is_met(self))


@dataclass(frozen=True)
class Rule:
    """Whom a question is put to, in words and as a test."""

    words: str
    is_met: Callable[[Asked], bool]


def _from(age: int) -> Rule:
    return Rule(f"From the age of {age}", lambda a: a.age >= age)


def near_16(asked: Asked) -> bool:
    return (birthday(asked.born_on, 16) - asked.on).days <= 92


FROM_4, FROM_5 = _from(4), _from(5)
PEP_AGE = 3
"""From this age a child in care has a personal education plan."""
UNDER_4 = Rule("Under the age of 4", lambda a: a.age < 4)
LATER = Rule("From the second review", lambda a: not a.is_first)
RULES: dict[str, dict[str, Rule]] = {
    K.WISHES: {"understands": FROM_4},
    K.PREPARATION: {"observed": UNDER_4, "seen": UNDER_4},
    K.ATTENDANCE: {"child_came": FROM_4, "would_help": FROM_4, "views": FROM_4, "led": FROM_4},
    K.CHANGES: {"decisions_done": LATER, "decisions_why": LATER},
    K.HEALTH: {"questionnaire": Rule("From the age of 4 to 16", lambda a: 4 <= a.age <= 16)},
    K.EDUCATION: {"pep": _from(PEP_AGE), "ehcp": _from(2), "attends": FROM_4},
    K.SUPPORT: {
        "advocate": FROM_5,
        "visitor": FROM_5,
        "told_rights": FROM_5,
        "court": FROM_5,
        "pledge": FROM_5,
        "pledge_next": FROM_5,
        "knows_iro": FROM_5,
        "pathway_reviewed": _from(16),
        "pathway": Rule("From three months before the 16th birthday", near_16),
    },
}
"""Under 4 no participation is recorded (PA-1); the questionnaire is for those of 4 to 16 (OC2)."""


def asked_of(review: Review) -> Asked:
    """The child of this review on the day of its last meeting, or before it is held on the day it is booked
    for.
    """
    last = LAST_MEETING.first(review=review.pk)
    on = review.held_on or (last and last[0]) or review.started_on or review.booked_for
    assert on is not None
    is_first = not EARLIER.has_any(child=review.child_id, on=on, but=review.pk)
    return Asked(review.child.born_on, on, is_first=is_first)


LAST_MEETING = Written(
    lambda review: ReviewPart.objects.filter(review=review).order_by("-number").values_list("held_on")[:1],
    review=BigIntegerField(),
)
EARLIER = Written(
    lambda child, on, but: (
        Review.objects.filter(child=child, status=ReviewStatus.COMPLETED, held_on__lt=on)
        .exclude(pk=but)
        .order_by()
        .values_list("pk")[:1]
    ),
    child=BigIntegerField(),
    on=DateField(),
    but=BigIntegerField(),
)
