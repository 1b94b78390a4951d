"""“Doubled” and “halved” of a figure whose earlier number is typed beside it, or stands nowhere: “the number
of children in care has doubled: 104 in March 2024 and 136 in March 2026”."""

import re
from collections.abc import Iterator
from fractions import Fraction

from reporting.proof.borne_out.series import befores, named_before, value_of
from reporting.proof.claims import TIMES, fits
from reporting.proof.manuscript import Manuscript
from reporting.proof.meaning.negation import UNCERTAIN
from reporting.proof.meaning.topics import of_figure, subjects_in
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Said, Sentence, is_denied
from reporting.proof.shares import FUTURE

OVER = Pattern(
    rf"\b(?:(?P<over>more\s+than)|(?P<nearly>nearly|almost|not\s+quite|all\s+but|about|roughly))?\s*\b"
    rf"(?P<verb>{'|'.join(TIMES)})\b",
    re.IGNORECASE,
)
NOT_FAR = 80
"""Letters before the word in which its subject stands."""


def wrong_times_over(manuscript: Manuscript, sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each such word that the figure of its subject contradicts."""
    for found in OVER.finditer(sentence.words) if len(sentence.ours) == len(sentence.figures) else ():
        one = _told_of(sentence, found)
        how = "more than" if found["over"] else "nearly" if found["nearly"] else ""
        was = {*_before(manuscript, sentence, one)} if one else set()
        if one and was and not any(fits(how, found["verb"].lower(), value, value_of(one)) for value in was):
            said = f"“{' '.join(found.group().split())}” is said of {one.printed.text}, which was"
            yield "claim", f"{said} {' or '.join(f'{float(x):g}' for x in sorted(was))} before."


def _told_of(sentence: Sentence, found: re.Match[str]) -> Said | None:
    """The last figure of the one measure that the words before it name; None where it is not told as so."""
    before, at = sentence.words[: found.start()], found.start("verb")
    if FUTURE.search(before) or UNCERTAIN.search(before) or is_denied(sentence.words, at):
        return None
    named = subjects_in(re.split(r"[;:,.]", before[-NOT_FAR:])[-1])
    mine = [one for one, known in sentence.ours if of_figure(known) & named]
    return mine[-1] if mine and len({one.kind for one in mine}) == 1 else None


def _before(manuscript: Manuscript, sentence: Sentence, one: Said) -> Iterator[Fraction]:
    """What it was at the earlier times that the sentence names; else a year or a period before."""
    named = {*named_before(manuscript, sentence.words, one)}
    yield from named or befores(manuscript, sentence, one)
