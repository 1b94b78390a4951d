"""Words that set a figure over others that nobody sees: “the highest in the region”, “ranked third”,
“the third year running”. They need the figures of those years, or where they come from."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from reporting.proof.borne_out.untold import untold
from reporting.proof.hints.claims import claim_of, told_whole
from reporting.proof.manuscript import Fault, Known, Manuscript
from reporting.proof.meaning.beside import group_of
from reporting.proof.move_words import BETTER, DOWN, FEWER, MORE, UP, WORSE
from reporting.proof.no_number import told_without
from reporting.proof.number_words import ONES, value_of
from reporting.proof.pattern import Pattern
from reporting.proof.periods import span
from reporting.proof.sentence import kind_of
from reporting.proof.stated import stated
from reporting.proof.text import SENTENCE, Outside, Paragraph, Piece, Reference, Words

A_FIGURE = "\0"
QUOTED = Pattern(r"“[^”]*”")
"""What somebody said is theirs."""
NTH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
OTHERS = (
    r"(?:of|among(?:st)?|in|across)\s+(?:all\s+|any\s+)?(?:of\s+)?(?:our\s+|the\s+)?(?:whole\s+)?"
    r"(?:statistical\s+|similar\s+|other\s+)?"
    r"(?:neighbours?|region|country|county|England|London|councils|authorities)"
)
BEST = Pattern(
    r"\b(?P<all>(?:(?P<high>highest|largest|biggest)|(?P<low>lowest|smallest|fewest)"
    r"|(?P<best>best)|(?P<worst>worst))\b[^.;]{0,60}?"
    rf"\b(?:(?:for|in|of|over)\s+(?:the\s+)?(?:last\s+|past\s+)?(?P<years>{'|'.join(ONES[:9])}|\d+)"
    rf"\s+years|(?:for|in)\s+(?:many\s+)?years|since\s+(?:19|20)\d\d|on\s+record|ever|so\s+far|to\s+date|yet"
    rf"|(?P<others>{OTHERS})))\b"
    r"|\bthe\s+(?P<year>(?:best|worst|busiest|quietest|strongest|weakest)\s+year)\b"
    r"|\brecord\s+(?P<record>high|low|numbers?|level)\b",
    re.IGNORECASE,
)
GOOD_YEARS, BAD_YEARS = {"best", "strongest"}, {"worst", "weakest"}
SIDES = {"busiest": 1, "quietest": -1, "low": -1, "level": 0}
"""Years and records that are high or low, whichever is good; of a level nobody can tell."""
EXTREME = "best|highest|lowest|worst|largest|smallest"
RANK = Pattern(
    rf"\brank(?:ed|s|ing)?\s+(?:in\s+the\s+)?(?:joint\s+)?(?:{'|'.join(NTH)}|top|bottom|\d+(?:st|nd|rd|th))\b"
    rf"|\b(?:{'|'.join(NTH[1:])})[\s-](?:{EXTREME})\b[^.;]{{0,40}}?\b{OTHERS}"
    r"|\bteam\b[^.;,]{0,25}?\b(?:had|has|held|did|made)\s+(?:by\s+far\s+)?the\s+(?:most|fewest|best|worst"
    r"|highest|lowest)\b"
    r"|\b(?:top|bottom)\s+(?:quarter|quartile)\b"
    r"|\b(?:has|have|had)\s+never\s+(?:been|had|seen|held|looked\s+after|cared\s+for)\s+(?:better|worse"
    r"|higher"
    r"|lower|more|fewer|(?:so|as|this)\s+(?:good|bad|high|low|strong|many|few))\b"
    r"|\b(?:we|the\s+service)\s+leads?\s+(?:the\s+)?(?:whole\s+)?(?:region|country|county)\b"
    r"|\bno\s+(?:other\s+)?(?:council|authority)\s+(?:in\s+(?:the\s+)?\w+\s+)?(?:has|had|is|was|does|did)\b",
    re.IGNORECASE,
)
MEANT = Pattern(
    r"\b(?:aims?|want|wants|hope|wish|goal|strive|become|would|should|could|may|might|to\s+be|whether|if)\b",
    re.IGNORECASE,
)
"""What is wished for is no figure: “our aim is to be the best in the region”."""
MOVED = "|".join(pattern.pattern for pattern in (UP, DOWN, BETTER, WORSE))
YEARS = "|".join(ONES[:4])
RUNNING = Pattern(
    rf"\b(?:(?P<nth>{'|'.join(NTH[1:6])})\s+(?:(?:consecutive|successive|straight)\s+year"
    rf"|year\s+(?:running|in\s+a\s+row|in\s+succession)"
    rf"|(?:rise|fall|increase|drop|decrease)\s+(?:running|in\s+a\s+row))"
    rf"|(?:in\s+)?(?:both|each)\s+(?:of\s+)?the\s+(?:last|past)\s+(?P<last>{YEARS})\s+years"
    rf"|(?P<years>{YEARS})\s+years\s+(?:running|in\s+a\s+row)"
    rf"|(?P<each>(?:each|every)\s+(?:single\s+)?year(?:\s+since\b|\s+for\b|[.,;]|$)))",
    re.IGNORECASE,
)


BOUND = Pattern(
    r"\b(?:(?P<over>above|over|more\s+than|at\s+least)|below|under|less\s+than|fewer\s+than|at\s+most)\s+"
    r"(?P<n>\d+(?:\.\d+)?)(?:\s?%|\s+per\s+cent)?[^.;:]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Line:
    """A sentence with its figures as marks, and the pieces that they stand for."""

    words: str
    pieces: tuple[Piece, ...]

    def figures(self, manuscript: Manuscript) -> list[tuple[str, Known]]:
        """The figures of ours in it that are known."""
        found = [(p.ref, manuscript.figures.get(p.ref)) for p in self.pieces if isinstance(p, Reference)]
        return [(ref, known) for ref, known in found if known is not None and known.is_known]

    @property
    def has_source(self) -> bool:
        """Whether a figure from elsewhere stands in it, with its source."""
        return any(isinstance(p, Outside) and p.source for p in self.pieces)


def faults(manuscript: Manuscript, place: str, paragraph: Paragraph) -> Iterator[tuple[int | None, Fault]]:
    """Each rank and each row of years that no figure beside it bears out; with the number of its sentence
    where that has a claim and no figure, which another sentence of the paragraph may bear out."""
    for number, line in enumerate(_lines(paragraph.pieces)):
        found = [*_best(manuscript, place, line), *_running(manuscript, place, line)]
        are_groups = any(group_of(ref)[1] for ref, _ in line.figures(manuscript))
        ranks = [*RANK.finditer(line.words)] if not (line.has_source or are_groups) else []
        found += [
            _without(place, line, rank.group())
            for rank in ranks
            if not MEANT.search(line.words[: rank.start()])
        ]
        if not found and not line.pieces:
            told = [*told_without(line.words)] or [*untold(line.words)]
            yield from ((number, _without(place, line, words)) for words in told)
        yield from ((None, fault) for fault in found)


def _lines(pieces: Sequence[Piece]) -> Iterator[Line]:
    text = "".join(p.text if isinstance(p, Words) else A_FIGURE for p in pieces)
    text = QUOTED.sub(lambda said: A_FIGURE * said.group().count(A_FIGURE), text)
    figures = iter([p for p in pieces if not isinstance(p, Words)])
    for one in SENTENCE.split(text):
        yield Line(one, tuple(next(figures) for _ in range(one.count(A_FIGURE))))


def _best(manuscript: Manuscript, place: str, line: Line) -> Iterator[Fault]:
    for found in BEST.finditer(line.words):
        if MEANT.search(line.words[: found.start()]):
            continue
        years = [_of_years(manuscript, ref) for ref, _ in line.figures(manuscript)]
        wanted = _number(found["years"]) if found["years"] else 0
        are_known = bool(wanted) and any(len(numbers) >= wanted for numbers in years)
        sides = _sides(manuscript, line, found, are_known=are_known)
        words = found.group().replace(A_FIGURE, "…")
        if sides and not any(sides) and not found["others"]:
            said = f"“{words}” does not fit the years of “{line.figures(manuscript)[0][1].what}”."
            yield Fault(place, "claim", said)
        elif not line.has_source and not are_known:
            yield _without(place, line, words)


def _sides(manuscript: Manuscript, line: Line, found: re.Match[str], *, are_known: bool) -> list[bool]:
    """Whether each figure is at that end of its years; where all of these are known, each of the latest."""
    figures = line.figures(manuscript)
    for_years = _latest(figures) if are_known else figures
    return [_is_at_the_end(found, _of_years(manuscript, ref), known) for ref, known in for_years]


def _latest(figures: list[tuple[str, Known]]) -> list[tuple[str, Known]]:
    """The figures without the same of earlier times."""
    ends = {ref: of[1] for ref, known in figures if (of := span(known.period))}
    return [
        (ref, known)
        for ref, known in figures
        if not any(
            kind_of(other) == kind_of(ref) and ends.get(other, date.min) > ends.get(ref, date.min)
            for other, _ in figures
        )
    ]


def _is_at_the_end(found: re.Match[str], numbers: dict[date, Fraction], known: Known) -> bool:
    """Whether the last of the years is the highest of them, or the lowest, as the word says."""
    way, ours = _side(found, known), span(known.period)
    if not way or ours is None or ours[1] not in numbers:
        return True
    others = [value for day, value in numbers.items() if day < ours[1]]
    return all((numbers[ours[1]] - value) * way >= 0 for value in others)


def _side(found: re.Match[str], known: Known) -> int:
    """1 where the word says the highest, -1 where it says the lowest, 0 where nobody can tell."""
    word = next(iter((found["year"] or found["record"] or "").lower().split()), "")
    if found["best"] or word in GOOD_YEARS:
        return _good(known, is_good=True)
    if found["worst"] or word in BAD_YEARS:
        return _good(known, is_good=False)
    return SIDES.get(word, -1 if found["low"] else 1)


def _good(known: Known, *, is_good: bool) -> int:
    if known.is_more_better is None:
        return 0
    return 1 if known.is_more_better is is_good else -1


def _running(manuscript: Manuscript, place: str, line: Line) -> Iterator[Fault]:
    found = RUNNING.search(line.words)
    if found and BOUND.search(line.words[: found.start()]):
        yield from _bounded(manuscript, place, line, found)
    elif found and _is_said(found, line.words) and (way := _way(line.words)):
        yield from _moved_on(manuscript, place, line, found, way)


def _moved_on(
    manuscript: Manuscript, place: str, line: Line, found: re.Match[str], way: str
) -> Iterator[Fault]:
    """“Fell for the third year running”."""
    wanted = (
        NTH.index(found["nth"].lower()) + 1
        if found["nth"]
        else _number(found["years"] or found["last"] or "two")
    )
    words = " ".join(found.group().split()).rstrip(".,;")
    figures = line.figures(manuscript)
    fits = [_goes_on(_of_years(manuscript, ref), known, way, wanted) for ref, known in figures]
    if False in fits and True not in fits:
        yield Fault(place, "claim", f"“{words}” does not fit the years of “{figures[0][1].what}”.")
    elif True not in fits and not line.has_source:
        yield _without(place, line, words)


def _bounded(manuscript: Manuscript, place: str, line: Line, found: re.Match[str]) -> Iterator[Fault]:
    """“Above 94% for two years running”."""
    bound = BOUND.search(line.words[: found.start()])
    wanted = _number(found["years"] or found["last"] or "two")
    known = [
        [numbers[day] for day in sorted(numbers)][-wanted:]
        for ref, _ in line.figures(manuscript)
        if (numbers := _of_years(manuscript, ref))
    ]
    limit = Fraction(bound["n"]) if bound else Fraction(0)
    way = 1 if bound and bound["over"] else -1
    if known and not any(all((value - limit) * way >= 0 for value in values) for values in known):
        words = " ".join(found.group().split())
        yield Fault(
            place, "claim", f"“{words}” does not fit the years of “{line.figures(manuscript)[0][1].what}”."
        )


def _is_said(found: re.Match[str], words: str) -> bool:
    """Whether it is told as a fact; “each year” only right after what moved."""
    before = words[: found.start()]
    follows = not found["each"] or re.search(rf"(?:{MOVED})[^.;]{{0,30}}$", before, re.IGNORECASE)
    return bool(follows) and not MEANT.search(before)


def _way(words: str) -> str:
    kinds = {"up": (UP, MORE), "down": (DOWN, FEWER), "better": (BETTER,), "worse": (WORSE,)}
    more = re.search(r"\b(?P<up>more|higher)\b|\b(?P<down>fewer|less|lower)\b", words, re.IGNORECASE)
    found = [way for way, patterns in kinds.items() if any(p.search(words) for p in patterns)]
    found += [more.lastgroup or ""] if more and not found else []
    return found[0] if len(found) == 1 else ""


def _goes_on(numbers: dict[date, Fraction], known: Known, way: str, wanted: int) -> bool | None:
    """Whether a figure moved so in this year and those before it; None where too few of them are known."""
    sign = {"up": 1, "down": -1}.get(way) or _good(known, is_good=way == "better")
    if not sign:
        return None
    last = [numbers[day] for day in sorted(numbers)][-(wanted + 1) :]
    if any((after - before) * sign <= 0 for before, after in pairwise(last)):
        return False
    return True if len(last) == wanted + 1 else None


def _of_years(manuscript: Manuscript, ref: str) -> dict[date, Fraction]:
    """The same figure of every year that is known, by the day on which the year ends."""
    found = {}
    for other, known in manuscript.figures.items():
        when, value = span(known.period), stated(known.text)
        if kind_of(other) != kind_of(ref) or when is None or value is None or value.value is None:
            continue
        is_a_year = (when[0].day, when[0].month) == (1, 4) and (when[1] - when[0]).days > 360
        if known.is_known and (is_a_year or when[0] == when[1]) and (when[1].day, when[1].month) == (31, 3):
            found[when[1]] = value.value
    return found


def _number(word: str) -> int:
    return int(word) if word.isdigit() else value_of(word)


def _without(place: str, line: Line, words: str) -> Fault:
    mark = f"[[outside:{claim_of(line.words, words)}|source]]"
    said = (
        f"“{told_whole(line.words, words)}” is said without the figures that show it. Add them, mark the "
        f"words with their source ({mark}), or say it in other words."
    )
    return Fault(place, "typed", said, stops=False)
