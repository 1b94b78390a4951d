"""Numbers that stand in plain words and should be figures: pointed out, unless the figures of the sentence
prove them."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reporting.proof.borne_out import each_part
from reporting.proof.hints.numbers import typed_number
from reporting.proof.manuscript import Fault, Manuscript
from reporting.proof.meaning.groups import names_of_groups
from reporting.proof.meaning.means import proved_bounds, proved_means
from reporting.proof.meaning.topics import subjects_in
from reporting.proof.no_figures import without_them
from reporting.proof.number_words import COUNTED, OF_WHAT_KIND, OUR_STAFF, number_words
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Sentence
from reporting.proof.text import Piece, Reference, Words
from reporting.proof.worked_out import (
    amounts,
    behind_a_share,
    known_beside,
    known_by_name,
    next_to_it,
    plans,
    rest_of_parts,
    some_share,
    typed_parts,
)

DIGITS = Pattern(
    r"(?<![\w.])\d+\s+(?:in|out\s+of)\s+(?:every\s+)?\d+\b|(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?(?:\s?(?:%"
    r"|per\s+cent))?"
)
COUNTS = Pattern(rf"\s+{OF_WHAT_KIND}(?:{COUNTED})\b", re.IGNORECASE)
"""Other things than a report counts: “12 volunteers” are no figure of ours."""
NOT_KNOWN = Pattern(
    r"(?<!there\s)\b(?:is|are|was|were|remains?|stays?)\s+(?:(?:still|simply|just|therefore|thus|so|as"
    r"\s+yet|currently)\s+)?$|:\s+$|\b(?:hence|therefore|thus)\s+$",
    re.IGNORECASE,
)
"""“How many there were is not known” says so in words."""
SAID_BEFORE = Pattern(
    r"\b(?:(?:do|does|did|can|could)(?:\s+not|n[’']t)\s+(?:yet\s+|currently\s+)?(?:know|say|tell)|cannot"
    r"\s+(?:say|tell)"
    r"|(?:is|are|was|were)\s+(?:not|n[’']t)\s+(?:known|recorded|counted|kept|available)|no\s+(?:records?"
    r"|count|numbers?"
    r"|figures?|list)|unknown|not\s+known|nothing\s+is\s+known|(?:nobody|no\s+one)\s+knows)\b[^.;]*\(\s*$",
    re.IGNORECASE,
)
"""“We do not know how many there were (not known)”."""
AFTER_IT = Pattern(
    r"\s*(?:[.,;:)–]|(?:for|in|during|this|at|yet|so|and|but|or|because|since|as|until|while|which|nor)\b)",
    re.IGNORECASE,
)
"""What may follow “is not known”: no noun of which it would be the number."""
SERVICE = Pattern(
    r"\s+(?:[a-z-]+\s+){0,2}?(?:sessions?|workshops?|courses?|conferences?|seminars?|webinars?|events?"
    r"|newsletters?"
    r"|bulletins?|leaflets?|posters?|pages|questions|modules|colleagues|volunteers?|trainees|students"
    r"|applicants"
    r"|applications|candidates|councillors|partners|agencies|offices|buildings|surgeries|awaydays?|posts)\b",
    re.IGNORECASE,
)
"""What the service does, and counts in no report: “we ran 12 workshops”."""
BY_US = Pattern(
    r"\b(?:we|I|IROs|team|service|managers)\s+(?:(?:have|has|also|then|all)\s+)?[a-z]+[^.;:]{0,60}$",
    re.IGNORECASE,
)
CAME_TOGETHER = Pattern(
    r"\b(?:team|we|board|panel|group|forum|council|IROs|managers|committee|colleagues|network|partnership)\b"
    r"[^.;:\d]{0,40}?\b(?:met|meets?|came\s+together|gathered|trained|sat)\b[^.;:\d]{0,30}$",
    re.IGNORECASE,
)
NOUN = Pattern(
    r"\s+(?!of\b|more\b|fewer\b|less\b|percentage\b|per\b)(?:(?:new|old|different|other|good|small"
    r"|large|local|young|[a-z]+(?:ed|ing|al|ary|ish))\s+)?"
    r"(?P<noun>(?!(?:times|points|days|weeks|months|years|hours|this|was|has)\b)[a-z]{3,}s)\b",
    re.IGNORECASE,
)
STEM = 5
DID = Pattern(
    r"\b(?:we|I|team|service)\s+(?:(?:have|has|also|then|all|only)\s+)?(?!ha[ds]\b|have\b|s[ae]w\b|receive"
    r"|got\b|know|count|look|care)[a-z]+[^.;:]{0,60}$",
    re.IGNORECASE,
)
SO_OFTEN = Pattern(r"\s+(?:times|occasions)\b", re.IGNORECASE)
"""“The team met 11 times”."""
BLANK = "…"
"""No space: what stands before a proven number is not run together with what follows it."""
PER_CENT = Pattern(r"\s?per\s+cent", re.IGNORECASE)


def without_said(manuscript: Manuscript, parts: Sequence[Piece]) -> list[Piece]:
    """The pieces of a paragraph, with the words “not known” for a figure of which just that is said."""
    found = [*parts]
    for n, (before, piece) in enumerate(pairwise(parts), start=1):
        known = manuscript.figures.get(piece.ref) if isinstance(piece, Reference) else None
        is_said = isinstance(before, Words) and _is_said(before.text)
        after = parts[n + 1] if n + 1 < len(parts) else None
        is_end = after is None or isinstance(after, Words) and AFTER_IT.match(after.text)
        if known is not None and not known.is_known and is_said and is_end:
            found[n] = Words(known.text)
    return found


def _is_said(before: str) -> bool:
    """Whether words that lead to a figure say that it is not known."""
    return bool(NOT_KNOWN.search(before) or SAID_BEFORE.search(before))


def without_proved(
    manuscript: Manuscript,
    parts: Sequence[Piece],
    told: Sequence[Sentence],
    joined: Sequence[Sentence],
    in_points: Sequence[tuple[int, int]] = (),
) -> Iterator[Piece]:
    """The pieces of a paragraph, with blanks for the typed numbers that its figures prove: those of their own
    sentence, or of the one before where it only goes on about them; and for those `in_points`, which follow
    from the list of which the paragraph is a point."""
    proved = [*in_points]
    proved += [
        (one.at + start, one.at + end)
        for n, one in enumerate(told)
        for start, end in amounts.proved_apart(one, [x for before in told[:n] for x in before.figures])
    ]
    proved += [*next_to_it.proved(manuscript, told), *plans.proved(manuscript, told)]
    proved += behind_a_share.proved(manuscript, told)
    proved += [*known_by_name.proved(manuscript, told), *rest_of_parts.proved(manuscript, told)]
    proved += [
        (one.at + start, one.at + end)
        for one in {*told, *joined}
        for start, end in (
            *amounts.proved(one),
            *amounts.proved_targets(one, [known for other in told for _, known in other.ours]),
            *some_share.proved(manuscript, one),
            *typed_parts.proved(manuscript, one),
            *known_beside.proved(manuscript, one),
            *names_of_groups(manuscript, one),
            *proved_bounds(one),
            *each_part.proved(manuscript, one),
            *proved_means(one),
        )
    ]
    proved += [(one.at + start, one.at + end) for one in told for start, end in one.of_others]
    at = 0
    for piece in parts:
        text = manuscript.printed(piece)
        if isinstance(piece, Words):
            letters = list(text)
            for start, end in proved:
                for n in range(max(start - at, 0), min(end - at, len(letters))):
                    letters[n] = BLANK
            yield Words("".join(letters))
        else:
            yield piece
        at += len(text)


def typed_digits(
    manuscript: Manuscript, place: str, words: str, before: str = "", after: str = ""
) -> Iterator[Fault]:
    """Numbers that stand in plain words, as digits or written out: pointed out, with the figure of ours that
    the words around them name. `before` and `after` is what stands on either side in the paragraph."""
    typed = [(found.group(), found.group()) for found in _digits(manuscript, words)]
    typed += [
        (word, f"{value:,}{'%' if PER_CENT.search(word) else ''}") for word, value in number_words(words)
    ]
    for text, figure in dict.fromkeys(typed):
        at = len(before) + max(words.find(text), 0)
        yield Fault(
            place, "typed", typed_number(manuscript, f"{before}{words}{after}", at, text, figure), stops=False
        )


def _digits(manuscript: Manuscript, words: str) -> Iterator[re.Match[str]]:
    """The numbers that may be figures."""
    for found in DIGITS.finditer(without_them(words)):
        if not (_is_of_the_service(words, found) or _is_of_nothing_counted(manuscript, words, found)):
            yield found


def _is_of_nothing_counted(manuscript: Manuscript, words: str, found: re.Match[str]) -> bool:
    """Whether a number counts what we did, and no figure of the report is of: “we bought 12 laptops”."""
    of = NOUN.match(words, found.end())
    is_by_us = DID.search(words[: found.start()])
    if of is None or not is_by_us or COUNTS.match(words, found.end()) or subjects_in(of.group()):
        return False
    stem = of["noun"].lower()[:STEM]
    return not any(stem in f"{known.what} {known.base}".lower() for known in manuscript.figures.values())


def _is_of_the_service(words: str, found: re.Match[str]) -> bool:
    """Whether a number counts how the service works, not what it works for."""
    before, end = words[: found.start()], found.end()
    is_act = SERVICE.match(words, end) and BY_US.search(before)
    is_ours = any(of.start() < end <= of.end() for of in OUR_STAFF.finditer(words))
    return bool(is_act or is_ours or SO_OFTEN.match(words, end) and CAME_TOGETHER.search(before))
