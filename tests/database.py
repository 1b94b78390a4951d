"""The databases of the tests: one template for each state of the models, and a copy of it for each
process."""

import hashlib
import importlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import TransactionTestCase

from accounts import clock
from accounts.models import BankHoliday

load_bank_holidays = importlib.import_module("accounts.migrations.0002_bank_holidays").load

ROOT = Path(__file__).resolve().parents[1]
PREFIX, DEMO = "iro_template_", "iro_demo_"
FLOORS = ("statute", "accounts", "children", "reviews", "disputes", "reporting")
LOCK = 728_190_344  # any number of our own: one process builds the template, the others wait for it
BY_FILE = "STRATEGY FILE_COPY"
"""Copies whole files, where the other way writes each page into the log: twice as fast for a server whose
log nobody reads."""
EMPTY = """
DO $$
DECLARE
    one text;
    has_rows boolean;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR one IN SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' LOOP
        CONTINUE WHEN one IN ('django_migrations', 'django_content_type', 'auth_permission');
        EXECUTE 'SELECT EXISTS (SELECT FROM ' || one || ')' INTO has_rows;
        IF has_rows THEN
            EXECUTE 'DELETE FROM ' || one;
        END IF;
    END LOOP;
END $$
"""
KEPT = 8  # templates of other states of the models, so that changing branch does not build one anew
SERVER = settings.DATABASES["default"]["NAME"]  # the database that is there before any of ours


def need_bank_holidays() -> None:
    """Have the calendar of bank holidays: a test with real transactions empties all tables behind itself."""
    if not BankHoliday.objects.exists():
        load_bank_holidays(apps, None)


def empty() -> None:
    """Leave no row behind, past the triggers that guard the trail. Django's flush empties each of some
    hundred tables, whether it has rows or not, and brings back what it emptied: twenty times as long."""
    with connection.cursor() as cursor:
        cursor.execute(EMPTY)


def clone(name: str) -> None:
    """Connect this process to a fresh copy of the template, under `name`."""
    with _only_one_process():
        template = _template()
        _run(
            f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)',
            f'CREATE DATABASE "{name}" TEMPLATE "{template}" {BY_FILE}',
        )
    _use(name)
    TransactionTestCase._fixture_teardown = lambda _: empty()


def copy(name: str) -> None:
    """A fresh copy of the template for other processes; this one stays connected where it is."""
    _copy(name, _template)


def copy_demo(name: str) -> None:
    """A fresh copy of the demo council of today; the first to ask in a run makes it, for all."""
    _copy(name, _demo)


@contextmanager
def connected_to_demo(name: str) -> Iterator[None]:
    """This process on a copy of the demo council of today, which is gone afterwards."""
    here = settings.DATABASES["default"]["NAME"]
    copy_demo(name)
    _use(name)
    try:
        yield
    finally:
        _use(here)
        remove(name)


def _copy(name: str, template: Callable[[], str]) -> None:
    here = settings.DATABASES["default"]["NAME"]
    try:
        with _only_one_process():
            _run(f'CREATE DATABASE "{name}" TEMPLATE "{template()}" {BY_FILE}')
    finally:
        _use(here)


def drop(name: str) -> None:
    """Remove the copy. A live server's thread may still be connected for a moment, so its connection is
    ended."""
    _use(SERVER)
    _run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    connection.close()


def remove(name: str) -> None:
    """Remove a copy that was made for others."""
    here = settings.DATABASES["default"]["NAME"]
    try:
        _use(SERVER)
        _run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    finally:
        _use(here)


def fingerprint() -> str:
    """Changes whenever a migration, a model (its triggers stand there), the data that they load or this file
    changes."""
    digest = hashlib.sha256((ROOT / "requirements" / "dev.lock").read_bytes())
    for pattern in ("*/migrations/*.py", "*/models/*.py", "accounts/data/*", "tests/database.py"):
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _template() -> str:
    """The name of the template for the models as they are, built when it is not there yet."""
    name = PREFIX + fingerprint()
    known = [
        row[0]
        for row in _ask(
            "SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY oid DESC", PREFIX + "%"
        )
    ]
    if name in known:
        return name
    unfinished = name + "_unfinished"
    _run(*(f'DROP DATABASE IF EXISTS "{old}" WITH (FORCE)' for old in known[KEPT:]))
    _run(f'DROP DATABASE IF EXISTS "{unfinished}" WITH (FORCE)')
    _run(f'CREATE DATABASE "{unfinished}" TEMPLATE template0')
    _use(unfinished)
    _create_tables()
    _use(SERVER)
    _run(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
    return name


def _demo() -> str:
    """The name of the database with the demo council, made when the portal or the day is another."""
    name = f"{DEMO}{_demo_fingerprint()}"
    known = [row[0] for row in _ask("SELECT datname FROM pg_database WHERE datname LIKE %s", DEMO + "%")]
    if name in known:
        return name
    unfinished = name + "_unfinished"
    _run(
        *(f'DROP DATABASE IF EXISTS "{old}" WITH (FORCE)' for old in known),
        f'CREATE DATABASE "{unfinished}" TEMPLATE "{_template()}" {BY_FILE}',
    )
    head, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    env = os.environ | {"IRO_MODE": "demo", "DATABASE_URL": f"{head}/{unfinished}"}
    words = [sys.executable, "manage.py", "seed_demo"]
    done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    _run(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
    return name


def _demo_fingerprint() -> str:
    """Changes with any line of the portal, the demo's files and the day."""
    digest = hashlib.sha256(f"{fingerprint()} {clock.today()}".encode())
    for folder in (*FLOORS, "iro_portal", "demo"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _create_tables() -> None:
    """The tables straight from the models: migrations render every state in between, ten times as slow.

    That the migrations lead to the models is asked by script/check, and the demo's own tests run them.
    """
    settings.MIGRATION_MODULES = dict.fromkeys(app.label for app in apps.get_app_configs())
    _run("CREATE EXTENSION btree_gist", "CREATE EXTENSION pg_trgm")
    call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
    settings.MIGRATION_MODULES = {}
    call_command(
        "migrate", verbosity=0, interactive=False, fake=True
    )  # a restored copy is brought up to date
    load_bank_holidays(apps, None)


@contextmanager
def _only_one_process() -> Iterator[None]:
    """A template that is being copied or built must not be used by others; the connection holds the lock."""
    _use(SERVER)
    keeper = connection.copy()
    with keeper.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0; SET lock_timeout = 0; SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        yield
    finally:
        keeper.close()


def _ask(statement: str, *values: str) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        for statement in statements:
            cursor.execute(statement)


def _use(name: str) -> None:
    connections.close_all()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name
