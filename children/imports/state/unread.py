"""Reviews that a return tells of on a day that nobody can read. They were held, or may have been: so what
was due after the child's last review of the return is not known, never missed.

That a child has one is kept like a row of the return, so that it goes with the return.
"""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from django.db.models import Max

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
            "What was due after the last one that could is not known until the row is corrected."
        )


def limits_of_unread(council: Council, last: ReturnYear) -> dict[int, date]:
    """Child -> the last day to which the reviews of the last return are known."""
    rows = ReturnRow.objects.filter(authority=council.authority)
    marked = set(rows.filter(table=TABLE, year=last.year).values_list("number", flat=True))
    if not marked:
        return {}
    numbers = Numbers.of(council.authority)
    groups = {number: numbers.group_of(number) for number in marked}
    every = {number for group in groups.values() for number in group}
    reviews = rows.filter(
        table="Reviews", number__in=every, key__lte=last.covers_until.isoformat()
    ).order_by()
    latest = dict(reviews.values_list("number").annotate(Max("key")))
    own = Child.objects.filter(authority=council.authority, merged_into=None, number__in=every)
    children = dict(own.values_list("number", "pk"))
    eve = year_bounds(last.year)[0] - timedelta(days=1)
    found = {}
    for group in groups.values():
        days = [date.fromisoformat(latest[number]) for number in group if number in latest]
        for number in group & children.keys():
            found[children[number]] = max([eve, *days])
    return found
