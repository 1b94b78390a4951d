"""What is known before the IRO opens a monitoring form:

from the record of the review and from the returns. Unknown stays not known.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Subquery

from children.models import HealthYear
from reviews.models import Review, ReviewWishes
from reviews.models.inviting import AskedBy
from reviews.models.monitoring import YesNo
from reviews.models.review import SectionKey
from statute.working_days import add_months


@dataclass(frozen=True)
class KnownFacts:
    """The facts of one review:

    what its record says by section, the latest health return that still speaks for it, and whether the
    social worker asked the child before how they want it.
    """

    sections: dict[str, dict[str, Any]]
    health: HealthYear | None
    was_asked: bool = False


@dataclass(frozen=True)
class Known:
    """A first answer and where it comes from, in words."""

    value: str
    source: str


Fact = Callable[[KnownFacts], Known | None]
RECORD = "the review record"
CONSIDERED = {"has": YesNo.YES, "wants": YesNo.YES, "declined": YesNo.YES, "not_asked": YesNo.NO}
_WORDS = {"yes": YesNo.YES, "no": YesNo.NO, "not_needed": YesNo.NOT_APPLICABLE, "none": YesNo.NOT_APPLICABLE}


def facts_of(review: Review) -> KnownFacts:
    """Load the facts of a review in three queries."""
    sections = dict(review.sections.order_by("key").values_list("key", "data"))
    health = None
    if review.held_on:
        earlier = review.child.reviews.filter(held_on__lt=review.held_on).order_by("-held_on")
        before = Subquery(earlier.values("held_on")[:1])
        latest = review.child.health_years.annotate(review_before=before).order_by("-year").first()
        if latest and _speaks_for(date(latest.year, 3, 31), review.held_on, latest.review_before):
            health = latest
    asked = ReviewWishes.objects.filter(review=review, asked_by=AskedBy.SOCIAL_WORKER)
    return KnownFacts(sections, health, was_asked=asked.exists())


def _speaks_for(until: date, held_on: date, review_before: date | None) -> bool:
    """Whether a return speaks for a review: of its last twelve months, and not older than the one before."""
    return until > add_months(held_on, -12) and (review_before is None or until > review_before)


def _recorded(key: str, name: str, **more: str) -> Fact:
    """The answer to a question of the record; what it calls not known, or did not ask, is not known."""

    def fact(facts: KnownFacts) -> Known | None:
        value = {**_WORDS, **more}.get(facts.sections.get(key, {}).get(name, ""))
        return Known(value, RECORD) if value else None

    return fact


def _returned(name: str) -> Fact:
    """A yes or no of the health return."""

    def fact(facts: KnownFacts) -> Known | None:
        value = getattr(facts.health, name, None)
        if facts.health is None or value is None:
            return None
        return Known(YesNo.YES if value else YesNo.NO, _return_words(facts.health))

    return fact


def _return_words(health: HealthYear) -> str:
    return f"the return to 31 March {health.year}"


def _sdq(facts: KnownFacts) -> Known | None:
    """A score means that it was done; a reason for having none means that it was not."""
    if facts.health is None or (facts.health.sdq_score is None and not facts.health.sdq_reason):
        return None
    done = facts.health.sdq_score is not None
    return Known(YesNo.YES if done else YesNo.NO, _return_words(facts.health))


def _asked_before(facts: KnownFacts) -> Known | None:
    """Where nobody recorded it, it is not known whether the child was asked."""
    return Known(YesNo.YES, "what the child said before the review") if facts.was_asked else None


def _first(*facts: Fact) -> Fact:
    def fact(known: KnownFacts) -> Known | None:
        return next((found for f in facts if (found := f(known))), None)

    return fact


SOURCES: dict[str, tuple[str, Fact]] = {
    "permanence": ("a plan for permanence, from the record", _recorded(SectionKey.PLAN, "permanence")),
    "plan_up_to_date": (
        "the care plan is up to date, from the record",
        _recorded(SectionKey.PLAN, "up_to_date"),
    ),
    "visits": (
        "the social worker visited as planned, from the record",
        _recorded(SectionKey.CHANGES, "visits"),
    ),
    "delegated": (
        "clear what the carer may decide, from the record",
        _recorded(SectionKey.PLACEMENT, "delegated"),
    ),
    "advocate": (
        "an advocate was considered, from the record",
        _recorded(SectionKey.SUPPORT, "advocate", **CONSIDERED),
    ),
    "visitor": (
        "an independent visitor was considered, from the record",
        _recorded(SectionKey.SUPPORT, "visitor", **CONSIDERED),
    ),
    "spoke_to_child": (
        "spoken to before the review, from the record",
        _recorded(SectionKey.PREPARATION, "spoke_to_child", inappropriate=YesNo.NOT_APPLICABLE),
    ),
    "asked_before": ("the social worker asked the child how they want the review", _asked_before),
    "report_in_time": (
        "the report came in time, from the record",
        _recorded(SectionKey.PREPARATION, "report_received", late=YesNo.NO),
    ),
    "health_assessment": (
        "health assessment, from the record or the return",
        _first(_recorded(SectionKey.HEALTH, "assessment"), _returned("health_assessment")),
    ),
    "dentist": (
        "dentist, from the record or the return",
        _first(_recorded(SectionKey.HEALTH, "dentist"), _returned("teeth_check")),
    ),
    "immunisations": ("immunisations, from the return", _returned("immunisations")),
    "sdq": (
        "strengths and difficulties questionnaire, from the record or the return",
        _first(_recorded(SectionKey.HEALTH, "questionnaire"), _sdq),
    ),
    "pep": ("personal education plan, from the record", _recorded(SectionKey.EDUCATION, "pep")),
    "told_rights": (
        "knows about complaints and advocacy, from the record",
        _recorded(SectionKey.SUPPORT, "told_rights", too_young=YesNo.NOT_APPLICABLE),
    ),
}


def known(source: str, facts: KnownFacts) -> Known | None:
    """The first answer of a question that names this source; None where nothing is known."""
    return SOURCES[source][1](facts) if source in SOURCES else None
