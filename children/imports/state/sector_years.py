"""The sector's rules that compare a return with the one of the year before, or one of its files with another.
Their numbers are the sector's, the words are ours (codesets/sector_rules.csv). They point out; nothing is
refused.
"""

from collections.abc import Container, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from children import codesets
from children.imports.rows import Row
from children.imports.state.lives import Life, Told
from children.imports.state.precedence import CONTINUES, Wanted
from children.imports.values import year_bounds
from statute.clock_history import SHORT_BREAK_STATUSES, SINGLE_BREAKS, TEMPORARY_PLACEMENTS
from statute.working_days import birthday

DETAINED, HOLIDAY = "J2", "T3"
MOST_DETAINED, MOST_BREAK_DAYS, MOST_HOLIDAYS = 21, 75, 2
AGED_OUT = "E8"
SAME = {
    "203": ("DOB", "born_on"),
    "202": ("SEX", "sex"),
    "204": ("ETHNIC", "ethnicity"),
    "208": ("UPN", "upn"),
}
"""Rule -> column and field that two returns should say alike."""
CARRIED = {
    "503A": ("RNE", "reason_new"),
    "503B": ("LS", "legal_status"),
    "503C": ("CIN", "category_of_need"),
    "503D": ("PLACE", "placement_type"),
    "503E": ("PLACE_PROVIDER", "provider"),
    "503F": ("URN", "urn"),
    "503J": ("PL_POST", "placement_postcode"),
}
"""The same for an episode that was open at the end of the last return."""
RENAMED = {
    2024: {("H5", "K3")},
    2025: {("H5", "K3")},
    2026: {("Z1", "Z11"), ("Z1", "Z12"), ("Z1", "Z13"), ("Z1", "Z14")},
}
"""Return -> codes of one placement before and in it: supported accommodation, and other placements."""
YOUNGEST = {
    "legal_status": {"J1": ("358", 10), "J2": ("358", 10), "J3": ("358", 10)},
    "placement_type": {"S1": ("373", 4), "R5": ("372", 10), "P3": ("374", 14), "K3": ("371", 16)},
}
"""What a legal status and a placement are not for: rule, and the age on the first day."""
YOUNGEST_LEAVING = {"E5": ("387", 14), "E6": ("387", 14), "E7": ("389", 16), "E17": ("460", 18)}
"""Reason for the end -> rule, and the age from which it can be."""
NOT_AT_18 = {"E11": "386", "E12": "386", "E45": "407", "E46": "407", "E47": "407", "E48": "407"}
"""Reason for the end -> rule: nobody is adopted, or comes under a special guardian, at 18."""
ADOPTIVE_UNDER_ORDER, PLACEMENT_ORDER = ("A5", "A6"), "E1"
EXPECTED = frozenset({"K2", "Z12", "Z13"})
IMPOSSIBLE = frozenset({"K1", "P1", "R5", "K3"})
FIRST_EXPECTED = 2027
Said = tuple[Row | None, str, str]
"""The row, the column, the rule."""


def say_of_years(life: Life, episodes: list[Wanted]) -> None:
    """Point out at the rows of this import what these rules say of a child."""
    if not any(t.row for t in (*_rows(life, "Header"), *_rows(life, "Episodes"))):
        return
    for row, column, rule in (
        *_of_header(life),
        *_of_episodes(life, episodes),
        *_of_carried(life),
        *_of_breaks(life),
        *_of_asylum(life),
        *_of_missing(life),
        *_of_orders(life),
    ):
        life.council.warn(row, column, "", codesets.rule_words(rule), "Check it.", rule)
    _say_of_reviews(life)
    _say_of_running_orders(life)


def _rows(life: Life, table: str, *, before: int = 0) -> list[Told]:
    """The rows of this return, or of the one so many years before."""
    if table not in life.told:
        return []
    year = life.council.year - before
    return [t for t in life.told[table] if t.year == year]


def _of_header(life: Life) -> Iterator[Said]:
    start, _ = year_bounds(life.council.year)
    last = next(iter(_rows(life, "Header", before=1)), None)
    for told in _rows(life, "Header"):
        born = told.values["born_on"]
        if born and birthday(born, 25) < start:
            yield told.row, "DOB", "351"
        for rule, (column, field) in SAME.items():
            was, now = (last.values[field] if last else None), told.values[field]
            if was and now and was != now and not (field == "upn" and "UN" in (was[:2], now[:2])):
                yield told.row, column, rule


def _of_episodes(life: Life, episodes: list[Wanted]) -> Iterator[Said]:
    start, end = year_bounds(life.council.year)
    told = life.rows("Header")
    born = told[-1].values["born_on"] if told else None
    for e in episodes:
        if e.started_on > end:
            yield e.row, "DECOM", "354"
        if e is episodes[0] and e.started_on >= start and e.reason_new != "S":
            yield e.row, "RNE", "357"
        if born is not None:
            yield from _of_ages(life, e, born)
        yield from _of_status(e)
    yield from _of_detention(episodes)
    yield from _of_holidays(episodes, start)
    yield from _of_return_to_placement(episodes)


def _of_status(e: Wanted) -> Iterator[Said]:
    """Where the placement is not one that the legal status allows."""
    status, placement = e.facts["legal_status"], e.facts["placement_type"]
    if placement == "P1" and status == "V2":
        yield e.row, "PLACE", "378"
    if placement in ADOPTIVE_UNDER_ORDER and status != PLACEMENT_ORDER:
        yield e.row, "PLACE", "408"


def _of_ages(life: Life, e: Wanted, born: date) -> Iterator[Said]:
    """What an episode says that cannot be at the child's age."""
    for field, column in (("legal_status", "LS"), ("placement_type", "PLACE")):
        rule, age = YOUNGEST[field].get(e.facts[field], ("", 0))
        if rule and e.started_on < birthday(born, age):
            yield e.row, column, rule
    if e.ended_on is None:
        may = (e.facts["legal_status"], e.facts["placement_type"]) == ("V2", "K2")
        if birthday(born, 18) < life.council.tells_until() and not may:
            yield e.row, "DEC", "359"
        return
    rule, age = YOUNGEST_LEAVING.get(e.reason_ended, ("", 0))
    if rule and e.ended_on < birthday(born, age):
        yield e.row, "REC", rule
    if e.reason_ended in NOT_AT_18 and e.ended_on >= birthday(born, 18):
        yield e.row, "REC", NOT_AT_18[e.reason_ended]


def _of_detention(episodes: list[Wanted]) -> Iterator[Said]:
    days, until = timedelta(0), None
    for e in episodes:
        if e.facts["legal_status"] != DETAINED or e.ended_on is None:
            continue
        days = (days if until == e.started_on else timedelta(0)) + (e.ended_on - e.started_on)
        until = e.ended_on
        if days.days > MOST_DETAINED:
            yield e.row, "LS", "364"


def _of_holidays(episodes: list[Wanted], start: date) -> Iterator[Said]:
    holidays = [e for e in episodes if e.facts["placement_type"] == HOLIDAY and e.started_on >= start]
    for e in holidays[MOST_HOLIDAYS:]:
        yield e.row, "PLACE", "377"


def _of_return_to_placement(episodes: list[Wanted]) -> Iterator[Said]:
    """After a temporary placement the child returns to the one before."""
    for before, temporary, after in zip(episodes, episodes[1:], episodes[2:], strict=False):
        if (
            temporary.facts["placement_type"] not in TEMPORARY_PLACEMENTS
            or temporary.reason_ended != CONTINUES
        ):
            continue
        alike = all(before.facts[n] == after.facts[n] for n in ("placement_type", "placement_postcode"))
        if after.reason_new != "P" or not alike:
            yield after.row, "PLACE", "383"


def _of_breaks(life: Life) -> Iterator[Said]:
    told = _rows(life, "Episodes")
    start, end = year_bounds(life.council.year)
    seen = life.council.tells_until()
    days = 0
    for t in told:
        if t.values["legal_status"] != SINGLE_BREAKS:
            continue
        if t.values["reason_new"] != "S":
            yield t.row, "RNE", "366"
        until = min(t.values["ended_on"] or seen, end)
        days += max((until - max(t.values["started_on"], start)).days, 0)
        if days > MOST_BREAK_DAYS:
            yield t.row, "DEC", "367"
    if told and all(t.values["legal_status"] in SHORT_BREAK_STATUSES for t in told):
        for t in _rows(life, "Reviews"):
            yield t.row, "REVIEW", "399"


def _say_of_reviews(life: Life) -> None:
    """A review of the next year is kept: it was held. But it belongs in that year's return."""
    if life.council.is_feed:
        return
    _, end = year_bounds(life.council.year)
    for t in _rows(life, "Reviews"):
        if t.values["held_on"] > end:
            why = "The review was held after the end of the collection year."
            said = f"{t.values['held_on']:%d/%m/%Y}"
            life.council.warn(t.row, "REVIEW", said, why, "Check the date.", "REVIEW_YEAR")


def _of_carried(life: Life) -> Iterator[Said]:
    """The episode that was open at the end of the last return comes first in this one."""
    if life.council.year - 1 not in life.council.returns:
        return
    start, _ = year_bounds(life.council.year)
    first = min(_rows(life, "Episodes"), key=_start, default=None)
    last = max(_rows(life, "Episodes", before=1), key=_start, default=None)
    if first is None:
        return
    if last is None or last.values["ended_on"] is not None:
        if _start(first) < start and (last is None or _start(last) != _start(first)):
            yield first.row, "DECOM", "562"
    elif _start(last) != _start(first):
        yield first.row, "DECOM", "502"
    else:
        yield from _of_one_episode(last, first, RENAMED.get(life.council.year, ()))


def _of_one_episode(last: Told, first: Told, renamed: Container[tuple[str, str]]) -> Iterator[Said]:
    """Two returns say the same of one episode."""
    for rule, (column, field) in CARRIED.items():
        was, now = last.values[field], first.values[field]
        if was != now and (was, now) not in renamed:
            yield first.row, column, rule


def _start(told: Told) -> date:
    day: date = told.values["started_on"]
    return day


def _of_asylum(life: Life) -> Iterator[Said]:
    """Unaccompanied asylum-seeking in one of two years, or until another day."""
    header = next(iter(_rows(life, "Header")), None)
    if header is None or not _rows(life, "Header", before=1) or "UASC" not in life.council.tables:
        return
    now, was = next(iter(_rows(life, "UASC")), None), next(iter(_rows(life, "UASC", before=1)), None)
    until = was.values["ceased_on"] if was else None
    if now is not None:
        if was is None or until not in (None, now.values["ceased_on"]):
            yield now.row, "DUC", "205"
    elif was is not None and (until is None or until >= year_bounds(life.council.year)[0]):
        yield header.row, "CHILD", "205"


def _of_missing(life: Life) -> Iterator[Said]:
    episodes = _rows(life, "Episodes")
    for t in _rows(life, "Missing"):
        start, end = t.values["started_on"], t.values["ended_on"]
        if end is None and any(_holds(e, start) and e.values["ended_on"] for e in episodes):
            yield t.row, "MIS_END", "575"
        for e in episodes:
            aged_out = life.born_on and end == e.values["ended_on"] == birthday(life.born_on, 18)
            if aged_out and e.values["reason_ended"] != AGED_OUT:
                yield e.row, "REC", "580"
    yield from _of_open_spells(life, "Missing", "576")


def _holds(episode: Told, day: date) -> bool:
    start, end = episode.values["started_on"], episode.values["ended_on"]
    return bool(start <= day and (end is None or day <= end))


def _of_open_spells(life: Life, table: str, rule: str) -> Iterator[Said]:
    """A spell that was open at the end of the last return is in this one."""
    if table not in life.council.tables:
        return
    now = _rows(life, table)
    starts = {_start(t) for t in now}
    for last in _rows(life, table, before=1):
        if last.values["ended_on"] is None and _start(last) not in starts:
            place: Iterable[Any] = (*now, *_rows(life, "Header"))
            yield next((t.row for t in place if t.row is not None), None), "CHILD", rule


def _of_orders(life: Life) -> Iterator[Said]:
    """Orders that deprive a child of liberty, from the first return that has them."""
    if life.council.year < FIRST_EXPECTED:
        return
    first, last = year_bounds(life.council.year)
    for t in _rows(life, "DoLo"):
        start, end = t.values["started_on"], t.values["ended_on"]
        if start > last:
            yield t.row, "DOLO_START", "703"
        if end is not None and not first <= end <= last:
            yield t.row, "DOLO_END", "704"
        placements = _placements(life, start, end) if end else set()
        if placements - EXPECTED:
            yield t.row, "DOLO_START", "709"
        if placements & IMPOSSIBLE:
            yield t.row, "DOLO_START", "710"
    yield from _of_open_spells(life, "DoLo", "706")


def _placements(life: Life, start: date, end: date) -> set[str]:
    """Where the child was placed during an order, up to this day."""
    return {
        e.values["placement_type"]
        for e in _rows(life, "Episodes")
        if start <= (e.values["ended_on"] or date.max) and end >= _start(e)
    }


def _say_of_running_orders(life: Life) -> None:
    """Rules 709 and 710 speak of orders that have ended. One that goes on says the same of the placement, and
    it is better known before the year's return is due: pointed out, but not under their numbers.
    """
    if life.council.year < FIRST_EXPECTED:
        return
    for t in _rows(life, "DoLo"):
        seen = life.council.tells_until()
        odd = sorted(_placements(life, _start(t), seen) - EXPECTED) if t.values["ended_on"] is None else []
        if odd:
            which = "710" if IMPOSSIBLE & set(odd) else "709"
            why = f"The order goes on, and the child was placed in {' and '.join(odd)} under it."
            to_do = f"Check the placement: rule {which} applies once the order has ended."
            life.council.warn(t.row, "DOLO_START", f"{_start(t):%d/%m/%Y}", why, to_do, "DOLO")
