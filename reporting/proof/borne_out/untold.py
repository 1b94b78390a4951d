"""Sentences in which no figure stands and that yet tell of what the report counts: that it moved, that one
of it lies at the end, how often it was so. Nobody can check them, so they are pointed out."""

import re
from collections.abc import Iterator

from reporting.proof.borne_out.scales import PATTERNS, SCALE
from reporting.proof.borne_out.words import COMPARED, ENDS, MOVES, NOT_THE_END, STILL
from reporting.proof.meaning.negation import UNCERTAIN
from reporting.proof.meaning.topics import subjects_in
from reporting.proof.no_figures import without_them
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import is_denied, tells_of_a_number
from reporting.proof.shares import ALONE, FRACTION, FUTURE, HEDGE

COUNTED = (
    r"(?:child|children|young\s+(?:people|person)|reviews?|disputes?|decisions?|(?:midway|health"
    r"|dental)\s+checks?"
    r"|placements?|boys|girls|babies|teenagers|toddlers|care\s+leavers|adoptions?|episodes|entrants"
    r"|arrivals|starters"
    r"|leavers|good\s+practice|compliments?|complaints?|concerns|escalations|alerts|referrals|contacts"
    r"|moves|exclusions"
    r"|breakdowns|under-?\s?(?:fives|tens|ones)|health\s+assessments?|immunisations?)"
)
MEASURED = (
    r"(?:timeliness|punctuality|participation|attendance|stability|caseloads?|lateness|take-?up"
    r"|(?:numbers?|share|proportion|percentage|rate|figures?|total)\s+(?:of|for"
    r"|in)\s+(?:[\w’-]+\s+){1,4}?"
    r"|(?:in|into|out\s+of)\s+care)"
)
SUBJECT = Pattern(rf"\b(?:{COUNTED}|{MEASURED})\b", re.IGNORECASE)
OPINION = Pattern(
    r"\b(?:every(?:one|body)|anyone)\s+who\s+[a-z]+s\b|\b(?:told|tells?|sa(?:id|ys?)|ask(?:ed|s)?"
    r"|fe(?:lt|els?)|lik(?:ed?|es)|want(?:ed|s)?|th(?:ink"
    r"|ought)s?"
    r"|beliefs?|believe[sd]?|wish(?:ed|es)?|prefer\w*|enjoy\w*|hope[sd]?|need(?:s|ed)?|mean[st]?"
    r"|according\s+to|matters?"
    r"|guidance|regulations?|law|statutory|handbook|if|when|because|so\s+that|how|why|would|could"
    r"|should|can|may|must)\b",
    re.IGNORECASE,
)
MONEY = Pattern(
    r"£|\b(?:allowances?|fees?|budgets?|costs?|prices?|salar(?:y|ies)|pay|grants?|funding|spend(?:ing)?"
    r"|spent)\b",
    re.IGNORECASE,
)
STAFF = Pattern(
    r"\b(?:IROs?|officers?|staff|colleagues|social\s+workers?|managers?|trainees?)\b", re.IGNORECASE
)
PAST = Pattern(
    r"\b(?:was|were|had|has|have|did|came|went|left|took|got|saw|held|ran|met|made|fell|rose|grew|kept"
    r"|stayed"
    r"|[a-z]{2,}ed)\b",
    re.IGNORECASE,
)
THAN = Pattern(
    r"\b(?:more|fewer|less|higher|lower|better|worse|larger|smaller|greater|faster|slower|longer"
    r"|shorter|later|earlier"
    r"|likelier|rarer|younger|older)(?<!more)\b[^.;:]{0,70}?\bthan\s+ever\b"
    r"|\b(?:more|fewer|less|higher|lower|better|worse|larger|smaller|greater|faster|slower|longer"
    r"|shorter|later|earlier"
    r"|likelier|rarer|younger|older)\b[^.;:]{0,70}?\bthan\b(?!\s+(?:ever|one|just|simply"
    r"|a\s+(?:formality|meeting)))",
    re.IGNORECASE,
)
OUTNUMBER = Pattern(r"\b(?:outnumber|outstrip|overt(?:ook|ak)|exceed)\w*\b", re.IGNORECASE)
SHARE = Pattern(
    rf"(?<!first\s)(?<!second\s)(?<!last\s)(?<!other\s)\b(?:{HEDGE})?(?:{FRACTION})\b"
    r"(?!\s+of\s+(?:the"
    rf"|our)\s+(?:whole\s+)?(?:team|service|staff"
    r"|workforce)|\s+(?:an?\s+(?:hour|day)|day|hour|term))",
    re.IGNORECASE,
)


IDIOMS = Pattern(
    r"\ball\s+but\s+(?:one|two|three|a\s+(?:few|handful))\b|\b(?:in|for|by|with)\s+(?:each"
    r"|every\s+one)\s+of\s+(?:the|our)\b"
    r"|\b(?:it|this)\s+(?:was|has\s+been)\s+(?:\w+\s+)?(?:rare|unusual|uncommon|common|the\s+(?:norm"
    r"|exception|rule))\b"
    r"|\ba\s+thing\s+of\s+the\s+past\b|\b(?:vanished|disappeared|eliminated|eradicated|dried\s+up)\b"
    r"|\b(?:hardly|scarcely|not)\s+a\s+(?:day|week|month|review|child)\s+(?:went|passed|was|came|left)\b",
    re.IGNORECASE,
)
IMPLIED = Pattern(
    rf"\b(?:held|had|chaired|saw|received|got|took|made|were)\s+(?:\w+\s+)?(?:more"
    rf"|fewer)\s+(?:\w+\s+)?{COUNTED}\b"
    rf"|\b(?<!no\s)(?:more|fewer)\s+(?:\w+\s+)?{COUNTED}\s+(?:were|came|left|went|took|had|moved|lived"
    rf"|attended)\b",
    re.IGNORECASE,
)
"""More than something that is not said."""
COMPARED_WITH = (
    COMPARED,
    Pattern(
        r"\b(?:above|below|over|under|ahead\s+of|behind|short\s+of|in\s+line\s+with|similar\s+to|close\s+to"
        r"|on\s+a\s+par\s+with|the\s+same\s+as|(?:higher|lower|better|worse|more|fewer|less|larger|smaller)"
        r"\b[^.;:,]{0,50}?\bthan|compared\s+(?:with|to)|match(?:es|ed)?|exceed(?:s|ed)?|beat)\s+"
        r"(?:(?:that|those|the\s+(?:figure|rate|share|average|number))s?\s+(?:of|for|in|across)\s+"
        r"|in\s+|for\s+|the\s+|all\s+|most\s+|other\s+|our\s+|similar\s+|neighbouring\s+|comparable\s+)*"
        r"(?:England|national\w*|region(?:al)?|neighbours?|councils|authorities)\b",
        re.IGNORECASE,
    ),
)
"""A comparison that says with which time, or with which others, is a claim whoever did it."""
THAN_WHOM = Pattern(r"[^.;:,]{0,70}")
A_MEASURE = Pattern(
    r"\b(?:our|the|this|that)\s+(?:[a-z]+\s+)?(?:rate|number|share|proportion|percentage|total"
    r"|average|figure)s?\b",
    re.I,
)
SAID_BY = Pattern(
    r"\b(?:told|tells?|sa(?:id|ys?)|ask(?:s|ed)?|fe(?:lt|els?)|want(?:s|ed)?|th(?:ink|ought)s?|believe[sd]?"
    r"|wish\w*|hope[sd]?|expect\w*|if|can|could|may|might|must|I)\b|“",
    re.IGNORECASE,
)
PART = Pattern(r"[;:]\s+|,\s+|\s+(?:because|although|though|while|whilst|whereas)\s+|\s–\s")
TEAM = Pattern(r"\bteams?\b", re.IGNORECASE)
NOT_ONE = Pattern(
    r"\b(?:no|not\s+one|not\s+a\s+single)\s+(?:\w+\s+)?(?:IROs?|officers?|teams?|managers?"
    r"|social\s+workers?|carers?|famil(?:y|ies)|parents?)\s+(?:was|were|had|did|came|went|left|missed"
    r"|held|took)\b(?!\s+(?:more|fewer|less)\s+than)",
    re.IGNORECASE,
)


MANY = Pattern(
    r"\b(?:(?:a|one|two|three|four|five|several)\s+(?:hundred|thousand|dozen|score)|hundreds|thousands"
    r"|dozens|scores)\s+"
    r"(?:of\s+)?(?!miles|hours|pounds|days|people)[a-z]{3,}s\b",
    re.IGNORECASE,
)
CLAIMS = (MOVES, ENDS, THAN, OUTNUMBER, SHARE, IDIOMS, IMPLIED, *PATTERNS)
UNMOVED = Pattern(rf"\b(?:{COUNTED}|{MEASURED})\b[^.;:,]{{0,30}}?{STILL.pattern}", re.IGNORECASE)
IN_GENERAL = Pattern(r"\b(?:is|are)\s+(?:\w+\s+)?$", re.IGNORECASE)
"""“Are rare” tells of no year."""
COUNTED_ACTS = frozenset({"decisions", "time", "disputes", "midway checks", "health assessments", "teeth"})
"""What is done once for each and counted, whoever does it."""
DID = Pattern(
    r"\b(?:was|were|had|did|came|left|took|held|met|made|kept|saw|gave|(?!need)[a-z]{2,}ed)\b", re.I
)
AUTHOR = Pattern(r"\bI(?:[’'](?:ve|m|d))?\b(?:(?!\bthat\b)[^.;:])*$", re.I)
"""What the author has done, seen or never known."""
RELATIVE = Pattern(r"\b(?:that|which|who|whom|where|if)\s+$", re.I)
ELSE = Pattern(r"\s+else\b", re.IGNORECASE)
"""“Everyone else” are none of those counted."""
AFTER_TO = Pattern(r"\b(?:to|for|of)\s+(?:\w+ly\s+)?$", re.IGNORECASE)


def untold(words: str) -> Iterator[str]:
    """The words of a sentence without a figure that make a claim about what is counted."""
    found = NOT_ONE.search(words) or MANY.search(words)
    if found and PAST.search(words) and not FUTURE.search(words):
        yield " ".join(found.group().split())
    elif absolute := _absolute(words):
        yield absolute
    elif compared := _compared(words):
        yield compared
    elif tells_of_a_number(words) and not any(p.search(words) for p in (SAID_BY, FUTURE, UNCERTAIN, MONEY)):
        yield " ".join(words.rstrip(" .!?").split())
    elif _tells_of_what_is_counted(words) and not ALONE.search(words):  # a share is pointed out by itself
        yield from _claimed(words)


def _claimed(words: str) -> list[str]:
    """The first claim in words that tell of what is counted; none where they make none."""
    is_named = SUBJECT.search(words) or TEAM.search(words)  # “we dropped the form” says nothing
    patterns = CLAIMS if is_named else CLAIMS[1:]
    stands = UNMOVED.search(words)
    told = (found for pattern in patterns for found in pattern.finditer(words))
    said = [" ".join(found.group().split()) for found in told if _is_told(words, found)]
    return (said or ([" ".join(stands.group().split())] if stands else []))[:1]


def _compared(words: str) -> str:
    """“IROs raised fewer concerns than last year”, “Our rate is below that of England”."""
    if any(pattern.search(words) for pattern in (SAID_BY, FUTURE, UNCERTAIN, MONEY)):
        return ""
    for part in PART.split(words):
        is_of_it = SUBJECT.search(part) or subjects_in(part) - {"coming to reviews"} or A_MEASURE.search(part)
        found = next((m for p in COMPARED_WITH if (m := p.search(part))), None) if is_of_it else None
        if found and not is_denied(part, found.start()) and not re.search(r"\d", without_them(part)):
            end = THAN_WHOM.match(part, found.end())
            return " ".join((found.group() + (end.group() if end else "")).split())
    return ""


def _absolute(words: str) -> str:
    """“Managers never left a decision unanswered”: of what is counted, and of all or none."""
    if not subjects_in(words) & COUNTED_ACTS or any(p.search(words) for p in (OPINION, FUTURE, UNCERTAIN)):
        return ""
    found = next((m for step in (SCALE[0], *SCALE[-3:]) if (m := step.pattern.search(words))), None)
    is_told = found and DID.search(words) and not is_denied(words, found.start())
    before = words[: found.start()] if found else ""
    is_told = is_told and not (RELATIVE.search(before) or AUTHOR.search(before))
    return " ".join(found.group().split()) if found and is_told else ""


def _tells_of_what_is_counted(words: str) -> bool:
    """Whether it tells as a fact of what the report counts, and of nobody’s opinion."""
    is_open = any(pattern.search(words) for pattern in (OPINION, FUTURE, UNCERTAIN, STAFF, MONEY))
    if is_open or not PAST.search(words) or re.search(r"\d", without_them(words)):
        return False
    return bool(SUBJECT.search(words) or subjects_in(words) or _is_of_how_teams_do(words))


def _is_of_how_teams_do(words: str) -> bool:
    """“Every team improved”, and not “the team is smaller than it was”."""
    is_better = any(found["better"] or found["worse"] for found in MOVES.finditer(words))
    return bool(TEAM.search(words)) and (is_better or bool(ENDS.search(words)))


def _is_told(words: str, found: re.Match[str]) -> bool:
    is_none = (
        MOVES.made(found) and found["none"] or ENDS.made(found) and NOT_THE_END.search(words[: found.start()])
    )
    is_none = is_none or bool(ELSE.match(words, found.end()))
    is_none = is_none or any(p.search(words[: found.start()]) for p in (IN_GENERAL, AUTHOR))
    return not (is_none or is_denied(words, found.start()) or AFTER_TO.search(words[: found.start()]))
