"""Children of whom the returns tell less than of the others: in care by an earlier return, and without an
episode in the latest that counts, because their rows wait for a decision, were refused, contradict the
returns before, or are not in the files. And those with a review on a day that could not be read.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Max

from children.imports.rows import BY_HAND
from children.imports.state.lives import Council
from children.imports.state.reach import feed_reaches, is_told_by_feed, told_until
from children.imports.state.unread import limits_of_unread, years_of_unread
from children.imports.state.untold import find_untold, note_who_is_untold
from children.models import Child, Episode, PeriodOfCare, ReturnImport, ReturnRow, ReturnYear


def limit_who_is_told_less(council: Council, returns: Iterable[ReturnYear]) -> None:
    """Note of each child to which day the returns tell of the child's reviews, and of which years they do
    not, where that is not as of the council: what was due then may have been held. And of each period of
    care from when no return says whether it goes on.
    """
    years = {one.year: one for one in returns}
    last = max(years, default=0)
    is_of_feed = bool(years) and is_told_by_feed(years[last], council)
    if is_of_feed and feed_reaches(council.authority, council.feed_reaches_to) is None:
        del years[last]  # it has not told of everybody yet
    _note(council, "told_until", _limits(council, years) if years else {})
    council.untold = find_untold(council, years, imports_of(council)) if years else []
    note_who_is_untold(council, council.untold)
    told_whole = last - (1 if is_of_feed else 0)  # the feed tells of the year before too
    _note(council, "untold_years", years_of_unread(council, before=told_whole))


def _note(council: Council, name: str, found: Mapping[int, date | tuple[int, ...]]) -> None:
    """Make this of the council's children what it is for these, and empty for all others."""
    children = Child.objects.filter(authority=council.authority, merged_into=None).order_by()
    kept = children.filter(**{f"{name}__isnull": False}).values_list("pk", name)
    was = {pk: tuple(one) if isinstance(one, list) else one for pk, one in kept}
    changed = [pk for pk in was.keys() | found.keys() if was.get(pk) != found.get(pk)]
    for one in {found.get(pk) for pk in changed}:
        children.filter(pk__in=[pk for pk in changed if found.get(pk) == one]).update(**{name: one})
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
    told = {year: told_until(one) for year, one in returns.items() if year != last}
    found = {}
    for child, source in running.order_by().values_list("child", "source"):
        if (day := told.get(years.get(source or 0) or 0)) is not None:
            found[child] = day
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
    """Import of the council -> its year; of the feed that of the rows which a delivery brought. Asked by
    import, without a join: right after many rows have come in the database knows too little of them to join
    well.
    """
    imports = ReturnImport.objects.filter(authority=council.authority)
    feeds = imports.filter(year=None, feed_deliveries__isnull=False).values_list("pk", flat=True)
    rows = ReturnRow.objects.filter(table="Episodes", year__gt=BY_HAND, source__in=list(feeds)).order_by()
    return dict(imports.values_list("pk", "year")) | dict(rows.values_list("source").annotate(Max("year")))
