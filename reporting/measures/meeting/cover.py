"""Children whose IRO changed, and for whom another one stood in (P-112). And the present edition of what
children are given (P-109).
"""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from children.models import IroAllocation, PackGiven, StandIn
from children.models.allocation import StandInReason
from children.models.care import is_told
from reporting.measures import dimensions as by
from reporting.measures.base import Measure, Rows, Scope, only
from reporting.measures.facts import running_periods
from reporting.measures.population import looked_after_at_end
from reporting.measures.reviews_held import choices_of


def stood_in(scope: Scope) -> Rows:
    """Children in care at the end of the period for whom another IRO stood in on a day of it."""
    rows = looked_after_at_end(scope)
    start, end = scope.period.start, scope.period.end
    ran = StandIn.objects.filter(child=OuterRef("pk"), started_on__lte=end, ended_on__gt=start)
    population = rows.population.annotate(was_stood_in=Exists(ran))
    return Rows(population, Q(was_stood_in=True), rows.known, rows.dimensions)


def begun(scope: Scope) -> Rows:
    """Times that an IRO began to stand in for another one in the period, by the reason."""
    rows = StandIn.objects.filter(
        child__authority=scope.authority, started_on__range=(scope.period.start, scope.period.end)
    )
    dimensions = {
        "iro": lambda: by.iro("child", OuterRef("started_on")),
        "reason": lambda: choices_of("reason", StandInReason.choices),
    }
    return Rows(only(rows, scope), met=Q(), dimensions=dimensions)


def changed(scope: Scope) -> Rows:
    """Children in care at the end of the period with an IRO who had another one in it."""
    rows = looked_after_at_end(scope)
    start, end = scope.period.start, scope.period.end
    own = IroAllocation.objects.filter(child=OuterRef("pk"), started_on__lte=end)
    running = own.filter(Q(ended_on=None) | Q(ended_on__gt=end))
    before = own.filter(ended_on__range=(start, end), ended_on__gt=F("started_on"))
    population = rows.population.annotate(has_one=Exists(running), had_another=Exists(before))
    return Rows(population, Q(had_another=True), rows.known & Q(has_one=True), rows.dimensions)


def newest(scope: Scope) -> Rows:
    """Items still given that children now in care were sent: those in the present edition."""
    rows = PackGiven.objects.filter(
        Exists(running_periods("child", scope.period.end).filter(is_told(scope.period.end))),
        child__authority=scope.authority,
        sent_on__lte=scope.period.end,
        item__ended_on=None,
    ).exclude(item__edition="")
    dimensions = {"team": lambda: by.team("child", scope.period.end), "item": F("item__title")}
    return Rows(only(rows, scope), Q(edition=F("item__edition")), ~Q(edition=""), dimensions)


def _measure(code: str, title: str, definition: str, rule: str, unit: str, rows: Any, **over: Any) -> Measure:
    given = {"dimensions": ("iro", "team"), "as_at_end": True, **over}
    return Measure(code, title, definition, rule, unit, rows, **given)


MEASURES = [
    _measure(
        "stood_in",
        "Children for whom another IRO stood in",
        "Of children in care at the end of the last day: those for whom another IRO stood in on a day of the "
        "period, in illness for example, while their own IRO stayed.",
        "P-112",
        "child",
        stood_in,
    ),
    _measure(
        "stand_ins",
        "Times that another IRO stood in",
        "Times in the period from which another IRO stood in for a child’s own, by the reason. The IRO named "
        "is the child’s own.",
        "P-112",
        "time",
        begun,
        is_count=True,
        as_at_end=False,
        path="child",
        dimensions=("month", "iro", "reason"),
    ),
    _measure(
        "iro_changed",
        "Children whose IRO changed",
        "Of children in care at the end of the last day with an IRO: those who had another IRO on a day of "
        "the period.",
        "P-112",
        "child",
        changed,
        is_more_better=False,
    ),
    _measure(
        "packs_newest",
        "Leaflets sent in their present edition",
        "Of items of the starter pack that are given now, which children in care at the end of the last day "
        "were sent: those in the present edition of the item. Not known where no edition was recorded.",
        "P-109",
        "item",
        newest,
        is_more_better=True,
        path="child",
        dimensions=("team", "item"),
    ),
]
