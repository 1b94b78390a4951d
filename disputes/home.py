"""What of disputes waits for this person, as cards of the home page. Every card counts exactly the list it opens."""

from datetime import date
from typing import Any

from django.urls import reverse

from accounts.access import Viewer
from accounts.home import card
from accounts.roles import Permission, Role
from disputes.access import systemic_visible_to
from disputes.lists import concerns_list, waiting_for_director


def _card(viewer: Viewer, today: date, show: str, label: str, note: str, *, alert: bool) -> dict[str, Any]:
    figure = concerns_list(viewer, {"show": show}, today).order_by().count()
    return card(label, figure, note, f"{reverse('disputes:board')}?show={show}", alert=alert)


def cards(viewer: Viewer, today: date) -> list[dict[str, Any]]:
    """Cards for IROs, managers at a stage, the QA manager and the Director."""
    if not viewer.may(Permission.SEE_DISPUTES):
        return []
    found: list[dict[str, Any]] = []
    if viewer.may(Permission.CHALLENGE):
        found += [
            _card(viewer, today, "mine", "My open concerns", "yours, and those you cover", alert=False),
            _card(viewer, today, "answered", "Answered concerns", "for you to close or take further", alert=True),
        ]  # fmt: skip
    if viewer.may(Permission.CHALLENGE) or viewer.may(Permission.OVERSEE_DISPUTES):
        found += [
            _card(viewer, today, "past", "Disputes past a limit", "of the stage or of 20 working days in all", alert=True),
            _card(viewer, today, "effect", "What has changed since?", "closed with nothing changed yet", alert=True),
        ]  # fmt: skip
    if viewer.may(Permission.ANSWER_DISPUTES):
        found += [*_to_answer(viewer, today), *_owned(viewer)]
    return found


def _to_answer(viewer: Viewer, today: date) -> list[dict[str, Any]]:
    """What waits at the person's own stage. The Director is told how many, and of which children after giving a reason."""
    if viewer.is_a(Role.DIRECTOR):
        figure = waiting_for_director(viewer).count()
        board = reverse("disputes:board")
        return [card("Concerns to answer", figure, "at the Director’s stage", board, alert=True)]
    return [
        _card(viewer, today, "answer", "Concerns to answer", "raised with you by an IRO", alert=True),
        _card(viewer, today, "actions", "Concerns with late actions", "promised in an answer", alert=True),
    ]


def _owned(viewer: Viewer) -> list[dict[str, Any]]:
    """Systemic concerns that the person owns and has not answered."""
    owned = systemic_visible_to(viewer).filter(owner=viewer.user_id, answered_on=None, closed_on=None)
    waiting = list(owned.order_by("due_on", "pk"))
    if not waiting:
        return []
    href = reverse("disputes:systemic", args=[waiting[0].public_id])
    note = f"the first by {waiting[0].due_on:%-d %B %Y}"
    return [card("Systemic concerns to answer", len(waiting), note, href, alert=True)]
