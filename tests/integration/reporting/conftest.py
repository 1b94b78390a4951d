"""The sample councils, imported once for all tests of a module, and one way to ask for a figure."""

from collections.abc import Callable, Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command

from accounts.models import Authority
from reporting.measures.base import Result, Scope, compute
from reporting.measures.registry import MEASURES
from reporting.periods import Period, collection_year
from reviews.cycle import statistics
from tests import database
from tests import factories as make
from tests.locks import stand_as_committed, taken_back
from tests.snapshots import rows_of

DATA = Path(__file__).parents[2] / "data"
TODAY = date(2026, 6, 1)


def _imported(blocker: Any, code: str, *folders: str) -> Iterator[Authority]:
    with blocker.unblock(), taken_back():
        database.need_bank_holidays()
        with time_machine.travel(make.at(TODAY), tick=False):
            rows_of(code, lambda: _import(code, *folders))
        stand_as_committed()
        statistics.refresh()  # what a council's import does once its rows stand
        yield Authority.objects.get(code=code)


def _import(code: str, *folders: str) -> None:
    words = [str(DATA / f) for f in folders]
    call_command(
        "import_ssda903", *words, authority=code, create="Sample Council", json=True, stdout=StringIO()
    )


@pytest.fixture(scope="module")
def sample(django_db_setup: None, django_db_blocker: Any) -> Iterator[Authority]:
    """Three returns of an invented council, as on 1 June 2026."""
    yield from _imported(django_db_blocker, "sample", "ssda903/2024", "ssda903/2025", "ssda903/2026")


@pytest.fixture(scope="module")
def example(django_db_setup: None, django_db_blocker: Any) -> Iterator[Authority]:
    """The worked example of the rules (1B), children A to I."""
    yield from _imported(django_db_blocker, "example", "example_1b/2025", "example_1b/2026")


@pytest.fixture
def ask() -> Callable[..., Result]:
    """`ask("timeliness_reviews_due", authority, 2026)`: a figure of a collection year or of a period."""

    def figure(code: str, authority: Authority, period: int | Period, as_at: date = TODAY) -> Result:
        period = collection_year(period) if isinstance(period, int) else period
        return compute(MEASURES[code], Scope(authority, period, as_at=as_at))

    return figure
