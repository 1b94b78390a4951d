"""In a fresh copy of the portal one process compiles the tests, and the others use what it compiled."""

import fcntl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

COMPILED = Path(__file__).parent / "unit" / "__pycache__"
"""Is there as soon as tests were compiled once."""


@contextmanager
def compiled_by_one(config: pytest.Config) -> Iterator[None]:
    """Of the processes that share a run the first to come collects the tests alone, where none was compiled
    yet: each would compile all of them, on two cores that have other work to do.
    """
    run = getattr(config, "workerinput", {}).get("testrunuid")
    if run is None:
        yield
        return
    with (Path(tempfile.gettempdir()) / f"iro-compiling-{run}").open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            fcntl.flock(held, fcntl.LOCK_SH)
        else:
            if COMPILED.is_dir():
                fcntl.flock(held, fcntl.LOCK_UN)
        yield
    Path(held.name).unlink(missing_ok=True)
