"""Reviews that are booked, being recorded or adjourned, so that there is something to do for everybody."""

import random
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from accounts.access.viewers import viewer_for
from accounts.drafts.actions import keep
from accounts.drafts.keys import Key
from accounts.models import Draft, User
from children.child.current_facts import with_present
from children.models import Child
from demo import words
from demo.answers import Answers
from demo.days import at
from demo.held import Setting
from demo.people import Staff
from demo.records import attendees
from demo.store import Case
from reviews.models import Review, ReviewCycle, ReviewPart, ReviewSection
from reviews.record.actions import VERSION, versions_text
from reviews.record.ages import asked_of
from reviews.record.entry import as_sent, record_of
from reviews.record.known.gathered import known_for
from reviews.record.own.versions import in_force
from reviews.record.unsaved import PAGE
from statute.timescales import adjourned_review_due_on
from statute.working_days import age_on, birthday

BOOK_AHEAD = timedelta(days=45)
BEFORE = ("preparation", "wishes")


class Desk:
    """The running turn of each child, and which of them have a review in hand already."""

    def __init__(self, cases: Sequence[Case], setting: Setting) -> None:
        running = ReviewCycle.objects.filter(child__in=[c.child.pk for c in cases], closed_on=None)
        self.turns = {t.child_id: t for t in running if t.due_on and t.state in ("open", "overdue")}
        self.free = [c for c in cases if c.child.pk in self.turns and c.iro_now]
        self.setting = setting

    def turn(self, case: Case) -> ReviewCycle:
        return self.turns[case.child.pk]

    def take(self, case: Case) -> None:
        self.free.remove(case)

    def soonest(self, iro_id: int, *, since: timedelta, team_id: int | None = None) -> Case | None:
        """The child of this IRO whose review is due next and whose turn began long enough ago, of the team if
        it can be."""
        mine = [
            c
            for c in self.free
            if c.iro_now and c.iro_now.pk == iro_id and self.turn(c).opened_on <= self.setting.today - since
        ]
        of_team = [c for c in mine if c.worker_now and c.worker_now.team_id == team_id]
        mine = of_team or mine
        upcoming = [c for c in mine if (self.turn(c).due_on or date.max) >= self.setting.today]
        return min(upcoming or mine, key=lambda c: self.turn(c).due_on or date.max, default=None)


def store_in_hand(rng: random.Random, staff: Staff, cases: Sequence[Case], setting: Setting) -> None:
    """For each IRO a record to finish; one adjourned review; bookings for most of what is due soon.

    The first IRO's record is of the first team, so that its manager can answer what the IRO has decided.
    """
    desk = Desk(cases, setting)
    for number, iro in enumerate(staff.iros):
        team_id = staff.teams[0].pk if number == 0 else None
        case = desk.soonest(iro.pk, since=timedelta(days=12), team_id=team_id)
        if case:
            desk.take(case)
            _started(rng, case, setting, sections=2 + number % 5)
    if staff.iros:
        case = desk.soonest(staff.iros[0].pk, since=timedelta(days=25))
        if case:
            desk.take(case)
            _adjourned(rng, case, setting)
    _booked(rng, desk, setting)


def _working_day_before(setting: Setting, days: int) -> date:
    return setting.calendar.last_on_or_before(setting.today - timedelta(days=days))


def _review_begun(rng: random.Random, case: Case, day: date) -> Review:
    assert case.iro_now is not None
    review = Review.objects.create(
        child=case.child,
        status="STARTED",
        booked_for=day,
        booked_time=time(14),
        place=rng.choice(words.PLACES),
        started_on=day,
        chaired_by=case.iro_now,
        created_by=case.iro_now.user,
        record_version=in_force(case.child.authority_id, day),
    )
    return review


def _sections(rng: random.Random, case: Case, review: Review, day: date, how_many: int) -> None:
    """The first sections complete, the next one a draft that somebody was typing an hour before the end of
    yesterday."""
    by = review.created_by
    assert by is not None
    age = age_on(case.life.born_on, day)
    views = "none" if age < 4 else "spoke"
    texts = Answers(rng, age, day.isoformat(), came=True, views=views).sections()
    texts["attendance"]["attendees"] = attendees(rng, case)
    keys = list(texts)
    ReviewSection.objects.bulk_create(
        ReviewSection(
            review=review, key=key, data=texts[key], is_complete=True, saved_by=by, saved_at=at(day, 17)
        )
        for key in keys[:how_many]
    )
    if how_many < len(keys):
        key = next((k for k in keys[how_many:] if k != "attendance"), keys[-1])
        _draft(review, key, texts[key], by, at(day, 18))


def _draft(review: Review, key: str, typed: dict[str, Any], by: User, saved_at: datetime) -> None:
    """Words that somebody typed into a section and did not save. A draft holds the whole page: the sections
    that are already saved, and what the portal filled in."""
    asked, viewer = asked_of(review), viewer_for(by, today=localdate(saved_at))
    assert viewer is not None
    review.child = with_present(Child.objects.filter(pk=review.child_id)).get()
    known = known_for(review, asked, viewer)
    found = record_of(review, None, asked=asked, known=known)
    sent = {name: values for entry in found.entries.values() for name, values in as_sent(entry).lists()}
    sent |= {f"{key}-{name}": [str(value)] for name, value in typed.items()}
    sent[VERSION] = [versions_text(found.saved.values())]
    page, subject = reverse(PAGE, args=[review.public_id]), str(review.public_id)
    keep(Key(by.pk, PAGE, subject, "", page), sent, version=0)
    Draft.objects.filter(person=by, kind=PAGE, subject=subject).update(saved_at=saved_at)


def _started(rng: random.Random, case: Case, setting: Setting, *, sections: int) -> None:
    day = _working_day_before(setting, rng.randint(1, 4))
    review = _review_begun(rng, case, day)
    ReviewPart.objects.create(review=review, number=1, held_on=day, place=review.place)
    _sections(rng, case, review, day, sections)


def _adjourned(rng: random.Random, case: Case, setting: Setting) -> None:
    day = _working_day_before(setting, 8)
    review = _review_begun(rng, case, day)
    review.status, review.format = "ADJOURNED", "series"
    review.adjourned_until = adjourned_review_due_on(day, calendar=setting.calendar)
    review.booked_for = setting.calendar.add(setting.today, 4)
    review.save()
    ReviewPart.objects.create(
        review=review,
        number=1,
        held_on=day,
        place=review.place,
        ended_by_adjournment=True,
        reason=words.ADJOURNED,
    )
    _sections(rng, case, review, day, 3)


def _booked(rng: random.Random, desk: Desk, setting: Setting) -> None:
    rows = []
    for case in list(desk.free):
        due_on = desk.turn(case).due_on
        assert due_on is not None and case.iro_now is not None
        if due_on > setting.today + BOOK_AHEAD or rng.random() > 0.62:
            continue
        late = due_on <= setting.today + timedelta(days=1) or rng.random() < 0.04
        day = setting.calendar.last_on_or_before(due_on - timedelta(days=rng.randint(0, 8)))
        if late or day <= setting.today:
            day = setting.calendar.add(max(setting.today, due_on), rng.randint(2, 6))
        if day >= birthday(case.life.born_on, 18):
            continue
        late = day > due_on
        desk.take(case)
        rows.append(
            Review(
                child=case.child,
                booked_for=day,
                booked_time=time(rng.choice([10, 13, 15])),
                place=rng.choice(words.PLACES),
                late_reason=rng.choice(["REPORT", "FAMILY", "SOCIAL_WORKER", "CHILD"]) if late else "",
                created_by=case.iro_now.user,
            )
        )
    Review.objects.bulk_create(rows)
