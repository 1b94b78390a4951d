"""Words held against what the records know: names of children, families and workers, dates of birth,
numbers, postcodes, places."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from reporting.proof.periods import MONTHS
from reporting.wording.days import dates_in
from reporting.wording.letters import APOSTROPHES, WORD, folded, parts, without_marks, words_in

POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s{0,3}\d[A-Z]{2}\b", re.IGNORECASE)
LONG_NUMBER = re.compile(r"\b[A-Z]{0,2}\d{6,}[A-Z]?\b", re.IGNORECASE)
SPACED_NUMBER = re.compile(r"\b[A-Z]{0,2}\d{2,4}(?:[ \xa0-]\d{2,5}){2,}[A-Z]?\b", re.IGNORECASE)
YEARS = re.compile(r"(?:(?:19|20)\d\d\D?)+|(?:\d\d\D)+\d\d")
PLACE = re.compile(
    r"\b(?:(?:St|[A-Z][\w’'-]+)\.?\s+){1,4}"
    r"(?i:school|academy|college|primary|nursery|infants|juniors|road|street|avenue|lane|close|house"
    r"|hospital|church|mosque)\b(?:\s+(?i:school|academy)\b)?"
)
INITIALS = re.compile(
    r"\b(?:[A-Z]\.\s?){1,3}[A-Z]\b\.?(?!\w)|\b(?:[Cc]hild|[Bb]oy|[Gg]irl|[Pp]erson) [A-Z]{2}\b"
)
ABBREVIATIONS = frozenset({"uk", "us", "eu", "nb", "ps", "am", "pm"})
MARK = re.compile(r"\[\[(?:figure|table):[^\[\]]*\]\]|\[\[end\]\]")
SIGNS = re.compile(r"[^\W_]+")
BETWEEN = re.compile(r"[\s./‐‑–-]{1,2}")
NAME, BIRTHDAY, POSTCODE_KIND, PLACE_KIND = "a name", "a date of birth", "a postcode", "a place or school"
CERTAIN = frozenset({BIRTHDAY, POSTCODE_KIND})
"""What has no place in a report, whatever the reason."""
COMMON = words_in("""
    april august faith grace hope joy june may summer will mark young child king hall park hill green brown
    white black rose day long price page best good an in is it my no so do go to we he me us up at as be by
    if of on or am
""")
"""Words that are names as well."""
ROLES = words_in("""
    mr mrs ms miss dr sir mum mother dad father nan gran grandmother grandfather aunt uncle sister brother
    parent carer carers foster social worker workers team manager teacher head nurse doctor health visitor
    advocate guardian adviser the and of for with her his their class tutor designated virtual service
    services council children childrens review reviewing officer independent iro interpreter supervising
    personal
""")
INSTITUTIONS = ROLES | words_in("""
    school primary infant infants junior juniors nursery academy college house home homes care ltd limited
    fostering agency residential unit group trust centre high secondary special community ce rc catholic
    church england uk national private people support hospital road street avenue lane close st saint saints
""")
"""What many places are called; alone they tell nothing."""
MONTHS_BEGIN = frozenset(month[:3].lower() for month in MONTHS)
SHORT = 3


@dataclass(frozen=True)
class Find:
    """Words that may tell who a child is, and what they were taken for."""

    words: str
    kind: str

    def __str__(self) -> str:
        return f"“{self.words}” ({self.kind})"


@dataclass(frozen=True)
class Known:
    """What the records know: single words of names, days of birth, numbers, and what homes and schools are
    called by their first word; all in plain small letters."""

    names: frozenset[str]
    birthdays: frozenset[date]
    numbers: frozenset[str]
    places: dict[str, list[tuple[str, ...]]]

    @classmethod
    def of(
        cls,
        names: Iterable[str],
        birthdays: Iterable[date],
        numbers: Iterable[str] = (),
        places: Iterable[str] = (),
    ) -> "Known":
        """Names are split into their words: a first name, or half of a double one, tells enough."""
        single = {part for name in names for word in WORD.findall(name) for part in parts(word)}
        single = {word for word in single if len(word) > 1 and word not in INSTITUTIONS}
        squeezed = {_squeezed(number) for number in numbers if len(number) > 3}
        called: dict[str, list[tuple[str, ...]]] = {}
        for words in sorted({tuple(map(folded, WORD.findall(place))) for place in places}, key=len):
            if set(words) - INSTITUTIONS:
                called.setdefault(words[0], []).append(words)
        return cls(frozenset(single), frozenset(birthdays), frozenset(squeezed), called)


def _squeezed(words: str) -> str:
    return re.sub(r"[\W_]", "", words).lower()


def screen(text: str, known: Known) -> list[Find]:
    """Everything in a text that may tell who somebody is, each once."""
    plain = without_marks(MARK.sub(" ", text))
    found: dict[str, Find] = {}
    everything = (
        *_names(plain, known),
        *_dates(plain, known),
        *_places(plain, known),
        *_numbers(plain, known),
        *_initials(plain),
    )
    for words, kind in everything:
        words = re.sub(r"\s+", " ", words)
        found.setdefault(words.lower(), Find(words, kind))
    return list(found.values())


def _names(text: str, known: Known) -> Iterator[tuple[str, str]]:
    """Names in any letters, as half of a double name, of somebody or of a family. One that is a common word
    as well, or has two letters, counts where it is written as a name within a sentence."""
    for match in WORD.finditer(text):
        word = re.sub(r"[’']s$", "", match.group())
        is_written = _is_written_as_a_name(text, match)
        is_of_several = is_written or text[match.end() : match.end() + 1] in tuple(APOSTROPHES)
        names = {part for part in parts(word) if is_written or not _is_weak(part)}
        if is_of_several:
            names |= {part[:-1] for part in names if part.endswith("s") and part not in COMMON}
        if names & known.names:
            yield re.sub(r"\s", "", word), NAME


def _is_weak(word: str) -> bool:
    return word in COMMON or len(word) < SHORT


def _is_written_as_a_name(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()].rstrip(), text[match.end() :].lstrip()
    begins_a_sentence = not before or before[-1] in '.!?:“"\n'
    is_a_month = bool(re.match(r"-?\d", after)) or bool(re.search(r"(?:\d|th|rd|st|nd)-?$| of$", before))
    is_a_month = is_a_month and match.group()[:3].lower() in MONTHS_BEGIN
    is_short = len(match.group()) < SHORT and match.group().isupper()
    return match.group()[:1].isupper() and not (begins_a_sentence or is_a_month or is_short)


def _dates(text: str, known: Known) -> Iterator[tuple[str, str]]:
    for words, day, is_sure in dates_in(text):
        if day in known.birthdays:
            yield words, BIRTHDAY
        elif is_sure:
            yield words, "an exact date"


def _places(text: str, known: Known) -> Iterator[tuple[str, str]]:
    """Homes and schools by their whole name in any letters, or by its beginning in capitals; and whatever is
    written like a place."""
    words = list(WORD.finditer(text))
    plain = [folded(re.sub(r"[’']s$", "s", match.group())) for match in words]
    for at, first in enumerate(plain):
        for name in known.places.get(first, ()):
            same = _same_beginning(name, plain[at:])
            told = bool(set(name[:same]) - INSTITUTIONS - COMMON) and _is_written_as_a_name(text, words[at])
            if same == len(name) or (told and (same > 1 or len(first) > SHORT)):
                yield text[words[at].start() : words[at + same - 1].end()], PLACE_KIND
    for match in PLACE.finditer(text):
        yield match.group(), PLACE_KIND


def _same_beginning(name: tuple[str, ...], words: list[str]) -> int:
    same = 0
    for one, other in zip(name, words, strict=False):
        if one != other:
            break
        same += 1
    return same


def _numbers(text: str, known: Known) -> Iterator[tuple[str, str]]:
    """Numbers of the records however they are spaced, and what is written like one."""
    for words in _joined(text):
        if _squeezed(words) in known.numbers:
            yield words, "a number of the records"
    for pattern, kind in ((POSTCODE, POSTCODE_KIND), (LONG_NUMBER, "a number"), (SPACED_NUMBER, "a number")):
        for match in pattern.finditer(text):
            if not YEARS.fullmatch(match.group()):
                yield match.group(), kind


def _joined(text: str) -> Iterator[str]:
    """Words with a figure in them, alone and with up to four that follow."""
    signs = list(SIGNS.finditer(text))
    for at, first in enumerate(signs):
        for last, before in zip(signs[at : at + 5], [first, *signs[at : at + 4]], strict=False):
            if last is not first and not BETWEEN.fullmatch(text[before.end() : last.start()]):
                break
            words = text[first.start() : last.end()]
            if re.search(r"\d", words):
                yield words


def _initials(text: str) -> Iterator[tuple[str, str]]:
    for match in INITIALS.finditer(text):
        if _squeezed(match.group()) not in ABBREVIATIONS:
            yield match.group(), "initials"
