"""The history of care of one child: episodes of all returns, and from them periods, legal statuses and
placements.
"""

from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from accounts.templatetags.govuk import day as day_words
from children.imports.rows import BY_HAND, REJECTED, Row, as_told, from_text
from children.imports.state.layers import laid_over
from children.imports.state.lives import Council, Fact, Life, Told
from children.imports.state.precedence import CONTINUES, FACTS, Wanted, settle
from children.imports.state.sector import say_of_episodes
from children.models.imports import year_words

DAY = timedelta(days=1)
NEW_PLACEMENT = frozenset("SPTBU")
PLACED = ("distance", "location", "placed_in")


@dataclass(frozen=True)
class Clash:
    """Two neighbouring episodes that can't both be right; `at` is the one that says so."""

    at: Wanted
    column: str
    why: str
    to_do: str
    rule: str


def clashes(episodes: list[Wanted]) -> Iterable[Clash]:
    """What is wrong between neighbouring episodes of one child, in order of start."""
    for one, two in zip(episodes, episodes[1:], strict=False):
        if one.known_until is not None and two.started_on >= one.known_until:
            continue  # what lies between them is in a return that is not in
        if (clash := _clash(one, two)) is not None:
            yield clash


def _clash(one: Wanted, two: Wanted) -> Clash | None:
    if one.ended_on is None:
        why = f"The episode is still open when the next one starts ({day_words(two.started_on)})."
        return Clash(one, "DEC", why, "Correct DEC, or the next episode's DECOM.", "142")
    if one.ended_on > two.started_on:
        why = f"The episode overlaps the next one ({day_words(two.started_on)})."
        return Clash(one, "DEC", why, "Correct DEC, or the next episode's DECOM.", "501")
    return _clash_of_continuing(one, two) if one.reason_ended == CONTINUES else _clash_after_leaving(one, two)


def _clash_of_continuing(one: Wanted, two: Wanted) -> Clash | None:
    if two.started_on != one.ended_on:
        why = "The episode does not start on the day on which the last one ended (X1)."
        return Clash(two, "DECOM", why, "Correct DECOM, or the last episode's REC.", "433")
    if two.reason_new == "S":
        why = "RNE is S, but the last episode ended with X1."
        return Clash(two, "RNE", why, "Correct RNE, or the last episode's REC.", "431")
    return None


DIED = "E2"


def _clash_after_leaving(one: Wanted, two: Wanted) -> Clash | None:
    if one.reason_ended == DIED:
        why = "The last episode says that the child has died."
        return Clash(two, "DECOM", why, "Correct REC of the last episode, or leave this one out.", "437")
    if two.reason_new != "S":
        why = "The child had left care, so the next episode must start with RNE S."
        return Clash(two, "RNE", why, "Correct RNE, or the last episode's REC.", "432")
    if two.started_on == one.ended_on:
        why = "The child would leave care and come back on one day."
        return Clash(two, "DECOM", why, "Correct the dates, or use X1 for the last episode.", "431")
    return None


def history(life: Life) -> list[Wanted]:
    """The child's episodes. A year that contradicts the years before it is held back, with everything it
    tells of the child.
    """
    episodes = settle(life.council, _wanted(life.rows("Episodes")))
    if (clash := next(iter(clashes(episodes)), None)) is None:
        say_of_episodes(life, episodes)
        return episodes
    years = sorted({t.year for t in life.told["Episodes"]})
    episodes = []
    for count, year in enumerate(years, start=1):
        told = [t for t in life.told["Episodes"] if t.year in years[:count] and t.year not in life.held]
        candidate = settle(life.council, _wanted(told))
        if (clash := next(iter(clashes(candidate)), None)) is None:
            episodes = candidate
            continue
        life.held.add(year)
        _say_held(life, year, clash, candidate, alone=count == 1)
    return episodes


def refuse_contradictions(council: Council, rows: Iterable[Row], *, instead_of: Container[str]) -> None:
    """Refuse the episodes of a child that contradict each other within one return, before they take the place
    of what an earlier import of it said. `instead_of`: the children of whom it said anything.
    """
    told: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.table == "Episodes" and row.status != REJECTED and row.number in instead_of:
            told[row.number].append(row)
    for mine in told.values():
        if len(mine) < 2:
            continue
        episodes = _wanted([Told(council.year, from_text(as_told(r.text)), None, r) for r in mine])
        clash = next(iter(clashes(settle(council, episodes))), None)
        if clash is not None:
            council.refuse(clash.at.row, clash.column, _said(clash), clash.why, clash.to_do, clash.rule)


def _wanted(told: list[Told]) -> list[Wanted]:
    """Each start once: as the latest return has it, and where that says nothing as the one before."""
    found: dict[date, Wanted] = {}
    values: dict[date, dict[str, Any]] = {}
    for t in told:
        start = t.values["started_on"]
        said = values[start] = laid_over(values[start], t.values) if start in values else t.values
        facts = {name: said[name] for name in FACTS}
        placed = {name: said.get(name) or "" for name in PLACED}
        year = None if t.year == BY_HAND else t.year
        found[start] = Wanted(start, facts, year, t.source, t.row, placed)
    return list(found.values())


def _say_held(life: Life, year: int, clash: Clash, episodes: list[Wanted], *, alone: bool) -> None:
    """Name the row that contradicts, and say of the child's other rows of that year that they wait for it."""
    council = life.council
    at = clash.at.row or next((w.row for w in episodes if w.row is not None), None)
    if at is None:
        if year > council.year > BY_HAND:
            council.note(
                f"Child {life.number}: what the return of {year_words(year)} says is left out, because "
                "it contradicts this one.",
                life.number,
            )
        return
    council.refuse(at, clash.column, _said(clash), *_why(clash, episodes), clash.rule)
    for told in life.told.values():
        for t in told:
            if t.year == year and t.row is not None and t.row is not at:
                why = f"Held back, because {at.file} line {at.line} is wrong."
                council.refuse(
                    t.row, "CHILD", life.number, why, "Correct that line; this one may be right.", "HELD"
                )


BY_HAND_TOO = (
    "If the start of care was entered wrongly, correct it on the details of the child and import the "
    "file again."
)


def _why(clash: Clash, episodes: list[Wanted]) -> tuple[str, str]:
    """What is wrong, with whose other episode, and what to do about it."""
    place = episodes.index(clash.at)
    if any(w.year is None for w in episodes[max(place - 1, 0) : place + 2]):
        return f"Together with what was entered in the portal: {clash.why}", f"{clash.to_do} {BY_HAND_TOO}"
    return clash.why if clash.at.row else f"Together with what another return said: {clash.why}", clash.to_do


VALUES = {"DEC": "ended_on", "REC": "reason_ended", "RNE": "reason_new"}


def _said(clash: Clash) -> str:
    """What the row says in the column that is wrong."""
    value = clash.at.facts[VALUES[clash.column]] if clash.column in VALUES else clash.at.started_on
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value or "")


def episode_facts(episodes: list[Wanted]) -> list[Fact]:
    return [Fact((w.started_on,), dict(w.facts), w.source, w.row) for w in episodes]


def periods(life: Life, episodes: list[Wanted]) -> list[Fact]:
    """Periods of care: from RNE = S (or the first episode known) to the first REC that is not X1 (RC-8).

    After a last X1 the period goes on, but whether the child is still in care is not known: the next episode
    is in no return. A later review shows that care went on until then. Of a last episode that runs the other
    returns decide that (`untold`).
    """
    found: list[Fact] = []
    for e in episodes:
        if not found or found[-1].values["ended_on"] is not None:
            found.append(Fact((e.started_on,), {"ended_on": None, "end_reason": ""}, e.source))
        if e.ended_on and e.reason_ended != CONTINUES:
            found[-1].values.update(ended_on=e.ended_on, end_reason=e.reason_ended, not_known_from=None)
        found[-1].source = e.source or found[-1].source
    if found and found[-1].values["ended_on"] is None and (end := episodes[-1].ended_on) is not None:
        reviews = (told.values["held_on"] for told in life.rows("Reviews"))
        found[-1].values["not_known_from"] = max((day + DAY for day in reviews if day >= end), default=end)
    return found


def legal_statuses(episodes: list[Wanted]) -> list[Fact]:
    """Stretches of one legal status; neighbours of the same status are one."""
    found: list[Fact] = []
    for e in episodes:
        last = found[-1].values if found else None
        status = e.facts["legal_status"]
        goes_on = last and last["code"] == status and last["ended_on"] == e.started_on
        if goes_on and e.reason_new != "S":
            found[-1].values["ended_on"] = e.ended_on
            found[-1].source = e.source or found[-1].source
        else:
            found.append(Fact((e.started_on,), {"ended_on": e.ended_on, "code": status}, e.source))
    return found


def placements(episodes: list[Wanted], own: frozenset[str] = frozenset()) -> list[Fact]:
    """Stretches of one placement: RNE = L alone does not end it (RC-10).

    `own`: the codes of the council's own area.
    """
    found: list[Fact] = []
    for e in episodes:
        if found and _stays_placed(found[-1].values, e):
            found[-1].values.update(ended_on=e.ended_on, reason_place_change=e.facts["reason_place_change"])
            found[-1].source = e.source or found[-1].source
            found[-1].values.update({n: value for n, value in _where(e, own).items() if value is not None})
        else:
            names = ("ended_on", "placement_type", "provider", "reason_new", "reason_place_change", "urn")
            facts = {name: e.facts[name] for name in names}
            found.append(Fact((e.started_on,), {**facts, **_where(e, own)}, e.source))
    return found


def _where(e: Wanted, own: frozenset[str]) -> dict[str, Any]:
    """How far from home the placement is, and whether it is outside the council's area; None: not said.

    Of a placement entered by hand nothing, so that what is stored of it stays.
    """
    if e.year is None:
        return {}
    distance, location, area = (e.placed.get(name, "") for name in PLACED)
    outside = {"IN": False, "OUT": True}.get(location)
    if outside is None and area and own:
        outside = area not in own
    return {"distance_miles": Decimal(distance) if distance else None, "is_out_of_area": outside}


def _stays_placed(last: dict[str, Any], e: Wanted) -> bool:
    if e.reason_new in NEW_PLACEMENT or last["ended_on"] != e.started_on:
        return False
    return (last["placement_type"], last["provider"]) == (e.facts["placement_type"], e.facts["provider"])
