"""A sentence with the figures that stand in it: what is printed, and what each figure is of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from reporting.proof.borne_out.words import COMPARED, MOVES, STILL
from reporting.proof.manuscript import Known, Manuscript
from reporting.proof.meaning.other_matters import other_matters, without
from reporting.proof.move_words import TIMES_OVER, YARDSTICK
from reporting.proof.number_words import UNDER_HUNDRED
from reporting.proof.pattern import Pattern
from reporting.proof.stated import Stated, stated
from reporting.proof.text import SENTENCE, Outside, Piece, Reference, Words


@dataclass(frozen=True)
class Said:
    """A figure where it stands in a sentence. `known` is ours; None for one from elsewhere."""

    start: int
    end: int
    printed: Stated
    known: Known | None
    kind: str
    """Two of one kind are the same figure of two periods; empty for one from elsewhere."""
    ref: str = ""
    """The reference of a figure of ours."""


@dataclass(frozen=True)
class Sentence:
    """What the reader reads, and the figures in it in their order."""

    words: str
    figures: tuple[Said, ...]
    at: int = 0
    """Where it begins in its paragraph."""
    of_others: tuple[tuple[int, int], ...] = ()
    """Where clauses stood, now blank, that tell of nothing the report counts."""

    @property
    def ours(self) -> tuple[tuple[Said, Known], ...]:
        """The figures that the portal computed."""
        return tuple((one, one.known) for one in self.figures if one.known)

    def values(self, *, is_percent: bool) -> list[Fraction]:
        """The values of its shares, or of its counts and means."""
        alike = (one.printed for one in self.figures if one.printed.is_percent is is_percent)
        return [printed.value for printed in alike if printed.value is not None]

    def pair(self) -> tuple[tuple[Said, Known], tuple[Said, Known]] | None:
        """The one figure that stands here of two periods, in the order of the words; None unless there is
        just one."""
        kinds = {one.kind for one, _ in self.ours}
        pairs = [[found for found in self.ours if found[0].kind == kind] for kind in kinds]
        pairs = [pair for pair in pairs if len({known.period for _, known in pair}) > 1]
        if len(pairs) != 1 or len(pairs[0]) != 2:
            return None
        return pairs[0][0], pairs[0][1]


def kind_of(ref: str) -> str:
    """A reference without its period: “starters|year|count” -> “starters|count”."""
    code, _, rest = ref.partition("|")
    return f"{code}|{rest.partition('|')[2]}"


def read_sentences(manuscript: Manuscript, parts: Sequence[Piece]) -> Iterator[Sentence]:
    """The sentences of a paragraph, figures shown."""
    text, found = "", []
    for piece in parts:
        shown = manuscript.printed(piece)
        value = None if isinstance(piece, Words) else stated(shown)
        if value is not None and value.value is not None:
            ref = piece.ref if isinstance(piece, Reference) else ""
            known = manuscript.figures.get(ref)
            kind = kind_of(ref) if ref else ""
            found.append(Said(len(text), len(text) + len(shown), value, known, kind, ref))
        text += without_letters(shown) if isinstance(piece, Outside) and value is None else shown
    text = said_plainly(text)
    begins = [0, *(gap.end() for gap in SENTENCE.finditer(text))]
    for start, end in zip(begins, [*begins[1:], len(text)], strict=True):
        inside = [one for one in found if start <= one.start < end]
        moved = tuple(replace(one, start=one.start - start, end=one.end - start) for one in inside)
        words, places = text[start:end].strip(), [(one.start, one.end) for one in moved]
        of_others = tuple(other_matters(words, places))
        yield Sentence(without(words, of_others), moved, start, of_others)


LETTER = Pattern(r"[a-z\d]", re.I)


def without_letters(words: str) -> str:
    """As many letters that say nothing: what a source claims, or what is settled, is no claim of ours."""
    return LETTER.sub(lambda found: "X" if found.group().isupper() else "x", words)


OUTER = Pattern(
    r"\b(?:it\s+(?:is|was|would\s+be)\s+(?:not\s+(?:the\s+case|true|right|so)|wrong|untrue|false|incorrect"
    r"|a\s+mistake)\s+"
    r"(?:to\s+(?:say|claim|think|suggest|believe)\s+)?|(?:we|nobody|no\s+one)\s+(?:cannot|can|can’t|could"
    r"\s+not|could)\s+"
    r"(?:say|claim)\s+)that\b",
    re.I,
)
DID_NOT = Pattern(
    r"\bdid\s+not\s+(?P<verb>improve|rise|fall|drop|grow|increase|decrease|decline|worsen|meet|reach"
    r"|miss)\b",
    re.I,
)
INNER = Pattern(r"\b(?:not|no(?!\s+(?:more|fewer|less|longer)\b)|never|none\s+of|nobody)\b", re.I)
PAST = {"rise": "rose", "fall": "fell", "drop": "dropped", "grow": "grew", "meet": "met"}


def said_plainly(words: str) -> str:
    """The words with as many letters and what they deny twice said plainly, “it would be wrong to say that it
    did not improve” as “it improved”; what they deny once stays denied."""
    outer = OUTER.search(words)
    if outer is None:
        return words
    lead, rest = words[: outer.start()], words[outer.end() :]
    for pattern in (DID_NOT, INNER):
        if inner := pattern.search(rest):
            verb = inner.groupdict().get("verb")
            plain = PAST.get(verb.lower(), f"{verb.removesuffix('e')}ed") if verb else ""
            rest = rest[: inner.start()] + plain.ljust(len(inner.group())) + rest[inner.end() :]
            return lead + " " * len(outer.group()) + rest
    return f"{lead}{'not'.rjust(len(outer.group()))}{rest}"


FOLLOWS = Pattern(
    r"(?:(?:That|This|It)\s+(?!has\b|helps\b|rests\b|depends\b|relies\b|hides\b|takes\b|allows\b|shows\b"
    r"|reflects\b|needs\b)[a-z]+s"
    r"|(?:That|This|It|Which)\s+(?:is|was|means?|meant|leaves|left|makes|puts|represents|amounts|compares"
    r"|works|comes|came|falls|fell|rose|lies|still|remains|gives)"
    r"|(?:They|These|Both|Neither)\s+(?:is|was|are|were|rose|fell|have|had)"
    r"|(?:(?:(?:Fewer|More|Less)\s+than|Only|Just|Nearly|Almost|About"
    r"|The\s+other|The\s+remaining|Another)\s+)?"
    rf"(?i:one|{UNDER_HUNDRED}|\d+)\s+(?:had|have|did|were|was|of\s+(?:them|these|those)))\b"
)
"""What says something of the figure in the sentence before: “That is a quarter of them.”"""
REFERS = Pattern(
    r"(?:(?:And|But|Yet|So)\s+)?(?:That|This|It|They|These|Those|Both|Neither"
    r"|(?:The|This|That|Our)\s+(?:numbers?|figures?|totals?|count|shares?|rates?|proportion|percentages?"
    r"|result"
    r"|average)(?!\s+(?:of|for|in|on|who|that|which|with|looked|we)\b))\s+(?:has|have|had|was|were|is|are"
    r"|[a-z]+ed|rose|fell|grew|shrank|now|also|again|once)\b",
    re.I,
)
"""Whose subject stands in the sentence before: “The number has doubled since 2023-24.”"""
A_CHANGE = Pattern(
    rf"{MOVES.pattern}|{STILL.pattern}|\b(?:{'|'.join(TIMES_OVER)})\b"
    rf"|\b(?:above|below|over|under|better|worse|higher|lower|ahead|behind|short|close|similar|in\s+line"
    rf"|the\s+same)\b[^.;:]*{YARDSTICK.pattern}",
    re.I,
)
A_NUMBER = Pattern(
    r"(?:(?:And|But|Yet|So)\s+)?(?:The|This|That|Our)\s+(?:numbers?|figures?|totals?|count|shares?|rates?"
    r"|proportion|percentages?)\b",
    re.I,
)
OF_SOMETHING = Pattern(
    r"\s+(?:the|our|their|its|his|her|how|what|each|every|children|us|them|out\s+of)\b", re.I
)
"""“It has improved the mood” tells of no number that it improved."""
AGO = Pattern(
    r"\b(?:more|fewer|less|higher|lower|better|worse)\s+than\s+(?:two|three|four|five)\s+years\s+ago\b"
    r"|\b(?:the\s+same|similar|no\s+different|unchanged)\s+(?:as|from|to)\s+(?:in\s+|it\s+was\s+)?"
    r"(?:last\s+year|the\s+year\s+before|the\s+previous\s+year|20\d\d"
    r"|(?:a|two|three|four|five)\s+years?\s+ago)\b",
    re.I,
)
ITS_PARTS = Pattern(
    r"(?:The|Our|Its)\s+(?:[a-z]+\s+)?(?:[a-z]{3,}est|best|worst|most\s+[a-z]+|least\s+[a-z]+)"
    r"\s+(?:quarter|month)s?\b|(?:The\s+)?(?:first|second|third|fourth|last|final)\s+quarter\s+was\b",
    re.I,
)
"""“The best quarter was the last one.”"""
BESIDE_IT = Pattern(
    r"(?:(?:Last\s+year|The\s+year\s+before|A\s+year\s+(?:ago|earlier|before)|Twelve\s+months\s+(?:ago"
    r"|earlier)"
    r"|In\s+20\d\d[-/]\d\d),?\s+(?:it|they|this|that|the\s+(?:figure|share|number|rate))\s+(?:was|were|had"
    r"|stood)"
    r"|(?:The\s+)?(?:figure|share|rate|average|number)\s+(?:for|in|across|of)\s+(?:England|last\s+year|the"
    r"\s+year\s+before|20\d\d)"
    r"|(?:As\s+an?|In)\s+(?:shares?|percentages?|proportions?|per\s+cent|numbers|total|other\s+words)"
    r"|England\s+(?:has|had|is|was|stands|does)|(?:The\s+)?(?:England|national)\s+(?:figure|average|rate"
    r"|share)"
    r"|(?:Our|The)\s+target\s+(?:is|was)|In\s+(?:the\s+other|a\s+\w+\s+of)|For\s+the\s+other|The\s+(?:other"
    r"|rest))\b",
    re.I,
)


def with_those_before(told: Sequence[Sentence]) -> list[Sentence]:
    """The sentences, each that only goes on about the figure before it run together with the one before."""
    found: list[Sentence] = []
    for one in told:
        before = found[-1] if found else None
        if before is None or not _is_about_it(before, one):
            found.append(one)
            continue
        apart = one.at - before.at
        gap = " " * (apart - len(before.words))
        words = f"{before.words.rstrip('.!?')},{gap}{one.words}" if before.words.endswith((".", "!")) else ""
        moved = (replace(x, start=x.start + apart, end=x.end + apart) for x in one.figures)
        joined = Sentence(words, (*before.figures, *moved), before.at)
        found.append(joined if len(words) == apart + len(one.words) else one)
    return found


def _is_about_it(before: Sentence, one: Sentence) -> bool:
    """Whether a sentence is to be read with the one before it."""
    goes = goes_on(one) and bool(before.figures or one.figures)
    return goes or not before.figures and _begins_with_one(one)


def _begins_with_one(one: Sentence) -> bool:
    """Whether a figure stands first: “Fewer left than came. 46 left and 56 came” is read in one."""
    return any(figure.start == 0 for figure in one.figures)


def goes_on(one: Sentence) -> bool:
    """Whether a sentence says something of the figure before it, or of what is known beside that."""
    is_of_it = FOLLOWS.match(one.words) or not one.figures and BESIDE_IT.match(one.words)
    return bool(is_of_it) or refers_back(one)


def refers_back(one: Sentence) -> bool:
    """Whether a sentence without figures tells of the one before it how that moved, or how it was in parts
    of the year."""
    return not one.figures and bool(tells_of_it(one.words) or ITS_PARTS.match(one.words))


def tells_of_it(words: str) -> bool:
    """Whether words tell of something named before them how it moved, or how it stands to others."""
    told = (found for pattern in (A_CHANGE, COMPARED, AGO) for found in pattern.finditer(words))
    return bool(REFERS.match(words)) and any(not OF_SOMETHING.match(words, found.end()) for found in told)


def tells_of_a_number(words: str) -> bool:
    """The same of words whose subject can only be a number: “the figure”, “our rate”."""
    return bool(A_NUMBER.match(words)) and tells_of_it(words)


def leads_elsewhere(sentence: Sentence, found: re.Match[str]) -> bool:
    """Whether a word leads to a figure of another kind than the pair: “the number in care rose to 136”."""
    kinds = {one.kind for one, _ in sentence.pair() or ()}
    after = [one for one, _ in sentence.ours if one.start >= found.end() and one.kind not in kinds]
    between = sentence.words[found.end() : after[0].start] if after and kinds else ""
    return bool(re.fullmatch(r"\s+(?:\w+ly\s+)?to\s+", between))


DENIES = Pattern(r"\b(?:not|no|neither|nor|never|\w+n[’']t)\b", re.I)
LEAVES_OPEN = Pattern(r"\b(?:without|despite|whether|if|no\s+(?:longer|doubt))\b", re.I)


def is_denied(words: str, at: int) -> bool:
    """Whether what stands there is said not to be so, or not said at all: “did not rise”, “despite the
    rise”."""
    near = _just_before(words, at)
    return bool(DENIES.search(near) or LEAVES_OPEN.search(near))


def is_said_not(words: str, at: int) -> bool:
    """Whether what stands there is said not to be so: “did not rise”, and not “despite the rise”."""
    near = _just_before(words, at)
    is_not = DENIES.search(near) or re.search(r"\bneither\b[^.;:]*\bnor\b", words[:at], re.I)
    return bool(is_not and not LEAVES_OPEN.search(near))


def _just_before(words: str, at: int) -> str:
    return " ".join(words[:at].split()[-4:])


A_RATE = Pattern(r"\b(?:share|rate|proportion|percentage)s?\b[^,;.:(\d]{0,30}$", re.I)
A_COUNT = Pattern(r"\b(?:numbers?|total|count)\b[^,;.:(\d]{0,30}$", re.I)


def is_of_the_other_unit(words: str, at: int, *, is_percent: bool) -> bool:
    """Whether what stands there is told of a share where the figure is a count, or the other way round."""
    return bool((A_COUNT if is_percent else A_RATE).search(words[:at]))
