"""How a time in care may go: stretches of one legal status and one placement that follow each other without a
gap."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from statute.working_days import age_on, birthday

SUPPORTED_ACCOMMODATION_FROM = date(2024, 4, 1)
WEEK = timedelta(days=7)


@dataclass
class Stretch:
    """One episode as the return words it. The last one of a period is open, or ends with a reason that is not
    X1."""

    started_on: date
    reason_new: str
    legal: str
    placement: str
    provider: str
    ended_on: date | None = None
    reason_ended: str = ""
    reason_change: str = ""


@dataclass
class Step:
    """A change on a day: of legal status, of placement, or both."""

    on: date
    legal: str = ""
    placement: str = ""


def placement_for(rng: random.Random, age: int, day: date) -> str:
    """Where a child of this age may live."""
    if age < 11:
        return rng.choices(["U6", "U3", "U4", "P1"], [60, 20, 12, 8])[0]
    if age < 16:
        return rng.choices(["U6", "U3", "U4", "K2", "P1"], [46, 12, 14, 24, 4])[0]
    supported = "K3" if day >= SUPPORTED_ACCOMMODATION_FROM else "P2"
    return rng.choices([supported, "U6", "K2", "U4", "U3"], [44, 24, 14, 12, 6])[0]


def provider_for(rng: random.Random, placement: str) -> str:
    if placement == "P1":
        return "PR0"
    if placement[0] == "U":
        return "PR1" if placement in ("U1", "U3") else rng.choices(["PR1", "PR4", "PR5"], [55, 37, 8])[0]
    if placement[0] == "A":
        return rng.choice(["PR1", "PR2"])
    return rng.choices(["PR4", "PR1", "PR5"], [66, 20, 14])[0]


def stretches(
    rng: random.Random, start: date, end: date | None, first: Step, steps: list[Step], why: str
) -> list[Stretch]:
    """The stretches of one period from its first step and the later ones that lie inside it, a week apart at
    least."""
    assert first.legal and first.placement
    found = [Stretch(start, "S", first.legal, first.placement, provider_for(rng, first.placement))]
    latest = end - WEEK if end else date.max
    for step in sorted(steps, key=lambda s: s.on):
        last = found[-1]
        changes = bool(step.placement) or step.legal not in ("", last.legal)
        if changes and last.started_on + WEEK <= step.on <= latest:
            found.append(_after(rng, last, step))
    if end is not None:
        found[-1].ended_on, found[-1].reason_ended = end, why
    return found


def _after(rng: random.Random, last: Stretch, step: Step) -> Stretch:
    """End the last stretch and begin the next: a move, a new legal status, or both."""
    legal = step.legal or last.legal
    last.ended_on, last.reason_ended = step.on, "X1"
    if not step.placement:
        return Stretch(step.on, "L", legal, last.placement, last.provider)
    last.reason_change = rng.choice(["CARPL", "CARPL", "CREQB", "CHILD", "LAREQ", "STAND", "CREQO"])
    reason = "B" if legal != last.legal else "P"
    return Stretch(step.on, reason, legal, step.placement, provider_for(rng, step.placement))


def why_left(rng: random.Random, born_on: date, end: date, last_placement_is_foster: bool) -> str:
    """A reason for leaving care that fits the age."""
    if end >= birthday(born_on, 18):
        return rng.choice(
            ["E17", "E17", "E5", "E5", "E6"] if last_placement_is_foster else ["E5", "E5", "E6"]
        )
    age = age_on(born_on, end)
    if age >= 16:
        return rng.choices(["E5", "E6", "E4A", "E4B", "E8"], [30, 10, 30, 20, 10])[0]
    return rng.choices(["E4A", "E4B", "E13", "E41", "E45", "E46", "E47", "E3"], [34, 8, 6, 12, 14, 8, 12, 3])[
        0
    ]


def ordinary(
    rng: random.Random, *, born_on: date, start: date, end: date | None, today: date
) -> list[Stretch]:
    """Voluntary or under a court's order, with now and then a move."""
    until = end or today
    first = Step(start, rng.choice(["V2", "V2", "C1", "C1", "C1"]))
    first.placement = placement_for(rng, age_on(born_on, start), start)
    steps: list[Step] = []
    court_on = start
    if first.legal == "V2" and rng.random() < 0.5:
        court_on = start + timedelta(days=rng.randint(20, 140))
        steps.append(Step(court_on, legal="C1"))
    if first.legal == "C1" or steps:
        steps.append(Step(court_on + timedelta(days=rng.randint(160, 290)), legal="C2"))
    day = start + timedelta(days=int(rng.expovariate(1 / 300)) + 14)
    while day < until:
        steps.append(Step(day, placement=placement_for(rng, age_on(born_on, day), day)))
        day += timedelta(days=int(rng.expovariate(1 / 620)) + 30)
    made = stretches(
        rng, start, end, first, [s for s in steps if s.on < until and s.on < birthday(born_on, 18)], ""
    )
    if end is not None:
        made[-1].reason_ended = why_left(rng, born_on, end, made[-1].placement[0] == "U")
    return made


def adoption(
    rng: random.Random, *, born_on: date, start: date, end: date | None, today: date
) -> list[Stretch]:
    """A small child: an interim order, a placement order, placed with adopters, adopted at the end."""
    order_on = start + timedelta(days=rng.randint(190, 260))
    placed_on = order_on + timedelta(days=rng.randint(60, 130))
    steps = [Step(order_on, legal="E1"), Step(placed_on, placement=rng.choice(["A6", "A6", "A5"]))]
    until = end or today
    made = stretches(
        rng,
        start,
        end,
        Step(start, "C1", rng.choice(["U6", "U5"])),
        [s for s in steps if s.on < until],
        "E11",
    )
    if end is not None and made[-1].placement[0] == "A":
        made[-1].reason_ended = rng.choice(["E11", "E12"])
    return made


def unaccompanied(
    rng: random.Random, *, born_on: date, start: date, end: date | None, today: date
) -> list[Stretch]:
    """A young person who came alone: section 20, foster care first, supported accommodation after a while."""
    steps = []
    move_on = start + timedelta(days=rng.randint(40, 200))
    if move_on < (end or today) and move_on >= birthday(born_on, 16):
        steps.append(Step(move_on, placement="K3" if move_on >= SUPPORTED_ACCOMMODATION_FROM else "P2"))
    return stretches(rng, start, end, Step(start, "V2", "U6"), steps, "E5")


def short_breaks(
    rng: random.Random, *, born_on: date, start: date, end: date | None, today: date
) -> list[Stretch]:
    """An agreed series of short breaks (V4)."""
    return stretches(rng, start, end, Step(start, "V4", "K2"), [], "E8")
