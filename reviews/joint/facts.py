"""Facts of one meeting that can stand in the records of several children: its day, time, place and way, and
who came. What is said of a child is none of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.http import QueryDict

from accounts.templatetags.govuk import clock
from accounts.templatetags.govuk import day as day_words
from reviews.models import Review
from reviews.models.review import AttendeeRole, MeetingWay, Presence, ReviewFormat, ReviewStatus
from reviews.models.review import SectionKey as K
from reviews.record.sections import SECTIONS

DAY, TIME, PLACE, WAY = "day", "time", "place", "way"


@dataclass(frozen=True)
class Meeting:
    """When, where and how the meeting of one review is or was; what is not recorded is empty."""

    day: date | None
    time: time | None
    place: str
    way: str

    @classmethod
    def of(cls, review: Review) -> "Meeting":
        """The first meeting of a review that was held, or what its booking says."""
        first = review.parts.first()
        if first is None:
            return cls(review.booked_for, review.booked_time, review.place, review.way)
        return cls(first.held_on, review.booked_time, first.place, first.way)

    def in_words(self) -> dict[str, str]:
        """Each fact as a page says it; empty where it is not recorded."""
        return {
            DAY: day_words(self.day) if self.day else "",
            TIME: clock(self.time) if self.time else "",
            PLACE: self.place,
            WAY: str(MeetingWay(self.way).label) if self.way else "",
        }


@dataclass(frozen=True)
class Person:
    """Somebody who was asked to the meeting, and whether they came."""

    role: str
    name: str
    presence: str

    @property
    def key(self) -> str:
        """Says who it is in the form; it changes when anything about them does."""
        return "/".join((self.role, self.presence, self.name))

    @property
    def words(self) -> str:
        who = ", ".join(filter(None, (self.name, str(AttendeeRole(self.role).label))))
        return f"{who}: {Presence(self.presence).label}"

    def is_same(self, row: "Person") -> bool:
        """Whether a row of a record names this person."""
        return row.role == self.role and row.name.casefold() == self.name.casefold()

    def is_awaited(self, row: "Person") -> bool:
        """Whether a row of a record waits for somebody in this role."""
        return row.role == self.role and not row.name and not row.presence


def to_take(review: Review, other: Review) -> dict[str, tuple[str, str]]:
    """What the other review says of the meeting and this one does not: fact -> there, here."""
    here, there = Meeting.of(review).in_words(), Meeting.of(other).in_words()
    found = {name: (words, here[name]) for name, words in there.items() if words and words != here[name]}
    if review.format == ReviewFormat.NO_MEETING:
        found.pop(WAY, None)
    if review.status == ReviewStatus.STARTED and review.parts.count() > 1:
        return {}  # which of its meetings is meant is not known
    return found


def people_to_take(review: Review, other: Review) -> list[Person]:
    """Who was asked to the meeting by the other record and is not in this one with their attendance."""
    if review.status != ReviewStatus.STARTED:
        return []
    here = [person for person in _people(review) if person.presence]
    there = [person for person in _people(other) if person.presence]
    return [one for one in there if not any(one.is_same(row) for row in here)]


def _people(review: Review) -> Iterator[Person]:
    saved = review.sections.filter(key=K.ATTENDANCE).values_list("data", flat=True).first() or {}
    for row in saved.get(SECTIONS[K.ATTENDANCE].rows_key, []):
        yield Person(row["role"], row.get("name", ""), row.get("presence", ""))


def with_people(sent: QueryDict, people: list[Person]) -> None:
    """Put people into what the page of a record would send: into the row that waits for them, or a new one.
    What a row says already stays.
    """
    prefix = SECTIONS[K.ATTENDANCE].rows_key
    # rows that are there already must count as such, else the form takes unchanged ones for empty
    sent[f"{prefix}-INITIAL_FORMS"] = str(sent[f"{prefix}-TOTAL_FORMS"])
    for person in people:
        rows = int(str(sent[f"{prefix}-TOTAL_FORMS"]))
        here = [_row(sent, f"{prefix}-{n}") for n in range(rows)]
        named = [n for n, row in enumerate(here) if person.is_same(row)]
        waiting = [n for n, row in enumerate(here) if person.is_awaited(row)]
        at = [*named, *waiting, rows][0]
        given: dict[str, Any] = {"role": person.role, "name": person.name, "presence": person.presence}
        for name, value in given.items():
            if not sent.get(f"{prefix}-{at}-{name}"):
                sent[f"{prefix}-{at}-{name}"] = value
        sent[f"{prefix}-TOTAL_FORMS"] = str(max(rows, at + 1))


def _row(sent: QueryDict, prefix: str) -> Person:
    return Person(*(sent.get(f"{prefix}-{name}", "") for name in ("role", "name", "presence")))
