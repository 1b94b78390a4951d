"""Write, back up, destroy, restore, compare table by table; and everything that must be refused without a
change."""

import io
import json
import os
import subprocess
import sys
import tarfile
from calendar import FRIDAY, MONDAY, SUNDAY, THURSDAY, WEDNESDAY
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests import database as databases
from tests.turns import has_days, in_turns
from tools import backup
from tools.backup import Database, count_rows

ROOT = Path(__file__).resolve().parents[2]
NAME = f"backup_{os.getpid()}"
pytestmark = pytest.mark.slow


@pytest.fixture
def filled(django_db_setup: None, django_db_blocker: object) -> Iterator[Database]:
    """A database of its own with a council and an event on its trail."""
    head, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    database = Database(f"{head}/{NAME}")
    with closing(database.connect("template1")) as joined:
        joined.autocommit = True
        with joined.cursor() as cursor:
            template = f"{databases.PREFIX}{databases.fingerprint()}"
            cursor.execute(f'CREATE DATABASE "{NAME}" TEMPLATE "{template}" {databases.BY_FILE}')
            try:
                execute(
                    database,
                    "INSERT INTO accounts_bankholiday (day, name) VALUES ('2099-12-25', 'Christmas – Day')",
                    "INSERT INTO accounts_auditevent (at, kind, by_name, target_type, reason, details, "
                    "context_id)"
                    " VALUES (now(), 'team.renamed', 'Zoë', '', 'why', '{}', gen_random_uuid())",
                )
                guard(database)
                yield database
            finally:
                cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [NAME + "%"])
                for (name,) in cursor.fetchall():
                    cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def execute(database: Database, *statements: str) -> None:
    with closing(database.connect()) as joined, joined, joined.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def contents(database: Database) -> dict[str, list[str]]:
    """Table -> its rows as text, sorted."""
    with closing(database.connect()) as joined, joined.cursor() as cursor:
        found = {}
        for table in count_rows(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t ORDER BY 1')
            found[table] = [row[0] for row in cursor.fetchall()]
    return found


def run(database: Database, *words: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"DATABASE_URL": database.url, "IRO_MODE": "test"}
    return subprocess.run(
        [sys.executable, "-m", "tools.backup", *words], cwd=ROOT, env=env, capture_output=True, text=True
    )


def guard(database: Database) -> None:
    """The triggers that the tests switch off, switched on: as they are wherever the portal runs."""
    execute(
        database,
        *(
            f"ALTER TABLE {t} ENABLE TRIGGER ALL"
            for t in ("accounts_auditseal", "accounts_accesslog", "accounts_auditevent")
        ),
    )


@has_days(WEDNESDAY, SUNDAY)
def test_what_was_backed_up_comes_back_table_by_table(filled: Database, tmp_path: Path) -> None:
    before, file = contents(filled), tmp_path / "portal.backup"
    done = run(filled, "backup", str(file))
    assert done.returncode == 0, done.stderr
    assert file.stat().st_mode & 0o077 == 0
    execute(filled, "TRUNCATE accounts_bankholiday", "DROP TABLE reviews_review CASCADE")
    done = run(filled, "restore", str(file))
    assert done.returncode == 0, done.stderr
    assert contents(filled) == before
    with closing(filled.connect("template1")) as joined, joined.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname LIKE %s", [NAME + "_before_%"])
        assert cursor.fetchone() == (1,), "the database that was replaced is kept"


@has_days(SUNDAY)
def test_council_that_is_there_is_replaced_only_when_told_to(filled: Database, tmp_path: Path) -> None:
    make_council(filled)
    file = tmp_path / "portal.backup"
    assert run(filled, "backup", str(file)).returncode == 0
    before = contents(filled)
    nowhere = run(filled, "restore", str(tmp_path / "other"), "--replace")
    assert nowhere.returncode == 2 and f"there is no file {tmp_path / 'other'}." in nowhere.stderr
    refused = run(filled, "restore", str(file))
    assert refused.returncode == 2 and "--replace" in refused.stderr and contents(filled) == before
    assert run(filled, "restore", str(file), "--replace").returncode == 0
    assert contents(filled) == before


def make_council(database: Database) -> None:
    make = "from tests import factories as make; make.make_authority(code='x', name='X')"
    env = os.environ | {"DATABASE_URL": database.url, "IRO_MODE": "test"}
    subprocess.run(
        [sys.executable, "manage.py", "shell", "-c", make], cwd=ROOT, env=env, check=True, capture_output=True
    )


def rewrite(file: Path, **parts: bytes) -> None:
    """The archive with other contents in some of its parts."""
    with tarfile.open(file) as tar:
        held = {m.name: tar.extractfile(m).read() for m in tar.getmembers()}
    write(file, held | {k.replace("_", "."): v for k, v in parts.items()})


def write(file: Path, parts: dict[str, bytes], *others: tarfile.TarInfo) -> None:
    """An archive of these parts, and of others that are no files."""
    with tarfile.open(file, "w") as tar:
        for name, data in parts.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
        for info in others:
            tar.addfile(info)


@has_days(MONDAY)
def test_damaged_file_changes_nothing(filled: Database, tmp_path: Path) -> None:
    file = tmp_path / "portal.backup"
    assert run(filled, "backup", str(file)).returncode == 0
    before, whole = contents(filled), file.read_bytes()
    with tarfile.open(file) as tar:
        manifest = json.loads(tar.extractfile("manifest.json").read())
    manifest["rows"]["accounts_bankholiday"] += 1
    rewrite(file, manifest_json=json.dumps(manifest).encode())
    for damaged, why in [
        (file.read_bytes(), "rows, and"),
        (whole[: len(whole) // 2], "damaged"),
        (b"not a backup", "damaged"),
        (b"", "damaged"),
    ]:
        file.write_bytes(damaged)
        done = run(filled, "restore", str(file))
        assert (done.returncode, "Traceback" in done.stderr) == (2, False) and why in done.stderr, done.stderr
        assert contents(filled) == before
    rewritten = run(filled, "backup", str(file))
    assert rewritten.returncode == 2 and "is there already" in rewritten.stderr


def test_an_archive_is_unpacked_by_every_python_that_is_promised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Debian 12 has Python 3.11.2, in which nothing can be extracted through a filter."""
    monkeypatch.delattr(tarfile.TarFile, "extractall")
    monkeypatch.delattr(tarfile.TarFile, "extract")
    file, parts = tmp_path / "portal.backup", {"manifest.json": b'{"format": 1, "rows": {"t": 2}}'}
    write(file, parts | {"dump": b"PGDMP"})
    assert backup._unpack(file, tmp_path) == {"t": 2}
    assert (tmp_path / "dump").read_bytes() == b"PGDMP"
    link = tarfile.TarInfo("dump")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
    write(file, parts, link)
    with pytest.raises(backup.Failed, match="damaged"):
        backup._unpack(file, tmp_path)


@has_days(THURSDAY)
def test_backup_whose_trail_has_a_gap_is_not_restored(filled: Database, tmp_path: Path) -> None:
    execute(filled, "SET session_replication_role = replica", "DELETE FROM accounts_auditevent")
    file = tmp_path / "portal.backup"
    assert run(filled, "backup", str(file)).returncode == 0
    done = run(filled, "restore", str(file))
    assert done.returncode == 2 and "audit trail is not whole" in done.stderr


@has_days(FRIDAY)
@pytest.mark.parametrize(
    "older",
    in_turns(
        [
            "ALTER TABLE reviews_review DROP COLUMN late_discussed",
            "ALTER TABLE reviews_review ADD COLUMN gone integer",
            "DROP TABLE children_legalhold CASCADE",
            "DELETE FROM django_migrations WHERE app = 'reviews'",
        ],
        2,
    ),
)
def test_backup_of_another_version_says_in_one_line_what_to_do(
    filled: Database, tmp_path: Path, older: str
) -> None:
    """Also one whose migrations have the names of today’s."""
    execute(filled, older)
    file = tmp_path / "portal.backup"
    assert run(filled, "backup", str(file)).returncode == 0
    before = contents(filled)
    done = run(filled, "restore", str(file))
    assert done.returncode == 2 and len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert "another version" in done.stderr and "Restore it with the version that made it" in done.stderr
    assert contents(filled) == before


def test_server_that_cannot_be_reached_is_named_in_one_line(tmp_path: Path) -> None:
    nowhere = Database(f"postgres://iro@{str(tmp_path).replace('/', '%2F')}/none")
    done = run(nowhere, "backup", str(tmp_path / "x"))
    assert done.returncode == 2 and len(done.stderr.strip().splitlines()) == 1
