"""Children in care at the last day by legal status, asylum, school age and need; the rate in the
population (I-02, I-14, I-15).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Exists, F, Func, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from accounts.models import Authority
from children.models import ChildNeeds, NeedMethod, Placement
from children.models.care import is_told
from children.models.needs import Disabled, Method
from reporting.measures import dimensions as by
from reporting.measures import facts
from reporting.measures.base import Measure, Rows, Scope, only, text
from reporting.measures.placements import at_end
from reporting.measures.reviews_held import choices_of
from reporting.measures.timeliness import looked_after, told_in_care
from reporting.models import Benchmark
from reporting.places import asked, from_day
from statute.schooling import births_of_school_age

POPULATION = "population_0_17"


def estimate_on(authority: Authority, day: date) -> Benchmark | None:
    """The latest mid-year estimate before a day of children aged 0 to 17 in the council's area; None when
    none is loaded.
    """
    year = day.year if day >= date(day.year, 6, 30) else day.year - 1
    if not authority.ons_code and not authority.dfe_code:
        return None
    area = Q(area__code=authority.ons_code) if authority.ons_code else Q(area__dfe_code=authority.dfe_code)
    known = Benchmark.objects.filter(area, indicator=POPULATION, dimension="", number__isnull=False)
    return known.filter(year__lte=year).order_by("-year").first()


def population_on(authority: Authority, day: date) -> int | None:
    """How many children that estimate says."""
    found = estimate_on(authority, day)
    return int(found.number) if found is not None and found.number is not None else None


def _population(scope: Scope) -> int | None:
    return population_on(scope.authority, scope.period.end)


def rate(scope: Scope) -> Rows | None:
    """I-02: children in care for every 10,000 in the population; no figure without a population."""
    population = asked(scope, _population)
    if population is None or scope.is_of_some:
        return None
    children, known = looked_after(scope, perhaps=True), told_in_care(scope)
    return Rows(children, met=Q(), known=known, total=population, family="looked after", base=children)


def asylum_seekers(scope: Scope) -> Rows:
    """Unaccompanied asylum-seeking children of all in care."""
    seeks = facts.seeks_asylum("pk", scope.period.end)
    known = ~facts.asylum_not_read(scope, "pk") | Q(seeks=True)
    return at_end(scope, met=Q(seeks=True), known=known, seeks=seeks)


def under(*codes: str) -> Callable[[Scope], Rows]:
    """Children under these legal statuses, of those whose legal status is recorded."""

    def rows(scope: Scope) -> Rows:
        status = facts.legal_status("pk", scope.period.end)
        return at_end(scope, met=Q(status__in=codes), known=Q(status__isnull=False), status=status)

    return rows


def school_age(scope: Scope) -> Rows:
    """I-14: children of compulsory school age."""
    day = scope.period.end
    first = from_day(day, lambda on: births_of_school_age(on)[0])
    last = from_day(day, lambda on: births_of_school_age(on)[1])
    return at_end(scope, met=Q(born_on__range=(first, last)))


def school_age_one_year(scope: Scope) -> Rows:
    """I-15: those of them in care without a break for twelve months."""
    cohort = facts.in_care_for(scope, looked_after(scope, perhaps=True), 12)
    rows = school_age(scope)
    return Rows(cohort, met=rows.met, known=rows.known & Q(is_long=True), dimensions=rows.dimensions)


_DIMENSIONS = ("month", "age", "sex", "ethnicity", "team", "iro")


def _latest(scope: Scope, field: str, *, saying_nothing: str | None = None) -> Subquery:
    """The latest that says something; what a person recorded comes before what the daily feed tells."""
    rows = ChildNeeds.objects.filter(child=OuterRef("pk"), starts_on__lte=scope.period.end)
    rows = rows.filter(source=None) if saying_nothing is None else rows.exclude(**{field: saying_nothing})
    return Subquery(rows.order_by(F("source").asc(nulls_first=True), "-starts_on").values(field)[:1])


def disabled(scope: Scope) -> Rows:
    """Children who are disabled, of those of whom it is recorded."""
    said = Coalesce(
        _latest(scope, "is_disabled", saying_nothing=Disabled.NOT_KNOWN), text(""), output_field=CharField()
    )
    return at_end(scope, met=Q(said=Disabled.YES), known=Q(said__in=[Disabled.YES, Disabled.NO]), said=said)


def interpreters(scope: Scope) -> Rows:
    """Children who need an interpreter, of those of whom it is recorded."""
    needed = _latest(scope, "needs_interpreter")
    return at_end(scope, met=Q(needed=True), known=Q(needed__isnull=False), needed=needed)


def first_language(scope: Scope) -> Rows:
    """Children whose first language is not English, of those of whom it is recorded."""
    said = Coalesce(_latest(scope, "language", saying_nothing=""), text(""), output_field=CharField())
    rows = at_end(scope, met=~Q(said__iexact="English"), known=~Q(said=""), said=said)
    called = Func(F("said"), function="INITCAP", output_field=CharField())
    return replace(rows, dimensions=rows.dimensions | {"language": called})


def spoken_at_home(scope: Scope) -> Rows:
    """Children with another first language than English: those who live where somebody speaks it, of those of
    whom that was recorded since their last move.
    """
    day = scope.period.end
    moved = Placement.objects.filter(
        child=OuterRef("child"), started_on__gt=OuterRef("starts_on"), started_on__lte=day
    ).exclude(facts.TEMPORARY)
    latest = ChildNeeds.objects.filter(child=OuterRef("pk"), starts_on__lte=day, source=None)
    latest = latest.order_by("-starts_on").annotate(
        answer=Case(When(Exists(moved), then=None), default="speaks_at_home")
    )
    said = Coalesce(_latest(scope, "language", saying_nothing=""), text(""), output_field=CharField())
    at_home = Subquery(latest.values("answer")[:1])
    rows = at_end(scope, met=Q(at_home=True), known=Q(at_home__isnull=False), said=said, at_home=at_home)
    population = rows.population.exclude(said="").exclude(said__iexact="English")
    called = Func(F("said"), function="INITCAP", output_field=CharField())
    dimensions = rows.dimensions | {"language": called}
    return replace(rows, population=population, dimensions=dimensions, family="")


def helped(scope: Scope) -> Rows:
    """Children who need help to communicate, of those whose needs a person recorded."""
    latest = ChildNeeds.objects.filter(child=OuterRef("pk"), starts_on__lte=scope.period.end, source=None)
    latest = latest.order_by("-starts_on").annotate(
        is_helped=Exists(NeedMethod.objects.filter(needs=OuterRef("pk"))) | ~Q(communication="")
    )
    needed = Subquery(latest.values("is_helped")[:1])
    return at_end(scope, met=Q(needed=True), known=Q(needed__isnull=False), needed=needed)


def methods(scope: Scope) -> Rows:
    """The ways of communicating that children in care need, by what they are; not known where no needs were
    recorded by then.
    """
    child, day = "needs__child", scope.period.end
    is_kept = ChildNeeds.objects.filter(child__authority=scope.authority, starts_on__lte=day, source=None)
    latest = ChildNeeds.objects.filter(child=OuterRef(child), starts_on__lte=day, source=None)
    rows = NeedMethod.objects.filter(
        Exists(facts.running_periods(child, day).filter(is_told(day))),
        needs__child__authority=scope.authority,
        needs=Subquery(latest.order_by("-starts_on").values("pk")[:1]),
    )
    dimensions = {"team": lambda: by.team(child, day), "method": lambda: choices_of("method", Method.choices)}
    return Rows(only(rows, scope, child), Q(), dimensions=dimensions, is_recorded=is_kept.exists())


def _of_need(
    code: str,
    title: str,
    words: str,
    rows: Callable[[Scope], Rows],
    rule: str = "A-01",
    by: tuple[str, ...] = (),
) -> Measure:
    return Measure(
        code,
        title,
        f"Of children in care at the end of the last day of whom it is recorded: those {words}.",
        rule,
        "child",
        rows,
        as_at_end=True,
        dimensions=("month", "home", "age", "sex", "ethnicity", "team", "iro", *by),
    )


def _measure(
    code: str, title: str, definition: str, rule: str, rows: Callable[[Scope], Rows | None], **over: Any
) -> Measure:
    given = {"dimensions": _DIMENSIONS, "as_at_end": True, **over}
    return Measure(code, title, definition, rule, "child", rows, **given)


_OF_ALL = "Of children in care at the end of the last day whose legal status is recorded: "
MEASURES = [
    _measure(
        "rate_per_10000",
        "Children in care for every 10,000 children",
        "Children in care at the end of the last day, divided by the children aged 0 to 17 of the "
        "latest mid-year estimate before it, times "
        "10,000. No figure where no estimate is loaded.",
        "I-02",
        rate,
        dimensions=("month",),
        scale=10_000,
        sign="",
    ),
    _measure(
        "unaccompanied",
        "Unaccompanied asylum-seeking children",
        "Of children in care at the end of the last day: those who are unaccompanied asylum-seeking "
        "children on that day.",
        "I-01, UASC",
        asylum_seekers,
        dimensions=(*_DIMENSIONS, "home"),
    ),
    _measure(
        "under_full_care_order",
        "Under a full care order",
        f"{_OF_ALL}those under a full care order (C2).",
        "Code set legal_status",
        under("C2"),
    ),
    _measure(
        "under_interim_order",
        "Under an interim care order",
        f"{_OF_ALL}those under an interim care order (C1).",
        "Code set legal_status",
        under("C1"),
    ),
    _measure(
        "accommodated",
        "Accommodated under section 20",
        f"{_OF_ALL}those accommodated under section 20 (V2).",
        "Code set legal_status",
        under("V2"),
    ),
    _measure(
        "under_placement_order",
        "Under a placement order",
        f"{_OF_ALL}those under a placement order (E1).",
        "Code set legal_status",
        under("E1", "D1"),
    ),
    _measure(
        "remanded",
        "Remanded or detained",
        f"{_OF_ALL}those remanded, detained or sentenced to residence (J1, J2, J3).",
        "Code set legal_status",
        under("J1", "J2", "J3"),
    ),
    _measure(
        "school_age",
        "Children of compulsory school age",
        "Children in care at the end of the last day who are of compulsory school age on it, in term "
        "or holiday.",
        "I-14",
        school_age,
        is_count=True,
    ),
    _measure(
        "school_age_one_year",
        "Children of school age, in care for a year",
        "Children of compulsory school age at the end of the last day who have been in care without a "
        "break for twelve months.",
        "I-15",
        school_age_one_year,
        is_count=True,
    ),
    _of_need("disabled", "Disabled children", "who are disabled", disabled),
    _of_need("interpreters", "Children who need an interpreter", "who need an interpreter", interpreters),
    _of_need(
        "first_language",
        "Children whose first language is not English",
        "whose first language is another than English",
        first_language,
        "P-24",
        ("language",),
    ),
    Measure(
        "language_at_home",
        "Children whose language is spoken where they live",
        "Of children in care at the end of the last day whose first language is recorded and is "
        "not English: those who live where somebody speaks it. Not known of those of whom that was not "
        "recorded since their last move.",
        "P-24",
        "child",
        spoken_at_home,
        is_more_better=True,
        as_at_end=True,
        dimensions=("month", "home", "age", "sex", "ethnicity", "team", "iro", "language"),
    ),
    _of_need(
        "communication_help",
        "Children who need help to communicate",
        "who need a way of communicating, or help with it",
        helped,
        "P-24",
    ),
    Measure(
        "communication_methods",
        "Ways of communicating that children need",
        "Ways of communicating that children in care need at the end of the last day, as recorded: signs, "
        "pictures, a device and others. A child may need several. Not known before the needs of any child "
        "were recorded.",
        "P-24",
        "way",
        methods,
        is_count=True,
        as_at_end=True,
        path="needs__child",
        dimensions=("team", "method"),
    ),
]
