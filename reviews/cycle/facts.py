"""From stored facts to the pure replay: loads what statute/review_clock.py needs, set-based, and turns children into cycles."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from accounts.calendars import terms_for, working_days
from accounts.models import Authority
from children.models import Child, LegalStatus, PeriodOfCare, Placement
from reviews.models import Review
from reviews.models.review import ReviewStatus
from statute import review_clock as law
from statute.terms import TermsInForce
from statute.working_days import WorkingDays

CHUNK = 2000
NOTIFIED_PLACEMENTS = {
    "A3",
    "A5",
}  # placed with the present foster carer: the day of the notice counts (RC-7)


def chunks(ids: Iterable[int], size: int = CHUNK) -> Iterator[list[int]]:
    """Ids in portions, so that memory stays flat however many children there are."""
    walk = iter(ids)
    while portion := list(islice(walk, size)):
        yield portion


def facts_for(child_ids: Sequence[int]) -> dict[int, law.ChildFacts]:
    """The facts of these children, in five queries whatever their number. `known_from` comes from their authority."""
    periods: dict[int, list[law.CarePeriod]] = defaultdict(list)
    legal: dict[int, list[law.LegalSpan]] = defaultdict(list)
    placements: dict[int, list[law.PlacementSpan]] = defaultdict(list)
    reviews: dict[int, list[law.ReviewFact]] = defaultdict(list)
    for child, start, end, reason in (
        PeriodOfCare.objects.filter(child__in=child_ids)
        .order_by("child", "started_on")
        .values_list("child", "started_on", "ended_on", "end_reason")
    ):
        periods[child].append(law.CarePeriod(started_on=start, ended_on=end, end_reason=reason))
    for child, code, start, end in (
        LegalStatus.objects.filter(child__in=child_ids)
        .order_by("child", "started_on")
        .values_list("child", "code", "started_on", "ended_on")
    ):
        legal[child].append(law.LegalSpan(code=code, started_on=start, ended_on=end))
    for child, code, start, end, notified in (
        Placement.objects.filter(child__in=child_ids)
        .order_by("child", "started_on")
        .values_list("child", "placement_type", "started_on", "ended_on", "notified_on")
    ):
        placed_on = notified if notified and code in NOTIFIED_PLACEMENTS else start
        placements[child].append(law.PlacementSpan(code=code, started_on=placed_on, ended_on=end))
    for child, key, first, completed, adjourned in (
        Review.objects.filter(child__in=child_ids, started_on__isnull=False)
        .exclude(status=ReviewStatus.CANCELLED)
        .order_by("child", "started_on", "pk")
        .values_list("child", "pk", "started_on", "completed_on", "adjourned_until")
    ):
        reviews[child].append(
            law.ReviewFact(key=key, started_on=first, completed_on=completed, adjourned=adjourned is not None)
        )
    return {
        child: law.ChildFacts(
            born_on=born_on,
            periods=tuple(periods[child]),
            legal=tuple(legal[child]),
            placements=tuple(placements[child]),
            reviews=tuple(reviews[child]),
            known_from=known_from,
        )
        for child, born_on, known_from in Child.objects.filter(pk__in=child_ids).values_list(
            "pk", "born_on", "authority__known_from"
        )
    }


def cycles_for(
    child_ids: Sequence[int], *, as_at: date, calendar: WorkingDays, terms: TermsInForce
) -> dict[int, list[law.ReviewCycle]]:
    """Child -> cycles as they stand at the end of the day `as_at`; later facts are ignored."""
    return {
        child: law.replay(facts, as_at=as_at, calendar=calendar, terms=terms)
        for child, facts in facts_for(child_ids).items()
    }


def cycles_of_authority(
    authority: Authority, *, as_at: date, child_ids: Iterable[int]
) -> Iterator[tuple[int, law.ReviewCycle]]:
    """Every cycle of these children of the council as at a day, without storing anything."""
    calendar, terms = working_days(), terms_for(authority)
    for portion in chunks(child_ids):
        for child, cycles in cycles_for(portion, as_at=as_at, calendar=calendar, terms=terms).items():
            for cycle in cycles:
                yield child, cycle
