"""One cell at a time: text becomes a value, or a defect that says what is wrong and what to do."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from children import codesets

POSTCODE = re.compile(r"^[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}$")
PSEUDO_POSTCODES = re.compile(r"^ZZ9", re.I)
MIDNIGHT = r"(?:[T ]00:00(?::00(?:\.0+)?)?)?"
UK_DATE = re.compile(rf"^(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}}){MIDNIGHT}$")
ISO_DATE = re.compile(rf"^(\d{{4}})-(\d{{2}})-(\d{{2}}){MIDNIGHT}$")
SHORT_YEAR = re.compile(r"^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}$")
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
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.why)


def refuse(column: str, value: str, why: str, to_do: str, rule: str) -> Refused:
    return Refused(Problem(column, value[:300], why, to_do, rule))


def parse_date(column: str, text: str, rule: str) -> date | None:
    """A date as dd/mm/yyyy, or year first; None when empty. Never guesses a century or an order."""
    if not text:
        return None
    found = UK_DATE.match(text)
    parts = (int(found[3]), int(found[2]), int(found[1])) if found else None
    if parts is None and (found := ISO_DATE.match(text)):
        parts = (int(found[1]), int(found[2]), int(found[3]))
    if parts is None:
        if SHORT_YEAR.match(text):
            raise refuse(
                column,
                text,
                "The year has two digits.",
                "Write the year with four digits, as in 27/03/2026.",
                rule,
            )
        if SERIAL.match(text):
            raise refuse(
                column,
                text,
                "This is a number, not a date.",
                "Format the column as a date in Excel, dd/mm/yyyy.",
                rule,
            )
        raise refuse(column, text, "This is not a date.", "Write the date as dd/mm/yyyy.", rule)
    if not 1900 <= parts[0] <= 2100:
        raise refuse(column, text, "The year can't be right.", "Correct the date.", rule)
    try:
        return date(*parts)
    except ValueError:
        raise refuse(
            column, text, "There is no such day.", "Correct the date; the order is day, month, year.", rule
        ) from None


def needed(column: str, text: str, rule: str) -> str:
    """The text, which must not be empty."""
    if not text:
        raise refuse(column, "", "The value is missing.", f"Fill in {column}.", rule)
    return text


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
        until = f"until {found.valid_to:%d/%m/%Y}" if found.valid_to else f"from {found.valid_from:%d/%m/%Y}"
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
    return text


def looks_like_postcode(text: str) -> bool:
    return bool(POSTCODE.match(text))


def collection_year(day: date) -> int:
    """The collection year of a day, 1 April to 31 March, named by its end."""
    return day.year + (day >= date(day.year, 4, 1))


def year_bounds(year: int) -> tuple[date, date]:
    """First and last day of a collection year."""
    return date(year - 1, 4, 1), date(year, 3, 31)


DAY = timedelta(days=1)
