"""What of decisions waits for this person, as cards of the home page. Every card counts exactly the list it opens."""

from datetime import date
from typing import Any

from django.urls import reverse

from accounts.access import Viewer
from accounts.home import card, counted
from accounts.roles import Permission, Role
from reviews.decision_access import decisions_visible_to
from reviews.decision_lists import shows


def cards(viewer: Viewer, today: date) -> list[dict[str, Any]]:
    """Cards for managers, IROs, QA managers and social workers."""
    wanted = _wanted(viewer)
    if not wanted:
        return []
    figures = counted(decisions_visible_to(viewer), shows(today), *(state for state, *_ in wanted))
    return [
        card(label, figures[state], note, f"{reverse('reviews:decisions')}?state={state}", alert=alert)
        for state, label, note, alert in wanted
    ]


def _wanted(viewer: Viewer) -> list[tuple[str, str, str, bool]]:
    """State of the list, label, note, and whether it stands out."""
    if viewer.may(Permission.ANSWER_DECISIONS):
        return [
            ("waiting", "Decisions to answer", "oldest first", False),
            ("due_soon", "Last day to answer", "they stand by default tomorrow", True),
            ("overdue", "Actions past their date", "not yet closed by the IRO", True),
        ]
    if viewer.is_a(Role.IRO, Role.QA_MANAGER):
        who = "for you to respond to" if viewer.is_a(Role.IRO) else "for the IROs to respond to"
        return [
            ("to_respond", "Queries and objections", who, True),
            ("waiting", "Waiting for a manager", "five working days to answer", False),
            ("lapsed", "No answer", "decisions that stand by default", False),
            ("overdue", "Actions past their date", "to chase", True),
        ]
    if viewer.is_a(Role.SOCIAL_WORKER):
        return [
            ("open", "Actions still to be done", "for your children", False),
            ("overdue", "Actions past their date", "say how far they are", True),
        ]
    return []
