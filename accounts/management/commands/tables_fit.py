"""tables_fit [--restored]: whether the tables of the database are those of the release that is installed.

Exit 0 when they are; 1 and the first difference when they are not. A restore asks: a database may count as
migrated and yet be of a version before the first release. With --restored it is brought up to this release
first, and its audit trail is verified after; exit 3 when the trail is broken.
"""

import sys
from argparse import ArgumentParser
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts.audit.proof import first_break
from accounts.command_line import ScriptCommand

COLUMNS = """SELECT table_name, column_name, is_nullable = 'YES' FROM information_schema.columns
WHERE table_schema = current_schema()"""


BROKEN_TRAIL = 3


class Command(ScriptCommand):
    help = "Check that the tables of the database are those of the release that is installed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--restored",
            action="store_true",
            help="migrate first where needed, and verify the audit trail after",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["restored"] and has_migrations_to_come():
            call_command("migrate", verbosity=0, interactive=False)
        if differs := first_difference():
            self.stderr.write(differs)
            sys.exit(1)
        if options["restored"] and (broken := first_break()):
            self.stderr.write(str(broken))
            sys.exit(BROKEN_TRAIL)


def has_migrations_to_come() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def first_difference() -> str:
    """The first column that this release has and the database has not, or the other way round; else empty."""
    there: dict[str, dict[str, bool]] = {}
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        for table, column, may_be_empty in cursor.fetchall():
            there.setdefault(table, {})[column] = may_be_empty
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.proxy or not meta.managed:
            continue
        found = there.get(meta.db_table, {})
        wanted = {str(f.column): f.null for f in meta.local_concrete_fields}
        if found != wanted:
            column = min(name for name in found | wanted if found.get(name) != wanted.get(name))
            return f"{meta.db_table}.{column} is not as this release has it"
    return ""
