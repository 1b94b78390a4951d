"""How a child took part in a review: the return's codes PN0 to PN7 from the facts, and both readings of PN4 (section 6)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from statute.working_days import age_on

CODES = tuple(f"PN{n}" for n in range(8))
TOOK_PART = frozenset({"PN1", "PN2", "PN3", "PN5", "PN6"})
ATTENDED = frozenset({"PN1", "PN2", "PN3", "PN4"})
BEST_FIRST = ("PN1", "PN2", "PN3", "PN5", "PN6", "PN4", "PN7", "PN0")
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


class ImpossibleParticipation(ValueError):
    """The facts contradict each other or the child's age; the text says how."""


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
    return ("PN0",) if age_on(born_on, review_on) < 4 else CODES[1:]


def participation(*, born_on: date, review_on: date, attended: bool, views: Views) -> Participation:
    """The code from who came, how views came and the age on the day (PA-1 to PA-3). The advocate may be the IRO.

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
        return Participation("PN0", age)
    with_child = {Views.SPOKE: "PN1", Views.ADVOCATE: "PN2", Views.OTHER_MEANS: "PN3", Views.NONE: "PN4"}
    without = {Views.ADVOCATE: "PN5", Views.OTHER_MEANS: "PN6", Views.NONE: "PN7"}
    return Participation((with_child if attended else without)[views], age)


def participation_code(*, born_on: date, review_on: date, attended: bool, views: Views) -> str:
    """The return's code alone; see `participation`."""
    return participation(born_on=born_on, review_on=review_on, attended=attended, views=views).code


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


def participated(code: str, *, pn4_counts: bool = False) -> bool:
    """Whether the code counts as taking part: the official reading leaves PN4 out, many reports count it (PA-4, PA-5)."""
    return code in TOOK_PART or (pn4_counts and code == "PN4")


def attended(code: str) -> bool:
    """Whether the child came (PA-6)."""
    return code in ATTENDED


def best_of(codes: Iterable[str]) -> str:
    """The best participation across the meetings of one review (PA-2)."""
    return min(codes, key=BEST_FIRST.index)


@dataclass(frozen=True, slots=True)
class Share:
    """Some of a number, and how many could not be judged because nothing was recorded."""

    part: int
    whole: int
    not_known: int = 0


def share_taking_part(codes: Iterable[str], *, pn4_counts: bool = False) -> Share:
    """Reviews with a participating code among those with a code other than PN0 (PA-5). An empty code is not known."""
    return _share(codes, lambda code: participated(code, pn4_counts=pn4_counts))


def share_attended(codes: Iterable[str]) -> Share:
    """Reviews to which the child came among those with a code other than PN0 (PA-6)."""
    return _share(codes, attended)


def communicated_at_each(codes: Iterable[str]) -> bool | None:
    """Whether a child communicated views for each review of the year (PA-4); None: not judged.

    PN0 reviews are left out. Not judged is a child with no other review, and one with a review without a code where
    every recorded one counts.
    """
    judged = [code for code in codes if code != "PN0"]
    if any(code and not participated(code) for code in judged):
        return False
    return None if not judged or "" in judged else True


def _share(codes: Iterable[str], counts: Callable[[str], bool]) -> Share:
    judged = [code for code in codes if code != "PN0"]
    known = [code for code in judged if code]
    return Share(sum(map(counts, known)), len(known), len(judged) - len(known))
