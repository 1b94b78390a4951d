"""What the council calls things (V-01 to V-05), put into texts of the portal's own; never into what somebody
typed.

`speaking(council)` says whose words are in force while a page or a document is drawn; `said` puts them in.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import lru_cache

from django.utils.html import escape

from accounts.access.roles import LINE_ROLES, Role
from accounts.councils.record_words import phrases
from accounts.models import Authority

PLAIN_CHILDREN, PLAIN_CHILD = "children in care", "child in care"
PLAIN_REVIEW, PLAIN_RECORD, PLAIN_MANAGER = "statutory review", "review record", "QA manager"
PLAIN_IRO, PLAIN_DECISION = "IRO", "decision"
PLAIN_IRO_TITLE = str(Role.IRO.label)
"""The words that the portal's own texts are written in; a council with these changes nothing."""
PLAIN_SYSTEM = ("the council’s main system", "the main system", "the council’s system")
TITLES = (*LINE_ROLES, Role.DIRECTOR)
"""Managers whose title is the council's; the QA manager has a word of their own."""
OUR_TITLES = frozenset(
    form.lower() for role in (Role.IRO, *TITLES) for form in (str(role.label), f"{role.label}s")
)
KEPT = ("IRO Portal", "IRO Handbook", "decision for adoption", "decisions for adoption")
"""Names that contain one of our words and stay as they are."""
MEETING_AT_END = re.compile(
    r"(?<!\bthe)(?<!\ba)\s(review|meeting|conference|plan|record|recommendation|decision)$", re.IGNORECASE
)
"""The end of a term whose last word is counted, whatever stands before: "Child in Care Review"."""


def plural(word: str) -> str:
    """The plural of a word or term: its last word takes the ending, or the one before "of" and "in"."""
    if is_plural(word):
        return word
    head, joint, rest = _parted(word)
    if joint and (joint == " of " or not MEETING_AT_END.search(rest)):
        return f"{plural(head)}{joint}{rest}"
    if re.search(r"(?<![a-z])child$", word):
        return f"{word}ren"
    if re.search(r"(?<![a-z])person$", word):
        return f"{word[:-6]}people"
    if re.search(r"(s|x|z|ch|sh)$", word):
        return f"{word}es"
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}ies"
    return f"{word}s"


def is_plural(word: str) -> bool:
    """A term that means many already, as "minutes" or "meeting notes"."""
    return not _parted(word)[1] and re.search(r"[^su]s$", word) is not None and not word.endswith("is")


def _parted(word: str) -> tuple[str, str, str]:
    """A term before and after its first "of", "in" or "for"."""
    found = re.search(r" (of|in|for) ", word)
    return (word[: found.start()], found[0], word[found.end() :]) if found else (word, "", "")


def within(label: str) -> str:
    """A label as it stands within a sentence: "Kind of review" with a small letter, "IRO" as it is."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def with_article(term: str) -> str:
    """ "a review", "an IRO meeting": by how the first letter sounds, letter by letter in an abbreviation;
    none before "minutes"."""
    if is_plural(term):
        return term
    first = term.split()[0] if term.split() else ""
    is_abbreviation = len(first) > 1 and first.isupper()
    sounds = first[:1].upper() in "AEFHILMNORSX" if is_abbreviation else first[:1].lower() in "aeiou"
    return f"{'an' if sounds else 'a'} {term}"


class Typed(str):
    """Words that a council typed itself, such as a question of its own: they stay as they are."""

    def __str__(self) -> str:
        return self


@dataclass(frozen=True)
class Words:
    """The terms of one council."""

    children: str = PLAIN_CHILDREN
    review: str = PLAIN_REVIEW
    record: str = PLAIN_RECORD
    decision: str = PLAIN_DECISION
    manager: str = PLAIN_MANAGER
    child: str = PLAIN_CHILD
    iro: str = PLAIN_IRO
    iro_title: str = PLAIN_IRO_TITLE
    """The IRO written out, as letters and papers for children and families say it."""
    system: str = ""
    """The name of the council's case system; empty: "the main system"."""
    titles: tuple[tuple[str, str], ...] = ()
    """The portal's title of a manager, and the council's."""

    @classmethod
    def of(cls, council: Authority) -> "Words":
        return cls(
            children=council.child_term,
            review=council.review_term,
            record=council.record_term,
            decision=council.decision_term,
            manager=council.qa_manager_term,
            child=council.child_term_one,
            iro=council.iro_term,
            iro_title=council.iro_full_term,
            system=council.case_system,
            titles=tuple((str(Role(role).label), title) for role, title in council.titles.items()),
        )

    def in_markup(self) -> "Words":
        """The same terms, to be put into markup: the council types them."""
        return _in_markup(self)

    def said(self, text: str) -> str:
        """A text of the portal's own in the council's words, plural, capital and article kept right."""
        changes = _changes(self)
        if not changes or not text or isinstance(text, Typed):
            return text
        return _pattern(changes).sub(lambda found: _word(found, changes), text)


def said(text: str, council: Authority | None) -> str:
    """The text in the council's words; as it is where there is no council."""
    return Words.of(council).said(text) if council is not None else text


_speaking: ContextVar[Words | None] = ContextVar("words of the council", default=None)


@contextmanager
def speaking(council: Authority | None) -> Iterator[None]:
    """Everything drawn inside this context is in the words of this council."""
    token = _speaking.set(Words.of(council) if council is not None else None)
    try:
        yield
    finally:
        _speaking.reset(token)


def in_force() -> Words | None:
    """The words of the council whose page or document is drawn now."""
    return _speaking.get()


def as_said(text: str) -> str:
    """The text in the words in force."""
    words = in_force()
    return words.said(text) if words else text


@lru_cache(maxsize=200)
def _in_markup(words: Words) -> Words:
    return replace(
        words,
        children=escape(words.children),
        review=escape(words.review),
        record=escape(words.record),
        decision=escape(words.decision),
        manager=escape(words.manager),
        child=escape(words.child),
        iro=escape(words.iro),
        iro_title=escape(words.iro_title),
        system=escape(words.system),
        titles=tuple((ours, escape(theirs)) for ours, theirs in words.titles),
    )


@lru_cache(maxsize=200)
def _changes(words: Words) -> tuple[tuple[str, str], ...]:
    """Our word and theirs, one and many, where the two differ."""
    pairs = [
        (PLAIN_RECORD, words.record),
        (PLAIN_REVIEW, words.review),
        (PLAIN_MANAGER, words.manager),
        (PLAIN_DECISION, words.decision),
        (PLAIN_IRO, words.iro),
        (PLAIN_IRO_TITLE, words.iro_title),
        *words.titles,
    ]
    if words.review != PLAIN_REVIEW:
        pairs.append(("review", words.review))
    records = phrases(words.record, plural(words.record)) if words.record not in ("", PLAIN_RECORD) else []
    changed = [(ours, theirs) for ours, theirs in pairs if theirs and theirs != ours]
    children = [
        pair
        for pair in ((PLAIN_CHILDREN, words.children), (PLAIN_CHILD, words.child))
        if pair[1] and pair[0] != pair[1]
    ]
    systems = [(ours, words.system) for ours in PLAIN_SYSTEM if words.system]
    return (
        *children,
        *systems,
        *records,
        *changed,
        *((plural(ours), plural(theirs)) for ours, theirs in changed),
    )


@lru_cache(maxsize=200)
def _pattern(changes: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """Our words with their article; the council's own terms too: one that holds a word of ours stays."""
    terms = {term for pair in changes for term in pair} | set(KEPT)
    words = "|".join(re.escape(term).replace(r"\ ", r"\s+") for term in sorted(terms, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:(?P<article>an?)\s+)?(?P<word>{words})(?![\w-])", re.IGNORECASE)


def _word(found: re.Match[str], changes: tuple[tuple[str, str], ...]) -> str:
    word, article = " ".join(found["word"].split()), found["article"]
    new = next((theirs for ours, theirs in changes if ours.lower() == word.lower()), None)
    if new is None:
        return found[0]
    if word[0].islower() and word.lower() in OUR_TITLES:
        new = within(new)
    if article:
        new = with_article(new)
    return new[0].upper() + new[1:] if _was_capital(found, word) else new


def _was_capital(found: re.Match[str], word: str) -> bool:
    """Whether it begins a sentence or a label. "QA manager", "IRO" and their title have one within too."""
    if not found[0][0].isupper():
        return False
    if found["article"] is not None or not word.startswith((PLAIN_MANAGER, PLAIN_IRO, PLAIN_IRO_TITLE)):
        return True
    before = found.string[: found.start()]
    stands_alone = not before.strip() and not found.string[found.end() :].strip()
    return stands_alone or not before or before.rstrip().endswith((".", "?", "!"))
