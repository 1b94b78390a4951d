"""Days in a text, however they are written: in figures, with the month in letters, whole in words."""

import re
from collections.abc import Iterator
from datetime import date

from reporting.proof.periods import MONTHS

FIRST_TO_TWENTIETH = """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
    fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
"""
ONE_TO_NINETEEN = """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen
"""
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80}
TENS |= {"ninety": 90}
VALUES = TENS | {"thirtieth": 30, **dict(zip(FIRST_TO_TWENTIETH.split(), range(1, 21), strict=True))}
VALUES |= dict(zip(ONE_TO_NINETEEN.split(), range(1, 20), strict=True))

COUNTED = "|".join(sorted(VALUES, key=len, reverse=True))
DAY = rf"\d{{1,2}}(?:st|nd|rd|th)?|(?:twenty|thirty)[\s-](?:{COUNTED})|{COUNTED}"
MONTH = "|".join(month[:3] for month in MONTHS)
YEAR = (
    rf"\d{{4}}|[’']?\d\d\b|two\s+thousand(?:\s+and)?(?:\s+(?:{COUNTED}))*"
    rf"|(?:nineteen|twenty)(?:[\s-](?:{COUNTED}))+"
)
GAP = r"[\s.,‐‑–-]*"
WRITTEN = (
    re.compile(
        rf"\b(?P<day>{DAY}){GAP}(?:(?:day\s+)?of\s+)?(?P<month>{MONTH})[a-z]*{GAP}(?P<year>{YEAR})\b", re.I
    ),
    re.compile(rf"\b(?P<month>{MONTH})[a-z]*{GAP}(?:the\s+)?(?P<day>{DAY}){GAP}(?P<year>{YEAR})\b", re.I),
    re.compile(r"\b(?P<day>\d{1,2})\s?[/.‐‑–-]\s?(?P<month>\d{1,2})\s?[/.‐‑–-]\s?(?P<year>\d{4}|\d\d)\b"),
    re.compile(r"\b(?P<year>\d{4})[/.‐‑–-](?P<month>\d{1,2})[/.‐‑–-](?P<day>\d{1,2})\b"),
    re.compile(r"\b(?P<day>\d{1,2})\s(?P<month>\d{1,2})\s(?P<year>\d{4})\b"),
)
LAST_IS_UNSURE = WRITTEN[-1]


def dates_in(text: str) -> Iterator[tuple[str, date | None, bool]]:
    """Every day: its words, the day where there is one in the calendar, and whether it can be nothing
    else."""
    for pattern in WRITTEN:
        for match in pattern.finditer(text):
            year = match["year"]
            is_sure = pattern is not LAST_IS_UNSURE and (len(year) > 3 or not match["month"].isalpha())
            yield match.group(), _day(match["day"], match["month"], year), is_sure


def _day(day: str, month: str, year: str) -> date | None:
    names = [name[:3].lower() for name in MONTHS]
    number = names.index(month[:3].lower()) + 1 if month.isalpha() else int(month)
    try:
        return date(_year(year), number, _counted(re.sub(r"(?<=\d)[a-z]+", "", day.lower())))
    except ValueError:
        return None


def _year(words: str) -> int:
    plain = words.lower().lstrip("’'")
    if plain.isdecimal():
        return int(plain) + (2000 if len(plain) == 2 else 0)
    if plain.startswith("two"):
        return 2000 + _counted(re.sub(r"^two\s+thousand(\s+and)?", "", plain))
    century, _, rest = re.sub(r"[\s-]+", " ", plain).partition(" ")
    return 100 * VALUES[century] + _counted(rest)


def _counted(words: str) -> int:
    if words.strip().isdecimal():
        return int(words)
    return sum(VALUES[word] for word in re.split(r"[\s-]+", words.strip()) if word)
