"""Shares in words that no figure of the sentence bears out, wherever it stands: “one in ten had not had their
teeth checked, as 77.3% had”, “a third fewer than last year: 56”."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import permutations

from reporting.proof.manuscript import Manuscript
from reporting.proof.meaning.beside import (
    share_of_all,
    shares_beside,
    shares_together,
    told_apart,
    whole_of_rest,
)
from reporting.proof.meaning.quantities import EXCEPT, OF_PARTS, clause_of
from reporting.proof.number_words import COUNTED, ONE
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Sentence
from reporting.proof.shares import ALONE, FRACTION, FUTURE, HEDGE, NOT_SO, claim_of
from reporting.proof.stated import stated

CHANGED = Pattern(
    rf"(?<!the )(?<!of )\b(?:{HEDGE})?(?:{FRACTION})\s+(?:more|fewer|less|higher|lower|up|down)\b",
    re.IGNORECASE,
)
INSIDE = Pattern(rf"\b(?:{HEDGE})?(?:{FRACTION})\b", re.IGNORECASE)
COUNTS = Pattern(rf"\b(?:{ONE}|{COUNTED})\b", re.IGNORECASE)
"""“One review in three”."""
POSITIVE = Pattern(r"\s+(?:had|did|have|has|were|was)\b(?!\s+not)", re.IGNORECASE)
FEWER = Pattern(r"\b(?:more|fewer|less)\b(?!\s+than\b)", re.IGNORECASE)
QUOTED = Pattern(r"“[^”]*”")
Place = tuple[int, int]


def wrong_shares(manuscript: Manuscript, sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each share in words that fits no figure of its sentence."""
    for words, _, is_right in _shares(manuscript, sentence):
        if not is_right:
            printed = " and ".join(one.printed.text for one in sentence.figures)
            yield "claim", f"“{words}” stands beside {printed}. Choose words that fit, or check the figure."


def proved(manuscript: Manuscript, sentence: Sentence) -> Iterator[Place]:
    """Where shares stand that a figure bears out: their numbers are not typed."""
    yield from (place for _, place, is_right in _shares(manuscript, sentence) if is_right)


def _shares(manuscript: Manuscript, sentence: Sentence) -> Iterator[tuple[str, Place, bool]]:
    words = QUOTED.sub(lambda said: " " * len(said.group()), sentence.words)
    together = shares_together(manuscript.figures, sentence.figures)
    parts = [*parts_of(manuscript, sentence), *together, *(1 - share for share in together)]
    for pattern, of_all in ((ALONE, parts), (INSIDE, parts), (CHANGED, _changes(sentence))):
        for found in pattern.finditer(words) if of_all else ():
            claim = claim_of(found) if _is_told(words, found, pattern) else None
            if claim is not None:
                known = _the_rest(sentence, found) or of_all
                beside = shares_beside(words, found.span(), sentence.figures)
                known = [*known, *(beside if pattern is not CHANGED else _from(sentence, beside))]
                yield " ".join(found.group().split()), found.span(), any(map(claim.fits, known))


def _is_told(words: str, found: re.Match[str], pattern: Pattern) -> bool:
    """Whether a share is told as it is, and of the figures: not “a third fewer” read as “a third”."""
    if FUTURE.search(words[: found.start()]) or pattern is not CHANGED and FEWER.search(found.group()):
        return False
    return not (_is_of_the_others(words, found) or pattern is INSIDE and not _counts(found))


def _is_of_the_others(words: str, found: re.Match[str]) -> bool:
    """Whether a share is said of all the others."""
    begin, end = clause_of(words, found.start())
    return bool(EXCEPT.search(words, begin, end) or OF_PARTS.search(words, begin, found.start()))


def _counts(found: re.Match[str]) -> bool:
    return bool(COUNTS.search(found["in"] or ""))


def _from(sentence: Sentence, beside: list[Fraction]) -> Iterator[Fraction]:
    """By what part of itself England’s share is missed: “a third lower than England’s”."""
    for one in sentence.figures:
        value = one.printed.value
        yield from (abs(value / 100 - other) / other for other in beside if value is not None and other)


def _the_rest(sentence: Sentence, found: re.Match[str]) -> list[Fraction]:
    """“A third had not had a check; 77.3% had”: only the rest can bear it out."""
    after = [one for one in sentence.figures if one.start >= found.end()]
    if len(after) != 1 or not after[0].printed.is_percent or after[0].printed.value is None:
        return []
    is_denied = NOT_SO.search(sentence.words[found.end() : after[0].start])
    is_told = POSITIVE.match(sentence.words[after[0].end :])
    return [1 - after[0].printed.value / 100] if is_denied and is_told else []


def _of_groups(manuscript: Manuscript, sentence: Sentence) -> Iterator[Fraction]:
    """Counts of groups as shares of all groups together."""
    for one, _ in sentence.ours:
        share = share_of_all(manuscript.figures, one) if "=" in one.ref else None
        if share is not None:
            yield share


def parts_of(manuscript: Manuscript, sentence: Sentence) -> list[Fraction]:
    """Every share that the figures give: of all, the rest, one count of another."""
    apart = [one.printed for one in told_apart(sentence.words, sentence.figures)]
    shares = [printed.value / 100 for printed in apart if printed.is_percent and printed.value is not None]
    counts = sentence.values(is_percent=False)
    shares += [part / whole for part, whole in permutations(counts, 2) if part <= whole and whole]
    shares += [(a + b) / whole for a, b, whole in permutations(counts, 3) if whole and a + b <= whole]
    shares += [*_of_wholes(manuscript, sentence), *_of_groups(manuscript, sentence)]
    return [*shares, *(1 - share for share in shares)]


def _of_wholes(manuscript: Manuscript, sentence: Sentence) -> Iterator[Fraction]:
    """Counts as shares of what they are counted among, though nobody printed it."""
    for one, known in sentence.ours:
        rest = whole_of_rest(manuscript.figures, one) if one.kind == f"{known.code}|count" else None
        if rest and one.printed.value is not None:
            yield one.printed.value / rest
        whole = stated(known.aside.whole) if known.aside else None
        if whole and whole.value and not one.printed.is_percent and one.printed.value is not None:
            yield one.printed.value / whole.value


def _changes(sentence: Sentence) -> list[Fraction]:
    """By what part of itself one figure lies from another, or from the year before."""
    values = [one.printed.value for one in sentence.figures if one.printed.value is not None]
    if len(values) == 1 and sentence.ours and (aside := sentence.ours[0][1].aside):
        before = stated(aside.before)
        values += [before.value] if before and before.value else []
    return [abs(one - other) / other for one, other in permutations(values, 2) if other]
