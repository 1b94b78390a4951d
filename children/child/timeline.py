"""What happened to the child in care, as events of the timeline: care, legal status, placements, people,
missing, adoption.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    ExpressionWrapper,
    F,
    Q,
    QuerySet,
    Value,
)
from django.db.models.expressions import Combinable
from django.utils.text import capfirst

from accounts.access.viewers import Viewer
from accounts.written import Given, Written
from children.child.current_facts import NAMED
from children.codesets import label, short
from children.models import (
    AdoptionDecision,
    Child,
    IroAllocation,
    LegalStatus,
    MissingEpisode,
    PeriodOfCare,
    Placement,
    SocialWorkerAllocation,
)
from children.models.care import STARTS, start_is_known

Event = dict[str, Any]
NOTHING, NO = Value("", CharField()), Value(False, BooleanField())


class Told(NamedTuple):
    """A row of one of these tables: what it is of, its days, and up to two codes or names."""

    what: str
    key: int
    on: date
    until: date | None
    first: str | None
    second: str | None
    begins: bool


def events(viewer: Viewer, child: Child) -> list[Event]:
    """The events of this floor, in no order: the page puts those of all floors together."""
    told: dict[str, list[Told]] = {}
    for row in sorted((Told(*row) for row in ALL(child=child.pk)), key=lambda told: (told.on, told.key)):
        told.setdefault(row.what, []).append(row)
    return [event for what, said in SAID.items() for event in said(told.get(what, []))]


def _of(
    rows: QuerySet[Any],
    what: str,
    first: str | Combinable,
    second: str | Combinable = NOTHING,
    *,
    on: str = "started_on",
    until: str = "ended_on",
    begins: Combinable = NO,
) -> QuerySet[Any, Any]:
    """The rows of one table in the columns of Told."""
    return rows.order_by().values_list(Value(what, CharField()), "pk", on, until, first, second, begins)


def _all(child: Given) -> QuerySet[Any, Any]:
    """All of it in one statement: one for each table takes several times as long."""
    first_one = ExpressionWrapper(Q(reason_new=STARTS), BooleanField())
    return _of(PeriodOfCare.objects.filter(child=child), "care", "end_reason", begins=start_is_known()).union(
        _of(LegalStatus.objects.filter(child=child), "legal", "code"),
        _of(
            Placement.objects.filter(child=child),
            *("placement", "placement_type", "reason_place_change"),
            begins=first_one,
        ),
        _of(IroAllocation.objects.filter(child=child), "iro", NAMED),
        _of(SocialWorkerAllocation.objects.filter(child=child), "worker", NAMED, F("team__name")),
        _of(MissingEpisode.objects.filter(child=child), "missing", "kind"),
        _of(
            AdoptionDecision.objects.filter(child=child),
            *("adoption", "reason_reversed"),
            on="decided_on",
            until="reversed_on",
        ),
        all=True,
    )


ALL: Written[tuple[Any, ...]] = Written(_all, child=BigIntegerField())


def _event(on: date, title: str, text: str, kind: str) -> Event:
    return {"on": on, "title": title, "text": text, "by": "", "href": None, "kind": kind}


def _care(periods: Iterable[Told]) -> Iterator[Event]:
    for period in periods:
        came = "Came into care" if period.begins else "Already in care, on the first day in the records"
        yield _event(period.on, came, "", "care")
        if period.until:
            why = label("reason_episode_ceased", period.first or "")
            yield _event(period.until, "Ceased to be looked after", why, "care")


def _legal_statuses(statuses: Iterable[Told]) -> Iterator[Event]:
    for status in statuses:
        yield _event(status.on, f"Legal status: {short('legal_status', status.first or '')}", "", "care")


def _placements(placements: Iterable[Told]) -> Iterator[Event]:
    why = ""
    for placement in placements:
        words = short("placement_type", placement.first or "")
        moved = not placement.begins
        text = f"Why the placement before it ended: {why}" if moved and why else ""
        yield _event(placement.on, f"{'Moved to' if moved else 'Placed'}: {words}", text, "placement")
        why = label("reason_place_change", placement.second) if placement.second else ""


def _iros(allocations: Iterable[Told]) -> Iterator[Event]:
    for allocation in allocations:
        yield _event(allocation.on, f"IRO: {allocation.first}", "", "people")


def _workers(allocations: Iterable[Told]) -> Iterator[Event]:
    for allocation in allocations:
        worker, team = allocation.first or "not recorded", allocation.second or "not recorded"
        yield _event(allocation.on, f"Social worker: {worker}", f"Team: {team}", "people")


def _missing(episodes: Iterable[Told]) -> Iterator[Event]:
    kinds: dict[Any, Any] = dict(MissingEpisode._meta.get_field("kind").flatchoices)
    for episode in episodes:
        until = episode.until
        text = f"Until {until.day} {until:%B %Y}" if until else "Return not recorded"
        yield _event(episode.on, capfirst(str(kinds[episode.first])), text, "missing")


def _adoption(decisions: Iterable[Told]) -> Iterator[Event]:
    for decision in decisions:
        yield _event(decision.on, "Decision that the child should be placed for adoption", "", "care")
        if decision.until:
            why = label("adoption_reason_placed_ceased", decision.first or "")
            yield _event(decision.until, "Decision for adoption reversed", why, "care")


SAID: dict[str, Callable[[Iterable[Told]], Iterator[Event]]] = {
    "care": _care,
    "legal": _legal_statuses,
    "placement": _placements,
    "iro": _iros,
    "worker": _workers,
    "missing": _missing,
    "adoption": _adoption,
}
