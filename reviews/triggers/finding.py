"""Calls for a review that are found in the facts of children, after an import or a change by hand (RC-5)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pghistory
from django.db import transaction

from accounts.models import Authority
from children.imports.state.streams import copy_values
from children.imports.state.writer import current
from children.models import AdoptionDecision, Child, LegalStatus, PeriodOfCare, Placement
from reviews.cycle.facts import among, chunks
from reviews.models import ReviewTrigger
from statute.triggers import Care, Stretch, Trigger, found

FOUND_BACK = timedelta(days=366)
"""How long ago an event may be: an import of ten years of history is not a list of work."""
SAME = timedelta(days=14)
"""What a person recorded for about the same day is the same event."""


def after_children_changed(
    authority: Authority, child_ids: Sequence[int], today: date
) -> list[dict[str, Any]]:
    """Called by the floor below when facts of children changed. No due date of the clock moves by it."""
    with pghistory.context(triggers="found"):
        for portion in chunks(sorted(set(child_ids))):
            with transaction.atomic(savepoint=current() is None):
                _store(portion, since=today - FOUND_BACK)
    return []


def before_children_removed(child_ids: Sequence[int]) -> None:
    """Called by the floor below before children go: what was only found goes with them."""
    _only_found().filter(among("child_id", child_ids)).delete()


def _only_found() -> Any:
    """Calls that nobody raised and nobody has answered."""
    return ReviewTrigger.objects.filter(raised_by=None, waived_reason="")


def _store(child_ids: list[int], *, since: date) -> None:
    """Write what the facts say now and remove what they do not say any more."""
    wanted: dict[tuple[int, str], dict[date, Trigger]] = defaultdict(dict)
    for child, care in _care(child_ids).items():
        for trigger in found(care):
            if trigger.needed_before >= since:
                wanted[child, str(trigger.kind)][trigger.needed_before] = trigger
    gone = []
    for row in ReviewTrigger.objects.filter(among("child_id", child_ids)):
        same = wanted[row.child_id, row.kind]
        if row.needed_before >= since and _is_out(row, same.get(row.needed_before)):
            gone.append(row.pk)
            continue
        for day in [day for day in same if _is_there(row, day)]:
            del same[day]
    if gone:
        ReviewTrigger.objects.filter(pk__in=gone).delete()
    new = [
        {"child_id": child, "kind": kind, "raised_on": trigger.raised_on, "needed_before": day}
        for (child, kind), by_day in wanted.items()
        for day, trigger in by_day.items()
    ]
    copy_values(ReviewTrigger, new)


def _is_out(row: ReviewTrigger, said: Trigger | None) -> bool:
    """Whether a call that was only found, and that nobody answered, is not what the facts say any more."""
    if row.raised_by_id is not None or row.waived_reason:
        return False
    return said is None or said.raised_on != row.raised_on


def _is_there(row: ReviewTrigger, day: date) -> bool:
    """Whether the call is recorded already: the very same, or what a person recorded for about that day."""
    apart = abs(day - row.needed_before)
    return not apart or (row.raised_by_id is not None and apart <= SAME)


def _care(child_ids: Sequence[int]) -> dict[int, Care]:
    """The latest period of care of each child, in five queries whatever their number."""
    placements, legal = _stretches(Placement, child_ids), _stretches(LegalStatus, child_ids)
    decided: dict[int, list[date]] = defaultdict(list)
    for child, day in AdoptionDecision.objects.filter(among("child_id", child_ids)).values_list(
        "child", "decided_on"
    ):
        decided[child].append(day)
    # not joined to the periods: right after many rows have come in the database knows too little to join well
    born = dict(Child.objects.filter(among("pk", child_ids)).values_list("pk", "born_on"))
    periods = PeriodOfCare.objects.filter(among("child_id", child_ids)).order_by("child", "started_on")
    return {
        child: Care(
            born_on=born[child],
            started_on=start,
            ended_on=end,
            end_reason=reason,
            placements=tuple(placements[period]),
            legal=tuple(legal[period]),
            for_adoption=tuple(decided[child]),
        )
        for child, period, start, end, reason in periods.values_list(
            "child", "pk", "started_on", "ended_on", "end_reason"
        )
    }


def _stretches(model: type[Placement | LegalStatus], child_ids: Sequence[int]) -> dict[int, list[Stretch]]:
    """Period of care -> its placements or legal statuses in order."""
    names = ("placement_type", "reason_place_change") if model is Placement else ("code",)
    rows = model._default_manager.filter(among("child_id", child_ids)).order_by("started_on", "pk")
    by_period: dict[int, list[Stretch]] = defaultdict(list)
    for period, start, end, code, *why in rows.values_list("period", "started_on", "ended_on", *names):
        by_period[period].append(Stretch(code, start, end, *why))
    return by_period
