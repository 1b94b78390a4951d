"""Children of whom the returns tell less than of the others: in care by an earlier return, and without an
episode in the latest, because their rows wait for a decision, were refused, or are not in the files.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q

from children.imports.identity import Numbers
from children.imports.rows import BY_HAND
from children.imports.state.lives import Council
from children.imports.state.reach import is_told_by_feed
from children.models import Child, Episode, ReturnRow, ReturnYear


def limit_who_is_told_less(council: Council, returns: Iterable[ReturnYear]) -> None:
    """Note of each child to which day the returns tell of the child's reviews, where that is not the day of
    the council: what was due later may have been held.
    """
    years = {one.year: one for one in returns}
    is_of_feed = bool(years) and is_told_by_feed(years[max(years)], council)
    limits = {} if not years or is_of_feed else _limits(council, years)
    children = Child.objects.filter(authority=council.authority, merged_into=None)
    was = dict(children.filter(told_until__isnull=False).values_list("pk", "told_until"))
    changed = [pk for pk in was.keys() | limits.keys() if was.get(pk) != limits.get(pk)]
    for day in {limits.get(pk) for pk in changed}:
        children.filter(pk__in=[pk for pk in changed if limits.get(pk) == day]).update(told_until=day)
    council.touched.update(changed)


def _limits(council: Council, returns: Mapping[int, ReturnYear]) -> dict[int, date]:
    last = max(returns)
    rows = ReturnRow.objects.filter(authority=council.authority, table="Episodes")
    running = Episode.objects.filter(
        child=OuterRef("pk"),
        ended_on=None,
        source__isnull=False,
        started_on__lte=returns[last].covers_until,
    )
    untold = Child.objects.filter(
        Exists(running),
        ~Exists(rows.filter(number=OuterRef("number"), year=last)),
        authority=council.authority,
        merged_into=None,
    )
    children = dict(untold.values_list("number", "pk"))
    if not children:
        return {}
    groups = Numbers.of(council.authority)
    names = {number: groups.group_of(number) for number in children}
    years = _last_years(rows, names)
    return {
        children[number]: returns[year].covers_until
        for number, year in years.items()
        if year in returns and year < last
    }


def _last_years(rows: Any, names: Mapping[str, set[str]]) -> dict[str, int]:
    """Number of a child -> the last return with an episode of the child, under whatever number."""
    every = {name for group in names.values() for name in group}
    told = rows.filter(Q(number__in=every), year__gt=BY_HAND).order_by()
    latest = dict(told.values_list("number").annotate(Max("year")))
    found = {number: max(latest.get(name, 0) for name in group) for number, group in names.items()}
    return {number: year for number, year in found.items() if year}
