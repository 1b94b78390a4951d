"""Reviews that a return tells of, and that could not be taken: on a day that nobody can read, of a child
whose other rows were refused, or of one who is perhaps another. They were held, or may have been: so where no
review was held in time it is not known whether one was, never that it was late or missed.

That a child has one is kept like a row of the return, so that it goes with the return.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta

from children.imports.identity import Decision, Numbers
from children.imports.rows import REJECTED, Row
from children.imports.state.lives import Council, Told
from children.imports.values import Refused, parse_date, year_bounds
from children.models import Child, ReturnRow, ReturnYear

TABLE = "Unread reviews"
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


def note_mistyped(council: Council, told: Told, day: date) -> None:
    """Note a review that is refused on a day before the year of its return: it was held on another day."""
    if told.row is not None and day < year_bounds(told.year)[0]:
        council.unread.add(told.number)


def keep_unread(council: Council, wait: Collection[str]) -> None:
    """Keep which children of the return have such a review now, but those who `wait` for a decision."""
    if REVIEWS not in council.tables:
        return
    kept = ReturnRow.objects.filter(authority=council.authority, year=council.year, table=TABLE)
    own = Child.objects.filter(authority=council.authority, number__in=council.unread - set(wait))
    wanted = set(own.values_list("number", flat=True))
    kept.exclude(number__in=wanted).delete()
    new = sorted(wanted - set(kept.values_list("number", flat=True)))
    named = {"authority": council.authority, "year": council.year, "table": TABLE, "source": council.record}
    ReturnRow.objects.bulk_create(
        [ReturnRow(number=number, key="", values=SAYS, **named) for number in new], batch_size=2000
    )
    if wanted:
        council.note(
            "{count} a review whose row was refused, or waits for a decision. Where none was held in time, "
            "it is not known whether one was, until that is settled.",
            *sorted(wanted),
            counted="child has,children have",
        )


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


def _marked(council: Council) -> Iterator[tuple[int, int]]:
    """The children who have such a review, and the year of its return."""
    rows = ReturnRow.objects.filter(authority=council.authority, table=TABLE).order_by()
    marked = list(rows.values_list("number", "year"))
    if not marked:
        return
    numbers = Numbers.of(council.authority)
    every = numbers.groups()
    groups = {number: every.get(numbers.root(number), {number}) for number, _ in marked}
    own = Child.objects.filter(authority=council.authority, merged_into=None)
    child_of = dict(own.filter(number__in=set().union(*groups.values())).values_list("number", "pk"))
    for number, year in marked:
        for name in groups[number] & child_of.keys():
            yield child_of[name], year
