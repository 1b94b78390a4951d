"""Children of whom the returns tell less than of the others: in care by an earlier return, and without an
episode in the latest that counts, because their rows wait for a decision, were refused, contradict the
returns before, or are not in the files. And those with a review on a day that could not be read.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Max

from children.imports.state.lives import Council
from children.imports.state.reach import is_told_by_feed
from children.imports.state.unread import limits_of_unread
from children.models import Child, Episode, PeriodOfCare, ReturnImport, ReturnRow, ReturnYear


def limit_who_is_told_less(council: Council, returns: Iterable[ReturnYear]) -> None:
    """Note of each child to which day the returns tell of the child's reviews, where that is not the day of
    the council: what was due later may have been held.
    """
    years = {one.year: one for one in returns}
    is_of_feed = bool(years) and is_told_by_feed(years[max(years)], council)
    limits = {} if not years or is_of_feed else _limits(council, years)
    children = Child.objects.filter(authority=council.authority, merged_into=None).order_by()
    was = dict(children.filter(told_until__isnull=False).values_list("pk", "told_until"))
    changed = [pk for pk in was.keys() | limits.keys() if was.get(pk) != limits.get(pk)]
    for day in {limits.get(pk) for pk in changed}:
        children.filter(pk__in=[pk for pk in changed if limits.get(pk) == day]).update(told_until=day)
    council.touched.update(changed)


def _limits(council: Council, returns: Mapping[int, ReturnYear]) -> dict[int, date]:
    """The children whose care goes on by a return before the last one. A last return that tells of it is
    where the running episode comes from; one that is left out, because it contradicts those before, is not.
    And those who have a review in it on a day that nobody can read.
    """
    last = max(returns)
    years = imports_of(council)
    running = Episode.objects.filter(
        source__in=[pk for pk, year in years.items() if year and year < last],
        ended_on=None,
        started_on__lte=returns[last].covers_until,
    )
    found = {}
    for child, source in running.order_by().values_list("child", "source"):
        if (year := years.get(source or 0)) and year in returns:
            found[child] = returns[year].covers_until
    for limits in (limits_of_unread(council, returns[last]), _ends_without_next(council)):
        for child, day in limits.items():
            found[child] = min(day, found.get(child, day))
    return found


def _ends_without_next(council: Council) -> dict[int, date]:
    """Children whose last episode says that another follows, and none does: whether they are still in care is
    not known, unless a later review shows it.
    """
    imports = list(imports_of(council))
    episodes = Episode.objects.filter(source__in=imports, ended_on=None).order_by()
    running = set(episodes.values_list("period", flat=True))
    going_on = PeriodOfCare.objects.filter(source__in=imports, ended_on=None).order_by("pk")
    broken = [pk for pk in going_on.values_list("pk", flat=True) if pk not in running]
    if not broken:
        return {}
    ends = Episode.objects.filter(period__in=broken).order_by()
    last = ends.values_list("child", "child__number").annotate(Max("ended_on"))
    found = {number: (child, day) for child, number, day in last if day}
    reviews = ReturnRow.objects.filter(authority=council.authority, table="Reviews", number__in=found)
    latest = dict(reviews.order_by().values_list("number").annotate(Max("key")))
    return {
        child: max(day, date.fromisoformat(latest.get(number) or day.isoformat()))
        for number, (child, day) in found.items()
    }


def imports_of(council: Council) -> dict[int, int | None]:
    """Import of the council -> its year. Asked by import, without a join: right after many rows have come in
    the database knows too little of them to join well.
    """
    return dict(ReturnImport.objects.filter(authority=council.authority).values_list("pk", "year"))
