"""Reviews that a return tells of on a day that nobody can read. They were held, or may have been: so where
no review was held in time it is not known whether one was, never that it was late or missed.

That a child has one is kept like a row of the return, so that it goes with the return.
"""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from accounts.templatetags.govuk import plural
from children.imports.identity import Numbers
from children.imports.rows import Row
from children.imports.state.lives import Council
from children.imports.values import Refused, parse_date, year_bounds
from children.models import Child, ReturnRow, ReturnYear

TABLE = "Unread reviews"
SAYS = {"review": "held on a day that could not be read"}
PLANNED = timedelta(days=366)
"""A review so far ahead may be one that was planned; one later is a mistyped year."""


def note_unread(council: Council, row: Row, cells: Mapping[str, str]) -> None:
    """Note a refused row of a review, unless it tells of none, or of one that is planned."""
    if row.table != "Reviews" or not (cells.get("REVIEW") or cells.get("REVIEW_CODE")):
        return
    try:
        day = parse_date("REVIEW", cells.get("REVIEW", ""), "166")
    except Refused:
        day = None
    if day is None or day > council.today + PLANNED:
        council.unread.add(row.number)


def keep_unread(council: Council, wait: Collection[str]) -> None:
    """Keep which children of the return have such a review now, but those who `wait` for a decision."""
    if "Reviews" not in council.tables:
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
        council.notes.append(
            f"{plural(len(wanted), 'child has,children have')} a review on a day that could not be read. "
            "Where none was held in time, it is not known whether one was, until the row is corrected."
        )


def limits_of_unread(council: Council, last: ReturnYear) -> dict[int, date]:
    """Child -> the last day to which the child's reviews are known: the eve of the last return's year."""
    rows = ReturnRow.objects.filter(authority=council.authority)
    marked = set(rows.filter(table=TABLE, year=last.year).values_list("number", flat=True))
    if not marked:
        return {}
    numbers = Numbers.of(council.authority)
    every = {name for number in marked for name in numbers.group_of(number)}
    own = Child.objects.filter(authority=council.authority, merged_into=None, number__in=every)
    eve = year_bounds(last.year)[0] - timedelta(days=1)
    return dict.fromkeys(own.values_list("pk", flat=True), eve)
