"""How large a part words of quantity and of frequency stand for, on one scale from none to all: “never”,
“a sprinkling of”, “the exception”, “as likely as not”, “the norm”, “without fail”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from reporting.proof.number_words import COUNTED
from reporting.proof.pattern import Pattern

NEAR = r"(?P<near>(?:almost|nearly|practically|virtually|just\s+about|well-?nigh|not\s+quite|all\s+but)\s+)?"
NEAR_ALL, NEAR_NONE = Fraction(88, 100), Fraction(15, 100)
BECAUSE = r"(?!\s+(?:because|due|as|since|through|owing|thanks|to|by|on|from|down)\b)"
"""“Largely because” is of reasons."""
NO_MORE = r"(?<!more\s)(?<!most\s)(?<!less\s)(?<!least\s)"
"""“Most commonly” is told of one among others."""
IS_THE = (
    r"(?:is|are|was|were|be|been|being|remain(?:s|ed)?|be(?:came|comes?)|stay(?:s|ed)?)"
    r"\s+(?:now\s+|still\s+)?"
)
ALL = (
    r"always|everyone|everybody|each\s+and\s+every|across\s+the\s+board|without\s+(?:exception|fail)"
    r"|invariably"
    r"|universal(?:ly)?|unfailingly|every\s+(?:single\s+)?time|on\s+every\s+occasion|at\s+all\s+times"
    r"|in\s+every\s+(?:single\s+)?(?:case|instance)|one\s+and\s+all|to\s+a\s+(?:person|man)\b"
    rf"|(?:completely|entirely|wholly|totally|perfectly|fully|in\s+full){BECAUSE}"
    r"|(?<!which\s)(?<!they\s)(?<!these\s)(?<!that\s)(?<!who\s)(?:were|are|have"
    r"|had)\s+all\s+(?:been\s+)?(?:[a-z]+ed|held|met|seen|done|given|told|kept|made)(?!\s+but\b)"
    r"|(?:flaw|fault|spot)less(?:ly)?|impeccabl[ey]|unanimous(?:ly)?"
)
GONE = (
    r"a\s+thing\s+of\s+the\s+past|(?:consigned\s+to|now)\s+history|unheard\s+of"
    r"|vanished|disappeared|(?:died|dried|wiped|stamped|rooted)\s+(?:out|up)|eliminated|eradicated|abolished"
    r"|ceased\s+(?:altogether|entirely)|(?:come|came)\s+to\s+an\s+end|no\s+longer\s+(?:happen|occur|exist)s?"
)
NONE = (
    r"nobody|no\s+one|not\s+one|not\s+a\s+single|at\s+no\s+(?:time|point)|not\s+once|nowhere"
    r"|on\s+no\s+occasion"
)
NEVER = (
    r"never(?!\s+(?:be(?:en|fore)|fallen|risen|dropped|had|more|less|fewer|again|better|worse|higher|lower|so"
    r"|below|above|under|over|far|quite|mind|dipped|slipped|exceed(?:ed|s)?|goes|went|gone|falls|rises)\b)"
)
NOUNS = r"(?:number|share|proportion|percentage|part|group|fraction|portion|slice|section)"
OF_THEM = r"of\s+(?:(?:the|our|all|these|those)\s+)*"


@dataclass(frozen=True)
class Step:
    """A step of the scale: its words, and the least and the most that they may stand for."""

    pattern: Pattern
    low: Fraction
    high: Fraction
    near: tuple[Fraction, Fraction] | None = None
    """The same with “almost” before them."""
    is_gone: bool = False
    """Whether it is said of what no longer happens, whoever is counted."""


def _step(words: str, low: int, high: int, near: tuple[Fraction, Fraction] | None = None) -> Step:
    hedge = NEAR if near else ""
    return Step(Pattern(rf"\b{hedge}(?:{words})\b", re.I), Fraction(low, 1000), Fraction(high, 1000), near)


SCALE = (
    _step(ALL, 1000, 1000, (NEAR_ALL, Fraction(1))),
    _step(r"all\s+but\s+(?:a\s+(?:very\s+)?(?:few|handful|couple)|the\s+odd)", 850, 999),
    _step(
        rf"as\s+a\s+(?:matter\s+of\s+course|rule)|routinely|{IS_THE}(?:very\s+much\s+)?the\s+(?:norm|rule)"
        r"|the\s+rule\s+(?:rather\s+than|and\s+not)\s+the\s+exception|second\s+nature|standard\s+practice"
        rf"|overwhelmingly{BECAUSE}|near-universal(?:ly)?",
        650,
        1000,
    ),
    _step(
        r"more\s+often\s+than\s+(?:they|it|we)\s+(?:did\s+not|miss(?:ed)?|fail(?:ed)?|(?:was"
        r"|were)\s+(?:not|late))|"
        r"the\s+(?:typical|average|usual|ordinary)\s+(?:child|young\s+person|review|decision|report"
        r"|leaver|entrant)\b"
        r"(?![’'])|(?:more|outweigh(?:s|ed)?|outnumber(?:s|ed)?|exceed(?:s"
        r"|ed)?)\s+(?:than\s+)?all\s+(?:(?:of\s+)?the\s+)?"
        r"(?:others?|rest)(?:\s+[a-z]+)?\s+(?:put\s+)?(?:together|combined)|"
        rf"(?:mostly|mainly|largely|chiefly|predominantly|primarily|{NO_MORE}usually|{NO_MORE}(?:generally"
        rf"|typically)|normally"
        rf"|{NO_MORE}commonly|ordinarily|for\s+the\s+most\s+part|by\s+and\s+large|in\s+the\s+main"
        rf"|most\s+of\s+the\s+time"
        rf"|in\s+most\s+(?:cases|instances)|the\s+(?:bulk|better\s+part|greater\s+part|lion[’']s\s+share)"
        rf"\s+of){BECAUSE}|(?:more\s+(?:likely|often|frequently|commonly)"
        rf"|likelier)\s+(?:[\w’]+\s+){{0,6}}?than\s+not",
        500,
        1000,
    ),
    _step(
        r"in\s+the\s+majority|the\s+(?:larger|bigger)\s+(?:part|share|half|number)\s+of|more\s+than\s+not",
        501,
        1000,
    ),
    _step(
        r"(?:share|proportion|percentage)\s+[^.;:\d]{0,40}?\b(?:is|was)\s+(?:very\s+)?(?:large|high"
        r"|substantial|considerable)|"
        rf"(?:large|high|big|great|sizeable|substantial|considerable)\s+(?:share|proportion|percentage|part)"
        rf"\s+{OF_THEM}",
        200,
        1000,
    ),
    _step(
        r"as\s+(?:likely|often)\s+as\s+not|half\s+the\s+time|fifty-fifty|half\s+and\s+half|a\s+coin\s+toss"
        r"|a\s+toss\s+of\s+a\s+coin|(?:evenly|equally)\s+(?:split|divided|balanced)"
        r"|split\s+down\s+the\s+middle",
        400,
        600,
    ),
    _step(
        r"outnumbered\s+by\s+(?:all\s+)?(?:(?:of\s+)?the\s+)?(?:others?"
        r"|rest)(?:\s+(?:put\s+)?(?:together|combined))?",
        0,
        499,
    ),
    _step(r"in\s+the\s+minority|the\s+(?:smaller|lesser)\s+(?:part|share|half|number)\s+of", 0, 499),
    _step(
        rf"the\s+exception(?!\s+(?:is|was|are|to|of)\b)|occasional(?:ly)?|(?:low|small|minor"
        rf"|modest)\s+{NOUNS}\s+{OF_THEM}",
        0,
        330,
    ),
    _step(
        r"(?:only|just|but)\s+a\s+few|a\s+few\s+of|(?:un(?:usual|common)|infrequent|sporadic)(?:ly)?"
        r"|few\s+and\s+far\s+between|once\s+in\s+a\s+while"
        r"|in\s+exceptional\s+(?:cases|circumstances)|isolated\s+(?:cases?|instances?|incidents?)",
        0,
        250,
    ),
    _step(
        r"rare(?:ly)?|rarity|seldom|(?:hardly|scarcely)\s+ever|(?:almost|practically|virtually)\s+never"
        r"|(?:hardly|scarcely|barely)\s+any(?:one|body)?|next\s+to\s+(?:no|none|nobody)"
        rf"|a\s+(?:tiny|small)\s+fraction|tiny\s+{NOUNS}|negligible|once\s+in\s+a\s+blue\s+moon",
        0,
        150,
    ),
    _step(NONE, 0, 0, (Fraction(0), NEAR_NONE)),
    _step(rf"(?<!almost\s)(?<!practically\s)(?<!virtually\s){NEVER}", 0, 0),
    Step(Pattern(rf"\b{NEAR}(?:{GONE})\b", re.I), Fraction(0), Fraction(0), (Fraction(0), NEAR_NONE), True),
)
"""From all to none, in thousandths; the end itself where no part may be missing."""
PATTERNS = tuple(step.pattern for step in SCALE)
SIZED = {
    r"sprinkling|smattering|scattering|trickle|sliver|scrap|smidgen|dash|handful|couple|fraction": (0, 150),
    r"swathe|mass|multitude|raft|host|crowd|army|flood|torrent|wealth|heap": (300, 1000),
}
"""What stands between “a” and “of children”, and how large a part it is."""
COLLECTIVE = Pattern(
    rf"\b(?:an?)\s+(?:[a-z]+\s+){{0,2}}?(?P<noun>{'|'.join(SIZED)})\s+{OF_THEM}(?:[a-z]+\s+){{0,2}}?"
    rf"(?:{COUNTED})\b",
    re.I,
)


def steps_in(words: str, span: tuple[int, int]) -> Iterator[tuple[re.Match[str], Step]]:
    """The words of a part of a sentence that stand on the scale, the first of each step."""
    for step in SCALE:
        if found := step.pattern.search(words, *span):
            is_near = step.near is not None and found["near"]
            yield found, Step(step.pattern, *step.near, None, step.is_gone) if is_near and step.near else step
    for found in COLLECTIVE.finditer(words, *span):
        low, high = next(ends for nouns, ends in SIZED.items() if found["noun"].lower() in nouns.split("|"))
        yield found, Step(COLLECTIVE, Fraction(low, 1000), Fraction(high, 1000))
