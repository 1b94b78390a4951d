"""Words of movement and comparison beside the figures that they speak of: fell, fewer, above, by how much."""

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise

from reporting.proof.manuscript import Known
from reporting.proof.meaning.negation import counts_the_rest, is_turned
from reporting.proof.move_words import (
    BETTER,
    DOWN,
    FARES_BETTER,
    FARES_WORSE,
    FEWER,
    HEDGED,
    MET,
    MISSED,
    MORE,
    ON_A_PAR,
    SAME,
    STEADY,
    UP,
    WORSE,
    YARDSTICK,
)
from reporting.proof.number_words import UNDER_HUNDRED, value_of
from reporting.proof.pattern import Pattern
from reporting.proof.periods import in_a_sentence, span
from reporting.proof.sentence import Said, Sentence, is_denied, is_of_the_other_unit, leads_elsewhere
from reporting.proof.shares import FRACTION, FUTURE, HEDGE, claim_of
from reporting.proof.stated import Stated, rounded, shown

NEAR_POINTS, NEAR_SHARE = Fraction(2), Fraction(1, 10)
"""How far two shares, or two counts, may lie apart and still be called stable or on a par."""
A_SHARE = Pattern(
    r"\s+(?:half|a\s(?!year\b|month\b|decade\b)|one\b"
    r"|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b|twice)",
    re.I,
)

BY = Pattern(
    r"\b(?:by|(?:rise|fall|increase|drop|decrease|reduction|change|growth|improvement|decline|gain|loss)\s+of"
    r"|up|down)\s+"
    r"(?:about\s+|around\s+|nearly\s+|almost\s+|just\s+over\s+|some\s+)?$",
    re.I,
)
BY_A_SHARE = Pattern(
    r"\b(?:by|up|down|(?:rise|fall|increase|drop|decrease|reduction|growth|decline)\s+of)\s+"
    rf"(?:{HEDGE})?(?:{FRACTION})\b",
    re.I,
)
FROM, TO = Pattern(r"\bfrom\s+$", re.I), Pattern(r"^[^.;\d]{0,40}\bto\s+$", re.I)
AMOUNT_MORE = Pattern(
    r"^\s*(?:(?:percentage[\s-]+)?points?\s+)?(more|fewer|less|higher|lower)\s+(?:than|on)\b", re.I
)
MORE_OR_LESS = {"more": 1, "higher": 1, "fewer": -1, "less": -1, "lower": -1}
MORE_OR_FEWER = Pattern(r"\b(?:more|fewer)\b(?!\s+than\b)", re.I)
WRITTEN_MORE = Pattern(rf"\b(one|{UNDER_HUNDRED})\s+(more|fewer|less)\s+(?:than|on)\b", re.I)
THE_NUMBER = Pattern(r"\s+(?:(?:the|its|our|those|a|only|just)\s+)*", re.I)
WRITTEN_BY = Pattern(
    rf"{BY.pattern.removesuffix('$')}(one\b|{UNDER_HUNDRED})"
    r"(?!\s+(?:(?:percentage\s+)?points?|per\s+cent|and\s+a|times|in|out\s+of|or|third|quarter|fifth|tenth"
    r"|sixth)\b|\s+[a-z]+\s+in\s+)",
    re.I,
)
AFTER_IT = Pattern(
    r"(?:,?\s+we)?\s+(?:is|was|are|were|lies|lay|stands|stood|remains|remained|puts\s+us|keeps\s+us)\s+"
    r"(?:still\s+|well\s+|just\s+|slightly\s+|far\s+|a\s+little\s+|a\s+bit\s+)?$|,?\s+we\s+$",
    re.I,
)
"""What leads from a figure to what is said of it: “our 91.4% is still below England”."""
THAN = Pattern(r"^[^.;\d]*\bthan\b", re.I)
OUTNUMBERED = Pattern(
    r"\b(?:outnumber(?:s|ed|ing)?|overtook|outstripped|exceeded|exceeds|(?:is|was|are|were)\s+(?:well\s+"
    r"|just\s+|far\s+)?(?:above|higher\s+than"
    r"|greater\s+than|better\s+than))\b",
    re.I,
)
FEWER_THAN = Pattern(
    r"\b(?:is|was|are|were|lags|fell)\s+(?:well\s+|just\s+|far\s+)?(?:below(?!\s+(?:the\s+)?age)|behind"
    r"|lower\s+than"
    r"|worse\s+than|fewer\s+than)\b",
    re.I,
)
OF_NO_TARGET = Pattern(
    r"\b(?:neither|none|no|not\s+one)\s+(?:of\s+)?(?:[a-z]+\s+){0,3}?(?:targets?|goals?)\b", re.I
)
POINTS = Pattern(r"^\s*(?:percentage[\s-]+points?|points?|pp\b)", re.I)
PERCENT = Pattern(r"^\s*(?:per\s+cent|percent)\b", re.I)


def wrong_moves(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each word of movement or comparison that its own figures contradict."""
    yield from _direction(sentence)
    yield from _two_measures(sentence)
    yield from _comparison(sentence)
    yield from _amounts(sentence)
    yield from _two_counts(sentence)


def _two_counts(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """“More children left (42) than came (62)”: two counts of one time, or one of two times."""
    if len(sentence.ours) != 2 or len(sentence.figures) != 2 or not _can_be_counted(sentence):
        return
    first, second = sentence.figures
    found = _outnumbers(sentence.words[: first.start], sentence.words[first.end : second.start])
    way = -1 if FEWER_THAN.search(found) or found.lower() == "fewer" else 1
    if is_turned(sentence.words[: first.start]) is not counts_the_rest(sentence.ours[0][1].what):
        way = -way  # “fewer were late” of those in time
    if found and not _goes(way, _value(first) - _value(second)):
        yield "claim", f"“{found}” is said of {first.printed.text} against {second.printed.text}."


def _can_be_counted(sentence: Sentence) -> bool:
    """Whether two figures can outnumber each other: counts, or shares of two measures, of one time."""
    (first, known), (second, other) = sentence.ours
    is_of_another_time = known.period != other.period and known.code != other.code
    if is_of_another_time or first.printed.is_percent is not second.printed.is_percent:
        return False
    is_of_one = first.kind == second.kind or THAN.search(sentence.words[: first.start])
    return not (first.printed.is_percent and is_of_one)


def _outnumbers(before: str, between: str) -> str:
    """What says that the first is more than the second, or fewer; empty where nothing does so."""
    more = MORE_OR_FEWER.search(before) if THAN.search(between) else None
    if more:
        return "" if is_denied(before, more.start()) else more.group()
    found = OUTNUMBERED.search(between) or FEWER_THAN.search(between)
    return found.group() if found and not is_denied(between, found.start()) else ""


def _ends(known: Known) -> date:
    found = span(known.period)
    return found[1] if found else date.min


def _in_time(sentence: Sentence) -> tuple[tuple[Said, Known], tuple[Said, Known]] | None:
    """The same figure of an earlier and of a later period."""
    pair = sentence.pair()
    if pair is None or any(span(known.period) is None for _, known in pair):
        return None
    first, second = sorted(pair, key=lambda found: _ends(found[1]))
    return first, second


def _said(sentence: Sentence, pattern: Pattern) -> str:
    """The word that says so and is not denied."""
    found = (
        m
        for m in pattern.finditer(sentence.words)
        if not leads_elsewhere(sentence, m) and not _is_of_the_other_unit(sentence, m)
    )
    return next((" ".join(m.group().split()) for m in found if not is_denied(sentence.words, m.start())), "")


def _is_of_the_other_unit(sentence: Sentence, found: re.Match[str]) -> bool:
    """“The share fell” beside two counts."""
    units = {one.printed.is_percent for one in sentence.figures}
    return len(units) == 1 and is_of_the_other_unit(sentence.words, found.start(), is_percent=units.pop())


def _direction(sentence: Sentence) -> Iterator[tuple[str, str]]:
    pair = _in_time(sentence)
    if pair is None:
        return
    (before, known_before), (after, known) = pair
    moved = _moved(before, after)
    said = [(_said(sentence, UP), 1), (_said(sentence, DOWN), -1)]
    if known.is_more_better is not None:
        good = 1 if known.is_more_better else -1
        said += [(_said(sentence, BETTER), good), (_said(sentence, WORSE), -good)]
    ways = {way for word, way in said if word}
    word = next((word for word, _ in said if word), "")
    if not ways:
        ways, word = _unmoved(sentence, is_near(_value(before), _value(after), known_before.text))
    if len(ways) == 1 and not _goes(ways.pop(), moved):
        now, then = (
            f"{after.printed.text} {in_a_sentence(known.period)}",
            f"{before.printed.text} {in_a_sentence(known_before.period)}",
        )
        yield "claim", f"“{word}” is said of “{known.what}”, which is {now} and {then}: it {_went(moved)}."


def _unmoved(sentence: Sentence, near: bool) -> tuple[set[int], str]:
    """What says that nothing moved: much the same and stable allow for a little."""
    same, steady = SAME.search(sentence.words), STEADY.search(sentence.words)
    if same and not HEDGED.search(sentence.words[max(0, same.start() - 12) : same.end()]):
        return {0}, same.group()
    found = same or steady
    return (set(), "") if found is None or near else ({0}, found.group())


def is_near(one: Fraction, other: Fraction, printed: str) -> bool:
    """Whether two figures, of which one is so `printed`, may be called alike: 91.4% and 93%, 58 and 62."""
    if printed.endswith("%"):
        return abs(one - other) <= NEAR_POINTS
    return abs(one - other) <= max(NEAR_SHARE * max(one, other), Fraction(1))


def _moved(before: Said, after: Said) -> Fraction:
    return _value(after) - _value(before)


def _two_measures(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """“fell from 94.0% to 83.7%” where the two are not of the same."""
    word = _said(sentence, UP) or _said(sentence, DOWN)
    for (first, known), (second, other) in pairwise(sentence.ours) if word else ():
        between = sentence.words[first.end : second.start]
        if FROM.search(sentence.words[: first.start]) and TO.search(between) and known.code != other.code:
            said = f"{first.printed.text} is “{known.what}” and {second.printed.text} is “{other.what}”"
            yield (
                "base",
                f"“{word}” is said of two different figures: {said}. Choose the same of both periods.",
            )


def _goes(way: int, moved: Fraction) -> bool:
    return (moved > 0) - (moved < 0) == way


def _went(moved: Fraction) -> str:
    return "rose" if moved > 0 else "fell" if moved < 0 else "did not change"


def _value(one: Said) -> Fraction:
    return one.printed.value or Fraction(0)


def _comparison(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """“above England (94.0%)” beside 91.4%."""
    if not sentence.ours or len(sentence.figures) != 2 or not _are_alike(*sentence.figures):
        return
    better = sentence.ours[0][1].is_more_better
    yield from _ranks(sentence, better)
    yield from _on_a_par(sentence)
    if better is not None:
        yield from _target(sentence, better=better)


def _ranks(sentence: Sentence, better: bool | None) -> Iterator[tuple[str, str]]:
    first, second = sentence.figures
    found = [(m, 1) for m in _stated(sentence, MORE)] + [(m, -1) for m in _stated(sentence, FEWER)]
    if better is not None:
        good = 1 if better else -1
        found += [(m, good) for m in _stated(sentence, FARES_BETTER)]
        found += [(m, -good) for m in _stated(sentence, FARES_WORSE)]
    if len({way for _, way in found}) == 1:
        match, way = found[0]
        one, other = (second, first) if _is_measured_against(sentence, match, first) else (first, second)
        if match.start() >= second.end and AFTER_IT.fullmatch(sentence.words, second.end, match.start()):
            one, other = second, first
        elif match.start() >= second.start:
            return
        if not _goes(way, _value(one) - _value(other)):
            word = " ".join(match.group().split())
            yield "claim", f"“{word}” is said of {one.printed.text} against {other.printed.text}."


def _on_a_par(sentence: Sentence) -> Iterator[tuple[str, str]]:
    one, other = sentence.figures
    for found in ON_A_PAR.finditer(sentence.words) if one.known is None or other.known is None else ():
        near = is_near(_value(one), _value(other), sentence.ours[0][1].text)
        if not near and not is_denied(sentence.words, found.start()):
            yield "claim", f"“{found.group()}” is said of {one.printed.text} against {other.printed.text}."


def _are_alike(first: Said, second: Said) -> bool:
    """Whether two figures can be compared: the same of two periods, or ours with one from elsewhere."""
    if first.printed.is_percent is not second.printed.is_percent:
        return False
    return not (first.known and second.known) or first.kind == second.kind


def _stated(sentence: Sentence, pattern: Pattern) -> Iterator[re.Match[str]]:
    for found in pattern.finditer(sentence.words):
        is_share = A_SHARE.match(sentence.words, found.end())
        is_number = any(one.start - found.end() == 1 for one in sentence.figures[:1])
        if not is_share and not is_number and not is_denied(sentence.words, found.start()):
            yield found


def _is_measured_against(sentence: Sentence, match: re.Match[str], first: Said) -> bool:
    """Whether the first figure is what the second is compared with: “above the target of 95% with 91.4%”."""
    between = sentence.words[match.end() : first.start]
    if match.end() <= first.start and first.known is None and YARDSTICK.search(between):
        return True  # below England (94.0%) with 91.4%
    return match.end() <= first.start and not re.search(r"[,(:;–]|\bcompared\b|\bat\b|\bwith\b", between)


def _target(sentence: Sentence, *, better: bool) -> Iterator[tuple[str, str]]:
    outside = [one for one in sentence.figures if one.known is None]
    if len(outside) != 1:
        return
    yield from of_target(sentence.words, sentence.ours[0][0].printed, outside[0].printed, better=better)


def of_target(words: str, own: Stated, target: Stated, *, better: bool) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) where words say met of what was missed, or the other way round."""
    value, aim = own.value or Fraction(0), target.value or Fraction(0)
    is_met = value >= aim if better else value <= aim
    for pattern, is_of_met in ((MET, True), (MISSED, False)):
        for found in pattern.finditer(words):
            name = next(name for name, word in found.groupdict().items() if word)
            is_not = is_denied(words, found.start(name)) or OF_NO_TARGET.search(words[: found.start(name)])
            says_met = bool(is_not) is not is_of_met
            if says_met is not is_met and not FUTURE.search(words[: found.start()]):
                yield "claim", f"“{found[name]}” is said of {own.text} and a target of {target.text}."


def _amounts(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """“fell by 4 percentage points” beside the figure of both years."""
    pair = _in_time(sentence)
    if pair is None:
        return
    (before, _), (after, _) = pair
    yield from _written_amount(sentence, before, after)
    yield from _by_a_share(sentence, _value(before), _value(after))
    for one in sentence.figures:
        rest = sentence.words[one.end :]
        is_said = BY.search(sentence.words[: one.start]) or AMOUNT_MORE.match(rest)
        if one in (before, after) or not is_said:
            continue
        if (more := AMOUNT_MORE.match(rest)) and not _goes(
            MORE_OR_LESS[more[1].lower()], _moved(before, after)
        ):
            yield (
                "claim",
                f"“{one.printed.text} {more[1]}” is said from {before.printed.text} to {after.printed.text}.",
            )
        is_percent = one.printed.is_percent or bool(PERCENT.match(rest))
        yield from _amount(one.printed, before.printed, after.printed, is_percent, bool(POINTS.match(rest)))


def _written_amount(sentence: Sentence, one: Said, other: Said) -> Iterator[tuple[str, str]]:
    """“eight more than last year (58)” beside 62; “two more than the 14 of the quarter after” beside 16."""
    before, after = one.printed, other.printed
    for found in WRITTEN_MORE.finditer(sentence.words) if not before.is_percent else ():
        is_than_later = THE_NUMBER.fullmatch(sentence.words, found.end(), other.start)
        moved = _moved(other, one) if is_than_later else _moved(one, other)
        if moved != MORE_OR_LESS[found[2].lower()] * value_of(found[1]):
            yield "claim", f"“{found.group()}” is said from {before.text} to {after.text}."
    for found in WRITTEN_BY.finditer(sentence.words) if not before.is_percent else ():
        if abs(_moved(one, other)) != value_of(found[1]):
            yield "claim", f"“{found.group()}” is said from {before.text} to {after.text}."


def _by_a_share(sentence: Sentence, before: Fraction, after: Fraction) -> Iterator[tuple[str, str]]:
    """“up by a third, from 58 to 62”."""
    for found in BY_A_SHARE.finditer(sentence.words) if before else ():
        claim, moved = claim_of(found), abs(after - before) / before
        if claim is not None and not claim.fits(moved):
            yield "claim", f"“{found.group()}” is said of a change of {shown(100 * moved, 1)}%."


def _amount(
    by: Stated, before: Stated, after: Stated, is_percent: bool, is_points: bool
) -> Iterator[tuple[str, str]]:
    if by.value is None or before.value is None or after.value is None:
        return
    moved, beside = abs(after.value - before.value), f"{by.text} is said from {before.text} to {after.text}"
    if is_percent and not before.is_percent:
        yield from _growth(by, moved, before.value, beside)
        return
    points = " percentage points" if before.is_percent else ""
    if is_percent and not is_points:
        yield "unit", f"{beside}, which is {shown(moved, 1)}{points}, not per cent."
    elif abs(moved - abs(by.value)) > _slack(by, before, after):
        yield "claim", f"{beside}, which is {shown(moved, before.decimals)}{points}."


def _growth(by: Stated, moved: Fraction, before: Fraction, beside: str) -> Iterator[tuple[str, str]]:
    share = 100 * moved / before if before else None
    if share is not None and rounded(share, by.decimals) != abs(by.value or Fraction(0)):
        yield "percent", f"{beside}, which is {shown(share, max(by.decimals, 1))}%."


def _slack(*printed: Stated) -> Fraction:
    """How far a difference of rounded shares can be from its own rounding; counts are exact."""
    are_shares = any(one.is_percent for one in printed)
    return sum((one.half_unit for one in printed), Fraction(0)) if are_shares else Fraction(0)
