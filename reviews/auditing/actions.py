"""What happens in an audit of decisions: a sample is drawn at random, and each is rated (P-28)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from random import Random, SystemRandom

from django.db.models import QuerySet

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.lifecycle import NotNow, NotYours
from accounts.models import Authority, User, Worker
from children.models import Child
from reviews.cycle.of_breaks import of_ordinary_care
from reviews.models import DecisionAtReview, DecisionSample, RatedDecision
from reviews.models.decision import Fate
from reviews.models.rating import PARTS
from reviews.models.review import ReviewStatus

NOT_TO_COME = "The last day must be today or in the past."
ENDS_FIRST = "The last day must be the first day or later."
NOTHING_LEFT = "No decision of these reviews is left to draw. Those drawn before are not drawn again."
OWN = "You wrote this decision, so somebody else must rate it."
CHANCE = SystemRandom()


@dataclass(frozen=True)
class Draw:
    """From which decisions, and how many. `iro` None: those of every IRO."""

    since: date
    until: date
    number: int
    is_of_each: bool = False
    iro: Worker | None = None


@dataclass(frozen=True)
class Found:
    """Which parts of being SMART the auditor found."""

    is_specific: bool
    is_measurable: bool
    has_owner: bool
    has_date: bool
    is_known: bool


def draw(
    *,
    authority: Authority,
    children: QuerySet[Child],
    asked: Draw,
    by: User,
    today: date,
    chance: Random = CHANCE,
) -> DecisionSample:
    """Draw decisions that were not drawn before. Raises NotNow where there is none, or for days to come."""
    if asked.until < asked.since:
        raise NotNow(ENDS_FIRST, "until")
    if asked.until > today:
        raise NotNow(NOT_TO_COME, "until")
    with audit.action("decisions.drawn", by=by, authority=authority) as event:
        audit.hold(authority)  # two samples drawn at once would share decisions
        drawn = _chosen(_left(authority, children, asked, by), asked, chance)
        if not drawn:
            raise NotNow(NOTHING_LEFT)
        event.target = sample = DecisionSample.objects.create(
            authority=authority,
            since=asked.since,
            until=asked.until,
            iro=asked.iro,
            is_of_each=asked.is_of_each,
            asked_for=asked.number,
            drawn_by=by,
            drawn_at=now(),
        )
        RatedDecision.objects.bulk_create([RatedDecision(sample=sample, made_id=pk) for pk in drawn])
        event.details["drawn"] = len(drawn)
    return sample


def _left(
    authority: Authority, children: QuerySet[Child], asked: Draw, by: User
) -> Iterable[tuple[int, int]]:
    """The decisions to draw from, each with who wrote it: made at completed reviews, by somebody else."""
    rows = DecisionAtReview.objects.filter(
        fate=Fate.MADE,
        rating=None,
        review__status=ReviewStatus.COMPLETED,
        review__held_on__range=(asked.since, asked.until),
        decision__child__authority=authority,
        decision__child__in=children.values("pk").order_by(),
    ).exclude(decision__created_by=by)
    rows = of_ordinary_care(rows, "review")  # no figure counts those of short breaks
    if asked.iro is not None:
        rows = rows.filter(decision__created_by=asked.iro.user_id)
    return rows.order_by("pk").values_list("pk", "decision__created_by")


def _chosen(left: Iterable[tuple[int, int]], asked: Draw, chance: Random) -> list[int]:
    """Decisions taken at random, from all together or from each IRO."""
    groups: dict[int, list[int]] = {}
    for pk, wrote in left:
        groups.setdefault(wrote if asked.is_of_each else 0, []).append(pk)
    return sorted(
        pk for group in groups.values() for pk in chance.sample(group, min(asked.number, len(group)))
    )


def rate(*, rated: RatedDecision, found: Found, comment: str, by: User) -> None:
    """Say of each part of being SMART whether the decision has it; what was said before stays in its history.

    Raises NotYours for whoever wrote the decision.
    """
    decision = rated.made.decision
    child = decision.child
    with audit.action("decision.rated", by=by, authority=child.authority_id, child_id=child.pk, target=rated):
        audit.hold(rated)
        if decision.created_by_id == by.pk:
            raise NotYours(OWN)
        rated.is_specific, rated.is_measurable = found.is_specific, found.is_measurable
        rated.has_owner, rated.has_date, rated.is_known = found.has_owner, found.has_date, found.is_known
        rated.comment, rated.rated_by, rated.rated_at = comment.strip(), by, now()
        rated.save(update_fields=[*PARTS, "comment", "rated_by", "rated_at"])
