"""The words in which reports say that a number moved, or how it stands to another."""

import re
from fractions import Fraction

from reporting.proof.number_words import ONES
from reporting.proof.pattern import Pattern

TIMES_OVER = {
    "doubled": Fraction(2),
    "trebled": Fraction(3),
    "tripled": Fraction(3),
    "quadrupled": Fraction(4),
    "halved": Fraction(1, 2),
}
"""How many times what was before."""
UP = Pattern(
    r"\b(rose|risen|rises?|rising|(?:beg[au]n|starting|started)\s+to\s+(?:rise|grow|climb|increase)"
    r"|rebound(?:ed|s)|mounted|spiked|grew|grown|growth|grows|increas(?:e[ds]?|ing)|climb(?:ed|s|ing)"
    r"|jump(?:ed|s)"
    r"|gains?(?=\s+of\b)|soar(?:ed|s)|surg(?:ed|es)|swell(?:ed|s)|swollen|rebounded"
    r"|(?:went|gone|going|come|came|crept|creeping|edged|edging|inched|inching"
    r"|heading|is|are|was|were)\s+up\b(?!\s+to\s+(?:the|you|each|them|us|date)\b)"
    r"(?!\s+(?:just\s+|only\s+|a\s+\w+\s+|\w+ly\s+)*(?:short|shy|against|below|under|behind|outside)\b)"
    r"|up(?=\s+(?:\w+ly\s+|a\s+(?:little|bit)\s+|again\s+)?(?:from|on|by)\b))\b",
    re.I,
)
DOWN = Pattern(
    r"\b(f(?:ell|allen|alls?|alling)(?!\s+(?:due|ill|within|into|under|outside|short|between)\b)"
    r"|(?:beg[au]n|starting|started)\s+to\s+(?:fall|shrink|drop|decline"
    r"|ease)|slid|dwindled|lessened|dropp?(?:ed|ing|s)?|decreas(?:e[ds]?|ing)|declin(?:e[ds]?|ing)"
    r"|reduc(?:ed|tion)|dip(?:ped|s)?|slip(?:ped|s)|shr[au]nk|shrinks|shrinking|plunge[ds]|plummeted|slumped"
    r"|tumbled"
    r"|sank|sunk|eased"
    r"|(?:went|gone|going|come|came|crept|creeping|edged|edging|inched|inching"
    r"|heading|is|are|was|were)\s+down|down(?=\s+(?:\w+ly\s+|a\s+(?:little|bit)\s+|again\s+)?(?:from"
    r"|on|by)\b))\b",
    re.I,
)
BETTER = Pattern(
    r"\b(improved|improves|improving|improvement|recover(?:ed|s|y)|strengthen(?:ed|s|ing))\b", re.I
)
WORSE = Pattern(
    r"\b(worsened|worsens|worsening|deteriorated|deteriorating|deterioration|weaken(?:ed|s|ing))\b", re.I
)
SAME = Pattern(
    r"\b((?:stayed|remained|is|was|were|are)\s+the\s+same|the\s+same\s+as|the\s+same\s+(?:number|share"
    r"|proportion|rate|level)"
    r"|(?<!times\s)(?<!twice\s)(?<!half\s)(?<!double\s)as\s+many\b(?=.*\bas\b)|unchanged|no\s+change)\b",
    re.I,
)
STEADY = Pattern(
    r"\b((?:held|kept|stayed|remained|is|are|was|were|been|broadly|largely)\s+(?:steady|stable|level"
    r"|constant|similar))\b",
    re.I,
)
"""Not quite the same, but near it."""
HEDGED = Pattern(r"\b(much|about|almost|broadly|roughly|nearly|virtually|largely|around)\b", re.I)

THAN = (
    r"(?:\s+[\w’'-]+){0,6}?\s+than\b(?!\s+not\b)|(?=.*\b(?:(?:compared\s+(?:with|to)|against|instead\s+of"
    r"|where\s+(?:it|there|they)\s+(?:was|were|had\s+been))\b|after\s+\d))"
)
MORE = Pattern(
    rf"(?<!or\s)(?<!no\s)\b(?:(?:more|higher|greater|larger|bigger|busier)(?:{THAN})|above\b|ahead\s+of\b"
    rf"|exceed(?:s|ed|ing)?\b)",
    re.I,
)
FEWER = Pattern(
    rf"(?<!or\s)(?<!no\s)\b(?:(?:fewer|less|lower|smaller|quieter)(?:{THAN})"
    rf"|below\b(?!\s+(?:the\s+)?ages?\b))",
    re.I,
)
FARES_BETTER = Pattern(
    r"\b(?:better|timelier|stronger|steadier|healthier|safer)\b(?=.*\bthan\b)"
    r"|\bbetter\b(?=.*\b(?:compared|against)\b)|\bout-?perform(?:s|ed)?\b"
    r"|\b(?:beat(?:s|en)?|bettered|surpass(?:es|ed)|topped|tops)\b(?=.*\b(?:last|previous)\s+year\b)",
    re.I,
)
FARES_WORSE = Pattern(
    r"\b(?:worse|weaker|poorer)\b(?=.*\bthan\b)|\bworse\b(?=.*\b(?:compared|against)\b)|\b(?:lag(?:s"
    r"|ged)?|trail(?:s|ed)?)\b"
    r"|\bshort\s+of\b|\bbehind\b",
    re.I,
)
ON_A_PAR = Pattern(
    r"\b(on\s+a\s+par\s+with|in\s+line\s+with|level\s+with|similar\s+to|equal\s+to|close\s+to"
    r"|(?:about\s+)?the\s+same\s+as)\b",
    re.I,
)
GOAL = r"(?:target|standard|goal)s?"
REACHED = (
    r"met|closed\s+the\s+gap|reach(?:ed|es)|achieve[ds]|hits?|beat(?:en|s)?|exceed(?:ed|s)|surpass(?:ed|es)"
)
MET = Pattern(
    rf"\b(?:(?P<word>{REACHED}|meets|meeting)\b(?=.*\b{GOAL}\b)|(?P<on>on\s+target)\b"
    rf"|{GOAL}\b[^.;:]{{0,60}}?\b(?:is|was|were|been)\s+(?:not\s+|just\s+|easily\s+|comfortably\s+)*"
    rf"(?P<after>{REACHED})\b)",
    re.I,
)
MISSED = Pattern(
    rf"\b(?:(?P<word>missed|misses)\b(?=.*\b{GOAL}\b)"
    rf"|{GOAL}\b[^.;:]{{0,60}}?\b(?:is|was|were|been)\s+(?:not\s+|just\s+|narrowly\s+|only\s+)*"
    r"(?P<after>missed)\b)",
    re.I,
)
TIMES_AS_MANY = Pattern(
    r"\b(half|twice|double|(?:" + "|".join(ONES) + r")\s+times)\s+"
    r"(?:as\s+(?:many|much|often|high|common|likely|frequent|large|long)"
    r"|the\s+(?:number|share|rate)|(?:that|those)\s+of"
    r"|(?:the\s+)?(?:(?:national|regional|English)\s+)?(?:average|figure)|England|national)\b",
    re.I,
)
YARDSTICK = Pattern(
    r"\b(England|national|neighbours?|region(?:al)?|London|average|councils|target|standard|goal)\b", re.I
)
"""Names of what our own figures are held against."""
