"""Records that were deleted when their time was over, as a reason why a figure is another one now. No child
is named or counted: the figures before and after would tell of a single one.
"""

from datetime import datetime

from children.models import Erasure
from children.models.retention import ErasureState

WHY = "Records whose time was over were deleted in between, which may be why."


class Deletions:
    """When records of a council were deleted with all their facts (AR-3); one made anonymous still counts."""

    def __init__(self, authority_id: int) -> None:
        done = Erasure.objects.filter(authority=authority_id, state=ErasureState.DONE, leaves_facts=False)
        self._moments = list(done.values_list("answered_at", flat=True))

    def between(self, known: datetime, changed: datetime) -> str:
        """What to say of a figure that was known at one moment and found another at a later one; "" where
        nothing was deleted."""
        return WHY if any(at and known < at <= changed for at in self._moments) else ""
