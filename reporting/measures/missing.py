"""Missing and away without authorisation (I-12). Missing (M) and away (A) are shown apart."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from children.models import Child, MissingEpisode, PeriodOfCare
from children.models.care import is_told
from reporting.measures import dimensions as by
from reporting.measures import groups
from reporting.measures.base import Measure, Rows, Scope, only, text
from reporting.measures.facts import how_many_not_read, not_read
from reporting.measures.population import not_only_short_breaks
from reporting.measures.timeliness import ADULT, told_in_care
from reporting.places import add_months, asked


def incidents(kind: str) -> Callable[[Scope], Rows]:
    """Times missing, or away, that began in the period."""

    def rows(scope: Scope) -> Rows:
        found = MissingEpisode.objects.filter(
            child__authority=scope.authority,
            kind=kind,
            started_on__range=(scope.period.start, scope.period.end),
        )
        length = Case(
            When(ended_on=None, then=text("not over, or not recorded")),
            When(ended_on__lte=F("started_on"), then=text("back on the same day")),
            default=text("back on a later day"),
            output_field=CharField(),
        )
        return Rows(
            only(found, scope),
            met=Q(),
            dimensions={
                "length": length,
                "age": lambda: groups.by_age(
                    groups.ages(scope, scope.period.end),
                    "child__born_on",
                    scope.period.end,
                ),
                "sex": lambda: by.labelled("child__sex", "sex"),
                "team": lambda: by.team("child", OuterRef("started_on")),
            },
            besides=how_many_not_read(scope, "Missing", "started_on", "ended_on", kind=kind),
        )

    return rows


def interviews(answer: str) -> Callable[[Scope], Rows]:
    """Times missing that began in the period: whether an interview after the return was offered, and of those
    offered whether it was accepted.
    """

    def rows(scope: Scope) -> Rows:
        times = incidents("M")(scope)
        found = (
            times.population
            if answer == "interview_offered"
            else times.population.filter(interview_offered=True)
        )
        return Rows(
            found,
            met=Q(**{answer: True}),
            known=Q(**{f"{answer}__isnull": False}),
            dimensions=times.dimensions,
            besides=times.besides if answer == "interview_offered" else 0,
        )

    return rows


def _times_missing(start: date, end: date) -> Coalesce:
    times = MissingEpisode.objects.filter(
        child=OuterRef("pk"), kind="M", started_on__range=(start, end)
    ).order_by()
    number = times.values("child").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


def _in_care_on_any_day(scope: Scope) -> QuerySet[Child]:
    """Also those of whom it is not known whether they still were, unless they had turned 18."""
    start = scope.period.start
    cared_for = PeriodOfCare.objects.filter(
        is_told(start) | Q(child__born_on__gt=add_months(start, -12 * ADULT)),
        Q(ended_on=None) | Q(ended_on__gt=start),
        child__authority=scope.authority,
        started_on__lte=scope.period.end,
    )
    ids = not_only_short_breaks(cared_for).order_by().values("child")
    return Child.objects.filter(authority=scope.authority, pk__in=ids)


def children_missing(scope: Scope, least: int = 1) -> Rows:
    """Of children in care on any day of the period, those who went missing in it so many times. Not known of
    those of whom no return says whether they were in care to its end, and who went missing less often.
    """
    start, end = scope.period.start, scope.period.end
    children = only(scope.once("in care on any day", lambda: _in_care_on_any_day(scope)), scope, "")
    told = told_in_care(scope)
    facts = {"times": scope.once("times_missing", lambda: _times_missing(start, end))}
    return Rows(
        children.annotate(**facts),
        met=Q(times__gte=least),
        known=_known_to_have_gone(scope, told, least),
        family="missing",
        base=children,
        facts=facts,
        dimensions={
            "age": lambda: groups.by_age(groups.ages(scope, end), "born_on", end),
            "sex": lambda: by.labelled("sex", "sex"),
            "ethnicity": lambda: by.ethnicity("ethnicity"),
            "team": by.at_the_end(scope, "pk")["team"],
        },
    )


def _known_to_have_gone(scope: Scope, told: Q, least: int) -> Q:
    """Those who went missing so often, and of the others those who did not for certain: it is known how care
    went on, and no more rows of the child were refused than would bring the times to so many.
    """
    rows = [r for r in not_read(scope, "Missing") if r.values.get("kind") != "A"]
    refused = asked(
        scope,
        lambda s: Counter(
            r.child
            for r in rows
            if r.may_lie("started_on", "ended_on", first=s.period.start, last=s.period.end)
        ),
    )
    for more in sorted(set(refused.values())):
        children = sorted(child for child, number in refused.items() if number == more)
        told &= ~Q(pk__in=children, times__gte=least - more)
    return told | Q(times__gte=least) if told else Q()


def children_missing_often(scope: Scope) -> Rows:
    """Those who went missing three times or more."""
    return children_missing(scope, 3)


def _measure(
    code: str, title: str, definition: str, unit: str, rows: Callable[[Scope], Rows], **over: Any
) -> Measure:
    return Measure(code, title, definition, "I-12", unit, rows, is_more_better=False, **over)


_EPISODE: dict[str, Any] = {"is_count": True, "dimensions": ("month", "length", "age", "sex", "team")}
_CHILD = {"dimensions": ("month", "age", "sex", "ethnicity", "team")}
MEASURES = [
    _measure(
        "missing_incidents",
        "Times missing",
        "Times missing (M: nobody knew where the child was) that began in the period; a child missing three "
        "times is counted three times.",
        "missing episode",
        incidents("M"),
        **_EPISODE,
    ),
    _measure(
        "away_incidents",
        "Times away without authorisation",
        "Times away without authorisation (A: it was known where the child was) that began in the period.",
        "missing episode",
        incidents("A"),
        **_EPISODE,
    ),
    Measure(
        "return_interviews_offered",
        "Return interviews offered",
        "Of times missing (M) that began in the period of which it is recorded whether an interview after "
        "the return was offered: those where one was.",
        "I-12",
        "missing episode",
        interviews("interview_offered"),
        dimensions=_EPISODE["dimensions"],
    ),
    Measure(
        "return_interviews_accepted",
        "Return interviews accepted",
        "Of return interviews that were offered after times missing (M) that began in the period and of "
        "which the child’s answer is recorded: those that were accepted.",
        "I-12",
        "missing episode",
        interviews("interview_accepted"),
        dimensions=_EPISODE["dimensions"],
    ),
    _measure(
        "children_missing",
        "Children who went missing",
        "Of children in care on any day of the period, short breaks left out: those who went missing "
        "(M) at least once. Not known for a child of whom no return says whether care went on, and who did "
        "not.",
        "child",
        children_missing,
        **_CHILD,
    ),
    _measure(
        "children_missing_often",
        "Children who went missing three times or more",
        "Of children in care on any day of the period, short breaks left out: those who went missing "
        "(M) three times or more. Not known for a child of whom no return says whether care went on, and "
        "who did not.",
        "child",
        children_missing_often,
        **_CHILD,
    ),
]
