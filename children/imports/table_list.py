"""The tables of the return and where their facts are kept, as the apps have registered them
(settings.RETURN_TABLES).
"""

from functools import cache
from importlib import import_module

from django.conf import settings

from children.imports.registers import Store
from children.imports.rows import Table


@cache
def tables() -> tuple[Table, ...]:
    """Every table of the return."""
    return tuple(table for name in settings.RETURN_TABLES for table in import_module(name).TABLES)


@cache
def stores() -> tuple[Store, ...]:
    """Where the facts of the tables are kept, in the order in which they are drawn."""
    return tuple(store for name in settings.RETURN_TABLES for store in import_module(name).STORES)
