"""Days, seasons, ages and school years as people write them in a letter."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from statute.bank_holidays import easter
from statute.clock_words import MONTHS

_SHORT_NAMES = [month[:3] for month in MONTHS]
_MONTH = "|".join(MONTHS)
_ANY_MONTH = rf"(?:{_MONTH}|(?:{'|'.join(_SHORT_NAMES)}|Sept)\b\.?)"
_DAY = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: day)?(?: of)? ({_ANY_MONTH})(?:,? (\d{{4}}))?(?!\w)")
_DAY_WORDS = re.findall(
    r"[\w-]+",
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third "
    "twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth "
    "thirty-first",
)
_IN_WORDS = re.compile(
    rf"(?<![\w-])(?i:({'|'.join(_DAY_WORDS)}))(?: day)?(?: of)? ({_ANY_MONTH})(?:,? (\d{{4}}))?(?!\w)"
)
_SHORT = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_MONTH_ALONE = re.compile(
    rf"\b(?i:in|by|until|before|of|from|during|since|for|late|early|mid)(?: |-)(?i:early |late |mid-|mid )?"
    rf"({_MONTH})(?: (\d{{4}}))?\b"
)
_YEAR_ALONE = re.compile(r"\b(?i:in|by|before|until|during)(?: the)?(?: (?:start|end|course) of)? (20\d\d)\b")
_NOT_THE_DAY = (
    r"(?! (?:show|camp|club|clubs|fair|f[eê]te|play|concert|uniform|dress|clothes|job|school|scheme|festival"
    r"|party|dinner|card|cards|present|presents|tree|lights|tournament|egg|eggs|bank|fund|sports"
    r"|meal|jumper)\b)"
)
HALF_TERMS = {
    "October": (11, 3),
    "autumn": (11, 3),
    "February": (2, 24),
    "spring": (2, 24),
    "May": (6, 4),
    "summer": (6, 4),
}
"""The last day that the half term of a month or term can have, in any council."""
_HALF_TERM = re.compile(
    rf"\b(?i:in|by|before|until|over|during|at|for|this|after|following)(?: (?:the|this))* "
    rf"(?:({'|'.join(HALF_TERMS)}) )?"
    r"half[- ]term\b"
)
_SEASON = re.compile(
    r"\b(?i:in|on|by|before|until|over|during|at|for|this|after|of|be|forward to|run-up to|excited about)"
    r"(?: (?:the|this|start of|end of))*"
    r" (Christmas|Boxing Day|Easter|Halloween|Bonfire Night|New Year|[Ss]ummer|[Aa]utumn|[Ww]inter|[Ss]pring)"
    rf"( holidays?| break| terms?)?{_NOT_THE_DAY}(?: (?:of )?(\d{{4}}))?(?! [A-Z][a-z])"
)
_SEASON_AHEAD = re.compile(
    r"(?<! last )\b(Christmas|Easter|Halloween|Bonfire Night|[Ss]ummer|[Aa]utumn|[Ww]inter|[Ss]pring)"
    r"(?: holidays)?(?= will be (?:spent|with|at|here)\b| (?:is|are|will be) "
    r"(?:soon |nearly |almost |just |fast )?"
    r"(?:coming|approaching|here|round|around|on (?:its|the)))"
)
"""Christmas is coming: a season of which the words say that it is ahead."""
_SEASON_OF_A_YEAR = re.compile(
    r"(?<!in )(?<!on )(?<!by )(?<!at )(?<!for )(?<!the )(?<!this )(?<!until )(?<!before )(?<!over )"
    r"(?<!during )(?<!after )(?<!of )"
    r"\b(Christmas|Easter|Halloween|New Year|[Ss]ummer|[Aa]utumn|[Ww]inter|[Ss]pring) (20\d\d)\b"
)

ONES = tuple(
    re.findall(
        r"\w+",
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen "
        "seventeen eighteen nineteen twenty",
    )
)
NTH = tuple(
    re.findall(
        r"\w+",
        "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
        "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
    )
)
NTHS = rf"(?:{'|'.join(NTH)}|\d+(?:st|nd|rd|th))"
AGE = rf"(?:1?\d|{'|'.join(ONES)})"
_NOT_YEARS = (
    r"(?![/.:]?\d|:| ?[ap]m\b|%| (?:months?|weeks?|days?|times|of|per|hours?|minutes?|miles|out|and a half"
    r"|in (?:a|the)|other|people|children|points?|foot|feet|cm|stone|nil|minus|away|behind|late|levels?)\b|/)"
)


def aged(who: str) -> str:
    """A pattern of how a text says how old somebody is now."""
    return (
        rf"\b(?:(?:{who})(?:,? who)?(?: is| are|'s|'re)(?: now| still| only| just)* ({AGE})\b{_NOT_YEARS}"
        rf"|(?-i:At) (?:the age of )?({AGE}),? (?:{who}) (?:is|are|has|have|needs?|wants?|can|cannot)\b"
        rf"|(?:{who}),? (?:is |are )?aged ({AGE})\b|(?:{who}) \(({AGE})(?: years(?: old)?)?\)"
        rf"|(?:{who})(?: is| are|,) an?(?: [a-z-]+,?){{0,3}} ({AGE})[ -]years?[ -]old)"
    )


def months_old(text: str, who: str) -> Iterator[tuple[int, int, int]]:
    """Ages in months that a text gives of somebody now: the months, and where it stands."""
    now = (
        r"(?:,? who)?(?: is| are|'s|'re|,| will be|'ll be)(?: now| still| only| just| nearly| almost| soon)*"
    )
    found = rf"\b(?:{who}){now} ({AGE}) months[ -]old\b"
    for m in re.finditer(found, text):
        yield number(m[1]), *m.span()


def age_at_next_birthday(text: str, who: str) -> Iterator[tuple[int, int, int]]:
    """Ages that a text gives of somebody soon: nine next April, nineteen on 25 February."""
    day = rf"(?:in|on)(?: the)? (?:\d+\w* )?{_ANY_MONTH}"
    soon = rf"(?:[Nn]ext (?:week|month|year|{_MONTH})|this (?:week|month)|soon|tomorrow|{day})"
    turns = rf"\b(?:{who})(?: will|'ll)? (?:be|turns?) ({AGE})\b(?! (?:months|weeks|days)\b)"
    for m in re.finditer(rf"{turns} {soon}(?! 20\d\d)|\b{soon},? {turns}", text):
        yield number(m[1] or m[2]), *m.span()


def months_between(born_on: date, on: date) -> int:
    """How many months old somebody is on a day."""
    return 12 * (on.year - born_on.year) + on.month - born_on.month - (on.day < born_on.day)


@dataclass(frozen=True)
class Written:
    """A day in a text: the last day it can mean, and where it stands."""

    last_day: date
    start: int
    end: int
    has_year: bool = True
    is_month: bool = False


def days_in(text: str, near: date) -> Iterator[Written]:
    """Each day or month of a text. Without a year the one nearest to `near` is meant."""
    for m in _DAY.finditer(text):
        day = _day(int(m[1]), _month(m[2]), int(m[3]) if m[3] else None, near)
        if day:
            yield Written(day, *m.span(), bool(m[3]))
    for m in _SHORT.finditer(text):
        day = _day(int(m[1]), int(m[2]), _year(m[3]), near)
        if day:
            yield Written(day, *m.span())
    for m in _ISO.finditer(text):
        day = _day(int(m[3]), int(m[2]), int(m[1]), near)
        if day:
            yield Written(day, *m.span())
    yield from _in_words(text, near)
    yield from _months(text, near)


def _in_words(text: str, near: date) -> Iterator[Written]:
    """The second of October."""
    for m in _IN_WORDS.finditer(text):
        number_ = _DAY_WORDS.index(m[1].lower()) + 1
        day = _day(number_, _month(m[2]), int(m[3]) if m[3] else None, near)
        if day:
            yield Written(day, *m.span(), bool(m[3]))


def _months(text: str, near: date) -> Iterator[Written]:
    for m in _MONTH_ALONE.finditer(text):
        day = _end_of_month(MONTHS.index(m[1]) + 1, int(m[2]) if m[2] else None, near)
        if m[2] or near - day <= WHILE:
            yield Written(day, *m.span(), bool(m[2]), True)


def _years(text: str) -> Iterator[Written]:
    """Years that stand alone, as in before the end of 2025: their last day."""
    for m in _YEAR_ALONE.finditer(text):
        yield Written(date(int(m[1]), 12, 31), *m.span())


def _month(name: str) -> int:
    return _SHORT_NAMES.index(name[:3]) + 1


def _year(written: str) -> int:
    return int(written) + (2000 if len(written) == 2 else 0)


def _day(day: int, month: int, year: int | None, near: date) -> date | None:
    years = [year] if year else [near.year - 1, near.year, near.year + 1]
    found = []
    for each in years:
        try:
            found.append(date(each, month, day))
        except ValueError:
            continue
    return min(found, key=lambda d: abs(d - near), default=None)


def _end_of_month(month: int, year: int | None, near: date) -> date:
    if year is None:
        middle = _day(15, month, None, near) or near
        year = middle.year
    return (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def all_in(text: str, near: date) -> list[Written]:
    """Days, half terms, seasons and years of a text, in its order."""
    found = (*days_in(text, near), *_half_terms(text, near), *_seasons(text, near), *_years(text))
    return sorted(found, key=lambda written: written.start)


def _half_terms(text: str, near: date) -> Iterator[Written]:
    for m in _HALF_TERM.finditer(text):
        in_months = [HALF_TERMS[m[1]]] if m[1] else list(HALF_TERMS.values())
        days = [date(near.year + year, *day) for day in in_months for year in (-1, 0, 1)]
        last = min(days, key=lambda day: abs(day - near))
        if near - last <= WHILE:
            yield Written(last, *m.span(), False)


def _seasons(text: str, near: date) -> Iterator[Written]:
    """Holidays, terms and seasons: the last day of the nearest."""
    for m in _SEASON_OF_A_YEAR.finditer(text):
        yield Written(_season(m[1].lower(), "", int(m[2]))[1], *m.span())
    for m in _SEASON_AHEAD.finditer(text):
        spans = [_season(m[1].lower(), "", near.year + year) for year in (-1, 0, 1)]
        first, last = min(spans, key=lambda span: max(span[0] - near, near - span[1]))
        if near - last <= WHILE:
            yield Written(last, *m.span(), False)
    for m in _SEASON.finditer(text):
        years = [int(m[3])] if m[3] else [near.year - 1, near.year, near.year + 1]
        spans = [_season(m[1].lower(), (m[2] or "").strip(), year) for year in years]
        first, last = min(spans, key=lambda span: max(span[0] - near, near - span[1]))
        if m[3] or near - last <= (HALF_A_SEASON if _is_loose(m) else WHILE):
            yield Written(last, *m.span(), bool(m[3]))


def _is_loose(season: re.Match[str]) -> bool:
    """By the summer; not in the summer holidays, at Easter or at the end of the summer."""
    return not season[2] and season[1][0].islower() and "end of" not in season[0].lower()


WHILE = timedelta(days=150)
"""A month or season without a year that is over for longer is more likely the coming one."""
HALF_A_SEASON = timedelta(days=75)
"""By the summer, said late in autumn, is the coming one; in the summer holidays is not."""


def _season(name: str, part: str, year: int) -> tuple[date, date]:
    sunday = easter(year)
    if part.startswith("term"):
        return {
            "spring": (date(year, 1, 3), sunday),
            "summer": (sunday, date(year, 7, 24)),
        }.get(name, (date(year, 9, 1), date(year, 12, 20)))
    if part.startswith(("holiday", "break")) and name in ("christmas", "easter", "summer"):
        return {
            "christmas": (date(year, 12, 18), date(year + 1, 1, 6)),
            "easter": (sunday - timedelta(days=14), sunday + timedelta(days=14)),
            "summer": (date(year, 7, 20), date(year, 9, 5)),
        }[name]
    return {
        "christmas": (date(year, 12, 24), date(year, 12, 26)),
        "new year": (date(year, 1, 1), date(year, 1, 1)),
        "easter": (sunday - timedelta(days=2), sunday + timedelta(days=1)),
        "boxing day": (date(year, 12, 26), date(year, 12, 26)),
        "bonfire night": (date(year, 11, 5), date(year, 11, 5)),
        "halloween": (date(year, 10, 31), date(year, 10, 31)),
        "spring": (date(year, 3, 1), date(year, 5, 31)),
        "summer": (date(year, 6, 1), date(year, 8, 31)),
        "autumn": (date(year, 9, 1), date(year, 11, 30)),
        "winter": (date(year, 12, 1), date(year + 1, 2, 28)),
    }[name]


def school_year(born_on: date, on: date) -> int:
    """The school year of a child in England: reception is 0. Younger children have less."""
    return _year_of_school(on) - _year_of_school(born_on) - 5


def _year_of_school(day: date) -> int:
    return day.year if day.month >= 9 else day.year - 1


def years_written(text: str, name: str) -> Iterator[tuple[int, int, int]]:
    """School years in which a text says that the child is now: the year, and where it stands."""
    who = rf"(?:\b[Yy]ou(?: are|'re)|(?<![\w-]){name} is|(?<![\w-]){name} is [^.,;]{{1,30}} and is)"
    now = r"(?: now| still| currently)?(?: (?:in|(?:coming to|near) the end of|halfway through))"
    for m in re.finditer(rf"{who}{now} ([Yy]ear (1[0-3]|[1-9]))\b", text):
        yield int(m[2]), *m.span(1)


def years_to_come(text: str, who: str) -> Iterator[tuple[int, int, int]]:
    """School years that a text gives as those to come: the year, and where it stands."""
    begins = r"(?:start(?: in)?|begin|be in|be going into|enter|(?:go|move) into|(?:move|go) up (?:in)?to)"
    now = r"(?:starts?|begins?|enters?|goes into|(?:moves?|goes) up (?:in)?to)(?= year [\d]+ in\b)"
    once = r"(?:once|when|until|before|by the time|as soon as)"
    for m in re.finditer(
        rf"\b{once} {who}(?: is| are|'s|'re) in (year (1[0-3]|[1-9]))\b", text, re.IGNORECASE
    ):
        yield int(m[2]), *m.span(1)
    later = rf"(?:(?:will|is going to|are going to) (?:soon )?{begins}|{now})"
    for m in re.finditer(rf"\b{who} {later} (year (1[0-3]|[1-9]))\b", text, re.IGNORECASE):
        yield int(m[2]), *m.span(1)


def number(word: str) -> int:
    """An age in figures or words."""
    return int(word) if word.isdecimal() else ONES.index(word.lower())


def nth(word: str) -> int:
    """A place in a row in figures or words: 3rd, third."""
    return NTH.index(word.lower()) if word.lower() in NTH else int(word[:-2])
