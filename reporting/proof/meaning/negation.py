"""Whether words say that something was so or was not: “most did not take part” is of the others, and so is
“most were late” beside the share of those in time."""

import re

from reporting.proof.pattern import Pattern

AGE = (
    r"(?:the\s+age\b|(?:one|two|four|five|nine|ten|eleven|thirteen|sixteen|eighteen|\d{1,2})\b(?!\s*%"
    r"|\s+(?:per"
    r"|reviews|children|days|weeks|months)\b)|teenagers?\b)"
)
"""Who has not yet turned five is under five: no more is denied than an age."""
NOT = Pattern(
    r"\b(?:(?<!or\s)not(?!\s+(?:only|just|least|(?:\w+\s+){0,2}(?:enough|good|acceptable|where)"
    r"|(?:quite|far\s+short\s+of)\s+(?:an?|half|all|[a-z]+\s+(?:in|out\s+of|thirds|quarters))\b"
    rf"|yet\s+(?:turned\s+|reached\s+|of\s+|the\s+age\s+of\s+)*(?:school\b|{AGE})|(?:turned"
    rf"|reached)\s+{AGE}))|\w+n[’']t"
    r"|never|neither(?:[^.;:(]*?\bnor\b)?|nor|without|nobody|none"
    r"|no(?!\s+(?:later|more|less|fewer|one|doubt)\b|\s+longer\s+than\b)"
    r"|late(?!\s+(?:reviews?|summer|spring|autumn|winter)\b)|overdue|miss(?:ed|es)?|fail(?:ed|s)?"
    r"|lack(?:ed|s)?|los(?:t|ing|es?)\s+(?:touch|contact|sight|track)|out\s+of\s+touch|absent"
    r"|poor(?:ly)?|inadequate|incomplete|unsuitable|unstable"
    r"|un(?!accompanied|changed|moved|altered|affected|ited|precedented|doubted|expected|limited|interrupted)"
    r"[a-z]{3,}ed|un(?:seen|met|heard|done|kept|made)"
    r"|(?:after|past|beyond)\s+(?:(?:the|its|their)\s+)?(?:due\s+|target\s+|legal\s+)?(?:dates?|deadlines?"
    r"|limits?)"
    r"|(?:liable|prone|apt|subject|vulnerable|exposed|susceptible|inclined)\s+to\s+(?:be\s+"
    r"|being\s+)?(?:delay\w*"
    r"|slip\w*|laps\w*|lateness|overrun\w*|drift\w*)|at\s+(?:\w+\s+)?risk\s+of\s+(?:delay|slipping"
    r"|lapsing|drift)"
    r"|out\s+of\s+(?:time|timescales?)|outside\s+(?:the\s+)?timescales?)\b",
    re.IGNORECASE,
)
UNCERTAIN = Pattern(r"\b(?:despite|whether|if|unless|instead)\b", re.IGNORECASE)


def is_turned(words: str) -> bool:
    """Whether the words turn what they tell round: once, not twice (“did not miss”)."""
    return len(NOT.findall(words)) % 2 == 1


def counts_the_rest(what: str) -> bool:
    """Whether a measure counts those who did not, or were late: by its title, without the group."""
    return is_turned(re.split(r"[,:]", what, maxsplit=1)[0])
