"""Rows that the database takes in while the next ones are worked out: one thread writes, in the order asked.

The connection is one, so whoever else wants it waits until everything written so far is in. What cannot be
written is raised there.
"""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial, reduce
from queue import Queue
from typing import Any

from django.db import connection

MOST_WAITING = 8
"""So many streams wait to be written before the next one is put into text."""
CHECK = "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED"
NEXT_KEYS = "SELECT nextval((SELECT pg_get_serial_sequence(%s, %s)::regclass)) FROM generate_series(1, %s)"
Statement = tuple[str, Any]


class _Chunks:
    """Pieces of text as the file that COPY reads."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self.pieces = iter(pieces)

    def read(self, size: int = -1) -> str:
        return next(self.pieces, "")


class Writer:
    """The thread and what it has to write."""

    def __init__(self) -> None:
        self.waiting: Queue[Callable[[], None] | None] = Queue(MOST_WAITING)
        self.failed: BaseException | None = None
        self.driver = connection.connection
        self.keys: dict[str, list[int]] = defaultdict(list)
        """Table -> keys that were fetched for rows to come."""
        self.thread = threading.Thread(target=self._work, name="import-writer", daemon=True)
        self.thread.start()

    def copy(self, before: Sequence[Statement], statement: str, pieces: Sequence[str]) -> None:
        """Write a stream after these statements."""
        self._put(lambda cursor: self._copy(cursor, before, statement, pieces))

    def check(self) -> None:
        """Look now, and not only at the end, whether everything that the new rows point at is there."""
        self._put(lambda cursor: cursor.execute(CHECK))

    def expect_keys(self, table: str, column: str | None, count: int) -> None:
        """Fetch so many fresh keys of a table in turn."""
        self._put(lambda cursor: self._fetch(cursor, table, column, count))

    def keys_of(self, table: str, column: str | None, count: int) -> list[int]:
        """So many fresh keys of a table. The thread fetches more in its turn, so that who asks for them next
        need not wait until everything is written.
        """
        kept = self.keys[table]
        if len(kept) < count:
            self.finish()
        if len(kept) < count:
            self.expect_keys(table, column, count)
            self.finish()
        taken, kept[:count] = kept[:count], []
        if len(kept) < count:
            self.expect_keys(table, column, 2 * count)
        return taken

    def _fetch(self, cursor: Any, table: str, column: str | None, count: int) -> None:
        cursor.execute(NEXT_KEYS, [table, column, count])
        self.keys[table] += [key for (key,) in cursor.fetchall()]

    def finish(self) -> None:
        """Wait until everything is written. Raises what could not be."""
        self.waiting.join()
        failed, self.failed = self.failed, None
        if failed is not None:
            with connection.wrap_database_errors:
                raise failed

    def stop(self) -> None:
        self.waiting.put(None)
        self.thread.join()

    def _put(self, work: Callable[[Any], None]) -> None:
        self.waiting.put(partial(self._with_cursor, work))

    def _with_cursor(self, work: Callable[[Any], None]) -> None:
        with self.driver.cursor() as cursor:
            work(cursor)

    @staticmethod
    def _copy(cursor: Any, before: Sequence[Statement], statement: str, pieces: Sequence[str]) -> None:
        for sql, parameters in before:
            cursor.execute(sql, parameters)
        cursor.copy_expert(statement, _Chunks(pieces))

    def _work(self) -> None:
        while (work := self.waiting.get()) is not None:
            try:
                if self.failed is None:
                    work()
            except BaseException as error:  # raised in the thread that waits for it
                self.failed = error
            finally:
                self.waiting.task_done()


_writer: ContextVar[Writer | None] = ContextVar("writer", default=None)


@contextmanager
def writing_beside() -> Iterator[None]:
    """Within it streams are written by a thread of their own. The caller owns the transaction."""
    connection.ensure_connection()
    writer = Writer()
    token = _writer.set(writer)
    try:
        with connection.execute_wrapper(partial(_after_all, writer)):
            yield
            writer.finish()
    finally:
        _writer.reset(token)
        writer.stop()


def _after_all(writer: Writer, execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
    writer.finish()
    return execute(sql, params, many, context)


def current() -> Writer | None:
    """The thread that writes beside this one, where there is one."""
    return _writer.get()


def check_beside() -> None:
    """Have the thread look whether everything that the new rows point at is there."""
    if writer := current():
        writer.check()


def as_it_is_sent(sql: str) -> list[Statement]:
    """A statement as the wrappers of the connection send it: with who acts in front, for the history."""
    sent: list[Statement] = []

    def keep(sql: Any, params: Any, many: Any, context: Any) -> None:
        sent.append((sql, params))

    others = [w for w in reversed(connection.execute_wrappers) if getattr(w, "func", None) is not _after_all]
    with connection.cursor() as cursor:
        chain = reduce(lambda inner, wrapper: partial(wrapper, inner), others, keep)
        chain(sql, None, False, {"connection": connection, "cursor": cursor})
    return sent
