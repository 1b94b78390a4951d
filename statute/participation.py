"""How a child took part in a review: the return's codes PN0 to PN7 from the facts, and both readings of PN4
(section 6).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from statute.refusals import Refused
from statute.working_days import age_on

CODES = tuple(f"PN{n}" for n in range(8))
UNDER_FOUR = "PN0"
CAME_WITHOUT_VIEWS = "PN4"  # many reports count it as taking part, the official reading does not (PA-5)
TOOK_PART = ("PN1", "PN2", "PN3", "PN5", "PN6")  # PA-4
DID_NOT_TAKE_PART = (CAME_WITHOUT_VIEWS, "PN7")
DID_NOT_COME = ("PN5", "PN6", "PN7")
ATTENDED = ("PN1", "PN2", "PN3", CAME_WITHOUT_VIEWS)  # PA-6
MEANING = {
    "PN0": "under 4 at the time of the review",
    "PN1": "came and spoke for themselves",
    "PN2": "came, and an advocate spoke for them",
    "PN3": "came and conveyed their views without words",
    "PN4": "came, but did not convey their views",
    "PN5": "did not come, but briefed an advocate",
    "PN6": "did not come, but conveyed their views in another way",
    "PN7": "did not come and did not convey their views",
}


class Views(StrEnum):
    """How the child's views came to the review."""

    SPOKE = "spoke"
    ADVOCATE = "advocate"
    OTHER_MEANS = "other_means"  # symbols, play, a letter, a drawing, a consultation form
    NONE = "none"


class ImpossibleParticipation(Refused):
    """What is said of how a child took part contradicts itself or the child's age."""

    def __init__(self, text: str) -> None:
        super().__init__(text, "participation_code", "views")


@dataclass(frozen=True)
class Participation:
    """The code with the facts it was drawn from."""

    code: str
    age: int

    @property
    def meaning(self) -> str:
        return MEANING[self.code]


def allowed_codes(born_on: date, review_on: date) -> tuple[str, ...]:
    """Codes possible at that age: PN0 alone under 4, PN1 to PN7 from the 4th birthday on (PA-1)."""
    return (UNDER_FOUR,) if age_on(born_on, review_on) < 4 else CODES[1:]


def participation(*, born_on: date, review_on: date, attended: bool, views: Views) -> Participation:
    """The code from who came, how views came and the age on the day (PA-1 to PA-3).

    The advocate may be the IRO.

    Raises ImpossibleParticipation when a child who did not come is said to have spoken.
    """
    age = age_on(born_on, review_on)
    if age < 0:
        raise ImpossibleParticipation("The review is dated before the child was born.")
    if not attended and views == Views.SPOKE:
        raise ImpossibleParticipation(
            "A child who did not come can't have spoken at the review. Choose how their views came."
        )
    if age < 4:
        return Participation(UNDER_FOUR, age)
    with_child = {Views.SPOKE: "PN1", Views.ADVOCATE: "PN2", Views.OTHER_MEANS: "PN3", Views.NONE: "PN4"}
    without = {Views.ADVOCATE: "PN5", Views.OTHER_MEANS: "PN6", Views.NONE: "PN7"}
    return Participation((with_child if attended else without)[views], age)


def check_code(code: str, *, born_on: date, review_on: date) -> None:
    """Raise ImpossibleParticipation when the code is none or impossible at that age (D2I 167, 440, 441)."""
    if code not in CODES:
        raise ImpossibleParticipation(f"{code or 'An empty code'} is not a participation code (PN0 to PN7).")
    if code not in allowed_codes(born_on, review_on):
        years = age_on(born_on, review_on)
        raise ImpossibleParticipation(
            f"{code} is not possible at the age of {years}: "
            + ("children under 4 are PN0." if years < 4 else "PN0 is for children under 4.")
        )
