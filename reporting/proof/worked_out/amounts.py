"""Numbers that an author types and a reader works out from the figures of the sentence: “about 95% (94.7%)”,
“ten more (136 and 126)”, “six points below our target”, “four left for every five who came”."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, permutations

from reporting.proof.manuscript import Known
from reporting.proof.meaning.negation import is_turned
from reporting.proof.no_figures import without_them
from reporting.proof.number_words import BUT
from reporting.proof.pattern import Pattern
from reporting.proof.periods import span
from reporting.proof.sentence import Said, Sentence
from reporting.proof.stated import Stated, rounded, stated
from reporting.proof.whose import counts_other_things, counts_the_same
from reporting.proof.worked_out.numbers import CLOSE_POINTS, CLOSE_TO, HEDGE, N, is_hedged_so, number
from reporting.proof.worked_out.of_every import so_many_of_every
from statute.clock_words import MONTHS

PER_CENT = r"\s?(?:%|per\s+cent\b)"
POINTS = r"\s+(?:of\s+an?\s+)?(?:percentage[\s-]+)?points?\b"
ROUND = Pattern(rf"\b{HEDGE}(?P<n>{N})(?P<percent>{PER_CENT})?(?!{POINTS})(?![\d-])", re.IGNORECASE)
CHANGE = (
    r"(?:rise|fall|increase|drop|decrease|reduction|change|growth|improvement|decline|gain|loss|difference"
    r"|gap)"
)
VERB = (
    r"(?:rose|risen|grew|grown|increased|climbed|improved|gained|went\s+up|fell|fallen|dropped|decreased"
    r"|declined"
    r"|dipped|reduced|worsened|went\s+down)"
)
BY = Pattern(
    rf"\b(?:(?:{VERB}\s+)?by|{CHANGE}\s+(?:of|was|is|came\s+to|:)|{VERB}|up|down|(?:,|\bor"
    rf"|\bthat\s+is)(?=\s+(?:[a-z]+\s+)?"
    rf"{N}{PER_CENT}))\s+(?:{HEDGE})?(?P<n>{N})"
    rf"(?:(?P<points>{POINTS})|(?P<percent>{PER_CENT}))?",
    re.IGNORECASE,
)
APART = Pattern(
    rf"\b(?:{HEDGE})?(?P<n>{N})(?P<points>{POINTS})?(?:\s+[a-z]+){{0,2}}?"
    r"\s+(?P<way>more|fewer|less|higher|lower|better|worse|above|below|short\s+of|ahead\s+of|up|down"
    r"|behind|off"
    r"|shy\s+of|adrift|away|apart)\b",
    re.IGNORECASE,
)
SO_FAR_APART = Pattern(rf"\b(?:{HEDGE})?(?P<n>{N})(?P<points>{POINTS})", re.IGNORECASE)
RATIO = Pattern(
    rf"\b(?P<about>about\s+|roughly\s+|nearly\s+|almost\s+)?(?:(?<!aged )(?P<a>{N})\s+to\s+(?P<b>one|1)\b"
    rf"|by\s+(?P<c>{N})\s+to\s+(?P<d>{N})\b|ratio\b[^.;]{{0,80}}?\b(?P<e>{N})\s+to\s+(?P<f>{N})\b)",
    re.IGNORECASE,
)
OF_EVERY = Pattern(
    rf"\b(?P<about>about\s+|roughly\s+|nearly\s+|almost\s+|around\s+|some\s+)?(?P<a>{N})\s+[^.;\d]{{2,60}}?"
    rf"\s+for\s+(?:every|each)\s+(?P<b>{N}\b)?",
    re.IGNORECASE,
)
"""“Six came for every five who left”."""
FOR_EVERY = Pattern(
    rf"\bfor\s+(?:each|every)\s+(?P<b>{N}\s+)?(?P<what>[a-z][^;.]{{2,70}}?)[\s,]+"
    rf"(?P<about>about\s+|roughly\s+|nearly\s+|almost\s+|around\s+|some\s+)?(?P<a>{N})\s+(?!of\b|year"
    rf"|month|week|day)",
    re.IGNORECASE,
)
EVERY = Pattern(r"\b(?:every|each|all|always|both)\b(?!\s+(?:of\s+)?(?:reviews|children))", re.I)
DATE = rf"\b(?:\d{{1,2}}\s+(?:{'|'.join(MONTHS)})|(?:19|20)\d\d(?:\s?[-/–]\s?\d\d)?)\b"
EXACT = Pattern(
    rf"\b(?P<n>{N})(?P<percent>{PER_CENT})?(?!{POINTS})(?![\d-])(?=(?:[^.;\d]|{DATE}){{0,60}}?(?:[(:–]"
    rf"|,\s+that\s+is,?)\s*\d)",
    re.IGNORECASE,
)
"""“Nine children had three or more homes (9 of 136)”."""
GOAL = Pattern(
    rf"\b(?P<n>{N}){PER_CENT}\s+(?:target|goal|standard)\b"
    rf"|\b(?:target|goal|standard)\b[^.;\d]{{0,30}}?(?:\s+(?:of|is|was|at)|:)\s+(?P<m>{N}){PER_CENT}"
    rf"|\b(?:aim|aimed|ambition|wanted|hoped)\b[^.;\d]{{0,40}}?\s(?P<aim>{N}){PER_CENT}"
    rf"|\b(?P<ours>{N}){PER_CENT}\s+(?:that\s+|which\s+)?(?:we|the\s+(?:council|service))\s+"
    r"(?:aim(?:ed)?|hoped?|want(?:ed)?|promised?|set|ask(?:ed)?)\b",
    re.IGNORECASE,
)
REST = Pattern(
    rf"\b(?P<n>{N})\s+(?:[a-z]+\s+){{0,2}}?(?:(?:were|was|did|had|have|has|are"
    rf"|could)\s+(?:held\s+)?(?:not|late|missed)\b"
    rf"|missed\b|others?\b|ran\s+late\b|(?:[a-z]+\s+){{0,3}}?(?:elsewhere|not|without|otherwise"
    rf"|remain\w*|left"
    rf"|missing|late|outstanding)\b)|\b(?:other|remaining|rest,|leav(?:es|ing)|left)\s+(?P<rest>{N})\b"
    rf"|\ball\s+(?:[a-z]+\s+){{0,3}}?{BUT}\s+(?P<but>{N})\b",
    re.IGNORECASE,
)
"""“306 were in time and 17 were not (323 in all)”."""
EACH = Pattern(
    rf"\b(?:average|mean)\s+of\s+(?:{HEDGE})?(?P<n>{N})\b(?:\s+[a-z]+){{0,3}}?\s+(?:a|each|every|per"
    rf"|in\s+a)\s+"
    rf"(?P<time>month|week|quarter)\b|\b(?:(?P<some>about|around|roughly|some|nearly)\s+)?(?P<m>{N})"
    r"(?:\s+[a-z]+){0,3}?\s+(?:a|each|every|per|in\s+a)\s+(?P<of>month|week|quarter)\b",
    re.IGNORECASE,
)
AGO = Pattern(
    r"[^.,;:(\d]{0,25}?\b(?:than|on)\s+(?:in\s+|at\s+|for\s+)*(?:(?:the\s+|a\s+)?(?:last|previous"
    r"|prior)\s+year"
    r"|(?:the\s+|a\s+)?year\s+(?:before|earlier|ago))\b",
    re.IGNORECASE,
)
"""“Ten more than in the year before” is told of one measure, not of two of the sentence."""
MORE, FEWER = ("more", "higher", "above", "up"), ("fewer", "less", "lower", "below", "down")
BETWEEN = Pattern(
    rf"(?<![\d.])\b(?P<n>{N})(?:{PER_CENT})?\s*(?:and|to|–"
    rf"|-)\s*(?P<m>{N})(?![\d.]*\d)(?P<percent>{PER_CENT})?",
    re.IGNORECASE,
)
"""“Between 12 and 16 in each quarter (14, 12, 16, 14)”."""
PART_OF = Pattern(r"\s*(?:[a-z]+\s+)?of\s+(?:the\s+|our\s+|all\s+)*$", re.IGNORECASE)
TIMES = {"month": 12, "week": 52, "quarter": 4}
YEAR = 360
"""Days, at the least."""
WHOLE_POINTS = {3: Fraction(3, 10), 5: Fraction(45, 100)}
"""How far so many whole points, or more, may be from the exact ones."""
NEAR, ABOUT = Fraction(1, 10), Fraction(1, 5)
"""How far a ratio, as a part of itself, may be from that in words."""
Place = tuple[int, int]


def proved(sentence: Sentence) -> Iterator[Place]:
    """Where in the sentence numbers stand that follow from its figures."""
    for found in ROUND.finditer(sentence.words):
        if (beside := _beside(found, sentence)) and all(_rounds(found, one, sentence) for one in beside):
            yield found.span("n")
    for found in EXACT.finditer(sentence.words):
        is_hedged = re.search(rf"\b{HEDGE}$", sentence.words[: found.start()], re.IGNORECASE)
        if not is_hedged and any(
            _is_it(found, one, sentence) for one in (*_beside(found, sentence)[:1], *_bracketed(sentence))
        ):
            yield found.span("n")
    yield from (*_means(sentence), *_ends_of_a_range(sentence))
    yield from one_step(sentence)
    for _, places, is_right in _ratios(sentence):
        yield from places if is_right else ()


def one_step(sentence: Sentence) -> Iterator[Place]:
    """Where numbers stand that are the target or the rest of its figures, or how far two lie apart."""
    yield from _of_others(sentence)
    words = without_them(sentence.words)
    for found in (m for pattern in (BY, APART, SO_FAR_APART) for m in pattern.finditer(words)):
        if _differs(found, sentence):
            yield found.span("n")


def proved_apart(sentence: Sentence, earlier: Sequence[Said]) -> Iterator[Place]:
    """Where a number stands by which a figure lies from that of an earlier sentence: “This is ten more”."""
    pairs = [
        (other.printed, one.printed)
        for one, _ in sentence.ours
        for other in earlier
        if other.kind == one.kind
    ]
    words = without_them(sentence.words)
    for found in (m for pattern in (BY, APART, SO_FAR_APART) for m in pattern.finditer(words)):
        are_shares = bool(found["points"]) or "." in found["n"]
        alike = [pair for pair in pairs if pair[0].is_percent is are_shares]
        if any(_is_apart(found, number(found["n"]), *pair) for pair in alike):
            yield found.span("n")


def hedged(words: str) -> dict[str, re.Match[str]]:
    """The round numbers of words, each with its hedge: “more than 300”."""
    return {f"{found['n']}{found['percent'] or ''}": found for found in ROUND.finditer(words)}


def may_stand_for(known: Known, found: re.Match[str], words: str) -> bool:
    """Whether a round number may be meant for a figure that stands elsewhere: near it, and of the same."""
    printed, is_percent = stated(known.text), bool(found["percent"])
    if printed is None or printed.value is None or not known.is_known or printed.is_percent is not is_percent:
        return False
    one = Said(0, 0, printed, known, "")
    is_near = is_hedged_so(found, number(found["n"]), printed.value, is_percent=is_percent)
    return is_near and counts_the_same(words[found.end() :], one, known)


def wrong_ratios(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """“two to one (56 to 46)”."""
    for words, _, is_right in _ratios(sentence):
        if not is_right:
            counts = " and ".join(one.printed.text for one in sentence.figures)
            yield "claim", f"“{words}” is said of {counts}. Choose words that fit, or check the figure."


def _beside(found: re.Match[str], sentence: Sentence) -> list[Said]:
    """The figures that a round number speaks of: the next of its kind, else the last before; all of
    them where it says “every quarter”."""
    alike = [one for one in sentence.figures if one.printed.is_percent is bool(found["percent"])]
    if EVERY.search(sentence.words):
        return alike
    after = [one for one in alike if one.start >= found.end()]
    if after and PART_OF.fullmatch(sentence.words[found.end() : after[0].start]):
        after = after[1:]  # more than 320 of the 323
    return (after or alike[-1:])[:1]


def _bracketed(sentence: Sentence) -> Iterator[Said]:
    """The figures that stand first in brackets."""
    yield from (one for one in sentence.figures if sentence.words[: one.start].endswith("("))


def _is_it(found: re.Match[str], one: Said, sentence: Sentence) -> bool:
    """Whether a number is that of the figure that follows, of the same."""
    other = bool(one.known) and counts_other_things(sentence.words[found.end() :], one, one.known)
    return one.start >= found.end() and number(found["n"]) == one.printed.value and not other


def _of_others(sentence: Sentence) -> Iterator[Place]:
    """Numbers that are the target, or the rest of two counts."""
    yield from proved_targets(sentence, [known for _, known in sentence.ours])
    apart = {
        abs((one.printed.value or Fraction(0)) - (other.printed.value or Fraction(0)))
        for one, other in combinations(sentence.figures, 2)
        if not (one.printed.is_percent or other.printed.is_percent or _is_of_another_whole(one, other))
    }
    for found in REST.finditer(sentence.words):
        name = next(name for name in ("n", "but", "rest") if found[name])
        if number(found[name]) in apart:
            yield found.span(name)


def _is_of_another_whole(one: Said, other: Said) -> bool:
    """Whether one of two counts is counted among others than the larger one."""
    part, whole = sorted((one, other), key=lambda said: said.printed.value or Fraction(0))
    own = stated(part.known.aside.whole) if part.known and part.known.aside else None
    return own is not None and own.value != whole.printed.value


def proved_targets(sentence: Sentence, figures: Sequence[Known]) -> Iterator[Place]:
    """Where the target of one of the figures stands."""
    targets = [stated(known.aside.target) for known in figures if known.aside]
    for found in GOAL.finditer(sentence.words):
        name = next(name for name in ("n", "m", "aim", "ours") if found[name])
        if any(goal and goal.value == number(found[name]) for goal in targets):
            yield found.span(name)


def _means(sentence: Sentence) -> Iterator[Place]:
    """“An average of 27 a month (323 in the year)”."""
    for found in EACH.finditer(sentence.words):
        if any(_is_mean(found, one, known) for one, known in sentence.ours):
            yield found.span("n" if found["n"] else "m")


def _ends_of_a_range(sentence: Sentence) -> Iterator[Place]:
    """A range in which the lowest and the highest of several figures lie, next to its ends."""
    printed = {one.start for one in sentence.figures}
    for found in BETWEEN.finditer(sentence.words):
        values = sentence.values(is_percent=bool(found["percent"]))
        if len(values) < 2 or printed & {found.start("n"), found.start("m")}:
            continue
        low, high = min(values) - number(found["n"]), number(found["m"]) - max(values)
        near = CLOSE_POINTS if found["percent"] else max(CLOSE_TO * max(values), Fraction(1))
        if 0 <= low <= near and 0 <= high <= near:
            yield from (found.span("n"), found.span("m"))


def _is_mean(found: re.Match[str], one: Said, known: Known) -> bool:
    """Whether the count of a year is so many a month, a week or a quarter."""
    of, value = span(known.period), one.printed.value
    if of is None or value is None or one.printed.is_percent or (of[1] - of[0]).days < YEAR:
        return False
    exact = value / TIMES[(found["time"] or found["of"]).lower()]
    return abs(exact - number(found["n"] or found["m"])) <= max(Fraction(1, 2), exact / 20)


def _rounds(found: re.Match[str], one: Said, sentence: Sentence) -> bool:
    """Whether a number is the figure rounded, or all that it leaves, and counts what it counts."""
    value, is_percent = one.printed.value, bool(found["percent"])
    if value is None or one.printed.is_percent is not is_percent:
        return False
    if one.known and counts_other_things(sentence.words[found.end() :], one, one.known):
        return False
    said = number(found["n"])
    is_rest = (
        is_percent and is_turned(sentence.words) and is_hedged_so(found, said, 100 - value, is_percent=True)
    )
    return is_rest or is_hedged_so(found, said, value, is_percent=is_percent)


def _differs(found: re.Match[str], sentence: Sentence) -> bool:
    """Whether a number is how far two figures lie apart, or one from what is known beside it."""
    said = number(found["n"])
    percent = found.groupdict().get("percent")
    is_than = AGO.match(sentence.words, found.end())
    pairs = [
        pair for pair in _pairs(sentence, of_one=bool(is_than)) if pair[0].is_percent is bool(found["points"])
    ]
    pairs += [pair for pair in _besides(sentence) if _is_that_way(found, *pair)]
    if percent:
        return any(_same(found, said, growth, is_rounded=True) for growth in map(_growth, pairs))
    are_shares = bool(found["points"]) or "." in found["n"]
    return any(_is_apart(found, said, *pair) for pair in pairs if pair[0].is_percent is are_shares)


def _is_that_way(found: re.Match[str], one: Stated, other: Stated) -> bool:
    """Whether a figure lies on the side of the other that is said: “21 more” of 56, which was 77."""
    way, apart = found.groupdict().get("way"), (one.value or Fraction(0)) - (other.value or Fraction(0))
    return not way or not (way.lower() in MORE and apart < 0 or way.lower() in FEWER and apart > 0)


def _growth(pair: tuple[Stated, Stated]) -> Fraction:
    """By how many per cent of the other a count lies from it."""
    one, other = (printed.value or Fraction(0) for printed in pair)
    return 100 * abs(one - other) / other if other else Fraction(0)


def is_apart_by(found: re.Match[str], pairs: Sequence[tuple[Stated, Stated]]) -> bool:
    """Whether a number is how far the two of one of the pairs lie apart."""
    are_shares = bool(found.groupdict().get("points")) or "." in found["n"]
    return any(
        _is_that_way(found, *pair) and _is_apart(found, number(found["n"]), *pair)
        for pair in pairs
        if pair[0].is_percent is are_shares
    )


def _is_apart(found: re.Match[str], said: Fraction, one: Stated, other: Stated) -> bool:
    slack = one.half_unit + other.half_unit if one.is_percent else Fraction(0)
    if one.is_percent and "." not in found["n"]:
        slack = max([slack, *(wide for points, wide in WHOLE_POINTS.items() if said >= points)])
    return _same(found, said, abs((one.value or Fraction(0)) - (other.value or Fraction(0))), slack)


def _same(
    found: re.Match[str],
    said: Fraction,
    exact: Fraction,
    slack: Fraction = Fraction(0),
    *,
    is_rounded: bool = False,
) -> bool:
    """Whether a number is the exact one: growth may be rounded, points and counts may not."""
    decimals = len(found["n"].partition(".")[2])
    hedged = found.groupdict()
    if any(hedged.get(name) for name in ("over", "under", "nearly", "about")):
        return is_hedged_so(found, said, exact, is_percent=False)
    return abs(exact - said) <= slack or is_rounded and rounded(exact, decimals) == said


def _pairs(sentence: Sentence, *, of_one: bool) -> Iterator[tuple[Stated, Stated]]:
    """Two figures of a kind, each first."""
    for one, other in permutations(sentence.figures, 2):
        if one.printed.is_percent is other.printed.is_percent and (not of_one or one.kind == other.kind):
            yield one.printed, other.printed


def _besides(sentence: Sentence) -> Iterator[tuple[Stated, Stated]]:
    """Each figure with what is known beside it; the year before where the sentence does not print it."""
    kinds = [one.kind for one, _ in sentence.ours]
    for one, known in sentence.ours:
        aside, is_alone = known.aside, kinds.count(one.kind) == 1
        for text in (aside.before if is_alone else "", aside.target, aside.england) if aside else ():
            beside = stated(text)
            if beside is not None and beside.value is not None:
                yield one.printed, beside


def _ratios(sentence: Sentence) -> Iterator[tuple[str, tuple[Place, ...], bool]]:
    """Each ratio in words beside two counts, where its numbers stand, and whether it fits."""
    yield from so_many_of_every(sentence)
    counts = sentence.values(is_percent=False)
    if len(counts) == len(sentence.figures) == 2 and all(counts):
        yield from _to_one(sentence, counts[0] / counts[1])
        yield from _for_every(sentence, counts[1] / counts[0])


def _to_one(sentence: Sentence, exact: Fraction) -> Iterator[tuple[str, tuple[Place, ...], bool]]:
    for found in RATIO.finditer(sentence.words):
        names = next(two for two in ("ab", "cd", "ef") if found[two[0]])
        if any(one.start in found.span(name) for one in sentence.figures for name in names):
            continue  # the counts themselves
        said = number(found[names[0]]) / (number(found[names[1]]) or Fraction(1))
        yield " ".join(found.group().split()), tuple(map(found.span, names)), _is_near(found, said, exact)


def _for_every(sentence: Sentence, exact: Fraction) -> Iterator[tuple[str, tuple[Place, ...], bool]]:
    told = [(found, exact) for found in FOR_EVERY.finditer(sentence.words)]
    told += [(found, 1 / exact) for found in OF_EVERY.finditer(without_them(sentence.words))]
    for found, exact in told:
        if any(one.start in (found.start("a"), found.start("b")) for one in sentence.figures):
            continue
        said = number(found["a"]) / (number(found["b"].strip()) if found["b"] else 1)
        places = (found.span("a"), *((found.span("b"),) if found["b"] else ()))
        yield " ".join(found.group().split()), places, _is_near(found, said, exact)


def _is_near(found: re.Match[str], said: Fraction, exact: Fraction) -> bool:
    return abs(exact - said) <= (ABOUT if found["about"] else NEAR) * said
