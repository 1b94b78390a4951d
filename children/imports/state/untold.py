"""Children in care by an earlier return who have no episode in the latest, or in the daily feed, although a
return lists everybody who was in care in its year. Nobody said that they left: whether they are in care after
the last day of which the earlier return tells is not known.
"""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from django.db.models import Max, Q

from children.imports.identity import Numbers
from children.imports.rows import BY_HAND
from children.imports.state.lives import Council, Untold
from children.imports.state.reach import told_until
from children.models import Episode, PeriodOfCare, ReturnImport, ReturnRow, ReturnYear
from children.models.imports import ImportState

DAY = timedelta(days=1)
TABLE = "Episodes"
NOT_NAMED = (
    "{count} in care by an earlier return, and this one has no episode of theirs, or none that could be "
    "taken. Whether they are looked after, and whether reviews of theirs were held, is not known after that "
    "return. If they left care, the return must say so: import it again with their last episode."
)
NOT_IN_FEED = (
    "{count} in care by an earlier return, and the feed has no episode of theirs, or none that could be "
    "taken. Whether they are looked after, and whether reviews of theirs were held, is not known after that "
    "return."
)


def say_who_is_untold(council: Council) -> list[Untold]:
    """Note of the import how many they are; the answer is who."""
    if council.untold:
        text = NOT_IN_FEED if council.is_feed else NOT_NAMED
        council.note(text, *(one.number for one in council.untold), counted="child was,children were")
    return council.untold


def note_who_is_untold(council: Council, found: Collection[Untold]) -> None:
    """Note of each running episode's period from when it is not known whether it goes on, and of all others
    that it is. Of a last episode that has ended the child's own rows say that.
    """
    wanted = {one.period: one for one in found}
    running = Episode.objects.filter(child__authority=council.authority, ended_on=None).order_by()
    limited = PeriodOfCare.objects.filter(not_known_from__isnull=False, pk__in=running.values("period"))
    was = {pk: (child, day) for pk, child, day in limited.values_list("pk", "child", "not_known_from")}
    over = {pk: child for pk, (child, _) in was.items() if pk not in wanted}
    other = [one for pk, one in wanted.items() if was.get(pk) != (one.child, one.since)]
    PeriodOfCare.objects.filter(pk__in=over).update(not_known_from=None)
    changed = [PeriodOfCare(pk=one.period, not_known_from=one.since) for one in other]
    PeriodOfCare.objects.bulk_update(changed, ["not_known_from"], batch_size=1000)
    council.touched.update(over.values(), (one.child for one in other))


def find_untold(
    council: Council, returns: Mapping[int, ReturnYear], years: Mapping[int, int | None]
) -> list[Untold]:
    """Those whose running episode an earlier return told last, by their numbers: the latest has none of the
    child, or what it has was refused or contradicts the return before. Not those whom a number of the latest
    may be, which waits for that decision: one of the two is in it. `years`: of each import.

    A later review shows that care went on until then.
    """
    last = max(returns)
    earlier = [pk for pk, year in years.items() if year in returns and year != last]
    rows = Episode.objects.filter(source__in=earlier, ended_on=None, period__ended_on=None).order_by()
    running = list(rows.values_list("child", "child__number", "period", "started_on", "source"))
    if not running:
        return []
    groups = Numbers.of(council.authority).groups()
    groups_of = {number: groups.get(number, {number}) for _, number, *_ in running}
    waited_for = _waited_for(council, returns[last])
    shown = _last_reviews(council, set().union(*groups_of.values()))
    told = {year: told_until(one) for year, one in returns.items() if year != last}
    found = []
    for child, number, period, started_on, source in running:
        year = years[source]
        if year is None or groups_of[number] & waited_for:
            continue
        reviewed = max((shown[n] for n in groups_of[number] if n in shown), default=date.min)
        day = max(told[year], reviewed, started_on) + DAY
        found.append(Untold(child, number, period, day))
    return sorted(found, key=lambda one: one.number)


def _waited_for(council: Council, one: ReturnYear) -> set[str]:
    """Whom a number of the latest return, or of the daily feed, may be."""
    if council.year == one.year and TABLE in council.tables:
        return council.waited_for
    of_return = Q(year=one.year, preview__files__contains=[{"table": TABLE}])
    of_feed = Q(pk=one.last_import_id, feed_deliveries__isnull=False)
    came = ReturnImport.objects.filter(of_return | of_feed, authority=council.authority)
    record = came.filter(state=ImportState.APPLIED).order_by("-applied_at", "-pk").first()
    return {decision["other"] for decision in record.preview.get("decisions", [])} if record else set()


def _last_reviews(council: Council, numbers: Collection[str]) -> dict[str, date]:
    rows = ReturnRow.objects.filter(authority=council.authority, table="Reviews", number__in=numbers)
    latest = rows.filter(year__gte=BY_HAND).order_by().values_list("number").annotate(Max("key"))
    return {number: date.fromisoformat(key) for number, key in latest}
