"""How hard a text is to read, and words for which the council has plainer ones. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reviews.letters.guard.passages import sentences

WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*")
VOWELS = re.compile(r"[aeiouy]+")
FEWEST_WORDS = 20
"""Below this the estimate says nothing."""
GRADE_TO_AGE = 5
HARD_SYLLABLES = 4


@dataclass(frozen=True)
class Jargon:
    """A word of the trade in a text, and what the council prefers."""

    words: str
    better: str
    start: int
    end: int


def syllables(word: str) -> int:
    """Syllables of a word, as one counts them by ear: near enough for an average."""
    word = re.sub(r"[’']s$|[^a-z]", "", word.lower())
    count = len(VOWELS.findall(word))
    if word.endswith("e") and not word.endswith(("le", "ee")) and count > 1:
        count -= 1
    if word.endswith("ed") and not word.endswith(("ted", "ded")) and count > 1:
        count -= 1
    return max(count, 1)


def reading_age(text: str) -> int | None:
    """About how old a reader must be (Flesch-Kincaid grade, and five); None for a text too short to say."""
    words = WORD.findall(text)
    count = sum(1 for _ in sentences(text))
    if len(words) < FEWEST_WORDS or not count:
        return None
    grade = 0.39 * len(words) / count + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    return max(5, round(grade) + GRADE_TO_AGE)


def hard_words(text: str, known: Iterable[str] = ()) -> list[str]:
    """Long words, each once, in order; names that are known are left out."""
    names = {word.lower() for name in known for word in WORD.findall(name)}
    found = [w for w in WORD.findall(text) if syllables(w) >= HARD_SYLLABLES and w.lower() not in names]
    return list(dict.fromkeys(found))


def jargon(text: str, preferred: dict[str, str]) -> list[Jargon]:
    """The council's words to avoid, at their places, with what it prefers."""
    found = []
    for words, better in preferred.items():
        for m in re.finditer(rf"(?<![\w-]){re.escape(words)}(?![\w-])", text, re.IGNORECASE):
            found.append(Jargon(m[0], better, *m.span()))
    return sorted(found, key=lambda j: (j.start, -j.end))


def read_preferred(text: str) -> dict[str, str]:
    """The council's list: one a line, "placement = home". Lines without a sign are left out."""
    pairs = (line.split("=", 1) for line in text.splitlines() if "=" in line)
    return {words.strip(): better.strip() for words, better in pairs if words.strip() and better.strip()}
