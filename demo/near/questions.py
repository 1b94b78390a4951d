"""What the council asks in the record of a review beside the portal's own questions, and the answers."""

import random
from datetime import date, timedelta
from typing import Any

from demo.days import at_work
from demo.held import Setting
from demo.people import Staff
from reviews.models import RecordVersion, Review, ReviewSection
from reviews.record.ages import asked_of
from reviews.record.own import actions, counted
from reviews.record.own.layout import AnswerKind, Layout, OwnQuestion

ASKED_FOR = timedelta(days=120)
QUESTIONS = (
    OwnQuestion(
        "",
        "family",
        "How far is the child’s life story work?",
        AnswerKind.CHOICE,
        "So far that the child could look at it today",
        ("Not begun", "Begun", "Up to date", "Not wanted now"),
    ),
    OwnQuestion("", "support", "Does the child have a passport of their own?", AnswerKind.YES_NO),
)
YES_NO = ("yes", "yes", "no", "not_known", "")


def store_questions(staff: Staff, setting: Setting) -> RecordVersion:
    """The QA manager published them some months ago; reviews since then were asked them."""
    by = staff.users["qa.demo@example.org"]
    with at_work(setting.calendar.last_on_or_before(setting.today - ASKED_FOR), 9) as day:
        version = actions.start_draft(authority=staff.authority, by=by)
        for question in QUESTIONS:
            actions.add_question(version=version, question=question, title="", by=by)
        return actions.publish(version=version, starts_on=day, by=by, today=day)


def version_on(version: RecordVersion | None, day: date) -> RecordVersion | None:
    """The version with which the record of a review of this day was begun."""
    return version if version is not None and version.starts_on and version.starts_on <= day else None


def answers_for(review: Review, day: date) -> dict[str, dict[str, Any]]:
    """What was answered in each section; mostly something, not always."""
    if review.record_version is None:
        return {}
    rng, found = random.Random(f"{review.child.number} {day}"), dict[str, dict[str, Any]]()
    for question in Layout.from_stored(review.record_version.layout).questions:
        answers = (*question.choices, "") if question.choices else YES_NO
        found.setdefault(question.section, {})[question.name] = rng.choice(answers)
    return found


def count_answers(review: Review) -> None:
    """The rows that figures count, as completing a record writes them."""
    if review.record_version_id is not None:
        saved: dict[str, ReviewSection] = {section.key: section for section in review.sections.all()}
        counted.write(review, asked_of(review), saved)
