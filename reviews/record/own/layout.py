"""What a version of a council's record says: questions and sections of its own, stored as JSON."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.db import models

from accounts.councils.words import Typed


class AnswerKind(models.TextChoices):
    YES_NO = "YES_NO", "yes, no or not known"
    CHOICE = "CHOICE", "one of several answers"
    NUMBER = "NUMBER", "a whole number"
    DATE = "DATE", "a date"
    TEXT = "TEXT", "words"


class AskedOf(models.TextChoices):
    """At which reviews a question is asked."""

    ALWAYS = "ALWAYS", "at every review"
    FIRST = "FIRST", "at the first review only"
    LATER = "LATER", "from the second review"
    UNDER_4 = "UNDER_4", "of children under 4"
    AGED_4 = "AGED_4", "of children aged 4 and over"
    SCHOOL_AGE = "SCHOOL_AGE", "of children of school age"
    AGED_16 = "AGED_16", "of young people aged 16 and over"


@dataclass(frozen=True)
class OwnQuestion:
    """A question of the council's own. `name` holds its answers in the section's data, for ever."""

    name: str
    section: str
    text: str
    kind: str
    hint: str = ""
    choices: tuple[str, ...] = ()
    asked_of: str = AskedOf.ALWAYS
    is_needed: bool = False
    """Whether the record cannot be completed without an answer."""

    @property
    def about(self) -> str:
        """What the answer is and when it is asked, for whoever writes the questions."""
        kind = AnswerKind(self.kind).label
        answers = f": {', '.join(self.choices)}" if self.choices else ""
        needed = "; needed before the record is completed" if self.is_needed else ""
        return f"{kind[:1].upper()}{kind[1:]}{answers}; {AskedOf(self.asked_of).label}{needed}"


@dataclass(frozen=True)
class OwnSection:
    key: str
    title: str


@dataclass(frozen=True)
class Worded:
    """One of the portal's questions in the council's words, by its key (`health.dentist`)."""

    key: str
    text: str = ""
    hint: str = ""
    """Empty: as it is."""


@dataclass(frozen=True)
class Layout:
    """The whole of a version. Empty: the portal's own record."""

    sections: tuple[OwnSection, ...] = ()
    questions: tuple[OwnQuestion, ...] = ()
    """In the order in which they stand, after the portal's own of their section."""
    left_out: tuple[str, ...] = ()
    """The portal's questions that are not asked, by their keys."""
    worded: tuple[Worded, ...] = ()
    order: tuple[str, ...] = ()
    """The keys of the sections as the council orders them; empty: as the portal does."""

    @classmethod
    def from_stored(cls, data: Mapping[str, Any]) -> "Layout":
        return cls(
            sections=tuple(OwnSection(s["key"], Typed(s["title"])) for s in data.get("sections", [])),
            questions=tuple(_question(row) for row in data.get("questions", [])),
            left_out=tuple(data.get("left_out", [])),
            worded=tuple(
                Worded(row["key"], Typed(row["text"]), Typed(row["hint"])) for row in data.get("worded", [])
            ),
            order=tuple(data.get("order", [])),
        )

    def stored(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)

    def question(self, name: str) -> OwnQuestion | None:
        return next((q for q in self.questions if q.name == name), None)

    def words_of(self, key: str) -> Worded:
        """How one of the portal's questions is worded; empty words where it is as it was."""
        return next((w for w in self.worded if w.key == key), Worded(key))

    def with_ours(self, section: str, left_out: Iterable[str], worded: Iterable[Worded]) -> "Layout":
        """With what is left out and worded anew of the portal's questions of one section."""
        begins = f"{section}."
        return replace(
            self,
            left_out=(*(key for key in self.left_out if not key.startswith(begins)), *left_out),
            worded=(*(w for w in self.worded if not w.key.startswith(begins)), *worded),
        )

    def of_section(self, key: str) -> tuple[OwnQuestion, ...]:
        return tuple(q for q in self.questions if q.section == key)

    def with_question(self, question: OwnQuestion) -> "Layout":
        """With the question in the place of the one of its name, or at the end."""
        if self.question(question.name) is None:
            return replace(self, questions=(*self.questions, question))
        return replace(
            self, questions=tuple(question if q.name == question.name else q for q in self.questions)
        )

    def without_question(self, name: str) -> "Layout":
        """Without the question; a section of the council's own goes with its last question."""
        left = tuple(q for q in self.questions if q.name != name)
        gone = {s.key for s in self.sections} - {q.section for q in left}
        return replace(
            self,
            questions=left,
            sections=tuple(s for s in self.sections if s.key not in gone),
            order=tuple(key for key in self.order if key not in gone),
        )


def _question(row: Mapping[str, Any]) -> OwnQuestion:
    return OwnQuestion(
        **{
            **row,
            "text": Typed(row["text"]),
            "hint": Typed(row["hint"]),
            "choices": tuple(Typed(choice) for choice in row["choices"]),
        }
    )
