"""Reviews that a return tells of, and that could not be taken: on a day that nobody can read, of a child
whose other rows were refused, or of one who is perhaps another. They were held, or may have been: so where no
review was held in time it is not known whether one was, never that it was late or missed.

So it is with the smaller files: a child of whom a row was refused did perhaps go missing, or has perhaps an
adoption decision. What could be read of the row is kept with it.

That a child has such a row is kept like a row of the return, by number, so that it counts whenever a return
brings the child, and goes with the return that has the row.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import Authority
from children.imports.identity import Decision, Numbers
from children.imports.rows import REJECTED, Row, as_text, as_told, from_text
from children.imports.state.deleted import deleted_among
from children.imports.state.lives import Council, Told
from children.imports.state.streams import copy_in
from children.imports.values import Refused, parse_date, year_bounds
from children.models import Child, ReturnRow, ReturnYear, SameChild

TABLE = "Unread reviews"
"""Of a review the key is empty; of another row it begins with the row's table."""
REGISTERS = frozenset({"Missing", "UASC", "OC2", "OC3", "AD1", "PlacedAdoption", "PrevPerm"})
REVIEWS = "Reviews"
SAYS = {"review": "held on a day that could not be read"}
PLANNED = timedelta(days=366)
"""A review so far ahead may be one that was planned; one later is a mistyped year."""


def note_unread(council: Council, row: Row, cells: Mapping[str, str]) -> None:
    """Note a refused row of a review, unless it tells of none, or of one that is planned."""
    if row.table != REVIEWS or not (cells.get("REVIEW") or cells.get("REVIEW_CODE")):
        return
    try:
        day = parse_date("REVIEW", cells.get("REVIEW", ""), "166")
    except Refused:
        day = None
    if day is None or day > council.today + _planned_ahead(council):
        council.unread.add(row.number)


def _planned_ahead(council: Council) -> timedelta:
    """How far ahead of today a review may be planned: in the return of a year that is over nothing is."""
    is_running = council.today <= year_bounds(council.year)[1]
    return PLANNED if is_running else timedelta(0)


def note_refused_review(council: Council, row: Row) -> None:
    """Note a review whose row is refused for what it says of the child: it was held all the same."""
    if row.table == REVIEWS:
        council.unread.add(row.number)


def note_mistyped(council: Council, told: Told, day: date) -> None:
    """Note a review that is refused on a day before the year of its return: it was held on another day."""
    if told.row is not None and day < year_bounds(told.year)[0]:
        council.unread.add(told.number)


def note_not_read(council: Council, row: Row, values: Mapping[str, Any]) -> None:
    """Note a refused row of a smaller file with what of it could be read."""
    if row.table in REGISTERS and row.number:
        council.not_read.append((row.number, row.table, as_text(values)))


def keep_unread(council: Council, wait: Collection[str]) -> None:
    """Keep which children of the return have such a review now, but those who `wait` for a decision; and the
    rows of the smaller files that were refused.

    They are kept by number, whether or not the child is in the portal: the next return may bring the child,
    and what was refused in this one is no better known then. Not of a child whose record was deleted.
    """
    numbers = {*council.unread, *(number for number, *_ in council.not_read)}
    deleted = deleted_among(council.authority.pk, numbers)
    own = _own(council, numbers)
    _keep_not_read(council, deleted, own)
    if REVIEWS in council.tables:
        _keep_reviews(council, {*wait, *deleted}, own)


def _own(council: Council, numbers: Collection[str]) -> set[str]:
    """Those of the numbers that a child of the council has."""
    known = Child.objects.filter(authority=council.authority).order_by().values_list("number", flat=True)
    return {number for number in known.iterator() if number in numbers}


def _keep_reviews(council: Council, but: Collection[str], own: set[str]) -> None:
    wanted = council.unread.difference(but)
    stored = dict(_kept(council).filter(key="").values_list("number", "pk"))
    ReturnRow.objects.filter(pk__in=[pk for number, pk in stored.items() if number not in wanted]).delete()
    _add(council, ((number, "", as_text(SAYS)) for number in sorted(wanted - stored.keys())))
    if here := wanted.intersection(own):
        council.note(
            "{count} a review whose row was refused, or waits for a decision. Where none was held in time, "
            "it is not known whether one was, until that is settled.",
            *sorted(here),
            counted="child has,children have",
        )


def _keep_not_read(council: Council, but: Collection[str], own: set[str]) -> None:
    rows = _kept(council).exclude(key="").values_list("pk", "number", "key", "values")
    stored = {
        (number, key): (pk, _in_order(values))
        for pk, number, key, values in rows.iterator()
        if key.partition("|")[0] in council.tables
    }
    new: list[tuple[str, str, str]] = []
    here: set[str] = set()
    for number, key, text in _numbered(council.not_read):
        if number in but:
            continue
        here |= {number} & own
        if stored.get((number, key), (0, ""))[1] == _in_order(as_told(text)):
            del stored[number, key]
        else:
            new.append((number, key, text))
    ReturnRow.objects.filter(pk__in=[pk for pk, _ in stored.values()]).delete()
    _add(council, new)
    if here:
        council.note(
            "{count} a refused row of a smaller file. What it would have told is not known, in figures "
            "and on the child’s page: nobody counts as a no because of it.",
            *sorted(here),
            counted="child has,children have",
        )


def _numbered(rows: list[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    """The rows as (child, key, text), the same whatever their order in the file."""
    rows.sort()
    for (number, table), each in groupby(rows, key=itemgetter(0, 1)):
        for at, (_, _, text) in enumerate(each, 1):
            yield number, f"{table}|{at}", text


def _in_order(values: Mapping[str, Any]) -> str:
    return json.dumps(values, sort_keys=True)


def _kept(council: Council) -> Any:
    return ReturnRow.objects.filter(authority=council.authority, year=council.year, table=TABLE)


def _add(council: Council, rows: Iterable[tuple[str, str, str]]) -> None:
    assert council.record is not None
    same = {"authority_id": council.authority.pk, "year": council.year, "table": TABLE}
    copy_in(ReturnRow, ("number", "key", "values"), rows, {**same, "source_id": council.record.pk})


def limits_of_unread(council: Council, last: ReturnYear) -> dict[int, date]:
    """Child -> the last day to which the child's reviews are known: the eve of the last return's year."""
    eve = year_bounds(last.year)[0] - timedelta(days=1)
    return {child: eve for child, year in _marked(council) if year == last.year}


def years_of_unread(council: Council, *, before: int) -> dict[int, tuple[int, ...]]:
    """Child -> the years `before` this one in whose returns the child has such a review: of each nothing is
    certain, as where its return is missing.
    """
    found: dict[int, set[int]] = defaultdict(set)
    for child, year in _marked(council):
        if year < before:
            found[child].add(year)
    return {child: tuple(sorted(years)) for child, years in found.items()}


def note_held_back(
    council: Council, rows: Iterable[Row], held: Collection[str], decisions: Iterable[Decision]
) -> None:
    """Note of whom no review was read because the child's other rows were refused, or because it is not
    decided yet whether they are this child's.
    """
    reviews = [row for row in rows if row.table == REVIEWS]
    council.unread |= {row.number for row in reviews if row.status == REJECTED} & set(held)
    waiting = {row.number for row in reviews}
    council.unread |= {d.other for d in decisions if d.child in waiting}
    other_of = {d.child: d.other for d in decisions}
    for row in rows:
        if row.status == REJECTED and row.table in REGISTERS and row.number and row.text:
            council.not_read.append((row.number, row.table, row.text))
    if other_of:
        council.not_read = [
            (other_of.get(number, number), table, text) for number, table, text in council.not_read
        ]


def _marked(council: Council) -> Iterator[tuple[int, int]]:
    """The children who have such a review, and the year of its return."""
    rows = _of_children(council.authority).filter(key="").order_by()
    marked = list(rows.values_list("number", "year"))
    children = _children_of(council.authority, {number for number, _ in marked})
    for number, year in marked:
        for child in children.get(number, ()):
            yield child, year


def _of_children(authority: Authority) -> QuerySet[ReturnRow]:
    """What is kept under a number that a child of the council has, or had: of the others nobody asks."""
    known = Child.objects.filter(authority=authority).order_by().values("number")
    same = SameChild.objects.filter(authority=authority, is_same=True).order_by().values("number")
    kept = ReturnRow.objects.filter(authority=authority, table=TABLE)
    return kept.filter(Q(number__in=known) | Q(number__in=same))


def _children_of(authority: Authority, marked: Collection[str]) -> dict[str, list[int]]:
    """Number -> the children whom rows of this number are about."""
    if not marked:
        return {}
    numbers = Numbers.of(authority)
    every = numbers.groups()
    groups = {number: every.get(numbers.root(number), {number}) for number in marked}
    own = Child.objects.filter(authority=authority, merged_into=None)
    child_of = dict(own.filter(number__in=set().union(*groups.values())).values_list("number", "pk"))
    return {number: [child_of[name] for name in groups[number] & child_of.keys()] for number in marked}


@dataclass(frozen=True)
class NotRead:
    """A row of a smaller file that was refused: of which child and return, and what of it could be read."""

    child: int
    table: str
    year: int
    values: Mapping[str, Any]

    def may_lie(self, day: str, end: str = "", *, first: date, last: date) -> bool:
        """Whether the day in one field may be one from `first` to `last`: where it could not be read, any of
        the return's year, up to the `end` that could.
        """
        on, until = self.values.get(day), self.values.get(end) if end else None
        begins, over = year_bounds(self.year)
        if on and until and until < on:
            on = until = None  # one of the two is wrong, and nobody knows which
        if on:
            return bool(first <= on <= last)
        return bool(begins <= last and first <= min(over, until or over))


def rows_not_read(authority: Authority, *, child: Child | None = None) -> list[NotRead]:
    """The refused rows of the smaller files, of all children or of one."""
    kept = ReturnRow.objects.filter(authority=authority, table=TABLE)
    if child is None:
        kept = _of_children(authority)
    else:
        merged = Child.objects.filter(merged_into=child.pk).values("number")
        same = SameChild.objects.filter(authority=authority, is_same=True, other=child.number).values(
            "number"
        )
        kept = kept.filter(Q(number=child.number) | Q(number__in=merged) | Q(number__in=same))
    told = kept.exclude(key="").order_by("year", "pk")
    rows = list(told.values_list("number", "year", "key", "values"))
    children = _children_of(authority, {number for number, *_ in rows})
    return [
        NotRead(child, key.partition("|")[0], year, from_text(values))
        for number, year, key, values in rows
        for child in children.get(number, ())
    ]
