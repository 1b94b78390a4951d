"""The matrix role x address x (own, other team's, restricted, other council's) -> opens, not found,
forbidden.

Each app keeps its rows in `matrix_<app>.py` as `ROWS: dict[url name, Row]`. An address without a row fails
the test.

    "children:child": Row(sees=CHILD_READERS, args=lambda w, child: {"public_id": child.public_id}),
    "reviews:book":   Row(sees={"iro": "own", "qa_manager": "own other"}, args=booked),
    "children:list":  Row(sees={"iro": "", "qa_manager": ""}),

`sees` names everybody who has the page's permission, and for pages of one object which objects open for them;
every other object is 404 for them, and the page is 403 for everybody who is not named. The outsider is the QA
manager of the other council: the row of `qa_manager` decides what opens there. "by_reason" is for roles that
first give a reason: 403 or 404 until they did. Restricted records open for nobody here: they answer 403, the
page to ask on, for those whose own the child is, and 404 for everybody else.
"""

import importlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import Authority, User
from children.models import Child

PEOPLE = (
    "iro",
    "other_iro",
    "qa_manager",
    "team_manager",
    "other_team_manager",
    "service_manager",
    "head_of_service",
    "social_worker",
    "other_social_worker",
    "business_support",
    "director",
    "inspector",
    "lead_member",
    "administrator",
    "outsider",
    "nobody",
)
WRITES = re.compile(r"(?:^|[;(])\s*(INSERT INTO|UPDATE(?!\s+OF)|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)
"""A statement that writes, and its table. Within an action its name is set before it, in one statement."""
OBJECTS = ("own", "other", "restricted", "foreign")


class World:
    """The people and children of one test. `world.child("own")`, `world.person("iro")`, and each fixture as
    an attribute."""

    def __init__(self, request: pytest.FixtureRequest) -> None:
        self._request = request

    def __getattr__(self, name: str) -> Any:
        return self._request.getfixturevalue(name)

    def person(self, name: str) -> User:
        return self._request.getfixturevalue(name)

    def child(self, which: str) -> Child:
        name = "child" if which == "own" else f"{which}_child"
        return self._request.getfixturevalue(name)

    def council_of(self, child: Child) -> Authority:
        return child.authority


@dataclass(frozen=True)
class Row:
    """What one address answers. Leave `args` out for a page without an object."""

    sees: dict[str, str] = field(default_factory=dict)
    args: Callable[[World, Child], dict[str, Any]] | None = None
    objects: tuple[str, ...] = OBJECTS
    method: str = "GET"
    data: dict[str, Any] = field(default_factory=dict)
    open_to_all: bool = False
    by_token: bool = False
    """For programs alone: whoever comes with a session and no token gets 401."""
    signed_in: bool = False
    why: str = ""
    logs: str = ""
    """What a GET adds to the trail: a line that says who took what out. Nothing else may be written."""

    @property
    def variants(self) -> tuple[str, ...]:
        return self.objects if self.args else ("page",)

    def expected(self, person: str, variant: str) -> set[int]:
        """The statuses this person may get for this object."""
        opens = {200, 302, 303} | (
            {422} if self.method == "POST" else set()
        )  # a page may say what is missing
        if self.by_token:
            return {401, 429}
        role = "qa_manager" if person == "outsider" else person
        if self.signed_in:
            return opens
        if role not in self.sees:
            return {403}
        if variant == "page":
            return opens
        mine = set(self.sees[role].split())
        if "stage" in mine:  # opens where a stage of the council's process names them: none of these does
            return {403, 404}
        if person == "outsider":
            return _of_the_outsider(variant, opens if mine else {403, 404})
        return opens if variant in mine else _closed(variant, mine)


def _closed(variant: str, mine: set[str]) -> set[int]:
    """An object that does not open for a role with the permission: within reach one may ask, else it is not
    there."""
    if variant == "restricted":
        return {403} if {"own", "by_reason"} & mine else {404}
    return {403, 404} if "by_reason" in mine and variant != "foreign" else {404}


def _of_the_outsider(variant: str, theirs: set[int]) -> set[int]:
    """The other council's QA manager: their own children alone are there for them."""
    return theirs if variant == "foreign" else {404}


def rows() -> dict[str, Row]:
    """Every app's rows together. The same address in two tables is a mistake."""
    found: dict[str, Row] = {}
    for file in sorted(Path(__file__).parent.glob("matrix_*.py")):
        table = importlib.import_module(f"tests.house_rules.{file.stem}").ROWS
        twice = found.keys() & table.keys()
        assert not twice, f"{file.name} repeats {sorted(twice)}"
        found |= table
    return found


@cache
def addresses() -> dict[str, URLPattern]:
    """Every address of the portal by its full name; the administration site has tests of its own."""
    return dict(_walk(get_resolver(), ""))


def _walk(resolver: URLResolver, namespace: str) -> Iterator[tuple[str, URLPattern]]:
    for part in resolver.url_patterns:
        if isinstance(part, URLResolver):
            if part.namespace != "admin":
                yield from _walk(part, f"{namespace}{part.namespace}:" if part.namespace else namespace)
        else:
            yield f"{namespace}{part.name}", part


def view_of(pattern: URLPattern) -> Any:
    return pattern.callback
