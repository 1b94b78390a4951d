"""Groups that a sentence names without their figures: “second reviews were late less often than first ones”
beside the figure of second reviews alone; and groups and figures in turn, “respectively”."""

import re
from collections.abc import Iterator
from fractions import Fraction

from reporting.proof.borne_out.series import good_way, value_of
from reporting.proof.manuscript import Manuscript
from reporting.proof.meaning.beside import group_of, head_of, others
from reporting.proof.meaning.naming import named_in
from reporting.proof.meaning.negation import counts_the_rest, is_turned
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Said, Sentence, is_denied

TOLD = Pattern(
    r"\b(?:(?P<high>more|higher|greater|larger|bigger)|(?P<low>fewer|less|lower|smaller)"
    r"|(?P<best>better|stronger|timelier|ahead\s+of)|(?P<worst>worse|weaker|poorer|behind))\b",
    re.IGNORECASE,
)
THAN = Pattern(
    r"\b(?:than|ahead\s+of|behind)\b(?!\s+(?:(?:the|our|its)\s+)*(?:target|England|last|year))", re.I
)
RESPECTIVELY = Pattern(r"\brespectively\b", re.IGNORECASE)


def wrong_rivals(manuscript: Manuscript, sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of a group on the wrong side of another of which no figure stands by."""
    yield from _in_turn(manuscript, sentence)
    grouped = [one for one, _ in sentence.ours if group_of(one.ref)[1]]
    if len(grouped) != 1 or len(sentence.figures) != 1:
        return
    one, found = grouped[0], TOLD.search(sentence.words)
    than = THAN.search(sentence.words, found.start()) if found else None
    if found is None or than is None or is_denied(sentence.words, found.start()):
        return
    way = _way(found, one, sentence.words[: than.start()])
    rest = re.split(r"[,;:(]", sentence.words[than.end() :], maxsplit=1)[0]
    for name, value in _named(manuscript, one, rest):
        if way and (value_of(one) - value) * way <= 0:
            said = f"“{found.group()}” is said of {one.printed.text}, but {name} has {float(value):g}."
            yield "claim", f"{said} Choose words that fit, or check the figure."
            return


def _way(found: re.Match[str], one: Said, lead: str) -> int:
    """1 where the words say more of what the figure counts, -1 where they say less."""
    if found["best"] or found["worst"]:
        return good_way(one) * (1 if found["best"] else -1)
    is_of_rest = one.known is not None and counts_the_rest(one.known.what)
    way = 1 if found["high"] else -1
    return -way if is_turned(lead) is not is_of_rest else way


def _named(manuscript: Manuscript, one: Said, words: str) -> Iterator[tuple[str, Fraction]]:
    """The other groups that words name, with their figures; none where they name its own too."""
    own = group_of(one.ref)[1]
    values = {name: value for name, _, value in others(manuscript.figures, one)}
    patterns = named_in(tuple(sorted({own, *values})))
    told = {name for name, pattern in patterns.items() if pattern and pattern.search(words)}
    yield from ((name, values[name]) for name in sorted(told - {own}) if own not in told)


def _in_turn(manuscript: Manuscript, sentence: Sentence) -> Iterator[tuple[str, str]]:
    """“First and second reviews: 86.8% and 94.0% respectively”, where each is the other’s."""
    grouped = [one for one, _ in sentence.ours if group_of(one.ref)[1]]
    is_told = RESPECTIVELY.search(sentence.words) and len({head_of(one.ref) for one in grouped}) == 1
    if not is_told or len(grouped) < 2 or len(grouped) != len(sentence.figures):
        return
    names = {group_of(one.ref)[1] for one in grouped}
    patterns = named_in(
        tuple(sorted({*names, *(name for name, *_ in others(manuscript.figures, grouped[0]))}))
    )
    places = {name: pattern.search(sentence.words) for name in names if (pattern := patterns.get(name))}
    told = sorted((found.start(), name) for name, found in places.items() if found)
    order = [name for _, name in told]
    if len(order) == len(grouped) and order != [group_of(one.ref)[1] for one in grouped]:
        printed = " and ".join(one.printed.text for one in grouped)
        yield "base", f"“respectively” is said of {printed}, which are of {' and '.join(order[::-1])}."
