"""The shapes of what is known before the IRO writes: facts with their source, first answers, last time's."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from reviews.models import Review
from statute.terms import STATUTORY, Terms, TermsInForce


@dataclass(frozen=True)
class Fact:
    """Something that is known, with its source; `value` None: not recorded."""

    name: str
    value: str | None
    source: str = ""
    all_at: str = ""
    """The page with all of them, where this names only the first."""
    is_old: bool = False
    """Whether it is older than the last review, and is to be checked."""


@dataclass(frozen=True)
class First:
    """A first answer to a question about a fact, and where it comes from."""

    value: Any
    source: str
    is_old: bool = False
    """Whether it is older than the last review, and is to be checked."""
    told_at: datetime | None = None
    """When the portal was told it; None: not known."""


@dataclass
class Known:
    """Everything that is known for one record, by section."""

    last: Review | None
    said: dict[str, dict[str, Any]]
    """What each section of the last review held."""
    facts: dict[str, list[Fact]] = field(default_factory=dict)
    first: dict[str, dict[str, First]] = field(default_factory=dict)
    suggested: dict[str, dict[str, First]] = field(default_factory=dict)
    """Answers that are older than the last review: shown beside the question, to be confirmed."""
    people: dict[tuple[str, str], str] = field(default_factory=dict)
    """Role and name of somebody who is listed as asked to the review -> where they are known from."""

    in_force: TermsInForce = TermsInForce()
    """The council's limits by the day they began."""
    terms: Terms = STATUTORY
    """Those on the day of the review."""

    def begin(self, key: str, question: str, first: First) -> None:
        """A question begins with this answer."""
        self.first.setdefault(key, {})[question] = first

    def last_time(self, key: str) -> dict[str, Any]:
        return self.said.get(key, {})
