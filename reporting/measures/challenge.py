"""Concerns and disputes: how many, at which stage, about what, how long, and what changed for the child
(P-54 to P-68, DR-1 to DR-9).

What is counted, and on which day, is disputes/counts.py's; here it becomes figures that open their lists.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, NullIf

from children.models import Child
from disputes import counts
from disputes.models import CafcassReferral, Concern, ConcernStep, ConcernTheme, ExternalChallenge
from disputes.models.concern import Effect, StepState
from disputes.models.ladder import NationalTheme, StageKind
from disputes.models.wider import Partner
from reporting.measures.base import Measure, Rows, Scope, only, text
from reporting.measures.dimensions import both, iro_of_user
from reporting.measures.reviews_held import working_days_between

PEOPLE = ("month", "iro", "team")


def _span(scope: Scope) -> tuple[date, date]:
    return scope.period.start, scope.period.end


def _asked_on(scope: Scope) -> date:
    """The day up to which a limit can have passed: the day of asking, or any day when every day is over."""
    return scope.as_at or date.max


def _concerns(scope: Scope) -> QuerySet[Concern]:
    return counts.concerns_of(scope.authority, scope.children)


def of_concerns(rows: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
    """The rows of concerns of the children of the scope."""
    if scope.children is None:
        return rows
    return rows.filter(concern__in=_concerns(scope).order_by().values("pk"))


def _labelled(field: str, choices: Any) -> Case:
    whens = [When(**{field: value}, then=text(label[:1].upper() + label[1:])) for value, label in choices]
    return Case(*whens, default=text(""), output_field=CharField())


def _people(path: str = "") -> dict[str, Any]:
    return {"iro": lambda: iro_of_user(f"{path}raised_by"), "team": F(f"{path}team__name")}


def _of_concerns(rows: QuerySet[Concern]) -> dict[str, Any]:
    return _people() | {
        "stage": F("reached_name"),
        "effect": _labelled("effect", Effect.choices),
        "delay": NullIf("delay", Value("")),
    }


def _counted(
    find: Callable[[QuerySet[Concern], counts.Span], QuerySet[Concern]],
) -> Callable[[Scope], Rows]:
    def rows(scope: Scope) -> Rows:
        found = counts.stage_reached(find(_concerns(scope), _span(scope)))
        return Rows(population=found, met=Q(), dimensions=_of_concerns(found))

    return rows


def formal(scope: Scope) -> Rows:
    """Disputes whose formal process began in the period, and where each of them stands at its end."""
    found = counts.stage_reached(counts.formal_in(_concerns(scope), _span(scope)))
    is_closed = Q(closed_on__lte=scope.period.end)
    dimensions = _of_concerns(found) | {
        "settled": Case(When(is_closed, then=F("reached_name")), default=text(""), output_field=CharField()),
        "open": Case(When(is_closed, then=text("")), default=F("reached_name"), output_field=CharField()),
    }
    return Rows(population=found, met=Q(), dimensions=dimensions)


def closed_in_time(scope: Scope) -> Rows:
    """Disputes closed in the period; met within the days of the whole process (DR-1)."""
    found = counts.stage_reached(counts.closed_in(_concerns(scope), _span(scope)))
    return Rows(population=found, met=Q(closed_on__lte=F("total_due_on")), dimensions=_of_concerns(found))


def days_in_all(scope: Scope) -> Rows:
    """Disputes closed in the period: the mean of working days from the first formal stage to the closing
    (CAL-2).
    """
    found = counts.stage_reached(counts.closed_in(_concerns(scope), _span(scope)))
    taken = found.annotate(taken=working_days_between("formal_on", "closed_on"))
    return Rows(population=taken, met=Q(), amount=F("taken"), dimensions=_of_concerns(found))


def changed_for_child(scope: Scope) -> Rows:
    """Concerns closed in the period, informal ones too; met where something changed. "Nothing yet" is not
    known yet.
    """
    rows = counts.stage_reached(_concerns(scope).filter(closed_on__range=_span(scope)))
    return Rows(
        population=rows,
        known=~Q(effect=Effect.NOT_YET),
        met=Q(effect=Effect.CHANGED),
        dimensions=_of_concerns(rows),
    )


def _steps(scope: Scope, kinds: tuple[str, ...], **conditions: Any) -> QuerySet[ConcernStep]:
    rows = ConcernStep.objects.filter(
        concern__authority=scope.authority, stage__kind__in=kinds, **conditions
    ).exclude(state=StepState.SKIPPED)
    return of_concerns(rows, scope)


def _of_steps() -> dict[str, Any]:
    return _people("concern__") | {"stage": F("stage__name")}


def stage_answers(scope: Scope) -> Rows:
    """Stages whose last day to answer lies in the period; met when answered by it. Those closed or moved on
    before the day without an answer are left out; a day that has not passed is not known.
    """
    due = _steps(scope, (StageKind.INFORMAL, StageKind.FORMAL), due_on__range=_span(scope))
    asked = due.exclude(answered_on=None, ended_on__lte=F("due_on"))
    over = Q(answered_on__isnull=False) | Q(due_on__lt=_asked_on(scope))
    return Rows(population=asked, known=over, met=Q(answered_on__lte=F("due_on")), dimensions=_of_steps())


def days_at_stage(scope: Scope) -> Rows:
    """Formal stages left in the period: the mean of working days spent at each (CAL-2)."""
    left = _steps(scope, (StageKind.FORMAL,), ended_on__range=_span(scope))
    taken = left.annotate(taken=working_days_between("started_on", "ended_on"))
    return Rows(population=taken, met=Q(), amount=F("taken"), dimensions=_of_steps())


def children_in_disputes(scope: Scope) -> Rows:
    """Children whom the disputes of the period are about, each once (F-135 counts children, F-100
    episodes).
    """
    formal = counts.formal_in(counts.open_concerns(scope.authority, scope.children), _span(scope))
    children = Child.objects.filter(
        pk__in=formal.filter(children__isnull=False).order_by().values("children__child")
    )
    mine = formal.filter(children__child=OuterRef(OuterRef("pk"))).order_by().values("pk")
    entered = ConcernStep.objects.filter(concern__in=mine, stage__kind=StageKind.FORMAL)
    highest = entered.exclude(state=StepState.SKIPPED).order_by("-stage__position").values("stage__name")
    stage = Subquery(highest[:1], output_field=CharField())
    return Rows(population=only(children, scope, ""), met=Q(), dimensions={"stage": stage})


def themes(scope: Scope) -> Rows:
    """Themes of disputes and informal alerts of the period. A concern has several, so they do not add up to
    the concerns.
    """
    span, rows = _span(scope), _concerns(scope)
    used = (
        counts.formal_in(rows, span)
        .order_by()
        .values("pk")
        .union(counts.informal_in(rows, span).order_by().values("pk"))
    )
    before = ConcernTheme.objects.filter(
        concern=OuterRef("concern"), national=OuterRef("national"), pk__lt=OuterRef("pk")
    )
    once = ConcernTheme.objects.filter(~Exists(before), concern__in=used)
    dimensions = {"theme": _labelled("national", NationalTheme.choices), "stage": _stage_of("concern")}
    return Rows(population=once, met=Q(), dimensions=_people("concern__") | dimensions)


def own_themes(scope: Scope) -> Rows:
    """The same in the council's own words: its themes where one was chosen, else the national one."""
    used = themes(scope).population.order_by().values("concern")
    rows = ConcernTheme.objects.filter(concern__in=used)
    words = Coalesce(F("theme__name"), _labelled("national", NationalTheme.choices))
    dimensions = _people("concern__") | {"theme": words, "stage": _stage_of("concern")}
    return Rows(rows, Q(), dimensions=dimensions | {"theme_stage": both(words, _stage_of("concern"))})


INFORMAL = "Informal"


def _stage_of(concern: str) -> Coalesce:
    """The highest formal stage that a concern has entered; informal where it has entered none."""
    entered = ConcernStep.objects.filter(concern=OuterRef(concern), stage__kind=StageKind.FORMAL)
    highest = entered.exclude(state=StepState.SKIPPED).order_by("-stage__position").values("stage__name")
    return Coalesce(Subquery(highest[:1], output_field=CharField()), text(INFORMAL))


def cafcass(scope: Scope) -> Rows:
    """Referrals to Cafcass in the period, beside the council's own stages (DR-4)."""
    rows = CafcassReferral.objects.filter(concern__authority=scope.authority, referred_on__range=_span(scope))
    return Rows(population=of_concerns(rows, scope), met=Q(), dimensions=_people("concern__"))


def _external(*, formal: bool) -> Callable[[Scope], Rows]:
    def rows(scope: Scope) -> Rows:
        found = ExternalChallenge.objects.filter(
            authority=scope.authority, raised_on__range=_span(scope), is_formal=formal
        )
        partner = _labelled("partner", Partner.choices)
        return Rows(
            population=only(found, scope),
            met=Q(),
            dimensions={"iro": lambda: iro_of_user("by"), "partner": partner},
        )

    return rows


def _count(
    code: str,
    title: str,
    definition: str,
    rule: str,
    rows: Callable[[Scope], Rows],
    *,
    unit: str = "concern",
    by: tuple[str, ...] = (*PEOPLE, "stage"),
    path: str | None = "child",
) -> Measure:
    return Measure(code, title, definition, rule, unit, rows, is_count=True, dimensions=by, path=path)


MEASURES = [
    _count(
        "concerns_talked",
        "Concerns talked about",
        "Concerns raised in the period and not raised with a manager through the process by its end. "
        "Conversations count.",
        "P-54",
        _counted(counts.talked_in),
        by=PEOPLE,
    ),
    _count(
        "disputes_informal",
        "Informal alerts",
        "Concerns raised informally with a manager in the period that had not become formal by its end.",
        "P-55, F-243",
        _counted(counts.informal_in),
        by=PEOPLE,
    ),
    _count(
        "disputes_formal",
        "Formal disputes",
        "Disputes whose formal process began in the period, by the highest stage they reached.",
        "DR-1, F-243",
        formal,
        by=(*PEOPLE, "stage", "settled", "open", "delay"),
    ),
    _count(
        "disputes_closed",
        "Disputes closed",
        "Formal disputes closed in the period, by the stage that settled them.",
        "F-100 to F-102",
        _counted(counts.closed_in),
        by=(*PEOPLE, "stage", "effect", "delay"),
    ),
    _count(
        "dispute_children",
        "Children in disputes",
        "Children whom the disputes of the period are about, each once.",
        "F-135",
        children_in_disputes,
        unit="child",
        by=("month", "stage"),
        path="",
    ),
    Measure(
        "disputes_in_time",
        "Disputes closed in time",
        "Formal disputes closed in the period: those closed by the last day of the whole process, 20 "
        "working days or fewer where the council has set fewer.",
        "DR-1",
        "concern",
        closed_in_time,
        is_more_better=True,
        dimensions=(*PEOPLE, "stage"),
        path="child",
    ),
    Measure(
        "disputes_days",
        "Working days of a dispute",
        "Formal disputes closed in the period: the mean of working days from the first formal stage to the "
        "closing.",
        "DR-1",
        "concern",
        days_in_all,
        is_more_better=False,
        dimensions=(*PEOPLE, "stage"),
        scale=1,
        sign=" working days",
        path="child",
    ),
    Measure(
        "dispute_stage_days",
        "Working days at a stage",
        "Formal stages left in the period: the mean of working days spent at each.",
        "DR-2",
        "stage",
        days_at_stage,
        is_more_better=False,
        dimensions=("month", "team", "stage"),
        scale=1,
        sign=" working days",
        path="concern__child",
    ),
    Measure(
        "dispute_answers_in_time",
        "Stages answered in time",
        "Stages whose last day to answer lies in the period: those answered by it. Closed or moved on "
        "before that day, they are left out.",
        "DR-2",
        "stage",
        stage_answers,
        is_more_better=True,
        dimensions=("month", "team", "stage"),
        path="concern__child",
    ),
    Measure(
        "disputes_changed",
        "Challenge that changed something for the child",
        "Concerns closed in the period, informal ones too: those after which something changed for the "
        "child. “Nothing yet” is not known.",
        "P-60",
        "concern",
        changed_for_child,
        is_more_better=True,
        dimensions=(*PEOPLE, "stage"),
        path="child",
    ),
    _count(
        "dispute_themes",
        "Themes of challenge",
        "Themes of the informal alerts and disputes of the period. A concern may have several, so they do "
        "not add up to the concerns.",
        "F-061, F-245",
        themes,
        unit="theme",
        by=(*PEOPLE, "theme", "stage"),
        path="concern__child",
    ),
    _count(
        "dispute_own_themes",
        "Themes of challenge in the council’s own words",
        "Themes of the informal alerts and disputes of the period as the council names them, and the "
        "national theme where none of its own was chosen. A concern may have several, so they do not add up.",
        "F-061, F-245",
        own_themes,
        unit="theme",
        by=(*PEOPLE, "theme", "stage", "theme_stage"),
        path="concern__child",
    ),
    _count(
        "cafcass_referrals",
        "Referrals to Cafcass",
        "Referrals to Cafcass in the period, beside the council’s own stages.",
        "DR-4",
        cafcass,
        unit="referral",
        by=PEOPLE,
        path="concern__child",
    ),
    _count(
        "external_liaison",
        "Partners asked",
        "Partners outside the council who were asked informally in the period.",
        "P-68, F-246",
        _external(formal=False),
        unit="challenge",
        by=("month", "iro", "partner"),
    ),
    _count(
        "external_formal",
        "Partners formally challenged",
        "Partners outside the council who were formally challenged in the period.",
        "P-68, F-246",
        _external(formal=True),
        unit="challenge",
        by=("month", "iro", "partner"),
    ),
]
