"""Web, worker, database and broker killed while people work: what was accepted is there once, what was owed
is done, and the portal comes back by itself.

By day one in five is killed once; at night each again and again, at other moments.
"""

import os
import random
import signal
import tempfile
import time
from calendar import THURSDAY
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import factories as make
from tests.faults.load import MOST_S, Load, Person
from tests.faults.servers import Servers, children_of
from tests.journeys.stack import Stack, until
from tests.turns import has_days, in_turns

pytestmark = [pytest.mark.slow, has_days(THURSDAY)]

PEOPLE = 4
MAKE = """
from accounts.access.roles import Role
from tests import factories as make
council = make.make_authority(code="killed", name="Killed")
team = make.make_team(council)
make.make_line(team, make.make_user(council, Role.TEAM_MANAGER, email="manager@council.example"))
for n in range({people}):
    iro = make.make_user(council, Role.IRO, email=f"iro{{n}}@council.example")
    make.worker_of(iro, council)
    child = make.make_child_in_care(council, iro=iro, team=team, number=f"70000{{n}}")
    print("child", child.public_id)
"""


@pytest.fixture(scope="module")
def servers() -> Iterator[Servers]:
    """A short path, which sockets need, that the database's account can walk through."""
    folder = Path(tempfile.mkdtemp(prefix="iro-faults-", dir="/tmp"))
    folder.chmod(0o711)
    made = Servers(folder)
    made.start()
    yield made
    made.destroy()


@pytest.fixture(scope="module")
def portal(
    servers: Servers, tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Stack]:
    made = Stack(tmp_path_factory.mktemp("portal"), servers=servers.addresses())
    try:
        with django_db_blocker.unblock():
            servers.copy_tables(made.name)
        yield made
    finally:
        for name in list(made.processes):
            made.stop(name)


@pytest.fixture(scope="module")
def people(portal: Stack) -> list[Person]:
    """IROs, signed in, each with a child."""
    told = portal.manage("shell", "-v", "0", "-c", MAKE.format(people=PEOPLE))
    children = [line.split()[1] for line in told.splitlines() if line.startswith("child ")]
    portal.start("web", "worker", "beat")
    found = [
        Person(portal.address, f"iro{n}@council.example", make.PASSWORD, child)
        for n, child in enumerate(children)
    ]
    for person in found:
        person.sign_in()
    return found


def web_killed(portal: Stack, servers: Servers) -> None:
    """The whole of it, as when its machine goes; compose and Kubernetes start it again."""
    portal.kill("web")
    portal.start("web")


def web_process_killed(portal: Stack, servers: Servers) -> None:
    """One process that serves; gunicorn starts another."""
    os.kill(children_of(portal.processes["web"].pid)[0], signal.SIGKILL)


def worker_killed(portal: Stack, servers: Servers) -> None:
    portal.kill("worker")
    time.sleep(1)
    portal.start("worker")


def worker_process_killed(portal: Stack, servers: Servers) -> None:
    """One process that works; Celery starts another."""
    os.kill(children_of(portal.processes["worker"].pid)[0], signal.SIGKILL)


def beat_killed(portal: Stack, servers: Servers) -> None:
    portal.kill("beat")
    portal.start("beat")


def database_killed(portal: Stack, servers: Servers) -> None:
    servers.kill_database()
    time.sleep(1)
    servers.start_database()


def sessions_of_database_killed(portal: Stack, servers: Servers) -> None:
    """As when a standby takes over: every connection ends at once."""
    portal.rows(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> "
        "pg_backend_pid()",
        portal.name,
    )


def broker_killed(portal: Stack, servers: Servers) -> None:
    servers.kill_broker()
    time.sleep(1)
    servers.start_broker()


def broker_forgets(portal: Stack, servers: Servers) -> None:
    servers.forget_all()


def broker_hangs(portal: Stack, servers: Servers) -> None:
    with servers.broker_hangs():
        time.sleep(4)


FAULTS = [
    web_killed,
    web_process_killed,
    worker_killed,
    worker_process_killed,
    beat_killed,
    database_killed,
    sessions_of_database_killed,
    broker_killed,
    broker_forgets,
    broker_hangs,
]
PAGES_GO_ON = (broker_killed, broker_forgets, broker_hangs)
"""Pages need no broker: they answer as ever. Elsewhere they wait until what was killed has started again."""


@pytest.mark.parametrize("fault", in_turns(FAULTS, 5), ids=lambda fault: fault.__name__)
def test_nothing_accepted_is_lost_and_the_portal_comes_back(
    fault: Callable[[Stack, Servers], None],
    portal: Stack,
    servers: Servers,
    people: list[Person],
    at_night: bool,
) -> None:
    moments = random.Random(11)
    for turn in range(5 if at_night else 1):
        with Load(people, f"{fault.__name__} {turn}") as load:
            until(lambda load=load: load.has_reached([2] * PEOPLE), seconds=90, what="the work did not begin")
            time.sleep(moments.random() / 2)
            fault(portal, servers)
            wanted = load.two_more_each()
            until(
                lambda load=load, wanted=wanted: load.has_reached(wanted),
                seconds=90,
                what=f"the work did not go on: {load.failures[-5:]} {load.wrong[-5:]}",
            )
        assert load.wrong == []
        if fault in PAGES_GO_ON:
            assert load.slowest < MOST_S
        assert_all_there_once(portal, load)
        until(
            lambda: is_settled(portal),
            seconds=90,
            what=f"mail is still owed: {jobs(portal)}",
        )


def is_settled(portal: Stack) -> bool:
    """Whether no mail is owed. A worker that loses the broker just as it confirms a task can exit, because
    the library asks a connection that is gone. Its supervisor starts it again; no job is lost with it.
    """
    portal.start_what_ended()
    return owed(portal) == 0


def assert_all_there_once(portal: Stack, load: Load) -> None:
    there = [
        text
        for (text,) in portal.rows("SELECT text FROM disputes_concern WHERE text LIKE %s", load.name + "%")
    ]
    assert len(there) == len(set(there)), "a form was acted on twice"
    assert set(load.accepted) - set(there) == set(), "something accepted is gone"
    assert len(set(there) - set(load.accepted)) <= len(load.people)  # those being sent at the end


def owed(portal: Stack) -> int:
    """Mails not sent and jobs not done; every concern has its mail."""
    without = portal.value(
        "SELECT count(*) FROM disputes_concern c WHERE NOT EXISTS (SELECT FROM accounts_outgoingmail m "
        "WHERE m.state = 'SENT' AND m.about_type LIKE 'disputes.%%' AND m.created_at >= c.created_at)"
    )
    unsent = portal.value("SELECT count(*) FROM accounts_outgoingmail WHERE state <> 'SENT'")
    return int(without + unsent + portal.value("SELECT count(*) FROM accounts_job WHERE state <> 'DONE'"))


def jobs(portal: Stack) -> list[tuple[Any, ...]]:
    return portal.rows("SELECT kind, state, text, attempts, count(*) FROM accounts_job GROUP BY 1, 2, 3, 4")
