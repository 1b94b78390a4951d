"""Rows are locked within a transaction that the product opens: on the site nothing else opens one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


@contextmanager
def only_within_actions() -> Iterator[None]:
    """Fail where a row is locked in no transaction but the one that a test is wrapped in."""

    def check(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if " FOR " in sql and "UPDATE" in sql.rsplit(" FOR ", 1)[1]:
            assert not all(block._from_testcase for block in connection.atomic_blocks), sql
        return execute(sql, params, many, context)

    with connection.execute_wrapper(check):
        yield
