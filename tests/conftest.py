"""The people, children and clock that tests share. One council with everybody in it, and another that sees
nothing of it."""

import gc
import os
from collections.abc import Callable, Generator, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, settings
from pytest_django.plugin import blocking_manager_key
from xdist.scheduler import LoadFileScheduling

from accounts.access.roles import Role
from accounts.access.viewers import Viewer, viewer_for
from accounts.calendars import working_days
from accounts.clock import today
from accounts.models import Authority, Team, User
from children.models import Child
from statute.working_days import WorkingDays
from tests import database
from tests import factories as make
from tests.browser import axe as axe
from tests.browser import chromium as chromium
from tests.clients import Browser
from tests.compiled import compiled_by_one
from tests.days import Days
from tests.kept import _kept_world as _kept_world
from tests.kept import _within_kept_world as _within_kept_world
from tests.kept import empties_all_tables, helping, kept
from tests.kept import pytest_fixture_setup as pytest_fixture_setup
from tests.kept import pytest_runtest_setup as pytest_runtest_setup
from tests.locks import only_within_actions
from tests.turns import DAY, is_left_out, waits

READ_THE_SOURCE = {
    f"tests/house_rules/test_{name}.py"
    for name in ("columns", "documents", "each_fact_once", "figures", "no_cuts", "sources")
}
JOURNEYS = Path(__file__).parent / "journeys"

# how long an example takes says something of the machine, not of the law
settings.register_profile("portal", suppress_health_check=[HealthCheck.too_slow], deadline=None)
settings.load_profile("portal")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--nightly", action="store_true", help="run everything, and loops in full")


def pytest_terminal_summary(terminalreporter: Any, exitstatus: int, config: pytest.Config) -> None:
    if exitstatus == pytest.ExitCode.TESTS_FAILED and not config.getoption("--nightly"):
        terminalreporter.write_line(
            f"This was the share of {DAY} (tests/turns.py). The same again, on whatever day: "
            f"TEST_DAY={DAY} script/test tests/…; all of it: --nightly"
        )


@pytest.fixture
def at_night(request: pytest.FixtureRequest) -> bool:
    """Whether this is the long run, in which a loop goes all the way instead of to some of its places."""
    return bool(request.config.getoption("--nightly"))


def _runs_all_tests(config: pytest.Config) -> bool:
    """Whether no file was named."""
    root = Path(config.rootpath)
    return {(root / arg).resolve() for arg in config.args} == {root / "tests"}


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    with compiled_by_one(session.config):
        return (yield)


def _file_of(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


def _waits(item: pytest.Item) -> bool:
    """Whether a push of all tests leaves it to another day."""
    turn, share = item.get_closest_marker("turn"), item.get_closest_marker("share")
    of_another_day = turn is not None and waits(turn.args, _file_of(item))
    return of_another_day or (share is not None and is_left_out(item.nodeid, *share.args))


def _leave_for_the_night(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--nightly"):
        return
    later = {item for item in items if item.get_closest_marker("nightly")}
    if _runs_all_tests(config):
        later |= {item for item in items if _waits(item)}
    config.hook.pytest_deselected(items=list(later))
    items[:] = [item for item in items if item not in later]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the nightly ones out by day, and begin with the longest.

    The files that take longest first: of the processes none is left alone with one of them at the
    end."""
    _leave_for_the_night(config, items)
    heavy: dict[Path, int] = {}
    for item in items:
        weight = 2 if item.get_closest_marker("journey") else 1 if item.get_closest_marker("slow") else 0
        weight = 3 if item.path.is_relative_to(JOURNEYS) else weight
        heavy[item.path] = max(weight, heavy.get(item.path, 0))
    items.sort(key=lambda item: -heavy[item.path])


class _ByFile(LoadFileScheduling):
    """Each process takes file after file. One of them takes all journeys, which share one stack and one demo,
    and one of them all files that read the whole source, which is parsed once then."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith("tests/journeys/"):
            return "tests/journeys"
        file = super()._split_scope(nodeid)
        return "tests/house_rules" if file in READ_THE_SOURCE else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadFileScheduling | None:
    return _ByFile(config, log) if config.getoption("dist") == "loadfile" else None


def pytest_collection_finish() -> None:
    """What is there before the first test stays to the end: the collector need not look at it again, nor so
    often at what is new."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_configure(config: pytest.Config) -> None:
    if not config.getini("filterwarnings"):
        config.addinivalue_line("filterwarnings", "error")


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    """The database of this process: a copy of the template that all processes and later runs share.

    Migrations and triggers are run once for each state of the models, not once for each process and run.
    """
    worker = getattr(request.config, "workerinput", {}).get("workerid", "alone")
    name = f"test_{worker}_{os.getpid()}"
    with django_db_blocker.unblock():
        database.clone(name)
    yield
    with django_db_blocker.unblock():
        database.drop(name)


@pytest.fixture(autouse=True)
def _fresh_rate_limits() -> None:
    """Limits on sign-ins and reset mails are counted in the cache; each test starts with none used."""
    cache.clear()


@pytest.fixture(autouse=True)
def _locks_within_actions() -> Iterator[None]:
    """Each test is wrapped in a transaction, and would hide that a row is locked in no other."""
    with only_within_actions():
        yield


@pytest.fixture
def on_day() -> Iterator[Callable[..., date]]:
    """`on_day("2026-03-30")`: from here on it is nine in the morning of that day in London, and the clock
    stands."""
    days = Days()
    yield days.go
    days.stop()


@helping
def calendar(db: None) -> WorkingDays:
    """The working days of England and Wales from the bank-holiday table."""
    return working_days()


@helping
def client_for() -> Callable[..., Client]:
    """`client_for(user)`: a browser in which this person is signed in; None: nobody is."""

    def sign_in(user: User | None, *, enforce_csrf_checks: bool = False) -> Client:
        browser = Browser(enforce_csrf_checks=enforce_csrf_checks)
        if user is not None:
            browser.sign_in(user)
        return browser

    return sign_in


@helping
def viewer_of() -> Callable[..., Viewer]:
    """`viewer_of(user)`: the person as a Viewer today, in their first council or the one given."""

    def view(user: User, authority: Authority | None = None) -> Viewer:
        viewer = viewer_for(
            user, today=today(), authority_public_id=authority.public_id if authority else None
        )
        assert viewer is not None, f"{user} has no role today"
        return viewer

    return view


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """A test with real transactions empties all tables behind itself. The calendar of bank holidays comes
    back once, for all tests after it: each would have to bring it into its own transaction."""
    try:
        yield
    finally:
        if nextitem is not None and empties_all_tables(item):
            _have_bank_holidays(item)


def _have_bank_holidays(item: pytest.Item) -> None:
    with item.config.stash[blocking_manager_key].unblock():
        database.need_bank_holidays()
        connection.close()


# --- councils, teams, people


@kept
def authority(db: None) -> Authority:
    return make.make_authority(code="brackenshire", name="Brackenshire County Council")


@kept
def other_authority(db: None) -> Authority:
    return make.make_authority(code="westmarch", name="Westmarch Borough Council")


@kept
def iro(authority: Authority) -> User:
    user = make.make_user(authority, Role.IRO, name="Iris Reed", email="iro@council.example")
    make.worker_of(user, authority)
    return user


@kept
def other_iro(authority: Authority) -> User:
    user = make.make_user(authority, Role.IRO, name="Oscar Penn", email="other.iro@council.example")
    make.worker_of(user, authority)
    return user


@kept
def qa_manager(authority: Authority) -> User:
    return make.make_user(authority, Role.QA_MANAGER, name="Quinn Marsh", email="qa@council.example")


@kept
def team_manager(authority: Authority) -> User:
    return make.make_user(
        authority, Role.TEAM_MANAGER, name="Tess Moor", email="team.manager@council.example"
    )


@kept
def other_team_manager(authority: Authority) -> User:
    return make.make_user(
        authority, Role.TEAM_MANAGER, name="Otto Vale", email="other.manager@council.example"
    )


@kept
def service_manager(authority: Authority) -> User:
    return make.make_user(authority, Role.SERVICE_MANAGER, name="Sam Heath", email="service@council.example")


@kept
def team(authority: Authority, team_manager: User, service_manager: User) -> Team:
    """The team of `child`: its manager and, above, the service manager, who stands over both teams."""
    team = make.make_team(authority, name="North team")
    make.make_line(team, team_manager)
    make.make_line(team, service_manager, Role.SERVICE_MANAGER)
    return team


@kept
def other_team(authority: Authority, other_team_manager: User, service_manager: User) -> Team:
    team = make.make_team(authority, name="South team")
    make.make_line(team, other_team_manager)
    make.make_line(team, service_manager, Role.SERVICE_MANAGER)
    return team


@kept
def social_worker(authority: Authority, team: Team) -> User:
    user = make.make_user(
        authority, Role.SOCIAL_WORKER, team=team, name="Sol Carr", email="social.worker@council.example"
    )
    make.make_worker(authority, user, team=team)
    return user


@kept
def other_social_worker(authority: Authority, other_team: Team) -> User:
    user = make.make_user(
        authority, Role.SOCIAL_WORKER, team=other_team, name="Una Firth", email="other.sw@council.example"
    )
    make.make_worker(authority, user, team=other_team)
    return user


@kept
def business_support(authority: Authority) -> User:
    return make.make_user(authority, Role.BUSINESS_SUPPORT, name="Bo Lister", email="support@council.example")


@kept
def head_of_service(authority: Authority) -> User:
    return make.make_user(authority, Role.HEAD_OF_SERVICE, name="Hal Stone", email="head@council.example")


@kept
def director(authority: Authority) -> User:
    return make.make_user(authority, Role.DIRECTOR, name="Dee Ford", email="director@council.example")


@kept
def inspector(authority: Authority) -> User:
    return make.make_user(authority, Role.INSPECTOR, name="Ines Holt", email="inspector@council.example")


@kept
def lead_member(authority: Authority) -> User:
    return make.make_user(authority, Role.LEAD_MEMBER, name="Lee Brook", email="member@council.example")


@kept
def administrator(authority: Authority) -> User:
    return make.make_user(authority, Role.ADMINISTRATOR, name="Ada Wells", email="admin@council.example")


@kept
def outsider(other_authority: Authority) -> User:
    """The QA manager of another council, who sees every child there and none here."""
    return make.make_user(
        other_authority, Role.QA_MANAGER, name="Olive Out", email="outsider@elsewhere.example"
    )


@kept
def nobody(db: None) -> User:
    """A person who can sign in and has no role anywhere."""
    return make.make_user(name="Noa Body", email="nobody@council.example")


# --- children


@kept
def child(authority: Authority, iro: User, social_worker: User, team: Team) -> Child:
    """In care since 3 March 2025; own child of `iro`, `social_worker`, `team` and its managers."""
    return make.make_child_in_care(
        authority, iro=iro, social_worker=social_worker, team=team, number="200001", surname="Ashdown"
    )


@kept
def other_child(authority: Authority, other_iro: User, other_social_worker: User, other_team: Team) -> Child:
    """Of the same council, but another IRO's and another team's."""
    return make.make_child_in_care(
        authority,
        iro=other_iro,
        social_worker=other_social_worker,
        team=other_team,
        number="200002",
        surname="Birchley",
    )


@kept
def restricted_child(authority: Authority, iro: User, social_worker: User, team: Team) -> Child:
    """Would be seen by the same people as `child`, were it not restricted: nobody is named on it."""
    return make.make_child_in_care(
        authority,
        iro=iro,
        social_worker=social_worker,
        team=team,
        number="200003",
        surname="Cedarwood",
        is_restricted=True,
    )


@kept
def foreign_child(other_authority: Authority) -> Child:
    """Of the other council, with an IRO, a social worker and a team there."""
    iro = make.make_user(other_authority, Role.IRO)
    team = make.make_team(other_authority)
    worker = make.make_user(other_authority, Role.SOCIAL_WORKER)
    return make.make_child_in_care(
        other_authority, iro=iro, social_worker=worker, team=team, number="900001", surname="Dunlin"
    )
