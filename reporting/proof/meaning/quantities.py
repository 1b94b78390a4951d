"""Shares in words, wherever they stand and however they are put: “nearly nine in ten of those we look after”,
“most children did not take part (84.0%)”. Each must be borne out by a share that the figures of its sentence
give: of those who did, or of the others where the words turn it round."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations, product

from reporting.proof.manuscript import Manuscript
from reporting.proof.meaning.beside import (
    group_of,
    number,
    share_of_all,
    shares_beside,
    shares_together,
    told_apart,
)
from reporting.proof.meaning.naming import SPOKEN
from reporting.proof.meaning.negation import UNCERTAIN, counts_the_rest, is_turned
from reporting.proof.number_words import COUNTED, OF_A_KIND, OF_WHAT_KIND, ONE
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Said, Sentence
from reporting.proof.shares import FRACTION, FUTURE, HEDGE, WORDS, Claim, claim_of
from reporting.proof.when import CLAUSE

THEM = r"(?:all\s+|our\s+|the\s+|these\s+|those\s+)*"
PEOPLE = (
    rf"(?:{OF_WHAT_KIND}(?:{COUNTED}|cohort|population|arrivals|leavers|starters|babies|teenagers|infants)"
    r"|(?:social\s+work\s+)?reports|(?:health\s+|dental\s+)?(?:assessments|checks)|records|plans"
    r"|answers|letters|questionnaires|assessments|scores|them|these|those|whom|which)"
)
DID = (
    r"(?:were|was|are|is|had|has|have|did|do|came|went|left|took|lived?|live|got|received|attended|moved"
    r"|stayed|said|told|spoke|saw)"
)
WHO = (  # a number that was printed may stand between: “most of the 136 children”
    rf"\s*,?\s*(?:of\s+)?{THEM}(?:\d[\d,]*\s+)?{PEOPLE}\b|\s+of\s+{THEM}\d|\s+(?!the\b){DID}\b"
)
MANY = {
    rf"(?:{words})": limits for words, limits in WORDS.items() if "every" not in words and words != "none"
} | {r"(?:nearly|almost|practically|virtually)\s+(?:all|every)": (Fraction(90, 100), Fraction(1))}
QUANTITY = [
    (Pattern(rf"(?<!\w)(?P<q>{words})(?={WHO})", re.IGNORECASE), limits) for words, limits in MANY.items()
]
EVERY = Pattern(
    rf"\b(?<!not\s)(?<!nearly\s)(?<!almost\s)(?P<q>(?:(?:for|in|of|by|to)\s+)?(?:every(?:\s+single)?"
    rf"\s+(?:{ONE}|case)"
    rf"|each\s+(?:{ONE}|case)|all\s+(?:the\s+|our\s+)?(?:{OF_A_KIND}(?:{COUNTED})|cases))|always|invariably"
    rf"|without"
    rf"\s+(?:fail|exception))\b"
    r"(?:(?![,;(:–]|\bnot\b|\bwho\b|\bthat\b|\bwhen\b|\bif\b)[^.\d]){0,40}?\s*(?:\(|[:–]\s+|,\s+(?:at"
    r"|with)\s+)$",
    re.IGNORECASE,
)
"""“On time for every child (94.0%)”: what leads to a figure and is said of all."""
A_SHARE_OF = Pattern(
    rf"(?:{FRACTION}|\b(?:share|proportion|percentage|part|number|most|many|few|some)|%|per\s+cent)\s+$",
    re.IGNORECASE,
)
"""“A quarter of all arrivals” is said of no more than a quarter."""
OTHER = Pattern(r"\b(?:others?|another|different|elsewhere|remaining|rest|remainder)\b", re.IGNORECASE)
OF_OTHERS = r"(?:exits|entries|departures|admissions|reasons|cases|homes|endings|starts)\b"
AFTER = (
    r"(?=\s*(?:[,.;:()–]|$)"
    rf"|\s+(?:of\s+(?:all\b|{THEM}(?:\d|{PEOPLE}\b|{OF_OTHERS}))|{DID}\b|as\s+many\b|each\b"
    r"|without\b|not\b|never\b|late\b|overdue\b|out\s+of\b|undone\b|unanswered\b|to\s+go\b))"
)
ANY_KIND = r"(?!(?:more|fewer|less|higher|lower|of)\b)[a-z]+\s+"
PART = Pattern(rf"\b(?:{HEDGE})?(?:{FRACTION})(?:\s+(?:{ANY_KIND})?(?:{COUNTED})\b)?{AFTER}", re.IGNORECASE)
NO_SHARE = Pattern(
    r"\b(?:first|second|third|fourth|last|final|other|latter|next|each|every|per|in|during|within|than|by"
    r"|and|of|(?<!account\s)(?<!accounts\s)(?<!accounted\s)for)\s+$",
    re.IGNORECASE,
)
"""Before “half” or “a quarter” these speak of a time, or of how much something moved."""
OF_THOSE = Pattern(r"\s+(?:of\s+)?(?:those|the\s+ones|the\s+(?:others?|rest))\b", re.I)
OF_CASES = Pattern(rf"\s+of\s+{THEM}(?:{COUNTED}|cases|instances|occasions)\b", re.IGNORECASE)
"""“In a third of cases” is one."""
NO_QUANTITY = Pattern(
    r"\b(?:not|at)\s+\S+$|\bthe\s+(?:most|few)$|\b(?:us|me|him|her|you|I|we)\s+most$"
    r"|\b(?:matter|worr(?:y|ie)|trouble|concern|please|value|surprise|interest|encourage|disappoint|need"
    r"|stand"
    r"|strike|help|want|like|hurt|count)(?:s|d|ed)?\s+(?:out\s+)?most$",
    re.IGNORECASE,
)
"""“The figure that troubles us most” is no share."""
QUOTED = Pattern(r"“[^”]*”")
BECAUSE = Pattern(r"\b(?:since|as|because|for)\b", re.I)
APPOSED = Pattern(r"[,(–:]\s*(?:or|that\s+is|which\s+is|i\.e\.)?[\s,]*(?:just\s+)?$", re.I)
THAT_IS_ALL = Pattern(r"\s*(?:[.,;:)]|$)|\s+of\s+(?:all|them|these|those)\b")
STRETCH = Pattern(r"[,;:()–]|\b(?:and|but|or|because|although|though|as|while|where|when|if|that|so)\b", re.I)
OF_PARTS = Pattern(r"\b(?:of\s+(?:the|our)\s+)?(?:[a-z]+\s+)?(?:teams|quarters|months)\b", re.I)
"""Of how many parts it is so is held to all of them."""
WHOLE_NEXT = Pattern(rf"\s+of\s+{THEM}", re.IGNORECASE)
NAMED_WHOLE = Pattern(
    rf"\s+of\s+{THEM}\d[\d,]*\s+(?:[a-z-]+\s+){{0,2}}?{PEOPLE}"
    rf"(?:\s+(?:that|which|who)\s+(?:{DID}|ran|missed)\s+(?:(?!{DID}\b)[a-z]+\s+){{0,4}}?"
    rf"(?=(?:{DID})\b|[a-z]*[(:–,]|$))?",
    re.IGNORECASE,
)
OF_A_WHOLE = Pattern(r"\b(?:of|among|in\s+all|in\s+total)\b", re.IGNORECASE)
VERB = Pattern(rf"\b(?:{DID}|[a-z]{{3,}}ed)\b", re.IGNORECASE)
EXCEPT = Pattern(
    r"\b(?:(?:but|bar)\s+(?:one|two)\b|(?-i:(?:but|bar|save)\s+[A-Z])|except|apart\s+from|other\s+than)",
    re.IGNORECASE,
)
MOVED = Pattern(
    r"\b(?:rose|fell|grew|dropped|increased|decreased|more|fewer|less|higher|lower|up|down|as\s+many)\b",
    re.I,
)


@dataclass(frozen=True)
class Told:
    """A share in words, and the words that say of whom it is."""

    words: str
    start: int
    end: int
    claim: Claim


def wrong_quantities(manuscript: Manuscript, sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each share in words that no figure of its clause bears out."""
    if not sentence.ours:
        return
    words = QUOTED.sub(lambda said: " " * len(said.group()), sentence.words)
    yield from _of_all(words, sentence)
    for told in told_in(words):
        begin, end = clause_of(words, told.start)
        if EXCEPT.search(words, begin, end) or OF_PARTS.search(words, begin, told.start):
            continue  # it is said of all the others
        mine = [one for one in sentence.figures if begin <= one.start < end]
        figures = mine or [*sentence.figures]
        shares = _shares(manuscript, words, told, mine, figures)
        shares |= {*_of_the_others(words, told, sentence.figures)}
        shares |= {*shares_beside(words, (told.start, told.end), figures)}
        is_open = not shares and not any(map(_is_of_rest, figures))
        if not is_open and not any(map(told.claim.fits, shares)):
            yield _misfit(told, figures)


def _shares(
    manuscript: Manuscript, words: str, told: Told, mine: Sequence[Said], figures: Sequence[Said]
) -> set[Fraction]:
    """What figures come to as the clause tells of them: those beside a whole that stands next, else all."""
    if of_whole := [*_of_its_whole(words, told, mine)]:
        return _as_told(_without_its_whole(words, told), told, mine, of_whole)
    known = [*shares_of(manuscript, words, figures)] or [*_of_a_whole(manuscript, words, figures)]
    return _as_told(words, told, mine, known)


def _as_told(
    words: str, told: Told, mine: Sequence[Said], known: Sequence[tuple[Fraction, bool]]
) -> set[Fraction]:
    """What the shares come to as the clause tells of them: of those who did, or of the others."""
    begin, end = clause_of(words, told.start)
    odd = _is_turned(words, told, mine, end) is not _is_not_of(words, begin, told, mine)
    shares = {1 - share if odd is not is_of_rest else share for share, is_of_rest in known}
    shares |= {share for share, is_of_rest in known if _is_behind(words, told, mine, is_of_rest=is_of_rest)}
    if any(_is_named_apart(words, told, one) for one in mine):
        shares |= {1 - share for share in shares}
    return shares | ({1 - share for share in shares} if OTHER.search(words, told.end, end) else set())


def _is_behind(words: str, told: Told, mine: Sequence[Said], *, is_of_rest: bool) -> bool:
    """Whether a share only says again what stands before it, “17 of 323, or one in nineteen”, also of those
    who did not: “failed to answer 44, one in nine”."""
    ends = [one.end for one in mine if one.end <= told.start]
    if ends and APPOSED.search(words[ends[-1] : told.start]) and THAT_IS_ALL.match(words, told.end):
        return True
    is_last = bool(mine) and len(ends) == len(mine)
    return is_of_rest and is_last and is_turned(words[clause_of(words, told.start)[0] : told.start])


def _of_the_others(words: str, told: Told, mine: Sequence[Said]) -> Iterator[Fraction]:
    """“52.2% did not move, and most of those who did moved once (41.2%)”: a share of the rest."""
    shares = [one.printed.value / 100 for one in mine if one.printed.is_percent and one.printed.value]
    if OF_THOSE.match(words, told.end):
        yield from (part / (1 - one) for one, part in permutations(shares, 2) if part <= 1 - one < 1)


def _is_named_apart(words: str, told: Told, one: Said) -> bool:
    """Whether the group of a figure is named beside it and not where the share is told: “nearly four in ten
    are not, since 61.8% are White”."""
    name, gaps = (
        group_of(one.ref)[1],
        [gap for gap in BECAUSE.finditer(words) if told.end <= gap.start() < one.start],
    )
    pattern = Pattern(SPOKEN.get(name, re.escape(name)), re.IGNORECASE)
    if not name or not gaps:
        return False
    return bool(pattern.search(words, gaps[-1].end())) and not pattern.search(words, 0, gaps[-1].start())


def _is_not_of(words: str, begin: int, told: Told, mine: Sequence[Said]) -> bool:
    """Whether what stands before a quantity says that it was not so of them: “out of touch with most”."""
    before = [one.end for one in mine if one.end <= told.start]
    lead = STRETCH.split(words[max([begin, *before]) : told.start])[-1]
    return is_turned(lead) and not UNCERTAIN.search(lead)


def _misfit(told: Told, figures: Sequence[Said]) -> tuple[str, str]:
    printed = " and ".join(one.printed.text for one in figures)
    return "claim", f"“{told.words}” stands beside {printed}. Choose words that fit, or check the figure."


def _of_all(words: str, sentence: Sentence) -> Iterator[tuple[str, str]]:
    for one, known in sentence.ours:
        found = EVERY.search(words[: one.start]) if one.printed.is_percent else None
        before = words[: found.start()] if found else ""
        is_open = A_SHARE_OF.search(before) or FUTURE.search(before)
        if found and not is_open and one.printed.value not in (0, 100):
            said = f"“{' '.join(found['q'].split())}” stands beside {one.printed.text}, “{known.what}”."
            yield "claim", f"{said} Choose words that fit, or check the figure."


def told_in(words: str) -> Iterator[Told]:
    """The shares in words that are told as so."""
    for found in PART.finditer(words):
        claim, before = claim_of(found), words[: found.start()]
        if (
            claim is None
            or _is_a_time(found)
            or FUTURE.search(before)
            or MOVED.search(words[found.end() :][:20])
        ):
            continue
        yield Told(" ".join(found.group().split()), found.start(), found.end(), claim)
    for pattern, (low, high) in QUANTITY:
        for found in pattern.finditer(words):
            before = words[: found.start()]
            if not FUTURE.search(before) and not NO_QUANTITY.search(words[: found.end("q")]):
                is_open = high - low == Fraction(1, 2)
                claim = Claim(low, high + is_open, is_open)
                yield Told(" ".join(found["q"].split()), found.start(), found.end("q"), claim)


def _is_a_time(found: re.Match[str]) -> bool:
    """Whether “half” or “a quarter” is one of a year."""
    words = found.string
    is_time = not found["in"] and NO_SHARE.search(words[: found.start()])
    return bool(is_time and not OF_CASES.match(words, found.end()))


def clause_of(words: str, at: int) -> tuple[int, int]:
    begins = [0, *(gap.end() for gap in CLAUSE.finditer(words) if gap.end() <= at)]
    rest = CLAUSE.search(words, at)
    return begins[-1], rest.start() if rest else len(words)


def _is_turned(words: str, told: Told, figures: Sequence[Said], end: int) -> bool:
    """Whether what is told of them is that they did not: up to the figure that shows it, or past one that
    only stands in brackets."""
    after = next((one for one in figures if one.start >= told.end), None)
    said = words[told.end : after.start if after else end]
    if after and not VERB.search(said):
        said = words[told.end : end]
    denies = [name for one in figures if is_turned(name := group_of(one.ref)[1])]
    is_by_name = any(re.search(SPOKEN.get(name, name), said, re.IGNORECASE) for name in denies)
    is_by_name = is_by_name and len(denies) == len(figures)
    return (is_by_name or is_turned(said)) and not UNCERTAIN.search(said)


def shares_of(manuscript: Manuscript, words: str, figures: Sequence[Said]) -> Iterator[tuple[Fraction, bool]]:
    """Every share that figures give, and whether it is one of those who did not."""
    for one in told_apart(words, figures):
        is_of_rest = _is_of_rest(one) is not is_turned(group_of(one.ref)[1])
        if one.printed.is_percent and one.printed.value is not None:
            yield one.printed.value / 100, is_of_rest
        elif (share := share_of_all(manuscript.figures, one)) is not None:
            yield share, is_of_rest
    counts = [one for one in figures if not one.printed.is_percent]
    yield from _parts(counts, is_of_a_whole=bool(OF_A_WHOLE.search(words)))
    yield from _sums(counts)
    either = {False, *(is_turned(group_of(one.ref)[1]) for one in figures)}  # “no move or one”
    yield from product(shares_together(manuscript.figures, figures), either)


def _of_a_whole(
    manuscript: Manuscript, words: str, figures: Sequence[Said]
) -> Iterator[tuple[Fraction, bool]]:
    """What is known of a whole of which no part is printed: “of the 323 reviews more than one in ten”."""
    one, whole = figures[0], figures[0].printed.value
    if len(figures) > 1 or not one.kind.endswith("|base") or not whole:
        return
    ref = f"{one.ref.rpartition('|')[0]}|count"
    value, is_of_rest = number(manuscript.figures.get(ref)), _is_of_rest(one)
    if value is not None and value <= whole:
        yield value / whole, is_of_rest
        yield value / whole, is_of_rest is is_turned(words)


def _of_its_whole(words: str, told: Told, mine: Sequence[Said]) -> Iterator[tuple[Fraction, bool]]:
    """The parts of a whole that stands right after the share: “more than half of the 17 late reviews (7)”.
    Of those who were late it is told again that they were “late”, and turns nothing round."""
    after = [one for one in mine if one.start >= told.end]
    of, among = (words[told.end : after[0].start], after[0].printed.value) if after else ("", None)
    if not among or after[0].printed.is_percent or not WHOLE_NEXT.fullmatch(of):
        return
    rest = _without_its_whole(words, told)[told.end : clause_of(words, told.start)[1]]
    for one in after[1:]:
        share = (one.printed.value or Fraction(0)) / (100 if one.printed.is_percent else among)
        if share <= 1:
            yield share, is_turned(rest) if _is_of_rest(after[0]) else _is_of_rest(one)
    yield from _sums(after)


def _without_its_whole(words: str, told: Told) -> str:
    """The words with blanks for whom it is told of: “most of the 17 reviews that ran late were” turns nothing
    round."""
    found = NAMED_WHOLE.match(words, told.end)
    return words[: told.end] + " " * len(found.group()) + words[found.end() :] if found else words


def _parts(counts: Sequence[Said], *, is_of_a_whole: bool) -> Iterator[tuple[Fraction, bool]]:
    """Each count as a share of each larger one; of another measure only where the words tell of a whole."""
    for part, whole in permutations(counts, 2):
        value, among = part.printed.value, whole.printed.value
        is_of_one = is_of_a_whole or part.known is None or whole.known is None
        is_of_one = is_of_one or part.ref.partition("|")[0] == whole.ref.partition("|")[0]
        if is_of_one and value is not None and among and value <= among:
            yield value / among, _is_of_rest(part) and not _is_of_rest(whole)


def _sums(counts: Sequence[Said]) -> Iterator[tuple[Fraction, bool]]:
    """Two counts together as a share of a third: “half of all: 14 and 14 of 56”."""
    for one, other, whole in permutations(counts, 3):
        if one.start < other.start and one.known and other.known and whole.printed.value:
            both = (one.printed.value or 0) + (other.printed.value or 0)
            if both <= whole.printed.value and one.known.base == other.known.base:
                yield both / whole.printed.value, _is_of_rest(one)


def _is_of_rest(one: Said) -> bool:
    """Whether a figure counts those who did not, or were late, by the title of its measure."""
    return one.known is not None and counts_the_rest(one.known.what)
