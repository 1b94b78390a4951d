"""By which names a sentence calls the groups that its figures are of: “family dysfunction: 35.7%” is none of
abuse or neglect, and “girls: 64” none of boys. And what is said of those who did not, of a figure of those
who did: “339 went unanswered”."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from reporting.proof.manuscript import Known, Manuscript
from reporting.proof.meaning.beside import group_of, others, part_of
from reporting.proof.meaning.negation import counts_the_rest, is_turned
from reporting.proof.meaning.topics import of_figure, subjects_in
from reporting.proof.number_words import BUT
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Said, Sentence

SPOKEN = {
    "Female": r"girls?|females?|young\s+women|daughters?",
    "Male": r"boys?|males?|young\s+men|sons?",
    "no move": (
        r"no\s+moves?|(?:did|have|has|had)\s+not\s+moved?|never\s+moved|stayed"
        r"|in\s+(?:the\s+same|one)\s+(?:home|place)"
    ),
    "one move": r"one\s+move|(?:just|only|moved)\s+once|once\s+(?:only|at\s+most)",
    "two moves or more": (
        r"(?:two|three|several|many)\s+(?:or\s+more\s+)?(?:moves|times)|more\s+than\s+once|twice|repeatedly"
    ),
    "Under 1": r"babies|baby|infants?|under\s+(?:1|one)",
}
DULL = frozenset(
    (
        "with",
        "other",
        "care",
        "child",
        "children",
        "known",
        "over",
        "under",
        "order",
        "went",
        "living",
        "taken",
        "acute",
        "placed",
        "council",
        "another",
        "home",
        "homes",
    )
)
"""Words in the names of groups that tell none of them."""
LONG = 7
ENDS = Pattern(r";\s+|,\s+(?!\d{3}\b)|\.\s+|\s+(?:but|while|whereas)\s+")
NOT_SO = Pattern(
    r"^(?:\s+(?:out\s+)?of\s+(?:the\s+|our\s+|all\s+|these\s+)*\d[\d,]*)?(?:\s+[a-z’]+){0,5}?\s+"
    r"(?P<not>(?:had|has|have|took|got|received|saw|made)\s+no(?!\s+(?:more|fewer|less|later)\b)"
    r"|(?:did|were|was|had|has|have|are|is|could)\s+(?:not|never)(?!\s+(?:only|just)\b)"
    r"|(?:did|was|were|had)n[’']t|went\s+(?:un\w{4,}|without)"
    r"|(?:were|are|was|is|remain(?:s|ed)?)\s+(?:still\s+)?(?:waiting|outstanding|pending|awaited|open|to"
    r"\s+be|yet\s+to)"
    r"|(?:had\s+|have\s+)?lapsed|(?:were|was|are|is)\s+(?:left\s+)?un(?:answered|seen|met|heard|done"
    r"|settled))\b",
    re.IGNORECASE,
)
ALL_BUT = Pattern(rf"\b(?:all|every\s+one)\s+(?:[a-z]+\s+){{0,3}}?(?:{BUT})\s+$", re.IGNORECASE)
IN_TIME = Pattern(r"\bin\s+time\b", re.IGNORECASE)
LATE = Pattern(
    r"\s+of\s+(?:[a-z]+\s+){1,6}?(?P<not>late|overdue|out\s+of\s+(?:time|timescales?)|outside\s+(?:the"
    r"\s+)?timescales?"
    r"|(?:after|past|beyond)\s+(?:the|their|its)\s+(?:due\s+)?(?:dates?|deadlines?))\s*\.?\s*",
    re.IGNORECASE,
)
UNDONE = Pattern(
    r"\s+of\s+(?:[a-z]+\s+){1,4}?(?P<not>un(?:answered|seen|done|met|heard|settled|finished)"
    r"|outstanding|incomplete)\b",
    re.IGNORECASE,
)
FAILED = Pattern(
    r"\b(?P<not>failed\s+to\s+[a-z]+|(?:did|had|could|were)(?:\s+not|n[’']t)\s+(?!expect|want|need|have"
    r"|see)[a-z]+|never\s+[a-z]+"
    r"|neglected\s+to\s+[a-z]+|missed|overlooked|left\s+out)\s+(?:only\s+|just\s+|some\s+"
    r"|as\s+many\s+as\s+)*$",
    re.IGNORECASE,
)
"""“Managers failed to answer 339”."""
SHARE_OF = Pattern(
    r"\b(?:share|proportion|percentage|rate|number)\s+of\s+(?P<not>(?:[a-z’-]+\s+){1,5}?)"
    r"(?:is|was|were|stands\s+at|stood\s+at|came\s+to|amounts\s+to|:)\s+(?:only\s+|just\s+)?$",
    re.IGNORECASE,
)
WITHOUT = Pattern(r"\bwithout\s+(?:an?|any|their)\s+(?P<what>[a-z]{4,})", re.IGNORECASE)
COMPARED = Pattern(r"\b(?:than|against|compared)\b", re.IGNORECASE)
ALL_OF_ONE = Pattern(r"\b(?:was|were|are|is)\s+(?:all\s+|an?\s+)?(?P<who>girls?|boys?)\b", re.IGNORECASE)
NOBODY = r"(?P<not>nobody|no\s+one|no\s+(?:IRO|officer|worker|child)|none\s+of\s+(?:us|our\s+IROs))"
DONE_BY_NOBODY = Pattern(
    rf"(?:\s+(?:out\s+)?of\s+(?:(?:the|our|all)\s+)*\d[\d,]*)?\s+(?:of\s+)?(?:reviews|cases|children|checks"
    rf"|meetings)"
    rf"\s+{NOBODY}\s+(?:ever\s+)?(?:had|has|was|did|spoke|saw|talked|met|gave|[a-z]+ed)\b",
    re.IGNORECASE,
)
NOBODY_DID = Pattern(
    rf"\b{NOBODY}\s+(?:had|has|did|was|spoke|saw|talked)\b[^.;:,(\d]{{0,50}}\s(?:in|for|before|at)\s+"
    r"(?:just\s+|only\s+)?$",
    re.IGNORECASE,
)
"""“In 100 of 184 reviews nobody had spoken to the child”."""
STOCKS = frozenset({"looked_after_at_end", "starters", "leavers", "entrants", "exits", "placement_mix"})
"""Of all of whom anything may be said: “12 children in care did not have a plan”."""


def wrong_names(manuscript: Manuscript, sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each figure of a group that stands under the name of another, and of each
    count of those who did that is said of those who did not."""
    for one, known in sentence.ours:
        if group_of(one.ref)[1]:
            yield from _of_another(manuscript, sentence, one, known)
        elif len(sentence.figures) == 1 and (found := ALL_OF_ONE.search(sentence.words[one.end :])):
            who = f"{found['who'].rstrip('s')}s"
            said = f"{one.printed.text} is said of {who}, but is “{known.what}” of all."
            yield "base", f"{said} Choose the figure of {who}."
        yield from _of_the_others(sentence, one, known)
        yield from _all_but(sentence, one, known)


def _all_but(sentence: Sentence, one: Said, known: Known) -> Iterator[tuple[str, str]]:
    """“All but 306 of the 323 reviews were in time”, where 306 were."""
    is_said = ALL_BUT.search(sentence.words[: one.start]) and not is_turned(sentence.words[one.end :])
    is_part = part_of(one.ref) == "count" and known.code not in STOCKS
    if is_said and is_part and not counts_the_rest(known.what):
        said = f"“all but” is said of {one.printed.text}, but “{known.what}” counts those who did."
        yield "claim", f"{said} Choose the figure of the others."


def _of_another(
    manuscript: Manuscript, sentence: Sentence, one: Said, known: Known
) -> Iterator[tuple[str, str]]:
    dimension, own = group_of(one.ref)
    names = {own, *(name for name, *_ in others(manuscript.figures, one))}
    words = named_in(tuple(sorted(names)))
    near = _near(sentence, one)
    told = {name for name, pattern in words.items() if pattern and pattern.search(near)}
    if near == sentence.words:  # a name may be that of another figure
        told -= {group_of(other.ref)[1] for other in sentence.figures if other is not one}
        told = _in_turn(sentence, one, words) or told
    if told and own not in told and words.get(own):
        name = sorted(told)[0]
        said = f"{one.printed.text} stands beside “{name}”, but “{known.what}” is of {own}."
        yield "base", f"{said} Choose the figure of the group that you name."


def _in_turn(sentence: Sentence, one: Said, names: Mapping[str, Pattern | None]) -> set[str]:
    """The group that follows a figure where each of several is followed by one, “15 were adopted and 3 went
    to special guardians”, or that leads to it where one leads to each: “girls were 64 and boys 72”."""
    at, ends = sentence.figures.index(one), [(x.start, x.end) for x in sentence.figures]
    gaps = zip([0, *(end for _, end in ends)], [*(start for start, _ in ends), None], strict=True)
    told = [_named(sentence.words[begin:end], names) for begin, end in gaps]
    if len(told) > 2 and len(told[0]) != 1 and all(len(of) == 1 for of in told[1:]):
        return told[at + 1]  # “more girls than boys: 72 girls and 64 boys” too
    if len(told) > 2 and not told[-1] and all(len(of) == 1 for of in told[:-1]):
        return set() if COMPARED.search(sentence.words) else told[at]
    return set()


def _named(words: str, names: Mapping[str, Pattern | None]) -> set[str]:
    return {name for name, pattern in names.items() if pattern and pattern.search(words)}


def _near(sentence: Sentence, one: Said) -> str:
    """The words that belong to a figure: its part of the sentence where each part has one, else all."""
    begins = [0, *(found.end() for found in ENDS.finditer(sentence.words))]
    parts = [*zip(begins, [*begins[1:], len(sentence.words)], strict=True)]
    held = {(start, end): [x for x in sentence.figures if start <= x.start < end] for start, end in parts}
    full = [span for span, inside in held.items() if inside]
    mine = next(span for span in full if one in held[span])
    is_each = len(full) == len(sentence.figures) > 1 and not COMPARED.search(sentence.words)
    if is_each and len(held[mine]) == 1:
        return sentence.words[mine[0] : mine[1]]
    return sentence.words


def _stem(word: str) -> str:
    """“Adopted” is named by “adopters” too."""
    return word.rstrip("s") if len(word) < LONG else word.rstrip("s").removesuffix("ed")


@lru_cache(maxsize=512)
def named_in(names: tuple[str, ...]) -> Mapping[str, Pattern | None]:
    """How each group is called in a sentence: by what no other group has in its name."""
    words = {
        name: {_stem(word) for word in set(re.findall(r"[a-z]{4,}", name.lower())) - DULL} for name in names
    }
    found: dict[str, Pattern | None] = {}
    for name in names:
        rest = set().union(*(words[other] for other in names if other != name))
        own = [rf"{word}\w*" for word in sorted(words[name] - rest)]
        numbers = re.findall(r"\d+", name)
        if name in SPOKEN:
            own = [SPOKEN[name]]
        elif name.startswith("Up to") and len(numbers) == 1:
            own = [rf"(?:up\s+to|within|at\s+most|no\s+more\s+than)\s+{numbers[0]}"]
        elif len(numbers) == 2:
            own = [rf"{numbers[0]}\s?(?:to|-|–|and)\s?{numbers[1]}"]
        elif numbers and re.search(r"\b(?:over|older|above|under|more)\b", name, re.IGNORECASE):
            own = [rf"{numbers[0]}\s+(?:and|or)\s+(?:over|older|above)"]
        found[name] = Pattern(rf"\b(?:{'|'.join(own)})\b", re.IGNORECASE) if own else None
    return found


def _of_the_others(sentence: Sentence, one: Said, known: Known) -> Iterator[tuple[str, str]]:
    """“339 went unanswered”, where 339 were answered."""
    yield from _of_those_who_did(sentence, one, known)
    found = _said_of_the_rest(sentence, one, known)
    is_of_all = one.kind.endswith(("|base", "|all", "|not_known")) or "|" not in one.ref
    is_of_all = is_of_all or is_turned(group_of(one.ref)[1])
    if found and not is_of_all and not counts_the_rest(known.what) and known.code not in STOCKS:
        said = f"“{' '.join(found['not'].split())}” is said of {one.printed.text}, but “{known.what}” counts"
        yield "claim", f"{said} those who did. Choose the figure of the others, or other words."


def _said_of_the_rest(sentence: Sentence, one: Said, known: Known) -> re.Match[str] | None:
    """Words behind or before the figure that tell of those who did not."""
    after = re.split(r"[,;:(–]|\b(?:and|but|because|as|while)\b", sentence.words[one.end :], maxsplit=1)[0]
    before = sentence.words[: one.start]
    late = LATE.fullmatch(after) if IN_TIME.search(known.what) else None
    told = (
        NOT_SO.match(after) or late or UNDONE.match(after) or FAILED.search(before) or _share_of_none(before)
    )
    return told or _by_nobody(before, after, known)


def _by_nobody(before: str, after: str, known: Known) -> re.Match[str] | None:
    """What nobody did in as many, where it is what the figure counts."""
    is_of_it = subjects_in(f"{before} {after}") & of_figure(known)
    return (DONE_BY_NOBODY.match(after) or NOBODY_DID.search(before)) if is_of_it else None


def _share_of_none(before: str) -> re.Match[str] | None:
    """“The share of unanswered decisions is 88.5%”."""
    found = SHARE_OF.search(before)
    return found if found and is_turned(found["not"]) else None


def _of_those_who_moved(sentence: Sentence, one: Said, known: Known) -> Iterator[tuple[str, str]]:
    """“52.2% of children moved”, which are those with no move."""
    key = group_of(one.ref)[1]
    after = re.split(r"[,;:(–]|\b(?:and|but)\b", sentence.words[one.end :], maxsplit=1)[0]
    denied = re.match(r"(?:no|not|never)\s+(?P<what>[a-z]{4,})", key, re.IGNORECASE)
    spoken = denied and re.search(SPOKEN.get(key, key), sentence.words, re.IGNORECASE)
    did = denied and re.search(rf"\b{denied['what'][:4]}\w*d\b", after, re.IGNORECASE)
    if did and not spoken and not is_turned(sentence.words):
        said = f"“{did.group()}” is said of {one.printed.text}, but “{known.what}” counts the others."
        yield "claim", f"{said} Choose the figure of those who did."


def _of_those_who_did(sentence: Sentence, one: Said, known: Known) -> Iterator[tuple[str, str]]:
    """“44 decisions were answered”, where 44 had no answer."""
    yield from _of_those_who_moved(sentence, one, known)
    what = WITHOUT.search(known.what) if part_of(one.ref) == "count" else None
    after = re.split(r"[,;:(–]|\b(?:and|but)\b", sentence.words[one.end :], maxsplit=1)[0]
    did = what and re.search(
        rf"(?:\b(?:were|was|got|had|have|received)|^)\s+(?:an?\s+)?{what['what'][:5]}\w*"
        rf"|\b{what['what'][:5]}\w*ed\b",
        after,
        re.IGNORECASE,
    )
    ones = what and re.search(
        rf"\b(?:the|those|these\s+are\s+the)\s+ones\s+(?:[a-z]+\s+){{1,3}}?{what['what'][:5]}\w*ed\b",
        sentence.words,
        re.IGNORECASE,
    )
    did = did if did and not is_turned(after) else ones
    if did:
        said = f"“{did.group()}” is said of {one.printed.text}, but “{known.what}” counts the others."
        yield "claim", f"{said} Choose the figure of those who did."
