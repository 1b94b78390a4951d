"""Words of frequency and of part beside shares, and groups that are told together: “always in time”,
“together more than half”."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from reporting.proof.borne_out.scales import steps_in
from reporting.proof.borne_out.series import value_of
from reporting.proof.borne_out.words import MOVES
from reporting.proof.manuscript import Manuscript
from reporting.proof.meaning.beside import group_of
from reporting.proof.meaning.negation import is_turned
from reporting.proof.meaning.quantities import PART, shares_of
from reporting.proof.meaning.topics import subjects_in
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Said
from reporting.proof.shares import FUTURE, Claim

TOGETHER = Pattern(
    r"\b(?:together|combined|between\s+them|jointly|in\s+all|added\s+up|the\s+two|put\s+together)\b", re.I
)
BASE_WORDS = Pattern(
    r"\b(?:told|said|asked|felt|like[sd]?|wants?|everyone\s+(?:who"
    r"|in\s+the))\b",
    re.I,
)


EVERY = Pattern(
    r"\s*(?:almost\s+)?(?<!almost\s)(?:every(?:\s+single)?|each|all(?:\s+of)?(?:\s+(?:the|our))?)\s+"
    r"(?!in\b|teams?\b|quarters?\b|months?\b|kinds?\b|groups?\b|years?\b|weeks?\b|days?\b|IROs?\b|but\b"
    r"|other\b|later\b|earlier\b|remaining\b|further\b|following\b|subsequent\b|previous\b|second\b"
    r"|third\b|fourth\b|fifth\b|tenth\b|two\b|three\b|four\b|five\b|six\b|of\b|this\b|that\b|these\b"
    r"|those\b|them\b)[a-z]+",
    re.I,
)
OTHERWISE = Pattern(
    r"\b(?:than|but|except|least|most|not|n[’']t|no|never|should|must|can|could|may|might|needs?"
    r"|deserves?|entitled|right"
    r"|said|told|asked|feel|felt|late|missed|without)\b",
    re.I,
)
DENIED = Pattern(
    r"\b(?:not|n[’']t|far\s+from|short\s+of|less\s+than)\s+(?:\w+\s+)?$|\b(?:no|none|neither"
    r"|never)\b[^,;:(]{0,30}$",
    re.I,
)
"""“Not always” is anything but all."""
OTHERS = Pattern(
    r"\b(?:the\s+(?:rest|others?|remainder)|others|some|several|a\s+few|certain|too\s+many)\b[^.;:]{0,40}$",
    re.I,
)
SUBJECT = Pattern(
    r"\s+(?:of\s+(?:them|these|which|whom)\s+|(?:decisions|children|reviews|checks)\s+)?"
    r"(?:(?:were|was|are|is|had|have|has)\s+)?|\s+(?:[a-z]+\s+){0,3}?(?:(?:in|for|of|to|by|with"
    r"|before)\s+(?:which|whom)|where|when|who|that)\s+",
    re.I,
)
COUNT = Pattern(r"(?<![\d.,])\d[\d,]*\b(?!\s?%|\s?per\s+cent|[.,]\d)")


WHO_EVER = Pattern(
    r"\b(?!(?:children|people|child|boys|girls|leavers|those|ones|one|reviews|decisions|checks|reports"
    r"|them)\b)[a-z]+\s+(?:who|that|which)\s+(?:[a-z]+\s+)?$",
    re.I,
)
"""“Two advisers who never give up”: what somebody else is like."""
DEGREE = Pattern(r"\b(?:completely|entirely|wholly|totally|perfectly|fully)$", re.I)
NEXT_WORD = Pattern(r"\s+(?:and\s+[a-z]+ly\s+)?(?P<word>[a-z][a-z-]*)", re.I)
OF_A_PLACE = Pattern(r"in|on|within|by|with|at|up|to|under|of|from|before|inside|outside|without", re.I)
OUTCOME = Pattern(
    r"punctual\w*|timel\w+|prompt\w*|complian\w+|compl(?:ied|y)|success\w*|reliab\w+|consisten\w+|stabl\w+"
    r"|(?:re)?settled|met|meet|held|kept|done|answered|complete[ds]?|finished|achieved|reached"
    r"|attend\w*|engag\w+"
    r"|involve\w*|include\w*|cover\w*|represent\w*|seen|visited|checked|assessed|reviewed|placed|fostered"
    r"|adopted|satisf\w+|good|late|overdue|absent|present|true|so|children|boys|girls|reviews",
    re.I,
)
"""What those who are counted may all be, or have had done; the subjects of figures are known by name."""
SHARE_IS = Pattern(
    r"%\s+(?:of\s+[^,;:.()]{2,60}?\s+)?(?:(?:were|was|are|is|had|have|has|been|now)\s+)+(?:almost\s+"
    r"|nearly\s+)?$",
    re.I,
)
"""“84.5% were fully immunised” says what share was so."""


def wrong_parts(
    manuscript: Manuscript, words: str, figures: Sequence[Said], span: tuple[int, int]
) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each such word that no share of the clause bears out."""
    yield from _of_every(words, figures, span)
    shares = [*shares_of(manuscript, words, figures)]
    for found, step in steps_in(words, span) if not BASE_WORDS.search(words[slice(*span)]) else ():
        before, rest = words[: found.start()], words[found.end() : span[1]]
        if (
            _is_of_the_others(words, figures, found)
            or FUTURE.search(before)
            or DENIED.search(words[span[0] : found.start()])
            or _is_of_no_part(words, figures, found)
        ):
            continue
        values = _gone(figures, shares) if step.is_gone else _told(f"{before[span[0] :]} {rest}", shares)
        if values and not any(map(Claim(step.low, step.high).fits, values)):
            said = f"“{' '.join(found.group().split())}” stands beside {figures[0].printed.text}."
            yield "claim", f"{said} Choose words that fit, or check the figure."


def _is_of_the_others(words: str, figures: Sequence[Said], found: re.Match[str]) -> bool:
    """Whether it is said of those that a figure leaves over, or just of the counted ones: “44 never were”."""
    counts = [of.end() for of in COUNT.finditer(words[: found.start()])]
    is_of_these = counts and SUBJECT.fullmatch(words[counts[-1] : found.start()])
    return bool(is_of_these or OTHERS.search(words[: found.start()]))


def _is_of_no_part(words: str, figures: Sequence[Said], found: re.Match[str]) -> bool:
    """Whether it says of what a share is, what somebody is like, or how much something is so."""
    is_of_another = is_of_a_share(found) or WHO_EVER.search(words[: found.start()])
    return bool(is_of_another) or _is_of_a_quality(words, figures, found)


def _is_of_a_quality(words: str, figures: Sequence[Said], found: re.Match[str]) -> bool:
    """Whether it says how much something is so and not of how many: “wholly accounted for by”, “an entirely
    different picture”."""
    after = NEXT_WORD.match(words, found.end())
    if not DEGREE.search(found.group()) or after is None or OF_A_PLACE.fullmatch(after["word"]):
        return False
    if SHARE_IS.search(words[: found.start()]):
        return True
    word = after["word"]
    groups = " ".join(group_of(one.ref)[1] for one in figures)
    is_counted = OUTCOME.fullmatch(word) or subjects_in(word) or re.search(rf"\b{word}\b", groups, re.I)
    return not is_counted


def _of_every(words: str, figures: Sequence[Said], span: tuple[int, int]) -> Iterator[tuple[str, str]]:
    """“Every report came in time (44.0%)”, where the clause begins so and tells of nothing else."""
    clause = words[slice(*span)]
    found = EVERY.match(clause)
    shares = [one.printed.value for one in figures if one.printed.is_percent]
    is_open = FUTURE.search(clause) or MOVES.search(clause) or OTHERWISE.search(clause)
    if (
        found
        and shares
        and len(shares) == len(figures)
        and not is_open
        and not ({0, 100} & {*shares} or figures[0].start >= span[1])
    ):
        yield (
            "claim",
            f"“{found.group().strip()}” stands beside {figures[0].printed.text}. Choose words that fit.",
        )


def _told(rest: str, shares: Sequence[tuple[Fraction, bool]]) -> set[Fraction]:
    """The shares that the words after it may mean: of those who did, or of the others."""
    values = {1 - share if is_turned(rest) is not is_of_rest else share for share, is_of_rest in shares}
    return values | {share for share, _ in shares if not is_turned(rest)}


def _gone(figures: Sequence[Said], shares: Sequence[tuple[Fraction, bool]]) -> set[Fraction]:
    """What is left of it by the figures: a count, or a share that leaves nothing."""
    counts = {value_of(one) for one in figures if not one.printed.is_percent}
    return counts or {min(share, 1 - share) for share, _ in shares}


def is_of_a_share(found: re.Match[str]) -> bool:
    """Whether “nobody” says what a share before it is of: “in half of reviews nobody spoke to the child”."""
    is_none = re.match(r"nobody|no\s+one", found.group(), re.I)
    return bool(is_none and PART.search(found.string[: found.start()]))
