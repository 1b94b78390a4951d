"""What an IRO answers in the sections of an invented record, fitting the child's age, as it is stored."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from demo import words
from statute.participation import Views

YES_NO = ["yes", "yes", "no"]
MOSTLY = ["yes", "yes", "partly"]


@dataclass(frozen=True)
class Answers:
    """The answers about one child at one review."""

    rng: random.Random
    age: int
    held_on: str
    came: bool
    views: str
    """How the views of the child came to the review (statute.participation.Views)."""

    @property
    def is_young(self) -> bool:
        return self.age < 4

    def text(self, texts: Sequence[tuple[Any, ...]]) -> str:
        found = str(self.rng.choice(words.fitting(texts, self.age))[0])
        return found.replace("{like}", self.rng.choice(words.LIKES))

    def one_of(self, answers: Sequence[str]) -> str:
        return self.rng.choice(answers)

    def older(self, answers: Sequence[str], *, young: str) -> str:
        """One of the answers; of a child too young to be asked always the same."""
        return young if self.is_young else self.one_of(answers)

    def _how_given(self) -> str:
        """How the IRO heard the child, as the participation of the review has it."""
        drawn = self.older(["told", "told", "written", "drawing", "written"], young="observed")
        if self.is_young:
            return drawn
        by_views = {"spoke": "told", "advocate": "advocate", "none": "others"}
        return by_views.get(self.views, "drawing" if drawn == "drawing" else "written")

    def _advocate(self) -> str:
        found = self.older(["has", "declined", "wants"], young="not_asked")
        return "has" if self.views == Views.ADVOCATE and not self.is_young else found

    def sections(self) -> dict[str, dict[str, Any]]:
        """The answers of every section but the decisions."""
        return self._before() | self._at_the_review() | self._about_the_plan()

    def _before(self) -> dict[str, dict[str, Any]]:
        spoke = ["yes", "yes", "yes", "no", "refused"]
        return {
            "preparation": {
                "spoke_to_child": self.older(spoke, young="inappropriate"),
                "spoke_on": self.held_on,
                "report_received": self.one_of(["yes", "yes", "late", "no"]),
                "talked_with_social_worker": self.one_of(YES_NO),
                "notes": self.text(words.NOTES),
            },
            "wishes": {
                "own_words": self.one_of(words.BABY) if self.is_young else self.text(words.SAID),
                "how_given": self._how_given(),
                "wants_changed": "" if self.is_young else self.text(words.WANTS),
                "understands": self.older(MOSTLY, young="too_young"),
            },
        }

    def _at_the_review(self) -> dict[str, dict[str, Any]]:
        done = self.one_of(["yes", "partly", "partly"])
        leads = self.came and not self.is_young
        return {
            "attendance": {
                "child_came": "yes" if self.came else "no",
                "views": self.views,
                "led": self.one_of(["none", "agenda", "some"]) if leads else "none",
                "others_said": self.text(words.OTHERS),
            },
            "changes": {
                "circumstances": self.text(words.CHANGED),
                "decisions_done": done,
                "decisions_why": self.one_of(words.NOT_DONE[done]),
                "visits": self.one_of(["yes", "yes", "yes", "no"]),
            },
            "placement": {
                "suits": self.one_of(["yes", "yes", "yes", "partly"]),
                "about": self.text(words.PLACEMENT),
                "delegated": self.one_of(YES_NO),
            },
            "health": {
                "assessment": self.one_of(YES_NO),
                "dentist": self.one_of(["yes", "yes", "not_known"]),
                "about": self.text(words.HEALTH),
                "questionnaire": self.older(["yes", "no"], young="not_needed"),
            },
            "education": self._education(),
            "family": {
                "about": self.text(words.FAMILY),
                "siblings": self.one_of(["yes", "no", "none"]),
                "identity": "Asked about, and respected at home.",
            },
        }

    def _education(self) -> dict[str, Any]:
        playgroup = "Not of school age. Enjoys a playgroup twice a week."
        return {
            "pep": self.older(YES_NO, young="not_needed"),
            "attends": self.older(YES_NO, young="not_needed"),
            "about": playgroup if self.is_young else self.text(words.EDUCATION),
        }

    def _about_the_plan(self) -> dict[str, dict[str, Any]]:
        return {
            "plan": {
                "up_to_date": self.one_of(YES_NO),
                "permanence": self.one_of(YES_NO),
                "right": self.one_of(MOSTLY),
                "legal": "yes",
                "about": self.text(words.PLAN),
            },
            "safeguarding": {
                "worries": self.one_of(["no", "no", "yes"]),
                "missing": self.one_of(["no", "no", "yes"]),
                "safety_plan": "not_needed",
                "protection": "no",
                "about": self.text(words.SAFE),
            },
            "support": {
                "advocate": self._advocate(),
                "visitor": self.one_of(["has", "declined", "not_asked"]),
                "told_rights": self.older(["yes", "yes", "not_known"], young="too_young"),
                "pledge": "too_young" if self.age < 5 else ("no", "yes", "yes")[self.age % 3],
                "pledge_next": words.PLEDGE if self.age >= 5 and self.age % 3 == 0 else "",
                "knows_iro": "too_young" if self.age < 5 else "yes" if self.age % 7 else "no",
                "card": ("had", "given", "had", "no")[self.age % 4],
                "court": "too_young" if self.age < 12 else "yes",
                "pathway": "not_needed" if self.age < 16 else self.one_of(["yes", "no"]),
                "after": self.text(words.AFTER),
            },
            "view": {
                "pace": self.one_of(MOSTLY),
                "about": self.one_of(words.VIEW),
                "challenge": self.one_of(["no", "no", "informal"]),
            },
        }
