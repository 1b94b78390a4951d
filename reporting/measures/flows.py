"""Those who come and those who go, as they were on the day; and that start + starters - leavers gives the
end (I-03 to I-05, I-30).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Count, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from children.imports.state.precedence import END_NOT_KNOWN
from children.models import LegalStatus, PeriodOfCare
from children.models.care import is_told, start_is_known
from reporting.leaving import is_told_to_have_left, with_the_day
from reporting.measures import dimensions as by
from reporting.measures import facts, groups
from reporting.measures.base import Measure, Rows, Scope, only, text
from reporting.measures.groups import own_terms
from reporting.measures.population import last_day_that_has_come, leavers, looked_after_at_end, starters
from reporting.measures.timeliness import ADULT
from reporting.periods import Period
from reporting.places import add_months, keys_on
from reviews.cycle.conditions import reviews_are_told
from reviews.cycle.facts import among
from reviews.cycle.of_breaks import of_ordinary_care
from reviews.models import Review
from reviews.models.review import ReviewStatus
from statute.clock_history import SHORT_BREAK_STATUSES


def looked_after_at_start(scope: Scope) -> Rows:
    """Children in care at the end of the day before the period."""
    before = scope.period.start - timedelta(days=1)
    rows = looked_after_at_end(replace(scope, period=Period(before, before)))
    return replace(rows, family="")  # other children than those at the end


def _breaks(day: Any) -> Q:
    """Legal statuses of short breaks that run at the end of a day."""
    return Q(Q(ended_on=None) | Q(ended_on__gt=day), code__in=SHORT_BREAK_STATUSES, started_on__lte=day)


def _of_each(scope: Scope, before: date, end: date) -> dict[str, Any]:
    """Of each period of care: whether the child is on short breaks on the two days, whether it has a legal
    status of short breaks and one of another kind, and whether it began on its first day.

    For many measures the few exceptions of the council are read once. Looked up for each period, the database
    would go through those of all councils every time.
    """
    breaks = LegalStatus.objects.filter(code__in=SHORT_BREAK_STATUSES)
    more = LegalStatus.objects.exclude(code__in=SHORT_BREAK_STATUSES)
    if not scope.is_for_many:
        return {
            "break_before": Exists(breaks.filter(_breaks(before), child=OuterRef("child"))),
            "break_at_end": Exists(breaks.filter(_breaks(end), child=OuterRef("child"))),
            "has_breaks": Exists(breaks.filter(period=OuterRef("pk"))),
            "has_more": Exists(more.filter(period=OuterRef("pk"))),
            "begins": start_is_known(),
        }

    def once(name: str, rows: QuerySet[Any], field: str) -> Func:
        def find(of: Scope, _: date) -> list[int]:
            keys = rows.order_by().values_list(field, flat=True).distinct()
            return list(of.of_council((name,), lambda: list(keys)))

        return among("pk", keys_on(scope, end, find))

    periods = PeriodOfCare.objects.filter(child__authority=scope.authority)
    breaks = breaks.filter(child__authority=scope.authority)
    return {
        "break_before": among("child_id", keys_on(scope, before, facts.on_short_breaks)),
        "break_at_end": among("child_id", keys_on(scope, end, facts.on_short_breaks)),
        "has_breaks": once("with short breaks", breaks, "period"),
        "has_more": ~once("without more", periods.exclude(Exists(more.filter(period=OuterRef("pk")))), "pk"),
        "begins": ~once("begun unknown", periods.exclude(start_is_known()), "pk"),
    }


def _on_both_days(scope: Scope) -> QuerySet[PeriodOfCare]:
    """Periods of care of the period, with what is needed to say of each whether it is there on the day before
    and on the last day, and when the child left.
    """
    start, end = scope.period.start, last_day_that_has_come(scope)
    rows = PeriodOfCare.objects.filter(
        Q(ended_on=None) | Q(ended_on__gte=start), child__authority=scope.authority, started_on__lte=end
    )
    return with_the_day(rows).annotate(**_of_each(scope, start - timedelta(days=1), end))


def _crossings(scope: Scope, *, inwards: bool) -> Rows:
    """Periods of care that starters and leavers alone do not explain: they came from short breaks or went
    into them, or are not known to run at the end.

    Each is there at the end or has left, and was there at the start or has come; one of the two alone
    shows a crossing.
    """
    start, end = scope.period.start, last_day_that_has_come(scope)
    before = start - timedelta(days=1)
    flows = Q(has_breaks=False) | Q(has_more=True)
    was_there = is_told(before) & Q(
        started_on__lte=before, break_before=False, child__born_on__gt=_grown_up(before)
    )
    running = (Q(ended_on=None) | Q(ended_on__gt=end)) & is_told(end)
    is_there = running & Q(break_at_end=False, child__born_on__gt=_grown_up(end))
    came = was_there | (Q(started_on__gte=start, begins=True) & flows)
    has_left = Q(left_on__range=(start, end)) & is_told_to_have_left()
    went = is_there | (has_left & flows)
    met = ~came & went if inwards else came & ~went
    base = only(scope.once("crossings", lambda: _on_both_days(scope)), scope)
    return Rows(
        base.filter(met),
        met=met,
        dimensions={"sex": lambda: by.labelled("child__sex", "sex")},
        family="crossings",
        base=base,
        is_part=True,
    )


def _grown_up(day: date) -> date:
    """The latest date of birth of those who are 18 on a day."""
    return add_months(day, -12 * ADULT)


def crossed_in(scope: Scope) -> Rows:
    """Periods of care counted at the end, or as ended, that had neither been there at the start nor begun."""
    return _crossings(scope, inwards=True)


def crossed_out(scope: Scope) -> Rows:
    """Periods of care that had been there or begun, and are neither there at the end nor ended."""
    return _crossings(scope, inwards=False)


def entrants(scope: Scope) -> Rows:
    """Periods of care that began, with the facts of the first day."""
    begun, age, end = starters(scope), by.years_old("child__born_on", F("started_on")), scope.period.end
    asylum = facts.asylum(scope, "child", starts="started_on")
    need, legal = facts.first_need_label("pk"), lambda: facts.first_legal_group(scope, "pk")
    dimensions = begun.dimensions | {
        "age": lambda: groups.by_age_then(scope, end),
        "ethnicity": lambda: groups.by_code(groups.groups_of(scope, "ethnicity", end), "child__ethnicity"),
        "home": lambda: facts.first_home(
            "pk",
            groups.by_code(groups.groups_of(scope, "placement", end), "placement_type", "provider"),
        ),
        "need": need,
        "legal": legal,
        "asylum": asylum,
        "years": F("years"),
        "need_age": lambda: by.both(need, groups.by_age_then(scope, end)),
        "legal_age": lambda: by.both(legal(), groups.by_age_then(scope, end)),
        "asylum_age": lambda: by.both(asylum, groups.by_age_then(scope, end)),
    }
    return Rows(begun.population.annotate(years=age), met=Q(), known=begun.known, dimensions=dimensions)


def gone(scope: Scope) -> Rows:
    """Periods of care that ended, with the facts of the last day; not known where the end is not."""
    ended, age, end = leavers(scope), by.years_old("child__born_on", F("left_on")), scope.period.end
    dimensions = ended.dimensions | {
        "age": lambda: groups.by_age_then(scope, end),
        "ethnicity": lambda: groups.by_code(groups.groups_of(scope, "ethnicity", end), "child__ethnicity"),
        "group": lambda: groups.by_code(groups.groups_of(scope, "reason", end), "why"),
        "reason": F("why"),
        "home": lambda: facts.last_home(
            "pk",
            groups.by_code(groups.groups_of(scope, "placement", end), "placement_type", "provider"),
        ),
        "asylum": facts.asylum(scope, "child", starts="started_on"),
        "years": F("years"),
    }
    why = Case(When(end_reason=END_NOT_KNOWN, then=text("")), default=F("end_reason"))
    population = ended.population.annotate(years=age, why=why)
    return Rows(population, met=Q(), known=ended.known, dimensions=dimensions)


HAS_REASON = ~Q(why="")
"""Of periods of care that ended: not of those that ended with the 18th birthday and no end on record."""


def _left(met: Q, told: Q = HAS_REASON) -> Callable[[Scope], Rows]:
    """Those of the periods of care that ended of which `met` holds, where what it asks is `told`."""

    def rows(scope: Scope) -> Rows:
        ended = gone(scope)
        return Rows(
            ended.population,
            met=met,
            known=ended.known & told,
            dimensions=ended.dimensions,
            family="left care",
            base=ended.population,
        )

    return rows


def left_cohort(scope: Scope) -> Rows:
    """Left to special guardians, who would have counted among those settled in one home or not (I-11)."""
    day, own = scope.period.end, own_terms(scope)
    would_count = Q(
        started_on__lte=add_months(day, -own.settled_care_months),
        child__born_on__gt=add_months(day, -16 * 12),
    )
    return _left(Q(end_reason__in=groups.GUARDIANSHIP) & would_count)(scope)


def _held_in_care() -> QuerySet[Review]:
    """The reviews held in the period of care outside, short breaks left out."""
    held = Review.objects.filter(
        child=OuterRef("child"),
        status=ReviewStatus.COMPLETED,
        held_on__range=(OuterRef("started_on"), OuterRef("left_on")),
    )
    return of_ordinary_care(held)


def left_before_first_review(scope: Scope) -> Rows:
    """Periods of care that ended without a review; not known where returns do not tell of all of them."""
    ended = gone(scope)
    population = ended.population.annotate(reviewed=Exists(_held_in_care()))
    known = Q(reviewed=True) | reviews_are_told(scope.authority, "left_on")
    return Rows(population, met=Q(reviewed=False), known=ended.known & known, dimensions=ended.dimensions)


def home_by_second_review(scope: Scope) -> Rows:
    """Periods of care that ended with the child at home with parents or family, of those that had two reviews
    at most; not known where reviews of the time are not.
    """
    ended = gone(scope)
    number = Subquery(_held_in_care().order_by().values("child").annotate(n=Count("pk")).values("n"))
    population = ended.population.annotate(reviews=Coalesce(number, 0, output_field=IntegerField()))
    known = Q(reviews__gt=2) | reviews_are_told(scope.authority, "left_on") & HAS_REASON
    return Rows(
        population,
        met=Q(reviews__lte=2, end_reason__in=groups.HOME),
        known=ended.known & known,
        dimensions=ended.dimensions,
    )


def stayed_put(scope: Scope) -> Rows:
    """Of those who left foster care at 18 or over, those who stayed with their carers."""
    ended = gone(scope)
    population = ended.population.annotate(last=facts.last_home("pk", F("placement_type")))
    return Rows(
        population.filter(years__gte=18, last__in=groups.KINSHIP + groups.FOSTER),
        met=Q(end_reason="E17"),
        known=ended.known & HAS_REASON,
        dimensions=ended.dimensions,
    )


_FLOW = ("month", "age", "sex", "ethnicity", "team", "asylum", "home")


def _flow(
    code: str, title: str, definition: str, rule: str, rows: Callable[[Scope], Rows], **over: Any
) -> Measure:
    return Measure(code, title, definition, rule, "period of care", rows, **{"dimensions": _FLOW, **over})


def _reason(code: str, title: str, words: str, reasons: tuple[str, ...], **over: Any) -> Measure:
    return _flow(
        code,
        title,
        f"Of periods of care that ended in the period with a reason recorded: those {words} "
        f"({', '.join(reasons)}).",
        "I-05, I-30",
        _left(Q(end_reason__in=reasons)),
        **over,
    )


MEASURES = [
    Measure(
        "looked_after_at_start",
        "Children in care at the start",
        "Children in care at the end of the day before the period; the same count as at the end.",
        "I-01",
        "child",
        looked_after_at_start,
        is_count=True,
    ),
    _flow(
        "crossed_in",
        "Counted anew, without having come",
        "Periods of care that were a series of short breaks and are more than that now, and those of "
        "children of whom the returns do not say when they came. Together with those who are no longer "
        "counted it explains how start, starters and leavers give the end.",
        "I-01, RC-6",
        crossed_in,
        is_count=True,
        dimensions=("month", "sex"),
    ),
    _flow(
        "crossed_out",
        "No longer counted, without having left",
        "Periods of care that became a series of short breaks in the period, and those of children of whom "
        "no return says whether they are still in care.",
        "I-01, RC-6",
        crossed_out,
        is_count=True,
        dimensions=("month", "sex"),
    ),
    _flow(
        "entrants",
        "Came into care, as they were on the first day",
        "Periods of care that began in the period, by age, need and placement on the first day. A child who "
        "came twice is counted twice.",
        "I-03",
        entrants,
        is_count=True,
        dimensions=(*_FLOW, "need", "legal", "need_age", "legal_age", "asylum_age"),
    ),
    _flow(
        "exits",
        "Left care, as they were on the last day",
        "Periods of care that ended in the period, on the 18th birthday at the latest, by reason, age and "
        "placement on the last day. Not known for a child of whom no return says whether care went on, or "
        "until when.",
        "I-04, I-05, RC-12",
        gone,
        is_count=True,
        dimensions=(*_FLOW, "group", "reason"),
    ),
    _reason("left_adopted", "Left care adopted", "that ended in adoption", groups.ADOPTED),
    _reason(
        "left_to_family",
        "Left care to parents or family",
        "that ended with the child at home or with family",
        groups.HOME,
    ),
    _flow(
        "left_settled_cohort",
        "Left to special guardians after 2.5 years in care",
        "Of periods of care that ended in the period with a reason recorded: those that ended in special "
        "guardianship, of children under 16 who would have been in care for at least 2.5 years on the last "
        "day of the period. Until then they counted in “Settled in one home for two years”.",
        "I-05, I-11",
        left_cohort,
    ),
    _reason(
        "left_special_guardianship",
        "Left care to special guardians",
        "that ended in special guardianship",
        groups.GUARDIANSHIP,
    ),
    _reason(
        "left_child_arrangements",
        "Left care on a child arrangements order",
        "that ended in a residence or child arrangements order",
        ("E41",),
    ),
    _reason(
        "left_to_other_council",
        "Care taken over by another council",
        "that another council took over",
        ("E3",),
    ),
    _flow(
        "left_at_18",
        "Left care at 18",
        "Of periods of care that ended in the period: those that ended on or after the 18th birthday.",
        "I-05",
        _left(Q(years__gte=18), told=Q()),
    ),
    _flow(
        "left_before_first_review",
        "Left care before the first review",
        "Of periods of care that ended in the period: those in which no review was held. Not known where "
        "reviews of the time are not known.",
        "I-05, RC-12",
        left_before_first_review,
    ),
    _flow(
        "home_by_second_review",
        "Home to parents or family by the second review",
        "Of periods of care that ended in the period with a reason recorded: those that ended with the child "
        "at home with parents or family, with two reviews held at most. Not known where reviews of the "
        "time are not known.",
        "I-05",
        home_by_second_review,
    ),
    _flow(
        "stayed_put",
        "Stayed with their foster carers at 18",
        "Of periods of care that ended in foster care at 18 or over with a reason recorded: those who "
        "stayed with their carers (E17).",
        "I-05",
        stayed_put,
        is_more_better=True,
        dimensions=("month", "sex", "ethnicity", "team"),
    ),
]
