"""The printed invitation of one person: the words in force, with the details of the review among them."""

from dataclasses import dataclass
from datetime import date

from accounts.councils.words import said
from accounts.models import User
from reviews.inviting.our_words import CHILD, COUNCIL, DETAILS, NAME, PAPER, PAPER_WORDS, SENDER
from reviews.inviting.own_words import written
from reviews.models import Invitation
from reviews.models.inviting import WordsKind as K
from reviews.models.review import AttendeeRole

HERE = "\x00"
"""Stands where the details go; nobody can type it."""


@dataclass(frozen=True)
class Letter:
    """A heading, and the paragraphs before and after the details."""

    title: str
    before: list[str]
    after: list[str]


def letter_of(row: Invitation, by: User, today: date) -> Letter:
    """The invitation as it would be printed today."""
    child = row.review.child
    is_child = row.role == AttendeeRole.CHILD
    kind = K.LETTER_CHILD if is_child else K.LETTER
    called = (child.forename or "you") if is_child else row.name
    values = {NAME: called, CHILD: child.name, COUNCIL: child.authority.name, SENDER: by.name}
    paper = said(PAPER_WORDS[kind], child.authority) if row.has_paper else ""
    text = written(child.authority, kind, today, values | {DETAILS: HERE, PAPER: paper})
    before, _, after = text.text.partition(HERE)
    return Letter(text.title, _paragraphs(before), _paragraphs(after.replace(HERE, "")))


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n\n") if part.strip()]
