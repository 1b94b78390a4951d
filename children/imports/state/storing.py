"""Make what is stored of some children what is drawn from their rows: only what differs is written."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import filterfalse
from typing import Any

from django.db import models

from accounts.templatetags.govuk import day as day_words
from children.imports.rows import CHANGED, NEW, UNCHANGED
from children.imports.state.lives import Council, Fact, Life, differs
from children.imports.state.streams import copy_objects, copy_values, fresh
from children.imports.state.updates import update_objects
from children.models import Child, Episode, LegalStatus, PeriodOfCare, Placement


@dataclass
class Difference:
    """What is to be written of one model. Ends that come earlier go first, so that no two spells overlap on
    the way.
    """

    model: type[models.Model]
    gone: list[Any] = field(default_factory=list)
    shorter: list[Any] = field(default_factory=list)
    longer: list[Any] = field(default_factory=list)
    new: list[dict[str, Any]] = field(default_factory=list)
    """Attributes of what is not there yet."""
    fields: set[str] = field(default_factory=set)

    def add(self, child: int, fact: Fact, key: Sequence[str]) -> None:
        """A fact that is not stored yet; `key`: the names of the columns of its key."""
        told = {**fact.more, **fact.values, "child_id": child, "source_id": fact.source}
        told.update(zip(key, fact.key, strict=True))
        self.new.append(told)

    def change(self, stored: Any, values: Mapping[str, Any], source: int | None) -> None:
        """Set what differs; whether it ends earlier than before decides when it is written."""
        is_shorter = _end(values.get("ended_on")) <= _end(getattr(stored, "ended_on", None))
        for name, value in values.items():
            if getattr(stored, name) != value:
                setattr(stored, name, value)
                self.fields.add(name)
        stored.source_id = source
        self.fields.add("source_id")
        (self.shorter if is_shorter else self.longer).append(stored)

    def remove(self) -> None:
        if self.gone:
            self.model._default_manager.filter(pk__in=[g.pk for g in self.gone]).delete()

    def write(self) -> None:
        """Write everything but what is gone."""
        names = sorted(name.removesuffix("_id") for name in self.fields)
        for portion in (self.shorter, self.longer):
            update_objects(portion, names)
        copy_values(self.model, self.new)


def _end(day: date | None) -> date:
    return day or date.max


def by_child(model: type[models.Model], children: Iterable[int]) -> dict[int, list[Any]]:
    """What is stored of these children."""
    found: dict[int, list[Any]] = defaultdict(list)
    # one array instead of many thousands of parameters
    rows: Any = model._default_manager.extra(where=["child_id = ANY(%s)"], params=[list(children)]).order_by(
        "pk"
    )
    for stored in rows:
        found[stored.child_id].append(stored)
    return found


def stored_of(model: type[models.Model], lives: Iterable[Life]) -> dict[int, list[Any]]:
    """What is stored of the children of these lives; of those who were made just now nothing is."""
    known = [life.child.pk for life in lives if life.child and not life.is_new]
    return by_child(model, known) if known else defaultdict(list)


def compare(
    difference: Difference,
    life: Life,
    stored: Sequence[Any],
    facts: Iterable[Fact],
    key: tuple[str, ...],
    *,
    is_drawn: bool = False,
    stays: Callable[[Life, Any], bool] | None = None,
) -> bool:
    """Work out what differs for one child, and what became of the rows. Returns whether anything did.

    What somebody entered or ended in the portal is kept as it is, unless everything `is_drawn`: then what
    was entered is
    among the facts. `stays` says of an imported object that is no longer told whether it must stay all the
    same.
    """
    assert life.child is not None
    child, is_other = life.child.pk, False
    left = {tuple(getattr(s, name) for name in key): s for s in stored}
    for fact in facts:
        found = left.pop(fact.key, None)
        if found is None:
            difference.add(child, fact, key)
            is_other = True
            _mark(fact, NEW)
        elif not is_drawn and _is_by_hand(found):
            _keep(life, found, fact)
        elif differs(found, fact.values, fact.source):
            _mark(fact, CHANGED if _says_otherwise(fact, found) else UNCHANGED)
            difference.change(found, fact.values, fact.source)
            is_other = True
        else:
            _mark(fact, UNCHANGED)
    untold = left.values() if is_drawn else filterfalse(_is_by_hand, left.values())
    gone = [found for found in untold if not (stays and stays(life, found))]
    difference.gone += gone
    return is_other or bool(gone)


def _mark(fact: Fact, status: str) -> None:
    if fact.row is not None and not fact.row.status:
        fact.row.status = status


def _says_otherwise(fact: Fact, stored: Any) -> bool:
    return any(getattr(stored, name) != value for name, value in fact.values.items())


def _is_by_hand(stored: Any) -> bool:
    return stored.source_id is None or getattr(stored, "ended_by_hand", False)


def in_words(names: Sequence[str], value_of: Callable[[str], Any]) -> str:
    """Fields and their values, as a person reads them."""
    return ", ".join(
        f"{name.removesuffix('_id').replace('_', ' ')}: {_said(value_of(name))}" for name in names
    )


def _said(value: Any) -> str:
    if value is None or value == "":
        return "not said"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return day_words(value) if isinstance(value, date) else str(value)


def _keep(life: Life, stored: Any, fact: Fact) -> None:
    if _says_otherwise(fact, stored):
        names = [name for name, value in fact.values.items() if getattr(stored, name) != value]
        theirs, ours = in_words(names, fact.values.get), in_words(names, partial(getattr, stored))
        life.council.keep(fact.row, theirs, ours)
    _mark(fact, UNCHANGED)


# --- care: periods, and what hangs on them

Care = tuple[list[Fact], list[Fact], list[Fact], list[Fact]]
"""Episodes, periods, legal statuses and placements of one child, as they should be."""


def write_care(council: Council, lives: Sequence[Life], care: Mapping[str, Care]) -> None:
    """Store the care of these lives. `care`: by the number that stands for the child."""
    mine = _write_periods(council, lives, {number: facts[1] for number, facts in care.items()})
    for at, model in ((0, Episode), (2, LegalStatus), (3, Placement)):
        stored = stored_of(model, lives)
        difference = Difference(model)
        for life in lives:
            assert life.child is not None
            child, facts = life.child.pk, care[life.number][at]
            for fact in facts:
                fact.values["period_id"] = _period_of(mine[child], fact.key[0]).pk
            if compare(difference, life, stored[child], facts, ("started_on",), is_drawn=True):
                council.touched.add(child)
        difference.remove()
        difference.write()


def _period_of(periods: list[PeriodOfCare], day: date) -> PeriodOfCare:
    return [p for p in periods if p.started_on <= day][-1]


def _write_periods(
    council: Council, lives: Sequence[Life], wanted: Mapping[str, list[Fact]]
) -> dict[int, list[PeriodOfCare]]:
    """Store the periods, and return them by child. At no moment may two of one child overlap."""
    stored = stored_of(PeriodOfCare, lives)
    was = {p.pk: (p.started_on, _end(p.ended_on)) for found in stored.values() for p in found}
    spells = Difference(PeriodOfCare)
    kept = {}
    for life in lives:
        assert life.child is not None
        kept[life.child.pk] = _match_periods(spells, life.child, stored[life.child.pk], wanted[life.number])
    changed = [*spells.shorter, *spells.longer]
    grown = [p for p in changed if p.started_on < was[p.pk][0] or _end(p.ended_on) > was[p.pk][1]]
    shrunk = [p for p in changed if p not in grown]
    names = ["started_on", "ended_on", "end_reason", "not_known_from", "source"]
    update_objects(shrunk, names)
    _remove_periods(spells.gone, kept)
    update_objects(grown, names)
    new = [p for found in kept.values() for p in found if p.pk is None]
    copy_objects(new)
    council.touched |= {p.child_id for p in [*spells.gone, *changed, *new]}
    return kept


def _remove_periods(gone: list[PeriodOfCare], kept: Mapping[int, list[PeriodOfCare]]) -> None:
    """What hangs on a period that goes waits at another one of the child, until it gets its own."""
    for period in gone:
        others = [p for p in kept[period.child_id] if p.pk]
        for model in (Episode, LegalStatus, Placement):
            rows = model.objects.filter(period=period)
            if others:
                rows.update(period=others[0])
            else:
                rows.delete()
    PeriodOfCare.objects.filter(pk__in=[p.pk for p in gone]).delete()


def _match_periods(
    spells: Difference, child: Child, stored: list[PeriodOfCare], facts: list[Fact]
) -> list[PeriodOfCare]:
    """The periods as they will be; one whose start moved keeps its identity, and with it the day on which
    it was recorded.
    """
    left, kept = list(stored), []
    for fact in facts:
        start, until = fact.key[0], _end(fact.values["ended_on"])
        same = (p for p in left if p.started_on == start)
        near = (p for p in left if start <= p.started_on < until)
        found = next(same, None) or next(near, None)
        values = {"started_on": start, **fact.values}
        if found is None:
            found = fresh(PeriodOfCare, {"child_id": child.pk, "source_id": fact.source, **values})
        else:
            left.remove(found)
            if differs(found, values, fact.source):
                spells.change(found, values, fact.source)
        kept.append(found)
    spells.gone += left
    return kept
