"""script/demo as somebody runs it: it starts, says what there is, holds others off, and leaves nothing behind
when it stops."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from calendar import TUESDAY
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from demo.people import PASSWORD, PEOPLE, SECOND_PEOPLE
from tests import database, private
from tests.collected import collected
from tests.turns import has_days, in_turns
from tools.demo import static_stamp
from tools.manage import ADDRESS, environment
from tools.services import Services

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow
OURS = ("DATABASE_URL", "REDIS_URL", "IRO_MODE", "PORT", "CELERY_BROKER_URL")
SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def command_env(state: Path) -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if k not in OURS} | {"IRO_STATE": str(state)}


def run(state: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The command, for when it is to end by itself."""
    return subprocess.run(
        ["script/demo", *words], cwd=ROOT, env=command_env(state), capture_output=True, text=True, timeout=120
    )


def processes() -> dict[int, tuple[int, str]]:
    """Every process there is: its parent and its words."""
    told = subprocess.run(
        ["ps", "-wweo", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    ).stdout
    rows = (line.split(None, 2) for line in told.splitlines())
    return {int(pid): (int(parent), words) for pid, parent, words in (r for r in rows if len(r) == 3)}


class Running:
    """A demo that runs, what it has said so far, and the processes that are part of it."""

    def __init__(self, state: Path, *words: str, **more: str) -> None:
        self.state, self.port, self.lines = state, free_port(), list[str]()
        self.process = subprocess.Popen(
            ["script/demo", "--port", str(self.port), *words],
            cwd=ROOT,
            text=True,
            env=command_env(state) | more,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        self.lines.extend(self.process.stdout)

    @property
    def said(self) -> str:
        return "".join(self.lines)

    def wait_for(self, happens: Callable[[], object], seconds: float) -> None:
        until = time.monotonic() + seconds
        while not happens():
            assert time.monotonic() < until, f"not within {seconds} s; it said:\n{self.said}"
            time.sleep(0.05)

    def until_ready(self) -> "Running":
        self.wait_for(lambda: "Ctrl-C stops everything" in self.said or self.process.poll() is not None, 300)
        assert self.process.poll() is None, self.said
        return self

    def parts(self) -> set[int]:
        """Ourselves and all that descend from us, and the servers that work on our folder."""
        all_there, found = processes(), {self.process.pid}
        while more := {p for p, (parent, _) in all_there.items() if parent in found} - found:
            found |= more
        return found | {p for p, (_, words) in all_there.items() if str(self.state) in words}

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        """Send the signal to every process of the window, as a terminal does."""
        os.killpg(self.process.pid, number)
        code = self.process.wait(timeout=60)
        self._reader.join(timeout=10)
        return code


@pytest.fixture(scope="module")
def state() -> Iterator[Path]:
    """A short path, which sockets need, that the database's account can walk through."""
    folder = Path(tempfile.mkdtemp(prefix="iro demo ", dir="/tmp")).resolve()
    folder.chmod(0o711)
    yield folder
    with contextlib.suppress(SystemExit):
        os.environ["IRO_STATE"] = str(folder)
        try:
            Services("demo").stop()
        finally:
            del os.environ["IRO_STATE"]
    shutil.rmtree(folder)


@pytest.fixture
def demo(state: Path) -> Iterator[Callable[..., Running]]:
    started: list[Running] = []

    def start(*words: str, **more: str) -> Running:
        started.append(Running(state, *words, **more))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.stop()


def assert_nothing_is_left(one: Running, parts: set[int]) -> None:
    one.wait_for(lambda: not parts & set(processes()), 5)
    assert one.parts() & set(processes()) == set()
    assert list((one.state / "demo" / "run").iterdir()) == []


@pytest.fixture
def made(
    state: Path, tmp_path: Path, at_night: bool, django_db_setup: None, django_db_blocker: Any
) -> tuple[str, ...]:
    """How the demo is started: at night from nothing, by day on what the run has made for its journeys."""
    if at_night:
        return ("--reset",)
    with django_db_blocker.unblock():
        private.filled(state, database.copy_demo, tmp_path / "dump")
    shutil.copytree(collected(), state / "demo" / "static")
    (state / "demo" / "static-stamp").write_text(static_stamp())
    return ()


def assert_says_who_can_sign_in(one: Running) -> None:
    assert f"http://127.0.0.1:{one.port}/" in one.said and PASSWORD in one.said
    for person in (*PEOPLE, *SECOND_PEOPLE):
        line = next(line for line in one.lines if f" {person.email} " in line)
        assert person.role.label in line and person.to_try in line


@has_days(TUESDAY)
@pytest.mark.parametrize(
    "is_whole", in_turns([True, False], 2), ids=lambda whole: "whole" if whole else "no Pango"
)
def test_it_starts_says_who_can_sign_in_and_holds_others_off(
    state: Path,
    demo: Callable[..., Running],
    made: tuple[str, ...],
    is_whole: bool,
    without_pango: dict[str, str],
    tmp_path: Path,
) -> None:
    """One start in a folder with a space in its name, for all that needs a demo that runs; every other day
    where Pango is not installed."""
    if not is_whole and sys.platform != "linux":
        pytest.skip("the library has another name elsewhere")
    env = {} if is_whole else without_pango
    one = demo(*made, **env).until_ready()
    assert ("PDF reports are off: install libpango-1.0-0" in one.said) is not is_whole
    assert_says_who_can_sign_in(one)
    with urllib.request.urlopen(f"http://127.0.0.1:{one.port}/", timeout=10) as answer:
        assert "Sign in" in answer.read().decode()

    second = run(state, "--port", str(free_port()))
    assert second.returncode == 1 and second.stdout == ""
    assert second.stderr.strip().count("\n") == 0
    assert "a demo already runs on this data" in second.stderr

    mine = {p: words for p, (parent, words) in processes().items() if parent == one.process.pid}
    worker = next(p for p, words in mine.items() if "celeryd" in words or " worker " in words)
    os.killpg(worker, signal.SIGKILL)
    one.wait_for(lambda: "the worker process ended and is started again" in one.said, 10)

    if not is_whole:
        names_the_package(state, env, tmp_path / "x.pdf")
    parts = one.parts()
    assert len(parts) >= 6  # this command, web, worker, beat, database, broker
    assert one.stop() == 0
    assert "The demo's data is kept" in one.said and "Traceback" not in one.said
    assert_nothing_is_left(one, parts)


@pytest.mark.nightly
@pytest.mark.parametrize("number", SIGNALS, ids=lambda n: n.name)
def test_each_way_to_stop_leaves_nothing_and_keeps_the_data(
    demo: Callable[..., Running], number: signal.Signals
) -> None:
    one = demo().until_ready()
    assert "The demo was made" not in one.said
    parts = one.parts()
    assert one.stop(number) == 0
    assert_nothing_is_left(one, parts)


@pytest.mark.nightly
def test_a_stop_while_it_is_still_starting_is_quiet(demo: Callable[..., Running]) -> None:
    one = demo()
    one.wait_for(lambda: (one.state / "demo" / "run" / "redis.sock").exists(), 30)
    parts = one.parts()
    assert one.stop() == 0
    assert "Traceback" not in one.said and "could not" not in one.said
    assert_nothing_is_left(one, parts)


def test_a_port_that_is_taken_is_named_with_a_way_out(state: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run(state, "--port", str(port))
    assert done.returncode == 1
    assert (
        done.stderr.strip()
        == f"IRO Portal: port {port} is taken. Choose another: script/demo --port {port + 1}"
    )


def test_reset_leaves_data_alone_that_somebody_uses(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IRO_STATE", str(state))
    user = Services("demo")
    user.hold()
    data = state / "demo" / "migrated"
    data.touch()  # on a day when the demo is not started there is nothing yet
    try:
        done = run(state, "--reset", "--port", str(free_port()))
    finally:
        user.leave()
    assert done.returncode == 1
    assert "still uses the demo's data" in done.stderr
    assert data.exists()


def test_reset_never_touches_a_database_of_somebody_elses(state: Path) -> None:
    done = subprocess.run(
        ["script/demo", "--reset"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        env=command_env(state)
        | {"DATABASE_URL": "postgres://x@localhost/x", "REDIS_URL": "redis://localhost/0"},
    )
    assert done.returncode == 1
    assert "names a database of yours" in done.stderr


@pytest.fixture
def without_pango(tmp_path: Path) -> dict[str, str]:
    """An environment in which Pango can neither be loaded nor installed: a broken library first, and no
    package manager."""
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "libpango-1.0.so.0").touch()
    (tmp_path / "bin").mkdir()
    for name in ("sh", "cksum", "tr", "uname", "dirname", "cat", "id"):
        (tmp_path / "bin" / name).symlink_to(str(shutil.which(name)))
    return {
        "LD_LIBRARY_PATH": str(tmp_path / "lib"),
        "PATH": str(tmp_path / "bin"),
        "PYTHON": os.path.realpath(sys.executable),
    }


def names_the_package(state: Path, without_pango: dict[str, str], report: Path) -> None:
    """A report that cannot be drawn says what to install."""
    year = max(int(p.name) for p in (ROOT / "demo" / "returns").iterdir() if p.is_dir())
    words = ("annual_report", "--authority", "aldermere", "--year", str(year), "--edition", "internal")
    asked = subprocess.run(
        ["script/manage", *words, "--output", str(report)],
        cwd=ROOT,
        env=command_env(state) | without_pango,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert asked.returncode != 0 and not report.exists()
    assert (
        "Pango is not installed. Install libpango-1.0-0" in asked.stderr and "Traceback" not in asked.stderr
    )


def test_commands_lead_to_the_demo_wherever_it_is_served(tmp_path, monkeypatch):
    monkeypatch.delenv("PUBLIC_ADDRESS", raising=False)
    assert "PUBLIC_ADDRESS" not in environment({}, tmp_path)
    (tmp_path / ADDRESS).write_text("http://127.0.0.1:8977")
    assert environment({}, tmp_path)["PUBLIC_ADDRESS"] == "http://127.0.0.1:8977"
    monkeypatch.setenv("PUBLIC_ADDRESS", "https://iro.council.example")
    assert environment({}, tmp_path)["PUBLIC_ADDRESS"] == "https://iro.council.example"
