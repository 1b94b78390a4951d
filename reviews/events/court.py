"""Care proceedings: what is recorded of them, and what the IRO had to do with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.lifecycle import NotNow
from accounts.models import User
from children.models import Child
from reviews.models import CareProceedings, SignificantEvent
from reviews.models.event import EventKind
from statute.timescales import proceedings_due_on

NOT_TO_COME = "The day must be today or in the past."
BEFORE_START = "The end must be on or after the day on which proceedings began."
OUTCOME_MISSING = "Select what the court decided."
NO_END = "Enter the day on which proceedings ended."
RUNNING = "This child already has care proceedings that have not ended. Record how those ended first."


@dataclass(frozen=True)
class Course:
    """What is known of proceedings. `ended_on` None: they go on."""

    began_on: date
    guardian: str = ""
    ended_on: date | None = None
    outcome: str = ""

    def check(self, today: date) -> None:
        """Raise NotNow for days that cannot be, and an end without an outcome."""
        for name in ("began_on", "ended_on"):
            if (day := getattr(self, name)) is not None and day > today:
                raise NotNow(NOT_TO_COME, name)
        if self.ended_on is not None and self.ended_on < self.began_on:
            raise NotNow(BEFORE_START, "ended_on")
        if self.ended_on is not None and not self.outcome:
            raise NotNow(OUTCOME_MISSING, "outcome")
        if self.outcome and self.ended_on is None:
            raise NotNow(NO_END, "ended_on")


def record(*, child: Child, course: Course, by: User, today: date) -> CareProceedings:
    """Record that care proceedings began. Raises NotNow where others go on."""
    return _store(CareProceedings(child=child), course, by, today)


def change(*, proceedings: CareProceedings, course: Course, by: User, today: date) -> CareProceedings:
    """Correct what is recorded of proceedings, or record how they ended. Raises NotNow."""
    return _store(proceedings, course, by, today)


def _store(found: CareProceedings, course: Course, by: User, today: date) -> CareProceedings:
    course.check(today)
    child = found.child
    with audit.action(
        "court.proceedings_recorded", by=by, authority=child.authority_id, child_id=child.pk
    ) as event:
        audit.hold(child)
        others = child.proceedings.filter(ended_on=None).exclude(pk=found.pk)
        if course.ended_on is None and others.exists():
            raise NotNow(RUNNING, "began_on")
        found.began_on, found.guardian = course.began_on, course.guardian.strip()
        found.ended_on, found.outcome = course.ended_on, course.outcome
        found.recorded_by, found.recorded_at = by, now()
        found.save()
        event.target = found
    return found


# --- as it is read


@dataclass(frozen=True)
class Told:
    """Proceedings with the events of their days."""

    row: CareProceedings
    events: tuple[SignificantEvent, ...]
    today: date

    @property
    def limit(self) -> date:
        """The last day of the 26 weeks."""
        return proceedings_due_on(self.row.began_on)

    @property
    def is_over_limit(self) -> bool:
        return (self.row.ended_on or self.today) > self.limit

    @property
    def weeks(self) -> int:
        return ((self.row.ended_on or self.today) - self.row.began_on).days // 7

    def _of(self, kind: EventKind) -> list[SignificantEvent]:
        return [event for event in self.events if event.kind == kind]

    @property
    def hearings(self) -> list[SignificantEvent]:
        return self._of(EventKind.HEARING)

    @property
    def plans(self) -> list[SignificantEvent]:
        """Times at which the IRO was told of the final care plan."""
        return self._of(EventKind.FINAL_PLAN)

    @property
    def talks(self) -> list[SignificantEvent]:
        return self._of(EventKind.GUARDIAN)


def told(child: Child, events: Iterable[SignificantEvent], today: date) -> list[Told]:
    """All care proceedings of a child, the latest first, with the events of their days in order."""
    in_order = sorted(events, key=lambda event: (event.happens_on, event.pk))
    return [
        Told(row, tuple(event for event in in_order if _is_in(event.happens_on, row)), today)
        for row in child.proceedings.all()
    ]


def _is_in(day: date, row: CareProceedings) -> bool:
    return row.began_on <= day and (row.ended_on is None or day <= row.ended_on)
