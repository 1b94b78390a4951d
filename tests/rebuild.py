"""Councils rebuilt from printed figures: many rows made at once, so that a report of 490 reviews is loaded in
a moment."""

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from django.db import connection

from accounts.models import Authority
from children.models import Child, Episode, LegalStatus, PeriodOfCare, Placement, UascStatus
from reporting.layouts.registry import PAGES, codes_of
from reporting.measures.registry import MEASURES
from reporting.periods import Period, collection_year
from reporting.results.store import store
from reporting.screen.grids import Grid, Maker
from reviews.models import Review, ReviewCycle
from reviews.models.review import ReviewStatus
from statute.working_days import add_months
from tests import factories as make

SEED: dict[str, Any] = json.loads(
    (Path(__file__).parent / "data" / "seed_figures.json").read_text(encoding="utf-8")
)
_numbers = count(1)


@dataclass
class Life:
    """One child with one period of care, as a rebuilt council needs it."""

    born_on: date
    started_on: date
    ended_on: date | None = None
    reason: str = "E4A"
    sex: str = "M"
    ethnicity: str = "WBRI"
    legal: str = "C2"
    need: str = ""
    homes: list[tuple[str, str, date]] = field(
        default_factory=lambda: []
    )  # code, provider, from; none: from the first day in U6/PR1
    miles: float | None = None
    outside: bool | None = None
    unaccompanied: bool = False


def build(authority: Authority, lives: list[Life]) -> list[Child]:
    """The children with their periods, legal statuses, placements, first episodes and asylum status. Seven
    statements."""
    children = Child.objects.bulk_create(
        Child(
            authority=authority,
            number=f"S{next(_numbers):06d}",
            born_on=x.born_on,
            sex=x.sex,
            ethnicity=x.ethnicity,
        )
        for x in lives
    )
    periods = PeriodOfCare.objects.bulk_create(
        PeriodOfCare(
            child=c, started_on=x.started_on, ended_on=x.ended_on, end_reason=x.reason if x.ended_on else ""
        )
        for c, x in zip(children, lives, strict=True)
    )
    both = list(zip(periods, lives, strict=True))
    LegalStatus.objects.bulk_create(
        LegalStatus(child_id=p.child_id, period=p, code=x.legal, started_on=x.started_on, ended_on=x.ended_on)
        for p, x in both
    )
    Placement.objects.bulk_create(row for p, x in both for row in _placements(p, x))
    Episode.objects.bulk_create(
        Episode(
            child_id=p.child_id,
            period=p,
            started_on=x.started_on,
            ended_on=x.ended_on,
            reason_ended=x.reason if x.ended_on else "",
            reason_new="S",
            legal_status=x.legal,
            category_of_need=x.need,
            placement_type="U6",
        )
        for p, x in both
        if x.need
    )
    UascStatus.objects.bulk_create(UascStatus(child_id=p.child_id) for p, x in both if x.unaccompanied)
    return children


def _placements(period: PeriodOfCare, life: Life) -> list[Placement]:
    homes = life.homes or [("U6", "PR1", life.started_on)]
    ends = [h[2] for h in homes[1:]] + [life.ended_on]
    return [
        Placement(
            child_id=period.child_id,
            period=period,
            placement_type=code,
            provider=provider,
            started_on=begun,
            ended_on=ended,
            reason_new="S" if begun == life.started_on else "P",
            distance_miles=life.miles,
            is_out_of_area=life.outside,
        )
        for (code, provider, begun), ended in zip(homes, ends, strict=True)
    ]


def hold(
    authority: Authority,
    child: Child,
    held_on: date,
    *,
    late: bool = False,
    code: str = "PN1",
    reason: str = "",
) -> tuple[Review, ReviewCycle]:
    """A review held and its turn of the clock, in time or a week late; to be created in bulk."""
    review = Review(
        child=child,
        status=ReviewStatus.COMPLETED,
        started_on=held_on,
        completed_on=held_on,
        held_on=held_on,
        participation_code=code,
        late_reason=reason,
    )
    due = held_on - timedelta(days=7) if late else held_on + timedelta(days=3)
    opened = add_months(due, -6)
    cycle = ReviewCycle(
        authority=authority,
        child=child,
        period_start=opened,
        clock="CPR",
        number=3,
        opened_on=opened,
        closed_on=held_on,
        due_on=due,
        last_working_day=due,
        rule="RC-3",
        reason="6 months after the review before; Regulation 33",
        held_on=held_on,
        state="late" if late else "met",
        working_days_late=5 if late else None,
    )
    return review, cycle


def keep(pairs: list[tuple[Review, ReviewCycle]]) -> None:
    """Create reviews and turns."""
    seen: dict[int, int] = {}
    Review.objects.bulk_create(review for review, _ in pairs)
    for review, cycle in pairs:
        cycle.review = review
        seen[review.child_id] = cycle.sequence = seen.get(review.child_id, 0) + 1
    ReviewCycle.objects.bulk_create(cycle for _, cycle in pairs)


def analyse() -> None:
    """Tell the database how many rows there are now; in a test's transaction it can't find out by itself."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def page(
    authority: Authority, key: str, year: int, *, today: date, periods: list[Period] | None = None
) -> dict[str, Grid]:
    """The tables of a page by title, from measures computed and stored as the worker does it."""
    analyse()
    wanted = [MEASURES[code] for code in codes_of(PAGES[key])]
    for period in periods if periods is not None else [collection_year(year)]:
        store(authority, period, today=today, dimensions=period.is_collection_year, measures=wanted)
    maker = Maker(authority, year, PAGES[key], today=today, may_open=True, targets={})
    return {grid.title: grid for grid in maker.grids()}


def council(**over: Any) -> Authority:
    """A council without anybody."""
    return make.make_authority(**over)
