"""Management oversight: how managers answered the decisions they were tasked with (PO-2, PO-3). Silence is
an outcome of its own.
"""

from collections.abc import Callable
from dataclasses import replace

from django.db.models import F, Q

from reporting.measures.base import Measure, Rows, Scope, only
from reviews.cycle.of_breaks import of_ordinary_care
from reviews.models import DecisionAnswer
from reviews.models.decision import AnswerState


def tasked(scope: Scope) -> Rows:
    """Decisions sent to a manager in the period, each time they were; those that still wait are not
    known yet."""
    rows = DecisionAnswer.objects.filter(
        decision__child__authority=scope.authority,
        sent_at__date__range=(scope.period.start, scope.period.end),
    )
    population = only(of_ordinary_care(rows, "review"), scope, "decision__child")
    return Rows(
        population=population,
        known=~Q(state=AnswerState.WAITING),
        met=Q(state__in=[AnswerState.AGREED, AnswerState.QUERIED, AnswerState.OBJECTED]),
        dimensions={"team": F("team__name"), "state": F("state")},
        family="decisions sent",
        base=population,
    )


def _with(state: str) -> Callable[[Scope], Rows]:
    def rows(scope: Scope) -> Rows:
        return replace(tasked(scope), met=Q(state=state))

    return rows


def _measure(
    code: str, title: str, definition: str, rows: Callable[[Scope], Rows], better: bool | None
) -> Measure:
    return Measure(
        code,
        title,
        definition,
        "PO-2, PO-3",
        "decision sent",
        rows,
        is_more_better=better,
        dimensions=("month", "team"),
    )


_BASE = (
    "Of decisions sent to a manager in the period that were answered or whose time to answer has ended, "
    "each time where one was changed and sent again: "
)
MEASURES = [
    _measure(
        "decisions_answered",
        "Decisions answered by the manager",
        f"{_BASE}those agreed, queried or objected to.",
        tasked,
        True,
    ),
    _measure(
        "decisions_agreed", "Decisions agreed", f"{_BASE}those agreed.", _with(AnswerState.AGREED), None
    ),
    _measure(
        "decisions_queried", "Decisions queried", f"{_BASE}those queried.", _with(AnswerState.QUERIED), None
    ),
    _measure(
        "decisions_objected",
        "Decisions objected to",
        f"{_BASE}those objected to.",
        _with(AnswerState.OBJECTED),
        None,
    ),
    _measure(
        "decisions_lapsed",
        "Decisions without an answer",
        f"{_BASE}those without an answer after five working days, or fewer where the council has set "
        "fewer. They stand by default; that is not an agreement.",
        _with(AnswerState.LAPSED),
        False,
    ),
]
