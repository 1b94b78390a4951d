"""Lines of the server log. What went wrong and where is in them; words are not, for they may be a child's.

The message of an exception can hold anything: PostgreSQL quotes the whole row that it refused, a KeyError the
key. So an exception stands in the log with its kind, its place in the code and, from the database, the name
of the constraint.
"""

import copy
import json
import logging
import re
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import PermissionDenied

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class WithoutWords(logging.Formatter):
    """Formats a record without the messages of exceptions, neither after the line nor quoted in it. A line is
    one line, whatever stood in an address: nobody writes a second one into the log.
    """

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
        """In UTC and with the offset, so that lines of several servers are put in order."""
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")

    def format(self, record: logging.LogRecord) -> str:
        line = copy.copy(record)
        line.exc_text = None  # another handler may have put its own, words and all, on the record
        exception = record.exc_info[1] if record.exc_info else None
        message = _without_words(record.getMessage(), exception)
        line.msg, line.args = CONTROL.sub(_escaped, message) + self.about(record), ()
        if isinstance(exception, PermissionDenied):  # the portal at work: where it said no is in the address
            line.exc_info = None
        return super().format(line)

    def about(self, record: logging.LogRecord) -> str:
        """Who asked for the page that the line is about, behind its words."""
        person = asked_by(record)
        return f" (person {person})" if person else ""

    def formatException(self, ei: object) -> str:  # noqa: N802 - the name is logging's
        exception = ei[1] if isinstance(ei, tuple) else None
        parts = []
        for one in reversed(list(_chain(exception))):
            parts.append("".join(traceback.format_tb(one.__traceback__)) + kind_of(one))
        return "\n".join(parts)


class JsonWithoutWords(WithoutWords):
    """The same as one JSON object a line, for a log that is searched."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": super().format(record),
        }
        person = asked_by(record)
        return json.dumps(line | {"person": person} if person else line)

    def about(self, record: logging.LogRecord) -> str:
        return ""


def logging_to_stderr(level: str, *, as_json: bool = False) -> dict[str, Any]:
    """Django's LOGGING: every line from this level on, without words, to where the service's log is read."""
    if as_json:
        line: dict[str, Any] = {"()": JsonWithoutWords, "fmt": "{message}", "style": "{"}
    else:
        line = {"()": WithoutWords, "fmt": "{asctime} {levelname} {name} {message}", "style": "{"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": line},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
    }


def asked_by(record: logging.LogRecord) -> int | None:
    """The number of the person whose request the line is about, where the request came as far as to know.
    The database is not asked: it may be what failed."""
    viewer = getattr(getattr(record, "request", None), "viewer", None)
    return getattr(viewer, "user_id", None)


def kind_of(exception: BaseException) -> str:
    """The exception's kind, and the constraint where the database named one."""
    kind = f"{type(exception).__module__}.{type(exception).__qualname__}"
    constraint = getattr(getattr(exception, "diag", None), "constraint_name", None)
    return f"{kind} ({constraint})" if constraint else kind


def _chain(exception: BaseException | None) -> Iterator[BaseException]:
    """The exception and those it came from, the last one first."""
    seen: set[int] = set()
    while exception is not None and id(exception) not in seen:
        seen.add(id(exception))
        yield exception
        exception = exception.__cause__ or exception.__context__


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode()


def _without_words(text: str, exception: BaseException | None) -> str:
    for one in _chain(exception):
        for words in sorted({str(one), repr(one)} - {""}, key=len, reverse=True):
            text = text.replace(words, f"[{type(one).__name__}]")
    return text
