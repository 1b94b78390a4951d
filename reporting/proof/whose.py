"""Of whom or what a figure is, and what the words beside it say it is of: reviews in time are no children."""

import re
from collections.abc import Iterator

from reporting.proof.manuscript import Known
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
    "IROs": r"IROs?|independent\s+reviewing\s+officers?",
}
READ = {kind: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for kind, words in NOUNS.items()}
PERIODS_OF_CARE = re.compile(r"\bperiods? of care\b")
OF = r"\s*(?:\([^)]*\)\s*)?of\s+(?:all\s+|the\s+|our\s+|these\s+|those\s+|looked[\s-]after\s+)*"
OTHERS = r"(?!\s+(?:who|whose|plans?|records?|in\s+Care|homes?|social|council|services?|reports?)\b)"
NEXT = {
    kind: re.compile(rf"^(?:{OF}|\s+)(?:{words})\b{OTHERS}", re.IGNORECASE) for kind, words in NOUNS.items()
}

BEFORE = {
    kind: re.compile(
        rf"\bof\s+(?:all\s+|the\s+|our\s+)*(?:{words})(?:\s+in\s+(?:our\s+)?care|\s+held)?,\s*$",
        re.IGNORECASE,
    )
    for kind, words in NOUNS.items()
}


def wrong_bases(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each figure of ours that the words give to others than it counts."""
    for one, known in sentence.ours:
        kinds = _counted(known)
        said = _said(sentence.words[one.end :], one) or _said_before(sentence.words[: one.start], one)
        if kinds and said and said not in kinds:
            yield (
                "base",
                f"{one.printed.text} is said of {said}, but “{known.what}” counts {known.base}. "
                f"Name what it counts, or choose the figure of {said}.",
            )


def _counted(known: Known) -> set[str]:
    """What a figure counts; children too where its name says so, and for periods of care."""
    words = f"{known.base} {known.what}"
    found = {kind for kind, pattern in READ.items() if pattern.search(words)}
    return found | ({"children"} if PERIODS_OF_CARE.search(words) else set())


def _said(after: str, one: Said) -> str:
    """What follows the figure: 91.4% of children, 238 reviews; empty where it is nothing that we count."""
    found = [kind for kind, pattern in NEXT.items() if pattern.match(after)]
    return found[0] if len(found) == 1 and (one.printed.is_percent is bool(re.match(OF, after))) else ""


def _said_before(before: str, one: Said) -> str:
    """What leads to a share: of the children in care, 91.4%."""
    found = [kind for kind, pattern in BEFORE.items() if pattern.search(before)]
    return found[0] if len(found) == 1 and one.printed.is_percent else ""
