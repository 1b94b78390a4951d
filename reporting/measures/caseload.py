"""The IROs: how many children each has (I-28), how soon a child has one (AP-1), whether the child keeps the
same one.
"""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, FilteredRelation, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Worker, WorkerHours
from children.models import IroAllocation
from children.models.allocation import ExceptionReason
from reporting.measures import dimensions as by
from reporting.measures.base import Measure, Rows, Scope, only
from reporting.measures.groups import own_terms
from reporting.measures.placements import at_end, year_of
from reporting.measures.population import starters
from reporting.measures.reviews_held import choices_of, held, working_days_between
from reporting.measures.timeliness import looked_after, told_in_care
from reporting.places import add_months

HUNDREDTHS = 100
IROS = "iro_allocations"


def iros(scope: Scope) -> Rows:
    """IROs who have children in care at the end of the last day, with their hours and how many children, and
    how many of whom it is not known whether they are still in care.
    """
    running = IroAllocation.objects.covering(scope.period.end).filter(
        child__in=looked_after(scope, perhaps=True).values("pk")
    )
    mine = running.filter(worker=OuterRef("pk")).order_by().values("worker")
    is_told = told_in_care(scope, path="child")
    told = mine.annotate(n=Count("pk", filter=is_told)).values("n")
    perhaps = mine.annotate(n=Count("pk") - Count("pk", filter=is_told)).values("n")
    workers = Worker.objects.filter(authority=scope.authority, pk__in=running.order_by().values("worker"))
    most = own_terms(scope).caseload_max
    return Rows(
        workers.annotate(
            children=Coalesce(Subquery(told, output_field=IntegerField()), 0),
            perhaps=Coalesce(Subquery(perhaps, output_field=IntegerField()), 0),
            share=WorkerHours.objects.share_on(scope.period.end),
        ).annotate(hundredths=F("share") * HUNDREDTHS, most=F("share") * most),
        met=Q(),
        known=Q(share__isnull=False),
        dimensions={"iro": by.named()},
    )


def caseload(scope: Scope) -> Rows | None:
    """I-28: children for every full-time IRO; none of some children alone, since an IRO has others too."""
    if scope.is_of_some:
        return None
    rows = iros(scope)
    return Rows(
        rows.population,
        rows.met,
        rows.known & Q(perhaps=0),
        rows.dimensions,
        amount=F("children") * HUNDREDTHS,
        weight=F("hundredths"),
    )


def over_the_range(scope: Scope) -> Rows | None:
    """IROs with more children for full-time hours than the council's terms recommend: 70, or fewer. Not known
    where children decide it of whom it is not known whether they are still in care. None of some children
    alone.
    """
    if scope.is_of_some:
        return None
    rows = iros(scope)
    is_over, is_not_over = Q(children__gt=F("most")), Q(children__lte=F("most") - F("perhaps"))
    return Rows(rows.population, is_over, rows.known & (is_over | is_not_over), rows.dimensions)


def without_iro(scope: Scope) -> Rows:
    """Children in care at the end of the last day for whom an IRO is recorded."""
    return at_end(scope, met=Q(named=True), named=by.has_iro(scope))


def named_in_time(scope: Scope) -> Rows:
    """AP-3: an IRO named within the council's number of working days, five at most; not known without one."""
    allowed = own_terms(scope).iro_appoint_wd
    begun = starters(scope)
    first = IroAllocation.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=OuterRef("started_on")), child=OuterRef("child")
    ).order_by("started_on")
    population = begun.population.annotate(named_on=Subquery(first.values("started_on")[:1])).annotate(
        taken=working_days_between("started_on", "named_on")
    )
    known = begun.known & Q(named_on__isnull=False)
    return Rows(population, met=Q(taken__lte=allowed), known=known, dimensions=begun.dimensions)


def exceptions(scope: Scope) -> Rows:
    """IROs named in the period against a rule for family or continuity (AP-6 to AP-8), by the reason."""
    rows = IroAllocation.objects.filter(
        child__authority=scope.authority, started_on__range=(scope.period.start, scope.period.end)
    ).exclude(exception="")
    dimensions = {
        "iro": by.named("worker__"),
        "reason": lambda: choices_of("exception", ExceptionReason.choices),
    }
    return Rows(only(rows, scope), met=Q(), dimensions=dimensions)


def chaired_by_others(scope: Scope) -> Rows:
    """Reviews held in the period whose chair is recorded: chaired by another IRO than the child's own."""
    rows = held(scope)
    own = IroAllocation.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=OuterRef("held_on")),
        child=OuterRef("child"),
        started_on__lte=OuterRef("held_on"),
        worker=OuterRef("chaired_by"),
    )
    population = rows.population.annotate(own=Exists(own))
    return Rows(population, Q(own=False), Q(chaired_by__isnull=False), rows.dimensions)


def _iro_on(day: date) -> FilteredRelation:
    """The allocation that runs at the end of a day: one at most, since they do not overlap."""
    lasts = Q(**{f"{IROS}__ended_on": None}) | Q(**{f"{IROS}__ended_on__gt": day})
    return FilteredRelation(IROS, condition=lasts & Q(**{f"{IROS}__started_on__lte": day}))


def same_iro(scope: Scope) -> Rows:
    """Children in care since before 1 April whose IRO of the last day was theirs on 1 April."""
    return _same_since(scope, year_of(scope.period.end))


def same_iro_two_years(scope: Scope) -> Rows:
    """Children in care for at least two years whose IRO of the last day was theirs two years before."""
    return _same_since(scope, add_months(scope.period.end, -24))


def _same_since(scope: Scope, since: date) -> Rows:
    day = scope.period.end
    children = looked_after(scope, day, started_by=since, perhaps=True)
    return Rows(
        children.annotate(now=_iro_on(day), then=_iro_on(since)),
        met=Q(now__worker=F("then__worker")),
        known=told_in_care(scope) & Q(now__worker__isnull=False, then__worker__isnull=False),
        dimensions=by.at_the_end(scope, "pk"),
    )


def _measure(code: str, title: str, definition: str, rule: str, unit: str, rows: Any, **over: Any) -> Measure:
    return Measure(
        code,
        title,
        definition,
        rule,
        unit,
        rows,
        **{"as_at_end": True, "dimensions": ("month", "iro"), **over},
    )


MEASURES = [
    _measure(
        "caseload",
        "Children for each full-time IRO",
        "Children in care at the end of the last day with an IRO, divided by the full-time equivalent "
        "of those IROs that is left for reviewing after other duties. Guidance asks for 50 to 70. "
        "Not known are IROs whose hours are not recorded, and those of one of whose children it is not known "
        "whether the child is still in care.",
        "I-28, AP-11",
        "IRO",
        caseload,
        scale=1,
        sign="",
        path=None,
        in_hundredths=True,
    ),
    _measure(
        "iros_over_70",
        "IROs over the recommended caseload",
        "Of IROs with children at the end of the last day whose hours are recorded: those with more "
        "children for full-time hours than the council recommends (70, or fewer where it has set fewer). Not "
        "known where children decide it of whom it is not known whether they are still in care.",
        "I-28, AP-11",
        "IRO",
        over_the_range,
        is_more_better=False,
        path=None,
    ),
    _measure(
        "iro_named",
        "Children with an IRO",
        "Of children in care at the end of the last day: those for whom an IRO is recorded.",
        "AP-1",
        "child",
        without_iro,
        is_more_better=True,
        dimensions=("month", "team"),
    ),
    _measure(
        "iro_named_in_time",
        "IRO named in time",
        "Of periods of care that began in the period: those with an IRO named within five working days, "
        "or sooner where the council has set fewer. Not known where no IRO is recorded.",
        "AP-1",
        "period of care",
        named_in_time,
        is_more_better=True,
        dimensions=("month", "team"),
        as_at_end=False,
    ),
    _measure(
        "same_iro",
        "Same IRO as on 1 April",
        "Of children in care since 1 April or before whose IRO is recorded on both days: those whose "
        "IRO of the last day was theirs on 1 April.",
        "AR-1",
        "child",
        same_iro,
        is_more_better=True,
        dimensions=("iro", "team"),
    ),
    _measure(
        "same_iro_two_years",
        "Same IRO as two years before",
        "Of children in care for two years or longer whose IRO is recorded on both days: those whose IRO "
        "of the last day was theirs two years before.",
        "AR-1",
        "child",
        same_iro_two_years,
        is_more_better=True,
        dimensions=("iro", "team"),
    ),
    _measure(
        "iro_exceptions",
        "IROs named against a rule for family or continuity",
        "IROs named in the period although a brother or sister has another one, a looked-after parent "
        "or child has the same one, or the child had another one when in care before, by the reason.",
        "AP-6, AP-7, AP-8",
        "allocation",
        exceptions,
        is_count=True,
        is_more_better=None,
        as_at_end=False,
        path="child",
        dimensions=("month", "iro", "reason"),
    ),
    _measure(
        "chaired_by_others",
        "Reviews chaired by another IRO",
        "Of reviews held in the period whose chair is recorded: those chaired by another IRO than the "
        "child’s own.",
        "AP-12",
        "review",
        chaired_by_others,
        is_more_better=None,
        as_at_end=False,
        dimensions=("month", "iro", "team"),
    ),
]
