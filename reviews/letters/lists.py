"""Letters as lists: what is to be done, with the copies counted, and cards of the home page."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.access.written_for import CountedFor, WrittenFor
from accounts.calendars import terms_for, working_days
from accounts.models.jobs import DID_NOT_GO
from accounts.site.home import Wanted, cards_of, words_of
from children.access import log_list
from reviews.letters.access import address_of, letters_visible_to
from reviews.letters.amended_copies import TO_TELL
from reviews.letters.heading import heading_of
from reviews.letters.issues import overtaken
from reviews.models import Letter, LetterCopy
from reviews.models.letter import CopyState, LetterState
from statute import timescales


@dataclass(frozen=True)
class Show:
    """What the list can be narrowed to."""

    text: str
    condition: Q


_NOT_GONE = Q(state=CopyState.LISTED)
_TROUBLE = Q(state__in=[CopyState.FAILED, CopyState.RETURNED]) | Q(
    state=CopyState.SENT, mail__state__in=DID_NOT_GO
)


def _with_copies(condition: Q) -> Q:
    return Q(pk__in=LetterCopy.objects.filter(condition).order_by().values("letter"))


_AMENDED = _with_copies(TO_TELL)
_UNSENT = Q(state=LetterState.SENT) & _with_copies(_NOT_GONE)
_FAILED = _with_copies(_TROUBLE)
SHOWS: dict[str, Show] = {
    "open": Show("To be done", ~Q(state=LetterState.SENT) | _UNSENT | _FAILED | _AMENDED),
    "writing": Show("Being written", Q(state=LetterState.WRITING)),
    "returned": Show("Returned to the writer", Q(state=LetterState.WRITING) & ~Q(returned_reason="")),
    "sign": Show("To sign off", Q(state=LetterState.SIGN_OFF)),
    "send": Show("Copies to send", Q(state=LetterState.READY) | _UNSENT),
    "failed": Show("Failed or returned", _FAILED),
    "tell": Show("To tell of an amendment", _AMENDED),
    "sent": Show("Sent", Q(state=LetterState.SENT)),
}

LETTERS = CountedFor(
    lambda viewer, today: (letters_visible_to(viewer), {key: show.condition for key, show in SHOWS.items()})
)


@dataclass(frozen=True)
class Listed:
    """A letter with its copies counted and the day by which they go out."""

    letter: Letter
    copies: int
    sent: int
    trouble: int
    due_on: date | None
    is_late: bool
    address: str
    to_tell: int = 0
    """Recipients whom somebody has still to tell of an amendment."""
    overtaken: str = ""
    """What has come after a letter that was sent: another issue, or an amendment of what it says."""

    @property
    def sent_words(self) -> str:
        """How many copies went out."""
        if not self.copies:
            return "Nobody listed yet"
        if not self.sent:
            return f"{self.copies} to send"
        if self.sent < self.copies:
            return f"{self.sent} of {self.copies} sent"
        if self.trouble:
            return f"{self.copies} sent"
        return "Sent" if self.copies == 1 else f"All {self.copies} sent"

    @property
    def trouble_words(self) -> str:
        """How many copies did not arrive."""
        return f"{self.trouble} failed or returned"

    @property
    def to_tell_words(self) -> str:
        """How many people are to be told of an amendment."""
        return f"{self.to_tell} to tell of an amendment"


def counted_copies(letters: Iterable[Letter], viewer: Viewer, today: date) -> list[Listed]:
    """Each letter with its copies and what has overtaken it, in a fixed number of queries."""
    letters = list(letters)
    counts = Letter.objects.filter(pk__in=[row.pk for row in letters]).annotate(
        all_copies=Count("copies", distinct=True),
        unsent=Count("copies", filter=Q(copies__state=CopyState.LISTED), distinct=True),
        trouble=Count("copies", filter=Q(copies__in=LetterCopy.objects.filter(_TROUBLE)), distinct=True),
        to_tell=Count("copies", filter=Q(copies__in=LetterCopy.objects.filter(TO_TELL)), distinct=True),
    )
    found = {row.pk: row for row in counts.order_by("pk")}
    after = overtaken(letters)
    return [
        replace(_listed(row, found[row.pk], address_of(viewer, row), today), overtaken=after.get(row.pk, ""))
        for row in letters
    ]


def _listed(letter: Letter, counts: Any, address: str, today: date) -> Listed:
    due = _due_on(letter)
    sent = counts.all_copies - counts.unsent
    is_late = due is not None and due < today and (letter.state != LetterState.SENT or counts.unsent > 0)
    return Listed(letter, counts.all_copies, sent, counts.trouble, due, is_late, address, counts.to_tell)


OWN_UNOPENED = WrittenFor(
    lambda viewer, today: (
        LetterCopy.objects.filter(
            person=viewer.user_id, state=CopyState.SENT, letter__in=letters_visible_to(viewer)
        )
        .select_related("letter__child", "letter__review")
        .order_by("sent_at", "pk")
    )
)
"""Copies that wait for this reader to open them."""


def _due_on(letter: Letter) -> date | None:
    """The day by which copies go out; a letter of introduction has none."""
    if letter.review is None:
        return None
    assert letter.review.completed_on is not None  # it is written from a completed record
    terms = terms_for(letter.child.authority).on(letter.review.completed_on)
    return timescales.distribution_due_on(letter.review.completed_on, calendar=working_days(), terms=terms)


def cards(viewer: Viewer, today: date) -> list[dict[str, Any]]:
    """What waits: copies for this reader, letters to sign off for the QA manager, copies to send, copies that
    failed, people to tell of an amendment.
    """
    return [*_own(viewer, today), *_in_hand(viewer, today)]


def _own(viewer: Viewer, today: date) -> list[dict[str, Any]]:
    """The copies that went to this person by a link and were not opened, each with its link."""
    copies = OWN_UNOPENED(viewer, today) if viewer.may(Permission.READ_REVIEW_RECORD) else []
    if not copies:
        return []
    log_list(viewer, [copy.letter.child_id for copy in copies], page="copies to open")
    title = "A copy for you to open" if len(copies) == 1 else f"{len(copies)} copies for you to open"
    template, context = (
        "reviews/home_copies.html",
        {"copies": [(copy, heading_of(copy.letter).occasion) for copy in copies]},
    )
    return [{"kind": "list", "title": title, "template": template, "context": context}]


def _in_hand(viewer: Viewer, today: date) -> list[dict[str, Any]]:
    """Cards for those who write, sign and send."""
    if not viewer.may(Permission.BOOK_REVIEW):
        return []
    wanted: list[Wanted] = [
        ("send", "Copies to send", "of letters and minutes", False),
        ("failed", "Copies failed or returned", "send them another way", True),
        ("tell", "Amendments to tell of", "to people who have a copy", True),
    ]
    if viewer.may(Permission.RECORD_REVIEW):
        wanted.insert(0, ("returned", "Letters returned", "to be changed before they are signed off", True))
    if viewer.may(Permission.RESTRICT_CHILD):
        wanted.insert(0, ("sign", "Letters to sign off", "written by the IROs", True))
    made = cards_of(LETTERS(viewer, today, *words_of(wanted)), wanted, reverse("reviews:letters"))
    return [card for card in made if card["figure"]]
