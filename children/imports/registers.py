"""What the smaller files of the return say about a child: missing, health, leaving care, adoption, UASC,
orders.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models

from children.codesets import NO_PERMANENCE, rule_words
from children.imports.state import sector
from children.imports.state.feed_tables import disability
from children.imports.state.layers import laid_over
from children.imports.state.lives import Fact, Life, latest
from children.imports.state.unread import note_not_read
from children.models import (
    AdoptionDecision,
    AdoptionMatch,
    CareLeaverContact,
    CarePlan,
    ChildNeeds,
    HealthYear,
    LibertyOrder,
    MissingEpisode,
    PreviousPermanence,
    SocialWorkerVisit,
    UascStatus,
)

SAME_SPELL = timedelta(days=31)
"""Two starts this close, of which a later return has one only, are one spell whose start was corrected."""


@dataclass(frozen=True)
class Store:
    """Where the facts of a table are kept, what tells the facts of one child apart, and how they are
    drawn.
    """

    table: str
    model: type[models.Model]
    key: tuple[str, ...]
    draw: Callable[[Life], Iterable[Fact]]
    """From the rows of `table` alone, beside who the child is and the care; without one there is no fact."""
    is_kept_here: Callable[[Any], bool] = lambda stored: True
    """Whether a stored object is one that a return can tell."""
    stays: Callable[[Life, Any], bool] | None = None
    """Whether an imported object that is no longer told must stay, because something entered in the portal
    hangs on it.
    """
    left_to: Callable[[Life, Sequence[Any], list[Fact]], list[Fact]] | None = None
    """Called with all that is stored of a child: the facts without those that the portal has under another
    key.
    """
    look: Callable[[Life, Sequence[Any]], None] | None = None
    """Called with what is stored of a child, to point out what contradicts the returns."""
    forget: Callable[[Sequence[Any]], None] | None = None
    """Called with what is about to be removed."""
    moves_clock: bool = False
    """Whether the clock, or what a review is needed before, may be another one by it."""


def once(table: str, fields: tuple[str, ...]) -> Callable[[Life], Iterable[Fact]]:
    """One fact a child: the latest return that says something counts, field by field."""

    def draw(life: Life) -> Iterable[Fact]:
        told = life.rows(table)
        if told:
            last = told[-1]
            yield Fact((), latest(told, fields), last.source, last.row)

    return draw


def earlier_permanence(life: Life) -> Iterable[Fact]:
    """The arrangement that was told last, with the council and the day that were told of it: those of another
    one do not belong to it, and none has neither.
    """
    told = life.rows("PrevPerm")
    code = latest(told, ("code",)).get("code")
    of_it = [t for t in told if t.values["code"] in (code, "")]
    if of_it:
        values = latest(of_it, ("code", "authority_code", "ended")) | {"code": code}
        if code == NO_PERMANENCE:
            values |= {"authority_code": "", "ended": ""}
        yield Fact((), values, told[-1].source, told[-1].row)


def each_year(table: str) -> Callable[[Life], Iterable[Fact]]:
    """One fact a child and collection year."""

    def draw(life: Life) -> Iterable[Fact]:
        for told in life.returned(table):
            yield Fact((told.year,), told.values, told.source, told.row)

    return draw


def each_key(table: str, key: tuple[str, ...]) -> Callable[[Life], Iterable[Fact]]:
    """One fact a key: as the latest return has it, and where that says nothing as the one before."""

    def draw(life: Life) -> Iterable[Fact]:
        found: dict[tuple[Any, ...], Fact] = {}
        for told in life.rows(table):
            at = tuple(told.values[name] for name in key)
            values = laid_over(found[at].values, told.values) if at in found else told.values
            found[at] = Fact(at, values, told.source, told.row)
        yield from found.values()

    return draw


def spells(table: str, key: tuple[str, ...], start: str, end: str) -> Callable[[Life], Iterable[Fact]]:
    """Spells of days. One that a later return has with another start, at most a month away, is that
    return's to tell.
    """

    def draw(life: Life) -> Iterable[Fact]:
        years = {tuple(t.values[name] for name in key): t.year for t in life.rows(table)}
        facts = sorted(each_key(table, key)(life), key=lambda fact: years[fact.key])
        for at, fact in enumerate(facts):
            later = (other for other in facts[at + 1 :] if years[other.key] > years[fact.key])
            same = next((o for o in later if _is_the_same(fact.values, o.values, start, end)), None)
            if same is None:
                yield fact
            else:
                same.values = laid_over(fact.values, same.values)

    return draw


def _is_the_same(one: dict[str, Any], two: dict[str, Any], start: str, end: str) -> bool:
    """Whether two spells are one whose start was corrected: they overlap, and start at most a month apart."""
    if one.get("kind") != two.get("kind"):
        return False
    meets = one[start] <= (two[end] or date.max) and two[start] <= (one[end] or date.max)
    return meets and abs(one[start] - two[start]) <= SAME_SPELL


def missing(life: Life) -> Iterable[Fact]:
    """Times missing, as far as they can have been: from care, and not two at once."""
    facts = list(spells("Missing", ("kind", "started_on"), "started_on", "ended_on")(life))
    possible = []
    for fact in sorted(facts, key=lambda f: f.values["started_on"]):
        start, end = fact.values["started_on"], fact.values["ended_on"]
        if rule := sector.out_of_care(life, start, end):
            _refuse(life, fact, "MIS_START", rule)
            continue
        if sector.open_at_the_end(life, start, end):
            life.council.warn(fact.row, "MIS_END", "", rule_words("577"), "Fill in MIS_END.", "577")
        possible.append(fact)
    return _one_at_a_time(life, possible, "MIS_START", "574")


def liberty_orders(life: Life) -> Iterable[Fact]:
    """Deprivation of liberty orders, not two at once and not before birth."""
    possible = []
    for fact in spells("DoLo", ("started_on",), "started_on", "ended_on")(life):
        if life.born_on and fact.values["started_on"] < life.born_on:
            _refuse(life, fact, "DOLO_START", "708")
            continue
        if sector.open_at_the_end(life, fact.values["started_on"], fact.values["ended_on"]):
            life.council.warn(fact.row, "DOLO_END", "", rule_words("707"), "Fill in DOLO_END.", "707")
        possible.append(fact)
    return _one_at_a_time(life, sorted(possible, key=lambda f: f.values["started_on"]), "DOLO_START", "705")


def adoption_decisions(life: Life) -> Iterable[Fact]:
    """Decisions to place for adoption; one made while another stands is pointed out."""
    facts = list(spells("PlacedAdoption", ("decided_on",), "decided_on", "reversed_on")(life))
    facts.sort(key=lambda f: f.values["decided_on"])
    marks = ((f.values["decided_on"], f.values["reversed_on"], f) for f in facts)
    for fact in sector.overlapping(marks):
        life.council.warn(fact.row, "DATE_PLACED", "", rule_words("579"), "Check the dates.", "579")
    for fact in (f for f in facts[:-1] if f.values["reversed_on"] is None):
        at = fact.row or facts[-1].row
        life.council.warn(
            at, "DATE_PLACED_CEASED", "", rule_words("583"), "Fill in DATE_PLACED_CEASED.", "583"
        )
    return facts


def _one_at_a_time(life: Life, facts: list[Fact], column: str, rule: str) -> Iterable[Fact]:
    marks = ((f.values["started_on"], f.values["ended_on"], id(f)) for f in facts)
    over = set(sector.overlapping(marks))
    for fact in facts:
        if id(fact) in over:
            _refuse(life, fact, column, rule)
        else:
            yield fact


def _refuse(life: Life, fact: Fact, column: str, rule: str) -> None:
    said = f"{fact.values['started_on']:%d/%m/%Y}"
    life.council.refuse(fact.row, column, said, rule_words(rule), "Correct the dates, or leave it out.", rule)
    if fact.row is not None:
        note_not_read(life.council, fact.row, fact.values)


STORES = [
    Store("Missing", MissingEpisode, ("kind", "started_on"), missing),
    Store("DoLo", LibertyOrder, ("started_on",), liberty_orders),
    Store("OC2", HealthYear, ("year",), each_year("OC2")),
    Store("OC3", CareLeaverContact, ("year",), each_year("OC3")),
    Store("UASC", UascStatus, (), once("UASC", ("ceased_on",))),
    Store("AD1", AdoptionMatch, ("decided_on",), each_key("AD1", ("decided_on",))),
    Store("PlacedAdoption", AdoptionDecision, ("decided_on",), adoption_decisions, moves_clock=True),
    Store("PrevPerm", PreviousPermanence, (), earlier_permanence),
    Store("visits", SocialWorkerVisit, ("visited_on",), each_key("visits", ("visited_on",))),
    Store("plans", CarePlan, ("started_on",), each_key("plans", ("started_on",))),
    Store("disability", ChildNeeds, (), disability, lambda needs: needs.source_id is not None),
]
