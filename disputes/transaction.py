"""The frame of every act in a concern:

the row locked, the table of states asked, what was done written to the trail.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from accounts.audit import trail as audit
from disputes.access import Actor
from disputes.models import Concern
from disputes.states import CONCERN, Act


@contextmanager
def change(concern: Concern, act: Act, by: Actor, kind: str, **details: Any) -> Iterator[tuple[Concern, str]]:
    """The concern as it is now, locked, and the state that follows. Raises NotNow or NotYours; then
    nothing was written.

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
        yield fresh, CONCERN.check(act, fresh.state, by.parts)
    concern.refresh_from_db()
