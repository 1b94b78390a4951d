"""Rows are locked within a transaction that the product opens: on the site nothing else opens one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from tests.kept import put_away


@contextmanager
def only_within_actions() -> Iterator[None]:
    """Fail where a row is locked in no transaction but those of the test: on the site that is an error."""

    def check(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if " FOR " in sql and "UPDATE" in sql.rsplit(" FOR ", 1)[1] and sql.startswith(("SELECT", "WITH")):
            assert not all(block._from_testcase for block in connection.atomic_blocks), sql
        return execute(sql, params, many, context)

    with connection.execute_wrapper(check):
        yield


def stand_as_committed() -> None:
    """Have the database look now at what it leaves to the end of a transaction: rows made for a whole module
    would be looked at again after each of its tests."""
    connection.check_constraints()


@contextmanager
def taken_back() -> Iterator[None]:
    """A transaction of the test, undone at its end; the product does not notice that it is in one."""
    put_away()
    block = transaction.atomic()
    block._from_testcase = True  # what Django calls the transaction around each test
    with block:
        yield
        put_away()
        transaction.set_rollback(True)
