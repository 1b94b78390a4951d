"""How many, plain SQL over stored rows. Concerns, disputes, episodes, forms and children are never one number under one name.

What is counted in a period never changes once the period is over: each row is counted on the day of its own event.
"""

from datetime import date

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import TruncMonth

from accounts.models import Authority
from children.models import Child
from disputes.models import Concern, ConcernChild, ConcernStep, ConcernTheme, ExternalChallenge
from disputes.models.concern import StepState
from disputes.models.ladder import NationalTheme, StageKind

Span = tuple[date, date]
"""First and last day, both included."""


def concerns_of(authority: Authority, children: QuerySet[Child] | None = None) -> QuerySet[Concern]:
    """The council's concerns; for a manager's figures only those of the children given."""
    rows = Concern.objects.filter(authority=authority)
    return rows if children is None else rows.filter(child__in=children.values("pk").order_by())


def formal_in(rows: QuerySet[Concern], span: Span) -> QuerySet[Concern]:
    """Disputes: concerns whose formal process began in the period."""
    return rows.filter(formal_on__range=span)


def informal_in(rows: QuerySet[Concern], span: Span) -> QuerySet[Concern]:
    """Informal alerts: concerns that a manager was told of informally, the informal stage beginning in the period, and that had
    not become formal by its end. One that became formal in a later period is counted once in each, informal then formal."""
    told = ConcernStep.objects.filter(
        concern=OuterRef("pk"), stage__kind=StageKind.INFORMAL, started_on__range=span
    )
    return rows.filter(Exists(told)).filter(Q(formal_on=None) | Q(formal_on__gt=span[1]))


def talked_in(rows: QuerySet[Concern], span: Span) -> QuerySet[Concern]:
    """Conversations: concerns raised in the period that nobody was told of through the process by its end."""
    told = ConcernStep.objects.filter(concern=OuterRef("pk"), started_on__lte=span[1])
    return rows.filter(raised_on__range=span).exclude(Exists(told))


def uses_in(rows: QuerySet[Concern], span: Span) -> dict[str, int]:
    """Uses of the process in the period: informal and formal apart, and together (F-175, F-243)."""
    informal, formal = informal_in(rows, span).count(), formal_in(rows, span).count()
    return {"informal": informal, "formal": formal, "total": informal + formal}


def closed_in(rows: QuerySet[Concern], span: Span) -> QuerySet[Concern]:
    """Episodes completed: formal disputes closed in the period (F-100)."""
    return rows.filter(formal_on__isnull=False, closed_on__range=span)


def by_month(rows: QuerySet[Concern], field: str) -> dict[str, int]:
    """Count by calendar month of a day, as "2018-04"; months without any are not in it."""
    months = rows.order_by().annotate(month=TruncMonth(field)).values("month").annotate(n=Count("pk"))
    return {f"{row['month']:%Y-%m}": row["n"] for row in months.order_by("month")}


def stage_reached(rows: QuerySet[Concern], *, by: date | None = None) -> QuerySet[Concern]:
    """Each concern with the highest formal stage it had entered (by a day): `reached`, its place in the order. A skipped one is not reached."""
    entered = ConcernStep.objects.filter(concern=OuterRef("pk"), stage__kind=StageKind.FORMAL).exclude(
        state=StepState.SKIPPED
    )
    if by is not None:
        entered = entered.filter(started_on__lte=by)
    highest = entered.order_by("-stage__position")
    return rows.annotate(
        reached=Subquery(highest.values("stage__position")[:1]),
        reached_name=Subquery(highest.values("stage__name")[:1]),
    )


def by_stage(rows: QuerySet[Concern]) -> dict[str, int]:
    """Disputes by the highest stage they reached, named, in the order of the stages; for closed ones the stage that settled them."""
    counted = (
        stage_reached(rows.filter(formal_on__isnull=False))
        .order_by()
        .values("reached", "reached_name")
        .annotate(n=Count("pk"))
    )
    return {row["reached_name"]: row["n"] for row in counted.order_by("reached", "reached_name")}


def children_by_stage(rows: QuerySet[Concern]) -> dict[str, int]:
    """Children by the highest stage that any of their disputes among these rows reached (F-135). Each child is counted once."""
    reached = stage_reached(rows.filter(formal_on__isnull=False)).filter(pk=OuterRef("concern"))
    per_child = (
        ConcernChild.objects.filter(concern__in=rows.filter(formal_on__isnull=False).values("pk").order_by())
        .annotate(at=Subquery(reached.values("reached")[:1]))
        .values("child")
        .annotate(highest=Max("at"))
        .order_by("child")
    )
    names = _stage_names(rows)
    counts: dict[int, int] = {}
    for row in per_child:
        counts[row["highest"]] = counts.get(row["highest"], 0) + 1
    return {names[n]: counts[n] for n in sorted(counts)}


def _stage_names(rows: QuerySet[Concern]) -> dict[int, str]:
    stages = (
        ConcernStep.objects.filter(concern__in=rows.values("pk").order_by(), stage__kind=StageKind.FORMAL)
        .values("stage__position")
        .annotate(name=Max("stage__name"))
        .order_by("stage__position")
    )
    return {row["stage__position"]: row["name"] for row in stages}


def children_in(rows: QuerySet[Concern]) -> int:
    """Children that these concerns are about, each once (F-135 counts children, F-100 episodes)."""
    inside = ConcernChild.objects.filter(concern__in=rows.values("pk").order_by())
    return inside.order_by().values("child").distinct().count()


def by_theme(rows: QuerySet[Concern]) -> dict[str, int]:
    """Concerns by national theme, most first. A concern with several themes is in each of them, so they do not add up to the total."""
    themes = (
        ConcernTheme.objects.filter(concern__in=rows.values("pk").order_by())
        .values("national")
        .annotate(n=Count("concern", distinct=True))
        .order_by("-n", "national")
    )
    return {NationalTheme(row["national"]).label: row["n"] for row in themes}


def top_themes(rows: QuerySet[Concern], how_many: int = 5) -> list[tuple[str, int]]:
    """The commonest themes (F-245)."""
    return list(by_theme(rows).items())[:how_many]


def in_time(rows: QuerySet[Concern]) -> dict[str, int]:
    """Closed disputes within the 20 working days in all, and not (DR-1)."""
    closed = rows.filter(formal_on__isnull=False, closed_on__isnull=False)
    counts = closed.aggregate(
        in_time=Count("pk", filter=Q(closed_on__lte=F("total_due_on"))),
        late=Count("pk", filter=Q(closed_on__gt=F("total_due_on"))),
    )
    return dict(counts)


def effects(rows: QuerySet[Concern]) -> dict[str, int]:
    """What changed for the child, of the closed ones."""
    counted = rows.exclude(effect="").order_by().values("effect").annotate(n=Count("pk")).order_by("effect")
    return {row["effect"]: row["n"] for row in counted}


def external_in(authority: Authority, span: Span) -> dict[str, int]:
    """Partners asked and formally challenged in the period (F-246)."""
    counts = ExternalChallenge.objects.filter(authority=authority, raised_on__range=span).aggregate(
        liaison=Count("pk", filter=Q(is_formal=False)), formal=Count("pk", filter=Q(is_formal=True))
    )
    return dict(counts)


def years_started(rows: QuerySet[Concern]) -> dict[int, int]:
    """Disputes by the collection year (1 April to 31 March, named by its last) in which they became formal: year on year."""
    year = Case(
        When(formal_on__month__gte=4, then=F("formal_on__year") + Value(1)),
        default=F("formal_on__year"),
        output_field=IntegerField(),
    )
    counted = (
        rows.filter(formal_on__isnull=False)
        .order_by()
        .annotate(collection_year=year)
        .values("collection_year")
        .annotate(n=Count("pk"))
    )
    return {row["collection_year"]: row["n"] for row in counted.order_by("collection_year")}


def first_raised(authority: Authority) -> date | None:
    """The day of the council's first concern: before it nothing is known."""
    return Concern.objects.filter(authority=authority).aggregate(first=Min("raised_on"))["first"]
