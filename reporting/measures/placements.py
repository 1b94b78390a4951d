"""Where children live, how far from home, and how settled they are (I-06 to I-11)."""

from collections.abc import Callable
from datetime import date
from typing import Any, cast

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    DecimalField,
    Exists,
    F,
    IntegerField,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.functional import SimpleLazyObject

from reporting.measures import dimensions as by
from reporting.measures import facts, groups
from reporting.measures.base import Measure, Rows, Scope, text
from reporting.measures.groups import own_terms
from reporting.measures.population import starters
from reporting.measures.timeliness import looked_after, told_in_care
from reporting.periods import collection_year_of
from reporting.places import add_months, from_day
from statute.formats import LONG_TERM_FOSTER

FAR_MILES = 20
DISTANCE = DecimalField(max_digits=4, decimal_places=1)
_DIMENSIONS = ("home", "age", "sex", "ethnicity", "team", "iro", "asylum")


def child_dimensions(scope: Scope) -> dict[str, Any]:
    """Breakdowns of children in care at the end of the last day."""
    day = scope.period.end
    return {
        "home": lambda: facts.home_group(scope, "pk", day),
        "age": lambda: groups.by_age(groups.ages(scope, day), "born_on", day),
        "sex": lambda: by.labelled("sex", "sex"),
        "age_sex": lambda: by.both(
            groups.by_age(groups.ages(scope, day), "born_on", day), by.labelled("sex", "sex")
        ),
        "ethnicity": lambda: groups.by_code(groups.groups_of(scope, "ethnicity", day), "ethnicity"),
        "legal": lambda: facts.legal_group(scope, "pk", day),
        "provider": lambda: facts.home("pk", day, by.shortly("provider", "placement_provider")),
        "asylum": lambda: facts.asylum(scope, "pk"),
        **by.at_the_end(scope, "pk"),
    }


def at_end(scope: Scope, *, met: Q, known: Q | None = None, **facts_of_child: Any) -> Rows:
    """Children in care at the end of the last day, with facts to judge them by."""
    children = looked_after(scope, perhaps=True)
    return Rows(
        cast("QuerySet[Any]", SimpleLazyObject(lambda: children.annotate(**facts_of_child))),
        met=met,
        known=told_in_care(scope) & (known or Q()),
        dimensions=child_dimensions(scope),
        family="looked after",
        base=children,
        facts=facts_of_child,
    )


def everybody(scope: Scope) -> Rows:
    """Children in care at the end of the last day, to be broken down."""
    return at_end(scope, met=Q())


def living_in(codes: tuple[str, ...], providers: tuple[str, ...] = ()) -> Callable[[Scope], Rows]:
    """Children at the end of the last day who live in these placements, of those whose placement is
    recorded.
    """

    def rows(scope: Scope) -> Rows:
        lives_in = scope.once("lives_in", lambda: Coalesce(facts.home_code("pk", scope.period.end), text("")))
        met, known = Q(lives_in__in=codes), ~Q(lives_in="")
        if not providers:
            return at_end(scope, met=met, known=known, lives_in=lives_in)
        provider = scope.once("provided_by", lambda: facts.home("pk", scope.period.end, F("provider")))
        met &= Q(provided_by__in=providers)
        return at_end(scope, met=met, known=known, lives_in=lives_in, provided_by=provider)

    return rows


def far_from_home(scope: Scope) -> Rows:
    """I-06: placed more than 20 miles from home, of those whose distance is known."""
    miles = facts.home("pk", scope.period.end, F("distance_miles"), DISTANCE)
    return at_end(scope, met=Q(miles__gt=FAR_MILES), known=Q(miles__isnull=False), miles=miles)


def out_of_area(scope: Scope) -> Rows:
    """I-08: placed outside the council's area, of those for whom that is known."""
    outside = facts.home("pk", scope.period.end, F("is_out_of_area"), BooleanField())
    return at_end(scope, met=Q(outside=True), known=Q(outside__isnull=False), outside=outside)


def starters_far_from_home(scope: Scope) -> Rows:
    """I-07: first placements more than 20 miles from home, of the periods of care that began."""
    begun = starters(scope)
    miles = facts.first_home("pk", F("distance_miles"), DISTANCE)
    return Rows(
        begun.population.annotate(miles=miles),
        met=Q(miles__gt=FAR_MILES),
        known=begun.known & Q(miles__isnull=False),
        dimensions=begun.dimensions,
    )


def year_of(day: date) -> date:
    """1 April of the collection year of a day."""
    return from_day(day, lambda on: collection_year_of(on).start)


def placements_in_year(scope: Scope) -> Coalesce:
    """How many placements each child has had from 1 April to the last day (I-10)."""

    def number() -> Coalesce:
        rows = facts.moves(scope.period.end, year_of(scope.period.end), "pk").order_by()
        times = rows.values("child").annotate(n=Count("pk")).values("n")
        return Coalesce(Subquery(times, output_field=IntegerField()), 0)

    return scope.once("times_placed", number)


def _placed(scope: Scope) -> dict[str, Any]:
    """How often each child was placed in the year, and whether there may have been more."""

    def untold() -> Exists:
        rows = facts.moves(scope.period.end, year_of(scope.period.end), "pk").filter(facts.went_before())
        return Exists(rows.filter(started_on__gt=year_of(scope.period.end)))

    return {
        "times_placed": placements_in_year(scope),
        "perhaps_more": scope.once("perhaps_more", untold),
    }


def many_placements(scope: Scope) -> Rows:
    """I-10: three or more placements from 1 April to the last day."""
    many = Q(times_placed__gte=own_terms(scope).moves_many)
    return at_end(scope, met=many, known=many | Q(times_placed__gte=1, perhaps_more=False), **_placed(scope))


def moved(scope: Scope) -> Rows:
    """Children by how often they moved from 1 April to the last day."""
    word = Case(
        When(Q(times_placed=0) | Q(perhaps_more=True), then=text("")),
        When(times_placed=1, then=text("no move")),
        When(times_placed=2, then=text("one move")),
        default=text("two moves or more"),
        output_field=CharField(),
    )
    rows = at_end(scope, met=Q(), **_placed(scope))
    return Rows(rows.population, rows.met, rows.known, {**rows.dimensions, "moves": word})


def settled(scope: Scope) -> Rows:
    """I-11: of children under 16 in care for at least 2.5 years without a break, those in one placement
    for at least 2 years; for a child placed for adoption the placement before counts along. Not known for a
    child who may have been in care so long before the first episode that is known.
    """
    day, own = scope.period.end, own_terms(scope)
    under_16 = looked_after(scope, perhaps=True).filter(born_on__gt=add_months(day, -16 * 12))
    cohort = facts.in_care_for(scope, under_16, own.settled_care_months)
    cutoff = add_months(day, -own.settled_months)
    population = cohort.annotate(
        since=facts.home_since("pk", day),
        before_adoption=facts.home_since("pk", day, leaving_out=groups.ADOPTIVE),
        kind=facts.home_code("pk", day),
        at_least_since=facts.home_at_least_since("pk", day),
    )
    adoptive = Q(kind__in=groups.ADOPTIVE, before_adoption__lte=cutoff)
    long_enough = Q(since=None, at_least_since__lte=cutoff)
    return Rows(
        population,
        met=Q(since__lte=cutoff) | adoptive | long_enough,
        known=told_in_care(scope) & Q(is_long=True) & (Q(since__isnull=False) | long_enough),
        dimensions=child_dimensions(scope),
        is_costly=True,
    )


def same_home(scope: Scope) -> Rows:
    """Children who have lived in one placement for at least 2.5 years, of all."""
    day = scope.period.end
    cutoff = add_months(day, -30)
    long_enough = Q(since=None, at_least_since__lte=cutoff)
    return at_end(
        scope,
        met=Q(since__lte=cutoff) | long_enough,
        known=Q(since__isnull=False) | long_enough,
        since=facts.home_since("pk", day),
        at_least_since=facts.home_at_least_since("pk", day),
    )


def _snapshot(
    code: str, title: str, definition: str, rule: str, rows: Callable[[Scope], Rows | None], **over: Any
) -> Measure:
    given = {"dimensions": ("month", *_DIMENSIONS), "as_at_end": True, **over}
    return Measure(code, title, definition, rule, "child", rows, **given)


_OF_ALL = "Of children in care at the end of the last day whose placement is recorded: "
_LATEST = " A temporary placement counts as the one it interrupts."


def _mix(
    code: str, title: str, words: str, codes: tuple[str, ...], providers: tuple[str, ...] = ()
) -> Measure:
    return _snapshot(
        code,
        title,
        f"{_OF_ALL}those {words} "
        f"({', '.join(codes)}{'; ' + ', '.join(providers) if providers else ''}).{_LATEST}",
        "I-09",
        living_in(codes, providers),
        dimensions=("month", "age", "sex", "ethnicity", "team", "asylum"),
    )


MIX = [
    _mix("placed_residential", "In residential homes", "in residential care", groups.RESIDENTIAL),
    _mix(
        "placed_kinship",
        "Fostered by relatives or friends",
        "fostered by relatives or friends",
        groups.KINSHIP,
    ),
    _mix(
        "placed_in_house_foster",
        "In in-house foster care",
        "with the council’s own foster carers",
        groups.FOSTER,
        groups.OWN,
    ),
    _mix(
        "placed_agency_foster",
        "In agency foster care",
        "with foster carers of an agency",
        groups.FOSTER,
        groups.AGENCY,
    ),
    _mix("placed_adoptive", "Placed for adoption", "placed for adoption", groups.ADOPTIVE),
    _mix(
        "placed_semi_independent",
        "In supported or independent living",
        "in supported or independent living",
        groups.SEMI_INDEPENDENT,
    ),
    _mix("placed_with_parents", "Placed with parents", "placed with parents", groups.PARENTS),
]

MEASURES = [
    _snapshot(
        "placement_mix",
        "Children by placement",
        "Children in care at the end of the last day by the council’s groups of placements; the parts "
        "add up to all." + _LATEST,
        "I-09",
        everybody,
        is_count=True,
        dimensions=("month", *_DIMENSIONS, "provider", "legal", "age_sex"),
    ),
    *MIX,
    _snapshot(
        "placed_in_foster_care",
        "In foster care",
        f"{_OF_ALL}those in foster care of any kind (U1 to U6).{_LATEST}",
        "I-09",
        living_in(groups.KINSHIP + groups.FOSTER),
        dimensions=("month", "provider", "age", "sex", "team"),
    ),
    _snapshot(
        "long_term_fostering",
        "Matched with long-term foster carers",
        f"{_OF_ALL}those in long-term foster care (U1, U4).{_LATEST}",
        "I-09",
        living_in(tuple(sorted(LONG_TERM_FOSTER))),
    ),
    _snapshot(
        "placed_over_20_miles",
        "Placed more than 20 miles from home",
        "Of children in care at the end of the last day whose distance from home is known: those "
        "placed more than 20.0 miles away. "
        "Unaccompanied children have no distance in the return; they are not known.",
        "I-06",
        far_from_home,
        is_more_better=False,
    ),
    Measure(
        "started_over_20_miles",
        "Came into care more than 20 miles from home",
        "Of periods of care that began in the period and whose first distance is known: those first placed "
        "more than 20.0 miles from home.",
        "I-07",
        "period of care",
        starters_far_from_home,
        is_more_better=False,
        dimensions=("month", "age", "sex", "ethnicity", "team"),
    ),
    _snapshot(
        "placed_out_of_area",
        "Placed outside the council’s area",
        "Of children in care at the end of the last day for whom it is known: those placed outside the "
        "council’s area, next door included.",
        "I-08",
        out_of_area,
    ),
    _snapshot(
        "three_placements",
        "Three or more homes in the year",
        "Of children in care at the end of the last day: those with three or more placements since 1 "
        "April. The placement open on 1 April "
        "counts; temporary ones, the return from them, and moves with the same carer do not.",
        "I-10 (NI 62)",
        many_placements,
        is_more_better=False,
    ),
    _snapshot(
        "placement_moves",
        "Children by moves in the year",
        "Children in care at the end of the last day by how often they changed placement since 1 "
        "April, counted as for three or more placements.",
        "I-10",
        moved,
        is_count=True,
        dimensions=("month", "moves", "age", "team"),
    ),
    _snapshot(
        "settled_placement",
        "Settled in one home for two years",
        "Of children under 16 in care for at least 2.5 years without a break: those in one placement "
        "for at least 2 years, or placed for adoption and together with the placement before it for at least "
        "2 years. Not known for a child whose first known episode follows another that no return has.",
        "I-11 (NI 63)",
        settled,
        is_more_better=True,
    ),
    _snapshot(
        "same_home",
        "In one home for 2.5 years",
        "Of children in care at the end of the last day: those in one placement for at least 2.5 years.",
        "I-11",
        same_home,
        is_more_better=True,
    ),
]
