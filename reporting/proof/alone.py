"""A figure that stands alone in its sentence beside words that lay it beside another: “fell to 62”, “more
than last year”, “we met our target”, “above England”. The other is known though nobody printed it."""

import re
from collections.abc import Iterator
from fractions import Fraction

from reporting.proof.compared.earlier_years import THEN, as_named, is_then
from reporting.proof.manuscript import Aside, Known, Manuscript
from reporting.proof.meaning.as_many import TIMES
from reporting.proof.move_words import BETTER, DOWN, GOAL, HEDGED, TIMES_OVER, UP, WORSE
from reporting.proof.moves import is_near, of_target
from reporting.proof.number_words import COUNTED
from reporting.proof.pattern import Pattern
from reporting.proof.periods import in_a_sentence
from reporting.proof.sentence import Said, Sentence, is_denied, is_said_not, tells_of_it
from reporting.proof.shares import FUTURE
from reporting.proof.stated import Stated, stated
from reporting.proof.when import CLAUSE, LAST
from reporting.proof.whose import A_PART, OF_A_WHOLE
from statute.clock_words import MONTHS

TO_A_FIGURE = Pattern(
    r"\s*(?:\w+ly\s+|again\s+|further\s+|back\s+)?(?:by\s+[\w.-]+%?(?:\s+(?:per\s+cent"
    r"|(?:percentage\s+)?points?))?\s*)?"
    r"(?:(?:over|during|in|across)\s+the\s+(?:whole\s+)?year\s*)?,?\s*to\s+(?:(?:just|only|about)\s+)?$",
    re.IGNORECASE,
)
WITH_A_FIGURE = Pattern(
    r"(?:\s+in\s+[a-z]+(?:\s+[a-z]+){0,3})?\s*(?:,\s+(?:with|now|and\s+now)(?:\s+(?:at"
    r"|stands\s+at))?\s+(?:just\s+|only\s+)?"
    r"|[^.;\d]{0,40}?(?:\band\s+(?:now\s+)?stands?\s+at|,\s+to)\s+|\s*[:(–]\s*)$",
    re.I,
)
"""“Missing episodes halved, with 23”; “a rise in participation, now at 84.0%”."""
SO_MANY = Pattern(
    rf"\b(?:(?P<verb>{'|'.join(TIMES_OVER)})|(?P<times>{'|'.join(TIMES)})\s+(?:as\s+(?:many|much|often|high"
    r"|common|likely|frequent|large|long)|the\s+(?:number|share|rate|figure|total)|(?:of\s+)?what))\b",
    re.IGNORECASE,
)
NEAR = Fraction(1, 20)
ALIKE_POINTS = Fraction(1, 5)
"""Within which two shares are “the same”: 75.1% and 75.2%."""
NOT_FAR = 40
"""Letters between what moved and since when."""
OF_THEM = (
    rf"(?:\s+often|\s+(?:{COUNTED})(?:\s+[\w’]+){{0,4}}"
    r"|\s+(?:left|came|took|went|were)(?:\s+[\w’]+){0,2})?$"
)
MORE = Pattern(rf"(?<!\bor\s)\b(?:more|higher|greater|larger){OF_THEM}", re.IGNORECASE)
FEWER = Pattern(rf"(?<!\bor\s)\b(?:fewer|less|lower|smaller){OF_THEM}", re.IGNORECASE)
BETTER_THAN, WORSE_THAN = (Pattern(rf"\b{word}$", re.IGNORECASE) for word in ("better", "worse"))
SET_BESIDE = Pattern(r"(?:compared|against)\b", re.IGNORECASE)
AFTER_THEN = Pattern(
    r",?\s+(?:[\w’]+\s+){0,3}?(?:(?P<up>more|higher|larger)|(?P<down>fewer|less|lower|smaller))\b"
    r"(?!\s+than\b)",
    re.I,
)
"""“Compared with two years ago, fewer children are in care.”"""
RISE = Pattern(r"\b(?:an?|the)\s+(?:\w+\s+)?(?:rise|increase|growth)$|\bup$", re.IGNORECASE)
FALL = Pattern(r"\b(?:an?|the)\s+(?:\w+\s+)?(?:fall|drop|decrease|reduction|decline)$|\bdown$", re.I)
SAME = Pattern(
    r"\b(?:the\s+same(?:\s+(?:number|share|rate)\b[^,;:]{0,40})?|as\s+(?:many|often|high|low)|unchanged"
    r"|no\s+change)$",
    re.IGNORECASE,
)
IN_IT = Pattern(
    r"\b(?:an?|the|this)\s+(?:[a-z-]+\s+)?(?:(?P<up>increase|rise|growth)|(?P<down>fall|drop|decrease"
    r"|reduction|decline)"
    r"|(?P<good>improvement))\s+in\s+(?!referrals|demand|need)[^.;,(\d]{3,90}\($",
    re.IGNORECASE,
)
LEVEL = Pattern(
    r"\b(?:(?:has|have|did)\s+not\s+changed?"
    r"|(?:held|kept|stayed|remained|remains|is|are|was|were|been)\s+(?:largely\s+|broadly\s+|very\s+)?"
    r"(?:steady|stable|level|constant|flat|static|unchanged))\b",
    re.IGNORECASE,
)
OVER = r"exceed(?:s|ed)?|outdo(?:es)?|outstrip(?:s|ped)?|above|ahead\s+of|(?:higher|more|greater)\s+than"
UNDER = r"below|under|short\s+of|(?:lower|less|fewer)\s+than"
LIKE = r"in\s+line\s+with|similar\s+to|close\s+to|(?:about\s+)?the\s+same\s+as|on\s+a\s+par\s+with"
WHOSE = (
    r"(?:(?:that|those|the\s+figure|the\s+share)\s+(?:of|for)\s+|in\s+|for\s+|our\s+|the\s+|its\s+|own\s+"
    r"|all\s+of\s+)*"
)
SIDE = Pattern(
    rf"(?<!\bor\s)\b(?:(?P<over>{OVER})|(?P<under>{UNDER})|(?P<better>better\s+than)|(?P<worse>worse\s+than"
    rf"|behind)"
    rf"|(?P<like>{LIKE}))\s+{WHOSE}"
    rf"(?:(?P<england>England|national\s+(?:average|figure|share|rate))|(?P<goal>{GOAL})"
    rf"|(?P<last>{LAST}))\b",
    re.IGNORECASE,
)
BETWEEN_DAYS = Pattern(rf"\b(?:between|from)\s+\d{{1,2}}\s+(?:{'|'.join(MONTHS)})\b", re.I)
"""Of other times than the year before."""
ALIKE = Pattern(r"\b(?:both|neither|all\s+(?:three|four|of\s+(?:these|them)))\b", re.IGNORECASE)
Told = Iterator[tuple[str, int | Fraction, bool]]
"""Words with what they say: 1 for more, -1 for fewer, 0 for the same, a fraction for so many times; and
whether they say that it was not so."""


def wrong_alone(manuscript: Manuscript, sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of what is said of figures of ours by what is known beside them. Where several
    stand in a clause, one that bears it out is enough, unless “both” or “neither” tells the same of each."""
    if not _is_to_be_read(sentence):
        return
    clauses: dict[int, tuple[str, list[Said]]] = {}
    for one in sentence.figures:
        clause, start = _clause(sentence.words, one)
        clauses.setdefault(start, (clause, []))[1].append(one)
    clauses |= {start: (clause, figures) for start, clause, figures in _that_go_on(sentence)}
    for start, (clause, inside) in clauses.items():
        parts = [*_parts(sentence.words, [as_named(manuscript, clause, one) for one in inside])]
        of_each = [(one, [*_wrong(clause, one, start, inside)]) for one in parts]
        told = [(one, wrong) for one, wrong in of_each if _is_told(clause, one, start)]
        is_of_all = len(inside) == 1 or ALIKE.search(clause) or not _since_when(clause, told)
        if is_of_all or all(wrong for _, wrong in told):
            yield from (fault for _, wrong in (of_each if is_of_all else told[:1]) for fault in wrong)


def _that_go_on(sentence: Sentence) -> Iterator[tuple[int, str, list[Said]]]:
    """The clauses without figures that go on about the last figure before them: “, and the number has doubled
    since 2023-24”. Where each begins, its words, and that figure."""
    begins = [0, *(gap.end() for gap in CLAUSE.finditer(sentence.words))]
    for start, end in zip(begins, [*begins[1:], len(sentence.words)], strict=True):
        before = [one for one in sentence.figures if one.end <= start]
        is_bare = not any(start <= one.start < end for one in sentence.figures)
        if before and is_bare and tells_of_it(sentence.words[start:end]):
            yield start, sentence.words[start:end], before[-1:]


def _is_to_be_read(sentence: Sentence) -> bool:
    """Whether figures of ours stand in it, and nothing beside them that says with what they are compared."""
    return bool(sentence.ours) and not (sentence.pair() or BETWEEN_DAYS.search(sentence.words))


def _parts(words: str, inside: list[Said]) -> Iterator[Said]:
    """Figures of ours beside which something is known, without those of which others are parts."""
    end = -1
    for one in inside:
        is_whole = len(inside) > 1 and not one.printed.is_percent and OF_A_WHOLE.search(words[: one.start])
        is_whole = is_whole or end >= 0 and A_PART.fullmatch(words[end : one.start])
        if one.known and one.known.is_known and one.known.aside and not is_whole:
            yield one
        end = one.end


def _wrong(clause: str, one: Said, start: int, inside: list[Said]) -> Iterator[tuple[str, str]]:
    """What is wrong of one figure in its clause."""
    known = one.known
    if known is None or known.aside is None:
        return
    are_alike = len(inside) > 1 and ALIKE.search(clause)
    at = min(x.start for x in inside) if are_alike else one.start
    yield from _since(clause, at - start, one.printed, known, known.aside)
    if len(inside) == 1 or are_alike:
        yield from _to_others(clause, one.printed, known, known.aside)


def _is_told(clause: str, one: Said, start: int) -> bool:
    return bool(
        one.known and one.known.aside and [*_told(clause, one.start - start, one.known, one.known.aside)]
    )


def _since_when(clause: str, told: list[tuple[Said, list[tuple[str, str]]]]) -> bool:
    """Whether a year is named with which they are compared."""
    asides = [one.known.aside for one, _ in told if one.known and one.known.aside]
    return any(is_then(found, aside) for found in THEN.finditer(clause) for aside in asides)


def _clause(words: str, one: Said) -> tuple[str, int]:
    """The part of the sentence in which the figure stands, and where it begins."""
    begins = [0, *(gap.end() for gap in CLAUSE.finditer(words) if gap.end() <= one.start)]
    rest = CLAUSE.search(words, one.end)
    return words[begins[-1] : rest.start() if rest else None], begins[-1]


def _since(clause: str, at: int, printed: Stated, known: Known, aside: Aside) -> Iterator[tuple[str, str]]:
    """What is said of how it moved since the year before."""
    found = [*_told(clause, at, known, aside)]
    was = stated(aside.before)
    if was and _is_one_of_both_ways(found, printed, was, clause):
        return
    for words, way, is_not in found[:1]:
        if was is None or was.value is None:
            yield from _not_comparable(words, printed, known, aside)
        elif _holds(way, printed, was, words, clause) is is_not:
            said = f"“{words}” is said of {printed.text}, but “{known.what}” was {aside.before}"
            yield "claim", f"{said} {in_a_sentence(aside.period)}. Choose words that fit."


def _is_one_of_both_ways(
    found: list[tuple[str, int | Fraction, bool]], printed: Stated, was: Stated, clause: str
) -> bool:
    """Whether words tell of a rise and of a fall, and the figure moved as one of them says: “one rose
    while the other fell: 88.2% and 40.0%”."""
    ways = {way for _, way, is_not in found if not is_not}
    return {1, -1} <= ways and any(_holds(way, printed, was, words, clause) for words, way, _ in found)


def _not_comparable(words: str, printed: Stated, known: Known, aside: Aside) -> Iterator[tuple[str, str]]:
    """What is wrong of words that compare a figure with a time of which it is not known."""
    if aside.ends:
        yield "typed", _unchecked(words, printed)
    elif not aside.before and aside.period:
        said = f"“{words}” is said of {printed.text}, but “{known.what}” can’t be compared with"
        yield "unknown", f"{said} {aside.period}. Leave the comparison out."


def _unchecked(words: str, printed: Stated) -> str:
    return (
        f"“{' '.join(words.split())}” is said of {printed.text}, and there is nothing to check it with. "
        "Put the other figure beside it, mark the words with their source, or say it in other words."
    )


def _told(clause: str, at: int, known: Known, aside: Aside) -> Told:
    """What words say of the figure that begins there."""
    then = next((m for m in THEN.finditer(clause) if is_then(m, aside)), None)
    good = _good(known)
    yield from _times(clause, at, then)
    yield from _moved(clause, at, then, good)
    yield from _noun(clause, at, good)
    yield from _compared(clause, then, good) if then else _unmoved(clause, aside)


def _good(known: Known) -> int:
    """1 where more is better, -1 where fewer are, 0 where neither is."""
    return 0 if known.is_more_better is None else 1 if known.is_more_better else -1


def _leads_to(clause: str, found: re.Match[str], at: int) -> bool:
    """Whether the figure follows: rose to 62."""
    between = clause[found.end() : at]
    return found.end() <= at and bool(TO_A_FIGURE.fullmatch(between) or WITH_A_FIGURE.fullmatch(between))


def _times(clause: str, at: int, then: re.Match[str] | None) -> Told:
    for found in SO_MANY.finditer(clause):
        if (then or _leads_to(clause, found, at)) and not is_denied(clause, found.start()):
            verb, times = found["verb"], found["times"]
            yield (
                found.group(),
                TIMES_OVER[verb.lower()] if verb else Fraction(TIMES[" ".join(times.lower().split())]),
                False,
            )


def _moved(clause: str, at: int, then: re.Match[str] | None, good: int) -> Told:
    for pattern, way in ((UP, 1), (DOWN, -1), (BETTER, good), (WORSE, -good)):
        for found in pattern.finditer(clause) if way else ():
            is_since = then is not None and 0 <= then.start() - found.end() <= NOT_FAR
            is_not = is_said_not(clause, found.start())
            if (is_since or _leads_to(clause, found, at)) and (
                is_not or not is_denied(clause, found.start())
            ):
                yield found.group(), way, is_not


def _noun(clause: str, at: int, good: int) -> Told:
    """“An increase in the number of children with an advocate is welcome (32.6%)”."""
    found = IN_IT.search(clause[:at])
    way = 0 if found is None else 1 if found["up"] else -1 if found["down"] else good
    if found is not None and way and not is_denied(clause, found.start()) and not FUTURE.search(clause):
        yield " ".join(found.group().split()[:2]), way, False


def _compared(clause: str, then: re.Match[str], good: int) -> Told:
    before = clause[: then.start()].rstrip()
    sides = ((MORE, 1), (FEWER, -1), (RISE, 1), (FALL, -1), (BETTER_THAN, good), (WORSE_THAN, -good))
    for pattern, way in (*(side for side in sides if side[1]), (SAME, 0)):
        found = pattern.search(before)
        is_not = found is not None and is_said_not(clause, found.start())
        if found and (is_not or not is_denied(clause, found.start())):
            yield f"{found.group()} {then.group()}", way, is_not
    yield from _set_beside(clause, then)


def _set_beside(clause: str, then: re.Match[str]) -> Told:
    """“Compared with last year, fewer children are in care.”"""
    after = AFTER_THEN.match(clause, then.end()) if SET_BESIDE.match(then.group()) else None
    if after and not is_denied(clause, after.start("up" if after["up"] else "down")):
        yield f"{then.group()}{after.group()}", 1 if after["up"] else -1, False


def _unmoved(clause: str, aside: Aside) -> Told:
    """“Has been flat for two years”."""
    for found in LEVEL.finditer(clause) if aside.before else ():
        if not is_denied(clause, found.start()):
            yield found.group(), 0, False


def _holds(way: int | Fraction, now: Stated, was: Stated, words: str, clause: str) -> bool:
    value, before = now.value or Fraction(0), was.value or Fraction(0)
    is_level = LEVEL.fullmatch(words) and "change" not in words.lower()
    is_hedged = bool(is_level or HEDGED.search(clause[: clause.find(words) + len(words)]))
    if isinstance(way, Fraction):
        near = NEAR * (3 if is_hedged else 1) * way
        return bool(before) and abs(value / before - way) <= near
    if way == 0 and is_hedged:
        return is_near(value, before, now.text)
    return _goes(way, value - before, now)


def _goes(way: int, moved: Fraction, now: Stated) -> bool:
    if way == 0 and now.is_percent:
        return abs(moved) <= ALIKE_POINTS
    return (moved > 0) - (moved < 0) == way


def _to_others(clause: str, printed: Stated, known: Known, aside: Aside) -> Iterator[tuple[str, str]]:
    """What is said of it beside the target or England."""
    target = stated(aside.target)
    if target is not None and known.is_more_better is not None:
        yield from of_target(clause, printed, target, better=known.is_more_better)
    for found in SIDE.finditer(clause):
        who, text = _beside(found, aside)
        other = stated(text)
        if found["england"] and not text:
            yield from [] if _is_open(clause, found) else [("typed", _unchecked(found.group(), printed))]
        elif other is not None and _is_wrongly_beside(clause, found, printed, other, known):
            said = " ".join(found.group().split())
            yield "claim", f"“{said}” is said of {printed.text}, but {who} is {text}. Choose words that fit."


def _is_wrongly_beside(
    clause: str, found: re.Match[str], printed: Stated, other: Stated, known: Known
) -> bool:
    """Whether words tell how a figure stands to another, and it does not stand so."""
    can_tell = other.value is not None or not found["last"]
    return can_tell and not _is_open(clause, found) and not _fits(found, printed, other, known)


def _is_open(clause: str, found: re.Match[str]) -> bool:
    """Whether it is denied, or hoped for."""
    return bool(is_denied(clause, found.start()) or FUTURE.search(clause[: found.start()]))


def _beside(found: re.Match[str], aside: Aside) -> tuple[str, str]:
    """What a figure is held against, and how much that is."""
    if found["last"]:  # “than last year” is read with what moved
        is_than = re.search(r"\bthan\b", found.group(), re.IGNORECASE)
        return "the year before", "" if is_than else aside.before
    return ("England", aside.england) if found["england"] else ("the target", aside.target)


def _fits(found: re.Match[str], printed: Stated, other: Stated, known: Known) -> bool:
    """Whether a figure stands to another as words say; better and worse only where one way is good."""
    value, theirs = printed.value or Fraction(0), other.value or Fraction(0)
    if found["like"]:
        return is_near(value, theirs, printed.text)
    good = _good(known)
    is_ahead = "ahead" in found.group().lower()
    ways = {"over": (good or 1) if is_ahead else 1, "under": -1, "better": good, "worse": -good}
    wanted = next(way for name, way in ways.items() if found[name])
    return not wanted or (value > theirs) - (value < theirs) == wanted
