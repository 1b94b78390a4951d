"""Words that say which way something moved, and by how much, held to every figure of the clause that is
known at an earlier time."""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from reporting.proof.borne_out.gaps import is_of_a_gap
from reporting.proof.borne_out.not_moved import is_of_another, wrong_rests
from reporting.proof.borne_out.series import after, befores, named_before, value_of
from reporting.proof.borne_out.words import (
    AGAINST_THEN,
    AGO,
    BESIDE,
    COMPARED,
    CONCLUDED,
    FAILED,
    MORE_THEN,
    MOVES,
    OFTEN,
    SO_NOW,
    SO_OFTEN,
    STILL,
    STRONG,
    WAS_SO,
    WEAK,
)
from reporting.proof.manuscript import Manuscript
from reporting.proof.meaning.beside import group_of
from reporting.proof.meaning.negation import UNCERTAIN, counts_the_rest, is_turned
from reporting.proof.meaning.quantities import OTHER
from reporting.proof.meaning.topics import of_figure, subjects_in
from reporting.proof.moves import is_near
from reporting.proof.pattern import Pattern
from reporting.proof.periods import span as period_of
from reporting.proof.sentence import Said, Sentence, is_denied, is_of_the_other_unit, kind_of
from reporting.proof.shares import FUTURE
from reporting.proof.stated import stated
from reporting.proof.worked_out.known_then import spans_named

LITTLE_POINTS, LITTLE = Fraction(1), Fraction(5, 100)
MUCH_POINTS, MUCH = Fraction(6), Fraction(1, 4)
NOT_FAR = 30
"""Letters between a word of movement and the one that says how much."""
REACHED = Pattern(
    r"\b(?P<verb>[a-z]{3,}(?:ed|pt|ft|ng|nk|ew|ose))\s+(?:[a-z]+ly\s+|back\s+|again\s+|further\s+"
    r"|on\s+)?to\s+(?:just\s+|only\s+)?$",
    re.I,
)
MEANT = Pattern(
    r"[^.;:]{0,60}?\b(?:is|are|remains?)\s+(?:\w+\s+){0,3}?(?:priority|goals?|aims?|needed|planned"
    r"|hoped)\b",
    re.I,
)
"""“An increase in checks is a priority”."""
HOPED = Pattern(r"\b(?:hoped|wanted|expected|planned|meant|intended)\b[^,;:]*$", re.I)
WAS = Pattern(rf"\bthan\s+{AGO},?\s+(?:when|where|which)\b", re.I)
EACH = Pattern(r"[^.;:]{0,30}?\b(?:(?:each|every)\s+month|month\s+(?:by|after)\s+month)\b", re.I)
FROM_ONE = Pattern(r"\bfrom\s+\d[\d.,]*%?(?:\s+\(?[\w’-]+\)?){0,8}\s*$", re.I)
TO_A_NUMBER = Pattern(r"\s+(?:[a-z]+ly\s+|back\s+|again\s+)?to\s+(?:(?:just|only|about)\s+)?(?=\d)", re.I)
NEUTRAL = Pattern(
    r"(?:amount|compar|equall?|add|mov|chang|turn|bring|tak|mak|talk|belong|spok|relat|refer|list"
    r"|happen|limit|restrict"
    r"|return|respond|repli|reach|attend|being|during|according|accord|appli|convert|correspond"
    r"|closed|offer"
    r"|came|sent|given|grant|promis|assign|alloc|rang|stretch|round)\w*",
    re.I,
)


def wrong_moves(
    manuscript: Manuscript, sentence: Sentence, words: str, figures: Sequence[Said], span: tuple[int, int]
) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each word of movement in a clause that no figure of it bears out."""
    told = [*_told(words, figures, span)]
    of_each: list[tuple[re.Match[str], Sequence[Said], Sequence[tuple[Said, Fraction]]]] = [
        (found, own, [*_known(manuscript, sentence, words, own, span)])
        for found, own in _in_turn(told, figures)
    ]
    later = [*_since_then(manuscript, words, figures, span)]
    figures = [one for one in figures if not _has_a_later(sentence, one)] or figures
    known = [*_known(manuscript, sentence, words, figures, span)]
    yield from wrong_rests(words, figures, known, span)
    if not told:
        yield from _still(words, known, span)
        yield from _unknown(words, figures, span)
    if later:
        figures, known = [one for one, _ in later], later
    for found, own, theirs in of_each or [(found, figures, known) for found in told]:
        yield from _wrong(words, found, own, theirs, span)


def _since_then(
    manuscript: Manuscript, words: str, figures: Sequence[Said], span: tuple[int, int]
) -> Iterator[tuple[Said, Fraction]]:
    """What became of a figure by a later time that a clause without figures names: “139 in January; by March
    it had been reduced by three”."""
    is_apart = not any(span[0] <= one.start < span[1] for one in figures)
    named = spans_named(manuscript, words[slice(*span)]) if is_apart else set()
    for one, ref, known in ((one, *of) for one in figures for of in manuscript.figures.items() if named):
        ours, theirs, printed = (
            period_of(one.known.period if one.known else ""),
            period_of(known.period),
            stated(known.text),
        )
        is_later = theirs in named and ours is not None and theirs is not None and theirs[1] > ours[1]
        if kind_of(ref) == one.kind and is_later and printed is not None:
            yield replace(one, printed=printed, known=known, ref=ref), value_of(one)


def _in_turn(
    told: Sequence[re.Match[str]], figures: Sequence[Said]
) -> list[tuple[re.Match[str], list[Said]]]:
    """Each of several movements with the last figure that follows it, where each has one: “fell from 14 to 8
    and rose to 15”."""
    if len(told) < 2 or not all(MOVES.made(found) for found in told):
        return []
    told = sorted(told, key=lambda found: found.start())
    ends = [*(found.start() for found in told[1:]), sys.maxsize]
    own = [
        [one for one in figures if found.end() <= one.start < end][-1:]
        for found, end in zip(told, ends, strict=True)
    ]
    return [*zip(told, own, strict=True)] if all(own) else []


def _told(words: str, figures: Sequence[Said], span: tuple[int, int]) -> Iterator[re.Match[str]]:
    """The words of movement that are told of figures of the clause, in their unit."""
    told = [*MOVES.finditer(words, *span), *COMPARED.finditer(words, *span), *OFTEN.finditer(words, *span)]
    told += [found for found in CONCLUDED.finditer(words, *span) if _is_of_them(words, found, figures)]
    told += [
        *SO_NOW.finditer(words, *span),
        *WAS_SO.finditer(words, *span),
        *MORE_THEN.finditer(words, *span),
        *AGAINST_THEN.finditer(words, *span),
    ]
    told += [] if all(one.known for one in figures) else BESIDE.finditer(words, *span)
    units = {one.printed.is_percent for one in figures}
    for found in told:
        is_of_unit = len(units) > 1 or not is_of_the_other_unit(
            words, found.start(), is_percent=True in units
        )
        is_said = is_of_unit and _is_told(words, found) and not is_of_a_gap(words, found)
        if is_said and not (is_of_another(words, found, figures) or _leads_elsewhere(words, found, figures)):
            yield found


def _known(
    manuscript: Manuscript, sentence: Sentence, words: str, figures: Sequence[Said], span: tuple[int, int]
) -> Iterator[tuple[Said, Fraction]]:
    """What each figure was before, or is beside the earlier one or another’s that stands there."""
    for one in figures:
        yield from ((one, was) for was in befores(manuscript, sentence, one))
        yield from ((one, was) for was in named_before(manuscript, words[slice(*span)], one))
    laters = [(later, value_of(one)) for one in figures if (later := after(manuscript, words, one))]
    yield from laters if len(figures) == 1 else []
    yield from _beside_others(figures)


def _wrong(
    words: str,
    found: re.Match[str],
    figures: Sequence[Said],
    known: Sequence[tuple[Said, Fraction]],
    span: tuple[int, int],
) -> Iterator[tuple[str, str]]:
    said, way = " ".join(found.group().split()), _way(found)
    if COMPARED.made(found):
        figures = [one for one in figures if not _is_what_was(words, found, one)]
        known = [(one, was) for one, was in known if one in figures]
    ways = _flows(figures) | _of_parts(figures) | _ways(words[slice(*span)], found, known)
    if not ways:
        yield from (("typed", _unchecked(said, one)) for one in figures[:1])
    elif (1 if way > 0 else -1) not in ways:
        yield "claim", _fault(said, figures[0], known)
    else:
        yield from _how_much(words, found, known)


def _ways(clause: str, found: re.Match[str], known: Sequence[tuple[Said, Fraction]]) -> set[int]:
    """The ways the figures went, as the clause tells of them: both where it can be read either way."""
    ways: set[int] = set()
    for one, was in known:
        goes = _goes(one, was, _way(found))
        ways |= {-goes} if _is_turned(clause, found, one) else {goes}
        if COMPARED.made(found) and is_turned(found.string[: found.start()]) and not _is_of_the_rest(one):
            ways -= {goes}  # “lost touch with more than last year” of those in touch
        ways |= {-goes} if is_turned(clause) and not _is_of_the_rest(one) else set()
    return ways


def _is_what_was(words: str, found: re.Match[str], one: Said) -> bool:
    """“Lower than the year before, when 9.5% had”: the figure is that with which something is compared."""
    between = words[found.start() : one.start]
    return found.end() <= one.start and bool(WAS.search(between))


def _is_turned(clause: str, found: re.Match[str], one: Said) -> bool:
    """“Slipped less often” is told of the late, “came more often” of those who did."""
    return OFTEN.made(found) and bool(FAILED.search(clause)) is not _is_of_the_rest(one)


def _is_of_the_rest(one: Said) -> bool:
    return one.known is not None and counts_the_rest(one.known.what)


def _beside_others(figures: Sequence[Said]) -> list[tuple[Said, Fraction]]:
    """A figure from elsewhere is what ours is laid beside, whether of another time or of others."""
    ours, theirs = ([one for one in figures if bool(one.known) is is_ours] for is_ours in (True, False))
    return [(one, value_of(other)) for one in ours for other in theirs if _are_alike(one, other)]


def _are_alike(one: Said, other: Said) -> bool:
    return one.printed.is_percent is other.printed.is_percent


def _has_a_later(sentence: Sentence, one: Said) -> bool:
    """Whether the same of a later time stands in the sentence: it is the later one that moved."""
    ours = period_of(one.known.period) if one.known else None
    others = (period_of(known.period) for other, known in sentence.ours if other.kind == one.kind)
    return ours is not None and any(theirs is not None and theirs[1] > ours[1] for theirs in others)


def _way(found: re.Match[str]) -> int:
    """1 up, -1 down, 2 better, -2 worse, 0 for a word that only looks so."""
    return {"up": 1, "rose": 1, "down": -1, "fell": -1, "better": 2, "worse": -2}.get(
        found.lastgroup or "", 0
    )


def _is_told(words: str, found: re.Match[str]) -> bool:
    """Whether it is told as having happened, and not of each month, which is checked apart."""
    is_none = MOVES.made(found) and (not _way(found) or SO_OFTEN.match(words, found.end()))
    if is_none or EACH.match(words, found.end()):
        return False
    before = words[: found.start()]
    if HOPED.search(before):
        return False
    is_meant = MEANT.match(words, found.end())
    is_open = is_meant or UNCERTAIN.search(before) or FUTURE.search(before) or is_denied(words, found.start())
    return not is_open and not re.search(
        r"\b(?:to|can|may|might|could|must|help(?:s|ed)?)\s+(?:\w+ly\s+)?$", before, re.I
    )


def _is_of_them(words: str, found: re.Match[str], figures: Sequence[Said]) -> bool:
    """Whether what follows from a figure is told of what it counts: “so more live elsewhere” is not."""
    rest = re.split(r"[.;:]", words[found.end() :], maxsplit=1)[0]
    own = frozenset(name for one in figures if one.known for name in of_figure(one.known))
    return not (OTHER.search(rest) or subjects_in(rest) - own)


def _leads_elsewhere(words: str, found: re.Match[str], figures: Sequence[Said]) -> bool:
    """Whether it leads to a number that is none of the figures: “dipped to 123 in May, and is 136 now”."""
    to = TO_A_NUMBER.match(words, found.end()) if MOVES.made(found) else None
    return to is not None and all(one.start != to.end() for one in figures)


def _goes(one: Said, was: Fraction, way: int) -> int:
    """Which way it went, in the sense of the word: up or down, better or worse."""
    moved = (value_of(one) > was) - (value_of(one) < was)
    better = one.known.is_more_better if one.known else None
    return -moved if abs(way) == 2 and better is False else moved


def _flows(figures: Sequence[Said]) -> set[int]:
    """Which way the number in care went by those who came and those who left; and from group to group."""
    by = {one.ref.partition("|")[0]: value_of(one) for one in figures}
    came = by.get("starters", by.get("entrants"))
    left = by.get("leavers", by.get("exits"))
    found = {(came > left) - (came < left)} if came is not None and left is not None else set()
    grouped = [one for one in figures if group_of(one.ref)[1]]
    return found | ({1, -1} if len({one.ref for one in grouped}) > 1 else set())


def _of_parts(figures: Sequence[Said]) -> set[int]:
    """Which way the share went that a count and its whole make: “199 of 237, down from nine in ten”."""
    found: set[int] = set()
    for part, whole in pairwise(figures):
        of = [stated(x.known.aside.before) if x.known and x.known.aside else None for x in (part, whole)]
        befores_of = [x.value if x else None for x in of]
        is_pair = part.ref.partition("|")[0] == whole.ref.partition("|")[0] and whole.kind.endswith("|base")
        if is_pair and befores_of[0] and befores_of[1] and value_of(whole):
            now, was = value_of(part) / value_of(whole), befores_of[0] / befores_of[1]
            found.add((now > was) - (now < was))
    return found


def _how_much(
    words: str, found: re.Match[str], known: Sequence[tuple[Said, Fraction]]
) -> Iterator[tuple[str, str]]:
    """“Far fewer” of 23 after 24, “slightly” of 56 after 77."""
    near = words[max(0, found.start() - NOT_FAR) : found.end() + NOT_FAR]
    strong, weak = STRONG.search(near), WEAK.search(near)
    if not known:
        return
    sizes = [_size(one, was) for one, was in known]
    if strong and not weak and all(size < 0 for size in sizes):
        yield "claim", _fault(strong.group(), known[0][0], known)
    if weak and not strong and all(size > 0 for size in sizes):
        yield "claim", _fault(weak.group(), known[0][0], known)


def _size(one: Said, was: Fraction) -> int:
    """-1 for a little, 1 for much, 0 between them."""
    moved = abs(value_of(one) - was)
    little, much = (LITTLE_POINTS, MUCH_POINTS) if one.printed.is_percent else (LITTLE * was, MUCH * was)
    return -1 if moved <= little else 1 if moved >= much and moved > 2 else 0


def _still(
    words: str, known: Sequence[tuple[Said, Fraction]], span: tuple[int, int]
) -> Iterator[tuple[str, str]]:
    """“Stood firm” of 84.0% after 88.7%."""
    found = STILL.search(words, *span)
    is_near_one = found and any(
        value_of(one) == was if found["exact"] else is_near(value_of(one), was, one.printed.text)
        for one, was in known
    )
    if found and known and _is_told(words, found) and not is_near_one:
        yield "claim", _fault(" ".join(found.group().split()), known[0][0], known)


def _unknown(words: str, figures: Sequence[Said], span: tuple[int, int]) -> Iterator[tuple[str, str]]:
    """A verb of movement that nobody listed: “nosed to 94.7%”."""
    for one in figures:
        found = REACHED.search(words[span[0] : one.start])
        if found and FROM_ONE.search(words[span[0] : span[0] + found.start()]):
            continue  # “from 88.4% in Assessment and Safeguarding to 98.0%”
        if found and not NEUTRAL.fullmatch(found["verb"]) and not MOVES.search(found.group()):
            yield "typed", _unchecked(" ".join(found.group().split()), one)


def _fault(said: str, one: Said, known: Sequence[tuple[Said, Fraction]]) -> str:
    was = next(
        (f"{float(value):g}{'%' if of.printed.is_percent else ''}" for of, value in known if of is one), ""
    )
    after = f", which was {was} before" if was else ""
    return f"“{said}” is said of {one.printed.text}{after}. Choose words that fit, or check the figure."


def _unchecked(said: str, one: Said) -> str:
    return (
        f"“{said}” is said of {one.printed.text}, and there is nothing to check it with. Put the other "
        "figure beside it, mark the words with their source, or say it in other words."
    )
