"""Midway checks between invented reviews: done, done late, superseded, missed, waiting; and updates asked of
social workers."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from accounts.models import User
from demo import monitoring_words as words
from demo.held import Setting
from demo.records import at
from demo.store import Case
from reviews.models import MidwayCheck, MidwayUpdate, ReviewCycle
from statute import midway, timescales
from statute.midway import Interval, Midway

KEPT_FOR = timedelta(days=456)


def store_midways(rng: random.Random, cases: Sequence[Case], setting: Setting) -> None:
    """Checks of the turns that are over, and what was made of those that the clock has planned."""
    planned = {
        c.after_review_id: c for c in MidwayCheck.objects.filter(child__in=[c.child.pk for c in cases])
    }
    turns: dict[int, list[ReviewCycle]] = {}
    for turn in ReviewCycle.objects.filter(child__in=[c.child.pk for c in cases]).order_by(
        "child", "sequence"
    ):
        turns.setdefault(turn.child_id, []).append(turn)
    new: list[MidwayCheck] = []
    changed: list[MidwayCheck] = []
    for case in cases:
        for before, turn in pairwise(turns.get(case.child.pk, [])):
            middle = _middle(before, turn, setting)
            if middle is None:
                continue
            there = planned.get(before.review_id)
            check = there or MidwayCheck(
                child=case.child,
                after_review_id=before.review_id,
                opened_on=turn.opened_on,
                target_on=middle.target_on,
                window_from=middle.window_from,
                window_to=middle.window_to,
            )
            _life(rng, check, case, turn, setting)
            (changed if there else new).append(check)
    MidwayCheck.objects.bulk_create(new, batch_size=1000)
    MidwayCheck.objects.bulk_update(
        changed,
        [
            "state",
            "closed_on",
            "data",
            "concern",
            "brings_forward",
            "completed_by",
            "completed_at",
            "team",
        ],
    )
    _store_updates(rng, cases, setting)


def _middle(before: ReviewCycle, turn: ReviewCycle, setting: Setting) -> Midway | None:
    """The middle of a turn that a review opened lately enough; None where no check is needed."""
    follows = before.period_start == turn.period_start and before.held_on == turn.opened_on
    if not follows or before.review_id is None or turn.due_on is None:
        return None
    if turn.opened_on < setting.today - KEPT_FOR or (turn.state == "void" and turn.closed_on is None):
        return None
    interval = Interval(turn.opened_on, turn.due_on, is_first_to_second=turn.number == 2)
    terms = setting.terms.on(turn.opened_on)
    if midway.not_required(interval, terms=terms):
        return None
    return midway.middle(interval, calendar=setting.calendar, terms=terms)


def _life(rng: random.Random, check: MidwayCheck, case: Case, turn: ReviewCycle, setting: Setting) -> None:
    """What became of a check: most are done in time, some late, some not at all."""
    by, end = _iro_on(case, check.target_on), turn.held_on or turn.closed_on
    day = check.target_on + timedelta(days=rng.randint(-12, 14))
    if rng.random() < 0.09:
        day = check.window_to + timedelta(days=rng.randint(1, 12))
    if by is not None and day < min(setting.today, end or date.max) and rng.random() < 0.9:
        _done(rng, check, case, by, max(day, check.opened_on))
    elif end is not None:
        check.closed_on = end
        check.state = _not_done(turn, in_time=end <= check.window_to)


def _not_done(turn: ReviewCycle, *, in_time: bool) -> str:
    """A check that was not done: missed, overtaken by the review, or not needed any more."""
    if not in_time:
        return "MISSED"
    return "SUPERSEDED" if turn.held_on else "NOT_REQUIRED"


def _iro_on(case: Case, day: date) -> User | None:
    worker = case.iro_on(day)
    return worker.user if worker else None


def _done(rng: random.Random, check: MidwayCheck, case: Case, by: User, day: date) -> None:
    concern = rng.choices(["NONE", "INFORMAL", "FORMAL"], [80, 17, 3])[0]
    check.state, check.closed_on, check.concern = "DONE", day, concern
    check.brings_forward = rng.random() < 0.05
    check.completed_by, check.completed_at = by, at(day, 14)
    check.team = case.workers[-1].team if case.workers else None
    answers = ["yes", "yes", "yes", "no", "not_known"]
    check.data = {
        "record_read": "yes",
        **{name: rng.choice(answers) for name in ("plan", "permanence", "visits", "health", "pep")},
        "worker_contact": rng.choice(["yes", "yes", "tried"]),
        "child_contact": rng.choice(["yes", "yes", "tried", "not_wanted", "no"]),
        "notes": rng.choice(words.FOUND),
        "concern": concern,
        "brings_forward": "yes" if check.brings_forward else "no",
    }
    if concern != "NONE":
        check.data["concern_about"] = rng.choice(words.CONCERNS)


def _store_updates(rng: random.Random, cases: Sequence[Case], setting: Setting) -> None:
    """Social workers who sign in are asked about the checks that are open: some wait, one is late, some have
    answered."""
    today, rows = setting.today, []
    worker_of = {
        c.child.pk: c.worker_now.worker
        for c in cases
        if c.worker_now and c.worker_now.worker and c.worker_now.worker.user_id
    }
    iro_of = {c.child.pk: c.iro_now.user for c in cases if c.iro_now and c.iro_now.user}
    open_checks = MidwayCheck.objects.filter(child__in=list(iro_of.keys() & worker_of.keys()), state="OPEN")
    first = [
        c
        for c in open_checks.order_by("window_to", "pk")
        if worker_of[c.child_id].user_id != iro_of[c.child_id].pk
    ][:6]
    near = [c for c in first if c.window_from <= today + timedelta(days=30)]
    for number, check in enumerate(near if len(near) > 1 else first[:2]):
        by, worker = iro_of[check.child_id], worker_of[check.child_id]
        asked_on = setting.calendar.add(today, -9 if number == 0 else -rng.randint(1, 4))
        due_on = midway.update_due_on(asked_on, calendar=setting.calendar)
        row = MidwayUpdate(
            of=check,
            worker=worker,
            question=rng.choice(words.ASKED),
            asked_by=by,
            asked_at=at(asked_on, 10),
            due_on=due_on,
            chase_on=max(
                timescales.first_chase_on(due_on, calendar=setting.calendar), setting.calendar.add(today, 1)
            ),
        )
        if number % 3 == 2:
            row.state, row.answered_by, row.answered_at, row.chase_on = (
                "ANSWERED",
                worker.user,
                at(max(asked_on, today - timedelta(days=1)), 16),
                None,
            )
            row.data = {
                "plan": "yes",
                "permanence": "yes",
                "visits": "yes",
                "health": "no",
                "pep": "yes",
                "about": rng.choice(words.TOLD),
            }
        rows.append(row)
    MidwayUpdate.objects.bulk_create(rows)
