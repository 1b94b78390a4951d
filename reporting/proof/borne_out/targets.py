"""Words that lay a figure beside its target or England, whichever way they put it."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from reporting.proof.borne_out.series import good_way, value_of
from reporting.proof.borne_out.words import LESS, MORE
from reporting.proof.meaning.negation import UNCERTAIN
from reporting.proof.moves import OF_NO_TARGET
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Said, is_denied
from reporting.proof.shares import FRACTION, FUTURE, HEDGE
from reporting.proof.stated import stated
from reporting.proof.worked_out.numbers import N
from reporting.proof.worked_out.numbers import number as number_of

GOAL = Pattern(
    r"\b(?:targets?|goals?|aims?|ambitions?|benchmarks?|thresholds?|what\s+we\s+set\s+out"
    r"|where\s+we\s+(?:want|need|ought|should|would\s+like|hoped|aim)|standard\s+that\s+we|promises?"
    r"|pledges?|commitments?|undertakings?)\b",
    re.I,
)
ENGLAND = Pattern(
    r"\b(?:England|English|national(?:ly)?|(?P<others>(?:country|nation)(?:\s+(?:at\s+large|overall"
    r"|generally))?"
    r"|(?:other|all)\s+(?:English\s+)?(?:councils|authorities)|(?:councils|authorities)\s+(?:elsewhere"
    r"|everywhere"
    r"|generally|in\s+general|at\s+large)|(?:average|typical)\s+(?:council|authority))"
    r"|country\s+as\s+a\s+whole)\b",
    re.I,
)
LAID_BESIDE = Pattern(
    r"\b(?:than|of|behind|below|above|under|over|against|unlike|like|beside|as|average"
    r"|compar[a-z]+\s+(?:[a-z]+ly\s+"
    r"|well\s+|badly\s+)?(?:with|to)|(?:in\s+line|on\s+a\s+par)\s+with)\s+(?:(?:in|that|those|of|most"
    r"|at|for|across"
    r"|the|is|was|usual|rest|true|whole)\s+)*$",
    re.I,
)
"""“Ahead of other councils”, and not “we work with other councils”."""
MET = Pattern(
    r"\b(?:met|meets?|meeting|(?:reach(?:ed|es|ing)?|hit(?:s|ting)?)(?!\s+(?:just\s+|only\s+)?\d)"
    r"|achiev(?:ed|es|ing)|attain(?:ed|s"
    r"|ing)?|surpass(?:ed|es|ing)?"
    r"|exceed(?:ed|s|ing)?|beat(?:s|en|ing)?|clear(?:ed|s)|pass(?:ed|es)|above|over|ahead\s+of"
    r"|better\s+than|within(?!\s+(?:\w+\s+){1,3}?(?:points?|reach|sight)\b)|delivered"
    r"|(?:is|are|was|were|now|just|right|exactly)\s+where\s+we\s+(?:want|need|ought|should|would\s+like"
    r"|hoped|aim)"
    r"|fulfilled|satisf(?:ied|ies)|(?:got|went|pushed|crept|made\s+it)\s+(?:past|beyond|through)"
    r"|topp(?:ed|ing)|made|kept|honoured|(?:lived|c[ao]me|got"
    r"|measured)\s+up\s+to)\b",
    re.I,
)
MISSED = Pattern(
    r"\b(?:miss(?:ed|es|ing)?|short|below|under|behind|fail(?:ed|s|ing)?|shy|adrift|lag(?:s|ged|ging)?"
    r"|trail(?:s|ed|ing)?|from\s+where\s+we|yet\s+to|not\s+quite|out\s+of\s+reach|elud(?:ed|es)|broke(?:n)?"
    r"|let\s+down)\b",
    re.I,
)
GOOD = Pattern(
    r"\b(?:better|(?<!less\s)(?<!as\s)well(?!\s+(?:above|below|over|under|ahead|behind|short|beyond|within"
    r"|clear|down|up)\b)"
    r"|favourabl[ey]|outperform(?:s|ed|ing)?|ahead|in\s+front|stronger|good)\b",
    re.I,
)
BAD = Pattern(
    r"\b(?:worse|less\s+well|not\s+(?:as|so)\s+well|badly|poorly|unfavourabl[ey]|behind|lag(?:s|ged|ging)?"
    r"|trail(?:s|ed|ing)?|weaker"
    r"|poorer)\b",
    re.I,
)
OVER = Pattern(rf"(?<!or\s)\b(?:above|{MORE}|exceed(?:s|ed)?|over|twice|double)\b", re.I)
UNDER = Pattern(rf"\b(?:below|{LESS}|under|half)\b", re.I)


OF_NONE = Pattern(
    r"\s+(?:(?:the|our|its|their|targets?|goals?)\s+)*(?:in\s+|for\s+|by\s+)?(?:no|neither|none)\b", re.I
)
AGAIN = (
    r"(?:second|third|fourth|fifth)\s+(?:(?:successive|consecutive|straight|running)\s+year"
    r"|year\s+(?:running|in\s+a\s+row|in\s+succession))|(?:two|three|four|five)\s+years\s+(?:running"
    r"|in\s+a\s+row"
    r"|in\s+succession)|(?:two|three|four|five)\s+(?:successive|consecutive)\s+years"
)
EACH = Pattern(rf"\b(?:neither|both|each|either|{AGAIN})\b", re.I)
SIDES = r"(?:above|below|behind|ahead|short|under|over|worse|better|higher|lower|more|fewer|less|adrift|shy)"
A_LITTLE = Pattern(
    rf"\b(?:slightly|marginally|a\s+(?:little|bit|touch|shade|fraction|whisker)|just|narrowly"
    rf"|fractionally)\s+{SIDES}\b",
    re.I,
)
FAR = Pattern(rf"\b(?:far|well|much|considerably|significantly|markedly|a\s+long\s+way)\s+{SIDES}\b", re.I)
LARGE, SMALL = Fraction(1, 4), Fraction(1, 40)
NOT_FAR = 60
A_SHARE = Pattern(rf"\b(?:{HEDGE})(?:{FRACTION}|(?P<n>\d[\d,]*(?:\.\d+)?)(?P<percent>%)?)", re.I)
THEIRS = Pattern(
    r"^\s*England\s+(?:does|did|is|was|fares?|has|had)\b[^,.;:(]{0,100}|\b(?:England|the\s+(?:national"
    r"|country)\s*\w*)(?:[’']s)?\s+(?!(?:and|but|or"
    r"|yet)\b)(?:[^\W\d]+\s+){1,12}?(?:\(\d[\d.%]*\)\s+)?than\s+(?:our|us|ours|we"
    r"|in\s+our|here|locally)\b",
    re.I,
)
"""“England does worse than our 25.0%”."""


PERCENT = Pattern(rf"(?<![\d.\w-])(?P<n>{N})\s?(?:%|per\s+cent\b)", re.I)


ROUNDED = Pattern(
    r"(?<!\bis\s)(?<!\bare\s)(?<!\bwas\s)(?<!\bwere\s)\b(?:(?:just|slightly|a\s+little"
    r"|well)\s+)?(?:over|under|above"
    r"|below|more\s+than|less\s+than|nearly|almost|about|around|some|roughly|from)\s+$",
    re.I,
)
"""“Just over 95%” is some share that was rounded, and no target."""


def wrong_targets(words: str, figures: Sequence[Said], span: tuple[int, int]) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of what is said of figures beside their target or England."""
    clause = words[span[0] : span[1]]
    if (
        UNCERTAIN.search(clause)
        or FUTURE.search(GOAL.sub(" ", clause))
        and not re.search(r"\b(?:goal|aim)\b", clause, re.I)
    ):
        return
    if goal := GOAL.search(clause) or mark_in(words, figures, span):
        yield from _target(clause, goal, figures)
        yield from _how_far(clause, goal, figures, "target")
    elif land := next((m for m in ENGLAND.finditer(clause) if _is_laid_beside(clause, m)), None):
        yield from _england(clause, land, figures)
        yield from _how_far(clause, land, figures, "england")


def _is_laid_beside(clause: str, land: re.Match[str]) -> bool:
    """Whether other councils are what a figure is held against: England always is."""
    return not land["others"] or bool(LAID_BESIDE.search(clause[: land.start()]))


def _target(clause: str, goal: re.Match[str], figures: Sequence[Said]) -> Iterator[tuple[str, str]]:
    ways, known = _ways(clause, MET, MISSED), [*_beside(figures, "target")]
    if len(ways) != 1 or not known or any(one.known is None for one in figures):
        return
    met = [
        apart * good_way(one) >= 0
        for one, _, apart in [*known, *_of_other_times(figures, known)]
        if good_way(one)
    ]
    is_of_each = EACH.search(clause)
    says_met = ways.pop() > 0
    if met and (says_met not in met or is_of_each and (not says_met) in met):
        one, aim, _ = known[0]
        said = f"“{goal.group()}” stands beside {one.printed.text}, and the target is {aim}."
        yield "claim", f"{said} Choose words that fit, or check the figure."


def target_of(one: Said) -> Fraction | None:
    """The target of a figure, where it has one."""
    aim = stated(one.known.aside.target) if one.known and one.known.aside else None
    return aim.value if aim else None


def mark_in(words: str, figures: Sequence[Said], span: tuple[int, int]) -> re.Match[str] | None:
    """Where the target of one of the figures stands as a typed number: “the 95% that we set ourselves”."""
    printed = [(one.start, one.end) for one in figures]
    aims = {aim for one in figures if one.printed.is_percent and (aim := target_of(one)) is not None}
    for found in PERCENT.finditer(words, *span) if aims else ():
        is_printed = any(a <= found.start() < b for a, b in printed)
        if number_of(found["n"]) in aims and not (is_printed or ROUNDED.search(words[: found.start()])):
            return found
    return None


def _of_other_times(
    figures: Sequence[Said], known: Sequence[tuple[Said, str, int]]
) -> Iterator[tuple[Said, str, int]]:
    """The same figures of another year beside the target of this one."""
    for one in figures:
        text = next((text for other, text, _ in known if other.kind == one.kind and other is not one), "")
        target = stated(text)
        if target is not None and target.value is not None:
            yield one, text, (value_of(one) > target.value) - (value_of(one) < target.value)


def _england(clause: str, land: re.Match[str], figures: Sequence[Said]) -> Iterator[tuple[str, str]]:
    known = [*_beside(figures, "england")]
    clause = _without_shares(clause, {text for _, text, _ in known})
    theirs = THEIRS.search(clause)
    told, turn = (theirs.group(), -1) if theirs else (clause, 1)
    goods, sizes = ({turn * way for way in _ways(told, *pair)} for pair in ((GOOD, BAD), (OVER, UNDER)))
    for one, text, apart in known if len(known) == len(figures) else ():
        way = apart * good_way(one) if goods else apart
        if way and len(goods or sizes) == 1 and way not in (goods or sizes):
            said = f"“{land.group()}” stands beside {one.printed.text}, and England has {text}."
            yield "claim", f"{said} Choose words that fit, or check the figure."
            return


def _without_shares(clause: str, theirs: set[str]) -> str:
    """The clause without “more than half” and “over 20%”, but with “below 69.0%” of England’s own."""
    return A_SHARE.sub(
        lambda found: found.group() if f"{found['n']}{found['percent'] or ''}" in theirs else " ", clause
    )


def _how_far(
    clause: str, found: re.Match[str], figures: Sequence[Said], name: str
) -> Iterator[tuple[str, str]]:
    """“Slightly below England”, where 14 points lie between."""
    lead = clause[max(0, found.start() - NOT_FAR) : found.start()]
    little, far = A_LITTLE.search(lead), FAR.search(lead)
    known = [(one, text, _share_apart(one, text)) for one, text, _ in _beside(figures, name)]
    for told, is_wrong in ((little, lambda size: size > LARGE), (far, lambda size: size < SMALL)):
        if told and not (little and far) and known and all(is_wrong(size) for *_, size in known):
            one, text, _ = known[0]
            said = f"“{' '.join(told.group().split())}” is said of {one.printed.text} beside {text}."
            yield "claim", f"{said} Choose words that fit, or check the figure."


def _share_apart(one: Said, text: str) -> Fraction:
    """How far a figure lies from the other, as a part of the smaller room on either side of it."""
    other = stated(text)
    theirs = (other.value if other else None) or Fraction(1)
    room = min(theirs, 100 - theirs) if one.printed.is_percent and theirs < 100 else theirs
    points = abs(value_of(one) - theirs)
    return points / max(room, Fraction(10)) if one.printed.is_percent else points / theirs


def _beside(figures: Sequence[Said], name: str) -> Iterator[tuple[Said, str, int]]:
    """The figures that have a target, or one of England, with it and with the side on which they lie."""
    for one in figures:
        text = getattr(one.known.aside, name) if one.known and one.known.aside else ""
        other = stated(text)
        if other is not None and other.value is not None:
            yield one, text, (value_of(one) > other.value) - (value_of(one) < other.value)


def _ways(clause: str, more: Pattern, fewer: Pattern) -> set[int]:
    """1 for what says so, -1 for what says the opposite; a denial turns it round."""
    found = {-1 if _is_denied(clause, m) else 1 for m in more.finditer(clause)}
    return found | {1 if _is_denied(clause, m) else -1 for m in fewer.finditer(clause)}


def _is_denied(clause: str, found: re.Match[str]) -> bool:
    """“Did not meet the target”, “met no target”, “met in neither year”."""
    is_of_none = OF_NONE.match(clause, found.end()) or OF_NO_TARGET.search(clause[: found.start()])
    return is_denied(clause, found.start()) or bool(is_of_none)
