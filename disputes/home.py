"""What of disputes waits for this person, as cards of the home page.

Every card counts exactly the list it opens.
"""

from datetime import date
from typing import Any

from django.urls import reverse

from accounts.access.roles import Permission, Role
from accounts.access.viewers import Viewer
from accounts.access.written_for import CountedFor
from accounts.site.home import Wanted, card, cards_of, words_of
from disputes.access import concerns_visible_to
from disputes.lists import shows, waiting_for_director
from disputes.patterns.access import systemic_visible_to

CONCERNS = CountedFor(lambda viewer, today: (concerns_visible_to(viewer, today), shows(viewer, today)))


def cards(viewer: Viewer, today: date) -> list[dict[str, Any]]:
    """Cards for IROs, managers at a stage, the QA manager and the Director."""
    if not viewer.may(Permission.SEE_DISPUTES):
        return []
    board = reverse("disputes:board")
    wanted = _wanted(viewer)
    found = cards_of(CONCERNS(viewer, today, *words_of(wanted)), wanted, board)
    if viewer.may(Permission.ANSWER_DISPUTES):
        if viewer.is_a(Role.DIRECTOR):  # told how many, and of which children after giving a reason
            figure = waiting_for_director(viewer).count()
            found.append(card("Concerns to answer", figure, "at the Director’s stage", board, alert=True))
        found += _owned(viewer)
    return found


def _wanted(viewer: Viewer) -> list[Wanted]:
    found: list[Wanted] = []
    if viewer.may(Permission.CHALLENGE):
        found += [
            ("mine", "My open concerns", "yours, and those you cover", False),
            ("answered", "Answered concerns", "to close or take further", True),
        ]
    if viewer.may(Permission.CHALLENGE) or viewer.may(Permission.OVERSEE_DISPUTES):
        found += [
            ("past", "Concerns past a time limit", "for the stage, or for all stages in total", True),
            ("effect", "Check what has changed", "closed with nothing changed yet", True),
        ]
    if viewer.may(Permission.ANSWER_DISPUTES) and not viewer.is_a(Role.DIRECTOR):
        found += [
            ("answer", "Concerns to answer", "raised with you by an IRO", True),
            ("actions", "Concerns with overdue actions", "promised in an answer", True),
        ]
    return found


def _owned(viewer: Viewer) -> list[dict[str, Any]]:
    """Systemic concerns that the person owns and has not answered."""
    owned = systemic_visible_to(viewer).filter(owner=viewer.user_id, answered_on=None, closed_on=None)
    waiting = list(owned.order_by("due_on", "pk"))
    if not waiting:
        return []
    href = reverse("disputes:systemic", args=[waiting[0].public_id])
    note = f"the first by {waiting[0].due_on:%-d %B %Y}"
    return [card("Systemic concerns to answer", len(waiting), note, href, alert=True)]
