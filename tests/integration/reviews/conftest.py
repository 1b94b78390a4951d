"""A review that is ready to be completed, and the ways to it through the pages."""

from collections.abc import Callable
from datetime import date
from typing import Any

from accounts.models import User
from children.models import Child
from reviews.cycle.replay import replay_children
from reviews.models import Review
from reviews.record import completing
from reviews.record.sections import NEEDED
from tests import factories as make
from tests.kept import helping

STARTED = date(2025, 3, 24)
"""A Monday three weeks after `child` came into care: in time for the first review, due on 31 March 2025."""

ACTION = {
    "outcome": "Robin sees her brother every month",
    "action": "Agree dates with both carers",
    "owner": "Sol Carr",
    "due_on": "2025-05-30",
    "how_known": "Robin says the visits happen",
}


def answers_needed(**over: Any) -> dict[str, dict[str, Any]]:
    """The data of each section that a review can't be completed without; give a section's name to change
    it."""
    given = {
        "wishes": {"own_words": "I want to stay.", "how_given": "told"},
        "attendance": {
            "child_came": "yes",
            "views": "spoke",
            "attendees": [{"role": "CARER", "name": "Pat Lowe", "presence": "CAME"}],
        },
        "plan": {"permanence": "yes", "about": "The plan is right."},
        "view": {"about": "The plan moves at the child's pace."},
        "decisions": {"decisions": [ACTION]},
    }
    return given | over


@helping
def ready(child: Child, iro: User, on_day: Callable[..., date]) -> Callable[..., Review]:
    """`ready(held, **sections)`: a review held that day, every needed section complete; the clock stands two
    days later."""

    def make_it(held: date = STARTED, *, of: Child = child, by: User = iro, **over: Any) -> Review:
        on_day(date.fromordinal(held.toordinal() + 2))
        replay_children([of.pk], today=held)
        review = make.make_started_review(of, held)
        sections = answers_needed(**over)
        assert set(sections) == {str(k) for k in NEEDED}
        for key, data in sections.items():
            make.make_section(review, key, by, data=data, is_complete=True)
        return review

    return make_it


@helping
def completed(ready: Callable[..., Review], iro: User) -> Callable[..., Review]:
    """`completed(held, **sections)`: the same, completed and its decisions sent two days after it was
    held."""

    def make_it(held: date = STARTED, *, by: User = iro, **over: Any) -> Review:
        review = ready(held, by=by, **over)
        return completing.complete(review=review, by=by, today=date.fromordinal(held.toordinal() + 2))

    return make_it
