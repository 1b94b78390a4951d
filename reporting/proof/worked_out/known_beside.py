"""Typed numbers that the portal knows though the sentence does not print their figure: the share of the year
before (“up from 81.8%”), the target, England’s, and by how many its own measure moved (“18 more of them”)."""

import re
from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from reporting.proof.borne_out.homes import NAMED, homes_named, homes_of
from reporting.proof.borne_out.series import after
from reporting.proof.manuscript import Known, Manuscript
from reporting.proof.meaning.beside import group_of, others
from reporting.proof.meaning.beside import number as value_of
from reporting.proof.meaning.naming import named_in
from reporting.proof.meaning.negation import is_turned
from reporting.proof.no_figures import without_them
from reporting.proof.number_words import COUNTED
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Said, Sentence
from reporting.proof.stated import Stated, rounded, stated, whole_number_for
from reporting.proof.worked_out.amounts import APART, BY, ROUND, SO_FAR_APART, is_apart_by
from reporting.proof.worked_out.known_then import a_year_before, at_other_times
from reporting.proof.worked_out.numbers import HEDGE, N, is_hedged_so, number
from reporting.proof.worked_out.some_share import parts_of

PER_CENT = r"(?P<percent>\s?(?:%|per\s+cent\b))?"
BEFORE = Pattern(
    r"\b(?:from|after|against|than|compared|last\s+year|previous\s+year|year\s+(?:before|earlier|ago)"
    r"|previous(?:ly)?|earlier|former(?:ly)?|prior|(?:improvement|advance|rise|fall|drop|up|down)\s+on"
    r"|twelve\s+months\s+(?:before|earlier|ago)|when\s+it\s+was|(?:it\s+)?was\s+(?=\d))",
    re.I,
)
ENGLAND = Pattern(r"\b(?:England|English|national(?:ly)?|the\s+(?:whole\s+)?(?:country|nation))\b", re.I)
GOAL = Pattern(r"\b(?:targets?|goals?|aim(?:ed)?|ambition|standard)\b", re.I)
ANY = Pattern(rf"(?<![\w.])(?P<n>{N}){PER_CENT}(?![\d-])", re.I)
SUM = Pattern(rf"\b{N}\b(?!\s?(?:%|per\s+cent)|[\d-])", re.I)
TOGETHER = Pattern(
    r"\b(?:together|in\s+all|in\s+total|altogether|a\s+total\s+of|in\s+the\s+(?:first|second"
    r"|last)\s+half|between\s+them|combined|sum)\b",
    re.I,
)
ADDED = Pattern(
    r"\b(?:add(?:s|ed|ing)?|together|in\s+all|in\s+total|altogether|between\s+them|combined|sum|plus|makes?"
    r"|made|comes?)\b",
    re.I,
)
IN_BRACKETS = Pattern(r"\([^()]*\)")
SOME_OF = Pattern(
    rf"\b(?P<n>{N})\s+(?:(?:[a-z]+\s+){{1,3}}?in|(?:out\s+)?of)\s+(?:(?:the|our|all|these|those)\s+)*(?=\d)",
    re.I,
)
"""“Six of the 17 late reviews”."""
DID_NOT = Pattern(
    rf"\b(?:{HEDGE})?(?P<n>{N})\s+(?:(?:[a-z]+\s+){{0,2}}?|(?:[a-z’-]+\s+){{0,10}}?(?=had\s+no))"
    rf"(?:(?:did|were|was|had|have|are)\s+(?:not|never|none|without|no\s+(?!more\b))\b|(?:were"
    rf"|was|are)\s+"
    r"(?:held\s+)?(?:late|missed|overdue)\b|(?:are|is|were|remain)\s+(?:still\s+)?(?:outstanding|missing)\b"
    r"|(?:still\s+)?(?:need|lack|wait|miss)(?:ed|s)?\b)",
    re.I,
)
"""“Seven did not have one”, “so 17 were late”."""
LEAVES = Pattern(
    rf"\b(?:leav(?:es|ing)|left|others?|remaining|the\s+rest|remainder)(?:\s*[,(:–]\s*|\s+)"
    rf"(?:us\s+with\s+|some\s+|just\s+|only\s+)?(?P<n>{N})\b",
    re.I,
)
REACHED = Pattern(
    r"\b(?:(?P<not>(?:did\s+not|didn[’']t|failed\s+to|could\s+not|never|none\s+of\s+them)\s+)?"
    r"(?:reach|reached|met|meet|hit|achieved?)|(?P<short>f[ae]ll\s+short\s+of|missed|stayed\s+below))\s+"
    rf"(?P<n>{N})(?:\s?%|\s+per\s+cent\b)",
    re.I,
)
OF_SO_MANY = Pattern(
    rf"\b(?P<share>\d+\.\d+%)\s+(?:(?:is|was|are|were)\s+)?(?:a\s+share\s+)?(?:only\s+|just\s+)?"
    rf"(?:of|out\s+of|based\s+on|from)\s+(?:only\s+|just\s+)?(?P<n>{N})\b(?!\s?%)",
    re.I,
)
PART_OF = Pattern(
    rf"\b(?P<n>{N})(?:(?:\s+[a-z’-]+){{1,7}}?,\s+out)?\s+(?:out\s+)?of\s+(?:(?:the|our|all)\s+)*(?P<m>{N})\b",
    re.I,
)
"""“Ninety of 97”, “ninety children had one, out of 97”."""
OF_WHOLE = Pattern(
    rf"(?:^of|\b(?:of|among)\s+(?:all|the|our|these|those))\s+(?:(?:all|the|our)\s+)*(?P<n>{N})\b(?!\s?%)",
    re.I,
)
DID_NOT_IN = Pattern(
    rf"\b(?:did|were|was|had|could)\s+not\b[^.;:\d]{{0,40}}?\b(?:in|of|for|by)\s+(?P<n>{N})\b", re.I
)
BOUND = Pattern(r"\b(?:beat(?:en|s)?|exceed(?:ed|s)?|topped|surpassed|over|above|below|under|than)\s+$", re.I)
"""What is said to lie on one side of a number is not that number rounded."""
MOVED_BY = Pattern(
    r"\b(?:by|(?<!made )(?<!make )(?<!makes )up|down|(?:rise|fall|increase|drop|decrease|growth)\s+of)\s+$",
    re.I,
)
OTHER = Pattern(r"\b(?:others?|remaining|rest|remainder)\b", re.I)
COUNTED_SO = Pattern(rf"\b(?P<n>{N})(?=\s+(?:[a-z]+\s+){{0,3}}?(?:{COUNTED})\b)", re.I)
Place = tuple[int, int]


def proved(manuscript: Manuscript, sentence: Sentence) -> Iterator[Place]:
    """Where such numbers stand."""
    words, printed = without_them(sentence.words), {one.start for one in sentence.figures}
    of_all = [
        *_asides(manuscript, sentence, words),
        *_sums(sentence, words),
        *_shares(manuscript, sentence, words),
    ]
    of_all += [*_parts(manuscript, sentence, words, printed), *at_other_times(manuscript, sentence, words)]
    of_all += [*_bases(sentence, words), *_kept(sentence, words)]
    of_all += [*_from_groups(manuscript, sentence, words), *_of_the_share(manuscript, sentence, words)]
    yield from (place for place in of_all if place[0] not in printed)


def one_step(manuscript: Manuscript, sentence: Sentence) -> Iterator[Place]:
    """Where those stand that are known beside its figures, their sums and what they leave."""
    words, printed = without_them(sentence.words), {one.start for one in sentence.figures}
    of_all = [*_asides(manuscript, sentence, words), *_sums(sentence, words)]
    of_all += _parts(manuscript, sentence, words, printed)
    yield from (place for place in of_all if place[0] not in printed)


def _parts(manuscript: Manuscript, sentence: Sentence, words: str, printed: set[int]) -> Iterator[Place]:
    """Wholes, parts of them, and what these leave over."""
    rests = {value for one, known in sentence.ours for value in _rests(manuscript, one, known)}
    wholes = {value for one, known in sentence.ours for value in _wholes(manuscript, one, known)}
    for pattern, values in ((DID_NOT, rests), (DID_NOT_IN, rests), (LEAVES, rests), (OF_WHOLE, wholes)):
        yield from (found.span("n") for found in pattern.finditer(words) if _is_one_of(found, values))
    for found in SOME_OF.finditer(words):
        if number(found["n"]) in {*_some(manuscript, sentence, found)}:
            yield found.span("n")
    counts = {value for _, known in sentence.ours for value in _counts(manuscript, known)}
    for found in PART_OF.finditer(words):
        if found.start("m") not in printed and {number(found["n"]), number(found["m"])} <= counts:
            yield from (found.span("n"), found.span("m"))


def _bases(sentence: Sentence, words: str) -> Iterator[Place]:
    """“Last year’s 95.0% was of 60 children only”: as many as the share may be of."""
    for found in OF_SO_MANY.finditer(words):
        share, whole = stated(found["share"]), number(found["n"])
        if share is not None and whole and whole_number_for(share, whole) is not None:
            yield found.span("n")


def _kept(sentence: Sentence, words: str) -> Iterator[Place]:
    """A bound that each share of the sentence keeps: “did not reach 95%” of 88.4% and 92.3%."""
    shares = sentence.values(is_percent=True)
    for found in REACHED.finditer(words) if shares else ():
        limit, is_under = number(found["n"]), bool(found["not"] or found["short"])
        if all(share < limit if is_under else share >= limit for share in shares):
            yield found.span("n")


def _is_one_of(found: re.Match[str], values: Collection[Fraction | None]) -> bool:
    """Whether a number is one of the values, or as near to one as its hedge says."""
    said, hedges = number(found["n"]), ("over", "under", "nearly", "about")
    if any(found.groupdict().get(name) for name in hedges):
        return any(
            value is not None and is_hedged_so(found, said, value, is_percent=False) for value in values
        )
    return said in values


def _of_the_share(manuscript: Manuscript, sentence: Sentence, words: str) -> Iterator[Place]:
    """The count whose share stands there, “three children were adopted (6.5%)”, and the number in the title
    of a figure: “three homes or more”."""
    counts = {
        value_of(manuscript.figures.get(_count_of(one))) for one, _ in sentence.ours if one.printed.is_percent
    }
    yield from (found.span("n") for found in COUNTED_SO.finditer(words) if number(found["n"]) in counts)
    homes = {of for one, _ in sentence.ours for of in homes_of(one)}
    for found in NAMED.finditer(words) if homes else ():
        if found["n"] and homes_named(found) & homes:
            yield found.span("n")


def _count_of(one: Said) -> str:
    """The reference of the count of which a figure is the share."""
    parts = one.ref.split("|")
    return "|".join([*parts[:2], "count", *parts[3:]])


def _from_groups(manuscript: Manuscript, sentence: Sentence, words: str) -> Iterator[Place]:
    """By how much a group lies from another that is named without its figure, or from the year after."""
    pairs = [pair for one, _ in sentence.ours for pair in _named_beside(manuscript, one, words)]
    for found in (m for pattern in (APART, SO_FAR_APART, BY) for m in pattern.finditer(words)):
        if not found.groupdict().get("percent") and is_apart_by(found, pairs):
            yield found.span("n")


def _named_beside(manuscript: Manuscript, one: Said, words: str) -> Iterator[tuple[Stated, Stated]]:
    """A figure beside that of another group that the words name, and of the year after."""
    rest = {name: known for name, known, _ in others(manuscript.figures, one)}
    patterns = named_in(tuple(sorted({*rest, group_of(one.ref)[1]}))) if rest else {}
    for name, known in rest.items():
        pattern, printed = patterns[name], stated(known.text)
        if printed and pattern and pattern.search(words):
            yield from ((one.printed, printed), (printed, one.printed))
    if later := after(manuscript, words, one):
        yield later.printed, one.printed


def _shares(manuscript: Manuscript, sentence: Sentence, words: str) -> Iterator[Place]:
    """A share of the sentence once more, what it leaves over, “the other 11.5%”, or that of its counts, “47%
    (64 of 136)”."""
    parts = parts_of(manuscript, sentence)
    shares = sentence.values(is_percent=True)
    told = {*shares, *(100 - share for share in shares if is_turned(words) or OTHER.search(words))}
    for found in ANY.finditer(words) if told or parts else ():
        said, decimals = number(found["n"]), len(found["n"].partition(".")[2])
        is_one = found["percent"] and (said in told or said in _rounded(parts, decimals))
        if is_one and not _is_bound(words[: found.start()]):
            yield found.span("n")
    yield from _hedged_shares(words, [part for part in parts if 100 * part not in shares])


def _is_bound(before: str) -> bool:
    """Whether something moved by what follows, or lies on one side of it."""
    return bool(MOVED_BY.search(before) or BOUND.search(before))


def _hedged_shares(words: str, parts: Sequence[Fraction]) -> Iterator[Place]:
    """“A little over five per cent (17 of 323)”, of shares that are not printed."""
    exact = [(100 * part, True) for part in parts]
    yield from (found.span("n") for found in ROUND.finditer(words) if _is_one_beside(found, exact))


def _rounded(shares: Sequence[Fraction], decimals: int) -> set[Fraction]:
    return {rounded(100 * share, decimals) for share in shares}


def _asides(manuscript: Manuscript, sentence: Sentence, words: str) -> Iterator[Place]:
    """What the figures were the year before, are in England, or should be."""
    for pattern, name in ((BEFORE, "before"), (ENGLAND, "england"), (GOAL, "target")):
        known = [stated(getattr(known.aside, name)) for _, known in sentence.ours if known.aside]
        if (
            name == "before"
        ):  # of a group the report may know the year before, though nothing stands beside it
            known += [stated(then.text) for one in sentence.ours for then in a_year_before(manuscript, *one)]
        alike = {(one.value, one.is_percent) for one in known if one}
        told = [*ANY.finditer(words), *ROUND.finditer(words)] if alike and pattern.search(words) else []
        yield from (found.span("n") for found in told if _is_one_beside(found, alike))


def _is_one_beside(found: re.Match[str], alike: Collection[tuple[Fraction | None, bool]]) -> bool:
    """Whether a number is one that is known beside a figure, or so near to it as its hedge says."""
    said, is_percent = number(found["n"]), bool(found["percent"])
    if not ROUND.made(found):
        return (said, is_percent) in alike
    near = (value for value, of in alike if of is is_percent and value is not None)
    return any(is_hedged_so(found, said, value, is_percent=is_percent) for value in near)


def _rests(manuscript: Manuscript, one: Said, known: Known) -> Iterator[Fraction]:
    """How many of what a figure counts, or counts among, did not."""
    whole = stated(known.aside.whole) if known.aside else None
    if whole is not None and whole.value is not None and not one.printed.is_percent:
        yield whole.value - (one.printed.value or Fraction(0))
    if "=" not in one.ref and (one.printed.is_percent or one.kind.endswith("|base")):
        counts = [value for value in _counts(manuscript, known) if value is not None]
        yield from (whole - value for whole in counts for value in counts if whole > value)


def _wholes(manuscript: Manuscript, one: Said, known: Known) -> Iterator[Fraction | None]:
    """What a figure is counted among, or all of which it counts a group."""
    whole = stated(known.aside.whole) if known.aside else None
    if whole is not None:
        yield whole.value
    code, when = (one.ref.split("|") + [""])[:2]
    for name in ("base", "count") if "=" in one.ref else ("base",):
        yield value_of(manuscript.figures.get(f"{code}|{when}|{name}"))
    for ref, other in manuscript.figures.items():
        if other.aside and ref == f"{code}|{when}|count" and (of_it := stated(other.aside.whole)):
            yield of_it.value


def _sums(sentence: Sentence, words: str) -> Iterator[Place]:
    """What some of the counts of the sentence make together."""
    counts = sentence.values(is_percent=False)
    sums = {sum(some) for size in range(2, len(counts) + 1) for some in combinations(counts, size)}
    for found in SUM.finditer(words) if TOGETHER.search(words) else ():
        if number(found.group()) in sums:
            yield found.span()
    yield from _before_brackets(sentence, words)
    yield from _sums_of_shares(sentence, words)


def _sums_of_shares(sentence: Sentence, words: str) -> Iterator[Place]:
    """“Whoever adds up 30.9%, 25.0% and 19.9% gets 75.8%”: shares of one whole."""
    shares = [
        (one.printed.value or Fraction(0), known.code) for one, known in sentence.ours if "=" in one.ref
    ]
    some = (some for size in range(2, len(shares) + 1) for some in combinations(shares, size))
    sums = {sum(value for value, _ in alike) for alike in some if len({code for _, code in alike}) == 1}
    for found in ANY.finditer(words) if sums and ADDED.search(words) else ():
        if found["percent"] and number(found["n"]) in sums:
            yield found.span("n")


def _before_brackets(sentence: Sentence, words: str) -> Iterator[Place]:
    """“30 came from October to March (16 and 14)”."""
    for bracket in IN_BRACKETS.finditer(sentence.words):
        inside = [one for one in sentence.figures if bracket.start() < one.start < bracket.end()]
        counts = [one.printed.value or Fraction(0) for one in inside if not one.printed.is_percent]
        before = [m for m in SUM.finditer(words, 0, bracket.start()) if number(m.group()) == sum(counts)]
        yield from (found.span() for found in before[-1:] if len(counts) > 1)


def _some(manuscript: Manuscript, sentence: Sentence, found: re.Match[str]) -> Iterator[Fraction]:
    """How many of a whole there may be: those in brackets or the others, else any that the report counts."""
    whole = next(((one, known) for one, known in sentence.ours if one.start == found.end()), None)
    if whole is None or whole[0].printed.value is None:
        return
    of, known = whole[0].printed.value, whole[1]
    told = [
        x.printed.value
        for x in sentence.figures
        if sentence.words[: x.start].endswith("(") and not x.printed.is_percent
    ]
    shares = [value_of(manuscript.figures.get(_count_of(one))) for one, _ in sentence.ours if "=" in one.ref]
    for value in (*shares, *(told or _counts(manuscript, known))):
        if value is not None and value <= of:
            yield from (value, of - value)


def _counts(manuscript: Manuscript, known: Known) -> Iterator[Fraction | None]:
    """The counts of the measure of a figure in its period."""
    for other in manuscript.figures.values():
        if other.code == known.code and other.period == known.period and not other.text.endswith("%"):
            yield value_of(other)
