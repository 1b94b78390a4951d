"""What is said of the months or quarters of a year: “rose in each quarter”, “May was the busiest month”,
“more than in any other quarter”."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from reporting.proof.manuscript import Known, Manuscript
from reporting.proof.pattern import Pattern
from reporting.proof.periods import span
from reporting.proof.sentence import Said, Sentence, is_denied, kind_of
from reporting.proof.stated import stated
from reporting.proof.text import Piece, Words
from reporting.proof.when import CLAUSE
from statute.clock_words import MONTHS

Part = Literal["month", "quarter"]
NAMES: tuple[Part, ...] = ("month", "quarter")
LONGEST: dict[Part, int] = {"month": 31, "quarter": 92}
ROSE = r"rose|risen|rising|grew|grown|increased|increasing|improved|improving|climbed|went\s+up|gone\s+up|up"
FELL = r"fell|fallen|falling|dropped|decreased|declined|worsened|reduced|went\s+down|gone\s+down|down"
STEADY = Pattern(
    rf"\b(?:(?P<rose>{ROSE})|(?P<fell>{FELL})|(?P<better>better)|(?P<worse>worse))\b"
    r"[^.]{0,40}?\b"
    r"(?:(?:each|every)\s+(?:single\s+)?(?P<each>month|quarter)"
    r"|(?P<by>month|quarter)\s+(?:by|after|on)\s+(?:month|quarter))\b",
    re.IGNORECASE,
)
HIGH = r"highest|busiest|largest|biggest|greatest|peak(?:ed|ing)?|most"
LOW = r"lowest|quietest|smallest|fewest"
OF_ALL = Pattern(
    rf"\b(?:(?P<high>{HIGH})|(?P<low>{LOW})|(?P<best>best|strongest)|(?P<worst>worst|weakest))\b"
    r"(?!\s+(?:children|reviews|young|of\b(?!\s+(?:the|any)\s+(?:year|four|twelve|quarters?"
    r"|months?)\b)|common|often|recent|likely))"
    r"|\b(?P<more>more|higher)\s+than\s+(?:in\s+)?any\s+other\b|\b(?P<fewer>fewer|less"
    r"|lower)\s+than\s+(?:in\s+)?"
    r"any\s+other\b",
    re.IGNORECASE,
)
OF_YEARS = Pattern(
    r"\b(?:years|ever|on\s+record|since|England|region|councils|neighbours|group|share|teams?)\b",
    re.IGNORECASE,
)
SPOKEN = Pattern(
    rf"\b(?:{HIGH}|{LOW}|best|strongest|worst|weakest|any\s+other|each|every|month\s+(?:by|after|on)\s+month"
    r"|quarter\s+(?:by|after|on)\s+quarter|(?:spring|summer|autumn|winter)\s+quarter|consecutive"
    r"|successive|in\s+(?:a\s+row|succession)"
    rf"|(?:in|since|by|until)\s+(?:{'|'.join(MONTHS)})\b(?!\s+(?:19|20)\d\d)"
    r"|(?:all|no|none|never|any|one|only|second|third)\b[^.]{0,25}\b(?:months?|quarters?))\b",
    re.IGNORECASE,
)
LEAST = 3
"""So many parts of the year must be known before something is said of them all."""


def speaks_of_them(pieces: Sequence[Piece]) -> bool:
    """Whether a paragraph may set the parts of a year beside each other, so that all of them are wanted."""
    words = "".join(piece.text if isinstance(piece, Words) else " " for piece in pieces)
    return bool(SPOKEN.search(words))


def wrong_parts(manuscript: Manuscript, sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each part of the year that is called the highest, or a row that rose each
    quarter, where the figures say otherwise."""
    for told in OF_ALL.finditer(sentence.words) if not OF_YEARS.search(sentence.words) else ():
        one = _spoken_of(sentence, told)
        if one is not None and one.known is not None and not is_denied(sentence.words, told.start()):
            yield from _beyond(manuscript, told, one, one.known)
    found = STEADY.search(sentence.words)
    if found is None or is_denied(sentence.words, found.start()):
        return
    if sentence.ours and (found["each"] or found["by"]).lower() == "quarter":
        yield from _each(manuscript, sentence, found, "quarter")


def _beyond(
    manuscript: Manuscript, told: re.Match[str], one: Said, known: Known
) -> Iterator[tuple[str, str]]:
    """Another part of the year that was higher than the highest."""
    others, way, value = _others(manuscript, one, known), _way(told, known), one.printed.value or Fraction(0)
    beyond = [(text, period) for text, period, other in others if (other - value) * way > 0]
    if beyond:
        text, period = max(beyond, key=lambda other: _number(other[0]) * way)
        said = f"“{' '.join(told.group().split())}” is said of {one.printed.text}, but it was {text} in"
        yield "claim", f"{said} {period}. Choose words that fit, or check the figure."


def _each(
    manuscript: Manuscript, sentence: Sentence, found: re.Match[str], part: Part
) -> Iterator[tuple[str, str]]:
    """Rose in each quarter: by every quarter of the measure that is known."""
    ways = [(one, known, _way_of(found, known)) for one, known in sentence.ours]
    fits = [_goes_on(manuscript, one, known, part, way) for one, known, way in ways if way]
    if False in fits and True not in fits:
        what = sentence.ours[0][1].what
        said = f"“{' '.join(found.group().split())}” does not fit the {part}s of “{what}”."
        yield "claim", f"{said} Say how they changed."


def _way_of(found: re.Match[str], known: Known) -> int:
    """1 where it rose, -1 where it fell; 0 where neither way is better."""
    good = 0 if known.is_more_better is None else 1 if known.is_more_better else -1
    return 1 if found["rose"] else -1 if found["fell"] else good if found["better"] else -good


def _goes_on(manuscript: Manuscript, one: Said, known: Known, part: Part, way: int) -> bool | None:
    numbers = [
        value for _, _, value in sorted(parts_of(manuscript, one, known, part), key=lambda p: _begins(p[1]))
    ]
    if len(numbers) < LEAST:
        return None
    return all((after - before) * way > 0 for before, after in pairwise(numbers))


def _begins(period: str) -> tuple[int, int]:
    found = span(period)
    return (found[0].year, found[0].month) if found else (0, 0)


def _spoken_of(sentence: Sentence, found: re.Match[str]) -> Said | None:
    """The month or quarter that is said to be the highest: the next that follows, else the last before; the
    last before where it is more than any other."""
    parts = [one for one, known in sentence.ours if _part(known)]
    inside = _in_its_clause(sentence.words, found, parts) or parts
    after = [one for one in inside if one.start >= found.end()]
    before = [one for one in inside if one.end <= found.start()]
    is_before = found["more"] or found["fewer"]
    if inside and (is_before or not after):
        return before[-1] if before else after[0]
    return next(iter(after), None)


def _in_its_clause(words: str, found: re.Match[str], parts: list[Said]) -> list[Said]:
    """Those of the parts of the year that stand in the same clause as the words."""
    begins = max((gap.end() for gap in CLAUSE.finditer(words) if gap.end() <= found.start()), default=0)
    gap = CLAUSE.search(words, found.end())
    ends = gap.start() if gap else len(words)
    return [one for one in parts if begins <= one.start < ends]


def _part(known: Known) -> Part | None:
    """Whether a figure is of a month or of a quarter."""
    ours = span(known.period)
    days = (ours[1] - ours[0]).days + 1 if ours else 0
    return next((name for name in NAMES if LONGEST[name] - 3 <= days <= LONGEST[name]), None)


def _others(manuscript: Manuscript, one: Said, known: Known) -> list[tuple[str, str, Fraction]]:
    part = _part(known)
    found = list(parts_of(manuscript, one, known, part)) if part else []
    return [other for other in found if other[1] != known.period]


def parts_of(
    manuscript: Manuscript, one: Said, known: Known, part: Part
) -> Iterator[tuple[str, str, Fraction]]:
    """The same figure of each month or quarter of the report's year, as printed, with its period."""
    seen = set()
    for ref, other in manuscript.figures.items():
        when, value = span(other.period), stated(other.text)
        is_same = kind_of(ref) == one.kind and _part(other) == part and other.is_known
        if not is_same or when is None or value is None or value.value is None or other.period in seen:
            continue
        if manuscript.year in (0, when[1].year + (when[1].month >= 4)):
            seen.add(other.period)
            yield other.text, other.period, value.value


def _way(found: re.Match[str], known: Known) -> int:
    """1 for the highest, -1 for the lowest, 0 where neither way is good."""
    if found["high"] or found["more"]:
        return 1
    if found["low"] or found["fewer"]:
        return -1
    good = 0 if known.is_more_better is None else 1 if known.is_more_better else -1
    return good if found["best"] else -good


def _number(text: str) -> Fraction:
    found = stated(text)
    return (found.value if found else None) or Fraction(0)
