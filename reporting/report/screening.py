"""Words held against what the database knows of children: names, dates of birth, places and schools that must not be in print."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reporting.proof.periods import MONTHS

DATE = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+({'|'.join(m[:3] for m in MONTHS)})[a-z]*\.?,?\s+(\d{{4}})\b|\b(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{2,4}})\b",
    re.IGNORECASE,
)
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b")
LONG_NUMBER = re.compile(r"\b\d{6,}\b")
PLACE = re.compile(
    r"\b(?:[A-Z][\w’'-]+\s+){1,4}(?:School|Academy|College|Primary|Nursery|Infants|Juniors|Road|Street|Avenue|Lane|Close|House|Hospital|Church|Mosque)\b"
)
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
    """What the database knows: names of children, days of birth, places and schools."""

    names: frozenset[str]
    birthdays: frozenset[date]
    places: frozenset[str]

    @classmethod
    def of(cls, names: Iterable[str], birthdays: Iterable[date], places: Iterable[str]) -> "Known":
        """Names are split into their words: a first name alone tells enough."""
        single = {w.lower() for n in names for w in WORD.findall(n) if len(w) > 2}
        return cls(
            frozenset(single), frozenset(birthdays), frozenset(p.lower() for p in places if len(p) > 3)
        )


def screen(text: str, known: Known) -> list[Find]:
    """Everything in a text that may tell who a child is, each once, in order."""
    found: dict[str, Find] = {}
    for word in WORD.findall(text):
        plain = re.sub(r"[’']s$", "", word)
        is_name = plain[:1].isupper() and plain.lower() in known.names
        if is_name and (plain.lower() not in COMMON):
            found.setdefault(plain, Find(plain, "a name"))
    for match in DATE.finditer(text):
        day = _day(match)
        if day in known.birthdays:
            found.setdefault(match.group(), Find(match.group(), "a date of birth"))
        else:
            found.setdefault(match.group(), Find(match.group(), "an exact date"))
    low = text.lower()
    for place in sorted(known.places):
        if re.search(rf"(?<!\w){re.escape(place)}(?!\w)", low):
            found.setdefault(place, Find(place, "a place or school"))
    for pattern, kind in ((PLACE, "a place or school"), (POSTCODE, "a postcode"), (LONG_NUMBER, "a number")):
        for match in pattern.finditer(text):
            found.setdefault(match.group(), Find(match.group(), kind))
    return list(found.values())


def _day(match: re.Match[str]) -> date | None:
    day, name, year, d, m, y = match.groups()
    try:
        if name:
            return date(int(year), [x[:3].lower() for x in MONTHS].index(name[:3].lower()) + 1, int(day))
        return date(int(y) + (2000 if len(y) == 2 else 0), int(m), int(d))
    except ValueError:
        return None
