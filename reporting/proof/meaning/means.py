"""Means in words that two counts of the sentence give: “13 children went missing 23 times, on average almost
twice each”."""

import re
from collections.abc import Iterator
from fractions import Fraction

from reporting.proof.no_figures import without_them
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Sentence
from reporting.proof.worked_out.numbers import HEDGE, N, number

HOW_OFTEN = rf"(?:(?P<word>once|twice)|(?P<n>{N})(?:\s+times)?)"
EACH = (
    r"(?:each|apiece|on\s+average|per\s+(?:child|head|person|IRO)|a\s+(?:child|head)"
    r"|for\s+(?:each|every)\s+child)"
)
MEAN = Pattern(
    rf"\b(?:on\s+average|an\s+average\s+of|\beach\b[^.;,\d]{{0,40}}?)"
    rf"\s+(?:{HEDGE})?{HOW_OFTEN}\b(?!\s*(?:%|per\s+cent"
    r"|in\s|of\s|out\s|working|days|months|weeks|years))"
    rf"|\b(?:{HEDGE.replace('?P<', '?P<b_')})?{HOW_OFTEN.replace('?P<', '?P<b_')}(?:\s+[a-z]+)?\s+{EACH}\b",
    re.IGNORECASE,
)
BOUND = Pattern(
    rf"\b(?:(?:never|not|no)\s+(?P<way>more|fewer|less)\s+than|at\s+(?P<at>least|most))\s+(?P<n>{N})"
    r"(?P<percent>\s?(?:%|per\s+cent\b))?(?![\d-])",
    re.IGNORECASE,
)
ONCE = Pattern(
    r"\b(?:none|nobody|no\s+(?:one|child|young\s+person)|not\s+one|never)\b[^.;:(]{0,60}?"
    r"\b(?:more\s+than\s+once|twice|again|repeatedly|a\s+second\s+time)\b"
    r"|\b(?:each|all|every\s+one)\b[^.;:(]{0,40}?\b(?:(?:just|only)\s+)?once\b(?!\s+(?:or|at\s+least|a)\b)",
    re.IGNORECASE,
)
"""That nobody did so twice is so where there were no more times than children."""
SO_OFTEN = Pattern(
    r"(?<!nearly\s)(?<!almost\s)(?<!about\s)(?<!than\s)(?<!over\s)"
    rf"\b(?P<often>once|twice|{N}(?=\s+times))(?:\s+times)?\s+\($",
    re.IGNORECASE,
)
MEAN_TO = Fraction(1, 20)
"""How near a mean that is typed must be to that of the counts."""
HALF = Fraction(1, 2)
WORDS = {"once": Fraction(1), "twice": Fraction(2)}


def wrong_means(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each mean in words that its two counts do not give."""
    exact = _of_two_counts(sentence)
    if exact is None:
        return
    if (once := ONCE.search(sentence.words)) and exact > 1:
        yield _misfit(once, sentence)
    for found in MEAN.finditer(without_them(sentence.words)):
        is_range = re.search(r"\b(?:and|to|or|than)\s+$", sentence.words[: found.start()])
        if is_range or any(found.start() <= one.start < found.end() for one in sentence.figures):
            continue
        said, _ = _said(found)
        if said is not None and not _fits(found, said, exact):
            yield _misfit(found, sentence)


def _of_two_counts(sentence: Sentence) -> Fraction | None:
    """The larger of the two counts of a sentence that has nothing else, divided by the smaller."""
    counts = sentence.values(is_percent=False)
    are_counts = len(counts) == 2 and all(one.printed.decimals == 0 for one in sentence.figures)
    if not are_counts or len(sentence.ours) != 2 or len(sentence.figures) != 2 or not min(counts):
        return None
    return Fraction(max(counts)) / Fraction(min(counts))


def _misfit(found: re.Match[str], sentence: Sentence) -> tuple[str, str]:
    printed = " and ".join(one.printed.text for one in sentence.figures)
    words = " ".join(found.group().split())
    return "claim", f"“{words}” is said of {printed}. Choose words that fit, or check the figures."


def _said(found: re.Match[str]) -> tuple[Fraction | None, bool]:
    word, numeral = found["word"] or found["b_word"], found["n"] or found["b_n"]
    hedges = ("over", "under", "nearly", "about")
    is_hedged = any(found[name] or found[f"b_{name}"] for name in hedges)
    return (WORDS[word.lower()] if word else number(numeral) if numeral else None), is_hedged


def _fits(found: re.Match[str], said: Fraction, exact: Fraction) -> bool:
    """Whether a mean may be called so: to the next whole number, or as its hedge allows."""
    if found["over"] or found["b_over"]:
        return said <= exact <= said + 1
    if found["under"] or found["b_under"]:
        return said - 1 <= exact <= said
    if found["nearly"] or found["b_nearly"]:
        return said - HALF <= exact < said
    return abs(exact - said) <= HALF


def proved_means(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Where a mean stands that the two counts of the sentence give: “1.8 times on average (23 and 13)”."""
    exact = _of_two_counts(sentence)
    for found in MEAN.finditer(without_them(sentence.words)) if exact is not None else ():
        name = "n" if found["n"] else "b_n"
        said, is_hedged = _said(found)
        if found[name] and exact is not None and said is not None and _is_mean(found, said, exact, is_hedged):
            yield found.span(name)


def _is_mean(found: re.Match[str], said: Fraction, exact: Fraction, is_hedged: bool) -> bool:
    return abs(said - exact) <= MEAN_TO or is_hedged and _fits(found, said, exact)


def wrong_times_told(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of “three times (1)”."""
    for one in sentence.figures:
        found = SO_OFTEN.search(sentence.words[: one.start])
        if found is None or one.printed.is_percent or one.printed.decimals:
            continue
        often = found["often"].lower()
        if one.printed.value != (WORDS.get(often) or number(often)):
            said = f"“{found.group().rstrip(' (')}” stands beside {one.printed.text}."
            yield "claim", f"{said} Choose words that fit, or check the figure."


def proved_bounds(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Where a number stands that none of the figures goes beyond: “never more than 16”."""
    for found in BOUND.finditer(sentence.words):
        values = sentence.values(is_percent=bool(found["percent"]))
        limit, is_top = number(found["n"]), (found["way"] or found["at"]).lower() in ("more", "most")
        if values and all(value <= limit if is_top else value >= limit for value in values):
            yield found.span("n")
