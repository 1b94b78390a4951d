"""Words of movement and comparison beside the figures that they speak of: fell, fewer, above, by how much."""

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from reporting.proof.manuscript import Known
from reporting.proof.periods import in_a_sentence, span
from reporting.proof.sentence import Said, Sentence, is_denied
from reporting.proof.stated import Stated, rounded, shown

UP = re.compile(
    r"\b(rose|risen|rises?|rising|grew|grown|growth|grows|increas(?:e[ds]?|ing)|climbed|(?:went|gone"
    r"|going)\s+up"
    r"|up(?=\s+(?:from|on|by)\b))\b",
    re.I,
)
DOWN = re.compile(
    r"\b(fell|fallen|falls?|falling|dropp?(?:ed|ing|s)?|decreas(?:e[ds]?|ing)|declin(?:e[ds]?|ing)"
    r"|reduc(?:ed|tion)"
    r"|(?:went|gone|going)\s+down|down(?=\s+(?:from|on|by)\b))\b",
    re.I,
)
BETTER = re.compile(r"\b(improved|improves|improving|improvement)\b", re.I)
WORSE = re.compile(r"\b(worsened|worsens|worsening|deteriorated|deteriorating|deterioration)\b", re.I)
SAME = re.compile(
    r"\b((?:stayed|remained|is|was|were|are)\s+the\s+same|the\s+same\s+(?:number|share|proportion|rate|level)"
    r"|as\s+many\b(?=.*\bas\b)|unchanged|no\s+change)\b",
    re.I,
)
HEDGED = re.compile(r"\b(much|about|almost|broadly|roughly|nearly|virtually|largely|around)\b", re.I)

THAN = r"(?:\s+[\w’'-]+){0,6}?\s+than\b|(?=.*\b(?:(?:compared\s+(?:with|to)|against)\b|after\s+\d))"
MORE = re.compile(
    rf"(?<!or\s)(?<!no\s)\b(?:(?:more|higher|greater|larger|bigger)(?:{THAN})|above\b|ahead\s+of\b"
    rf"|exceed(?:s|ed|ing)?\b)",
    re.I,
)
FEWER = re.compile(
    rf"(?<!or\s)(?<!no\s)\b(?:(?:fewer|less|lower|smaller)(?:{THAN})|below\b|short\s+of\b|behind\b)", re.I
)
FARES_BETTER = re.compile(r"\bbetter\s+than\b|\bbetter\b(?=.*\b(?:compared|against)\b)", re.I)
FARES_WORSE = re.compile(r"\bworse\s+than\b|\bworse\b(?=.*\b(?:compared|against)\b)", re.I)
MET = re.compile(
    r"\b(met|reached|achieved|hit|beat|exceeded|meets|meeting)\b(?=.*\b(?:target|standard|goal)\b)", re.I
)
MISSED = re.compile(r"\b(missed|misses)\b(?=.*\b(?:target|standard|goal)\b)", re.I)
TIMES_AS_MANY = re.compile(
    r"\b(half|twice|double|(?:two|three|four|five)\s+times)\s+"
    r"(?:as\s+(?:many|much|often|high)|the\s+(?:number|share|rate))\b",
    re.I,
)
TIMES = {"half": Fraction(1, 2), "twice": Fraction(2), "double": Fraction(2)} | {
    f"{word} times": Fraction(n) for n, word in enumerate(("two", "three", "four", "five"), start=2)
}
HOW_NEAR = Fraction(1, 20)
"""Of the number itself, how far “twice as many” may be from it."""
A_SHARE = re.compile(
    r"\s+(?:half|a\s|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b|twice)", re.I
)

BY = re.compile(
    r"\b(?:by|(?:rise|fall|increase|drop|decrease|reduction|change|growth|improvement|decline)\s+of|up"
    r"|down)\s+"
    r"(?:about\s+|around\s+|nearly\s+|almost\s+|just\s+over\s+|some\s+)?$",
    re.I,
)
POINTS = re.compile(r"^\s*(?:percentage[\s-]+points?|points?|pp\b)", re.I)
PERCENT = re.compile(r"^\s*(?:per\s+cent|percent)\b", re.I)


def wrong_moves(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each word of movement or comparison that its own figures contradict."""
    yield from _direction(sentence)
    yield from _times(sentence)
    yield from _comparison(sentence)
    yield from _amounts(sentence)


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


def _said(sentence: Sentence, pattern: re.Pattern[str]) -> str:
    """The word that says so and is not denied."""
    found = (m for m in pattern.finditer(sentence.words) if not is_denied(sentence.words, m.start()))
    return next((" ".join(m.group().split()) for m in found), "")


def _direction(sentence: Sentence) -> Iterator[tuple[str, str]]:
    pair = _in_time(sentence)
    if pair is None:
        return
    (before, known_before), (after, known) = pair
    moved = _value(after) - _value(before)
    said = [(_said(sentence, UP), 1), (_said(sentence, DOWN), -1)]
    if known.is_more_better is not None:
        good = 1 if known.is_more_better else -1
        said += [(_said(sentence, BETTER), good), (_said(sentence, WORSE), -good)]
    ways = {way for word, way in said if word}
    word = next((word for word, _ in said if word), "")
    same = SAME.search(sentence.words)
    if not ways and same and not HEDGED.search(sentence.words[max(0, same.start() - 12) : same.end()]):
        ways, word = {0}, same.group()
    if len(ways) == 1 and not _goes(ways.pop(), moved):
        now, then = (
            f"{after.printed.text} {in_a_sentence(known.period)}",
            f"{before.printed.text} {in_a_sentence(known_before.period)}",
        )
        yield "claim", f"“{word}” is said of “{known.what}”, which is {now} and {then}: it {_went(moved)}."


def _goes(way: int, moved: Fraction) -> bool:
    return (moved > 0) - (moved < 0) == way


def _went(moved: Fraction) -> str:
    return "rose" if moved > 0 else "fell" if moved < 0 else "did not change"


def _value(one: Said) -> Fraction:
    return one.printed.value or Fraction(0)


def _times(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """“half as many: 62, against 58”; which of the two is the half is left to the words."""
    pair, found = _in_time(sentence), TIMES_AS_MANY.search(sentence.words)
    if pair is None or found is None or is_denied(sentence.words, found.start()):
        return
    first, second = (_value(one) for one, _ in pair)
    times = TIMES[" ".join(found[1].lower().split())]
    near = HOW_NEAR * (2 if HEDGED.search(sentence.words[max(0, found.start() - 12) : found.start()]) else 1)
    if not any(
        of and abs(one / of - times) <= near * times for one, of in ((first, second), (second, first))
    ):
        said = " and ".join(one.printed.text for one, _ in pair)
        yield "claim", f"“{found.group()}” is said of {said}."


def _comparison(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """“above England (94.0%)” beside 91.4%."""
    if not sentence.ours or len(sentence.figures) != 2 or not _are_alike(*sentence.figures):
        return
    better = sentence.ours[0][1].is_more_better
    yield from _ranks(sentence, better)
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
        if match.start() < second.start and not _goes(way, _value(one) - _value(other)):
            word = " ".join(match.group().split())
            yield "claim", f"“{word}” is said of {one.printed.text} against {other.printed.text}."


def _are_alike(first: Said, second: Said) -> bool:
    """Whether two figures can be compared: the same of two periods, or ours with one from elsewhere."""
    if first.printed.is_percent is not second.printed.is_percent:
        return False
    return not (first.known and second.known) or first.kind == second.kind


def _stated(sentence: Sentence, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    for found in pattern.finditer(sentence.words):
        is_share = A_SHARE.match(sentence.words, found.end())
        is_number = any(one.start - found.end() == 1 for one in sentence.figures[:1])
        if not is_share and not is_number and not is_denied(sentence.words, found.start()):
            yield found


def _is_measured_against(sentence: Sentence, match: re.Match[str], first: Said) -> bool:
    """Whether the first figure is what the second is compared with: “above the target of 95% with 91.4%”."""
    between = sentence.words[match.end() : first.start]
    return match.end() <= first.start and not re.search(r"[,(:;–]|\bcompared\b|\bat\b|\bwith\b", between)


def _target(sentence: Sentence, *, better: bool) -> Iterator[tuple[str, str]]:
    outside = [one for one in sentence.figures if one.known is None]
    if len(outside) != 1:
        return
    own, target = sentence.ours[0][0], outside[0]
    is_met = _value(own) >= _value(target) if better else _value(own) <= _value(target)
    for pattern, is_of_met in ((MET, True), (MISSED, False)):
        for found in pattern.finditer(sentence.words):
            says_met = is_denied(sentence.words, found.start()) is not is_of_met
            if says_met is not is_met:
                figures = f"{own.printed.text} and a target of {target.printed.text}"
                yield "claim", f"“{found.group()}” is said of {figures}."


def _amounts(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """“fell by 4 percentage points” beside the figure of both years."""
    pair = _in_time(sentence)
    if pair is None:
        return
    (before, _), (after, _) = pair
    for one in sentence.figures:
        if one in (before, after) or not BY.search(sentence.words[: one.start]):
            continue
        rest = sentence.words[one.end :]
        is_percent = one.printed.is_percent or bool(PERCENT.match(rest))
        yield from _amount(one.printed, before.printed, after.printed, is_percent, bool(POINTS.match(rest)))


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
