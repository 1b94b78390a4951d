"""Who the children are, and who works with them: drawn from their rows, and only what differs is written."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import prefetch_related_objects

from children.imports.identity import contradictions, plain_number
from children.imports.rows import CHANGED, NEW, PEOPLE, UNCHANGED, Row
from children.imports.state.keeping import ABOUT
from children.imports.state.lives import Council, Life, Told, differs, latest
from children.imports.state.spans import iros, social_workers
from children.imports.state.storing import Difference, compare, stored_of
from children.imports.state.streams import copy_objects, fresh
from children.imports.state.updates import update_objects
from children.models import Child, IroAllocation, SocialWorkerAllocation, StandIn
from children.restriction.carrying import carry_names, restricted_beside

BESIDE = (
    "The record of child {number} is restricted until a QA manager opens it, because of the answer to the "
    "question whether it is the same child."
)


def write_children(council: Council, lives: Sequence[Life]) -> None:
    """Who the children are: field by field what the latest return says that says anything."""
    new: list[Child] = []
    changed: list[Child] = []
    for life in lives:
        if not life.is_told() or _is_of_portal(life):
            continue
        last = life.rows("Header")[-1]
        facts = _about(life)
        if life.child is None:
            owned = {"authority_id": council.authority.pk, "source_id": last.source}
            life.child = fresh(Child, facts | owned)
            life.is_new = True
            new.append(life.child)
            _mark(last.row, NEW)
        elif differs(life.child, facts, last.source):
            _mark(last.row, CHANGED if differs_in(life.child, facts) else UNCHANGED)
            if life.child.born_on != facts["born_on"]:
                council.touched.add(life.child.pk)
            _set(life.child, facts)
            life.child.source_id = last.source
            changed.append(life.child)
    update_objects(changed, [*ABOUT, "number", "source"])
    _make(council, new)
    for life in lives:
        if life.child is not None:
            life.born_on = life.child.born_on
    council.touched |= {child.pk for child in new}


def _make(council: Council, new: list[Child]) -> None:
    """Children who were not known. One who looks like the child of a restricted record, and was said to be
    somebody else, is restricted as well until a QA manager opens the record: the answer may be wrong.
    """
    beside = restricted_beside(council.authority, [child.number for child in new]) if new else {}
    for child in new:
        child.is_restricted = child.number in beside
    copy_objects(new)
    for child in new:
        if child.is_restricted:
            carry_names(beside[child.number], [child.pk])
            council.note(BESIDE.format(number=child.number), child.number)


def _about(life: Life) -> dict[str, Any]:
    """Who the child is by its headers. A mother's child cannot be born before her."""
    facts = latest(life.rows("Header"), ABOUT)
    if facts["mothers_child_born_on"] and facts["mothers_child_born_on"] <= facts["born_on"]:
        facts["mothers_child_born_on"] = None
    return {**facts, "number": _number(life)}


def _set(child: Child, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        setattr(child, name, value)


def _is_of_portal(life: Life) -> bool:
    """Whether somebody entered the child, and no return has the child."""
    return life.child is not None and life.child.source_id is None and not life.returned("Header")


def _mark(row: Row | None, status: str) -> None:
    if row is not None and not row.status:
        row.status = status


def _number(life: Life) -> str:
    """The number a child goes by: that of the latest return, unless it is only written otherwise than
    before, or another record has it.
    """
    if life.child is not None and life.has_two_records:
        return life.child.number
    told = life.returned("Header")
    last = told[-1].number if told and len(life.numbers) > 1 else life.number
    return life.number if plain_number(last) == plain_number(life.number) else last


def write_people(council: Council, lives: Sequence[Life]) -> None:
    """Names, IROs and social workers."""
    _write_names(council, lives)
    mine = [life for life in lives if life.child]
    stored = {model: stored_of(model, mine) for model in (SocialWorkerAllocation, IroAllocation)}
    stand_ins = stored_of(StandIn, mine)
    for life in mine:
        assert life.child is not None
        for model, of_child in stored.items():
            here = of_child[life.child.pk]
            life.people[model.__name__] = [a for a in here if a.source_id is None or a.ended_by_hand]
        others = stand_ins[life.child.pk]
        life.people["StandIn"] = [row for row in others if row.ended_on > council.today]
    by_hand = [allocation for life in mine for here in life.people.values() for allocation in here]
    prefetch_related_objects(by_hand, "worker")
    for model, facts in ((SocialWorkerAllocation, social_workers), (IroAllocation, iros)):
        difference = Difference(model)
        for life in mine:
            assert life.child is not None
            compare(difference, life, stored[model][life.child.pk], list(facts(life)), ("started_on",))
        difference.remove()
        difference.write()


def _write_names(council: Council, lives: Sequence[Life]) -> None:
    """Names from tables that name people; never on a child who was born on another day, or is of another
    sex.
    """
    changed: list[Child] = []
    for life in lives:
        told = life.rows("person")
        if life.child is None:
            continue
        if not told:
            changed += _without_names(council, life.child)
            continue
        fits = [t for t in told if not contradictions(life.child, **_said(t.values))]
        known = _names(fits)
        if not differs_in(life.child, known):
            for t in fits:
                _mark(t.row, UNCHANGED)
            continue
        was_named = life.child.forename or life.child.surname
        _set(life.child, known)
        life.child.names_source_id = fits[-1].source
        _mark(fits[-1].row, CHANGED if was_named else NEW)
        changed.append(life.child)
    update_objects(changed, ["forename", "surname", "names_source"])


def _without_names(council: Council, child: Child) -> Iterable[Child]:
    """The child, when the tables that gave the name are withdrawn now."""
    if council.year == PEOPLE and council.record is None and child.names_source_id:
        _set(child, {"forename": "", "surname": "", "names_source_id": None})
        yield child


def _names(told: Sequence[Told]) -> dict[str, Any]:
    return {name: value for name, value in latest(told, ("forename", "surname")).items() if value}


def _said(values: dict[str, Any]) -> dict[str, Any]:
    return {"born_on": values["born_on"], "sex": values["sex"], "upn": values["upn"]}


def differs_in(child: Child, values: dict[str, Any]) -> bool:
    return any(getattr(child, name) != value for name, value in values.items())
