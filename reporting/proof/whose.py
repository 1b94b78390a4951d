"""Of whom or what a figure is, and what the words beside it say it is of: reviews in time are no children."""

import re
from collections.abc import Iterator
from itertools import pairwise

from reporting.proof.manuscript import Known
from reporting.proof.meaning.negation import counts_the_rest, is_turned
from reporting.proof.number_words import BUT, ONES
from reporting.proof.pattern import Pattern
from reporting.proof.periods import span
from reporting.proof.sentence import Said, Sentence

NOUNS = {
    "children": (
        r"child(?:ren)?|young\s+(?:people|person)|boys?|girls?|teenagers?|babies|pupils?|care\s+leavers?"
    ),
    "reviews": r"reviews?|review\s+meetings?",
    "disputes": r"disputes?|concerns?|escalations?",
    "checks": r"(?:midway\s+)?checks?",
    "decisions": r"decisions?",
    "times missing": r"incidents?|(?:missing\s+)?episodes?",
    "forms": r"(?:monitoring\s+)?forms?",
    "placements": r"placements?",
    "families": r"families|households",
    "carers": r"(?:(?:foster|kinship|family|other)\s+)*carers?",
    "adopters": r"(?:(?:prospective|approved|new)\s+)*(?:adopters?|adoptive\s+(?:parents?|families))",
    "parents": r"(?:birth\s+)?parents?",
    "social workers": r"social\s+workers?",
    "managers": r"(?:team\s+|social\s+work\s+)?managers?",
    "advocates": r"advocates?",
    "moves": r"(?<!\bno\s)moves",
    "teams": r"teams",
    "schools": r"schools",
    "teachers": r"teachers",
    "nurses": r"nurses",
    "the staff": r"(?:members\s+of\s+)?staff",
    "assessments": r"(?:health\s+|initial\s+)?assessments?",
    "letters": r"letters?",
    "referrals": r"referrals?",
    "visits": r"visits?",
    "complaints": r"complaints?",
    "interviews": r"interviews?",
    "answers": r"answers",
    "IROs": r"IROs?|independent\s+reviewing\s+officers?",
}
BESIDE = {"adopters", "managers", "advocates", "moves", "teams", "schools", "teachers", "nurses", "the staff"}
"""Whom the name of a figure may mention without counting them: children matched with adopters."""
ACTS = {"reviews", "disputes", "checks", "decisions", "assessments", "visits", "interviews"}
"""What is done at a time, so that it may be told of so many occasions."""
READ = {kind: Pattern(rf"\b(?:{words})\b", re.IGNORECASE) for kind, words in NOUNS.items()}
PERIODS_OF_CARE = Pattern(r"\bperiods? of care\b")
OF = r"\s*(?:\([^)]*\)\s*)?of\s+(?:all\s+|the\s+|our\s+|these\s+|those\s+|looked[\s-]after\s+)*"
HAVING = (  # “plans of children”, and not the children themselves
    r"(?!\s+(?:plans?|records?|in\s+Care\s+Council|homes?|social|council|services?|reports?)\b)"
)
SOME = r"(?!\s+(?:who|whose)\b)"
"""A share of those who did something may be one of others: 91.4% of children who …"""
NEXT = {
    kind: Pattern(rf"^(?:{OF}(?:{words})\b{SOME}|\s+(?:{words})\b){HAVING}", re.IGNORECASE)
    for kind, words in NOUNS.items()
}

HALF = 50
A_PART = Pattern(
    r"\s+(?:(?:(?!made|up|consist|compos|sum|total)[a-z]+\s+){0,2}?(?:out\s+)?of"
    r"|(?:[a-z]+\s+){0,4}[a-z]+,\s+out\s+of)\s+"
    r"(?:the\s+|our\s+|these\s+|those\s+|all\s+)*",
    re.IGNORECASE,
)
GROUPS = {
    "boys": r"boys?|male|sex",
    "girls": r"girls?|female|sex",
    "care leavers": r"care leaver|left care|former",
    "unaccompanied": r"unaccompanied|asylum",
    "disabled": r"disab",
}
"""Groups of children, with what the name of their figure says."""
QUALIFIED = {
    "formal disputes": (
        r"formal\s+(?:disputes?|concerns?)|(?:disputes?|concerns?|challenges?|alerts?)\s+"
        r"(?:became|went|were|turned|are)\s+(?:to\s+the\s+)?formal",
        r"\bformal",
    ),
    "informal alerts": (r"informal\s+(?:alerts?|concerns?)", r"\binformal"),
    "first reviews": (r"first\s+reviews?", r"\bfirst"),
    "second reviews": (r"second\s+reviews?", r"\bsecond"),
    "late reviews": (r"late\s+reviews?", r"\b(?:late|in\s+time)"),
    "midway checks": (r"midway\s+checks?", r"\b(?:midway|checks?)"),
    "times": (
        r"(?:times|occasions)\b(?!\s+(?:as|more|the|that|higher|greater|likel))",
        r"\b(?:times|episodes|periods of care|moves|contacts)",
    ),
}
"""Things of a kind, how they are said, and what the name of their figure says."""
CAME, LEFT, MISSING = "came into care", "left care", "missing"
WAYS = {
    CAME: r"(?:came|come|coming)\s+into\s+care|entered\s+care|new\s+(?:children|arrivals)",
    LEFT: r"(?:left|leaving)\s+care",
    MISSING: r"(?:(?:went|go|gone|going|been|were)\s+)?missing(?:\s+on)?",
}
"""What counts those who come and what counts those who leave, by the name of a figure."""
DID = {
    CAME: r"(?:who\s+)?(?:came|coming|come)\s+into\s+(?:our\s+)?care|(?:entered|entering)\s+care",
    LEFT: r"(?:who\s+)?(?:left|leaving)\s+(?:our\s+)?care",
    MISSING: r"(?:who\s+)?(?:went|going)\s+missing",
}
OTHER_WAYS = Pattern(r"\b(?:missing|adopt|guardian|return|home\b|unaccompanied)", re.IGNORECASE)
"""Other names of coming, of leaving and of going missing."""
COMES_TO = (
    r"(?:(?:this\s+year|in\s+the\s+year)\s+)?"
    r"(?:was|were|is|numbered|totalled|came\s+to|stood\s+at|fell\s+to|rose\s+to)"
)
LOOKED_AFTER = Pattern(r"\b(?:looked\s+after|cared\s+for)\s+(?:about\s+|some\s+)?$", re.IGNORECASE)
IN_CARE_AFTER = Pattern(
    r"^\s+(?:of\s+(?:our|the)\s+)?(?:children|young\s+people)\s+(?:were|are)\s+(?:now\s+"
    r"|still\s+)?(?:in\s+(?:our\s+)?care"
    r"|looked\s+after)\b",
    re.IGNORECASE,
)
BEGUN_OR_ENDED = Pattern(r"\b(?:beg[aiu]n|began|start|came|come|coming|enter|end|left|leav|ceas)", re.I)
PEOPLE = r"(?:children|young\s+people|babies|times)"
LATE_AFTER = Pattern(
    r"^(?:\s+of)?(?:\s+[\w’-]+){0,4}?,?\)?\s+"
    r"(?:were|was|ran|came|arrived|are|is|(?:all|most|many|half)\s+of\s+(?:them|which)(?:\s+were)?)\s+"
    r"(?:(?:held|answered|sent|done|finished|settled)\s+)?(?:late|out\s+of\s+time"
    r"|overdue)\b",
    re.IGNORECASE,
)
IN_TIME_AFTER = Pattern(
    r"^(?:\s+of)?(?:\s+[\w’-]+){0,4}?,?\)?\s+(?:were|was|are|is|came|arrived|ran)\s+(?:(?:held"
    r"|completed|done)\s+)?"
    r"(?:(?:in|on)\s+time|(?:by|before|on)\s+(?:their|its|the)\s+(?:due\s+|right\s+)?(?:dates?|day)"
    r"|when\s+they\s+were\s+due"
    r"|(?:on|to)\s+schedule|punctually|(?:with)?in\s+(?:the\s+)?(?:statutory\s+|legal\s+|required\s+)*"
    r"(?:timescales?|deadlines?|time\s+limits?))\b",
    re.IGNORECASE,
)
OF_RIVALS = Pattern(
    r"\b(?:best|worst|highest|lowest|most|least|fewest|largest|smallest|[a-z]{3,}est)\b[^.;,()]{0,40}?\bof\s+"
    r"(?:all\s+|the\s+|our\s+)*[a-z\s]{3,30},\s*$",
    re.IGNORECASE,
)
"""“The best of all teams, 98.0%”: these are no base."""
A_WHOLE = Pattern(
    rf"\b(?:all|every\s+one)\s+{BUT}\s+$"
    r"|\d\)?\s+(?:out\s+)?of\s+(?:the\s+|our\s+|all\s+)*$",
    re.IGNORECASE,
)
MOST_LATE = Pattern(
    r"\b(?:most(?!\s+(?:often|likely|frequent))|(?:the\s+)?(?:vast\s+)?majority|nearly\s+all|all"
    r"|more\s+than\s+half|half)\b"
    r"(?:(?!\b(?:not|never|\w+n[’']t)\b)[^.:;(]){0,30}?"
    r"\b(?:late|missed\s+(?:their|its|the)\s+(?:dates?|time|deadlines?)|out\s+of\s+time|overdue)\b"
    r"[^.:;(\d]{0,20}[:;(–,]\s*(?:only\s+|just\s+)?$",
    re.IGNORECASE,
)
IN_A_WHOLE = Pattern(
    rf"\b(?:one|{'|'.join(ONES)}|\d+)\s+(?:[a-z]+\s+){{0,3}}?(?:in|out\s+of)\s+(?:every\s+)?$", re.I
)
OF_A_WHOLE = Pattern(
    r"(?<!\btotal\s)(?<!\bnumber\s)\b(?:of|among)\s+(?:the\s+|our\s+|all\s+|these\s+|those\s+)*$",
    re.IGNORECASE,
)
IN_TIME = Pattern(
    r"\b(?:(?:in|on) time|in timescales?|within\b.{0,40}\b(?:days|weeks|months|limit|hours)|timely)\b",
    re.IGNORECASE,
)
LATE = Pattern(r"\b(?:late|overdue|out of time|not in time)\b", re.IGNORECASE)
BEFORE = {
    kind: Pattern(
        rf"\bof\s+(?:all\s+|the\s+|our\s+)*(?:\d[\d,]*\s+)?(?:{words})"
        r"(?:\s+in\s+(?:our\s+)?care|(?:\s+(?:that|which))?(?:\s+we)?\s+held)?"
        r"(?:\s+(?:this\s+year|(?:in|during|over)\s+the\s+year))?,\s*$",
        re.IGNORECASE,
    )
    for kind, words in NOUNS.items()
}


def wrong_bases(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each figure of ours that the words give to others than it counts."""
    yield from _of_another_time(sentence)
    yield from _of_a_group(sentence)
    yield from _of_a_kind(sentence)
    yield from _late_or_in_time(sentence)
    yield from _came_or_left(sentence)
    for one, known in sentence.ours:
        kinds = counted_by(known, is_whole=one.printed.is_percent or one.kind.endswith("|base"))
        said = _said(sentence.words[one.end :], one) or _said_before(sentence.words[: one.start], one)
        if kinds - BESIDE and said and said not in kinds:
            yield (
                "base",
                f"{one.printed.text} is said of {said}, but “{known.what}” counts {known.base}. "
                f"Name what it counts, or choose the figure of {said}.",
            )


def counts_other_things(after: str, one: Said, known: Known | None) -> bool:
    """Whether the words that follow a number name something else than a figure counts."""
    said, kinds = _said(after, one), counted_by(known) if known else set()
    return bool(said and kinds and said not in kinds)


def counts_the_same(after: str, one: Said, known: Known) -> bool:
    """Whether the words that follow a number name just what a figure counts."""
    return _said(after, one) in counted_by(known)


def _of_another_time(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """“62 of the 238 children”, where those came in a year and these were there on a day."""
    yield from _of_those(sentence)
    for (part, known), (whole, other) in pairwise(sentence.ours):
        are_parts = A_PART.fullmatch(sentence.words[part.end : whole.start])
        if are_parts and are_of_other_times(known, other) and not _is_within(part, whole):
            yield (
                "base",
                f"{part.printed.text} is of {known.period} and {whole.printed.text} of {other.period}. "
                "One is no part of the other; say both apart.",
            )


def _of_those(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """“Of the 136 children, 56 came into care in the year”, where the 136 were there on a day."""
    whole, other = sentence.ours[0] if sentence.ours else (None, None)
    if whole is None or other is None or not OF_A_WHOLE.search(sentence.words[: whole.start]):
        return
    for part, known in sentence.ours[1:]:
        is_list = re.fullmatch(r"[^.;:()]{0,60},[^.;:()]{0,90}", sentence.words[whole.end : part.start])
        is_count = not whole.printed.is_percent
        are_apart = are_of_other_times(known, other) and not _is_within(part, whole)
        if is_list and is_count and are_apart:
            said = f"{part.printed.text} is of {known.period} and {whole.printed.text} of {other.period}."
            yield "base", f"{said} One is no part of the other; say both apart."


def are_of_other_times(known: Known, other: Known) -> bool:
    """Whether two figures are of two periods."""
    ours, theirs = span(known.period), span(other.period)
    return bool(ours and theirs and ours != theirs)


def _is_within(part: Said, whole: Said) -> bool:
    """Whether one is the same count as the other in some of its months: ten of the 62 came in May."""
    times = [span(one.known.period) for one in (part, whole) if one.known]
    if part.kind != whole.kind or len(times) != 2 or not times[0] or not times[1]:
        return False
    is_count = not part.printed.is_percent and times[0][0] < times[0][1]
    return is_count and times[1][0] <= times[0][0] and times[0][1] <= times[1][1]


def _of_a_group(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """“62 boys”, where the figure is of all children."""
    for one, known in sentence.ours:
        for group, named in GROUPS.items():
            is_said = re.match(rf"(?:{OF}|\s+){group}\b", sentence.words[one.end :], re.IGNORECASE)
            if is_said and not re.search(named, f"{known.what} {known.base}", re.IGNORECASE):
                said = f"{one.printed.text} is said of {group}, but “{known.what}” is of all {known.base}."
                yield "base", f"{said} Choose the figure of {group}."


def _of_a_kind(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """“3 formal disputes”, where the figure is of informal alerts."""
    for one, known in sentence.ours:
        for kind, (words, named) in QUALIFIED.items():
            is_said = re.match(rf"(?:{OF}|\s+)(?:{words})\b", sentence.words[one.end :], re.IGNORECASE)
            is_named = re.search(named, f"{known.what} {known.base}", re.IGNORECASE)
            if is_said and not is_named and not (kind == "times" and _are_its_times(sentence, one, known)):
                said = f"{one.printed.text} is said of {kind}, but is “{known.what}”."
                yield "base", f"{said} Choose the figure of {kind}."


def _are_its_times(sentence: Sentence, one: Said, known: Known) -> bool:
    """Whether the times are those of what a figure counts: “checks were done in time on 52 occasions”."""
    words = re.split(r"[,;:(]\s", sentence.words[: one.start])[-1]
    words += re.split(r"[,;:(]", sentence.words[one.end :])[0]
    kinds = counted_by(known, is_whole=True) & ACTS
    return any(READ[kind].search(words) for kind in kinds) and is_turned(words) is counts_the_rest(known.what)


def _late_or_in_time(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """“91.4% were late”, where those in time are counted."""
    yield from _mostly_late(sentence)
    for one, known in sentence.ours:
        before, after = sentence.words[: one.start], sentence.words[one.end :]
        of_some = _all_of_them if one.kind.endswith("|base") else _of_some
        yield from of_some(before, after, one, known)


def _of_some(before: str, after: str, one: Said, known: Known) -> Iterator[tuple[str, str]]:
    """A count or share of those in time, or of those late, that is said of the others. What the name itself
    says, “held on the day first booked”, is no claim."""
    counts_time, counts_late = IN_TIME.search(known.what), LATE.search(known.what)
    if A_WHOLE.search(before) or not known.what or counts_time and counts_late:
        return
    wrong = None if counts_time else IN_TIME_AFTER.match(after)
    wrong = wrong or (None if counts_late else LATE_AFTER.match(after))
    said = " ".join(wrong.group().split()[-2:]) if wrong else ""
    if said and said.lower() not in known.what.lower():
        yield "claim", f"“{said}” is said of {one.printed.text}, which is “{known.what}”."


def _all_of_them(before: str, after: str, one: Said, known: Known) -> Iterator[tuple[str, str]]:
    """“323 reviews were held in time”, where 323 are those counted among."""
    said = IN_TIME_AFTER.match(after) or LATE_AFTER.match(after)
    is_whole = OF_A_WHOLE.search(before) or IN_A_WHOLE.search(before)
    if said and not re.search(r"\d", said.group()) and not is_whole:
        words = " ".join(said.group().split()[-2:])
        yield "claim", f"“{words}” is said of {one.printed.text}, which is “{known.what}”."


def _mostly_late(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """“Most reviews missed their date: 511 of 559 were in time”."""
    for n, (one, known) in enumerate(sentence.ours):
        said, share = MOST_LATE.search(sentence.words[: one.start]), one.printed.value
        if said and share is not None and not one.printed.is_percent:
            whole = next((w.printed.value for w, _ in sentence.ours[n + 1 : n + 2]), None)
            share = 100 * share / whole if whole else None
        if said and share is not None and share > HALF and IN_TIME.search(known.what):
            yield "claim", f"“{said.group().rstrip(' :;(–,')}” is said beside {one.printed.text} in time."


def _came_or_left(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """“The 46 children who came into care”, where those who left are counted."""
    for one, known in sentence.ours:
        counts = {way for way, words in WAYS.items() if re.search(words, known.what, re.IGNORECASE)}
        before, after = sentence.words[: one.start], sentence.words[one.end :]
        for way, words in WAYS.items() if len(counts) == 1 else ():
            said = re.match(rf"\s+(?:{PEOPLE}\s+)?(?:who\s+)?(?:{words})\b", after, re.IGNORECASE)
            said = said or re.search(
                rf"\b{PEOPLE}\s+(?:who\s+)?(?:{words})\s+(?:{COMES_TO}\s+)?$", before, re.IGNORECASE
            )
            if said and way not in counts:
                yield "base", f"“{way}” is said of {one.printed.text}, but that is “{known.what}”."
        yield from _of_neither(after, one, known, bool(counts))
        yield from _of_all(before, after, one, known, bool(counts))
        yield from _of_those_who(after, one, known)


def _of_neither(after: str, one: Said, known: Known, is_of_some: bool) -> Iterator[tuple[str, str]]:
    """“9 children went missing”, where those with three or more homes are counted."""
    if is_of_some or not known.what or one.printed.is_percent:
        return
    for way, words in _none_of_its_ways(one, known).items():
        if re.match(rf"\s+(?:{PEOPLE}\s+)(?:{words})\b", after, re.IGNORECASE):
            yield "base", f"“{way}” is said of {one.printed.text}, but that is “{known.what}”."


def _none_of_its_ways(one: Said, known: Known) -> dict[str, str]:
    """The ways that a figure is not of by its name. The periods of care it is counted among began."""
    name = f"{known.what} {known.base}"
    if BEGUN_OR_ENDED.search(name) or OTHER_WAYS.search(name):
        return {}
    is_of_those_begun = one.kind.endswith("|base") and PERIODS_OF_CARE.search(known.base)
    return {way: words for way, words in DID.items() if way != CAME or not is_of_those_begun}


def _of_all(before: str, after: str, one: Said, known: Known, is_of_some: bool) -> Iterator[tuple[str, str]]:
    """“We looked after 62 children”, where those who came are counted."""
    is_said = LOOKED_AFTER.search(before) and re.match(rf"\s+{PEOPLE}\b(?!\s+(?:who|that)\b)", after)
    is_said = is_said or IN_CARE_AFTER.match(after)
    if is_said and is_of_some and not one.printed.is_percent:
        yield "base", f"“looked after” is said of {one.printed.text}, but that is “{known.what}”."


def _of_those_who(after: str, one: Said, known: Known) -> Iterator[tuple[str, str]]:
    """“8.0% of those who came into care”, where the share is one of all children."""
    for way, words in ((way, WAYS[way]) for way in (CAME, LEFT)):
        said = re.match(rf"{OF}(?:(?:those|{PEOPLE})\s+)(?:who\s+)?(?:{words})\b", after, re.IGNORECASE)
        if way == CAME and PERIODS_OF_CARE.search(known.base):
            continue
        if said and one.printed.is_percent and not BEGUN_OR_ENDED.search(f"{known.what} {known.base}"):
            yield "base", f"{one.printed.text} is said of those who {way}, but is one of {known.base}."


def counted_by(known: Known, *, is_whole: bool = False) -> set[str]:
    """What a figure counts; children too where its name says so, and for periods of care. A share is one of
    what it is counted among, and a whole is just that."""
    words = known.base if is_whole else f"{known.base} {known.what}"
    found = {kind for kind, pattern in READ.items() if pattern.search(words)}
    found |= {"forms", "reviews"} if "answers" in found else set()  # of forms that are filled in at reviews
    return found | ({"children"} if PERIODS_OF_CARE.search(words) else set())


def _said(after: str, one: Said) -> str:
    """What follows the figure: 91.4% of children, 238 reviews; empty where it is nothing that we count."""
    found = [kind for kind, pattern in NEXT.items() if pattern.match(after)]
    return found[0] if len(found) == 1 and (one.printed.is_percent is bool(re.match(OF, after))) else ""


def _said_before(before: str, one: Said) -> str:
    """What leads to a share: of the children in care, 91.4%."""
    found = [kind for kind, pattern in BEFORE.items() if pattern.search(before)]
    if OF_RIVALS.search(before):
        return ""
    return found[0] if len(found) == 1 and one.printed.is_percent else ""
