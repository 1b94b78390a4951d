"""Words held against what the records know: names of children, families and workers, dates of birth,
numbers, postcodes, places."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from reporting.proof.periods import MONTHS

MONTH = "|".join(month[:3] for month in MONTHS)
DATE = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+({MONTH})[a-z]*\.?,?\s+(\d{{4}})\b"
    r"|\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{2,4})\b",
    re.IGNORECASE,
)
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b", re.IGNORECASE)
LONG_NUMBER = re.compile(r"\b\d{6,}\b")
PLACE = re.compile(
    r"\b(?:(?:St|[A-Z][\w’'-]+)\.?\s+){1,4}"
    r"(?i:school|academy|college|primary|nursery|infants|juniors|road|street|avenue|lane|close|house"
    r"|hospital|church|mosque)\b(?:\s+(?i:school|academy)\b)?"
)
MARK = re.compile(r"\[\[(?:figure|table):[^\[\]]*\]\]|\[\[end\]\]")
NUMBERED = re.compile(r"\b(?=\w*\d)\w{4,}\b")
NAME, BIRTHDAY, POSTCODE_KIND = "a name", "a date of birth", "a postcode"
CERTAIN = frozenset({BIRTHDAY, POSTCODE_KIND})
"""What has no place in a report, whatever the reason."""
WORD = re.compile(r"[A-Za-zÀ-ÿ][\w’'À-ÿ-]+")
COMMON = {
    "april",
    "august",
    "faith",
    "grace",
    "hope",
    "joy",
    "june",
    "may",
    "summer",
    "will",
    "mark",
    "young",
    "child",
    "king",
    "hall",
    "park",
    "hill",
    "green",
    "brown",
    "white",
    "black",
    "rose",
    "day",
    "long",
    "price",
    "page",
    "best",
    "good",
}


@dataclass(frozen=True)
class Find:
    """Words that may tell who a child is, and what they were taken for."""

    words: str
    kind: str

    def __str__(self) -> str:
        return f"“{self.words}” ({self.kind})"


@dataclass(frozen=True)
class Known:
    """What the records know: single words of names, days of birth, numbers and postcodes, all in small
    letters."""

    names: frozenset[str]
    birthdays: frozenset[date]
    numbers: frozenset[str]

    @classmethod
    def of(cls, names: Iterable[str], birthdays: Iterable[date], numbers: Iterable[str] = ()) -> "Known":
        """Names are split into their words: a first name alone tells enough."""
        single = {word.lower() for name in names for word in WORD.findall(name) if len(word) > 2}
        numbers = {_squeezed(number) for number in numbers if len(number) > 3}
        return cls(frozenset(single), frozenset(birthdays), frozenset(numbers))


def _squeezed(words: str) -> str:
    return re.sub(r"\s", "", words).lower()


def screen(text: str, known: Known) -> list[Find]:
    """Everything in a text that may tell who somebody is, each once."""
    plain = MARK.sub(" ", text)
    found: dict[str, Find] = {}
    for words, kind in (*_names(plain, known), *_dates(plain, known), *_places_and_numbers(plain, known)):
        found.setdefault(words.lower(), Find(words, kind))
    return list(found.values())


def _names(text: str, known: Known) -> Iterator[tuple[str, str]]:
    """Names in any letters. One that is a common word as well counts where it is written as a name within a
    sentence."""
    for match in WORD.finditer(text):
        word = re.sub(r"[’']s$", "", match.group())
        if word.lower() in known.names and (word.lower() not in COMMON or _is_written_as_a_name(text, match)):
            yield word, NAME


def _is_written_as_a_name(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()].rstrip(), text[match.end() :].lstrip()
    begins_a_sentence = not before or before[-1] in '.!?:“"\n'
    is_a_month = bool(re.match(r"\d{4}\b", after)) or bool(re.search(r"\d$", before))
    return match.group()[:1].isupper() and not begins_a_sentence and not is_a_month


def _dates(text: str, known: Known) -> Iterator[tuple[str, str]]:
    for match in DATE.finditer(text):
        yield match.group(), BIRTHDAY if _day(match) in known.birthdays else "an exact date"


def _places_and_numbers(text: str, known: Known) -> Iterator[tuple[str, str]]:
    for match in NUMBERED.finditer(text):
        if _squeezed(match.group()) in known.numbers:
            yield match.group(), "a number of the records"
    for pattern, kind in ((PLACE, "a place or school"), (POSTCODE, POSTCODE_KIND), (LONG_NUMBER, "a number")):
        for match in pattern.finditer(text):
            yield match.group(), kind


def _day(match: re.Match[str]) -> date | None:
    day, name, year, d, m, y = match.groups()
    try:
        if name:
            return date(int(year), [x[:3].lower() for x in MONTHS].index(name[:3].lower()) + 1, int(day))
        return date(int(y) + (2000 if len(y) == 2 else 0), int(m), int(d))
    except ValueError:
        return None
