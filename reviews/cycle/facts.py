"""From stored facts to the pure replay: loads what statute/review_clock.py needs, set-based, and turns
children into cycles.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

from django.db.models import BooleanField, CharField, F, Func, Value

from accounts.calendars import terms_for, working_days
from accounts.models import Authority
from children.imports.state.precedence import END_NOT_KNOWN
from children.models import Child, Episode, LegalStatus, PeriodOfCare, Placement
from children.models.care import NOTIFIED_PLACEMENTS, follow_others
from reviews.models import Review
from reviews.models.review import ReviewStatus
from statute import clock_facts as law
from statute.review_clock import replay
from statute.terms import TermsInForce
from statute.untold import Stretch, known_between, untold_stretches
from statute.working_days import WorkingDays

CHUNK = 2000
OTHER_CARERS = frozenset("PB")
"""Reasons for a new episode (RNE) with which the carers change."""


def chunks(ids: Iterable[int], size: int = CHUNK) -> Iterator[list[int]]:
    """Ids in portions, so that memory stays flat however many children there are."""
    walk = iter(ids)
    while portion := list(islice(walk, size)):
        yield portion


def array_of(keys: Iterable[int]) -> str:
    """Keys as the database reads them: {1,2,3}."""
    return "{" + ",".join(map(str, keys)) + "}"


def among(field: str, keys: Iterable[int] | str) -> Func:
    """A condition: the field is one of these keys, which may come as `array_of` them. One constant, which the
    database looks up in an index wherever the condition stands, be it in a subquery of each row, and though
    it has not counted the rows that just came in: to join them with the keys it would read them all for
    each portion.
    """
    array = Value(keys if isinstance(keys, str) else array_of(keys), output_field=CharField())
    return Func(
        F(field),
        array,
        template="%(expressions)s::bigint[])",
        arg_joiner=" = ANY(",
        output_field=BooleanField(),
    )


def facts_for(child_ids: Sequence[int]) -> dict[int, law.ChildFacts]:
    """The facts of these children, in a handful of queries whatever their number.

    How far the records reach comes from their council.
    """
    periods, legal, placements = _periods(child_ids), _legal(child_ids), _placements(child_ids)
    reviews = _reviews(child_ids)
    children = list(
        Child.objects.filter(among("pk", child_ids))
        .order_by("pk")
        .values_list("pk", "born_on", "authority_id", "untold_years", "told_until")
    )
    councils = Authority.objects.in_bulk({council for _, _, council, *_ in children})
    told = {pk: known_of(council) for pk, council in councils.items()}
    facts = {}
    for child, born_on, council, untold_years, told_until in children:
        known_from, untold = known_of(councils[council], untold_years) if untold_years else told[council]
        facts[child] = law.ChildFacts(
            born_on=born_on,
            periods=tuple(periods[child]),
            legal=tuple(legal[child]),
            placements=tuple(placements[child]),
            reviews=tuple(reviews[child]),
            known_from=known_from,
            told_from=councils[council].told_from,
            untold=untold,
            known_until=told_of_child(councils[council].reviews_told_until, told_until),
            live_from=councils[council].live_from,
        )
    return facts


def known_of(authority: Authority, own_years: Iterable[int] = ()) -> tuple[date | None, tuple[Stretch, ...]]:
    """From which day on reviews are known, and the stretches after it of which they are not. `own_years`:
    those of which returns do not tell a child's, beside the council's.
    """
    stretches = untold_stretches(
        {*authority.years_without_reviews, *own_years},
        authority.parts_until,
        known_until=authority.reviews_told_until,
    )
    begins = authority.told_from if stretches else authority.known_from
    return known_between(begins, stretches)


def told_of_child(of_all: date | None, of_child: date | None) -> date | None:
    """To which day returns tell of a child's reviews: that of the council, or an earlier one of the child."""
    return min(of_all, of_child) if of_all and of_child else of_all


def _periods(child_ids: Sequence[int]) -> dict[int, list[law.CarePeriod]]:
    found: dict[int, list[law.CarePeriod]] = defaultdict(list)
    following = set(follow_others(Episode.objects.filter(among("child_id", child_ids))))
    rows = PeriodOfCare.objects.filter(among("child_id", child_ids)).order_by("child", "started_on")
    for child, period, start, end, reason, source in rows.values_list(
        "child", "pk", "started_on", "ended_on", "end_reason", "source"
    ):
        known = (period, start) not in following
        is_end_known = reason != END_NOT_KNOWN
        found[child].append(law.CarePeriod(start, end, reason, source is not None, known, is_end_known))
    return found


def _legal(child_ids: Sequence[int]) -> dict[int, list[law.LegalSpan]]:
    found: dict[int, list[law.LegalSpan]] = defaultdict(list)
    rows = LegalStatus.objects.filter(among("child_id", child_ids)).order_by("child", "started_on")
    for child, code, start, end in rows.values_list("child", "code", "started_on", "ended_on"):
        found[child].append(law.LegalSpan(code, start, end))
    return found


def _placements(child_ids: Sequence[int]) -> dict[int, list[law.PlacementSpan]]:
    found: dict[int, list[law.PlacementSpan]] = defaultdict(list)
    rows = Placement.objects.filter(among("child_id", child_ids)).order_by("child", "started_on")
    for child, code, start, end, notified, reason in rows.values_list(
        "child", "placement_type", "started_on", "ended_on", "notified_on", "reason_new"
    ):
        placed_on = notified if notified and code in NOTIFIED_PLACEMENTS else start
        found[child].append(law.PlacementSpan(code, placed_on, end, reason in OTHER_CARERS))
    return found


def _reviews(child_ids: Sequence[int]) -> dict[int, list[law.ReviewFact]]:
    found: dict[int, list[law.ReviewFact]] = defaultdict(list)
    rows = (
        Review.objects.filter(among("child_id", child_ids), started_on__isnull=False)
        .exclude(status=ReviewStatus.CANCELLED)
        .order_by("child", "started_on", "pk")
    )
    for child, key, first, completed, adjourned, source in rows.values_list(
        "child", "pk", "started_on", "completed_on", "adjourned_until", "source"
    ):
        if first is not None:
            found[child].append(
                law.ReviewFact(key, first, completed, adjourned is not None, returned=source is not None)
            )
    return found


def cycles_of(
    facts: Mapping[int, law.ChildFacts], *, as_at: date, calendar: WorkingDays, terms: TermsInForce
) -> Iterator[tuple[int, list[law.ReviewCycle]]]:
    """Each child with the cycles as they stand at the end of the day `as_at`; later facts are ignored."""
    for child, known in facts.items():
        yield child, replay(known, as_at=as_at, calendar=calendar, terms=terms)


def cycles_of_authority(
    authority: Authority, *, as_at: date, child_ids: Iterable[int]
) -> Iterator[tuple[int, law.ReviewCycle]]:
    """Every cycle of these children of the council as at a day, without storing anything."""
    calendar, terms = working_days(), terms_for(authority)
    for portion in chunks(child_ids):
        facts = facts_for(portion)
        for child, cycles in cycles_of(facts, as_at=as_at, calendar=calendar, terms=terms):
            for cycle in cycles:
                yield child, cycle
