"""A database and a broker of one's own, as they stand in production, to be killed and started again."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import database
from tests.journeys.stack import until
from tools.backup import Database
from tools.services import Services


class Servers(Services):
    """Durable: what the database has committed is on the disk."""

    def __init__(self, folder: Path) -> None:
        self.base = folder
        super().__init__("faults", durable=True)

    def _folder(self) -> Path:
        return self.base

    @property
    def database(self) -> int:
        """The process of the database that starts all its others."""
        return int((self.data / "postmaster.pid").read_text().split()[0])

    @property
    def broker(self) -> int:
        return int((self.run / "redis.pid").read_text())

    def kill_database(self) -> None:
        """Its first process goes without a word; the others see it and go too. A supervisor that starts it
        again does so where no process has the old number.
        """
        first = self.database
        gone = [first, *children_of(first)]
        os.kill(first, signal.SIGKILL)
        until(lambda: all(is_over(pid) for pid in gone), what="the database did not go")
        (self.data / "postmaster.pid").unlink()
        (self.run / ".s.PGSQL.5432.lock").unlink(missing_ok=True)

    def start_database(self) -> None:
        """As its supervisor does it: again and again until the remains of the last one are gone."""
        until(self._starts, seconds=30, what="the database did not start")

    def _starts(self) -> bool:
        try:
            self._start_postgres()
        except SystemExit:
            return False
        return True

    def kill_broker(self) -> None:
        pid = self.broker
        os.kill(pid, signal.SIGKILL)
        until(lambda: is_over(pid), what="the broker did not go")

    def start_broker(self) -> None:
        self._start_broker()

    def forget_all(self) -> None:
        """The broker loses everything it held."""
        assert self._ask_broker(b"FLUSHALL").startswith(b"+OK")

    @contextmanager
    def broker_hangs(self) -> Iterator[None]:
        """It takes connections and answers nothing."""
        os.kill(self.broker, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.broker, signal.SIGCONT)

    def copy_tables(self, name: str) -> None:
        """A database with the tables, triggers and bank holidays of the tests' template."""
        source = f"copied_{os.getpid()}"
        theirs = Database(os.environ["DATABASE_URL"])
        ours, dump = Database(self.addresses()["DATABASE_URL"]), self.folder / "tables"
        database.copy(source)
        try:
            theirs.run("pg_dump", "-Fc", "-Z0", "-f", str(dump), source)
        finally:
            database.remove(source)
        ours.run("createdb", name)
        ours.run("pg_restore", "--no-owner", "--single-transaction", "-d", name, str(dump))


def is_over(pid: int) -> bool:
    """Whether a process has ended, also where nobody has asked for its end yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def children_of(pid: int) -> list[int]:
    """The processes that this one started, in their order."""
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(word) for word in told.split()]
