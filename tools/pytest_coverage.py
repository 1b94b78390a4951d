"""Pytest plugin (-p tools.pytest_coverage): which branches of the product the tests take, in every process.

A probe is put into the code as it is imported, which takes some twenty seconds in each process for the
whole product. So the whole has them at night alone, when `COVERED` is `everything`; by day only the law, the
actions and the states are looked at, a tenth of the code.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
import slipcover

from tools.covered import EVERYTHING, FOLDER, PRODUCT, is_covered_whole

# To take passed probes out, every function of the portal is looked through (a quarter of a second): worth it
# only for what runs thousands of times.
OFTEN = 5000
LEFT_OUT = ["*/migrations/*"]


class _Looked(slipcover.FileMatcher):
    """The files that get probes."""

    def matches(self, filename: Path | str | None) -> bool:
        if not super().matches(filename):
            return False
        return EVERYTHING or is_covered_whole(Path(str(filename)).resolve().relative_to(self.cwd).as_posix())


_found = slipcover.Slipcover(branch=True, omit=LEFT_OUT, d_miss_threshold=OFTEN)
_imports = slipcover.ImportManager(_found, _Looked(sources=list(PRODUCT), omit=LEFT_OUT))
RUNS_TESTS = "-n" not in sys.argv or "PYTEST_XDIST_WORKER" in os.environ  # else they are only handed out
if RUNS_TESTS:
    _imports.__enter__()  # before Django imports the product: what is imported earlier is not seen


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """Each process writes what it saw; tools/covered.py joins the files."""
    if not RUNS_TESTS:
        return
    FOLDER.mkdir(exist_ok=True)
    name = os.environ.get("PYTEST_XDIST_WORKER", "main")
    (FOLDER / f"{name}.json").write_text(json.dumps(_found.get_coverage()), encoding="utf-8")
