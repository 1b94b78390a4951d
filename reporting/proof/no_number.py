"""Sentences without any figure that yet tell of numbers: “timeliness improved”, “fewer children left than
last year”, “dozens of children went missing”."""

import re
from collections.abc import Iterator

from reporting.proof.meaning.topics import subjects_in
from reporting.proof.no_figures import without_them
from reporting.proof.number_words import COUNTED, OF_WHAT_KIND, ONE
from reporting.proof.pattern import Pattern

HAPPENED = "was|were|had|went|came|left|missed|took|moved|stayed|lived|live|attended|received|got|saw|ended"
WENT = (
    r"(?:ha(?:s|ve)\s+)?(?:rose|risen|fell|fallen|grew|grown|increased|decreased|dropped|declined|improved"
    r"|worsened|(?:went|gone)\s+(?:up|down)|doubled|trebled|halved"
    r"|(?:stayed|remained|held)\s+(?:the\s+same|unchanged|stable|steady|level))"
)
CARE = r"(?:\s+(?:in|into|leaving|coming\s+into)\s+(?:our\s+)?care)?"
NUMBER_OF = (
    rf"(?:the\s+)?(?:numbers?|share|proportion|percentage|rate)\s+of\s+{OF_WHAT_KIND}(?:{COUNTED}){CARE}"
    rf"(?:\s+(?:who\s+)?(?:went\s+|taking\s+|took\s+|held\s+)?(?:missing|late|part|in\s+time|on\s+time))?"
)
SUBJECT = (
    rf"(?:{NUMBER_OF}|(?<!of\s)timeliness|participation|caseloads?|stability"
    r"|(?:children|reviews)\s+(?:held\s+)?in\s+(?:care|time)"
    r"|(?:late|missed)\s+(?:reviews|checks)|formal\s+disputes)"
)
OTHERS = (
    r"(?:than\s+|of\s+|to\s+|with\s+)?(?:in\s+|the\s+|our\s+|that\s+of\s+|those\s+of\s+|all\s+)*"
    r"(?:(?:19|20)\d\d[-/–]\d\d|last\s+year|year\s+before|previous\s+year|England"
    r"|(?:national|regional|London)\s+average"
    r"|(?:statistical\s+)?neighbours)"
)
HARDLY = (
    r"(?:(?:hardly|barely|scarcely)\s+any|very\s+few"
    r"|(?:next\s+to|almost|virtually|practically)\s+no)"
)
MANY = (
    r"(?:the\s+)?(?:(?:vast|great|overwhelming|large)\s+majority|lion[’']s\s+share|(?:great\s+)?bulk)"
    r"|(?:a\s+|the\s+)?(?:small\s+|tiny\s+)?(?:majority|minority)|nearly\s+all|almost\s+all"
    r"|(?:hardly|barely|scarcely)\s+any|(?:virtually|practically)\s+all"
    r"|very\s+few|(?<!a\s)(?<!very\s)few|most|a\s+handful"
    r"|a\s+couple|dozens|scores|hundreds|thousands"
)
MOST = r"(?:highest|lowest|largest|smallest|biggest|most|fewest|best|worst|busiest|quietest|commonest)"
GROUPS = r"(?:(?:age|ethnic)\s+)?(?:group|band|share|part|number|reason|need|theme|cause|proportion)s?"
OVER = r"(?:months?|quarters?|share|number|rate|proportion|caseloads?|timeliness|participation)"
SAID = [
    Pattern(words, re.IGNORECASE)
    for words in (
        rf"\b{SUBJECT}\s+(?:also\s+|again\s+|then\s+|slightly\s+|sharply\s+)?{WENT}\b"
        r"(?![^.;:]{0,30}\bmonth\b)",
        rf"\b{SUBJECT}\s+(?:is|are|was|were)\s+[^.;:]{{0,30}}?\b(?:more|fewer|less|higher|lower|better|worse"
        rf"|above|below|ahead\s+of|behind)\s+{OTHERS}\b",
        rf"\b(?:more|fewer)\s+{OF_WHAT_KIND}(?:{COUNTED})\s+(?:{HAPPENED})\b"
        rf"[^.;:]{{0,40}}?\bthan\s+{OTHERS}\b",
        rf"\b(?:do|did|doing|are|were|is|was)\s+(?:much\s+)?(?:better|worse)\s+{OTHERS}\b",
        rf"\b(?:{MANY})\s+(?:of\s+)?(?:all\s+|our\s+|the\s+|these\s+|those\s+)*{OF_WHAT_KIND}(?:{COUNTED})"
        rf"(?:\s+in\s+(?:our\s+)?care)?(?:,\s+[^,;.]{{1,30}},)?(?:\s+(?:who|that)\s+(?:[\w’]+\s+){{1,3}}?)?"
        rf"\s*\b(?:{HAPPENED})\b",
        rf"\b(?:{MANY})\s+(?:of\s+)?(?:all\s+|our\s+|the\s+|these\s+|those\s+)*{OF_WHAT_KIND}(?:{COUNTED})"
        r"(?:\s+in\s+(?:our\s+)?care)?\s+are\s+(?:boys|girls|aged|under|over|white|placed|late"
        r"|(?:in|on)\s+time)\b",
        rf"\b{OF_WHAT_KIND}(?:{COUNTED})\s+(?:\w+\s+)?outnumber(?:ed|s)?\b",
        rf"\b{OF_WHAT_KIND}(?:children|reviews|disputes|decisions|checks|forms)\s+(?:almost\s+never"
        rf"|hardly\s+ever|rarely|seldom|nearly\s+always|almost\s+always)\s+(?:{HAPPENED}|[a-z]+ed)\b",
        rf"\b{OF_WHAT_KIND}(?:{COUNTED})\s+(?:ha(?:ve|s|d)\s+)?(?:(?:more\s+than|nearly|almost|about)\s+)?"
        r"(?:doubled|trebled|tripled|quadrupled|halved)\b",
        r"\b(?:one|two|three|four|five|six|seven|eight|nine)\s+"
        rf"(?:{ONE}|{COUNTED})\s+in\s+(?:every\s+)?"
        r"(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\b",
        rf"\bthere\s+(?:was|were)\s+(?:{HARDLY}|dozens\s+of|scores\s+of|hundreds\s+of)\s+{OF_WHAT_KIND}"
        rf"(?:{COUNTED})\b",
        rf"\b(?:hardly|barely|scarcely)\s+an?y?\s+{OF_WHAT_KIND}(?:{ONE})\s+(?:{HAPPENED})\b",
        rf"\b(?:we|IROs|the\s+(?:service|team))\s+(?:have\s+|has\s+)?(?:cut|reduced|halved|doubled|trebled"
        rf"|increased|raised)\s+(?:{SUBJECT})\b",
        rf"\bthe\s+(?:largest|biggest|smallest|commonest|most\s+common)\s+{GROUPS}\b"
        r"[^.;:]{0,60}?\b(?:was|were|is|are|came|had)\b",
        r"\b(?:had|has|have|held|made|saw|was|were|is|are)\s+(?:by\s+far\s+)?"
        rf"the\s+{MOST}\s+(?:{OVER}|{OF_WHAT_KIND}(?:{COUNTED}))\b",
        r"\b(?:there\s+(?:were|are)|we\s+ha(?:d|ve))\s+(?:\w+\s+)?(?:more|fewer)\s+"
        rf"{OF_WHAT_KIND}(?:{COUNTED})\s+than\s+{OF_WHAT_KIND}(?:{COUNTED})\b",
        rf"\b(?:more|fewer)\s+{OF_WHAT_KIND}(?:{COUNTED})\s+(?:{HAPPENED})\b[^.;:]{{0,30}}?\bthan\s+"
        rf"(?:{HAPPENED}|boys|girls)\b",
        r"\b(?:met|missed|reached|beat|exceeded)\s+(?:our|the|its|their|this|that)\s+(?:own\s+)?targets?\b",
        r"\b(?:higher|lower|smaller|larger|greater)\s+(?:share|proportion|rate|number)\s+of\s+"
        r"[^.;:]{1,60}?"
        rf"\bthan\s+{OTHERS}\b",
        rf"\b(?:more|fewer)\s+of\s+(?:our|the)\s+(?:{COUNTED})\b[^.;:]{{0,60}}?\bthan\s+{OTHERS}\b",
        r"(?:^|(?<=[;:]\s))(?:none|all)\s+(?:was|were)\s+(?:late|missed|seen|held|in\s+time|on\s+time)\b",
        r"(?:^|(?<=[;:]\s))every(?:one|body)\s+(?:took\s+part|was\s+seen|attended"
        r"|(?:had|got|received)\s+(?:an?|their)\b)",
    )
]
"""Each speaks of what has happened: “most children like it”, “we do better when we listen” count nothing."""


HAD = Pattern(r"\b(?:had|have|has)$", re.IGNORECASE)


def _is_of_no_subject(words: str, found: re.Match[str]) -> bool:
    """Whether what most of them had is nothing that a report counts: “most had a good reason”."""
    rest = re.split(r"[.;:,]|\b(?:that|which|who)\b", words[found.end() :], maxsplit=1)[0]
    return bool(HAD.search(found.group())) and not subjects_in(rest)


def told_without(words: str) -> Iterator[str]:
    """What a sentence in which no figure stands tells of numbers."""
    if re.search(r"\d", without_them(words)):
        return
    for pattern in SAID:
        if (found := pattern.search(words)) and not _is_of_no_subject(words, found):
            yield " ".join(found.group().split())
            return
