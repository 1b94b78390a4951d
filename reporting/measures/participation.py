"""How children took part in their reviews, in both readings of PN4 (PA-4, PA-5), and what people said of them
(V-38).
"""

from dataclasses import replace
from typing import cast

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, When

from reporting.measures import dimensions as by
from reporting.measures.base import Measure, Rows, Scope, only, text
from reporting.measures.groups import own_terms
from reporting.places import keys_in
from reviews.cycle.facts import among
from reviews.cycle.of_breaks import of_ordinary_care
from reviews.models import Feedback, Review, ReviewCycle
from reviews.models.feedback import FeedbackFrom
from reviews.models.review import ReviewStatus
from statute.participation import CAME_WITHOUT_VIEWS, CODES, TOOK_PART, UNDER_FOUR


def _held(scope: Scope) -> QuerySet[Review]:
    held = Review.objects.filter(
        child__authority=scope.authority,
        status=ReviewStatus.COMPLETED,
        held_on__range=(scope.period.start, scope.period.end),
    )
    return of_ordinary_care(held)


def _keys_of_held(scope: Scope) -> list[int]:
    found = scope.once("held", lambda: list(_held(scope).order_by("pk").values_list("pk", flat=True)))
    return cast(list[int], found)


def reviews(scope: Scope) -> Rows:
    """Reviews held in the period, those of short breaks left out."""
    if scope.is_for_many:
        rows = Review.objects.filter(among("pk", keys_in(scope, _keys_of_held)))
    else:
        rows = _held(scope)
    turn = ReviewCycle.objects.filter(review=OuterRef("pk")).order_by("pk")
    dimensions = {
        **by.iro_and_team("child", OuterRef("held_on")),
        "code": F("participation_code"),
        "kind": lambda: Subquery(
            turn.annotate(wanted=by.kind()).values("wanted")[:1], output_field=CharField()
        ),
    }
    return Rows(
        population=only(rows, scope),
        known=~Q(participation_code=""),
        met=Q(participation_code__in=CODES),
        dimensions=dimensions,
    )


def second_review(review: str) -> Exists:
    """Whether a review is the second of its period of care, by the clock; one whose number is not known is
    not.
    """
    turns = ReviewCycle.objects.filter(review=OuterRef(review), number=2)
    return Exists(turns.exclude(clock="ADOPTION_PLACED"))


def of_four_or_over(held: QuerySet[Review]) -> QuerySet[Review]:
    """Without the reviews of children under four: those with PN0, and those without a usable code, of which
    the date of birth tells that PN0 is the only possible one (PA-1).
    """
    uncoded = held.annotate(age=by.years_old("child__born_on", "held_on"))
    return uncoded.exclude(Q(participation_code=UNDER_FOUR) | Q(participation_code="", age__lt=4))


def _share(scope: Scope, codes: tuple[str, ...]) -> Rows:
    rows = reviews(scope)
    return Rows(
        of_four_or_over(rows.population),
        met=Q(participation_code__in=codes),
        known=rows.known,
        dimensions=rows.dimensions,
    )


def official(scope: Scope) -> Rows:
    """PN1, 2, 3, 5, 6 of all codes but PN0."""
    return _share(scope, TOOK_PART)


def with_pn4(scope: Scope) -> Rows:
    """The same with PN4 counted as taking part."""
    return _share(scope, (*TOOK_PART, CAME_WITHOUT_VIEWS))


def of_own_age(scope: Scope) -> Rows:
    """The official reading, of children of the council's own age or over (V-20)."""
    rows = official(scope)
    return replace(rows, population=rows.population.filter(age__gte=own_terms(scope).views_from_age))


def feedback(scope: Scope) -> Rows:
    """Feedback on reviews held in the period."""
    found = Feedback.objects.filter(
        review__child__authority=scope.authority,
        review__held_on__range=(scope.period.start, scope.period.end),
    )
    whens = [
        When(given_by=value, then=text(str(label).capitalize())) for value, label in FeedbackFrom.choices
    ]
    return Rows(
        population=only(of_ordinary_care(found, "review"), scope, "review__child"),
        met=Q(),
        dimensions={
            "answer": F("answer"),
            "given_by": Case(*whens, default=text(""), output_field=CharField()),
            "iro": lambda: by.iro("review__child", OuterRef("review__held_on")),
        },
    )


MEASURES = [
    Measure(
        "participation_own_age",
        "Children of the council’s age who took part",
        "Reviews held in the period of children of the age that the council sets (4 by law) or over: those "
        "with a code that counts as taking part (PN1, PN2, PN3, PN5, PN6).",
        "PA-4",
        "review",
        of_own_age,
        is_more_better=True,
        dimensions=("month", "iro", "team", "kind"),
    ),
    Measure(
        "participation_official",
        "Children who took part, official reading",
        "Reviews held in the period of children aged 4 or over: those with a code that counts as taking "
        "part (PN1, PN2, PN3, PN5, PN6). "
        "PN4, came but did not convey views, does not count. A review without a usable code is not known "
        "where the child was 4 or over on the day, and left out where not.",
        "PA-4, PA-5",
        "review",
        official,
        is_more_better=True,
        dimensions=("month", "iro", "team", "kind"),
    ),
    Measure(
        "participation_with_pn4",
        "Children who took part, PN4 counted",
        "The same with PN4, came but did not convey views, counted as taking part, as many reports do.",
        "PA-5",
        "review",
        with_pn4,
        is_more_better=True,
        dimensions=("month", "iro", "team", "kind"),
    ),
    Measure(
        "participation_codes",
        "Participation codes",
        "Reviews held in the period by participation code, PN0 to PN7.",
        "PA-1, PA-2",
        "review",
        reviews,
        is_count=True,
        dimensions=("code",),
    ),
    Measure(
        "feedback",
        "Feedback on reviews",
        "What children, parents, carers and others said of reviews held in the period, on the scale that the "
        "council set for the day.",
        "P-40",
        "feedback",
        feedback,
        is_count=True,
        dimensions=("month", "answer", "given_by", "iro"),
        path="review__child",
    ),
]
