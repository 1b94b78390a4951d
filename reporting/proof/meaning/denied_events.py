"""Events that a sentence denies without printing their number, held to the figure of just that: “not one
disagreement had to be taken to the formal stage” is refused where there was one, and passes where the report
knows that there was none."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reporting.proof.manuscript import Fault, Known, Manuscript
from reporting.proof.meaning.beside import group_of, number
from reporting.proof.meaning.denied import EVENTS, NARROWER, NOT_OF_ALL, OF_RECORDS, OF_SOME, Event
from reporting.proof.meaning.denied_bounds import beyond_a_bound
from reporting.proof.meaning.negation import UNCERTAIN
from reporting.proof.pattern import Pattern
from reporting.proof.periods import in_a_sentence, span
from reporting.proof.sentence import Sentence, read_sentences, without_letters
from reporting.proof.shares import FUTURE
from reporting.proof.subjects.all_or_none import claim_in, told_of_all
from reporting.proof.subjects.measures import Titles
from reporting.proof.text import Paragraph, Piece, Words
from reporting.proof.vaguely import VAGUE
from reporting.proof.when import PERIOD
from reporting.proof.worked_out.known_then import spans_named

CLAUSE = Pattern(
    r"[.;:(–]\s+|\s+\(|,\s+(?=(?:though|although|but|while|whilst|whereas|which|and|so|because|as|since"
    r"|where)\b)",
    re.IGNORECASE,
)
OPEN = Pattern(
    r"\b(?:could|can|may|might|must|rather|want(?:s|ed)?|hope[sd]?|pleased|wish\w*|told|tells?"
    r"|(?<!to\sbe\s)said|says?"
    r"|think\w*|thought|believe\w*|feels?|felt|ask(?:s|ed)?|need|ought|until|before)\b|\?|\bI\b",
    re.IGNORECASE,
)
"""What was wished for, said by others or asked is no claim."""
SPEAKS = Pattern(
    r"\b(?:no|not|none|nobody|nothing|never|neither|without|unused|unneeded|untouched|idle|zero|nil|all|every"
    r"|every(?:one|body)|each|both|\w+n[’']t)\b",
    re.IGNORECASE,
)
"""One of these words is in whatever is denied, or said of all."""
QUOTED = Pattern(r"“[^”]*”|\"[^\"]*\"")


@dataclass(frozen=True)
class Denial:
    """One that is told: its words and where they stand in the paragraph."""

    words: str
    start: int
    end: int
    is_true: bool
    """Whether the report knows that there were none of it."""
    wrong: Known | None
    """The figure that contradicts it, or that is not known."""


def without_true(manuscript: Manuscript, paragraph: Paragraph) -> Paragraph:
    """The paragraph with marks for the words that deny what the report knows not to have happened."""
    true = [one for one in _denials(manuscript, paragraph.pieces) if one.is_true]
    if not true:
        return paragraph
    found: list[Piece] = []
    at = 0
    for piece in paragraph.pieces:
        found.append(_marked(piece.text, at, true) if isinstance(piece, Words) else piece)
        at += len(manuscript.printed(piece))
    return replace(paragraph, pieces=tuple(found))


def _marked(text: str, at: int, denials: Sequence[Denial]) -> Words:
    """Words with an x for each letter and digit of a denial, the first as large as it was."""
    for one in denials:
        start, end = max(one.start - at, 0), max(one.end - at, 0)
        text = text[:start] + without_letters(text[start:end]) + text[end:]
    return Words(text)


def faults(
    manuscript: Manuscript, place: str, paragraph: Paragraph, found: Sequence[Fault]
) -> Iterator[Fault]:
    """What is denied and is not so, or of which the report has no figure and nobody has said so yet."""
    for one in _denials(manuscript, paragraph.pieces):
        wrong = one.wrong
        if wrong is not None and not wrong.is_known:
            said = f"“{one.words}” is said of “{wrong.what}”, which is not known."
            yield Fault(place, "unknown", f"{said} Say only that it is not known.")
        elif wrong is not None:
            said = f"“{one.words}” is said, but “{wrong.what}” is {wrong.text} {in_a_sentence(wrong.period)}."
            yield Fault(place, "claim", said)
        elif not one.is_true and not any(_is_of(one, fault) for fault in found):
            said = f"“{one.words}” is said without its figure. Add the figure, or say it in other words."
            yield Fault(place, "typed", said, stops=False)


def _is_of(one: Denial, fault: Fault) -> bool:
    """Whether a fault is about the same words."""
    told = re.match("“([^”]+)”", fault.text)
    return told is not None and (told[1] in one.words or one.words in told[1])


def spoken_of(pieces: Sequence[Piece], titles: Titles) -> Iterator[tuple[str, bool]]:
    """The measures of which a paragraph denies something, or says it of all: their figures are wanted. And
    whether it names a time for it."""
    manuscript, before = Manuscript([], titles=titles), ""
    for sentence in read_sentences(manuscript, pieces) if _speaks(pieces) else ():
        for start, clause in _clauses(sentence.words):
            goes_on_from = _just_before(sentence.words, start, before)
            claim = claim_in(manuscript, clause, goes_on_from)
            codes = {one.code for one in claim.named} if claim else set()
            codes |= {code for event in EVENTS if any(event.denials(clause)) for code in event.codes}
            yield from ((code, bool(PERIOD.search(clause))) for code in sorted(codes))
        before = f"{sentence.words} "


def _speaks(pieces: Sequence[Piece]) -> bool:
    return any(isinstance(piece, Words) and SPEAKS.search(piece.text) for piece in pieces)


def _clauses(words: str) -> Iterator[tuple[int, str]]:
    """Where each clause begins, and its words."""
    begins = [0, *(gap.end() for gap in CLAUSE.finditer(words))]
    for start, end in zip(begins, [*begins[1:], len(words)], strict=True):
        yield start, words[start:end]


def _just_before(words: str, start: int, before: str) -> str:
    """The clause from which one goes on: the last of the sentence, else the sentence before."""
    return CLAUSE.split(words[:start].rstrip(" :;,–("))[-1] or before


def _denials(manuscript: Manuscript, pieces: Sequence[Piece]) -> Iterator[Denial]:
    before = ""
    for sentence in read_sentences(manuscript, pieces) if _speaks(pieces) else ():
        words = QUOTED.sub(lambda said: " " * len(said.group()), sentence.words)
        for found, is_true, wrong in beyond_a_bound(manuscript, words, before):
            yield _denial(found, sentence.at, wrong, is_true=is_true)
        for start, clause in _clauses(words):
            listed = [*_in_clause(manuscript, sentence, clause, start)]
            goes_on_from = _just_before(words, start, before)
            yield from listed or _by_name(manuscript, sentence, clause, start, goes_on_from)
        before = f"{words} "


def _in_clause(manuscript: Manuscript, sentence: Sentence, clause: str, start: int) -> Iterator[Denial]:
    """What a clause denies, of which no figure is printed beside it."""
    if any(pattern.search(clause) for pattern in (FUTURE, UNCERTAIN, OPEN, OF_RECORDS)):
        return
    for event in EVENTS:
        for found in event.denials(clause):
            refs = [*_figures_of(manuscript, event, clause)]
            beside = f"{clause[: found.start()]} {clause[found.end() :]}"
            if {one.ref for one in sentence.figures} & {*refs} or NOT_OF_ALL.search(beside):
                continue
            figures = [manuscript.figures[ref] for ref in refs]
            is_of_some = NARROWER.search(PERIOD.sub("", clause)) or OF_SOME.match(found.group())
            is_true = bool(figures) and all(number(known) == 0 for known in figures)
            wrong = (
                known for known in figures if not (known.is_known and (is_of_some or number(known) == 0))
            )
            yield _denial(found, sentence.at + start, next(wrong, None), is_true=is_true)
            return


def _by_name(
    manuscript: Manuscript, sentence: Sentence, clause: str, start: int, goes_on_from: str
) -> Iterator[Denial]:
    """What a clause denies or says of all of a measure by the measure's own name, and no list of events."""
    if any(pattern.search(clause) for pattern in (FUTURE, UNCERTAIN, OF_RECORDS)):
        return
    is_timed, end = PERIOD.search(clause), start + len(clause)
    ends = sentence.words.find(")", end) if clause.rstrip().endswith("(") else end
    beside = [
        (one.start - start if start <= one.start < ends else -1, one.known.code if one.known else "")
        for one in sentence.figures
        if not is_timed or start <= one.start < ends
    ]
    for found, is_true, wrong in told_of_all(manuscript, clause, goes_on_from, beside):
        yield _denial(found, sentence.at + start, wrong, is_true=is_true)


def _denial(found: re.Match[str], at: int, wrong: Known | None, *, is_true: bool) -> Denial:
    """One that begins so many letters after a place of the paragraph."""
    words = " ".join(found.group().split())
    return Denial(words, at + found.start(), at + found.end(), is_true, wrong)


def _figures_of(manuscript: Manuscript, event: Event, clause: str) -> Iterator[str]:
    """The references of the figures of what is denied, of the period that the clause names, else of the
    year of the report."""
    if VAGUE.search(clause):
        return
    year = (date(manuscript.year - 1, 4, 1), date(manuscript.year, 3, 31)) if manuscript.year else None
    times = spans_named(manuscript, clause) if PERIOD.search(clause) else {year}
    for ref, known in manuscript.figures.items():
        is_count = known.code in event.codes and ref.split("|")[2:3] == ["count"]
        if is_count and span(known.period) in times and _is_of_group(ref, known, event, clause):
            yield ref


def _is_of_group(ref: str, known: Known, event: Event, clause: str) -> bool:
    """Whether a figure is of the group that is meant, of a stage the one that the clause names; where there
    was nothing at all there is nothing of any group."""
    dimension, key = group_of(ref)
    if not dimension:
        return not event.group or number(known) == 0
    if not event.group or event.group == dimension:
        return bool(event.group and re.search(rf"\b{re.escape(key)}\b", clause, re.IGNORECASE))
    return bool(re.search(event.group, key, re.IGNORECASE))
