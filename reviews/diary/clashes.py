"""Which two meetings of one person cannot both be kept: at the same time, or too close in two places."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time
from itertools import combinations

REMOTE = ("video", "phone", "telephone", "online", "teams", "zoom")
"""A place with one of these words in it needs no journey."""


@dataclass(frozen=True)
class Slot:
    """A meeting in the calendar: `key` names it; a time that is not known clashes with nothing."""

    key: int
    on: date
    at: time | None
    place: str


@dataclass(frozen=True)
class Clash:
    """Two meetings of one day, the earlier first. `minutes` between them; None: they overlap."""

    first: int
    second: int
    minutes: int | None


def clashes(slots: Iterable[Slot], *, lasts: int, travel: int) -> Iterator[Clash]:
    """The pairs of meetings that one person cannot both keep. `lasts` and `travel` are minutes."""
    timed = sorted((s for s in slots if s.at is not None), key=lambda s: (s.on, _minute(s), s.key))
    for one, other in combinations(timed, 2):
        if one.on != other.on:
            continue
        between = _minute(other) - _minute(one) - lasts
        if between < 0:
            yield Clash(one.key, other.key, None)
        elif between < travel and _needs_journey(one.place, other.place):
            yield Clash(one.key, other.key, between)


def _minute(slot: Slot) -> int:
    return slot.at.hour * 60 + slot.at.minute if slot.at else 0


def _needs_journey(one: str, other: str) -> bool:
    """Whether two places are known to be apart. A place that is not recorded is not known to be anywhere."""
    places = [" ".join(place.lower().split()) for place in (one, other)]
    if not all(places) or places[0] == places[1]:
        return False
    return not any(word in place for place in places for word in REMOTE)
