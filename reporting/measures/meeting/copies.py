"""Copies of minutes: sent to everybody on the list, what became of them, and what they leave out (P-31). And
words that stood there the last time too (P-27).
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from reporting.measures.base import Measure, Rows, Scope
from reporting.measures.meeting.of_reviews import of_reviews
from reporting.measures.reviews_held import choices_of, held
from reviews.models import Letter, LetterCheck, LetterCopy
from reviews.models.letter import CopyState, LetterKind, LetterState
from reviews.models.review import AttendeeRole


def _copies(scope: Scope) -> Rows:
    """Copies on the lists of minutes of reviews held in the period."""
    rows = LetterCopy.objects.filter(letter__kind=LetterKind.MINUTES)
    return of_reviews(scope, rows, "letter__review", invited=lambda: choices_of("role", AttendeeRole.choices))


def sent(scope: Scope) -> Rows:
    """Copies on the list that were sent."""
    rows = _copies(scope)
    return Rows(rows.population, ~Q(state=CopyState.LISTED), dimensions=rows.dimensions)


def _of_sent(scope: Scope, met: Q) -> Rows:
    rows = _copies(scope)
    return Rows(rows.population.exclude(state=CopyState.LISTED), met, dimensions=rows.dimensions)


def came_back(scope: Scope) -> Rows:
    """Copies that came back, or could not be sent."""
    return _of_sent(scope, Q(state__in=[CopyState.RETURNED, CopyState.FAILED]))


def shortened(scope: Scope) -> Rows:
    """Copies that leave something out for whom they are."""
    return _of_sent(scope, ~Q(left_out=[]) | Q(withholds_home=True))


def confirmed(scope: Scope) -> Rows:
    """Reviews whose minutes or letter were sent: those in which a person confirmed words as still right."""
    rows = held(scope)
    sent_letters = Letter.objects.filter(review=OuterRef("pk"), state=LetterState.SENT)
    kept = LetterCheck.objects.filter(
        letter__review=OuterRef("pk"), letter__state=LetterState.SENT, kind="STALE"
    )
    population = rows.population.annotate(is_confirmed=Exists(kept)).filter(Exists(sent_letters))
    return Rows(population, Q(is_confirmed=True), dimensions=rows.dimensions)


def _measure(code: str, title: str, definition: str, rule: str, unit: str, rows: Any, **over: Any) -> Measure:
    given = {"dimensions": ("month", "iro", "team", "invited"), "path": "letter__review__child", **over}
    return Measure(code, title, definition, rule, unit, rows, **given)


_SENT = "Of copies of minutes of reviews held in the period that were sent: those "
MEASURES = [
    _measure(
        "copies_sent",
        "Copies of minutes sent",
        "Of copies on the lists of minutes of reviews held in the period: those that were sent.",
        "P-31",
        "copy",
        sent,
        is_more_better=True,
    ),
    _measure(
        "copies_returned",
        "Copies of minutes that came back",
        f"{_SENT}that came back, or could not be sent.",
        "P-31",
        "copy",
        came_back,
        is_more_better=False,
    ),
    _measure(
        "copies_shortened",
        "Copies of minutes that leave something out",
        f"{_SENT}that leave out a part, or where the child lives, since the recipient may not read it.",
        "P-31",
        "copy",
        shortened,
    ),
    _measure(
        "words_confirmed",
        "Words confirmed as still right",
        "Of reviews held in the period whose minutes or letter were sent: those with words that were the "
        "same as last time, or of a day that had passed, and that a person confirmed as still right before "
        "they were sent. In all others no such words were left.",
        "P-27",
        "review",
        confirmed,
        path="child",
        dimensions=("month", "iro", "team"),
    ),
]
