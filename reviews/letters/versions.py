"""What a recipient reads of a letter: parts left out and marked, and words that tell the home taken out.
Pure.
"""

import re
from collections.abc import Iterable

from reviews.models.review import AttendeeRole as R

Parts = list[dict[str, str]]
LEFT_OUT = "[left out]"
HOME_PARTS = frozenset({"placement", "health", "education", "changes", "people", "things"})
"""Parts of minutes and letters that tell where a child lives; left out whole where somebody may not know."""

ONLY: dict[str, frozenset[str]] = {
    R.SCHOOL: frozenset({"education", "decisions"}),
    R.HEALTH: frozenset({"health", "decisions"}),
    R.RELATIVE: frozenset({"plan", "family", "decisions"}),
    R.ADVOCATE: frozenset({"wishes", "people", "support", "plan", "decisions"}),
    R.INDEPENDENT_VISITOR: frozenset({"wishes", "support"}),
    R.PERSONAL_ADVISER: frozenset({"wishes", "education", "support", "plan", "decisions"}),
    R.SUPERVISOR: frozenset({"placement", "support", "decisions"}),
    R.OTHER: frozenset({"decisions"}),
}
"""What somebody of this role is given of the minutes at first; everybody else all of them."""


def first_left_out(role: str, keys: Iterable[str]) -> list[str]:
    """The parts of the minutes that a role is not given, as a first proposal."""
    only = ONLY.get(role)
    return [key for key in keys if only is not None and key not in only]


def version(
    parts: Parts, *, left_out: Iterable[str], withholds_home: bool, words: Iterable[str]
) -> tuple[Parts, int]:
    """The parts as one recipient reads them, and how many passages were taken out of the rest."""
    without = set(left_out) | (HOME_PARTS if withholds_home else frozenset())
    pattern = _any_of(words) if withholds_home else None
    made, passages = [], 0
    for part in parts:
        if part["key"] in without:
            made.append({**part, "text": LEFT_OUT})
            continue
        text, count = pattern.subn(LEFT_OUT, part["text"]) if pattern else (part["text"], 0)
        passages += count
        made.append({**part, "text": text})
    return made, passages


def _any_of(words: Iterable[str]) -> re.Pattern[str] | None:
    found = sorted({w.strip() for w in words if len(w.strip()) > 1}, key=len, reverse=True)
    if not found:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, found))})(?:[’']s)?(?!\w)", re.IGNORECASE)


def is_empty(parts: Parts) -> bool:
    """Whether nothing is left for the recipient to read."""
    return all(part["text"].strip() in ("", LEFT_OUT) for part in parts)
