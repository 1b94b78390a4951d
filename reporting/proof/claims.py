"""Figures within sentences: “476 out of 490 (93.9%)”, “5% of 9”, “a majority (34 of 118)”. Typed or from
references, they must recompute."""

import re
from collections.abc import Iterator
from fractions import Fraction

from reporting.proof.meaning.negation import is_turned
from reporting.proof.move_words import TIMES_OVER
from reporting.proof.pattern import Pattern
from reporting.proof.shares import wrong_shares
from reporting.proof.stated import rounded, shown, stated, whole_number_for
from reporting.proof.text import sentences

N = r"(\d(?:[\d,]*\d)?)"
AMOUNT = r"(\d[\d,]*(?:\.\d+)?)"
P = r"(\d+(?:\.\d+)?)\s?(?:%|per cent)"
NOUNS = r"(?:\s+(?!out\b|of\b|each\b|every\b|made\b|up\b|consist|composed\b|sum\b|total\b)[a-z]+){0,4}"
PART_OF_WHOLE = Pattern(
    rf"(?<![\d.,%/–£-]){N}{NOUNS}?\s+(?:out of|of)\s+(?:all\s+|the\s+|a total of\s+)?{N}\b"
    r"(?!\s?(?:%|per cent))",
    re.I,
)
WHOLE_THEN_PART = Pattern(
    rf"(?:^|(?<=[;,(]\s))of\s+(?:all\s+|the\s+|our\s+)*{N}(?!\s?%)\s+[a-z][^.;:,(\d%]{{0,40}}?,?\s+{N}\s+"
    r"(?:were|was|had|went|came|left|did|took|are|have|of\s+(?:them|these|whom)|returned|moved|stayed)\b",
    re.I,
)
"""“Of 46 leavers 56 went home”."""
SHARE = Pattern(P, re.I)
SHARE_OF = Pattern(rf"{P}\s+of\s+(?:the\s+|all\s+|our\s+)?{N}\b(?!\s?%)", re.I)
SHARE_COUNT = Pattern(rf"{P}\s*\(\s*{N}\s*\)\s+of\s+(?:the\s+|all\s+)?{N}\b", re.I)
DAYS = Pattern(r"\b(\d+|five|ten|twenty)\s+(working\s+)?days\b", re.I)

SHARES_IN_WORDS: dict[str, tuple[Fraction, Fraction]] = {
    "majority": (Fraction(1, 2), Fraction(1)),
    "most": (Fraction(1, 2), Fraction(1)),
    "minority": (Fraction(0), Fraction(1, 2)),
    "two thirds": (Fraction(64, 100), Fraction(69, 100)),
    "a third": (Fraction(31, 100), Fraction(36, 100)),
    "one third": (Fraction(31, 100), Fraction(36, 100)),
    "three quarters": (Fraction(725, 1000), Fraction(775, 1000)),
    "a quarter": (Fraction(225, 1000), Fraction(275, 1000)),
    "half": (Fraction(475, 1000), Fraction(525, 1000)),
}  # how far a word may stray from its number


ROSE = frozenset({"rose", "risen", "grew", "grown", "increased", "up", "went up", "gone up", "jumped"}) | {
    "climbed",
    "soared",
    "surged",
    "swelled",
}
FELL = frozenset({"fell", "fallen", "dropped", "decreased", "down", "went down", "gone down", "dipped"}) | {
    "slipped",
    "shrank",
    "plunged",
    "plummeted",
    "slumped",
}
TIMES: dict[str, tuple[Fraction, Fraction]] = {
    "doubled": (Fraction(195, 100), Fraction(205, 100)),
    "trebled": (Fraction(290, 100), Fraction(310, 100)),
    "tripled": (Fraction(290, 100), Fraction(310, 100)),
    "halved": (Fraction(475, 1000), Fraction(525, 1000)),
}  # what becomes of a number, by how many times
MORE_THAN, NEARLY = r"more\s+than\s+", r"(?:nearly|almost)\s+"
MOVED = "|".join(sorted(ROSE | FELL | set(TIMES), key=len, reverse=True))
FROM_TO = Pattern(
    rf"\b({MORE_THAN}|{NEARLY})?({MOVED})\b(?!\s+to\s+date)[^.\d]{{0,40}}?\bfrom\s+{AMOUNT}(?:\s?%)?"
    rf"(?:\s+(?:children|reviews|disputes|times))?,?\s+to\s+{AMOUNT}",
    re.I,
)
TO_FROM = Pattern(
    rf"\b({MORE_THAN}|{NEARLY})?(?!up\s)({MOVED})\s+to\s+{AMOUNT}(?:\s?%)?[^.\d]{{0,30}}?\bfrom\s+{AMOUNT}",
    re.I,
)

AFTER = Pattern(
    rf"\b({MORE_THAN}|{NEARLY})?({'|'.join(TIMES)})\s*[:,(–]\s*{AMOUNT}(?:\s?%)?[^.\d]{{0,25}}?"
    rf"\b(?:after|against|compared\s+with|(?:up\s+|down\s+)?from)\s+{AMOUNT}",
    re.I,
)


def word_share(words: str) -> tuple[str, Fraction, Fraction] | None:
    """The share that words claim: “the majority” -> more than half."""
    low = words.lower()
    return next(((w, *SHARES_IN_WORDS[w]) for w in SHARES_IN_WORDS if w in low), None)


def wrong_claims(text: str) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of every claim in a paragraph that its own numbers contradict."""
    for sentence in sentences(text):
        yield from _from_and_to(sentence)
        yield from wrong_shares(sentence)
        for found in WHOLE_THEN_PART.finditer(sentence):
            whole, part = (Fraction(g.replace(",", "")) for g in found.groups())
            if part > whole:
                yield "impossible", f"{found[2]} of {found[1]}: the part is larger than the whole."
        counted = list(PART_OF_WHOLE.finditer(sentence))
        if len(counted) == 1:
            yield from _part_of_whole(sentence, counted[0])
        for found in SHARE_COUNT.finditer(sentence):
            yield from _recompute(found.group(1), found.group(2), found.group(3))
        for found in SHARE_OF.finditer(sentence):
            base = Fraction(found.group(2).replace(",", ""))
            printed = stated(f"{found.group(1)}%")
            if printed and not counted and base > 0 and whole_number_for(printed, base) is None:
                yield "whole", f"{found.group(1)}% of {found.group(2)} is not a whole number."


def _from_and_to(sentence: str) -> Iterator[tuple[str, str]]:
    """“It rose from 20 to 12”; “it doubled from 12 to 20”."""
    moves = [(*m.group(1, 2), m[3], m[4]) for m in FROM_TO.finditer(sentence)]
    moves += [(*m.group(1, 2), m[4], m[3]) for m in (*TO_FROM.finditer(sentence), *AFTER.finditer(sentence))]
    for how, word, first, second in moves:
        before, after = (Fraction(number.replace(",", "")) for number in (first, second))
        if 1900 < before < 2100 and 1900 < after < 2100:
            continue  # years
        if not fits(" ".join((how or "").lower().split()), word.lower(), before, after):
            yield "claim", f"“{how or ''}{word}” does not fit from {first} to {second}."


def fits(how: str, word: str, before: Fraction, after: Fraction) -> bool:
    """Whether a number moved as the word says."""
    if word not in TIMES:
        return before != after and (after > before) is (word in ROSE)
    if not before:
        return False
    times, (low, high) = after / before, TIMES[word]
    exact = TIMES_OVER[word]
    if how == "more than":
        return times < exact if word == "halved" else times > exact
    if how:  # nearly
        return (
            exact < times <= Fraction(65, 100)
            if word == "halved"
            else exact * Fraction(8, 10) <= times < exact
        )
    return low <= times <= high


def _part_of_whole(sentence: str, counted: re.Match[str]) -> Iterator[tuple[str, str]]:
    part, whole = (Fraction(g.replace(",", "")) for g in counted.groups())
    if part > whole:
        yield "impossible", f"{counted.group(1)} of {counted.group(2)}: the part is larger than the whole."
        return
    shares = SHARE.findall(sentence)
    is_of_the_rest = is_turned(sentence[counted.end() :]) and shares and _is_the_rest(shares[0], part, whole)
    if len(shares) == 1 and whole and not is_of_the_rest:
        yield from _recompute(shares[0], counted.group(1), counted.group(2))


def _is_the_rest(share: str, part: Fraction, whole: Fraction) -> bool:
    """“88.5% were answered, and 44 of 383 were not”."""
    printed = stated(f"{share}%")
    return bool(printed and whole and printed.shows(100 * (whole - part) / whole))


def _recompute(share: str, part: str, whole: str) -> Iterator[tuple[str, str]]:
    printed = stated(f"{share}%")
    of, among = Fraction(part.replace(",", "")), Fraction(whole.replace(",", ""))
    if printed is None or not among:
        return
    exact = 100 * of / among
    if not printed.shows(exact):
        yield (
            "percent",
            f"{part} of {whole} is "
            f"{shown(rounded(exact, max(printed.decimals, 1)), max(printed.decimals, 1))}%, not {share}%.",
        )


def two_kinds_of_days(text: str) -> str:
    """The number that a paragraph gives once as days and once as working days; "" when there is none."""
    plain = {n.lower() for n, working in DAYS.findall(text) if not working}
    working = {n.lower() for n, working in DAYS.findall(text) if working}
    return next(iter(sorted(plain & working)), "")
