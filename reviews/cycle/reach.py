"""What another reach of the records would change, before it is saved."""

from collections import Counter
from copy import copy
from dataclasses import replace
from datetime import date

from accounts.calendars import terms_for, working_days
from accounts.models import Authority
from accounts.ui.tables import Row, Table, headings
from children.models import Child
from reviews.cycle.actions import with_reach
from reviews.cycle.facts import chunks, cycles_of, facts_for, told_of_child
from statute.clock_facts import State

STATES = {
    State.OVERDUE: "Reviews overdue",
    State.UNCONFIRMED: "Reviews due, not known whether held",
    State.NOT_KNOWN: "Reviews whose due date is not known",
    State.OPEN: "Reviews not due yet",
}


def of_reach(
    authority: Authority, *, stated_until: date | None, live_from: date | None, today: date
) -> Table:
    """How the running reviews stand, and would stand, and whether it is known who is in care."""
    then = copy(authority)
    with_reach(then, stated_until=stated_until, live_from=live_from)
    was, will = _running(authority, today), _running(then, today)
    rows: list[Row] = [
        [words, f"{was[state]:,}", f"{will[state]:,}"]
        for state, words in STATES.items()
        if was[state] or will[state]
    ]
    rows.append(["How many children are in care today", _care(authority, today), _care(then, today)])
    return Table(
        "What would change",
        headings("Today", "Now", "With these days", numeric=("Now", "With these days")),
        rows,
    )


def _care(authority: Authority, today: date) -> str:
    return "known" if authority.tells_of_care_on(today, today=today) else "not known"


def _running(authority: Authority, today: date) -> Counter[State]:
    """The running turns by how they stand, worked out without storing anything."""
    calendar, terms = working_days(), terms_for(authority)
    found: Counter[State] = Counter()
    until = authority.reviews_told_until
    children = Child.objects.filter(authority=authority).order_by("pk").values_list("pk", flat=True)
    for portion in chunks(children):
        own = dict(Child.objects.filter(pk__in=portion).values_list("pk", "told_until"))
        facts = {
            child: replace(known, known_until=told_of_child(until, own[child]), live_from=authority.live_from)
            for child, known in facts_for(portion).items()
        }
        for _, cycles in cycles_of(facts, as_at=today, calendar=calendar, terms=terms):
            found.update(cycle.state for cycle in cycles if cycle.closed_on is None)
    return found
