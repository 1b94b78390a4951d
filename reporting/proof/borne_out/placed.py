"""Which place a figure has among others: “the second most common way out”, and “the lowest of the three” of
figures that stand beside each other in the sentence."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from reporting.proof.borne_out.series import good_way, rivals, value_of
from reporting.proof.borne_out.words import BEST, HIGH, LOW, WORST
from reporting.proof.manuscript import Manuscript
from reporting.proof.meaning.topics import of_figure, subjects_in
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Said, is_denied
from reporting.proof.shares import FUTURE

NTH = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
END = rf"(?:(?P<high>{HIGH})|(?P<low>{LOW})|(?P<best>{BEST})|(?P<worst>{WORST}))"
PLACED = Pattern(
    rf"\b(?P<nth>{'|'.join(NTH)})[\s-]+(?:{END}|(?P<plain>reason|cause|need|route|way\s+out))\b", re.I
)
CAME = Pattern(
    rf"\b(?P<only>second\s+only\s+to|(?:beaten|bettered|surpassed)\s+only\s+by|behind\s+only)\b(?P<plain2>)"
    rf"|\b(?:came|comes|is|was|ranked|ranks|placed|finished)\s+(?P<nth>{'|'.join(NTH)})\b(?=\s+(?:of|among"
    rf"|out\s+of)\b"
    rf"|\s*[,.;:(])(?P<plain>)",
    re.I,
)
"""“Came third of the six teams”."""
AMONG = Pattern(rf"\b(?:among|one\s+of|some\s+of)\s+(?:the|our)\s+(?:very\s+)?{END}\b", re.I)
OF_THESE = Pattern(
    rf"\b{END}\b[^.;(\d]{{0,25}}?\b(?:of|among|out\s+of)\s+(?:the\s+|these\s+|our\s+|all\s+)*"
    r"(?:two|three|four|five|six|both|these|them)\b",
    re.I,
)


def wrong_places(
    manuscript: Manuscript, words: str, figures: Sequence[Said], span: tuple[int, int]
) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each place that no figure of the clause has among the others of its kind."""
    known = [(one, [*of_one.values()]) for one in figures if len(of_one := rivals(manuscript, one)) > 1]
    for found in AMONG.finditer(words, *span) if known else ():
        if not any(_is_of_the_upper(one, others, _way(found, one)) for one, others in known):
            yield "claim", _fault(found, known[0][0], "most others beyond it")
    told = [*PLACED.finditer(words, *span), *CAME.finditer(words, *span)] if known else []
    for found in told:
        if FUTURE.search(words[: found.start()]) or is_denied(words, found.start()):
            continue
        nth = NTH[found["nth"].lower()] if found["nth"] else 2
        if not any(nth in _places(one, others, _way(found, one)) for one, others in known):
            yield "claim", _fault(found, known[0][0], "another place")


def wrong_among(words: str, figures: Sequence[Said]) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of a figure that is called the lowest of those beside it and is not."""
    alike = [one for one in figures if one.printed.is_percent is figures[0].printed.is_percent]
    for found in OF_THESE.finditer(words) if len(alike) == len(figures) > 1 else ():
        one, way = _named(words, found, figures), 0
        if one is not None:
            way = _way(found, one)
        others = [value_of(other) for other in figures if other is not one]
        if one is not None and way and any((other - value_of(one)) * way > 0 for other in others):
            yield "claim", _fault(found, one, "another of them beyond it")


def _named(words: str, found: re.Match[str], figures: Sequence[Said]) -> Said | None:
    """The figure of whose subject the words before speak; None where they name none, or several."""
    named = subjects_in(words[: found.start()])
    mine = [one for one in figures if one.known and of_figure(one.known) & named]
    return mine[0] if len(mine) == 1 else None


def _way(found: re.Match[str], one: Said) -> int:
    """1 where the word says more, -1 where it says fewer; 0 where nobody can tell."""
    if CAME.made(found):
        return good_way(one) or 1
    if found.groupdict().get("plain"):
        return 1
    name = next(name for name in ("high", "low", "best", "worst") if found[name])
    return {"high": 1, "low": -1, "best": good_way(one), "worst": -good_way(one)}[name]


def _places(one: Said, others: Sequence[Fraction], way: int) -> range:
    """The places that a figure may be said to have: several where others are level with it."""
    first = 1 + sum((other - value_of(one)) * way > 0 for other in others)
    return range(first, first + 1 + sum(other == value_of(one) for other in others)) if way else range(1, 99)


def _is_of_the_upper(one: Said, others: Sequence[Fraction], way: int) -> bool:
    """Whether no more than half of the others lie beyond it."""
    return 2 * sum((other - value_of(one)) * way > 0 for other in others) <= len(others)


def _fault(found: re.Match[str], one: Said, what: str) -> str:
    said = f"“{' '.join(found.group().split())}” is said of {one.printed.text}, which has {what}."
    return f"{said} Choose words that fit, or check the figure."
