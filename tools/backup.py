"""Back up the whole database into one file, and restore it with a check.

    backup.py backup FILE               a new file: the dump, and what must be in it
    backup.py restore FILE [--replace]  into the database of the environment, else that of the demo

The file is a tar archive of `dump` (pg_dump's custom format) and `manifest.json` (rows of every table,
counted in the very state of the database that was dumped). A restore goes into a database of its own first,
is counted and its audit trail verified there, and takes the place of the old one only when all of it holds.
The old one is kept under another name.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import psycopg2
from psycopg2 import sql
from psycopg2.extensions import connection

from tools.manage import environment
from tools.services import ROOT, Services, external, postgres_folder

FORMAT = 1
BROKEN_TRAIL = 3  # the exit code of `tables_fit --restored`
OTHER_VERSION = (
    "the backup is of another version of the portal, and cannot be brought up to this one ({why}). "
    "Restore it with the version that made it, or take a newer backup."
)
MAINTENANCE = "template1"  # the one database that is always there and never ours


class Failed(Exception):
    """The backup or restore was not made; the text says why and what to do. Nothing was changed."""


class Database:
    """Where the data are, in the words of libpq."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        place, _, name = parts.path.rpartition("/")
        self.url, self.name = url, unquote(name)
        self.host = unquote(place) or parts.hostname or ""
        self.environment = {
            "PGHOST": self.host,
            "PGPORT": str(parts.port or ""),
            "PGUSER": unquote(parts.username or ""),
            "PGPASSWORD": unquote(parts.password or ""),
        }

    def named(self, name: str) -> str:
        """The address of another database of the same server."""
        head, _, _ = self.url.rpartition("/")
        return f"{head}/{quote(name)}"

    def connect(self, name: str | None = None) -> connection:
        words = {k.removeprefix("PG").lower(): v for k, v in self.environment.items() if v}
        return psycopg2.connect(dbname=name or self.name, **words)

    def run(self, program: str, *words: str) -> None:
        """One of PostgreSQL's programs. Raises Failed with its last line."""
        env = os.environ | {k: v for k, v in self.environment.items() if v}
        done = subprocess.run([_program(program), *words], env=env, stderr=subprocess.PIPE, text=True)
        if done.returncode:
            lines = done.stderr.strip().splitlines() or ["no reason given"]
            raise Failed(f"{program} failed: {lines[-1]}")


def _program(name: str) -> str:
    beside = postgres_folder() / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        raise Failed(f"{name} was not found: install PostgreSQL's client programs.")
    return found


def back_up(database: Database, file: Path) -> dict[str, int]:
    """Write the file; the rows of every table. An existing file is never replaced."""
    if file.exists():
        raise Failed(f"{file} is there already: name a new file.")
    if not file.resolve().parent.is_dir():
        raise Failed(f"the folder {file.resolve().parent} is not there.")
    with tempfile.TemporaryDirectory(dir=file.resolve().parent, prefix=".backup-") as folder:
        dump, manifest, archive = (Path(folder) / n for n in ("dump", "manifest.json", "archive"))
        with _one_state(database) as (cursor, snapshot):
            counts = count_rows(cursor)
            database.run(
                "pg_dump", "-Fc", f"--snapshot={snapshot}", "--no-owner", "-f", str(dump), database.name
            )
        made = {"format": FORMAT, "made_at": datetime.now(UTC).isoformat(timespec="seconds"), "rows": counts}
        manifest.write_text(json.dumps(made, indent=1))
        with tarfile.open(archive, "w") as tar:
            for part in (manifest, dump):
                tar.add(part, arcname=part.name)
        archive.chmod(0o600)
        os.link(archive, file)  # all of it or nothing, and never over a file that came meanwhile
    return counts


@contextmanager
def _one_state(database: Database) -> Iterator[tuple[psycopg2.extensions.cursor, str]]:
    """One state of the database, that the count and the dump share."""
    with closing(database.connect()) as joined, joined.cursor() as cursor:
        joined.set_session(isolation_level="REPEATABLE READ", readonly=True)
        cursor.execute("SELECT pg_export_snapshot()")
        row = cursor.fetchone()
        assert row is not None
        yield cursor, row[0]


def count_rows(cursor: psycopg2.extensions.cursor) -> dict[str, int]:
    """Table -> rows, for every table of the portal."""
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    counts = {}
    for (table,) in cursor.fetchall():
        cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)))
        row = cursor.fetchone()
        assert row is not None
        counts[table] = row[0]
    return counts


def restore(database: Database, file: Path, *, replace: bool) -> dict[str, int]:
    """Put the file's data in the place of the database; the rows of every table. Raises Failed, and then
    nothing changed."""
    if not file.is_file():
        raise Failed(f"there is no file {file}.")
    if not replace and _holds_a_council(database):
        raise Failed("there is a council in this database: add --replace to put the backup in its place.")
    stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S")
    fresh, kept = f"{database.name}_restoring_{stamp}", f"{database.name}_before_{stamp}"
    with tempfile.TemporaryDirectory(prefix="restore-") as folder:
        expected = _unpack(file, Path(folder))
        _maintain(database, sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(fresh)))
        try:
            words = ["--no-owner", "--exit-on-error", "--single-transaction", "-d", fresh]
            database.run("pg_restore", *words, str(Path(folder) / "dump"))
            _check(database, fresh, expected)
        except BaseException:
            _maintain(database, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(fresh)))
            raise
    _swap(database, fresh, kept)
    return expected


def _unpack(file: Path, folder: Path) -> dict[str, int]:
    """The dump, laid into the folder; the rows that must be in it."""
    try:
        with tarfile.open(file) as tar:
            for name in ("manifest.json", "dump"):
                _take_out(tar, name, folder / name)
        manifest = json.loads((folder / "manifest.json").read_text())
        rows: dict[str, int] = manifest["rows"]
        if manifest["format"] != FORMAT:
            raise Failed(
                f"{file} was made by another release: its format is {manifest['format']}, not {FORMAT}."
            )
    except (OSError, tarfile.TarError, KeyError, ValueError) as error:
        raise Failed(
            f"{file} is not a backup of the portal, or is damaged ({type(error).__name__})."
        ) from error
    return rows


def _take_out(tar: tarfile.TarFile, name: str, to: Path) -> None:
    """One file of the archive, and nothing else that may be in it. Written by hand: extraction filters came
    with Python 3.11.4, and Debian 12 has an older one."""
    member = tar.getmember(name)
    packed = tar.extractfile(member) if member.isreg() else None
    if packed is None:
        raise tarfile.TarError(f"{name} is not a file")
    with packed, to.open("wb") as out:
        shutil.copyfileobj(packed, out)


def _check(database: Database, fresh: str, expected: dict[str, int]) -> None:
    """Every table has its rows, and the audit trail is whole. Raises Failed."""
    with closing(database.connect(fresh)) as joined, joined.cursor() as cursor:
        found = count_rows(cursor)
    for table in sorted(expected | found):
        if expected.get(table) != found.get(table):
            raise Failed(f"{table} holds {found.get(table)} rows, and {expected.get(table)} were backed up.")
    env = environment(
        {"DATABASE_URL": database.named(fresh), "REDIS_URL": os.environ.get("REDIS_URL", "redis://-")}
    )
    code, why = _said(["tables_fit", "--restored"], env)
    if code == BROKEN_TRAIL:
        raise Failed(f"the restored audit trail is not whole: {why}")
    if code:
        raise Failed(OTHER_VERSION.format(why=why))


def _said(words: list[str], env: dict[str, str]) -> tuple[int, str]:
    """The exit code of a command, and the last line of what it said on standard error."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *words], env=env, capture_output=True, text=True
    )
    lines = [line for line in done.stderr.splitlines() if line.strip() and line[:1] not in " ^"]
    return done.returncode, (lines or ["no reason given"])[-1]


def _holds_a_council(database: Database) -> bool:
    with closing(database.connect()) as joined, joined.cursor() as cursor:
        cursor.execute("SELECT to_regclass('accounts_authority')")
        if cursor.fetchone() == (None,):
            return False
        cursor.execute("SELECT EXISTS (SELECT FROM accounts_authority)")
        return cursor.fetchone() == (True,)


def _swap(database: Database, fresh: str, kept: str) -> None:
    """The restored database takes the name; the old one is kept beside it."""
    old, new, name = sql.Identifier(kept), sql.Identifier(fresh), sql.Identifier(database.name)
    _maintain(
        database,
        # nobody may be connected to a database that gets another name
        sql.SQL("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname IN ({}, {})").format(
            sql.Literal(database.name), sql.Literal(fresh)
        ),
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(name, old),
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(new, name),
    )


def _maintain(database: Database, *statements: sql.Composed) -> None:
    with closing(database.connect(MAINTENANCE)) as joined:
        joined.autocommit = True
        with joined.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


@contextmanager
def _where() -> Iterator[Database]:
    """The database of the environment, else that of the demo, with its servers running."""
    there = external()
    if there is not None:
        yield Database(there["DATABASE_URL"])
        return
    services = Services("demo")
    services.hold()
    try:
        addresses = services.start()
        os.environ.setdefault("REDIS_URL", addresses["REDIS_URL"])
        yield Database(addresses["DATABASE_URL"])
    finally:
        services.leave()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["backup", "restore"])
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--replace", action="store_true", help="restore: also where there is a council already"
    )
    words = parser.parse_args()
    try:
        with _where() as database:
            if words.what == "backup":
                counts = back_up(database, words.file)
            else:
                counts = restore(database, words.file, replace=words.replace)
    except (Failed, psycopg2.Error) as failed:
        line = str(failed).strip().splitlines()[0]
        print(f"IRO Portal: {line}", file=sys.stderr)
        return 2
    done = "backed up" if words.what == "backup" else "restored and checked"
    print(f"IRO Portal: {sum(counts.values())} rows of {len(counts)} tables {done}.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
