"""What the council calls things (V-01 to V-05), put into texts of the portal's own; never into what somebody
typed.
"""

import re
from dataclasses import astuple, dataclass
from functools import lru_cache

from django.utils.html import escape

from accounts.models import Authority

PLAIN_CHILDREN = "children in care"
PLAIN_REVIEW, PLAIN_RECORD, PLAIN_MANAGER = "statutory review", "review record", "QA manager"
"""The words that the portal's own texts are written in; a council with these changes nothing."""


def plural(word: str) -> str:
    """The plural of a word or term: its last word takes the ending."""
    if re.search(r"(s|x|z|ch|sh)$", word):
        return f"{word}es"
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}ies"
    return f"{word}s"


def with_article(term: str) -> str:
    """ "a review", "an IRO meeting": by how the first letter sounds, letter by letter in an abbreviation."""
    first = term.split()[0] if term.split() else ""
    is_abbreviation = len(first) > 1 and first.isupper()
    sounds = first[:1].upper() in "AEFHILMNORSX" if is_abbreviation else first[:1].lower() in "aeiou"
    return f"{'an' if sounds else 'a'} {term}"


@dataclass(frozen=True)
class Words:
    """The terms of one council."""

    children: str
    review: str
    record: str
    decision: str
    manager: str

    @classmethod
    def of(cls, council: Authority) -> "Words":
        return cls(
            council.child_term,
            council.review_term,
            council.record_term,
            council.decision_term,
            council.qa_manager_term,
        )

    def in_markup(self) -> "Words":
        """The same terms, to be put into markup: the council types them."""
        return Words(*(escape(term) for term in astuple(self)))

    def said(self, text: str) -> str:
        """A text of the portal's own in the council's words, plural, capital and article kept right."""
        changes = self._changes()
        if not changes or not text:
            return text
        return _pattern(changes).sub(lambda found: _word(found, dict(changes)), text)

    def _changes(self) -> tuple[tuple[str, str], ...]:
        """Our word and theirs, one and many, where the two differ."""
        pairs = [
            (PLAIN_CHILDREN, self.children),
            (PLAIN_RECORD, self.record),
            (PLAIN_REVIEW, self.review),
            (PLAIN_MANAGER, self.manager),
            ("decision", self.decision),
        ]
        if self.review != PLAIN_REVIEW:
            pairs.append(("review", self.review))
        changed = [(ours, theirs) for ours, theirs in pairs if theirs and theirs != ours]
        return (*changed, *((plural(ours), plural(theirs)) for ours, theirs in changed))


def said(text: str, council: Authority | None) -> str:
    """The text in the council's words; as it is where there is no council."""
    return Words.of(council).said(text) if council is not None else text


@lru_cache(maxsize=200)
def _pattern(changes: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """Our words with their article; the council's own terms too: one that holds a word of ours stays."""
    terms = {term for pair in changes for term in pair}
    words = "|".join(re.escape(term) for term in sorted(terms, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:(?P<article>an?) )?(?P<word>{words})(?![\w-])", re.IGNORECASE)


def _word(found: re.Match[str], changes: dict[str, str]) -> str:
    word, article = found["word"], found["article"]
    new = next((theirs for ours, theirs in changes.items() if ours.lower() == word.lower()), None)
    if new is None:
        return found[0]
    if article:
        new = with_article(new)
    first = found[0][0]
    was_capital = first.isupper() and not (article is None and word.startswith(PLAIN_MANAGER))
    return new[0].upper() + new[1:] if was_capital else new
