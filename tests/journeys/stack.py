"""The whole product for the tests: gunicorn, a Celery worker and beat on a database and a queue of their
own."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import psycopg2

from tests import database
from tests.collected import collected

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
COMMANDS = {
    "web": "gunicorn iro_portal.wsgi:application -c python:iro_portal.gunicorn -b 127.0.0.1:{port} -w 2 "
    "--threads 4",
    "worker": "celery -A iro_portal worker -c 2 -l WARNING --without-gossip --without-mingle",
    "beat": "celery -A iro_portal beat -l WARNING -s {folder}/beat-schedule --pidfile=",
}


def until(happens: Callable[[], Any], *, seconds: float = 30, what: str = "it did not happen") -> Any:
    """Ask again and again, and give back the first answer that says yes."""
    ends = time.monotonic() + seconds
    while not (answer := happens()):
        assert time.monotonic() < ends, f"{what} within {seconds} s"
        time.sleep(0.01)
    return answer


class Stack:
    """Real processes. `number` sets it apart from others that run beside it (0 to 6).

    `servers` are the addresses of a database and a broker of one's own, else those of the tests.
    """

    def __init__(self, folder: Path, number: int = 0, servers: Mapping[str, str] = os.environ) -> None:
        self.folder, self.name = folder, f"journeys_{os.getpid()}_{number}"
        self.server, _, _ = servers["DATABASE_URL"].rpartition("/")
        broker, _, _ = servers["REDIS_URL"].partition("?")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.env = {
            **os.environ,
            "IRO_MODE": "demo",
            "DATABASE_URL": f"{self.server}/{self.name}",
            "REDIS_URL": f"{broker}?db={15 - number}",
            "PUBLIC_ADDRESS": self.address,
            "STATIC_ROOT": str(collected()),
            "EMAIL_URL": f"filemail:///{folder}/mails",
            "JOB_STALE_SECONDS": "6",
            "JOB_SWEEP_SECONDS": "1",
        }
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    # --- the database
    def _connect(self, name: str) -> Any:
        host = self.server.removeprefix("postgres://")
        user, _, at = host.partition("@")
        connection = psycopg2.connect(
            dbname=name, user=user, host=at.removeprefix("/") and f"/{at.removeprefix('/')}"
        )
        connection.autocommit = True
        return connection

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with contextlib.closing(self._connect(self.name)) as connection, connection.cursor() as cursor:
            cursor.execute(statement, values)
            return list(cursor.fetchall())

    def value(self, statement: str, *values: Any) -> Any:
        """The one value of the one row."""
        ((found,),) = self.rows(statement, *values)
        return found

    def _run(self, statement: str) -> None:
        with contextlib.closing(self._connect("postgres")) as connection, connection.cursor() as cursor:
            cursor.execute(statement)

    def create(self, *, demo: bool = True) -> None:
        """The database with the demo council, or an empty one."""
        database.copy_demo(self.name) if demo else database.copy(self.name)

    def destroy(self) -> None:
        for name in list(self.processes):
            self.stop(name)
        self._run(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")

    def manage(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.env,
            capture_output=True,
            text=True,
            timeout=400,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    # --- the processes
    def start(self, *names: str) -> None:
        for name in names:
            program, *words = COMMANDS[name].format(port=self.port, folder=self.folder).split()
            with (self.folder / f"{name}.log").open("ab") as log:
                self.processes[name] = subprocess.Popen(
                    [str(BIN / program), *words],
                    cwd=ROOT,
                    env=self.env,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
        if "web" in names:
            until(self._answers, what="the web server did not start")

    def _answers(self) -> bool:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{self.address}/health/live", timeout=2).close()
            return True
        return False

    def kill(self, name: str) -> None:
        """As the kernel does it when memory is short: no word, no chance to tidy up."""
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self, name: str) -> None:
        process = self.processes.pop(name)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def start_what_ended(self) -> None:
        """As compose and Kubernetes do it: a process that has ended is started again."""
        for name, process in list(self.processes.items()):
            if process.poll() is not None:
                del self.processes[name]
                self.start(name)

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")
