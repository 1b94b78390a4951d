"""Reviews of invented lives: those that the return told, and those recorded in the portal with their words
and decisions."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from accounts.models import Authority, User, Worker
from demo import words
from demo.answers import Answers
from demo.days import at
from demo.held import Setting
from demo.near.questions import answers_for, count_answers, version_on
from demo.passports import Passports
from demo.people import Staff
from demo.store import Case, Returns
from reviews.models import Attendance, RecordVersion, Review, ReviewPart, ReviewSection
from reviews.record import finished
from statute.participation import Views, participation
from statute.working_days import age_on

RECORDED_FOR = timedelta(days=456)
TOOK_PART = [
    (True, Views.SPOKE),
    (True, Views.ADVOCATE),
    (True, Views.OTHER_MEANS),
    (True, Views.NONE),
    (False, Views.ADVOCATE),
    (False, Views.OTHER_MEANS),
    (False, Views.NONE),
]
HOW_OFTEN = [55, 4, 8, 6, 5, 16, 6]


@dataclass
class Recorded:
    """A review that was recorded in the portal."""

    case: Case
    review: Review
    by: User
    came: bool
    views: Views


@dataclass
class Rows:
    """What is written once all reviews have their keys."""

    sections: list[ReviewSection] = field(default_factory=list)
    attendances: list[Attendance] = field(default_factory=list)
    parts: list[ReviewPart] = field(default_factory=list)


def how_the_child_took_part(rng: random.Random, born_on: date, day: date) -> tuple[bool, Views]:
    if age_on(born_on, day) < 4:
        return rng.random() < 0.7, Views.NONE
    return rng.choices(TOOK_PART, HOW_OFTEN)[0]


def _chair(case: Case, day: date, staff: Staff) -> Worker:
    return case.iro_on(day) or (case.iros[0].worker if case.iros else staff.iros[-1])


def store_reviews(
    rng: random.Random,
    staff: Staff,
    cases: Sequence[Case],
    returns: Returns | None,
    setting: Setting,
    version: RecordVersion | None = None,
) -> None:
    """Every review that was held; the later ones with their record, decisions and answers. `version`: what
    the council asks of its own.
    """
    told, recorded = [], []
    for case in cases:
        telling = returns if case.life.kind != "short_breaks" else None  # reviews of those are not returned
        for day in case.life.held_on:
            chair = _chair(case, day, staff)
            came, views = how_the_child_took_part(rng, case.life.born_on, day)
            source = telling.owner(day, day) if telling else None
            is_recorded = day > setting.today - RECORDED_FOR and chair.user is not None
            done_on = min(day + timedelta(days=rng.randint(0, 9)), setting.today)
            review = Review(
                child=case.child,
                status="COMPLETED",
                started_on=day,
                completed_on=day,
                held_on=day,
                chaired_by=chair,
                source=source,
                participation_code=participation(
                    born_on=case.life.born_on, review_on=day, attended=came, views=views
                ).code,
            )
            if source is not None and rng.random() < 0.01 and not is_recorded:
                review.participation_code = ""
            told.append(review)
            if is_recorded and chair.user:
                review.booked_for, review.booked_time = day, time(rng.choice([10, 11, 14, 15]), 30)
                review.place = rng.choice(words.PLACES)
                review.record_version = version_on(version, day)
                review.recorded_at, review.created_by = at(done_on, 16, rng.randint(0, 59)), chair.user
                recorded.append(Recorded(case, review, chair.user, came, views))
    Review.objects.bulk_create(told, batch_size=1000)
    recorded.sort(key=lambda r: (r.review.held_on, r.review.pk))
    _store_records(rng, staff, recorded, setting)


def _store_records(rng: random.Random, staff: Staff, recorded: Sequence[Recorded], setting: Setting) -> None:
    rows, passports = Rows(), Passports(rng, staff, setting)
    for found in recorded:
        decisions = passports.at_review(found.case, found.review, found.by)
        _record(rng, found, decisions, rows)
    ReviewPart.objects.bulk_create(rows.parts, batch_size=2000)
    ReviewSection.objects.bulk_create(rows.sections, batch_size=2000)
    Attendance.objects.bulk_create(rows.attendances, batch_size=2000)
    passports.store()


def _record(rng: random.Random, found: Recorded, decisions: dict[str, Any], rows: Rows) -> None:
    review, day = found.review, found.review.held_on
    assert day is not None and review.recorded_at is not None
    age = age_on(found.case.life.born_on, day)
    texts = Answers(rng, age, day.isoformat(), came=found.came, views=found.views.value).sections()
    people = attendees(rng, found.case)
    if found.views == Views.ADVOCATE:  # for whom they spoke, in the room or not
        presence = "CAME" if found.came else "REMOTE"
        people.append({"role": "ADVOCATE", "name": "", "presence": presence})
    texts["attendance"]["attendees"] = people
    texts["decisions"] = decisions
    for key, answers in answers_for(review, day).items():
        texts[key] |= answers
    rows.parts.append(ReviewPart(review=review, number=1, held_on=day, place=review.place))
    rows.sections += [
        ReviewSection(
            review=review,
            key=key,
            data={k: v for k, v in data.items() if v != ""},
            is_complete=True,
            saved_by=found.by,
            saved_at=review.recorded_at,
        )
        for key, data in texts.items()
    ]
    rows.attendances.append(
        Attendance(review=review, role="CHILD", presence="CAME" if found.came else "ABSENT")
    )
    rows.attendances += [Attendance(review=review, **person) for person in people]


def attendees(rng: random.Random, case: Case) -> list[dict[str, str]]:
    """Who was asked to the review beside the child."""
    worker = case.workers[-1].worker if case.workers else None
    people = [
        {"role": "SOCIAL_WORKER", "name": worker.name if worker else "", "presence": "CAME"},
        {"role": "CARER", "name": "", "presence": rng.choice(["CAME", "CAME", "REMOTE"])},
        {
            "role": "MOTHER",
            "name": "",
            "presence": rng.choice(["CAME", "APOLOGIES", "ABSENT", "NOT_INVITED"]),
        },
    ]
    if age_on(case.life.born_on, case.life.held_on[-1] if case.life.held_on else case.life.started_on) >= 5:
        people.append({"role": "SCHOOL", "name": "", "presence": rng.choice(["CAME", "APOLOGIES", "REMOTE"])})
    return people


def keep_records(authority: Authority) -> None:
    """What each record says is kept, once the clock has counted its dates."""
    reviews = (
        Review.objects.filter(
            child__authority=authority, status="COMPLETED", recorded_at__isnull=False, completed_record=None
        )
        .select_related("child__authority", "created_by", "chaired_by")
        .prefetch_related("sections", "attendances", "parts")
    )
    for review in reviews:
        if review.created_by is not None:
            count_answers(review)
            finished.keep(review, by=review.created_by)
