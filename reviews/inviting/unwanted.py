"""Whom the child may mean by “who should not come”: what a child said is laid beside the list of names."""

import re
from collections.abc import Iterable

from reviews.models import Invitation, Review, ReviewWishes
from reviews.models.inviting import InvitationState
from reviews.models.review import AttendeeRole as R

CALLED = {R.MOTHER: {"mum", "mummy", "mam"}, R.FATHER: {"dad", "daddy"}}
"""What children say beside the name of the role."""
TITLES = {"mr", "mrs", "ms", "miss", "dr"}


def meant_of(review: Review, rows: Iterable[Invitation]) -> set[int]:
    """Those who are not invited yet, whom the child may not want, and of whom nobody has said what the child
    wants.
    """
    wishes: ReviewWishes | None = getattr(review, "wishes", None)
    said = wishes.does_not_want if wishes is not None else ""
    asked = (row for row in rows if row.state == InvitationState.LISTED and not row.wish)
    return {
        row.pk for row in asked if row.role != R.CHILD and may_be_meant(said, role=row.role, name=row.name)
    }


def may_be_meant(said: str, *, role: str, name: str) -> bool:
    """Whether the words have the forename or the role of this person. A surname is the whole family's."""
    words = _words(said)
    names = [word for word in _words(name) if word not in TITLES]
    part = [] if role == R.OTHER else _words(str(R(role).label))
    return bool(
        CALLED.get(R(role), set()) & set(words)
        or (names and names[0] in words)
        or (part and any(words[at : at + len(part)] == part for at in range(len(words))))
    )


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
