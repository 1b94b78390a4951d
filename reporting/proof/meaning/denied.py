"""The words in which a sentence denies that something happened which the council counts, and of which figures
they speak: “not one disagreement had to be taken to the formal stage”, “IROs did not once get in touch with a
child between reviews”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reporting.proof.pattern import Pattern

NONE = (
    r"(?:no(?!\s+(?:more|fewer|less|longer|doubt|other|further|such)\b)|not\s+(?:a\s+single|one|any|an?)"
    r"(?:\s+(?:one\s+)?of\s+(?:the|our|these|those|their|all))?|none\s+of\s+(?:the|our|these|those)|zero|nil)"
)
NOBODY = r"(?:nobody|no\s+one|not\s+(?:one|a)\s+soul)"
NOT = r"(?:\s+not|n[’']t)"
NEVER = (
    rf"(?:never(?:\s+once)?|not\s+once|(?:did|has|have|had|was|were){NOT}(?:\s+(?:once|ever|even\s+once))?"
    r"|at\s+no\s+(?:point|time|stage)|on\s+no\s+occasion)"
)
WITHIN = r"[^.;:,(\d\0]"
SOME = r"(?:(?!(?:for|of|to|in|on|with)\b)[a-z-]+\s+){0,2}?"
DISPUTE = (
    r"(?:disagreement|dispute|concern|challenge|escalation|alert|matter|issue|case|problem|conflict"
    r"|difference)s?"
)
CHILD = r"(?:child(?:ren)?|young\s+(?:people|person)|boys?|girls?|bab(?:y|ies)|teenagers?)"
WAS = r"(?:(?:was|were|had|has|have|ha[ds]\s+been)\s+(?:to\s+(?:be\s+)?|been\s+|ever\s+|actually\s+)*)"
TAKEN = (
    r"(?:taken|take|took|moved?|brought|escalated?|raised?|referred|sent|passed|carried|pursued?|put|go|gone"
    r"|went|came|come|got|reach(?:ed)?|enter(?:ed)?|need(?:ed)?|required?|called|bec[ao]me|end(?:ed)?"
    r"|turn(?:ed)?|progress(?:ed)?|dealt|handled|treated|made|led|resort(?:ed)?|used?|open(?:ed)?"
    r"|start(?:ed)?|beg[aiu]n|invoked?|trigger(?:ed)?|launch(?:ed)?|lodged?|rely|relied|recourse)"
)
PROCESS = r"(?:process|stage|procedure|step|route|level|ladder|protocol|escalation|part)s?"
STAGES = (
    r"(?:chief\s+executive|directors?|Cafcass|heads?\s+of\s+service|senior\s+managers?|ombudsman|panel"
    r"|courts?)"
)
IN_TOUCH = (
    r"(?:g[eo]t(?:ting)?\s+in(?:to)?\s+touch|(?:was|were|been)\s+in\s+touch|contact(?:s|ed)?|r[aiu]ng"
    r"|(?:tele)?phoned?|call(?:s|ed)?|wr(?:ote|ite|itten)|messaged?|texted|sp(?:oke|eak|oken)|talk(?:s|ed)?"
    r"|visit(?:s|ed)?|see|saw|seen|met|meet|hear|heard|reached|checked\s+in)"
)
BETWEEN = r"(?:between\s+(?:(?:the|their|these|two|one|any|his|her|statutory|of)\s+)*reviews?|in\s+between)"
PLAIN = r"[^.;:(\0]"


OTHERS = (
    r"(?:social\s+workers?|parents?|famil(?:y|ies)|mothers?|fathers?|brothers?|sisters?|siblings?|relatives?"
    r"|teachers?|schools?|advocates?|carers?|managers?|visitors?|panel|courts?|contact\s+(?:sheet|card"
    r"|detail|list"
    r"|order|centre|arrangement)s?)"
)


@dataclass(frozen=True)
class Event:
    """What may be denied. `group` is a pattern for the key of a group, where only one group is meant."""

    codes: tuple[str, ...]
    told: tuple[str, ...]
    group: str = ""
    beside: tuple[str, ...] = ()
    """What must stand in the same clause besides."""
    never: str = ""
    """What may not stand there: who else may have done it."""

    def denials(self, clause: str) -> Iterator[re.Match[str]]:
        """Where a clause denies it."""
        if not all(re.search(rf"\b{words}\b", clause, re.IGNORECASE) for words in self.beside):
            return
        if self.never and re.search(rf"\b{self.never}\b", clause, re.IGNORECASE):
            return
        for words in self.told:
            if found := re.search(rf"\b{words}\b", clause, re.IGNORECASE):
                yield found
                return


FORMAL = Event(
    ("disputes_formal",),
    (
        rf"{NONE}\s+{SOME}{DISPUTE}\b{WITHIN}{{0,50}}?\b{TAKEN}\b{WITHIN}{{0,30}}?\bformal(?:ly)?"
        rf"(?:\s+(?:dispute\s+)?(?:resolution\s+)?(?:{PROCESS}|{DISPUTE}))?",
        rf"none(?:\s+of\s+(?:them|these|those))?\s+{WAS}?{TAKEN}\b{WITHIN}{{0,30}}?\bformal(?:ly)?"
        rf"(?:\s+{PROCESS})?",
        rf"{NONE}\s+formal\s+(?:{DISPUTE}|{PROCESS})\s+{WAS}?(?:raised|made|begun|opened|started|lodged"
        r"|needed|necessary|required|used|brought|entered)",
        rf"formal\s+{SOME}(?:{PROCESS}|{DISPUTE})\s+(?:(?:was|were|had|has|did)\s*(?:not|never|n[’']t)"
        rf"|never)\s+(?:once\s+|ever\s+|to\s+be\s+|been\s+)*{TAKEN}",
        rf"formal\s+{SOME}{PROCESS}\s+(?:was|were|went|stayed|remained|lay)\s+(?:entirely\s+)?(?:un(?:used"
        rf"|needed"
        r"|touched)|idle)",
        rf"nothing\s+{WAS}?{TAKEN}\b{WITHIN}{{0,30}}?\bformal(?:ly)?(?:\s+{PROCESS})?",
        rf"(?:year|months|20\d\d[-/–]\d\d)\s+(?:passed\s+|ended\s+|went\s+by\s+)?without\s+(?:an?|any|one"
        rf"|a\s+single)"
        rf"\s+formal\s+(?:{DISPUTE}|{PROCESS})",
        rf"{NEVER}{WITHIN}{{0,40}}?\b{TAKEN}\b{WITHIN}{{0,30}}?\bformal(?:ly)?"
        rf"(?:\s+(?:dispute\s+)?(?:resolution\s+)?(?:{PROCESS}|{DISPUTE}))?",
    ),
)
AT_A_STAGE = Event(
    ("disputes_formal",),
    (
        rf"{NONE}\s+{SOME}{DISPUTE}\b{WITHIN}{{0,50}}?\b{TAKEN}\b(?:\s+(?:to|as\s+far\s+as|up|on|with"
        rf"|before|on\s+to|in\s+front\s+of))*\s+(?:the\s+|our\s+|an?\s+)?{SOME}{STAGES}",
        rf"{NEVER}{WITHIN}{{0,40}}?\b{DISPUTE}\b{WITHIN}{{0,20}}?\b(?:to|before|with)\s+(?:the\s+|our\s+"
        rf"|an?\s+)?{SOME}{STAGES}",
    ),
    group="stage",
)
EVENTS = (
    FORMAL,
    AT_A_STAGE,
    Event(
        ("contacts_made",),
        (
            rf"(?:{NONE}|{NOBODY}){PLAIN}{{1,50}}?\b{IN_TOUCH}",
            rf"{NEVER}\s+(?:{PLAIN}{{0,30}}?\b)?{IN_TOUCH}",
            rf"{CHILD}\s+heard\s+nothing",
        ),
        beside=(BETWEEN, CHILD),
        never=OTHERS,
    ),
    Event(
        ("compliments",),
        (
            rf"{NONE}\s+{SOME}compliment(?:s|ed)?",
            rf"{NOBODY}\s+(?:[\w’]+\s+){{0,5}}?compliment(?:s|ed)?",
            rf"{NEVER}\s+(?:[\w’]+\s+){{0,4}}?compliment(?:s|ed)?",
        ),
    ),
    Event(
        ("good_practice",),
        (
            rf"{NONE}\s+{SOME}good\s+practice",
            rf"{NOBODY}\s+(?:[\w’]+\s+){{0,5}}?good\s+practice",
            rf"{NEVER}\s+(?:[\w’]+\s+){{0,4}}?good\s+practice",
        ),
    ),
    Event(
        ("exits",),
        (
            rf"(?:{NONE}\s+{SOME}{CHILD}|{NOBODY})\s+(?:(?:was|were|has|have|been)\s+)+adopted",
            rf"{NONE}\s+adoption(?:s|\s+orders?)?\s+(?:was|were|took|had|came|went)",
            rf"{NEVER}{WITHIN}{{0,30}}?\b(?:an?|any|one|single)\s+{CHILD}{WITHIN}{{0,15}}?\badopted",
        ),
        group=r"adopt",
    ),
    Event(
        ("exits",),
        (
            rf"(?:{NONE}\s+{SOME}{CHILD}|{NOBODY})\s+(?:left|went"
            rf"|moved){WITHIN}{{0,25}}?\bspecial\s+guardian\w*",
            rf"{NONE}\s+special\s+guardianship(?:s|\s+orders?)?\s+(?:was|were|took|had|came)",
        ),
        group=r"special guardian",
    ),
)
NOT_OF_ALL = Pattern(
    r"\b(?:(?<!\bat\s)all(?!\s+(?:the\s+|that\s+|this\s+)?(?:year|time)\b)"
    r"|every|each|always|enough|often|as\s+(?:many|much)|most"
    r"|regularly|only|just|but\s+(?:one|two)"
    r"|except|bar|other\s+than|apart\s+from|more\s+than|again|without)\b",
    re.IGNORECASE,
)
"""What is denied of all of them, or but for some, may have happened."""
OF_RECORDS = Pattern(
    r"\b(?:record(?:s|ed|ing)?|count(?:s|ed|ing)?|kn[eo]w\w*|asked|measured?|collect\w*|logged|noted?|notes"
    r"|keep|kept|whether|how)\b",
    re.IGNORECASE,
)
"""That nobody counted it is why it is not known."""
NARROWER = Pattern(
    r"\b(?:about|over(?!\s+the\s+(?:year|twelve|whole))|concerning|regarding|involving|from|by|among|that"
    r"|which|who|whose|where|under|aged|against|teams?|longer|because|within|due\s+to)\b",
    re.IGNORECASE,
)
"""What tells of some of them alone."""
OF_SOME = Pattern(r"none\s+(?!of\s+(?:the|our)\b)|.*\balerts?\b", re.IGNORECASE)
"""None of them: of those that were told of before."""
