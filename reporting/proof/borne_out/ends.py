"""Words that set a figure over all others of its kind, or below them: “the commonest way out”, “no other
kind was so often in time”, “was the next most frequent”. The others are known, so it is so or not."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from reporting.proof.borne_out.series import good_way, rivals, value_of
from reporting.proof.borne_out.words import ENDS, NOT_THE_END, way_of
from reporting.proof.manuscript import Manuscript
from reporting.proof.meaning.beside import group_of
from reporting.proof.meaning.groups import A_LABEL
from reporting.proof.meaning.negation import counts_the_rest, is_turned
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Said, is_denied
from reporting.proof.shares import FUTURE

NEXT = Pattern(
    r"\b(?:(?:the\s+)?(?:next|second|third)[\s-]+(?:most\s+)?(?:common(?:est)?|frequent(?:ly)?|often"
    r"|largest|biggest"
    r"|highest|busiest|main|group|reason|best|worst)|followed\s+by|close\s+behind|(?:came|comes|was"
    r"|were)\s+second"
    r"|runner-up)\b",
    re.I,
)
AFTER = Pattern(r"\b(?:after|behind)\b", re.I)
OF_QUALITY = Pattern(r"\b(?:best|worst)\b", re.I)
OF_YEARS = Pattern(
    r"[^.;:(]{0,40}?\b(?:years?\s+end|year-end|years|ever|since|on\s+record|to\s+date"
    r"|so\s+far)\b(?<!month\send)",
    re.I,
)
"""Of years another check speaks."""
LEAST_RIVALS = 2
LATE = Pattern(
    r"\b(?:late|overdue|miss(?:ed|ing\s+the)|(?:delays?|lateness|slippage|overruns?)\s+(?:is|are|was"
    r"|were|proved)"
    r"|(?:liable|prone|apt|subject)\s+to\s+(?:delay|slip|laps|overrun)\w*)\b",
    re.I,
)


def wrong_ends(
    manuscript: Manuscript, words: str, figures: Sequence[Said], span: tuple[int, int]
) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each word that puts a figure at an end of its kind where another one lies."""
    known = [(one, of_one) for one in figures if len(of_one := rivals(manuscript, one)) >= LEAST_RIVALS]
    if not known:
        return
    yield from _next(words, known, span)
    turned = bool(LATE.search(words[span[0] : span[1]]))
    for found in ENDS.finditer(words, *span):
        if _is_told(words, found) and not any(
            _is_at(one, others, _way(found, one), turned=turned) for one, others in known
        ):
            one, others = known[0]
            words_of_it = " ".join(found.group().split())
            said = f"“{words_of_it}” is said of {one.printed.text}, but {_beyond(one, others, found)}."
            yield "claim", f"{said} Choose words that fit, or check the figure."


def _is_told(words: str, found: re.Match[str]) -> bool:
    """Whether it is said of one of the figures: not of some among the best, nor of the next."""
    before = words[: found.start()]
    is_one_word = "_" not in (found.lastgroup or "")
    is_other = is_one_word and (NOT_THE_END.search(before) or is_denied(words, found.start()))
    is_other = is_other or bool(A_LABEL.match(words, found.end()))
    is_of_years = OF_YEARS.match(words, found.end())
    return not (
        is_other
        or is_of_years
        or FUTURE.search(before)
        or NEXT.search(words[max(0, found.start() - 12) : found.end()])
    )


def _way(found: re.Match[str], one: Said) -> int:
    """1 where the word says more, -1 where it says fewer; 0 where nobody can tell."""
    name = (found.lastgroup or "").rpartition("_")[2].rstrip("2")
    good = good_way(one)
    ways = {
        "high": way_of(found, good, 1),
        "low": way_of(found, good, -1),
        "best": good,
        "worst": -good,
        "end": 0,
        "top": good or 1,
        "rear": -good or -1,
    }
    return ways[name]


def _is_at(one: Said, others: dict[str, Fraction], way: int, *, turned: bool) -> bool:
    """Whether a figure lies at that end; at either where no end is the good one, or “late” turns it round."""
    value = value_of(one)
    is_high = all(value >= other for other in others.values())
    is_low = all(value <= other for other in others.values())
    if one.known and turned is not counts_the_rest(one.known.what):
        way = -way
    return is_high or is_low if not way else is_high if way > 0 else is_low


def _beyond(one: Said, others: dict[str, Fraction], found: re.Match[str]) -> str:
    way = _way(found, one)
    pick = max if way >= 0 else min
    name = pick(others, key=lambda key: others[key])
    return f"{name} has {float(others[name]):g}"


def _in_turn(
    words: str, found: re.Match[str], pairs: list[tuple[Said, dict[str, Fraction]]]
) -> list[tuple[Said, dict[str, Fraction]]]:
    """The first and then the next, also of “a third (32.6%), the second most common after home (45.7%)”."""
    (one, _), (other, _) = pairs
    is_back = one.start < found.start() and AFTER.search(words[found.end() : other.start])
    return pairs[::-1] if is_back else pairs


def _next(
    words: str, known: Sequence[tuple[Said, dict[str, Fraction]]], span: tuple[int, int]
) -> Iterator[tuple[str, str]]:
    """“After abuse (35.7%), illness (14.3%) was the next most frequent”, where another lies between."""
    found = NEXT.search(words, *span)
    pairs = [(one, others) for one, others in known if group_of(one.ref)[1]]
    if found is None or len(pairs) != 2 or is_turned(words[span[0] : span[1]]):
        return
    (first, others), (second, _) = _in_turn(words, found, pairs)
    own, (low, high) = group_of(second.ref)[1], sorted((value_of(first), value_of(second)))
    between = [name for name, value in others.items() if name != own and low < value < high]
    if not between and high == value_of(second) != low and not OF_QUALITY.search(found.group()):
        between = [own]
    for name in between[:1]:
        words_of_it = " ".join(found.group().split())
        said = f"“{words_of_it}” is said of {second.printed.text} after {first.printed.text}"
        yield "claim", f"{said}, but {name} comes before. Choose words that fit, or check the figures."
