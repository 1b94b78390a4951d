"""What a sentence speaks of and what its figures are of, by one list of subjects: the share of health
assessments is none of teeth checked, however the sentence is put."""

import re
from collections.abc import Iterator
from functools import lru_cache

from reporting.proof.manuscript import Known
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Said, Sentence

SUBJECTS = {
    "teeth": r"teeth|tooth|dental|dentists?",
    "health assessments": r"health\s+(?:assessments?|checks?)|medicals?",
    "immunisations": r"immunis\w+|vaccin\w+|jabs",
    "development checks": r"development(?:al)?\s+checks?",
    "questionnaires": r"strengths\s+and\s+difficulties|SDQs?|questionnaires?",
    "adoption": r"adopt\w*",
    "guardianship": r"special\s+guardian\w*",
    "going missing": r"missing(?!\s+(?:from|out|information|papers))|abscond\w*|ran\s+away|away\s+without",
    "midway checks": r"midway",
    "decisions": r"decisions?",
    "disputes": r"disputes?|challeng\w+|escalat\w+|alerts?|concerns?",
    "caseloads": r"caseloads?|workloads?|full[\s-]time\s+(?:IROs?|equivalent)",
    "fostering": r"foster\w*|kinship|carers?",
    "residential homes": r"residential|children[’']s\s+homes?",
    "advocacy": r"advoca\w+",
    "independent visitors": r"independent\s+visitors?",
    "brothers and sisters": r"siblings?|brothers?|sisters?",
    "school": r"schools?|PEPs?|education\w*|college",
    "taking part": r"(?:took|take|taking|taken|had\s+a)\s+part|particip\w+|contribut\w+|views?",
    "talking to children": (
        r"spoken?\s+(?:to|with)|talk\w*|contacts?|visit(?:s|ed|ing)?|s(?:ee|aw|een)|met|hear\w*|listen\w*"
    ),
    "staying in touch": r"in\s+touch|los(?:t|ing)\s+(?:touch|contact)|contact\s+with",
    "coming to reviews": (
        r"attend\w*|in\s+person"
        r"|(?:came|come)\s+to\s+(?:the(?:ir)?|every|each|a)?\s*\w*\s*(?:review|meeting)s?"
    ),
    "time": (
        r"(?:in|on)\s+time|timel\w+|timescales?|late|overdue|deadlines?|punctual\w*|within\s+\d+"
        r"|prompt\w*|working\s+days|their\s+dates?"
    ),
    "coming into care": (
        r"(?:came|come|coming|comes|brought|taken|took|take)\s+(?:[\w’]+\s+){0,3}?into\s+(?:our"
        r"\s+)?care|enter\w*\s+care|starters"
        r"|entrants|new\s+(?:arrivals|to\s+care)|joined\s+us|admissions?|arriv\w+|newly"
    ),
    "numbers in care": (
        r"(?:numbers?|totals?|population)\s+(?:of\s+(?:[a-z]+\s+)?)?(?:in\s+(?:our\s+)?care|(?:that"
        r"|whom)?\s*we\s+"
        r"look\s+after|looked\s+after)|children\s+in\s+care(?!\s+council)"
    ),
    "leaving care": (
        r"(?:left|leave|leaving|leaves)\s+(?:our\s+)?care|leavers|left\s+us|ceased|care\s+(?:was\s+"
        r"|has\s+)?ended|exits?"
        r"|departures?"
    ),
    "moves": r"(?:three|several|many)\s+or\s+more|mov(?:ed?|es|ing)|placements?|homes|stab\w+|settled",
    "care leavers": r"care\s+leavers?|former",
    "unaccompanied": r"unaccompanied|asylum",
    "permanence": r"permanen\w+",
    "the same IRO": r"(?:same|change\s+of|changed?\s+(?:their\s+)?)\s*(?:IRO|officer)|continuity",
    "quality": r"(?:very\s+)?good\s+or\s+(?:very\s+good|better)|good\s+quality|quality\s+of",
    "records": r"records?|minutes",
    "monitoring forms": r"monitoring\s+forms?|forms?",
}
READ = {name: Pattern(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in SUBJECTS.items()}
FIRM = frozenset(
    {
        "quality",
        "teeth",
        "health assessments",
        "immunisations",
        "development checks",
        "questionnaires",
        "guardianship",
        "going missing",
        "midway checks",
        "caseloads",
        "advocacy",
        "independent visitors",
        "unaccompanied",
        "taking part",
        "coming to reviews",
        "coming into care",
        "leaving care",
        "permanence",
        "adoption",
    }
)
"""Words that name a subject and nothing else: “decisions” and “homes” stand in many sentences."""


OTHERS = (
    "parents|mothers|fathers|carers|social\\s+workers|teachers|schools|advocates|managers|families|partners"
)
BY_OTHERS = Pattern(
    rf"\b(?:particip\w+|attendance|visits?|views?|contributions?)\s+(?:by|of|from)\s+(?:our\s+|the\s+"
    rf"|foster\s+|birth\s+)*"
    rf"(?P<who>{OTHERS})\b(?!\s+and\s+children)",
    re.IGNORECASE,
)
OTHERS_DID = Pattern(
    rf"\b(?P<who>{OTHERS})\s+(?:who\s+)?(?:took\s+part|attended|came|participated|contributed)\b", re.I
)
CHILDREN = Pattern(r"\b(?:child|children|young\s+p\w+|boys?|girls?)\b", re.IGNORECASE)


OPPOSITES = (("formal", "informal"), ("informal", "formal"))
TITLE = Pattern(r"(?<=[a-z,’] )[A-Z][a-z]+(?:\s+and\s+[A-Z][a-z]+)*", 0)
"""A team is called “Court and Permanence”, and tells of no permanence."""
SHORT = {
    "coming into care": Pattern(r"\b(?:came|come|coming)\b", re.IGNORECASE),
    "leaving care": Pattern(r"\b(?:left|leave|leaving|went(?!\s+missing))\b", re.IGNORECASE),
}
"""Short for a subject where a figure of it stands by: “and 56 came”."""


@lru_cache(maxsize=4096)
def subjects_in(words: str) -> frozenset[str]:
    """The subjects that words name."""
    return frozenset(name for name, pattern in READ.items() if pattern.search(words))


def of_figure(known: Known) -> frozenset[str]:
    """The subjects that the name of a figure mentions. Periods of care begin with coming into care."""
    named = subjects_in(f"{known.what} {known.base} {known.code.replace('_', ' ')}")
    is_of_those_begun = known.base == "periods of care" and "leaving care" not in named
    return named | {"coming into care"} if is_of_those_begun else named


def wrong_subjects(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each figure of whose subject its sentence does not speak, while it speaks of
    another."""
    if len(sentence.figures) != len(sentence.ours):
        return
    yield from _by_others(sentence)
    yield from _opposite(sentence)
    words = TITLE.sub("", sentence.words)
    named = subjects_in(words)
    said = named | {name for name, words in SHORT.items() if words.search(sentence.words)}
    firm = named & FIRM
    subjects = [(one, known, of_figure(known)) for one, known in sentence.ours]
    if not firm or any(own & said for _, _, own in subjects):
        yield from _swapped(sentence, subjects) if firm else ()
        return
    one, known, own = subjects[0] if subjects else (None, None, frozenset())
    if one is not None and known is not None and own:
        yield "base", _fault(sorted(firm)[0], one, known)


def _opposite(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """“Three of our disputes were formal”, where 3 are the informal ones."""
    titles = " ".join(known.what for _, known in sentence.ours).lower()
    for one, known in sentence.ours:
        for own, other in OPPOSITES:
            is_own = re.search(rf"\b{own}", known.what, re.IGNORECASE)
            named = {word for word in (own, other) if re.search(rf"\b{word}", sentence.words, re.IGNORECASE)}
            if is_own and named == {other} and not re.search(rf"\b{other}", titles):
                yield "base", _fault(f"what is {other}", one, known)


def _by_others(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """“Participation by parents stood at 84.0%”, where the children took part."""
    for one, known in sentence.ours if len(sentence.ours) == 1 else ():
        told = [*BY_OTHERS.finditer(sentence.words[: one.start])]
        told += OTHERS_DID.finditer(sentence.words) if not CHILDREN.search(sentence.words) else ()
        for found in told:
            who = found["who"].lower()
            if who.rstrip("s") not in f"{known.what} {known.base}".lower() and of_figure(known) & FIRM:
                said = f"{one.printed.text} is said of what {who} did, but is “{known.what}”."
                yield "base", f"{said} Choose the figure of {who}."


def _swapped(
    sentence: Sentence, subjects: list[tuple[Said, Known, frozenset[str]]]
) -> Iterator[tuple[str, str]]:
    """“Health assessments (77.3%) and dental checks (92.8%)”, where each is the other’s."""
    begins, wrong = 0, []
    for one, known, own in subjects:
        lead, begins = sentence.words[begins : one.start], one.end
        named = [(m.end(), name) for name in FIRM for m in READ[name].finditer(lead)]
        nearest = max(named)[1] if named and lead.endswith("(") else ""
        is_of_another = any(nearest in of for other, _, of in subjects if other is not one)
        if nearest and own and nearest not in own and is_of_another:
            wrong.append(("base", _fault(nearest, one, known)))
    if len(wrong) > 1:
        yield from wrong


def _fault(subject: str, one: Said, known: Known) -> str:
    return (
        f"{one.printed.text} stands in words on {subject}, but is “{known.what}”. "
        "Choose the figure of what you write about."
    )
