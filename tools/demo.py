"""The demo: private servers, the product with web, worker and beat, and a demo council. Ctrl-C stops all of
it."""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import hashlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

from tools.manage import ADDRESS, django, environment, migrate
from tools.services import ROOT, Services, external, fail

BIN = Path(sys.executable).parent
RETURNS = ROOT / "demo" / "returns"


def static_stamp() -> str:
    digest = hashlib.sha256()
    for path in sorted((ROOT / "static").rglob("*")):
        if path.is_file():
            digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


class Demo:
    """The processes of the demo, each in a session of its own, so that we alone decide when they end."""

    def __init__(self, env: dict[str, str], state: Path, port: int, stopping: threading.Event) -> None:
        self.env, self.state, self.port, self.stopping = env, state, port, stopping
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.commands: dict[str, tuple[str, ...]] = {}

    def start(self, name: str, *command: str) -> None:
        self.commands[name] = command
        with (self.state / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [str(BIN / command[0]), *command[1:]],
                env=self.env,
                cwd=ROOT,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def start_all(self) -> None:
        (self.state / "beat-schedule").unlink(missing_ok=True)
        self.start(
            "worker",
            "celery",
            "-A",
            "iro_portal",
            "worker",
            "-c",
            "2",
            "-l",
            "WARNING",
            "--without-gossip",
            "--without-mingle",
        )
        self.start(
            "beat",
            "celery",
            "-A",
            "iro_portal",
            "beat",
            "-l",
            "WARNING",
            "-s",
            str(self.state / "beat-schedule"),
            "--pidfile=",
        )
        self.start(
            "web",
            "gunicorn",
            "iro_portal.wsgi:application",
            "-c",
            "python:iro_portal.gunicorn",
            "-b",
            f"127.0.0.1:{self.port}",
            "-w",
            "2",
            "--threads",
            "4",
        )

    def wait_until_served(self) -> None:
        for _ in range(300):
            with (
                contextlib.suppress(OSError),
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/live", timeout=2) as answer,
            ):
                if answer.status == 200:
                    return
            if self.processes["web"].poll() is not None or self.stopping.is_set():
                break
            time.sleep(0.1)
        if not self.stopping.is_set():
            self.stop()
            fail(f"the web server did not start; its last words are in {self.state / 'web.log'}")

    def watch(self) -> None:
        """Wait for Ctrl-C; bring back a process that dies, at most once a second."""
        while not self.stopping.wait(1):
            for name, process in list(self.processes.items()):
                if process.poll() is not None and not self.stopping.is_set():
                    with contextlib.suppress(OSError):
                        print(f"IRO Portal: the {name} process ended and is started again.", file=sys.stderr)
                    self.start(name, *self.commands[name])

    def stop(self) -> None:
        """Ask every process to end, then insist."""
        for wait, sign in ((12, signal.SIGTERM), (5, signal.SIGKILL)):
            for process in self.processes.values():
                if process.poll() is None or sign == signal.SIGKILL:
                    with contextlib.suppress(ProcessLookupError):
                        os.killpg(process.pid, sign)
            until = time.monotonic() + wait
            while time.monotonic() < until and any(p.poll() is None for p in self.processes.values()):
                time.sleep(0.05)
            if all(p.poll() is not None for p in self.processes.values()):
                break


def only_one(state: Path) -> int:
    """A lock that one demo holds; a second one on the same data says so and ends."""
    handle = os.open(state / "demo.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        fail(
            "a demo already runs on this data. Stop it with Ctrl-C in its window, or set IRO_STATE to "
            "another folder."
        )
    return handle


def prepare(env: dict[str, str], state: Path, stopping: threading.Event) -> None:
    """Database, static files, demo council and its return, each only when it is needed; nothing more once it
    is to stop."""

    def run(words: list[str], env: dict[str, str]) -> int:
        """manage.py out of reach of the window's Ctrl-C, so that it is we who end it, without a traceback."""
        command = [sys.executable, str(ROOT / "manage.py"), *words]
        process = subprocess.Popen(command, env=env, stdout=sys.stderr, start_new_session=True)
        while process.poll() is None:
            if stopping.wait(0.05):
                process.terminate()
                process.wait()
        return process.returncode

    migrate(env, state, run)
    stamp, now = state / "static-stamp", static_stamp()
    if not stopping.is_set() and (not stamp.exists() or stamp.read_text() != now):
        if run(["collectstatic", "--noinput", "--verbosity", "0"], env):
            fail("the static files could not be collected.")
        stamp.write_text(now)
    if not stopping.is_set() and run(["seed_demo", "--if-empty", "--returns", str(RETURNS)], env):
        fail("the demo council could not be made; see above. `script/demo --reset` starts again.")


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/demo", description="Serve IRO Portal with a demo council.")
    parser.add_argument("--reset", action="store_true", help="remove the demo's data and start again")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")), help="default 8000")
    options = parser.parse_args()
    began = time.monotonic()
    services = Services("demo")
    services.prepare()
    there = external()
    if there and options.reset:
        fail("--reset removes private data only; DATABASE_URL names a database of yours.")
    lock = only_one(services.folder)
    if not port_is_free(options.port):
        fail(f"port {options.port} is taken. Choose another: script/demo --port {options.port + 1}")
    if options.reset:
        if services.is_held():
            fail("another command (script/manage?) still uses the demo's data. Let it end, then reset.")
        services.destroy()
        services.prepare()
        os.close(lock)
        only_one(services.folder)
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, frame: stopping.set())
    try:
        serve(services, there, options.port, began, stopping)
    except SystemExit:
        if not stopping.is_set():  # what was under way when Ctrl-C came had to fail, and that is no news
            raise
    with contextlib.suppress(OSError):  # the window may be closed already
        print("\nIRO Portal: stopped. The demo's data is kept; --reset removes it.", file=sys.stderr)


def serve(
    services: Services, there: dict[str, str] | None, port: int, began: float, stopping: threading.Event
) -> None:
    """Start everything, say hello, wait until it is to stop, and stop everything."""
    demo: Demo | None = None
    if there is None:
        services.hold()
    try:
        env = environment(there or services.start())
        env["PUBLIC_ADDRESS"] = f"http://127.0.0.1:{port}"
        (services.folder / ADDRESS).write_text(env["PUBLIC_ADDRESS"])
        env["STATIC_ROOT"] = str(services.folder / "static")
        (services.folder / "static").mkdir(exist_ok=True)
        prepare(env, services.folder, stopping)
        if stopping.is_set():
            return
        demo = Demo(env, services.folder, port, stopping)
        demo.start_all()
        demo.wait_until_served()
        if not stopping.is_set():
            say_hello(env, services.folder, port, time.monotonic() - began)
            demo.watch()
    finally:
        if demo is not None:
            demo.stop()
        if there is None:
            services.leave()


def say_hello(env: dict[str, str], state: Path, port: int, seconds: float) -> None:
    print(f"\nIRO Portal is ready after {seconds:.0f} seconds:  http://127.0.0.1:{port}/\n", flush=True)
    django(["demo_people"], env)
    if env.get("IRO_PDF_OFF"):
        print(f"PDF reports are off: {env['IRO_PDF_OFF']}.\n")
    print(f"What the processes write is in {state}. Ctrl-C stops everything.", flush=True)


if __name__ == "__main__":
    main()
