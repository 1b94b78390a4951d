"""When a name changes, by the portal's own clock."""

from collections.abc import Iterator
from contextlib import contextmanager

import pghistory

from accounts.clock import now


@contextmanager
def renaming() -> Iterator[None]:
    """A name that changes in here is kept with this instant as its end (accounts/models/named.py): acts are
    noted by this clock, and the database's may stand a little before or after it.
    """
    with pghistory.context(renamed_at=now().isoformat()):
        yield
