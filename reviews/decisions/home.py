"""What of decisions waits for this person, as cards of the home page. Every card counts exactly the list it
opens.
"""

from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from accounts.access.roles import Permission, Role
from accounts.access.viewers import Viewer
from accounts.access.written_for import CountedFor
from accounts.site.home import Wanted, card, cards_of, words_of
from reviews.decisions.access import decisions_visible_to
from reviews.decisions.lists import shows, waiting_for

DECISIONS = CountedFor(lambda viewer, today: (decisions_visible_to(viewer), shows(today)))
TO_TELL = "Amended decisions to tell of"
"""A card that is there only while it counts something."""
TO_ANSWER = CountedFor(lambda viewer, today: (waiting_for(viewer, today), {"all": Q()}))


def cards(viewer: Viewer, today: date) -> list[dict[str, Any]]:
    """Cards for managers, IROs, QA managers and social workers."""
    wanted = _wanted(viewer)
    figures = DECISIONS(viewer, today, *words_of(wanted))
    found = cards_of(figures, wanted, reverse("reviews:decisions"), word="state")
    found = [one for one in found if one["figure"] or one["label"] != TO_TELL]
    if viewer.may(Permission.ANSWER_DECISIONS):
        waiting = TO_ANSWER(viewer, today, "all")["all"]
        found.insert(0, card("Decisions to answer", waiting, "oldest first", reverse("reviews:to_answer")))
    return found


def _wanted(viewer: Viewer) -> list[Wanted]:
    if viewer.may(Permission.ANSWER_DECISIONS):
        return [
            ("due_soon", "Last day to answer", "they stand by default tomorrow", True),
            ("overdue", "Actions past their date", "not yet closed by the IRO", True),
        ]
    if viewer.is_a(Role.IRO, Role.QA_MANAGER):
        who = "for you to respond to" if viewer.is_a(Role.IRO) else "for the IROs to respond to"
        return [
            ("to_respond", "Queries and objections", who, True),
            ("waiting", "Waiting for a manager", "sent, and not answered yet", False),
            ("lapsed", "No answer", "decisions that stand by default", False),
            ("to_tell", TO_TELL, "to managers who answered them", True),
            ("overdue", "Actions past their date", "to chase", True),
        ]
    if viewer.is_a(Role.SOCIAL_WORKER):
        return [
            ("asked", "Updates on decisions", "asked for by an IRO or the portal", True),
            ("open", "Actions still to be done", "for your children", False),
            ("overdue", "Actions past their date", "say how far they are", True),
        ]
    return []
