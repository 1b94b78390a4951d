"""Pytest plugin (-p tools.pytest_coverage): which branches of the product the tests take, in every process.

The usual tracer makes the suite half as long again; this one puts a probe into the code as it is imported
and takes it out once it was passed, which costs almost nothing.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
import slipcover

PRODUCT = ("statute", "accounts", "children", "reviews", "disputes", "reporting", "iro_portal")
FOLDER = Path(".covered")  # one file for each process that runs tests

# To take passed probes out, every function of the portal is looked through (a quarter of a second): worth it
# only for what runs thousands of times.
OFTEN = 5000
_found = slipcover.Slipcover(
    branch=True, source=list(PRODUCT), omit=["*/migrations/*"], d_miss_threshold=OFTEN
)
_imports = slipcover.ImportManager(
    _found, slipcover.FileMatcher(sources=list(PRODUCT), omit=["*/migrations/*"])
)
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
