"""Words that say the same as last time, or only that nothing has changed."""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from reviews.letters.guard.passages import About, Hit, Kind, Sentence
from reviews.letters.guard.wordlists import SLIGHT, TURNS, plain

SAME = 0.8
"""How alike two sentences are, word by word, from which on they count as the same."""
SAME_WORDS = 0.9
"""The share of words in common from which on their order does not count."""
FEWEST_WORDS = 6
SAID_SHORT = (
    (r"\bcan't\b", "cannot"),
    (r"\bwon't\b", "will not"),
    (r"n't\b", " not"),
    (r"'d\b", " would"),
    (r"'re\b", " are"),
    (r"'ve\b", " have"),
    (r"'ll\b", " will"),
    (r"'m\b", " am"),
    (r"\b(?:is|are|am) (?:going )?to\b", "will"),
    (r"\bthe next time\b", "when next"),
    (r"\b(reported|told us|told me|tells us|tells me|says|stated|explained)\b", "said"),
    (r"\b(mother|mummy|mum's)\b", "mum"),
    (r"\b(father|daddy)\b", "dad"),
    (r"\beach\b", "every"),
)
LITTLE = frozenset({"that", "the", "a", "an", "and", "or", "but", "which", "to", "for", "of"})
"""Words that change nothing when they come or go."""
FEWEST_IN_GIST = 6
"""Words that matter which two sentences must have before they can tell the same."""
STANDS = re.compile(
    r"\b(?:care order|placement order|special guardianship order|child arrangements order|section 20"
    r"|section 31|accommodated|remanded|allergic|registered with|diagnos\w+|parental responsibility)\b"
    r"|\b(?:sees?|speaks? (?:to|with)|phones?|calls?|rings?|visits?|meets?|writes? to|family time|contact"
    r"|stays?)\b.*\b(?:every|each|once|twice|weekly|fortnightly|monthly|daily"
    r"|(?:two|three|four|six) times)\b",
    re.IGNORECASE,
)
"""What stands until somebody changes it: orders, health, when the child sees whom."""
FELT = re.compile(
    r"\b(?:likes?|liked|enjoy\w*|happ\w+|warm\w*|relaxed|good|well|settled|proud|worried|worr\w+|sad\w*"
    r"|love\w*|wants?|wanted|would|wish\w*|hop\w+|said|says?|told|asked|feels?|felt|positive\w*"
    r"|difficult|upset|going"
    r"|will|progress|miss\w*|looking|difficulty|stress\w*|more|less|often|better|worse|not|no|yet|growing"
    r"|stronger|concern\w*|anxious|quality|lovely|fun|nice|needs?|needed|plans?|awaiting|awaited)\b",
    re.IGNORECASE,
)
"""How somebody feels, wants or gets on: this is asked anew each time."""
LAST_ONE = (
    r"(?:the |your |his |her |their )?(?:last|previous) (?:review|time|meeting|minutes|record|report|letter)"
)
SINCE_THEN = rf"(?: (?:since|from) {LAST_ONE})"
POINTS_BACK = re.compile(
    rf"(?:there (?:is|are|has been|have been) )?(?:"
    rf"(?:no|nothing) (?:\w+ )?(?:changes?|changed|new|further|update)(?: to (?:report|note|add|record))?"
    rf"{SINCE_THEN}?|nothing to (?:report|note|add|record){SINCE_THEN})"
    rf"|(?:(?:this|it|everything|all|(?:the )?(?:position|situation|plan|placement)) )?"
    rf"(?:remains|is|stays|all|still)?"
    rf" ?(?:unchanged|the same|as|as it was)(?: (?:as|at|in|since|from))* (?:before|previously|{LAST_ONE})"
    rf"|(?:please )?(?:see|refer to) (?:(?:the )?(?:minutes|record|report|notes) of )?{LAST_ONE}|ditto",
    re.IGNORECASE,
)
"""A sentence that says nothing but that all is as it was."""
ASIDE = re.compile(
    rf"^as (?:\w+ )?(?:at|in|from|since) {LAST_ONE},\s*|,?\s*as (?:\w+ )?(?:at|in) {LAST_ONE}$", re.IGNORECASE
)
WORD = re.compile(r"[\w']+")


def hits(sentence: Sentence, about: About) -> Iterator[Hit]:
    """What was copied, or points back."""
    yield from _same_as_last_time(sentence, about)
    yield from _points_back(sentence)


@lru_cache(maxsize=5000)
def _words(text: str) -> tuple[str, ...]:
    """What a sentence says, without its little words: you’d is you would, told us is said."""
    said = plain(text).lower()
    for short, full in SAID_SHORT:
        said = re.sub(short, full, said)
    return tuple(w for w in WORD.findall(said) if w not in LITTLE)


def _figures(words: tuple[str, ...]) -> list[str]:
    return [w for w in words if w[0].isdigit()]


def _same_as_last_time(sentence: Sentence, about: About) -> Iterator[Hit]:
    words = _words(sentence.text)
    if len(WORD.findall(sentence.plain)) < FEWEST_WORDS or any(_words(s) == words for s in about.standard):
        return
    if STANDS.search(sentence.plain) and not FELT.search(sentence.plain):
        return
    for said in about.last:
        before = _words(said)
        is_the_same = _alike(before, words) >= SAME or _tells_the_same(before, words)
        if _figures(before) == _figures(words) and is_the_same:
            text = sentence.text.strip()
            start = sentence.text.index(text)
            yield sentence.hit(
                Kind.STALE, f"Last time it said: “{said.rstrip('.')}”", start, start + len(text)
            )
            return


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    shared = sum((Counter(one) & Counter(other)).values())
    if one and 2 * shared / (len(one) + len(other)) >= SAME_WORDS:  # told in another order
        return 1.0
    if not one or min(len(one), len(other)) / max(len(one), len(other)) < SAME / (2 - SAME):
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _tells_the_same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two sentences tell the same in another order or form: loves going, love to go. Not where one of
    them says that it was, is over, or is so more or less than before.
    """
    first, second = ({w.removesuffix("ing").removesuffix("s") for w in words} for words in (one, other))
    if first & TURNS != second & TURNS:
        return False
    first, second = first - SLIGHT, second - SLIGHT
    return len(first | second) >= FEWEST_IN_GIST and len(first & second) >= SAME * len(first | second)


def _points_back(sentence: Sentence) -> Iterator[Hit]:
    """No change since the last review: whoever reads this cannot know what has not changed."""
    text = sentence.plain.strip().rstrip(".!")
    start = sentence.plain.index(text)
    if POINTS_BACK.fullmatch(text) or POINTS_BACK.fullmatch(ASIDE.sub("", text)):
        yield sentence.hit(Kind.STALE, "Say what is so now", start, start + len(text))
