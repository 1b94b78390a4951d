"""Paragraphs on what happened after the year: each says a day, and that lies after the year."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from reporting.proof.manuscript import Fault
from reporting.proof.text import Paragraph


def wrong_days(place: str, paragraph: Paragraph, year: int) -> Iterator[Fault]:
    """A day that cannot be read, or is in the year or before it."""
    words = paragraph.after
    if not words:
        return
    day = _day(words)
    if day is None:
        said = f"“{words}” is not a day. Write it as 14 June {year}."
        yield Fault(place, "period", said)
    elif day <= date(year, 3, 31):
        said = f"{words} is not after the year, which ended on 31 March {year}. Leave the mark out."
        yield Fault(place, "period", said)


def _day(words: str) -> date | None:
    try:
        return datetime.strptime(words, "%d %B %Y").replace(tzinfo=UTC).date()
    except ValueError:
        return None
