"""Children of whom the returns tell less than of the others: in care by an earlier return, and without an
episode in the latest that counts, because their rows wait for a decision, were refused, contradict the
returns before, or are not in the files. And those with a review on a day that could not be read.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Exists, Max, OuterRef

from children.imports.state.lives import Council
from children.imports.state.reach import is_told_by_feed
from children.imports.state.unread import limits_of_unread
from children.models import Child, Episode, PeriodOfCare, ReturnRow, ReturnYear


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
    """The children whose care goes on by a return before the last one. A last return that tells of it is
    where the running episode comes from; one that is left out, because it contradicts those before, is not.
    And those who have a review in it on a day that nobody can read.
    """
    last = max(returns)
    running = Episode.objects.filter(
        child__authority=council.authority,
        child__merged_into=None,
        ended_on=None,
        source__year__lt=last,
        started_on__lte=returns[last].covers_until,
    )
    years = running.order_by("source__year").values_list("child", "source__year")
    found = {child: returns[year].covers_until for child, year in years if year and year in returns}
    for limits in (limits_of_unread(council, returns[last]), _ends_without_next(council)):
        for child, day in limits.items():
            found[child] = min(day, found.get(child, day))
    return found


def _ends_without_next(council: Council) -> dict[int, date]:
    """Children whose last episode says that another follows, and none does: whether they are still in care is
    not known, unless a later review shows it.
    """
    of_period = Episode.objects.filter(period=OuterRef("pk"))
    broken = PeriodOfCare.objects.filter(
        ~Exists(of_period.filter(ended_on=None)),
        child__authority=council.authority,
        child__merged_into=None,
        ended_on=None,
        source__isnull=False,
    )
    ends = broken.annotate(last=Max("episodes__ended_on")).values_list("child", "child__number", "last")
    found = {number: (child, last) for child, number, last in ends if last}
    reviews = ReturnRow.objects.filter(authority=council.authority, table="Reviews", number__in=found)
    latest = dict(reviews.order_by().values_list("number").annotate(Max("key")))
    return {
        child: max(last, date.fromisoformat(latest.get(number) or last.isoformat()))
        for number, (child, last) in found.items()
    }
