"""Contact with children as agreed with them, and good practice passed on: through the actions that an IRO
uses."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from accounts.models import User
from demo import monitoring_words as words
from demo.days import at_work
from demo.held import Setting
from demo.store import Case
from reviews.contact import actions as contact
from reviews.models.midway import ContactState
from reviews.models.monitoring import PraiseKind
from reviews.praise import actions as praise
from statute.working_days import age_on

A_YEAR = timedelta(days=365)


def _iro_of(case: Case) -> User | None:
    return case.iro_now.user if case.iro_now else None


def agree_contact(rng: random.Random, cases: Sequence[Case], setting: Setting) -> None:
    """What was agreed with about two of three children of school age, and what came of it."""
    at_school = [c for c in cases if c.life.is_in_care and age_on(c.life.born_on, setting.today) >= 5]
    for case in at_school:
        by = _iro_of(case)
        if by is None or not case.life.held_on or rng.random() > 0.65:
            continue
        wish, way, weeks = rng.choice(words.CONTACT)
        with at_work(case.life.held_on[-1], 17) as day:
            contact.agree(child=case.child, way=way, every_weeks=weeks, wish=wish, by=by, today=day)
        if weeks:
            _keep_contact(rng, case, by, way, timedelta(weeks=weeks), setting.today)


def _keep_contact(rng: random.Random, case: Case, by: User, way: str, rhythm: timedelta, today: date) -> None:
    """Contacts at the agreed rhythm since the last review; the last may not be recorded yet, or the next be
    planned."""
    days, day = list[date](), case.life.held_on[-1] + rhythm
    while day < today:
        days.append(day)
        day += rhythm
    not_recorded = bool(days) and rng.random() < 0.08
    for made_on in days[:-1] if not_recorded else days:
        made = rng.random() < 0.8
        state = ContactState.MADE if made else ContactState.TRIED
        note = rng.choice(words.CONTACT_MADE if made else words.CONTACT_TRIED)
        with at_work(made_on, 16) as now:
            contact.record_contact(
                child=case.child, way=way, state=state, on=now, note=note, by=by, today=now
            )
    if not_recorded:
        with at_work(days[-1] - timedelta(days=7), 16) as before:
            contact.plan_contact(child=case.child, way=way, on=days[-1], by=by, today=before)
    elif rng.random() < 0.5:
        with at_work(today - timedelta(days=1), 16) as yesterday:
            contact.plan_contact(child=case.child, way=way, on=day, by=by, today=yesterday)


def pass_on_praise(rng: random.Random, cases: Sequence[Case], setting: Setting) -> None:
    """A few dozen in a year; each team has some."""
    for case in cases:
        by, allocation = _iro_of(case), case.worker_now
        if by is None or allocation is None or not case.life.held_on or rng.random() > 0.3:
            continue
        if setting.today - case.life.held_on[-1] > A_YEAR:
            continue
        is_given = rng.random() < 0.35
        with at_work(case.life.held_on[-1], 18) as day:
            praise.record(
                child=case.child,
                kind=PraiseKind.COMPLIMENT if is_given else PraiseKind.GOOD_PRACTICE,
                text=rng.choice(words.COMPLIMENTS if is_given else words.PRACTICE),
                from_whom=rng.choice(words.FROM) if is_given else "",
                worker=allocation.worker,
                happened_on=day,
                by=by,
            )
