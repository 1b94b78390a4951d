"""Early pytest plugin (-p tools.pytest_services): real PostgreSQL and a real broker before the settings are
read."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

from tools.services import Services, external

_services: Services | None = None


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Start the servers of the tests, unless DATABASE_URL and REDIS_URL name others."""
    global _services
    os.environ.setdefault("IRO_MODE", "test")
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps a loop in the test's thread
    if external() is None:
        _services = Services("test", durable=False)
        _services.hold()
        os.environ.update(_services.start())
    worker = os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw")
    if (
        worker and _services is None
    ):  # beside others: a queue of one's own, as pytest-django gives a database of one's own
        os.environ["REDIS_URL"] = os.environ["REDIS_URL"].partition("?")[0] + f"?db={1 + int(worker) % 7}"


@pytest.hookimpl(wrapper=True)
def pytest_unconfigure() -> Generator[None, None, None]:
    """Stop them when the last test run that uses them ends."""
    yield
    if _services is not None and os.environ.get("PYTEST_XDIST_WORKER") is None:
        _services.leave()
