"""Give the database its roles: the owner migrates, the application works, analysts read figures."""

import os
from argparse import ArgumentParser
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.migrations.recorder import MigrationRecorder

APPEND_ONLY = ("accounts_auditevent", "accounts_auditseal", "children_erasednumber")
"""Rows are added and read, and that is all; not even the deletion of a record changes them."""
COUNTED = ("children_feedline", "children_feedrecord")
"""Their rows are counted for the planner while a delivery is read."""
CERTIFICATES = "children_erasure"
FIGURES = (
    "reporting.MeasureResult",
    "reporting.Freeze",
    "reporting.FrozenFigure",
    "reporting.Restatement",
    "reporting.Target",
    "reporting.Area",
    "reporting.Benchmark",
)
"""What analysts read: figures, in which no child stands."""


class Command(BaseCommand):
    help = (
        "Make or renew the roles of the database. Run it as the owner of the tables, after every migrate. "
        "Passwords come from APP_DB_PASSWORD and ANALYST_DB_PASSWORD, or from files named in "
        "APP_DB_PASSWORD_FILE and ANALYST_DB_PASSWORD_FILE; a role without one cannot sign in."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--app", default="iro_app", help="name of the role of web, worker and beat")
        parser.add_argument("--analyst", default="iro_analyst", help="name of the role that reads figures")

    def handle(self, *args: Any, **options: Any) -> None:
        roles = {"app": options["app"], "analyst": options["analyst"]}
        for name in roles.values():
            if not name.replace("_", "").isalnum():
                raise CommandError(f"“{name}” is not the name of a role: letters, digits and _ only.")
        with transaction.atomic(), connection.cursor() as cursor:
            for which, name in roles.items():
                _make(cursor, name, _password(which))
            _grant_app(cursor, roles["app"])
            _grant_analyst(cursor, roles["analyst"])
        self.stdout.write(f"{roles['app']} works, {roles['analyst']} reads figures.")


def _password(which: str) -> str:
    name = f"{which.upper()}_DB_PASSWORD"
    if path := os.environ.get(f"{name}_FILE"):
        try:
            with open(path, encoding="utf-8") as file:
                return file.read().strip()
        except OSError as error:
            raise CommandError(f"{name}_FILE cannot be read: {error.strerror}.") from error
    return os.environ.get(name, "")


def _make(cursor: CursorWrapper, name: str, password: str) -> None:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
    if cursor.fetchone() is None:
        cursor.execute(f"CREATE ROLE {name} NOLOGIN")
    if password:
        cursor.execute(f"ALTER ROLE {name} LOGIN PASSWORD %s", [password])


def _tables(cursor: CursorWrapper) -> list[str]:
    """Every table of ours; the list of migrations is the owner's."""
    recorder: str = MigrationRecorder.Migration._meta.db_table
    return [name for name in connection.introspection.table_names(cursor) if name != recorder]


def _grant_app(cursor: CursorWrapper, name: str) -> None:
    """Rows and nothing else: no definitions, no TRUNCATE, no triggers; of the trail no change."""
    cursor.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    cursor.execute(f"GRANT USAGE ON SCHEMA public TO {name}")
    cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name}")
    tables = ", ".join(f'"{table}"' for table in _tables(cursor))
    cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {tables} TO {name}")
    cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}")
    cursor.execute(f"GRANT SELECT ON {MigrationRecorder.Migration._meta.db_table} TO {name}")
    cursor.execute("SELECT current_setting('server_version_num')::int >= 170000")
    if cursor.fetchone()[0]:  # before 17, only the owner of a table counts its rows
        cursor.execute(f"GRANT MAINTAIN ON {', '.join(COUNTED)} TO {name}")
    for table in APPEND_ONLY:
        cursor.execute(f"REVOKE UPDATE, DELETE ON {table} FROM {name}")
    cursor.execute(f"REVOKE DELETE ON {CERTIFICATES} FROM {name}")


def _grant_analyst(cursor: CursorWrapper, name: str) -> None:
    cursor.execute(f"GRANT USAGE ON SCHEMA public TO {name}")
    cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name}")
    tables = ", ".join(f'"{apps.get_model(label)._meta.db_table}"' for label in FIGURES)
    cursor.execute(f"GRANT SELECT ON {tables} TO {name}")
    cursor.execute(f"GRANT SELECT (id, code, name) ON accounts_authority TO {name}")
    cursor.execute(f"ALTER ROLE {name} SET default_transaction_read_only = on")
