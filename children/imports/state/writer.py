"""Rows that the database takes in while the next ones are worked out: one thread writes, in the order asked.

The connection is one, so whoever else wants it waits until everything written so far is in. What cannot be
written is raised there.
"""

import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial, reduce
from itertools import count as numbers
from queue import PriorityQueue
from typing import Any, NamedTuple

from django.db import connection, connections

MOST_WAITING = 16
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


AT_MOST_S = 0.0005
"""So long the thread waits for its turn at the interpreter, not the usual ten times as long: it waits after
each of many thousand answers of the database, which has nothing to do meanwhile.
"""
FIRST, IN_TURN = 0, 1


class _Job(NamedTuple):
    """What is to be done, before all else or in its turn; `do` is None at the end."""

    rank: int
    number: int
    do: Callable[[], Any] | None
    answer: "Future[Any] | None" = None


class Writer:
    """The thread and what it has to write."""

    def __init__(self) -> None:
        self.waiting: PriorityQueue[_Job] = PriorityQueue(MOST_WAITING)
        self.number = numbers()
        self.failed: BaseException | None = None
        self.connection = connections["default"]
        self.keys: dict[str, list[int]] = defaultdict(list)
        """Table -> keys that were fetched for rows to come."""
        self.asked: dict[str, list[Future[list[int]]]] = defaultdict(list)
        """Table -> keys that will be fetched."""
        self.connection.inc_thread_sharing()
        self.thread = threading.Thread(target=self._work, name="import-writer", daemon=True)
        self.thread.start()

    def copy(self, before: Sequence[Statement], statement: str, pieces: Sequence[str]) -> None:
        """Write a stream after these statements."""
        self._put(partial(self._with_cursor, lambda cursor: self._copy(cursor, before, statement, pieces)))

    def check(self) -> None:
        """Look now, and not only at the end, whether everything that the new rows point at is there."""
        self._put(partial(self._with_cursor, lambda cursor: cursor.execute(CHECK)))

    def ask(self, read: Callable[[], Any]) -> "Future[Any]":
        """Have something read when everything that was given before is written, and go on meanwhile
        (`answer_of`)."""
        answer: Future[Any] = Future()
        self._put(read, answer)
        return answer

    def answer_of(self, asked: "Future[Any]") -> Any:
        """What was asked for, as soon as it is there. Raises what went wrong with it or before it."""
        try:
            return asked.result()
        except CancelledError:
            self.finish()
            raise

    def expect_keys(self, table: str, column: str | None, count: int) -> None:
        """Fetch so many fresh keys of a table, before what waits to be written."""
        answer: Future[list[int]] = Future()
        self.asked[table].append(answer)
        fetch = partial(self._with_cursor, lambda cursor: self._fetch(cursor, table, column, count))
        self._put(fetch, answer, rank=FIRST)

    def keys_of(self, table: str, column: str | None, count: int) -> list[int]:
        """So many fresh keys of a table. The thread fetches more at once, so that who asks for them next need
        not wait.
        """
        kept, asked = self.keys[table], self.asked[table]
        while len(kept) < count:
            if not asked:
                self.expect_keys(table, column, count)
            kept += self.answer_of(asked.pop(0))
        taken, kept[:count] = kept[:count], []
        if len(kept) < count and not asked:
            self.expect_keys(table, column, 2 * count)
        return taken

    @staticmethod
    def _fetch(cursor: Any, table: str, column: str | None, count: int) -> list[int]:
        cursor.execute(NEXT_KEYS, [table, column, count])
        return [key for (key,) in cursor.fetchall()]

    def finish(self) -> None:
        """Wait until everything is written. Raises what could not be."""
        self.waiting.join()
        failed, self.failed = self.failed, None
        if failed is not None:
            with self.connection.wrap_database_errors:
                raise failed

    def stop(self) -> None:
        self._put(None)
        self.thread.join()
        self.connection.dec_thread_sharing()

    def _put(
        self, do: Callable[[], Any] | None, answer: "Future[Any] | None" = None, *, rank: int = IN_TURN
    ) -> None:
        self.waiting.put(_Job(rank, next(self.number), do, answer))

    def _with_cursor(self, work: Callable[[Any], Any]) -> Any:
        with self.connection.connection.cursor() as cursor:
            return work(cursor)

    @staticmethod
    def _copy(cursor: Any, before: Sequence[Statement], statement: str, pieces: Sequence[str]) -> None:
        for sql, parameters in before:
            cursor.execute(sql, parameters)
        cursor.copy_expert(statement, _Chunks(pieces))

    def _work(self) -> None:
        connections["default"] = self.connection  # what is read here is read of the same transaction
        while (job := self.waiting.get()).do is not None:
            try:
                self._do(job.do, job.answer)
            finally:
                self.waiting.task_done()

    def _do(self, do: Callable[[], Any], answer: "Future[Any] | None") -> None:
        """Do a job, unless one before it went wrong: then nothing more is."""
        if self.failed is not None:
            if answer:
                answer.cancel()
            return
        try:
            found = do()
        except BaseException as error:  # raised in the thread that waits for it
            self.failed = error
            if answer:
                answer.cancel()
        else:
            if answer:
                answer.set_result(found)


_writer: ContextVar[Writer | None] = ContextVar("writer", default=None)


@contextmanager
def writing_beside() -> Iterator[None]:
    """Within it streams are written by a thread of their own. The caller owns the transaction."""
    connection.ensure_connection()
    before = sys.getswitchinterval()
    writer = Writer()
    token = _writer.set(writer)
    try:
        sys.setswitchinterval(AT_MOST_S)
        with connection.execute_wrapper(partial(_after_all, writer)):
            yield
            writer.finish()
    finally:
        _writer.reset(token)
        writer.stop()
        sys.setswitchinterval(before)


def _after_all(writer: Writer, execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
    if threading.current_thread() is not writer.thread:
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
