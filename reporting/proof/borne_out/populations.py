"""All of whom a share is one of, where the sentence names them apart from it: “of the children in our care,
46.4% were aged 10 to 15”, of those who came."""

import re
from collections.abc import Iterator

from reporting.proof.manuscript import Known
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Sentence

PEOPLE = (
    r"(?:(?:all|the|our|those|these|every|\d[\d,]*)\s+)*(?:children|young\s+people|those|everyone"
    r"|people)\s+"
)
LOOKED_AFTER = r"(?:(?:all|the|our)\s+)*looked[\s-]after\s+(?:children|young\s+people)"
NAMED = {
    "in care": r"(?:now\s+|currently\s+)?(?:in\s+(?:our\s+)?care|(?:that\s+"
    r"|whom\s+)?we\s+(?:now\s+)?look\s+after|looked\s+after)",
    "came into care": r"(?:who\s+)?(?:came|coming|enter(?:ed|ing)|start(?:ed|ing)|began|joined)\b",
    "left care": r"(?:who\s+)?(?:left|leaving|ceased|moved\s+on)\b",
}
MORE = {"in care": rf"|{LOOKED_AFTER}", "came into care": "", "left care": ""}
OF = {
    name: Pattern(
        rf"(?:^|(?<!\d)(?<!most)(?<!half)[\s(]|,\s+)(?:of|among"
        rf"|out\s+of)\s+(?:{PEOPLE}{words}{MORE[name]})",
        re.IGNORECASE,
    )
    for name, words in NAMED.items()
}
CAME = Pattern(r"\bcame\s+into\s+care\b|^entrants\b|^starters\b", re.IGNORECASE)
LEFT = Pattern(r"\bleft\s+care\b|^exits\b|^leavers\b|^left_", re.IGNORECASE)


def wrong_populations(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of shares that are named as those of others than they are of."""
    told = {name: found for name, pattern in OF.items() if (found := pattern.search(sentence.words))}
    ours = [(one, known) for one, known in sentence.ours if one.printed.is_percent]
    if len(told) != 1 or len(ours) != len(sentence.figures) or not ours:
        return
    (name, found), *_ = told.items()
    kinds = {kind for _, known in ours if (kind := _population(known))}
    if kinds and name not in kinds:
        one, known = ours[0]
        said = (
            f"“{' '.join(found.group().split())}” stands beside {one.printed.text}, but “{known.what}” is of"
        )
        yield (
            "base",
            f"{said} {known.base}, {'as they came' if 'came into care' in kinds else sorted(kinds)[0]}.",
        )


def _population(known: Known) -> str:
    for name, pattern in (("came into care", CAME), ("left care", LEFT)):
        if pattern.search(known.what) or pattern.search(known.code):
            return name
    return "in care" if known.base == "children" else ""
