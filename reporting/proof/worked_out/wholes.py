"""What a figure is a part of, and what happened for the first time: “199 of 323 reviews”, where the 199
are of 237; “for the first time over 94.7%”, where it was more the year before."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from reporting.proof.manuscript import Known, Manuscript
from reporting.proof.meaning.beside import whole_of_rest
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Said, Sentence
from reporting.proof.stated import stated
from reporting.proof.whose import A_PART, OF_A_WHOLE

FIRST = Pattern(
    r"\bfor\s+the\s+(?:very\s+)?first\s+time\b[^.;]{0,40}?\b(?P<way>more\s+than|over|above|at\s+least"
    r"|less\s+than|fewer\s+than|under|below|at\s+most)\s+$",
    re.IGNORECASE,
)
DOWN = ("less", "fewer", "under", "below", "at most")


def wrong_wholes(manuscript: Manuscript, sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each part that is given another whole than its own, and of each first time
    that was none."""
    for (part, known), (whole, other) in pairwise(sentence.ours):
        if not A_PART.fullmatch(sentence.words[part.end : whole.start]) or known.code == other.code:
            continue
        own = base_of(manuscript, part, known)
        if own is not None and own != whole.printed.value:
            yield (
                "base",
                f"{part.printed.text} is said to be of {whole.printed.text}, but “{known.what}” is of {own}. "
                "Choose the whole that it is counted among.",
            )
    yield from _of_the_first(manuscript, sentence)
    for one, known in sentence.ours:
        if found := FIRST.search(sentence.words[: one.start]):
            yield from _first(found["way"].lower(), one, known, sentence)


def _of_the_first(manuscript: Manuscript, sentence: Sentence) -> Iterator[tuple[str, str]]:
    """“Of the 323 reviews held, 199 had the child take part”, where the 199 are of 237."""
    if len(sentence.ours) < 2 or not OF_A_WHOLE.search(sentence.words[: sentence.figures[0].start]):
        return
    (whole, first), *parts = sentence.ours
    for part, known in parts if not whole.printed.is_percent else ():
        own = base_of(manuscript, part, known)
        is_listed = re.fullmatch(r"[^.;:()]{0,60},?[^.;:()]{0,90}", sentence.words[whole.end : part.start])
        if known.code != first.code and is_listed and own not in (None, whole.printed.value):
            said = (
                f"{part.printed.text} is said to be of {whole.printed.text}, but “{known.what}” is of {own}."
            )
            yield "base", f"{said} Choose the whole that it is counted among."


def base_of(manuscript: Manuscript, part: Said, known: Known) -> Fraction | None:
    """The whole that a count of ours is counted among, where the report knows it."""
    if "=" in part.ref:
        return _of_all_groups(manuscript, part)
    if part.kind not in (f"{known.code}|count", f"{known.code}|percent"):
        return None
    whole = stated(known.aside.whole) if known.aside else None
    if whole is not None and whole.value is not None:
        return whole.value
    for ref, figure in manuscript.figures.items():
        if figure.code == known.code and ref.endswith("|base") and figure.period == known.period:
            found = stated(figure.text)
            return found.value if found else None
    return whole_of_rest(manuscript.figures, part)


def _of_all_groups(manuscript: Manuscript, part: Said) -> Fraction | None:
    """All of which a count or a share is one group; no share within a group."""
    code, when, unit = part.ref.split("|")[:3]
    whole = manuscript.figures.get(f"{code}|{when}|count")
    found = stated(whole.text) if whole and unit in ("count", "share") else None
    return found.value if found else None


def _first(way: str, one: Said, known: Known, sentence: Sentence) -> Iterator[tuple[str, str]]:
    """The same figure of another year that stands beside it was already on that side."""
    side = -1 if way.startswith(DOWN) else 1
    for other, was in sentence.ours:
        before, now = other.printed.value, one.printed.value
        is_another = other.kind == one.kind and was.period != known.period
        if is_another and before is not None and now is not None and (before - now) * side > 0:
            said = f"“for the first time {way} {one.printed.text}”"
            yield "claim", f"{said} stands beside {other.printed.text}."
