"""An empty database is migrated to the tables that the models describe, and to those that Django would make
step by step."""

import contextlib
import os
import subprocess
import sys
from calendar import WEDNESDAY
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import database
from tests.turns import has_days
from tools.backup import Database

ROOT = Path(__file__).resolve().parents[2]
NAME = f"migrated_{os.getpid()}"
IN_DJANGOS_OWN_WAY = """
import django; django.setup()
from django.core.management import call_command
from django.core.management.commands.migrate import Command
call_command(Command(), verbosity=0)
"""
TOLD_BY = (
    "SELECT table_name, column_name, is_nullable, column_default, character_maximum_length"
    " FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace",
    "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
)
pytestmark = [pytest.mark.slow, has_days(WEDNESDAY)]


@pytest.fixture
def empty(django_db_setup: None) -> Iterator[Database]:
    head, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    made = Database(f"{head}/{NAME}")
    with contextlib.closing(made.connect("template1")) as joined:
        joined.autocommit = True
        with joined.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{NAME}" TEMPLATE template0')
            try:
                yield made
            finally:
                cursor.execute(f'DROP DATABASE "{NAME}" WITH (FORCE)')


def tables_of(made: Database) -> list[set[tuple[Any, ...]]]:
    """Columns, constraints, indexes and triggers."""
    with contextlib.closing(made.connect()) as joined, joined.cursor() as cursor:
        found = []
        for question in TOLD_BY:
            cursor.execute(question)
            found.append(set(cursor.fetchall()))
    return found


def migrate(made: Database, *words: str) -> None:
    env = os.environ | {
        "DATABASE_URL": made.url,
        "IRO_MODE": "test",
        "DJANGO_SETTINGS_MODULE": "iro_portal.settings",
    }
    done = subprocess.run([sys.executable, *words], cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_migrations_lead_to_the_tables_of_the_models(empty: Database) -> None:
    migrate(empty, "manage.py", "migrate", "--skip-checks", "--verbosity", "0")
    head, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    models = tables_of(Database(f"{head}/{database.PREFIX}{database.fingerprint()}"))
    for by_migrations, by_models in zip(tables_of(empty), models, strict=True):
        assert by_migrations == by_models


@pytest.mark.nightly
def test_tables_made_together_are_those_that_django_makes_step_by_step(empty: Database) -> None:
    migrate(empty, "manage.py", "migrate", "--skip-checks", "--verbosity", "0")
    together = tables_of(empty)
    with contextlib.closing(empty.connect("template1")) as joined:
        joined.autocommit = True
        joined.cursor().execute(f'DROP DATABASE "{NAME}" WITH (FORCE)')
        joined.cursor().execute(f'CREATE DATABASE "{NAME}" TEMPLATE template0')
    migrate(empty, "-c", IN_DJANGOS_OWN_WAY)
    assert tables_of(empty) == together
