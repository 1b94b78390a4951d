"""What the database knows of its tables after many rows came at once.

Until it has looked at them it takes them for empty and reads each again for every child: a figure that
takes milliseconds then takes half a minute.
"""

from django.apps import apps
from django.db import connection, transaction

MANY_CHILDREN = 50
APPS = ("children", "reviews")


def refresh_after_commit() -> None:
    """Let the database look at the tables of children and reviews once the rows stand."""
    transaction.on_commit(refresh, robust=True)


def refresh() -> None:
    """Let the database look at the tables of children and reviews now; histories of rows are left out."""
    tables = [
        connection.ops.quote_name(model._meta.db_table)
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        if not hasattr(model, "pgh_id")
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(tables)}")
