"""Health in the year of children in care for twelve months at 31 March (OC2; I-16 to I-22). For
collection years alone.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet

from children.models import Child, HealthYear, LegalStatus
from reporting.measures.base import Measure, Rows, Scope
from reporting.measures.facts import not_read
from reporting.measures.placements import child_dimensions
from reporting.measures.timeliness import looked_after, told_in_care
from statute.clock_history import SHORT_BREAK_STATUSES
from statute.working_days import add_months

HEALTH = "health_years"


def cohort(scope: Scope) -> QuerySet[Child]:
    """Children in care at 31 March since 1 April or before without a break and without short breaks in
    the year.
    """
    start, end = scope.period.start, scope.period.end
    breaks = LegalStatus.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=start),
        child=OuterRef("pk"),
        code__in=SHORT_BREAK_STATUSES,
        started_on__lte=end,
    )
    return looked_after(scope, end, started_by=start, perhaps=True).exclude(Exists(breaks))


def _with_facts(scope: Scope) -> QuerySet[Child]:
    """The cohort joined once with the health facts of the year, of which a child has one row at most."""
    of_year = FilteredRelation(HEALTH, condition=Q(**{f"{HEALTH}__year": scope.period.end.year}))
    return cohort(scope).annotate(of_year=of_year)


def yes(field: str, *, under_five: bool = False) -> Callable[[Scope], Rows]:
    """Children of the cohort for whom a fact of the year is yes, of those for whom it is recorded."""

    def rows(scope: Scope) -> Rows:
        facts, children = {"fact": F(f"of_year__{field}")}, _with_facts(scope)
        if under_five:
            children = children.filter(born_on__gt=add_months(scope.period.end, -60))
        return Rows(
            children.annotate(**facts),
            met=Q(fact=True),
            known=told_in_care(scope) & Q(fact__isnull=False),
            dimensions=child_dimensions(scope),
            family="" if under_five else "twelve months in care",
            base=children,
            facts=facts,
        )

    return rows


def _of_questionnaire_age(scope: Scope) -> QuerySet[Child]:
    """Four by 1 April and under 17 at 31 March."""
    start, end = scope.period.start, scope.period.end
    children = _with_facts(scope).filter(
        born_on__lte=add_months(start, -48), born_on__gt=add_months(end, -17 * 12)
    )
    return children.annotate(score=F("of_year__sdq_score"), reason=F("of_year__sdq_reason"))


def questionnaires(scope: Scope) -> Rows:
    """Children with a score; a reason recorded instead of a score is a known no."""
    return Rows(
        _of_questionnaire_age(scope),
        met=Q(score__isnull=False),
        known=told_in_care(scope) & (Q(score__isnull=False) | Q(reason__gt="")),
        dimensions=child_dimensions(scope),
    )


def mean_score(scope: Scope) -> Rows:
    """The mean score of those with one."""
    return Rows(
        _of_questionnaire_age(scope),
        met=Q(),
        known=told_in_care(scope) & Q(score__isnull=False),
        amount=F("score"),
        dimensions=child_dimensions(scope),
    )


def concern(scope: Scope) -> Rows:
    """Scores of 17 or more."""
    return Rows(
        _of_questionnaire_age(scope),
        met=Q(score__gte=17),
        known=told_in_care(scope) & Q(score__isnull=False),
        dimensions=child_dimensions(scope),
    )


def misuse_helped(scope: Scope) -> Rows:
    """Of those with a substance misuse problem, those who were helped."""
    children = _with_facts(scope).annotate(
        misuse=F("of_year__substance_misuse"), helped=F("of_year__intervention_received")
    )
    return Rows(
        children.filter(misuse=True),
        met=Q(helped=True),
        known=told_in_care(scope) & Q(helped__isnull=False),
        dimensions=child_dimensions(scope),
    )


def facts_recorded(scope: Scope) -> Rows:
    """Children of the cohort with any health fact of the year."""
    rows = HealthYear.objects.filter(child=OuterRef("pk"), year=scope.period.end.year)
    children = cohort(scope).annotate(recorded=Exists(rows))
    refused = [r.child for r in not_read(scope, "OC2") if r.year == scope.period.end.year]
    known = ~Q(pk__in=refused) | Q(recorded=True) if refused else Q()
    return Rows(children, met=Q(recorded=True), known=known, dimensions=child_dimensions(scope))


_COHORT = "Of children in care at 31 March for at least twelve months, "


def _measure(
    code: str, title: str, words: str, rule: str, rows: Callable[[Scope], Rows], **over: Any
) -> Measure:
    given = {
        "dimensions": ("age", "sex", "ethnicity", "team"),
        "as_at_end": True,
        "of_years": True,
        "is_more_better": True,
        **over,
    }
    return Measure(code, title, f"{_COHORT}{words}", rule, "child", rows, **given)


MEASURES = [
    _measure(
        "health_assessment_year",
        "Health assessment in the year, by the return",
        "whose answer is recorded: those whose health was assessed in the year.",
        "I-17 (OC2)",
        yes("health_assessment"),
    ),
    _measure(
        "dental_check",
        "Teeth checked in the year, by the return",
        "whose answer is recorded: those whose teeth were checked in the year.",
        "I-18 (OC2)",
        yes("teeth_check"),
    ),
    _measure(
        "immunised",
        "Immunisations up to date",
        "whose answer is recorded: those whose immunisations are up to date.",
        "I-19 (OC2)",
        yes("immunisations"),
    ),
    _measure(
        "development_checks",
        "Development checks up to date",
        "under 5 and whose answer is recorded: those whose development checks are up to date.",
        "I-20 (OC2)",
        yes("health_check", under_five=True),
    ),
    _measure(
        "questionnaire_done",
        "Strengths and difficulties questionnaire done, by the return",
        "4 years old by 1 April of the year and under 17 at its end, with a score or a reason recorded: "
        "those with a score.",
        "I-21 (OC2)",
        questionnaires,
    ),
    _measure(
        "questionnaire_mean",
        "Mean questionnaire score",
        "4 years old by 1 April of the year and under 17 at its end, with a score: the mean score.",
        "I-21 (OC2)",
        mean_score,
        scale=1,
        sign="",
        is_more_better=False,
    ),
    _measure(
        "questionnaire_concern",
        "Questionnaire score of concern",
        "4 years old by 1 April of the year and under 17 at its end, with a score: those with 17 or more.",
        "I-21 (OC2)",
        concern,
        is_more_better=False,
    ),
    _measure(
        "substance_misuse",
        "Substance misuse",
        "whose answer is recorded: those found to misuse substances in the year.",
        "I-22 (OC2)",
        yes("substance_misuse"),
        is_more_better=False,
    ),
    _measure(
        "substance_misuse_helped",
        "Help with substance misuse",
        "found to misuse substances and whose answer is recorded: those who were helped.",
        "I-22 (OC2)",
        misuse_helped,
    ),
    _measure(
        "convicted",
        "Convicted or cautioned in the year",
        "whose answer is recorded: those convicted, or given a youth caution, in the year.",
        "OC2 CONVICTED",
        yes("is_convicted"),
        is_more_better=False,
    ),
    _measure(
        "health_recorded",
        "Health facts of the year recorded",
        "those for whom any health fact of the year is recorded.",
        "OC2",
        facts_recorded,
    ),
]
