"""One group beside others: “Adolescents were the least well served”, “second reviews did better than first
ones (86.8% against 94.0%)”. Which figure is of which is told by the names of the groups and measures."""

import re
from collections.abc import Iterator
from fractions import Fraction

from reporting.proof.borne_out.words import A_WORRY, OFTEN_SO, way_of
from reporting.proof.manuscript import Known, Manuscript
from reporting.proof.meaning.beside import group_of, head_of, others, part_of
from reporting.proof.meaning.naming import SPOKEN
from reporting.proof.meaning.negation import UNCERTAIN, counts_the_rest, is_turned
from reporting.proof.move_words import HEDGED
from reporting.proof.moves import is_near
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Said, Sentence, is_denied
from reporting.proof.shares import CORRECTS, FRACTION
from reporting.proof.whose import A_PART

HAPPENS = (
    r"(?:use[ds]?|rel(?:y|ied)\s+on|cho(?:ose|se|sen)|seen?|found|recorded|named|given|occur(?:s|red)?"
    r"|happen(?:s|ed)?)"
)
HIGHEST = (
    rf"{HAPPENS}\s+most|highest|largest|biggest|greatest|commonest|busiest|main|most\s+(?:{OFTEN_SO}"
    rf"|numerous)|most(?={A_WORRY})"
)
LOWEST = (
    rf"{HAPPENS}\s+least|lowest|smallest|fewest|rarest|quietest|least(?:\s+(?:common|frequent|often"
    rf"|numerous))"
)
KEPT = (
    r"(?:kept|held|met|maintained|observed|adhered\s+to|respected|honoured|upheld|secured|achieved|managed"
    r"|assured|preserved|followed|done)"
)
ILL = (
    r"(?:poorly|badly|loosely|unevenly|erratically|patchily|irregularly|unreliably|inconsistently|barely"
    r"|narrowly)"
)
WELL = (
    r"(?:securely|faithfully|reliably|punctually|consistently|dependably|firmly|closely|strictly|promptly"
    r"|regularly|steadily|rigorously|scrupulously|diligently|religiously|surely|tightly|dutifully|loyally)"
)
KEPT_WELL = rf"most\s+{WELL}\s+{KEPT}|{KEPT}\s+most\s+{WELL}"
KEPT_ILL = rf"(?:most\s+{ILL}|least\s+{WELL})\s+{KEPT}|{KEPT}\s+(?:most\s+{ILL}|least\s+{WELL})"
"""“Most securely maintained”, “kept most faithfully”."""
SO = r"(?:reliable|punctual|timely|successful|well)"
BEST = rf"best|strongest|timeliest|firmest|safest|surest|soundest|{KEPT_WELL}|most\s+{SO}"
WORST = rf"worst|weakest|poorest|slowest|shakiest|loosest|{KEPT_ILL}|least\s+{SO}"
MOST = Pattern(
    rf"\b(?:(?P<high>{HIGHEST})|(?P<low>{LOWEST})|(?P<best>{BEST})|(?P<worst>{WORST}))\b", re.IGNORECASE
)
NOT_OF_ALL = Pattern(
    r"\b(?:years?|ever|on\s+record|since|England|region|councils?|neighbours|months?|quarters?)\b", re.I
)
"""Of times and of councils other checks speak."""
SOME_OF = Pattern(
    r"\b(?:(?:among|one\s+of|some\s+of|second|third|next|joint|at)\s+(?:the\s+)?|even\s+the\s+)$",
    re.IGNORECASE,
)
SEVERAL = Pattern(
    r"(?:\s+(?!(?:for|of|in|at|to|on|with|by|from|among|as|was|is)\b)[a-z]+){0,2}?\s+[a-z]{3,}s\b(?<!ss)",
    re.IGNORECASE,
)
WERE = Pattern(r"\)?,?\s+(?:together\s+|both\s+)?(?:were|are|remain|make\s+up)\b", re.IGNORECASE)
"""“The main needs” are those of several groups, and so is what two of them “were”."""
MORE = (
    r"more|higher|greater|larger|bigger|(?:behind|below)\s+wh(?:ich|om)|(?:ahead|above)(?!\s+(?:of\s+)?wh)"
    r"|superior\s+to|outnumber(?:ed|s)?|exceed(?:ed|s)?|outstripped"
)
OUTDOES = (
    r"out(?:do(?:es)?|did|done|perform(?:s|ed)?|class(?:es|ed)?|sh[io]nes?|pac(?:es?|ed)|rank(?:s|ed)?)"
    r"|beat(?:s|en)?|surpass(?:es|ed)?|overt(?:ook|akes?|aken)|eclips(?:es|ed)|top(?:s|ped)"
)
FEWER = (
    r"fewer|less|lower|smaller|(?:behind|below)(?!\s+wh)|(?:above|ahead\s+of)\s+wh(?:ich|om)|inferior\s+to"
    r"|(?:could|can|did|does|do)\s+not\s+(?:quite\s+)?(?:match|equal|catch|rival)|no\s+match\s+for"
    r"|(?:had\s+to\s+|must\s+)?(?:yield(?:s|ed)?|g[ia]ves?\s+way)\s+to"
)
"""“Behind which” puts the first before the second."""
COMPARED = Pattern(
    rf"\b(?:(?P<high>{MORE}|in\s+the\s+majority)|(?P<low>{FEWER}|in\s+the\s+minority)|(?P<best>better"
    rf"|stronger|timelier|leads|led|{OUTDOES})|(?P<worst>worse|trail(?:s|ed)?|lag(?:s|ged)?"
    rf"|weaker|poorer"
    rf"|slower))\b(?!(?:\s+often)?\s+than\s+(?:{FRACTION}|\d|(?:that|this)\b)|\s+(?:homes|moves|placements)\b"
    r"|\s+(?:than\s+)?(?:(?:our|the|its|their|own|all|of)\s+)*(?:targets?|goals?|England|national"
    r"|average|service)\b|\s+(?:the\s+)?ages?\b)",
    re.IGNORECASE,
)
LEVEL = Pattern(
    r"\b(?:neck\s+and\s+neck|match(?:ed|es)|equall(?:ed|s)|(?:drew|draws)\s+level|caught\s+up"
    r"|(?<!times\s)(?<!twice\s)(?<!half\s)as\s+(?:common|frequent|numerous|likely|large|high|good"
    r"|punctual|timely|reliable|well|prompt|often)\s+as|level(?:\s+pegging)?|on\s+a\s+par"
    r"|alike|equally|no\s+different|the"
    r"\s+same\s+as|(?P<equal>equal(?:\s+in\s+number)?|in\s+equal\s+numbers|equally\s+many|identical))\b",
    re.IGNORECASE,
)
THAN, TO_WHAT = Pattern(r"\bthan\b", re.IGNORECASE), Pattern(r"\b(?:against|to|of)\b", re.IGNORECASE)
A_LABEL = Pattern(
    r"\s+(?:needs?|reasons?|causes?|category)\s+(?:for|of|in|with)\s+(?:about\s+|only\s+|just\s+)?\d",
    re.IGNORECASE,
)
"""“Was the main need for 14.3%” says which need each of them had, not that it is the commonest."""
AND = Pattern(r"\s*(?:,|and|to|against)\s*", re.IGNORECASE)
"""“The weakest (98.0% and 88.4%)” may be either."""
LATE = Pattern(r"\s+(?:[a-z]+\s+){0,2}?(?:late|overdue|missed)\b", re.IGNORECASE)
"""“Most often late” of the share in time."""
DELAY_WAS = Pattern(
    r"\b(?:delays?|lateness|slippage|lapses|overruns?|failures?)\s+(?:to\s+[a-z]+\s+)?(?:is|are|was"
    r"|were|proved"
    r"|remained)\s+(?:the\s+|at\s+its\s+|at\s+their\s+)?$",
    re.IGNORECASE,
)
"""“Delay was rarest at first reviews”."""
EVEN, STILL = Pattern(r"\beven\s+$", re.IGNORECASE), Pattern(r"\s+(?:still|yet)\b", re.IGNORECASE)
NEARLY = Fraction(15, 100)
NOT_FAR = 40
LEAST_GROUPS = 3
BY = Pattern(r"\s+by\b", re.IGNORECASE)
OUTDOING = Pattern(OUTDOES, re.IGNORECASE)
"""Who overtakes another has more, also of what is neither good nor bad."""
ANOTHER = Pattern(r"[\s),;]*(?:and|but|while|whilst|whereas|with)\s+[^,;:.]{3,60},", re.IGNORECASE)
"""What begins another clause with a subject of its own."""
DULL = frozenset({"with", "from", "their", "that", "this", "which", "the", "and", "for", "its", "own", "all"})


def wrong_groups(manuscript: Manuscript, sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each group that is called the best or the largest and is not, and of each
    group that is laid on the wrong side of another."""
    if not NOT_OF_ALL.search(sentence.words):
        yield from _most(manuscript, sentence)
    yield from _compared(sentence)


def names_of_groups(manuscript: Manuscript, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Where the sentence names a group of the kind of its figures by its numbers: 10 to 15."""
    names = {group_of(one.ref)[1] for one, _ in sentence.ours}
    names |= {name for one, _ in sentence.ours for name, *_ in others(manuscript.figures, one)}
    for group in sorted(names):
        numbers = re.findall(r"\d+", group)
        if len(numbers) < 2 and group not in {group_of(one.ref)[1] for one, _ in sentence.ours}:
            continue  # a single number may be anything
        name = r"\s*(?:to|-|–|and)\s*".join(numbers)
        for found in re.finditer(rf"(?<![\d.]){name}(?!\d|\.\d|%)", sentence.words) if numbers else ():
            if found.start() not in {other.start for other in sentence.figures}:
                yield found.span()


def _most(manuscript: Manuscript, sentence: Sentence) -> Iterator[tuple[str, str]]:
    grouped = [(one, known) for one, known in sentence.ours if group_of(one.ref)[1]]
    told = [
        found
        for found in MOST.finditer(sentence.words)
        if not (
            SOME_OF.search(sentence.words[: found.start()])
            or is_denied(sentence.words, found.start())
            or A_LABEL.match(sentence.words, found.end())
        )
    ]
    for found in told if grouped else ():
        yield from _most_of(manuscript, sentence, found, grouped)


def _most_of(
    manuscript: Manuscript, sentence: Sentence, found: re.Match[str], grouped: list[tuple[Said, Known]]
) -> Iterator[tuple[str, str]]:
    """The figure that follows is called the highest, or that which stands beside it."""
    after = [pair for pair in grouped if pair[0].start >= found.end()]
    one, known = after[0] if after else grouped[-1]
    alike = {group_of(x.ref)[1] for x, _ in grouped if head_of(x.ref) == head_of(one.ref)}
    is_of_several = SEVERAL.match(sentence.words, found.end()) or (
        not after and WERE.match(sentence.words[one.end : found.start()])
    )
    several = alike if is_of_several else set()
    wrong = [*_beyond(manuscript, found, one, known, several)]
    beside = [pair for pair in after[1:2] if AND.fullmatch(sentence.words, one.end, pair[0].start)]
    if not beside or [*_beyond(manuscript, found, *beside[0], several)]:
        yield from wrong


def _beyond(
    manuscript: Manuscript, found: re.Match[str], one: Said, known: Known, several: set[str]
) -> Iterator[tuple[str, str]]:
    """A group that lies beyond the one that is called the best or the largest, or beyond several of them."""
    way, value = _way(found, known), one.printed.value or Fraction(0)
    is_of_late = LATE.match(found.string, found.end()) or DELAY_WAS.search(found.string[: found.start()])
    if is_of_late and not counts_the_rest(known.what):
        way = -way
    rest = [group for group in others(manuscript.figures, one) if group[0] not in several]
    beyond = [(name, other) for name, other, number in rest if (number - value) * way > 0]
    if way and beyond and len(rest) + 1 >= LEAST_GROUPS:
        name, other = beyond[0]
        said = f"“{found.group()}” is said of {one.printed.text}, but {name} has {other.text}."
        yield "claim", f"{said} Choose words that fit, or check the figure."


def _way(found: re.Match[str], known: Known) -> int:
    """1 where the word says more, -1 where it says less, 0 where neither way is good."""
    if found.group().lower() == "outnumbered" and BY.match(found.string, found.end()):
        return -1
    good = 0 if known.is_more_better is None else 1 if known.is_more_better else -1
    if found["high"] or found["low"]:
        return way_of(found, good, 1 if found["high"] else -1)
    if not good:
        return 1 if OUTDOING.fullmatch(found.group()) else 0
    return good if found["best"] else -good


def _compared(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """Two figures of one measure and time, of two groups: the words before “than” name the one, those after
    it the other; else they stand in the order of the groups."""
    ours = [*_without_wholes(sentence)]
    if len({head_of(one.ref) for one, _ in ours}) == 1 and len(ours) > 2:
        low, high = (
            end((one for one, _ in ours), key=lambda one: one.printed.value or 0) for end in (min, max)
        )
        yield from _level(sentence, low, high)
    if len(ours) != 2 or len(sentence.figures) != len(sentence.ours) or UNCERTAIN.search(sentence.words):
        return
    (first, known), (second, other) = ours
    is_alike = known.code == other.code and known.period == other.period and first.kind != second.kind
    is_alike = is_alike and group_of(first.ref)[0] == group_of(second.ref)[0]  # no part and its whole
    if is_alike and part_of(first.ref) == part_of(second.ref):
        yield from _level(sentence, first, second)
        yield from _more_or_less(sentence, first, second, known)


def _more_or_less(sentence: Sentence, first: Said, second: Said, known: Known) -> Iterator[tuple[str, str]]:
    words = sentence.words
    found = next((one for one in COMPARED.finditer(words) if not CORRECTS.search(words[: one.start()])), None)
    if found is None or is_denied(sentence.words, found.start()):
        return
    if _is_a_row(words):  # what came better still lies beyond the one before it
        found, first, second = [*COMPARED.finditer(words)][-1], second, first
        return (yield from _wrong_way(found, first, second, _way(found, known)))
    way = _way(found, known)
    if is_turned(_around(sentence, found)) is not counts_the_rest(known.what):
        way = -way  # “more often late” of those in time
    told = (sentence.words, found, first, second)
    one, two = (first, second) if not _is_apposed(*told) and _is_first(*told) else (second, first)
    yield from _wrong_way(found, one, two, way)


def _is_a_row(words: str) -> bool:
    """“First reviews did better, later ones better still”: the first is held against what stands before."""
    told = [*COMPARED.finditer(words)]
    before, after = words[: told[-1].start()], words[told[-1].end() :]
    return len(told) > 1 and bool(EVEN.search(before) or STILL.match(after))


def _wrong_way(found: re.Match[str], one: Said, two: Said, way: int) -> Iterator[tuple[str, str]]:
    apart = (one.printed.value or Fraction(0)) - (two.printed.value or Fraction(0))
    if way and (apart > 0) - (apart < 0) != way:
        said = f"“{found.group()}” is said of {one.printed.text} against {two.printed.text}."
        yield "claim", f"{said} Choose words that fit, or check the figures."


def _around(sentence: Sentence, found: re.Match[str]) -> str:
    """The words on both sides of a comparison, up to the figures."""
    begin = max([found.start() - NOT_FAR, *(x.end for x in sentence.figures if x.end <= found.start())])
    ends = [x.start for x in sentence.figures if x.start >= found.end()]
    than = THAN.search(sentence.words, found.end())
    end = min([*ends, than.start() if than else len(sentence.words)])
    return f"{sentence.words[max(begin, 0) : found.start()]} {sentence.words[found.end() : end]}"


def _level(sentence: Sentence, first: Said, second: Said) -> Iterator[tuple[str, str]]:
    """“Neck and neck”."""
    one, other = (x.printed.value or Fraction(0) for x in (first, second))
    for found in LEVEL.finditer(sentence.words):
        is_hedged = bool(HEDGED.search(sentence.words[max(0, found.start() - 12) : found.start()]))
        is_so = one == other if found["equal"] and not is_hedged else is_near(one, other, first.printed.text)
        is_so = is_so or is_hedged and abs(one - other) <= NEARLY * max(one, other)
        if not is_so and not is_denied(sentence.words, found.start()):
            said = f"“{found.group()}” is said of {first.printed.text} and {second.printed.text}."
            yield "claim", f"{said} Choose words that fit, or check the figures."


def _without_wholes(sentence: Sentence) -> Iterator[tuple[Said, Known]]:
    """The figures without those of which others are parts: “42 of 136”."""
    end = 0
    for one, known in sentence.ours:
        if not (end and A_PART.fullmatch(sentence.words[end : one.start])):
            yield one, known
        end = one.end


def _is_first(words: str, found: re.Match[str], first: Said, second: Said) -> bool:
    """Whether the first figure is that of which more or less is said."""
    left, right = _names(words, found)
    own = {one.ref: _own_words(one, other) for one, other in ((first, second), (second, first))}
    places = {ref: (_at(left, words), _at(right, words)) for ref, words in own.items()}
    before, after = places[first.ref], places[second.ref]
    if before == after == (True, False):  # both stand before it, the one that it speaks of last
        return _last(left, own[first.ref]) > _last(left, own[second.ref])
    if before[0] and not before[1] or after[1] and not after[0]:
        return True
    if before[1] and not before[0] or after[0] and not after[1]:
        return False
    return not (found.end() <= first.start and re.search(r"\bthan\s+\S*$", words[: first.start]))


def _is_apposed(words: str, found: re.Match[str], first: Said, second: Said) -> bool:
    """Whether it is put in after a subject that the second figure is of: “98.0%, whilst the lowest, ten
    points behind, was 88.4%”."""
    if not first.end <= found.start() < found.end() <= second.start:
        return False
    between = words[first.end : found.start()]
    named = {word for word in _own_words(first, second) if re.search(word, between, re.IGNORECASE)}
    return bool(ANOTHER.match(between) and not named and re.match(r"\s*,", words[found.end() :]))


def _names(words: str, found: re.Match[str]) -> tuple[str, str]:
    """What stands before “than” and what stands after it, up to the figures or to the end of the clause."""
    than = THAN.search(words, found.end()) or TO_WHAT.search(words, found.end())
    at = than.end() if than else found.end()
    rest = re.split(r"[,;:(–]|\b(?:with|at)\b", words[at:], maxsplit=1)[0]
    lead = words[: found.start()]
    return lead, rest


def _own_words(one: Said, other: Said) -> set[str]:
    """The patterns of the words by which a group is told from the other."""
    mine, theirs = (set(re.findall(r"[a-z]{3,}", group_of(x.ref)[1].lower())) for x in (one, other))
    spoken = SPOKEN.get(group_of(one.ref)[1])
    return {rf"\b{re.escape(word)}" for word in mine - theirs - DULL} | (
        {rf"\b(?:{spoken})\b"} if spoken else set()
    )


def _last(text: str, words: set[str]) -> int:
    """Where the name of a group stands last."""
    return max((m.start() for word in words for m in re.finditer(word, text, re.IGNORECASE)), default=-1)


def _at(text: str, words: set[str]) -> bool:
    return any(re.search(word, text, re.IGNORECASE) for word in words)
