"""Answers of records to the questions that a council added, question by question."""

from typing import Any

from django.db.models import F, Q, Value
from django.db.models.functions import Concat

from reporting.measures.at_review import YES_NO
from reporting.measures.base import Measure, Rows, Scope
from reporting.measures.meeting.of_reviews import of_reviews
from reviews.models import OwnAnswer
from reviews.record.own.layout import AnswerKind

NOT_KNOWN = ("", "not_known")


def _of_kind(scope: Scope, kind: str, **dimensions: Any) -> Rows:
    return of_reviews(scope, OwnAnswer.objects.filter(kind=kind), **dimensions)


def yes_or_no(scope: Scope) -> Rows:
    """Those with yes, of those answered yes or no, by the question as it was asked."""
    rows = _of_kind(scope, AnswerKind.YES_NO, question=F("question"))
    return Rows(rows.population, Q(answer="yes"), Q(answer__in=YES_NO), rows.dimensions)


def one_of_several(scope: Scope) -> Rows:
    """Answers chosen, by question and answer."""
    rows = _of_kind(scope, AnswerKind.CHOICE, answer=Concat(F("question"), Value(" "), F("answer")))
    is_asked = scope.of_council(
        ("own questions with a choice",),
        lambda: OwnAnswer.objects.filter(
            kind=AnswerKind.CHOICE, review__child__authority=scope.authority
        ).exists(),
    )
    return Rows(rows.population, Q(), ~Q(answer__in=NOT_KNOWN), rows.dimensions, is_recorded=bool(is_asked))


_GIVEN: dict[str, Any] = {"path": "review__child"}
_OF = "questions that the council added to the record"
MEASURES = [
    Measure(
        "record_own",
        "Answers to questions the council added to the record",
        "Answers in records of reviews held in the period to yes-or-no "
        f"{_OF}: those with yes. Look at them question by question.",
        "Record",
        "answer in a record",
        yes_or_no,
        dimensions=("month", "iro", "team", "question"),
        **_GIVEN,
    ),
    Measure(
        "record_own_chosen",
        "Answers chosen in questions the council added to the record",
        f"Answers in records of reviews held in the period to {_OF} with several answers to choose from, by "
        "question and answer.",
        "Record",
        "answer in a record",
        one_of_several,
        is_count=True,
        dimensions=("month", "iro", "team", "answer"),
        **_GIVEN,
    ),
]
