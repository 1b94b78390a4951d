"""Rows that tests have in common are made once, and each test finds them as they were made.

    @kept
    def iro(authority: Authority) -> User: ...

    @helping
    def client_for() -> Callable[..., Client]: ...

What the tests of a file ask of such fixtures is made in one transaction around all of them, in the order in
which the fixtures are written down, each in a savepoint of its own. A test runs within it and is taken back
to it; the objects it is given are copies. The next test keeps what it asks for too, and what it does not is
taken back first: no test sees a row that it did not ask for. docs/testing.md says when a fixture may be kept.
"""

import copy
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from itertools import count, takewhile
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction

from accounts.clock import now
from tests.days import Days

DATABASE = "_django_db_helper"  # the fixture of pytest-django that opens the transaction of a test
_order = count()
_makers: dict[Any, "_Maker"] = {}


@dataclass(frozen=True)
class _Maker:
    """The function under `@kept`, and its place among them."""

    make: Callable[..., Any]
    place: int
    asks: tuple[str, ...]
    is_help: bool
    """It makes no rows by itself, but is a way to make some: it is neither kept nor copied."""


@dataclass(frozen=True)
class _Need:
    """What is to be made, and of what: where a file has another `iro`, its `child` is another."""

    maker: _Maker
    of: tuple[Any, ...]
    """For each name it asks for the need, or the fixture of the file or run, that gives it."""

    def parts(self) -> "set[_Need]":
        """What it is made of, and what that is made of."""
        own = {part for part in self.of if isinstance(part, _Need)}
        return own.union(*(part.parts() for part in own))


@dataclass
class _Made:
    """What stands, in its savepoint."""

    need: _Need
    block: transaction.Atomic
    values: dict[_Need, Any]
    """Everything up to this, as it was when this stood: what it was made of may have been changed by it."""
    days: list[dict[str, Any]] = field(default_factory=list)
    """To which days the clock was set while it was made: that is done again for each test."""


def kept(make: Callable[..., Any]) -> Any:
    """A fixture that makes rows once for all tests that ask for it one after the other."""

    @wraps(make)
    def fixture(**given: Any) -> Any:
        # asked for by name within a test, or made of what is not kept, it is made here
        return _world.copied(maker) if maker in _world.given else make(**given)

    maker = _makers[fixture] = _maker(make, is_help=False)
    return pytest.fixture(fixture)


def helping(make: Callable[..., Any]) -> Any:
    """A fixture that a kept one may ask for: a way to make rows, as `client_for` is, and none itself."""
    _makers[make] = _maker(make, is_help=True)
    return pytest.fixture(make)


def _maker(make: Callable[..., Any], *, is_help: bool) -> _Maker:
    assert not inspect.isgeneratorfunction(make), f"{make.__name__} has something to undo"
    return _Maker(make, next(_order), tuple(inspect.signature(make).parameters), is_help)


class _World:
    """What stands in the database of this process."""

    def __init__(self) -> None:
        self._stands: list[_Made] = []
        self._clock: Any = None
        self._copies: dict[_Need, Any] | None = None
        self.given: dict[_Maker, _Made] = {}
        """What the test that runs has asked for."""
        self.request: Any = None
        self.blocker: Any = None
        self.is_in_test = False

    def begin(self, request: pytest.FixtureRequest, needs: list[_Need]) -> None:
        """Have just this stand: what is there already stays, what is not asked for goes."""
        self.request = request
        clock = now() if time_machine.traveller_stack else None
        is_good = clock == self._clock and not connection.closed_in_transaction
        same = _common([made.need for made in self._stands], needs) if is_good else 0
        self._clock = clock
        with self.blocker.unblock():
            self._take_back(same)
            if same < len(needs):
                self._make(needs[same:])
        self.given = {made.need.maker: made for made in self._stands}
        self._copies = None

    def copied(self, maker: _Maker) -> Any:
        """One copy of everything for each test."""
        for day in self.given[maker].days:
            self.request.getfixturevalue("on_day")(**day)
        if self._copies is None:
            self._copies = _copied(self._stands[-1].values)
        return self._copies[self.given[maker].need]

    def put_away(self) -> None:
        """Nothing stands any more: a file's own transaction begins or ends, or the next test wants none."""
        if self._stands and not self.is_in_test:
            with self.blocker.unblock():
                self._take_back(0)

    def _make(self, needs: list[_Need]) -> None:
        self.request.node.parent.addfinalizer(self.put_away)
        clock = Days()
        try:
            for need in needs:
                self._make_one(need, clock)
        finally:
            clock.stop()
        connection.check_constraints()  # or each test would look at these rows again

    def _make_one(self, need: _Need, clock: Days) -> None:
        clock.stop()
        for below in self._stands:
            for day in below.days if below.need in need.parts() else ():
                clock.go(**day)
        values = _copied(self._stands[-1].values) if self._stands else {}
        block = transaction.atomic()
        block._from_testcase = True  # what Django calls the transaction around each test
        block.__enter__()
        made = _Made(need, block, values)
        self._stands.append(made)

        def on_day(day: str | date, **time: int) -> date:
            made.days.append({"day": day, **time})
            return clock.go(day, **time)

        try:
            made.values[need] = self._value(need, on_day)
        except BaseException:
            self._take_back(len(self._stands) - 1)
            raise

    def _value(self, need: _Need, on_day: Callable[..., date]) -> Any:
        """What its function makes of what stands."""
        stands = self._stands[-1].values
        given: dict[str, Any] = {}
        for name, of in zip(need.maker.asks, need.of, strict=True):
            if name in ("db", "on_day"):
                given[name] = on_day if name == "on_day" else None
            elif isinstance(of, _Need):
                given[name] = self._value(of, on_day) if of.maker.is_help else stands[of]
            else:
                given[name] = self.request.getfixturevalue(name)
        return need.maker.make(**given)

    def _take_back(self, length: int) -> None:
        while len(self._stands) > length:
            transaction.set_rollback(True)
            self._stands.pop().block.__exit__(None, None, None)


_world = _World()
put_away = _world.put_away


def _copied(values: dict[_Need, Any]) -> dict[_Need, Any]:
    """All at once, so that what hangs together still does."""
    return dict(zip(values, copy.deepcopy(list(values.values())), strict=True))


def _common(stands: list[_Need], needs: list[_Need]) -> int:
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(stands, needs, strict=False))))


def _place(need: _Need) -> int:
    return need.maker.place


class _Asked:
    """What a test asks for, as pytest found it: its fixtures by name, and what each of them asks for."""

    def __init__(self, item: Any) -> None:
        self._fixtures = item._fixtureinfo.name2fixturedefs
        self._needs: dict[str, _Need | None] = {}
        self.names = item.fixturenames
        self._unasked = {*item._fixtureinfo.initialnames} - {*item._fixtureinfo.argnames}

    def needs(self) -> list[_Need]:
        """In the order in which they are written down, but nothing before what it is made of."""
        found = {need for name in self.names if (need := self.need(name)) and not need.maker.is_help}
        ordered: dict[_Need, None] = {}

        def put(need: _Need) -> None:
            for part in sorted(need.parts() & found, key=_place):
                put(part)
            ordered[need] = None

        for need in sorted(found, key=_place):
            put(need)
        return list(ordered)

    def need(self, name: str) -> _Need | None:
        """The need of this fixture; None where it is none that is kept, or is made of one that is not."""
        if name not in self._needs:
            self._needs[name] = None  # a fixture of the same name below it
            self._needs[name] = self._need(name)
        return self._needs[name]

    def _need(self, name: str) -> _Need | None:
        fixtures = self._fixtures.get(name)
        maker = _makers.get(fixtures[-1].func) if fixtures else None
        if maker is None or name in maker.asks:
            return None
        of = [self._source(asked) for asked in maker.asks]
        return None if _NOT_KEPT in of else _Need(maker, tuple(of))

    def _source(self, name: str) -> Any:
        if name in ("db", "on_day"):
            return None
        if need := self.need(name):
            return need
        fixtures = self._fixtures.get(name)
        return fixtures[-1] if fixtures and fixtures[-1].scope != "function" else _NOT_KEPT

    def before_rows(self) -> Iterator[str]:
        """The fixtures without rows that come before the first kept one, and set the clock or what acts."""
        for name in self.names:
            if self._is_kept(name):
                return
            asks = self._asks(name)
            has_rows = asks & {DATABASE, "request"} or any(self._is_kept(asked) for asked in asks)
            if not has_rows and (name in self._unasked or "on_day" in asks):
                yield name

    def _is_kept(self, name: str) -> bool:
        need = self.need(name)
        return need is not None and not need.maker.is_help

    def _asks(self, name: str) -> set[str]:
        """All that this fixture asks for, itself included."""
        found, left = set(), [name]
        while left:
            if (asked := left.pop()) not in found:
                found.add(asked)
                left += [one for fixture in self._fixtures.get(asked, ()) for one in fixture.argnames]
        return found


_NOT_KEPT = object()


def empties_all_tables(item: Any) -> bool:
    """Whether the test has real transactions, within no other."""
    names, marker = set(getattr(item, "fixturenames", ())), item.get_closest_marker("django_db")
    return bool(names & {"transactional_db", "live_server"} or (marker and marker.kwargs.get("transaction")))


def _keeps_rows(item: Any) -> bool:
    """Whether the test runs within the transaction of the kept rows."""
    uses_database = item.get_closest_marker("django_db") or "db" in item.fixturenames
    return bool(uses_database) and not empties_all_tables(item)


@pytest.fixture
def _kept_world(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> Iterator[None]:
    """What the test asks of kept fixtures stands before its own transaction begins."""
    _world.blocker = django_db_blocker
    asked = _Asked(request.node)
    needs = [] if empties_all_tables(request.node) else asked.needs()
    if needs:
        for name in asked.before_rows():
            request.getfixturevalue(name)
    _world.begin(request, needs)
    _world.is_in_test = True
    yield
    _world.is_in_test = False
    _world.given = {}


@pytest.fixture(name=DATABASE)
def _within_kept_world(_kept_world: None, _django_db_helper: None) -> None:
    """The transaction of a test, within that of the kept rows."""


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if not _keeps_rows(item):
        put_away()


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: Any) -> Any:
    """What is made for a whole file stands below what is kept between its tests."""
    if fixturedef.scope not in ("function", "class"):
        put_away()
    return (yield)
