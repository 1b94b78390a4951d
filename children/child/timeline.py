"""What happened to the child in care, as events of the timeline: care, legal status, placements, people,
missing, adoption.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.text import capfirst

from accounts.access.viewers import Viewer
from children.codesets import label, short
from children.models import Child
from children.models.care import start_is_known

Event = dict[str, Any]


def events(viewer: Viewer, child: Child) -> list[Event]:
    """The events of this floor, in no order: the page puts those of all floors together."""
    return [
        *_care(child),
        *_legal_statuses(child),
        *_placements(child),
        *_people(child),
        *_missing(child),
        *_adoption(child),
    ]


def _event(on: date, title: str, text: str, kind: str) -> Event:
    return {"on": on, "title": title, "text": text, "by": "", "href": None, "kind": kind}


def _care(child: Child) -> Iterator[Event]:
    for period in child.periods.annotate(begins=start_is_known()):
        came = "Came into care" if period.begins else "Already in care, on the first day in the records"
        yield _event(period.started_on, came, "", "care")
        if period.ended_on:
            why = label("reason_episode_ceased", period.end_reason)
            yield _event(period.ended_on, "Ceased to be looked after", why, "care")


def _legal_statuses(child: Child) -> Iterator[Event]:
    for status in child.legal_statuses.all():
        words = short("legal_status", status.code)
        yield _event(status.started_on, f"Legal status: {words}", "", "care")


def _placements(child: Child) -> Iterator[Event]:
    why = ""
    for placement in child.placements.all():
        words = short("placement_type", placement.placement_type)
        moved = placement.reason_new != "S"
        text = f"Why the placement before it ended: {why}" if moved and why else ""
        yield _event(placement.started_on, f"{'Moved to' if moved else 'Placed'}: {words}", text, "placement")
        why = (
            label("reason_place_change", placement.reason_place_change)
            if placement.reason_place_change
            else ""
        )


def _people(child: Child) -> Iterator[Event]:
    for allocation in child.iro_allocations.select_related("worker"):
        yield _event(allocation.started_on, f"IRO: {allocation.worker}", "", "people")
    for social in child.social_worker_allocations.select_related("worker", "team"):
        worker = str(social.worker) if social.worker else "not recorded"
        team = social.team.name if social.team else "not recorded"
        yield _event(social.started_on, f"Social worker: {worker}", f"Team: {team}", "people")


def _missing(child: Child) -> Iterator[Event]:
    for episode in child.missing_episodes.all():
        until = episode.ended_on
        text = f"Until {until.day} {until:%B %Y}" if until else "Return not recorded"
        yield _event(episode.started_on, capfirst(episode.get_kind_display()), text, "missing")


def _adoption(child: Child) -> Iterator[Event]:
    for decision in child.adoption_decisions.all():
        yield _event(decision.decided_on, "Decision that the child should be placed for adoption", "", "care")
        if decision.reversed_on:
            why = label("adoption_reason_placed_ceased", decision.reason_reversed)
            yield _event(decision.reversed_on, "Decision for adoption reversed", why, "care")
