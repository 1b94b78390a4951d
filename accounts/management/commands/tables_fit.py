"""tables_fit: whether the tables of the database are those of the release that is installed.

Exit 0 when they are; 1 and the first difference when they are not. A restore asks: a database may count as
migrated and yet be of a version before the first release.
"""

import sys
from typing import Any

from django.apps import apps
from django.db import connection

from accounts.command_line import ScriptCommand

COLUMNS = """SELECT table_name, column_name, is_nullable = 'YES' FROM information_schema.columns
WHERE table_schema = current_schema()"""


class Command(ScriptCommand):
    help = "Check that the tables of the database are those of the release that is installed."

    def handle(self, *args: Any, **options: Any) -> None:
        if differs := first_difference():
            self.stderr.write(differs)
            sys.exit(1)


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
