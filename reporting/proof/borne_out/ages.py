"""Ages in words beside figures of bands of age: “teenagers” are none of 10 to 15, “under fives” are two
bands."""

import re
from collections.abc import Iterator, Sequence

from reporting.proof.meaning.beside import group_of
from reporting.proof.number_words import TENS, VALUES
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Said, is_denied

LAST = 100
N = rf"(?:\d{{1,2}}|one|{'|'.join([*VALUES, *TENS])})"
NUMERIC = Pattern(
    rf"\b(?:(?:aged?\s+)?(?:under|below"
    rf"|younger\s+than)[\s-]+(?:the\s+age\s+of\s+)?(?P<under>{N})(?P<s>s)?"
    rf"|(?:aged?\s+)?(?P<from>{N})\s+(?:(?:years\s+)?(?:and|or)\s+(?:over|older|above)|plus)"
    rf"|(?:aged?\s+)(?:over|above|older\s+than)\s+(?P<over>{N})"
    rf"|aged\s+(?:between\s+)?(?P<low>{N})\s+(?:to|and|–|-)\s+(?P<high>{N}))\b"
    r"(?!\s*(?:%|per|days|weeks|months|miles|working|reviews|children|percentage|points))",
    re.I,
)
SPOKEN = (
    (r"teen(?:ager)?s|teenaged?", 13, 20),
    (r"toddlers?", 1, 5),
    (r"(?:very\s+)?young\s+babies|babies|baby|infants?|new-?borns?", 0, 1),
    (r"pre-?school(?:ers)?(?:\s+(?:age|children))?|early\s+years", 0, 5),
    (r"primary(?:[\s-]school)?[\s-](?:aged?|children|pupils)", 4, 11),
    (r"secondary(?:[\s-]school)?[\s-](?:aged?|children|pupils)", 10, 17),
    (r"(?:sixteen|16)[\s-](?:and|to|or)[\s-](?:seventeen|17)[\s-]year[\s-]olds", 16, LAST),
)
MEANT = [(Pattern(rf"\b(?:{words})\b", re.I), low, high) for words, low, high in SPOKEN]


def wrong_ages(words: str, figures: Sequence[Said], span: tuple[int, int]) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of an age in words that is not the one of the figures beside it."""
    bands = [(one, band) for one in figures if (band := band_of(one))]
    if not bands:
        return
    is_told = any(span[0] <= start < span[1] for start, _ in names_of_ages(words, [one for one, _ in bands]))
    for name, low, high, is_exact in _named(words, span):
        if is_told and not is_exact:
            continue  # who is meant is said in numbers
        inside = [(one, band) for one, band in bands if low <= band[0] and band[1] <= high]
        if not _make_up([band for _, band in inside], (low, high), is_exact=is_exact):
            yield "base", _fault(name, (inside or bands)[0][0])


def names_of_ages(words: str, figures: Sequence[Said]) -> Iterator[tuple[int, int]]:
    """Where the words name the band of a figure as the report does: 10 to 15."""
    for one in figures:
        numbers = re.findall(r"\d+", group_of(one.ref)[1])
        name = (
            r"\s*(?:to|-|–|and)\s*".join(numbers)
            if len(numbers) == 2
            else rf"{numbers[0]}\s+(?:and|or)\s+over"
        )
        yield from (found.span() for found in re.finditer(rf"\b{name}\b", words))


def _fault(name: str, one: Said) -> str:
    what = one.known.what if one.known else ""
    said = f"{one.printed.text} stands beside “{name}”, but “{what}” is of {group_of(one.ref)[1]}."
    return f"{said} Choose the figures of the ages that you name."


def band_of(one: Said) -> tuple[int, int] | None:
    """The ages of a band, the last one excluded: 10 to 15 is from 10 to 16."""
    dimension, key = group_of(one.ref)
    numbers = [int(n) for n in re.findall(r"\d+", key)]
    if dimension != "age" or not numbers:
        return None
    if len(numbers) == 2:
        return numbers[0], numbers[1] + 1
    return (0, numbers[0]) if key.lower().startswith("under") else (numbers[0], LAST)


def _make_up(inside: Sequence[tuple[int, int]], ages: tuple[int, int], *, is_exact: bool) -> bool:
    """Whether the bands inside the ages named are what is named: all of it where it is said in numbers."""
    return bool(inside) and (not is_exact or _whole(inside) == ages)


def _whole(bands: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """Bands that follow on one another as one; None where there is a gap."""
    ordered = sorted(set(bands))
    for one, other in zip(ordered, ordered[1:], strict=False):
        if one[1] != other[0]:
            return None
    return (ordered[0][0], ordered[-1][1]) if ordered else None


def _named(words: str, span: tuple[int, int]) -> Iterator[tuple[str, int, int, bool]]:
    for found in NUMERIC.finditer(words, *span):
        if is_denied(words, found.start()):
            continue
        name = " ".join(found.group().split())
        if found["under"]:
            yield name, 0, _number(found["under"]), True
        elif found["low"]:
            yield name, _number(found["low"]), _number(found["high"]) + 1, True
        else:
            yield name, _number(found["from"] or found["over"]) + bool(found["over"]), LAST, True
    for pattern, low, high in MEANT:
        if told := pattern.search(words, *span):
            yield told.group(), low, high, False


def _number(word: str) -> int:
    return int(word) if word.isdigit() else 1 if word.lower() == "one" else VALUES[word.lower()]
