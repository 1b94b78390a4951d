"""The world of the matrix, one for all tests of a module."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.world import Standing, stands


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: Any) -> Iterator[Standing]:
    with stands(django_db_blocker) as world:
        yield world


@pytest.fixture
def world(standing: Standing, db: None) -> Standing:
    """The module's world; what the test writes is taken back after it."""
    return standing
