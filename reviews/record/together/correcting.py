"""The day of a completed review corrected, or how the child took part, with every line that follows from
them: each has an amendment of its own, so that the record never says both.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.text import get_text_list

from accounts.audit import trail as audit
from accounts.lifecycle import NotNow
from accounts.models import User
from accounts.templatetags.govuk import day as day_words
from reviews import wording
from reviews.cycle.replay import Moved, replay_children
from reviews.meeting import states
from reviews.meeting.actions import lock
from reviews.meeting.counting import date_of, limit_after
from reviews.meeting.states import Act
from reviews.models import Attendance, Review, ReviewSection
from reviews.models.review import Presence, SectionKey
from reviews.readiness.papers import set_limits
from reviews.record import finished
from reviews.record.amending import (
    NothingChanged,
    amended,
    answer_in_words,
    check_iro_is_absent,
    notify_readers,
    reads_now,
    take_back,
    write,
)
from reviews.record.completing import code_of
from reviews.record.sections import SECTIONS, ParticipationFacts
from reviews.record.together import clashes
from statute.participation import UNDER_FOUR

MOVED = ("held_on", "started_on", "completed_on", "adjourned_until")
CAME = f"{SectionKey.ATTENDANCE}.child_came"


@transaction.atomic
def correct(
    *, review: Review, held_on: date, facts: ParticipationFacts, reason: str, by: User, today: date
) -> list[Moved]:
    """Correct the date of a completed review or how the child took part; the clock is replayed. Returns due
    dates that moved.

    The participation code follows from the two answers and the age on the day, who came and the days that
    the record counts from the date follow with it: nothing can contradict the record.
    Raises NotNow, BadDate, ImpossibleParticipation, NothingChanged.
    """
    lock(review, Act.CORRECT)
    check_iro_is_absent(review, by=by, today=today)
    if review.source_id:
        raise NotNow(wording.FROM_THE_RETURN)
    states.check_held_on(review.child, held_on, today=today, excluding=review)
    before, facts_before = clashes.of(review), finished.facts_now(review)
    lines = _Lines(review)
    answers = _answers_that_change(review, lines, facts)
    falls = clashes.falls_with(review, CAME, facts.stored()["child_came"]) if CAME in answers else []
    with audit.action(
        "review.corrected",
        by=by,
        authority=review.child.authority_id,
        child_id=review.child_id,
        target=review,
        reason=reason,
    ):
        was = review.held_on, review.participation_code
        _move(review, held_on)
        review.participation_code = code_of(review, facts)
        presence = _store_participation(review, facts)
        is_new = (review.held_on, review.participation_code) != was
        if not (is_new or answers or presence):
            raise NothingChanged
        review.version += 1
        review.save(update_fields=[*MOVED, "participation_code", "version"])
        moved = replay_children([review.child_id], today=today)
        says = _changed(facts_before, finished.facts_now(review)) | answers | presence
        written = lines.amend(says, reason, by)
        take_back(review, falls, reason, by)
        clashes.check_none_is_new(review, before)
        notify_readers(review, [*written, *falls], by=by, today=today)
        return moved


class _Lines:
    """The lines of a record as they read before the correction."""

    def __init__(self, review: Review) -> None:
        self.review = review
        amendments = amended(review)
        self.read = {
            key: reads_now(line, amendments.get(key, []))
            for key, line in finished.read(review).lines().items()
        }

    def amend(self, says: dict[str, str], reason: str, by: User) -> list[str]:
        """An amendment of each of these lines that read otherwise; their keys."""
        found = [key for key, text in says.items() if key in self.read and self.read[key] != text]
        for key in found:
            write(self.review, key, self.read[key], says[key], reason, by)
        return found


def _changed(before: dict[str, str], after: dict[str, str]) -> dict[str, str]:
    """Facts that the correction changed; those that read otherwise for another reason stay as they were."""
    keys: Iterable[str] = dict.fromkeys([*before, *after])
    return {key: after.get(key, "") for key in keys if before.get(key) != after.get(key)}


def _move(review: Review, on: date) -> None:
    """The meeting as which the review counted was on another day. Of several meetings the others stay where
    they were, in their order, and the day as which the review counts is worked out anew (RC-13).
    """
    first, last, was = review.started_on, review.completed_on, review.held_on
    assert first is not None and last is not None and was is not None
    if on == was:
        return
    days = sorted({first, last, *review.parts.values_list("held_on", flat=True)} - {was})
    if any((day < on) != (day < was) or day == on for day in days):
        raise states.BadDate(
            wording.ORDER_OF_MEETINGS.format(days=get_text_list([day_words(one) for one in days], "and"))
        )
    review.parts.filter(held_on=was).update(held_on=on)
    review.started_on, review.completed_on = (on if day == was else day for day in (first, last))
    if review.adjourned_until is not None:
        review.adjourned_until = limit_after(review)
    review.held_on = date_of(review, review.completed_on)
    set_limits(review)


def _answers_that_change(review: Review, lines: _Lines, facts: ParticipationFacts) -> dict[str, str]:
    """The lines from which the code follows, where they say something else: what they say now."""
    fields, stored = SECTIONS[SectionKey.ATTENDANCE].form.base_fields, _stored(_attendance(review))
    found = {}
    for name, value in facts.stored().items():
        key = f"{SectionKey.ATTENDANCE}.{name}"
        if key in lines.read and stored.get(name) != value:
            reads = answer_in_words(fields[name], key, value)
            if lines.read[key] != reads:
                found[key] = reads
    return found


def _attendance(review: Review) -> ReviewSection | None:
    return review.sections.filter(key=SectionKey.ATTENDANCE).first()


def _stored(section: ReviewSection | None) -> dict[str, Any]:
    return section.data if section is not None else {}


def _store_participation(review: Review, facts: ParticipationFacts) -> dict[str, str]:
    """What figures count follows. Returns what is said of the child among those who were asked, where it was
    the opposite.
    """
    section, row = _attendance(review), clashes.row_of_child(review)
    was_asked = "child_came" in _stored(section)
    if section is not None and (was_asked or review.participation_code != UNDER_FOUR):
        section.data = section.data | facts.stored()
        section.save(update_fields=["data"])
    if row is None or (row.presence in clashes.THERE) == facts.attended:
        return {}
    row.presence = Presence.CAME if facts.attended else Presence.ABSENT
    row.save(update_fields=["presence"])
    return {_line_of(row): Presence(row.presence).label}


def _line_of(row: Attendance) -> str:
    return f"{finished.PEOPLE}.{row.pk}.{finished.PRESENCE}"
