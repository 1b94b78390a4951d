"""Running an import in a test."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from accounts.models import Authority
from children.imports.actions import run_return
from children.imports.outcome import Outcome
from tests.kept import helping

TODAY = date(2026, 4, 20)


@helping
def bring_in(authority: Authority) -> Callable[..., Outcome]:
    """`bring_in(files, year=2026)`: import a return into the council and hand back what it did."""

    def run(files: Mapping[str, bytes], *, year: int | None = None, **over: Any) -> Outcome:
        given = {"authority": authority, "files": files, "year": year, "by": None, "today": TODAY} | over
        outcome, _ = run_return(**given)
        return outcome

    return run


@pytest.fixture
def refused(bring_in: Callable[..., Outcome]) -> Callable[..., list[tuple[str, int, str, str]]]:
    """`refused(files)`: (file, line, column, rule) of everything the import refused."""

    def run(files: Mapping[str, bytes], **over: Any) -> list[tuple[str, int, str, str]]:
        return [(d.file, d.line, d.column, d.rule) for d in bring_in(files, **over).defects]

    return run


@pytest.fixture
def pointed_out(bring_in: Callable[..., Outcome]) -> Callable[..., list[tuple[str, int, str, str]]]:
    """`pointed_out(files)`: (file, line, column, rule) of everything that was taken with a warning."""

    def run(files: Mapping[str, bytes], **over: Any) -> list[tuple[str, int, str, str]]:
        return [(d.file, d.line, d.column, d.rule) for d in bring_in(files, **over).pointed_out]

    return run
