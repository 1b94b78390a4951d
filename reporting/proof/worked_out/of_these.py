"""A part told in the sentence after its whole: “We looked after 136 children. Of these, 13 had gone missing”,
where the 13 are of the 182 who were there at any time."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from reporting.proof.manuscript import Known, Manuscript
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Said, Sentence
from reporting.proof.whose import are_of_other_times, counted_by
from reporting.proof.worked_out.wholes import base_of

WHOM = r"(?:\s+(?:children|young\s+people|reviews|checks|decisions|boys|girls|periods\s+of\s+care|episodes))?"
BEFORE = Pattern(
    rf"\b(?:of|among|out\s+of)\s+(?:all\s+(?:of\s+)?)?(?:these|those|them)\b{WHOM}(?!\s+(?:who|that|with"
    rf"|in)\b)"
    r"[^.;:(\d]{0,40}$",
    re.IGNORECASE,
)
AFTER = Pattern(rf"\s+of\s+(?:these|those|them)\b(?!\s+(?:who|that|with|in)\b){WHOM}", re.IGNORECASE)


def wrong_parts(manuscript: Manuscript, told: Sequence[Sentence]) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each part of another whole than the figures to which “these” points."""
    for n, one in enumerate(told):
        for place, (part, known) in enumerate(one.ours):
            if not _is_of_these(one, part):
                continue
            before = list(one.ours[:place])
            wholes = before or next((list(s.ours) for s in reversed(told[:n]) if s.figures), [])
            yield from _wrong(manuscript, part, known, wholes)


def _is_of_these(one: Sentence, part: Said) -> bool:
    found = BEFORE.search(one.words[: part.start])
    is_next = found and not any(found.start() < other.start < part.start for other in one.figures)
    return bool(is_next or AFTER.match(one.words[part.end :]))


def _wrong(
    manuscript: Manuscript, part: Said, known: Known, wholes: Sequence[tuple[Said, Known]]
) -> Iterator[tuple[str, str]]:
    own = base_of(manuscript, part, known)
    counts = [(one, of) for one, of in wholes if not one.printed.is_percent and one.printed.value is not None]
    if not counts or any(_may_be_of(known, own, part, one, of) for one, of in counts):
        return
    one, of = counts[-1]
    said = f"{part.printed.text} is said to be of {one.printed.text}, “{of.what}”, but “{known.what}” is of"
    whole = f"{own}" if own is not None else f"{known.base}, {known.period}"
    yield "base", f"{said} {whole}. Choose the whole that it is counted among."


def _may_be_of(known: Known, own: Fraction | None, part: Said, one: Said, of: Known) -> bool:
    """Whether a figure may be a part of the other: by what it is counted among where that is known."""
    if known.code == of.code and known.period == of.period or own == one.printed.value:
        return True
    if own is not None:
        return False
    is_apart = are_of_other_times(known, of) and not part.printed.is_percent and known.code != of.code
    return not is_apart and bool(counted_by(known) & counted_by(of))
