"""What of decisions waits for this person, as cards of the home page. Every card counts exactly the list it opens."""

from datetime import date
from typing import Any

from django.urls import reverse

from accounts.access import Viewer
from accounts.home import card
from accounts.roles import Permission, Role
from reviews.decision_lists import decisions_list


def _card(viewer: Viewer, today: date, state: str, label: str, note: str, *, alert: bool) -> dict[str, Any]:
    figure = decisions_list(viewer, {"state": state}, today).order_by().count()
    return card(label, figure, note, f"{reverse('reviews:decisions')}?state={state}", alert=alert)


def cards(viewer: Viewer, today: date) -> list[dict[str, Any]]:
    """Cards for managers, IROs, QA managers and social workers."""
    if viewer.may(Permission.ANSWER_DECISIONS):
        return [
            _card(viewer, today, "waiting", "Decisions to answer", "oldest first", alert=False),
            _card(
                viewer, today, "due_soon", "Last day to answer", "they stand by default tomorrow", alert=True
            ),
            _card(
                viewer, today, "overdue", "Actions past their date", "not yet closed by the IRO", alert=True
            ),
        ]
    if viewer.is_a(Role.IRO, Role.QA_MANAGER):
        return [
            _card(
                viewer,
                today,
                "to_respond",
                "Queries and objections",
                "for you to respond to" if viewer.is_a(Role.IRO) else "for the IROs to respond to",
                alert=True,
            ),
            _card(
                viewer, today, "waiting", "Waiting for a manager", "five working days to answer", alert=False
            ),
            _card(viewer, today, "lapsed", "No answer", "decisions that stand by default", alert=False),
            _card(viewer, today, "overdue", "Actions past their date", "to chase", alert=True),
        ]
    if viewer.is_a(Role.SOCIAL_WORKER):
        return [
            _card(viewer, today, "open", "Actions still to be done", "for your children", alert=False),
            _card(viewer, today, "overdue", "Actions past their date", "say how far they are", alert=True),
        ]
    return []
