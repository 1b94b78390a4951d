"""The council's promise to children in care, and whether children know their IRO (P-06, P-07)."""

from dataclasses import replace
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from reporting.measures.at_review import YES, YES_NO, answer_to, answered, of_review
from reporting.measures.base import Measure, Rows, Scope, text
from reporting.measures.meeting.left_out import left_out
from reporting.measures.population import looked_after_at_end
from reviews.cycle.of_breaks import of_ordinary_care
from reviews.models import Review, ReviewSection
from reviews.models.review import SectionKey

HAS_CARD = ("given", "had")
RULE = "Record, support and rights"
LEFT_OUT = "a child who is too young is left out."


def _support(question: str, met: tuple[str, ...], known: tuple[str, ...]) -> Any:
    return answered(SectionKey.SUPPORT, question, met, known, leaves_out=("too_young",))


def followed_up(scope: Scope) -> Rows:
    """Reviews at which the child had no copy of the promise: those whose record says what will be done."""
    found = _support("pledge", ("no",), ("no",))(scope)
    population = found.population.annotate(action=answer_to(SectionKey.SUPPORT, "pledge_next"))
    return replace(found, population=population.filter(answer="no"), met=~Q(action=""), known=Q(), family="")


def children_with_card(scope: Scope) -> Rows:
    """Children in care at the end who have the IRO's card, by the last record of the period that says so."""
    rows = looked_after_at_end(scope)
    of_period = ReviewSection.objects.filter(
        review__child=OuterRef("pk"),
        review__held_on__range=(scope.period.start, scope.period.end),
        key=SectionKey.SUPPORT,
        data__card__in=[*HAS_CARD, "no"],
    )
    said = of_ordinary_care(of_period, "review").order_by("-review__held_on")
    said = said.annotate(said=KeyTextTransform("card", "data"))
    card = Coalesce(Subquery(said.values("said")[:1]), text(""), output_field=CharField())
    population, left = rows.population.annotate(card=card), left_out(scope, SectionKey.SUPPORT, "card")
    if left.versions:
        without = Review.objects.filter(
            child=OuterRef("pk"),
            held_on__range=(scope.period.start, scope.period.end),
            record_version__in=left.versions,
        )
        population = population.exclude(Q(card="") & Exists(of_ordinary_care(without)))
    return Rows(
        population,
        Q(card__in=HAS_CARD),
        rows.known & Q(card__in=[*HAS_CARD, "no"]),
        rows.dimensions,
        unasked=left.words,
    )


MEASURES = [
    of_review(
        "pledge_held",
        "Child has the council’s promise",
        f"at which the child had a copy of the council’s promise or pledge; {LEFT_OUT}",
        RULE,
        _support("pledge", YES, YES_NO),
    ),
    of_review(
        "pledge_followed_up",
        "What is done where a child has no promise",
        "",
        RULE,
        followed_up,
        definition="Of reviews held in the period at which the child had no copy of the council’s promise: "
        "those whose record says what will be done so that the child gets one.",
    ),
    of_review(
        "knows_iro",
        "Child knows the IRO and how to reach them",
        f"at which the child knew who the IRO is and how to reach them; {LEFT_OUT}",
        RULE,
        _support("knows_iro", YES, YES_NO),
    ),
    of_review(
        "card_held",
        "IRO’s contact card at the review",
        "at which the child or the carer had the IRO’s contact card, from before or given then.",
        RULE,
        _support("card", HAS_CARD, (*HAS_CARD, "no")),
    ),
    Measure(
        "card_children",
        "Children who have the IRO’s contact card",
        "Of children in care at the end of the period: those who, or whose carer, had the IRO’s contact card "
        "by the last record of a review held in the period that says so. Those of whom no record says it are "
        "not known.",
        "P-07",
        "child",
        children_with_card,
        is_more_better=True,
        dimensions=("iro", "team", "age"),
    ),
]
