"""Changing a name, with the time taken from the portal's own clock."""

from collections.abc import Iterator
from contextlib import contextmanager

import pghistory

from accounts.clock import now


@contextmanager
def renaming() -> Iterator[None]:
    """A name changed inside this block is kept with this instant as its end (accounts/models/named.py).
    Everything else is dated by this clock, and the database's clock may differ from it a little.
    """
    with pghistory.context(renamed_at=now().isoformat()):
        yield
