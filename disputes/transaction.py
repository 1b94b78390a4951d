"""The frame of every act in a concern:

the row locked, the table of states asked, what was done written to the trail.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from accounts.audit import trail as audit
from disputes import wording
from disputes.access import Actor
from disputes.models import Concern
from disputes.states import CONCERN, Act, NotNow

ABOUT_ITS_WORDS = {
    Act.INFORM,
    Act.FORMALISE,
    Act.ESCALATE,
    Act.ANSWER,
    Act.PROMISE,
    Act.REFER,
    Act.ADVISE,
    Act.CLOSE,
}
"""Acts of somebody who has read what the concern says."""


@contextmanager
def change(concern: Concern, act: Act, by: Actor, kind: str, **details: Any) -> Iterator[tuple[Concern, str]]:
    """The concern as it is now, locked, and the state that follows. Raises NotNow or NotYours; then
    nothing was written. `concern`: as the person read it, so an act about its words is refused where they
    were changed since.

    Of two people who act at once the second one is judged by what the first one left.
    """
    with audit.action(
        f"concern.{kind}",
        by=by.user,
        authority=concern.authority_id,
        child_id=concern.child_id,
        target=concern,
        **details,
    ):
        fresh = (
            Concern.objects.select_for_update(of=("self",))
            .select_related("ladder", "child__authority")
            .get(pk=concern.pk)
        )
        state = CONCERN.check(act, fresh.state, by.parts)
        if act in ABOUT_ITS_WORDS and words_of(fresh) != words_of(concern):
            raise NotNow(wording.REWORDED)
        yield fresh, state
    concern.refresh_from_db()


def words_of(concern: Concern) -> dict[str, str]:
    """The words of a concern, to see whether they were changed."""
    return {"concern_text": concern.text, "concern_wanted": concern.wanted}
