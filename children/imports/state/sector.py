"""The sector's rules that look at more than one row. Their numbers are the sector's, the words are ours
(codesets/sector_rules.csv).

A rule that says what cannot have been refuses the row: else a clock or a figure would count it. The others
point it out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from children import codesets
from children.imports.state.lives import Life
from children.imports.state.precedence import CONTINUES, Wanted
from children.imports.values import year_bounds
from statute.clock_history import SHORT_BREAK_STATUSES, SINGLE_BREAKS
from statute.working_days import birthday, collection_year_number

LONGEST = {
    "L1": ("361", 3),
    "L2": ("362", 21),
    "L3": ("363", 7),
    SINGLE_BREAKS: ("365", 17),
}
"""Legal status -> rule, and the most days it may last."""
LONGEST_PLACEMENT = {"T1": ("375", 42), "T3": ("376", 21), "T4": ("379", 7)}


@dataclass(frozen=True)
class Said:
    """What a rule says of an episode."""

    at: Wanted
    column: str
    rule: str


def say_of_episodes(life: Life, episodes: list[Wanted]) -> None:
    """Point out what the sector's rules say of a child's episodes, at the rows of this import."""
    for said in _of_episodes(life, episodes):
        life.council.warn(
            said.at.row, said.column, "", codesets.rule_words(said.rule), "Check it.", said.rule
        )


def _of_episodes(life: Life, episodes: list[Wanted]) -> Iterator[Said]:
    year_end = year_bounds(life.council.year or life.council.today.year)[1]
    following = {id(one): two for one, two in zip(episodes, episodes[1:], strict=False)}
    for e in episodes:
        if e.row is not None:
            yield from _of_lengths(life, e)
            yield from _of_sequence(e, following.get(id(e)), year_end)
    yield from _of_breaks(episodes)


def _of_lengths(life: Life, e: Wanted) -> Iterator[Said]:
    days = ((e.ended_on or life.council.tells_until()) - e.started_on).days
    for at, column, limits in (
        ("legal_status", "LS", LONGEST),
        ("placement_type", "PLACE", LONGEST_PLACEMENT),
    ):
        rule, most = limits.get(e.facts[at], ("", 0))
        if rule and days > most:
            yield Said(e, column, rule)


def _of_sequence(e: Wanted, following: Wanted | None, year_end: date) -> Iterator[Said]:
    if e.ended_on and e.ended_on > year_end:
        yield Said(e, "DEC", "385")
    if e.reason_ended == CONTINUES and following is None:
        yield Said(e, "REC", "388")
    if e.facts["placement_type"].startswith("T"):
        yield from _of_temporary(e)


def _of_temporary(e: Wanted) -> Iterator[Said]:
    """A temporary placement stands inside a period of care, and in no short break."""
    if e.reason_new == "S":
        yield Said(e, "PLACE", "380")
    if e.ended_on and e.reason_ended != CONTINUES:
        yield Said(e, "PLACE", "381")
    if e.facts["legal_status"] in SHORT_BREAK_STATUSES:
        yield Said(e, "PLACE", "382")


def _of_breaks(episodes: list[Wanted]) -> Iterator[Said]:
    """V3 and V4 in one collection year."""
    seen: dict[int, str] = {}
    for e in episodes:
        status = e.facts["legal_status"]
        if status in SHORT_BREAK_STATUSES:
            year = collection_year_number(e.started_on)
            if seen.setdefault(year, status) != status:
                yield Said(e, "LS", "426")


# --- what can't have been: rows that are refused


def impossible_start(born_on: date, started_on: date) -> str:
    """The rule by which care can't have started on this day; empty where it can."""
    if started_on < born_on:
        return "302"
    if started_on >= birthday(born_on, 18):
        return "352"
    return ""


def out_of_care(life: Life, start: date, end: date | None) -> str:
    """The rule by which a child can't have been missing from care then; empty where the child can."""
    assert life.born_on is not None
    if start < life.born_on:
        return "586"
    if not life.periods or start < life.periods[0][0]:
        return "581"
    if not any(first <= start and (last is None or start <= last) for first, last in life.periods):
        return "578"
    return ""


def open_at_the_end(life: Life, start: date, end: date | None) -> bool:
    """Whether an incident is still open though the care in which it began has ended."""
    ends = [last for first, last in life.periods if first <= start and (last is None or start <= last)]
    return end is None and bool(ends) and ends[0] is not None


def overlapping(spells: Iterable[tuple[date, date | None, Any]]) -> Iterator[Any]:
    """Of spells in order of start those that start before an earlier one has ended."""
    until: date | None = date.min
    for start, end, mark in spells:
        if until is None or start < until:
            yield mark
        until = None if until is None or end is None else max(until, end)
