"""A calendar as other programs read it (RFC 5545): lines folded at 75 octets, texts escaped, times in UTC."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LINE = 75
"""Octets in a line at most, without its end."""


@dataclass(frozen=True)
class Event:
    """Something in the calendar. `starts` is a day where the time is not known."""

    uid: str
    starts: datetime | date
    minutes: int
    summary: str
    description: str = ""
    url: str = ""


def calendar(events: Iterable[Event], *, name: str, stamp: datetime) -> str:
    """The whole file."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//IRO Portal//Calendar//EN", "CALSCALE:GREGORIAN"]
    lines += [f"X-WR-CALNAME:{escaped(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"]
    for event in events:
        lines += _event(event, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _event(event: Event, stamp: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{_utc(stamp)}"
    if isinstance(event.starts, datetime):
        yield f"DTSTART:{_utc(event.starts)}"
        yield f"DTEND:{_utc(event.starts + timedelta(minutes=event.minutes))}"
    else:
        yield f"DTSTART;VALUE=DATE:{event.starts:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.starts + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{escaped(event.description)}"
    if event.url:
        yield f"URL:{event.url}"
    yield "CLASS:PRIVATE"
    yield "END:VEVENT"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """A text as the value of a line."""
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,")):
        text = text.replace(plain, written)
    return "\\n".join(text.splitlines())


def folded(line: str) -> str:
    """The line in pieces of at most 75 octets; no character is torn apart."""
    pieces, room = [""], LINE
    for character in line:
        size = len(character.encode())
        if size > room:
            pieces.append(" ")
            room = LINE - 1
        pieces[-1] += character
        room -= size
    return "\r\n".join(pieces)
