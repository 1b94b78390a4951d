"""One cell at a time: text becomes a value, or a defect that says what is wrong and what to do."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from accounts.templatetags.govuk import day as day_words
from children import codesets
from statute.clock_words import MONTHS

POSTCODE = re.compile(r"^[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}$")
PSEUDO_POSTCODES = re.compile(r"^ZZ9", re.I)
OF_DAY = r"(?:[T ](?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?)?"
"""A time of day that a program has put after the date. One with a zone could be of another day here."""
UK_DATE = re.compile(rf"^(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}}){OF_DAY}$")
ISO_DATE = re.compile(rf"^(\d{{4}})[/-](\d{{2}})[/-](\d{{2}}){OF_DAY}$")
NAMED_MONTH = re.compile(rf"^(\d{{1,2}})[ /.-]([A-Za-z]{{3,9}})[ /.-](\d{{4}}){OF_DAY}$")
SHORT_YEAR = re.compile(r"^\d{1,2}[ /.-](\d{1,2}|[A-Za-z]{3,9})[ /.-]\d{2}$")
SERIAL = re.compile(r"^\d{4,5}(\.0+)?$")


STILL_USED = {
    "H5": date(2025, 3, 31)
}  # K3 took its place in the guide of 2024-25, in most returns a year later


@dataclass(frozen=True)
class Problem:
    """Why a value is refused and what to do, without the place (the row knows that)."""

    column: str
    value: str
    why: str
    to_do: str
    rule: str


class Refused(ValueError):
    """The value of a cell is wrong. `kept`: what it was read as nevertheless, so that it is only pointed
    out.
    """

    def __init__(self, problem: Problem, kept: Any = None) -> None:
        self.problem, self.kept = problem, kept
        super().__init__(problem.why)


def refuse(column: str, value: str, why: str, to_do: str, rule: str) -> Refused:
    return Refused(Problem(column, value[:300], why, to_do, rule))


def _month(name: str) -> int:
    """The number of a month by its name or the first three letters of it; 0 for any other word."""
    whole = name.title()
    return next((at for at, month in enumerate(MONTHS, 1) if whole in (month, month[:3])), 0)


@lru_cache(maxsize=20_000)
def _day(text: str) -> date | None:
    """The day of a date that is written as it should be; None for everything else."""
    found = UK_DATE.match(text)
    parts = (int(found[3]), int(found[2]), int(found[1])) if found else None
    if parts is None and (found := ISO_DATE.match(text)):
        parts = (int(found[1]), int(found[2]), int(found[3]))
    if parts is None and (found := NAMED_MONTH.match(text)):
        parts = (int(found[3]), _month(found[2]), int(found[1]))
    if parts is None or not 1900 <= parts[0] <= 2100:
        return None
    try:
        return date(*parts)
    except ValueError:
        return None


def parse_date(column: str, text: str, rule: str) -> date | None:
    """A date as dd/mm/yyyy, year first, or with the name of its month; None when empty. Never guesses a
    century or an order.
    """
    if not text:
        return None
    if (day := _day(text)) is not None:
        return day
    why, to_do = _why_no_date(text)
    raise refuse(column, text, why, to_do, rule)


def _why_no_date(text: str) -> tuple[str, str]:
    if SHORT_YEAR.match(text):
        return "The year has two digits.", "Write the year with four digits, as in 27/03/2026."
    if SERIAL.match(text):
        return "This is a number, not a date.", "Format the column as a date in Excel, dd/mm/yyyy."
    found = UK_DATE.match(text)
    year = found[3] if found else ISO_DATE.match(text) and text[:4]
    if not year:
        return "This is not a date.", "Write the date as dd/mm/yyyy."
    if not 1900 <= int(year) <= 2100:
        return "The year can't be right.", "Correct the date."
    return "There is no such day.", "Correct the date; the order is day, month, year."


OPEN_ENDS = frozenset({date(1900, 1, 1), date(9999, 12, 31), date(2100, 1, 1), date(2099, 12, 31)})
TIME = re.compile(
    r"[T ](?P<at>\d{1,2}:\d{2})(:\d{2}(\.\d+)?)?( ?[AP]M|(?P<zone>Z|[+-]\d{2}:?\d{2}))?$", re.IGNORECASE
)
LONDON = ZoneInfo("Europe/London")
NEVER = re.compile(r"^(9999-12-31|31/12/9999)$")


@lru_cache(maxsize=20_000)
def is_open_end(text: str) -> bool:
    """Whether a date is one that programs write for "no end yet" (1900, 2099, 2100, 9999)."""
    text = TIME.sub("", text)
    return bool(NEVER.match(text)) or _day(text) in OPEN_ENDS


def parse_moment(column: str, text: str, rule: str) -> date | None:
    """The day in England of a date with or without a time of day. None when empty, or a placeholder for
    "open" (1900, 9999).
    """
    if is_open_end(text):
        return None
    time = TIME.search(text)
    day = parse_date(column, TIME.sub("", text), rule)
    if day is None:
        return None
    return _day_in_england(day, time["at"], time["zone"]) if time and time["zone"] else day


def _day_in_england(day: date, at: str, zone: str) -> date:
    """23:30 of universal time is half past midnight of the next day in summer."""
    try:
        moment = datetime.fromisoformat(f"{day}T{at:0>5}{zone.upper()}")
    except ValueError:
        return day
    return moment.astimezone(LONDON).date()


def code(
    column: str, text: str, codeset: str, rule: str, *, start: date | None = None, end: date | None = None
) -> str:
    """A code of a set that was valid on some day from start to end; empty stays empty."""
    said, text = text, text.upper()
    if not text:
        return ""
    found = codesets.codes(codeset).get(text)
    if found is None:
        raise refuse(
            column, said, f"{said} is not a code of {column}.", "Use a code of the return's guide.", rule
        )
    if not found.valid_between(start, end) and not (start and start <= STILL_USED.get(text, date.min)):
        until = (
            f"until {day_words(found.valid_to)}" if found.valid_to else f"from {day_words(found.valid_from)}"
        )
        raise refuse(
            column, said, f"{said} is valid {until} only.", "Use the code that was valid on that date.", rule
        )
    return text


def flag(column: str, text: str, rule: str) -> bool | None:
    """1, 0 or not recorded."""
    if text in ("", "0", "1"):
        return None if not text else text == "1"
    raise refuse(column, text, f"{column} must be 0, 1 or empty.", "Use 1 for yes and 0 for no.", rule)


def whole(column: str, text: str, rule: str, *, least: int, most: int) -> int | None:
    """A whole number in a range; None when empty."""
    if not text:
        return None
    plain = re.sub(r"\.0+$", "", text)
    if plain != text and re.fullmatch(r"\d{1,6}", plain) and least <= int(plain) <= most:
        raise Refused(
            Problem(column, text, f"Read as {plain}.", "Format the column as a whole number.", rule),
            kept=int(plain),
        )
    if not re.fullmatch(r"\d{1,6}", text) or not least <= int(text) <= most:
        raise refuse(
            column,
            text,
            f"{column} must be a whole number from {least} to {most}.",
            "Correct the number.",
            rule,
        )
    return int(text)


def postcode(column: str, text: str) -> str:
    """A postcode; pseudo-postcodes (ZZ99 …) are refused."""
    text = " ".join(text.upper().split())
    if PSEUDO_POSTCODES.match(text):
        raise refuse(
            column,
            text,
            "There is no such postcode.",
            "Give the real postcode, or leave it empty when it is not known.",
            "392c",
        )
    if len(text) > 8:
        raise refuse(
            column, text, "This is not a postcode.", "Give the full postcode, as in AB1 2CD.", "392c"
        )
    if not POSTCODE.match(text):
        why = "The postcode has an unusual form. It was read as it is."
        raise Refused(Problem(column, text, why, "Check the postcode.", "392c"), kept=text)
    return text


URN = re.compile(r"^(SC\d{6}|\d{5,7}|X{7})$")


def urn(column: str, text: str, rule: str) -> str:
    """The number of a setting at Ofsted; one that a spreadsheet made a decimal number is read without its
    zeros.
    """
    said, text = text, text.upper()
    if URN.match(text):
        return text
    whole = re.sub(r"\.0+$", "", text)
    if URN.match(whole):
        raise Refused(
            Problem(column, said, f"Read as {whole}.", "Format the column as text.", rule), kept=whole
        )
    raise refuse(
        column, said, "This is not a URN.", "Use SC and six digits, or the seven-digit number.", rule
    )


UPN = re.compile(r"^[A-Z]\d{11}[A-Z0-9]$|^UN[1-7]$")


def upn(column: str, text: str, rule: str) -> str:
    """A unique pupil number, or the code that says why there is none. Never cut or completed."""
    plain = text.upper().replace(" ", "")
    if not UPN.match(plain) or plain in ("UN6", "UN7"):
        why = "This is not a unique pupil number, so it was left out."
        raise refuse(column, text, why, "Use 13 characters, or UN1 to UN5.", rule)
    if plain != text:
        raise Refused(Problem(column, text, f"Read as {plain}.", "Use capital letters.", rule), kept=plain)
    return plain


@lru_cache
def year_bounds(year: int) -> tuple[date, date]:
    """First and last day of a collection year."""
    return date(year - 1, 4, 1), date(year, 3, 31)


DAY = timedelta(days=1)
