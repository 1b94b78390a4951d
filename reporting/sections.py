"""The sections of the annual report: which there are, what each computes, what the author is asked to write."""

from collections.abc import Callable
from dataclasses import dataclass

from reporting.figures import Figures, Part, care, reviews


@dataclass(frozen=True)
class Section:
    """A section: computed, narrative, or both. `asks` tells the author what belongs here."""

    key: str
    title: str
    asks: str
    compute: Callable[[Figures], Part] | None = None
    needs_words: bool = False


SECTIONS: dict[str, Section] = {
    s.key: s
    for s in (
        Section(
            "key_messages",
            "Key messages",
            "What the reader must know, in five sentences. The figures stand below by themselves.",
            reviews.key_messages,
        ),
        Section(
            "introduction",
            "Introduction",
            "What this report is for, whom it is for and what it covers.",
            needs_words=True,
        ),
        Section(
            "legal",
            "The law and the role of the IRO",
            "What the law asks of the council and of the IRO.",
            needs_words=True,
        ),
        Section(
            "service",
            "The IRO service",
            "Who the IROs are, how long they have been here, supervision and training.",
            care.service,
        ),
        Section("numbers", "Children looked after", "What lies behind the numbers.", care.numbers),
        Section(
            "people",
            "Age, sex and ethnicity",
            "Whom the council looks after, and what follows for the service.",
            care.people,
        ),
        Section("entering", "Coming into care", "Why children came into care.", care.entering),
        Section("leaving", "Leaving care", "Where children went.", care.leaving),
        Section(
            "placements",
            "Where children live",
            "How well the placements suit the children.",
            care.placements,
        ),
        Section("reviews", "Reviews held", "What the number of reviews says of the work.", reviews.reviews),
        Section("timeliness", "Timeliness", "Why reviews were late, and what was done.", reviews.timeliness),
        Section(
            "participation",
            "How children took part",
            "What helps children to take part, and what stands in the way.",
            reviews.participation,
        ),
        Section(
            "voice",
            "What children say",
            "What children said of their reviews and of their IRO, with their consent.",
            needs_words=True,
        ),
        Section(
            "oversight",
            "Management oversight of decisions",
            "What the answers of managers show.",
            reviews.oversight,
        ),
        Section(
            "priorities",
            "Priorities for next year",
            "What the service will do, by when, and how it will be known.",
            needs_words=True,
        ),
        Section("definitions", "Definitions", "", reviews.definitions),
    )
}
