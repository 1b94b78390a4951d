"""What the page of the record draws: each section with its facts, its questions with what was answered last
time, its decisions; the contents, the clocks and what is still missing.
"""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from accounts.councils.words import as_said
from accounts.templatetags.govuk import day as day_words
from accounts.templatetags.govuk import first_id
from reviews.models import Review
from reviews.models.decision import Fate
from reviews.models.review import Presence
from reviews.models.review import SectionKey as K
from reviews.record import smart
from reviews.record.contradictions import Contradiction, contradictions
from reviews.record.drawn import drawn_box, drawn_choice, drawn_earlier
from reviews.record.entry import MORE, Entry, Gap, Record
from reviews.record.known.facts import Fact
from reviews.record.known.shown import Shown, shown
from reviews.record.sections import Section
from statute.working_days import age_on

STAFF = "Council staff who can open this child’s record, and the child if they ask"
READERS: dict[str, str] = {
    K.WISHES: "The child, and council staff who can open the record",
    K.VIEW: "Council staff; the child, the family and the court may read it",
}
"""Section -> who reads its words."""


@dataclass(frozen=True)
class Part:
    """One section of the page."""

    entry: Entry
    facts: list[Fact]
    choices: list[Shown]
    boxes: list[Shown]
    decisions: list[tuple[int, Any]]
    """Rows of new decisions that were written beside this section, with their number on the page."""
    readers: str
    people: list[tuple[forms.Form, str]] = dataclasses.field(default_factory=list)
    """Of the section of who came: each row with where it comes from."""

    @property
    def section(self) -> Section:
        return self.entry.section

    @property
    def drawn_choices(self) -> list[SafeString]:
        """The questions that are answered by choosing, as they stand on the page."""
        return [drawn_choice(question) for question in self.choices]

    @property
    def drawn_boxes(self) -> list[SafeString]:
        """The boxes to write in, as they stand on the page."""
        first = self.boxes[0].field.auto_id if self.boxes else ""
        return [drawn_box(question, self.readers, self.section.key, first) for question in self.boxes]

    @property
    def drawn_decisions(self) -> list[SafeString]:
        """The open decisions of earlier reviews, as they stand on the page."""
        return [drawn_earlier(form, number) for number, form in enumerate(self.entry.earlier)]

    @property
    def repeatable(self) -> int:
        """How many empty questions can be answered as last time."""
        return sum(question.can_repeat_now for question in self.asked)

    @property
    def asked(self) -> Iterator[Shown]:
        """Every question that is answered by choosing, those under an answer after the one above them."""
        for question in self.choices:
            yield question
            yield from (under for under in question.under.values() if under.is_choice)

    @property
    def filled(self) -> int:
        """How much of it has an answer or words: questions, people, decisions."""
        fields = [*self.entry.form.choices, *self.entry.form.boxes]
        fields += [row["presence"] for row, _ in self.people]
        fields += [form["fate"] for form in (*self.entry.earlier, *self.entry.more)]
        return len(self.decisions) + sum(1 for field in fields if field.value())

    @property
    def to_check(self) -> int:
        """What of it is known from before the last review, or came in since it was saved."""
        return sum(f.is_old for f in self.facts) + sum(q.is_newer or q.is_old for q in self.asked)

    @property
    def left(self) -> int:
        """What is still to be done in it, as the contents count it."""
        needed = len(self.entry.gaps())
        return needed + sum(
            1 for f in self.entry.form.choices if not f.value() and f.name not in self.entry.form.needed
        )


def parts_of(record: Record) -> list[Part]:
    """The sections of the page, in order."""
    rows = _rows_by_section(record)
    return [_part(record, entry, rows.get(key, [])) for key, entry in record.entries.items()]


def _rows_by_section(record: Record) -> dict[str, list[tuple[int, Any]]]:
    decisions = record.entries.get(K.DECISIONS)
    found: dict[str, list[tuple[int, Any]]] = {}
    rows = decisions.rows.forms if decisions is not None and decisions.rows is not None else []
    for number, row in enumerate(rows, start=1):
        key = str(row["section"].value() or "")
        found.setdefault(key if key in record.entries else K.DECISIONS, []).append((number, row))
    return found


def _part(record: Record, entry: Entry, decisions: list[tuple[int, Any]]) -> Part:
    key = entry.section.key
    return Part(
        entry=entry,
        facts=record.known.facts.get(key, []),
        choices=[shown(record, entry, f) for f in entry.form.choices],
        boxes=[shown(record, entry, f) for f in entry.form.boxes],
        decisions=decisions,
        readers=READERS.get(key, STAFF),
        people=_people(record, entry) if key == K.ATTENDANCE else [],
    )


def _people(record: Record, entry: Entry) -> list[tuple[forms.Form, str]]:
    """The rows of who was asked, each with where the person is known from and what they did last time."""
    last = {
        (row["role"], row.get("name", "")): str(Presence(row["presence"]).label)
        for row in record.known.last_time(K.ATTENDANCE).get("attendees", [])
        if row.get("role") and row.get("presence")
    }
    found = []
    for row in entry.rows.forms if entry.rows is not None else []:
        who = (str(row["role"].value() or ""), str(row["name"].value() or "").strip())
        came = f"Last time: {last[who]}." if who in last else ""
        found.append((row, " ".join(filter(None, [record.known.people.get(who, ""), came]))))
    return found


@dataclass(frozen=True)
class ListedDecision:
    """A decision in the panel: its words, what happens to it, and where it is on the page."""

    text: str
    note: str
    at: str
    is_ready: bool = False
    """Whether it can be sent as it stands."""


@dataclass(frozen=True)
class Standing:
    """A section with how far it is, as its heading says it where it is folded."""

    part: Part
    does_not_fit: bool
    is_unfolded: bool = False
    """Whether it stands open where there is no room for all of them."""

    @property
    def said(self) -> str:
        """What is filled in, what is left, and what has to be looked at."""
        left = self.part.left
        found = [f"{self.part.filled} filled in", f"{left} left" if left else "nothing left"]
        found += [f"{self.part.to_check} to check"] if self.part.to_check else []
        found += ["something does not fit"] if self.does_not_fit else []
        return ", ".join(found)


@dataclass(frozen=True)
class Panel:
    """What is listed beside the record while it is written."""

    standings: list[Standing]
    decisions: list[ListedDecision]
    contradictions: list[Contradiction]
    gaps: list[Gap]
    prompts: list[tuple[str, str]]
    """What could be clearer in a new decision, and the id of the place where it is typed."""
    newer: list[tuple[str, str]]
    """Questions about which a fact came in since their section was saved, and the id of their place."""
    unanswered: int
    to_send: int

    @property
    def points(self) -> int:
        return len(self.contradictions) + len(self.gaps)


def panel_of(record: Record, parts: list[Part], *, at: str = "") -> Panel:
    """The contents, the decisions and the check, from what the page holds now. `at`: the section that
    somebody is at.
    """
    decisions = record.entries.get(K.DECISIONS)
    earlier = [form.decision for form in (*decisions.earlier, *decisions.more)] if decisions else []
    listed = _listed(decisions) if decisions else []
    found = contradictions(record.review, record.values(), earlier, record.known, sections=record.sections)
    gaps = record.gaps()
    return Panel(
        standings=_standings(parts, found, at),
        decisions=listed,
        contradictions=found,
        gaps=gaps,
        prompts=_prompts(decisions, record.review.started_on) if decisions else [],
        newer=[(str(q.field.label), first_id(q.field)) for p in parts for q in p.asked if q.is_newer],
        unanswered=sum(p.left for p in parts) - len(gaps),
        to_send=sum(d.is_ready for d in listed) + (decisions.carried_unseen if decisions else 0),
    )


def _standings(parts: list[Part], found: list[Contradiction], at: str) -> list[Standing]:
    """How far each section is. Open stand the one somebody is at, or else the first that is not finished, and
    those with errors.
    """
    at = at or next((part.section.key for part in parts if part.left), "")
    return [
        Standing(
            part,
            does_not_fit=any(row.section == part.section for row in found),
            is_unfolded=part.section.key == at or part.entry.has_errors,
        )
        for part in parts
    ]


CLOSED = "not carried over"
FATES: dict[str, str] = {Fate.CARRIED: "carried over", Fate.DONE: CLOSED, Fate.SUPERSEDED: CLOSED}


def _listed(entry: Entry) -> list[ListedDecision]:
    found = [ListedDecision(row["action"], "sent", "") for row in entry.sent]
    for form in entry.earlier:
        fate = str(form["fate"].value() or "")
        note = FATES.get(fate, "not answered yet")
        at = first_id(form["fate"])
        found.append(ListedDecision(form.decision.action, note, at, is_ready=fate == Fate.CARRIED))
    if entry.more:
        found.append(ListedDecision(f"{len(entry.more)} more of earlier reviews", "not shown yet", MORE))
    for row in entry.rows.forms if entry.rows is not None else []:
        values = {name: row[name].value() for name in row.fields}
        if values.get("DELETE") or row.is_blank(values):
            continue
        missing = row.lacks(values)
        note = f"{len(missing)} of 5 parts missing" if missing else str(values["owner"])
        found.append(
            ListedDecision(str(values["action"] or "No words yet"), note, row["action"].auto_id, not missing)
        )
    return found


def _prompts(entry: Entry, started_on: date | None) -> list[tuple[str, str]]:
    found = []
    for row in entry.rows.forms if entry.rows is not None else []:
        values = {name: row[name].value() for name in row.fields}
        if values.get("DELETE") or row.is_blank(values):
            continue
        about = smart.prompts(values, due_on=row.due_on_typed(), started_on=started_on)
        name = Truncator(values["action"] or "New decision").chars(40)
        found += [(f"{name}: {prompt.text}", row[prompt.part].auto_id) for prompt in about]
    return found


def title_of(review: Review, asked_on: date) -> str:
    """Whose record it is, as the heading of the page."""
    child = review.child
    return f"{child.name}, {age_on(child.born_on, asked_on)}: {as_said('review')}"


def when_of(review: Review) -> str:
    """The day of the review, in words."""
    if review.started_on:
        return f"held on {day_words(review.started_on)}"
    return f"booked for {day_words(review.booked_for)}"
