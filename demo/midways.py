"""Midway checks between invented reviews: done, done late, superseded, missed, waiting; and updates asked of
social workers."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from accounts.models import User
from demo import monitoring_words as words
from demo.days import at, at_work
from demo.held import Setting
from demo.store import Case
from reviews.midway import actions
from reviews.models import MidwayCheck, ReviewCycle
from statute import midway
from statute.midway import Interval, Midway

UPDATE = {"plan": "yes", "permanence": "yes", "visits": "yes", "health": "no", "pep": "yes"}
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
    _ask_for_updates(rng, cases, setting)


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


def _ask_for_updates(rng: random.Random, cases: Sequence[Case], setting: Setting) -> None:
    """Social workers who sign in are asked about the checks that are open: one is late, some wait, some have
    answered."""
    today = setting.today
    for number, (check, by, worker) in enumerate(_to_ask_about(cases, today)):
        asked_on = setting.calendar.add(today, -9 if number == 0 else -rng.randint(1, 4))
        with at_work(asked_on, 10) as day:
            update = actions.ask(check=check, question=rng.choice(words.ASKED), by=by, today=day)
        if number % 3 == 2:
            with at_work(max(asked_on, today - timedelta(days=1)), 16):
                actions.answer(update=update, data=UPDATE | {"about": rng.choice(words.TOLD)}, by=worker)
    actions.chase_updates(today=today)


def _to_ask_about(cases: Sequence[Case], today: date) -> list[tuple[MidwayCheck, User, User]]:
    """Up to six open checks with their IRO and social worker, where both sign in; those first that are
    near."""
    people: dict[int, tuple[User, User]] = {}
    for case in cases:
        iro = case.iro_now.user if case.iro_now else None
        allocation = case.worker_now
        worker = allocation.worker.user if allocation and allocation.worker else None
        if iro and worker and iro.pk != worker.pk:
            people[case.child.pk] = iro, worker
    checks = MidwayCheck.objects.filter(child__in=list(people), state="OPEN").select_related(
        "child__authority"
    )
    first = list(checks.order_by("window_to", "pk")[:6])
    near = [check for check in first if check.window_from <= today + timedelta(days=30)]
    return [(check, *people[check.child_id]) for check in (near if len(near) > 1 else first[:2])]
