"""Words that are no longer true: the same as last time, a day that has passed given as one to come, an age
that is over.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from accounts.templatetags.govuk import day as day_words
from reviews.letters.numbers import AGE, NTH, days_in, number
from reviews.letters.passages import About, Hit, Kind, Sentence
from statute.working_days import age_on

SAME = 0.8
"""How alike two sentences are, word by word, from which on they count as the same."""
FEWEST_WORDS = 6
TO_COME = re.compile(
    r"\b(will|’ll|going to|is to|are to|(is|are) due|plans?|planned for|booked for|expected|takes? place"
    r"|next|to be|no later than)\b",
    re.IGNORECASE,
)
LIMIT = re.compile(r"\b(by|before|until|no later than)( the (end|start|middle) of)?\s*$", re.IGNORECASE)
PAST = re.compile(
    r"\b(was|were|had|has|have|did|came|went|wrote|would|made|gave|got|held|saw|met|took|\w{2,}ed)\b",
    re.IGNORECASE,
)
STRONG = re.compile(
    r"\b(will|’ll|going to|is to|are to|(is|are) due|booked for|planned for|expected)\b", re.I
)
CLAUSE = re.compile(r"[,;:]\s*(?:and |but )?|\s(?:and|but|as|because|which|who|when|that) (?=\w+ )")
WORD = re.compile(r"[\w’']+")


def hits(sentence: Sentence, about: About) -> Iterator[Hit]:
    """What is no longer true in a sentence."""
    yield from _same_as_last_time(sentence, about)
    yield from _passed_days(sentence, about)
    yield from _ages(sentence, about)


# --- the same as last time


def _words(text: str) -> list[str]:
    return [w.lower().replace("'", "’") for w in WORD.findall(text)]


def _figures(words: list[str]) -> list[str]:
    return [w for w in words if w[0].isdigit()]


def _same_as_last_time(sentence: Sentence, about: About) -> Iterator[Hit]:
    words = _words(sentence.text)
    if len(words) < FEWEST_WORDS or any(_words(s) == words for s in about.standard):
        return
    for said in about.last:
        before = _words(said)
        if _figures(before) == _figures(words) and _alike(before, words) >= SAME:
            text = sentence.text.strip()
            start = sentence.text.index(text)
            yield sentence.hit(
                Kind.STALE, f"Last time it said: “{said.rstrip('.')}”", start, start + len(text)
            )
            return


def _alike(one: list[str], other: list[str]) -> float:
    if not one or min(len(one), len(other)) / max(len(one), len(other)) < SAME / (2 - SAME):
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


# --- days that have passed


def _passed_days(sentence: Sentence, about: About) -> Iterator[Hit]:
    for found in days_in(sentence.text, about.written_on):
        if found.last_day < about.written_on and _is_to_come(sentence.text, found.start, found.end):
            why = f"{day_words(found.last_day)} has passed"
            yield sentence.hit(Kind.STALE, why, *_with_preposition(sentence.text, found.start, found.end))


def _is_to_come(text: str, start: int, end: int) -> bool:
    """Whether the words around a day speak of something to come.

    The clause of the day decides; one without a verb belongs to the clause before it.
    """
    edges = [0, *(m.end() for m in CLAUSE.finditer(text) if m.end() <= start), len(text)]
    here = list(zip(edges, edges[1:], strict=False))
    stop = next((m.start() for m in CLAUSE.finditer(text, end)), len(text))
    for number_, (from_, to) in enumerate(reversed(here)):
        clause = text[from_ : stop if number_ == 0 else to]
        if STRONG.search(clause):
            return True
        if PAST.search(clause):
            return False
        if TO_COME.search(clause) or (number_ == 0 and LIMIT.search(text[from_:start])):
            return True
    return False


def _with_preposition(text: str, start: int, end: int) -> tuple[int, int]:
    found = re.search(r"\b(by|on|before|until|from|in)\s*$", text[:start])
    return (found.start() if found else start), end


# --- ages


def _ages(sentence: Sentence, about: About) -> Iterator[Hit]:
    age, name = age_on(about.born_on, about.written_on), re.escape(about.forename)
    who = rf"(?:you|he|she|{name})"
    now = rf"\b{who} (?:are|is) ({AGE})\b(?! (?:months|weeks|days|times|of|per)\b)"
    for m in re.finditer(now, sentence.text, re.IGNORECASE):
        if number(m[1]) == age - 1:
            yield sentence.hit(Kind.STALE, f"{about.forename} is {age} now", *m.span())
    later = rf"\b{who} (?:will be|turns?|will turn|reach(?:es)?) ({AGE})\b"
    for m in re.finditer(later, sentence.text, re.IGNORECASE):
        if number(m[1]) <= age:
            yield sentence.hit(Kind.STALE, f"{about.forename} is {age} already", *m.span())
    birthday = rf"\b(?:before|until|by|on) (?:your|his|her) ({'|'.join(NTH)}|\d+(?:st|nd|rd|th)) birthday"
    for m in re.finditer(birthday, sentence.text, re.IGNORECASE):
        word = m[1].lower()
        years = NTH.index(word) if word in NTH else int(word[:-2])
        if years <= age and not PAST.search(sentence.text[: m.start()]):
            yield sentence.hit(Kind.STALE, f"{about.forename} is {age} already", *m.span())
