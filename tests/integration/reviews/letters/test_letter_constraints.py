"""What the database refuses of letters, what was settled about them and their copies, whoever writes it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from children.models import Child
from reviews.models import Letter, LetterCheck, LetterCopy
from tests import factories as make

HELD = date(2025, 3, 24)
PARTS = [{"key": "opening", "title": "", "text": "Hello"}]


class Case:
    """A letter in hand after a completed review, and the ways to break it."""

    def __init__(self, child: Child, iro: User) -> None:
        self.iro, self.review = iro, make.make_review(child, HELD)
        self.letter = self.write()

    def write(self, **over: Any) -> Letter:
        given = {"kind": "CHILD", "written_by": self.iro, "written_at": make.now()}
        return Letter.objects.create(**{"child": self.review.child, "review": self.review} | given | over)

    def change(self, **values: Any) -> None:
        Letter.objects.filter(pk=self.letter.pk).update(**values)

    def settle(self, **over: Any) -> LetterCheck:
        given = {
            "kind": "STALE",
            "words": "last week",
            "reason": "Meant so",
            "by": self.iro,
            "at": make.now(),
        }
        return LetterCheck.objects.create(letter=self.letter, **given | over)

    def copy(self, **over: Any) -> LetterCopy:
        given = {"role": "CHILD", "name": "Ashdown", "channel": "PRINT"}
        return LetterCopy.objects.create(letter=self.letter, **given | over)

    def sent_copy(self, **over: Any) -> LetterCopy:
        given = {"state": "SENT", "parts": PARTS, "sent_at": make.now(), "sent_by": self.iro}
        return self.copy(**given | over)


REFUSED: dict[str, Callable[[Case], object]] = {
    "letter_issue_once": lambda c: c.change(state="SENT", sent_at=make.now()) or c.write(),
    "letter_one_in_hand": lambda c: c.write(issue=2, reissue_reason="Amended"),
    "letter_is_of_a_review": lambda c: c.write(kind="INTRO"),
    "letter_one_introduction_in_hand": lambda c: [c.write(kind="INTRO", review=None) for _ in range(2)],
    "letter_sent_paired": lambda c: c.change(state="SENT"),
    "letter_heading_is_of_what_was_sent": lambda c: c.change(heading={}),
    "letter_not_signed_by_writer": lambda c: c.change(signed_by=c.iro, signed_at=make.now()),
    "letter_reissue_has_reason": lambda c: c.change(issue=2),
    "letter_check_once": lambda c: [c.settle() for _ in range(2)],
    "letter_check_has_reason": lambda c: c.settle(reason=""),
    "letter_copy_once": lambda c: [c.copy() for _ in range(2)],
    "letter_copy_link_has_person": lambda c: c.copy(channel="LINK"),
    "letter_copy_sent_paired": lambda c: c.copy(state="SENT"),
    "letter_copy_sender_paired": lambda c: c.sent_copy(sent_by=None),
    "letter_copy_withheld_was_read": lambda c: c.sent_copy(withholds_home=True),
    "letter_copy_told_of_an_amendment": lambda c: c.sent_copy(told_at=make.now()),
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_the_database_refuses(name: str, child: Child, iro: User) -> None:
    case = Case(child, iro)
    with pytest.raises(IntegrityError, match=f'"{name}"'), transaction.atomic():
        REFUSED[name](case)


def test_the_case_itself_is_allowed(child: Child, iro: User) -> None:
    case = Case(child, iro)
    case.settle()
    assert case.sent_copy().state == "SENT"
