"""What a completed record says. It is put together once, at completion, kept, and read from there for ever
after.

The questions are kept with the answers, in the council's words of that day, the words of a decision as the
review agreed them, and the dates as the clock counted them. Whatever happens later has its own
place: the decision's page, a later record, or an amendment beside the line.
"""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from accounts.councils.words import as_said, speaking
from accounts.models import User
from accounts.templatetags.govuk import CYCLE_TAGS, plural
from accounts.templatetags.govuk import day as day_words
from reviews.cycle.current import timetable
from reviews.meeting.series import about, name_of, with_people
from reviews.models import Attendance, CompletedRecord, DecisionAtReview, Review
from reviews.models.record import HELD_ON as HELD_ON
from reviews.models.review import SectionKey
from reviews.record.ages import asked_of
from reviews.record.own.asked import sections_for
from reviews.record.sections import answers
from statute.participation import MEANING

PARTICIPATION = "facts.participation"
FACTS, PEOPLE = "facts", "people"
NAME, PRESENCE = "name", "presence"


@dataclass(frozen=True)
class Line:
    """One line of the record. `key` names it for amendments; `answer` None: not recorded."""

    key: str
    question: str
    answer: str | None


@dataclass(frozen=True)
class Person:
    """Somebody who was asked to the review: who, and whether they came."""

    key: str
    role: str
    name: str
    presence: str

    @property
    def lines(self) -> list[Line]:
        """What can be amended about them."""
        who = self.role[:1].upper() + self.role[1:]
        return [
            Line(f"{self.key}.{NAME}", f"{who}: name", self.name or None),
            Line(f"{self.key}.{PRESENCE}", f"{who}: attendance", self.presence),
        ]


@dataclass(frozen=True)
class Agreed:
    """A decision as the review left it."""

    decision: str
    """The public id of the decision."""
    fate: str
    lines: list[Line]
    first_made: str = ""
    """For a decision of an earlier review: the day of that review, in words."""


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    lines: list[Line]


@dataclass(frozen=True)
class Names:
    """What the child and the council were called when the record was completed, and how the council said what
    stands over the record.
    """

    child: str
    number: str
    council: str
    title: str
    over: str
    decisions: str


@dataclass(frozen=True)
class Finished:
    """The whole record."""

    facts: list[Line] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    decisions: list[Agreed] = field(default_factory=list)
    names: Names | None = None
    """None: they were not kept."""

    def stored(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)

    @classmethod
    def from_stored(cls, data: dict[str, Any]) -> "Finished":
        return cls(
            facts=_lines(data["facts"]),
            sections=[Section(s["key"], s["title"], _lines(s["lines"])) for s in data["sections"]],
            people=[Person(**p) for p in data["people"]],
            decisions=[Agreed(**d | {"lines": _lines(d["lines"])}) for d in data["decisions"]],
            names=Names(**data["names"]) if data.get("names") else None,
        )

    def lines(self) -> dict[str, Line]:
        """Every line by its key."""
        parts = [
            self.facts,
            *(s.lines for s in self.sections),
            *(p.lines for p in self.people),
            *(d.lines for d in self.decisions),
        ]
        return {line.key: line for part in parts for line in part}


def _lines(rows: list[dict[str, Any]]) -> list[Line]:
    return [Line(**row) for row in rows]


def keep(review: Review, *, by: User) -> CompletedRecord:
    """Keep what the record says now, at its completion."""
    assert review.recorded_at is not None
    return CompletedRecord.objects.create(
        review=review, content=put_together(review).stored(), completed_by=by, completed_at=review.recorded_at
    )


def read(review: Review) -> Finished:
    """What the record said at completion; for a review that was not recorded in this portal, its facts
    alone.
    """
    kept = CompletedRecord.objects.filter(review=review).first()
    if kept is not None:
        return Finished.from_stored(kept.content)
    with speaking(review.child.authority):
        return Finished(facts=_facts(review))


def facts_now(review: Review) -> dict[str, str]:
    """What the facts of a review would say if they were put together now: key -> text."""
    with speaking(review.child.authority):
        return {line.key: line.answer or "" for line in _facts(review)}


def names_now(review: Review) -> Names:
    """What the child and the council are called now."""
    child = review.child
    with speaking(child.authority):
        return Names(
            child=child.name,
            number=child.number,
            council=child.authority.name,
            title=as_said("Review record"),
            over=as_said("review of"),
            decisions=as_said("Decisions"),
        )


def put_together(review: Review) -> Finished:
    """The record from the rows of a review that is being completed, in the words of its council."""
    with speaking(review.child.authority):
        return _put_together(review)


def _put_together(review: Review) -> Finished:
    saved, asked = {s.key: s for s in review.sections.all()}, asked_of(review)
    sections = sections_for(review, asked)
    return Finished(
        facts=_facts(review),
        sections=[
            Section(
                section.key,
                as_said(section.title),
                [
                    Line(f"{section.key}.{a.name}", a.question, a.answer)
                    for a in answers(section, saved[section.key].data, section.unasked(asked))
                ],
            )
            for section in sections.values()
            if section.key in saved and section.key != SectionKey.DECISIONS
        ],
        people=[_person(row) for row in review.attendances.all()],
        decisions=[_agreed(row, review) for row in review.decisions.select_related("decision__made_at")],
        names=names_now(review),
    )


def _person(row: Attendance) -> Person:
    return Person(
        key=f"{PEOPLE}.{row.pk}",
        role=as_said(row.get_role_display()),
        name=row.name,
        presence=as_said(row.get_presence_display()),
    )


def _agreed(row: DecisionAtReview, review: Review) -> Agreed:
    said, key = row.wording, f"decisions.{row.decision.public_id}"
    lines = [
        Line(f"{key}.action", "What is to be done", said.action),
        Line(f"{key}.outcome", "What will be better for the child", said.outcome),
        Line(f"{key}.owner", "Who will do it", said.owner),
        Line(f"{key}.due_on", "By when", day_words(said.due_on)),
        Line(f"{key}.how_known", "How we will know", said.how_known),
    ]
    if row.evidence:
        lines.append(Line(f"{key}.evidence", "How it is known", row.evidence))
    made_at = row.decision.made_at
    return Agreed(
        decision=str(row.decision.public_id),
        fate=as_said(row.get_fate_display()),
        lines=lines,
        first_made=day_words(made_at.held_on) if made_at.pk != review.pk else "",
    )


def _facts(review: Review) -> list[Line]:
    """Dates, the clock, who chaired and how the child took part."""
    code = review.participation_code
    found = [
        Line(HELD_ON, as_said("Date of the review"), day_words(review.held_on)),
        *_clock_facts(review),
        Line("facts.iro", as_said("IRO"), _chair(review)),
        Line(PARTICIPATION, "Participation", as_said(f"{code}: {MEANING[code]}") if code else None),
    ]
    parts = with_people(review)
    for part, came in parts:
        more = about(part, came)
        text = f"{day_words(part.held_on)}. {more}" if more else day_words(part.held_on)
        found.append(
            Line(f"facts.meeting_{part.number}", name_of(part) if len(parts) > 1 else "Meeting", text)
        )
    if review.source_id:
        text = "The council’s return. Its date and participation code are corrected there."
        return [*found, Line("facts.source", "Source", text)]
    return [*found, *_timetable_facts(review)]


def _chair(review: Review) -> str | None:
    """By the name of the day, also where the portal keeps no record of the review."""
    return review.chaired_by.called_at(review.held_on) if review.chaired_by else None


def _clock_facts(review: Review) -> list[Line]:
    cycle = review.cycles.first()
    if cycle is None:
        return []
    _, state = CYCLE_TAGS[cycle.state]
    due = f" Due {day_words(cycle.due_on)}." if cycle.due_on else ""
    late = f" Late by {plural(cycle.working_days_late, 'working day')}." if cycle.working_days_late else ""
    reason = cycle.reason[:1].upper() + cycle.reason[1:]
    found = [Line("facts.in_time", "In time?", as_said(f"{state}.{due} {reason}.{late}"))]
    if review.late_reason:
        note = f": {review.late_reason_note}" if review.late_reason_note else ""
        why = f"{as_said(review.get_late_reason_display())}{note}"
        found.append(Line("facts.late_reason", "Why it was booked late", why[:1].upper() + why[1:]))
    return found


def _timetable_facts(review: Review) -> list[Line]:
    days = timetable(review, review.child.authority)
    found = [Line("facts.decisions_by", as_said("Decisions to be sent by"), day_words(days.decisions_on))]
    if review.recorded_at is not None:
        done = localdate(review.recorded_at)
        late = ", late" if _is_after(done, days.record_on) else ""
        text = f"Completed on {day_words(done)}{late}. It was due by {day_words(days.record_on)}."
        found.append(Line("facts.completed", "Record", text))
    return [*found, Line("facts.distribute_by", "To be distributed by", day_words(days.distribution_on))]


def _is_after(done: date, limit: date | None) -> bool:
    return limit is not None and done > limit
