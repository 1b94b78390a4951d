"""Answers of monitoring forms by question, team and month in one statement each, the council's own questions
included.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, TruncMonth

from reporting.measures.base import Result, Scope, only
from reporting.measures.monitoring import GOOD
from reviews.cycle.of_breaks import of_ordinary_care
from reviews.models import MonitoringAnswer
from reviews.models.monitoring import QuestionKind, YesNo

NOT_RECORDED = "not recorded"
COUNTED = {
    "good": Count("pk", filter=Q(value__in=GOOD)),
    "known": Count("pk", filter=~Q(value__in=[YesNo.NOT_KNOWN, YesNo.NOT_APPLICABLE])),
    "not_known": Count("pk", filter=Q(value=YesNo.NOT_KNOWN)),
    "not_applicable": Count("pk", filter=Q(value=YesNo.NOT_APPLICABLE)),
}


@dataclass(frozen=True)
class Answered:
    """How one question was answered: yes or a good grade, of those known; not known and not applicable
    apart.
    """

    key: str
    text: str
    group: str
    good: int
    known: int
    not_known: int
    not_applicable: int

    @property
    def result(self) -> Result:
        return Result(self.good, self.known, self.not_known)


def _answers(scope: Scope) -> QuerySet[MonitoringAnswer]:
    rows = MonitoringAnswer.objects.filter(
        form__child__authority=scope.authority,
        form__completed_at__date__range=(scope.period.start, scope.period.end),
        question__kind__in=[QuestionKind.YES_NO, QuestionKind.GRADE],
    )
    return only(of_ordinary_care(rows, "form__review"), scope, "form__child")


def _grouped(scope: Scope, group: Any) -> list[Answered]:
    """One statement. A question that was worded anew keeps its key, and is one question."""
    rows = (
        _answers(scope)
        .order_by()
        .annotate(group=group)
        .values("question__key", "group")
        .annotate(text=Max("question__text"), place=Max("question__position"))
        .annotate(
            good=COUNTED["good"],
            known=COUNTED["known"],
            not_known=COUNTED["not_known"],
            not_applicable=COUNTED["not_applicable"],
        )
        .order_by("place", "question__key", "group")
    )
    return [
        Answered(
            key=r["question__key"],
            text=r["text"],
            group=_word(r["group"]),
            good=r["good"],
            known=r["known"],
            not_known=r["not_known"],
            not_applicable=r["not_applicable"],
        )
        for r in rows
    ]


def _word(group: object) -> str:
    return f"{group:%Y-%m}" if isinstance(group, date) else str(group)


def by_question(scope: Scope) -> list[Answered]:
    """Every question of the period, in the order of the form."""
    return _grouped(scope, Value("", output_field=TextField()))


def by_question_and_team(scope: Scope) -> list[Answered]:
    """Every question, for each team the forms went to."""
    return _grouped(
        scope, Coalesce(Cast(F("form__team__name"), TextField()), Value(NOT_RECORDED, TextField()))
    )


def by_question_and_month(scope: Scope) -> list[Answered]:
    """Every question, for each month in which forms were completed (year and month, like 2026-04)."""
    return _grouped(scope, TruncMonth("form__completed_at"))
