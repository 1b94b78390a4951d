"""What is known today of every child who has an IRO, in a fixed number of statements."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Max

from accounts.access.viewers import Viewer
from accounts.calendars import terms_for, working_days
from accounts.models import Authority
from children.access import counted_for
from children.models import FamilyLink, IroAllocation, Placement
from children.models.family import LinkKind
from disputes.models import Concern
from disputes.models.concern import FORMAL_STATES, OPEN_STATES
from reporting.measures.placements import FAR_MILES
from reviews.cycle.conditions import RUNNING, overdue
from reviews.models import MidwayCheck, Review, ReviewCycle
from reviews.models.midway import CheckState
from reviews.models.review import ReviewStatus
from statute import timescales

SOON, LATER = 28, 56
"""Reviews due in the next four and eight weeks."""


@dataclass
class ChildToday:
    """One child of an IRO, as things are today."""

    child: int
    worker: int
    miles: Decimal | None = None
    is_outside: bool | None = None
    group: int | None = None
    """The group of brothers and sisters in care, by a number; None: none that is known."""
    due_on: date | None = None
    is_overdue: bool = False
    is_due_known: bool = False
    record_due_on: date | None = None
    """By when the record of a review that was held is due; None: no record is open."""
    midway_until: date | None = None
    """The end of the window of an open midway check."""
    informal: int = 0
    formal: int = 0

    @property
    def is_far(self) -> bool | None:
        """Whether the child is placed more than 20 miles from home; None: not known."""
        return None if self.miles is None else self.miles > FAR_MILES

    def due_within(self, today: date, days: int) -> bool:
        """Whether a review is due within so many days from today."""
        return self.due_on is not None and today <= self.due_on <= today + timedelta(days=days)


@dataclass
class Groups:
    """Brothers and sisters, joined into groups."""

    leader: dict[int, int] = field(default_factory=dict)

    def find(self, child: int) -> int:
        """The child that stands for the group."""
        while self.leader.get(child, child) != child:
            child = self.leader[child]
        return child

    def join(self, one: int, other: int) -> None:
        """Two children of one group."""
        self.leader[self.find(other)] = self.find(one)


def children_today(viewer: Viewer, today: date, *, worker: int | None = None) -> list[ChildToday]:
    """Every child in care today who has an IRO and counts for this person; those of one IRO alone where one
    is named.
    """
    authority = viewer.authority
    cared_for = counted_for(viewer).looked_after_on(today)
    running = IroAllocation.objects.filter(child__in=cared_for.values("pk").order_by(), ended_on=None)
    if worker is not None:
        running = running.filter(worker=worker)
    found = {child: ChildToday(child, of) for child, of in running.values_list("child", "worker")}
    _see_homes(found)
    _see_siblings(found)
    _see_reviews(found, authority, today)
    _see_records(found, authority)
    _see_work(found)
    return list(found.values())


def _see_homes(found: dict[int, ChildToday]) -> None:
    homes = Placement.objects.filter(child__in=list(found), ended_on=None)
    for child, miles, is_outside in homes.values_list("child", "distance_miles", "is_out_of_area"):
        found[child].miles, found[child].is_outside = miles, is_outside


def _see_siblings(found: dict[int, ChildToday]) -> None:
    """Groups of brothers and sisters who are all among these children."""
    links = FamilyLink.objects.filter(kind=LinkKind.SIBLING, child__in=list(found), other__in=list(found))
    groups = Groups()
    pairs = list(links.order_by("pk").values_list("child", "other"))
    for one, other in pairs:
        groups.join(one, other)
    for child in {pk for pair in pairs for pk in pair}:
        found[child].group = groups.find(child)


def _see_reviews(found: dict[int, ChildToday], authority: Authority, today: date) -> None:
    turns = ReviewCycle.objects.filter(authority=authority, child__in=list(found), closed_on=None)
    late = set(turns.filter(overdue(today)).values_list("child", flat=True))
    for child, due_on, state in turns.order_by("child", "sequence").values_list("child", "due_on", "state"):
        row = found[child]
        row.due_on, row.is_overdue = due_on, child in late
        row.is_due_known = due_on is not None and (state in RUNNING or row.is_overdue)


def _see_records(found: dict[int, ChildToday], authority: Authority) -> None:
    """Reviews that were held and whose record is not complete, with the day by which it is due."""
    open_ones = Review.objects.filter(child__in=list(found), status=ReviewStatus.STARTED)
    calendar, terms = working_days(), terms_for(authority)
    for child, held in open_ones.annotate(last=Max("parts__held_on")).values_list("child", "last"):
        if held is not None:
            due = timescales.record_due_on(held, calendar=calendar, terms=terms.on(held))
            found[child].record_due_on = due


def _see_work(found: dict[int, ChildToday]) -> None:
    checks = MidwayCheck.objects.filter(child__in=list(found), state=CheckState.OPEN)
    for child, until in checks.order_by("-window_to").values_list("child", "window_to"):
        found[child].midway_until = until
    concerns = Concern.objects.filter(child__in=list(found), state__in=OPEN_STATES)
    for child, state in concerns.values_list("child", "state"):
        is_formal = state in FORMAL_STATES
        found[child].formal += is_formal
        found[child].informal += not is_formal


def by_worker(rows: list[ChildToday]) -> dict[int, list[ChildToday]]:
    """Worker -> children."""
    found: dict[int, list[ChildToday]] = defaultdict(list)
    for row in rows:
        found[row.worker].append(row)
    return found
