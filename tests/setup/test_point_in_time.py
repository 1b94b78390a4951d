"""Back to the second before: from a base and the archive that the compose file has PostgreSQL write."""

import subprocess
import tempfile
import time
from calendar import FRIDAY, TUESDAY
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.turns import has_days
from tools.backup import Database
from tools.services import Services, postgres_folder

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


class Server(Services):
    """A durable server below a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.base = folder
        super().__init__("archived", durable=True)

    def _folder(self) -> Path:
        return self.base

    def set(self, **settings: str) -> None:
        with (self.data / "postgresql.auto.conf").open("a") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())

    def start_database(self) -> Database:
        self.prepare()
        self._start_postgres()
        return Database(self.addresses()["DATABASE_URL"])


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short path, which sockets need, that the database's account can walk through and write to."""
    with tempfile.TemporaryDirectory(prefix="iro-pitr-", dir="/tmp") as made:
        Path(made).chmod(0o777)
        yield Path(made)


def archive_settings() -> dict[str, str]:
    """What the compose file starts PostgreSQL with."""
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    words = services["postgres"]["command"]
    told = dict(word.split("=", 1) for word in words if "=" in word)
    return {name: value for name, value in told.items() if name.startswith("archive_")}


def ask(database: Database, statement: str) -> Any:
    with closing(database.connect()) as joined:
        joined.autocommit = True
        with joined.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchone() if cursor.description else None


def test_compose_archives_within_five_minutes() -> None:
    told = archive_settings()
    assert told["archive_mode"] == "on" and int(told["archive_timeout"]) <= 300


@has_days(TUESDAY, FRIDAY)
def test_back_to_the_second_before_everything_was_deleted(folder: Path) -> None:
    archive = folder / "archive"
    archive.mkdir()
    archive.chmod(0o777)
    first, second = Server(folder / "first"), Server(folder / "second")
    try:
        database = first.start_database()
        first.stop()
        first.set(**{n: v.replace("/archive", str(archive)) for n, v in archive_settings().items()})
        first.start_database()
        ask(database, "CREATE TABLE record AS SELECT n FROM generate_series(1, 1000) n")
        second.prepare()
        base = [
            str(postgres_folder() / "pg_basebackup"),
            "-D",
            str(second.data),
            "-X",
            "none",
            "--no-manifest",
        ]
        subprocess.run(
            [*base, "-h", first.run, "-U", "iro", "-c", "fast"],
            check=True,
            capture_output=True,
            **first.account,
        )
        ask(database, "INSERT INTO record SELECT n FROM generate_series(1001, 1500) n")
        (instant,) = ask(database, "SELECT clock_timestamp()::text")
        time.sleep(0.2)
        ask(database, "DELETE FROM record")
        ask(database, "SELECT pg_switch_wal()")  # what archive_timeout does by itself
        first._pg_ctl(postgres_folder(), "-m", "immediate", "-w", "stop")

        second.set(
            restore_command=f"cp {archive}/%f %p",
            recovery_target_time=instant,
            recovery_target_action="promote",
            archive_mode="off",
        )
        (second.data / "recovery.signal").touch()
        restored = second.start_database()
        assert ask(restored, "SELECT count(*) FROM record") == (1500,)
    finally:
        first.destroy()
        second.destroy()
