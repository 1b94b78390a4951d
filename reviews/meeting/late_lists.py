"""The list of late reviews without a reason: by year, and by the last team and IRO of the child.

The last ones also where they have ended: the delay of a child who has left care is somebody's too.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.db.models import Model, OuterRef, Q, QuerySet, Subquery

from accounts.access.viewers import Viewer
from accounts.models import Team, Worker
from children.imports.values import year_bounds
from children.models import IroAllocation, SocialWorkerAllocation
from reviews.meeting.lateness import late_turns, without_reason
from reviews.models import Review, ReviewCycle
from statute.working_days import collection_year_number

NONE = "none"
NOT_RECORDED = (NONE, "Not recorded")
Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Offered:
    """What the list can be narrowed to: what stands in it. `total`: how many stand in it unnarrowed."""

    years: Choices
    teams: Choices
    iros: Choices
    total: int


@dataclass(frozen=True)
class Row:
    """A late review of the list, whose child it was then, and its box."""

    turn: ReviewCycle
    review: Review
    team: str
    iro: str
    is_ticked: bool
    box: str
    """The id of its box; errors lead to the first. None for one whose reason was said when it was booked:
    it keeps that, and whose delay it was is said by itself.
    """


def unexplained(viewer: Viewer) -> QuerySet[Any]:
    """Late turns without a reason or without whose delay it was, each with the child's last team and IRO."""
    return without_reason(late_turns(viewer)).annotate(
        last_team=_last(SocialWorkerAllocation, "team__public_id"),
        last_iro=_last(IroAllocation, "worker__public_id"),
    )


def late_reviews(viewer: Viewer) -> QuerySet[Review]:
    """Reviews of children this person sees that were held after their due date, explained or not."""
    return Review.objects.filter(pk__in=late_turns(viewer).values("review").order_by())


def _last(of: type[Model], column: str) -> Subquery:
    rows = of._default_manager.filter(child=OuterRef("child")).order_by("-started_on", "-pk")
    return Subquery(rows.values(column)[:1])


def narrowed(turns: QuerySet[Any], filters: dict[str, Any]) -> QuerySet[Any]:
    """Those that fit the filters (`year`, `team`, `iro`)."""
    if filters.get("year"):
        turns = turns.filter(held_on__range=year_bounds(int(filters["year"])))
    for name in ("team", "iro"):
        chosen = filters.get(name)
        if chosen:
            turns = turns.filter(Q(**{f"last_{name}": None if chosen == NONE else chosen}))
    return turns


def offered(turns: QuerySet[Any]) -> Offered:
    """The years, teams and IROs of these turns, for the filter and for the rows."""
    rows = list(turns.values_list("held_on", "last_team", "last_iro"))
    years = sorted({collection_year_number(held) for held, _, _ in rows if held}, reverse=True)
    teams, iros = {team for _, team, _ in rows}, {iro for _, _, iro in rows}
    return Offered(
        years=[(str(year), f"1 April {year - 1} to 31 March {year}") for year in years],
        teams=_named(Team.objects.filter(public_id__in=teams - {None}), has_none=None in teams),
        iros=_named(Worker.objects.filter(public_id__in=iros - {None}), has_none=None in iros),
        total=len(rows),
    )


def as_rows(turns: Iterable[Any], offers: Offered, ticked: Container[str] | None) -> list[Row]:
    """The turns as the page shows them; `ticked` are the keys of reviews, None all of them."""
    teams, iros = dict(offers.teams), dict(offers.iros)
    boxes = count()
    return [
        Row(
            turn,
            turn.review,
            team=teams.get(str(turn.last_team), ""),
            iro=iros.get(str(turn.last_iro), ""),
            is_ticked=ticked is None or str(turn.review.public_id) in ticked,
            box="" if turn.review.late_reason else f"id_review_{next(boxes)}",
        )
        for turn in turns
    ]


def _named(rows: QuerySet[Any], *, has_none: bool) -> Choices:
    named = [(str(row.public_id), str(row)) for row in rows.order_by("name", "pk")]
    return [*named, NOT_RECORDED] if has_none else named
