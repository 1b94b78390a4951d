"""What of the work between reviews waits for this person, as cards of the home page. Every card counts exactly the list it opens."""

from datetime import date
from typing import Any

from django.urls import reverse

from accounts.access import Viewer
from accounts.home import card
from accounts.roles import Permission as P
from accounts.roles import Role
from reviews.midway_lists import checks_list, contacts_list, updates_list
from reviews.models.midway import UpdateState
from reviews.monitoring_lists import forms_list

Card = dict[str, Any]


def _card(label: str, figure: int, note: str, name: str, show: str = "", *, alert: bool = False) -> Card:
    href = reverse(name) + (f"?show={show}" if show else "")
    return card(label, figure, note, href, alert=alert)


def _forms(viewer: Viewer, today: date, show: str, label: str, note: str, *, alert: bool = False) -> Card:
    figure = forms_list(viewer, {"show": show}, today).order_by().count()
    return _card(label, figure, note, "reviews:monitoring_forms", show, alert=alert)


def _checks(viewer: Viewer, today: date, show: str, label: str, note: str, *, alert: bool = False) -> Card:
    figure = checks_list(viewer, {"show": show}, today).order_by().count()
    return _card(label, figure, note, "reviews:midways", show, alert=alert)


def cards(viewer: Viewer, today: date) -> list[Card]:
    """Cards for IROs, managers, the QA manager and social workers."""
    if viewer.is_a(Role.IRO):
        return _of_iro(viewer, today)
    if viewer.is_a(Role.QA_MANAGER):
        return [
            _forms(viewer, today, "due_late", "Monitoring forms overdue", "with the IRO", alert=True),
            _forms(
                viewer, today, "sent_late", "Forms not acknowledged", "past the manager’s limit", alert=True
            ),
            _checks(viewer, today, "overdue", "Midway checks overdue", "past their window", alert=True),
        ]
    if viewer.may(P.ANSWER_DECISIONS):
        return [
            _forms(viewer, today, "sent", "Monitoring forms to acknowledge", "read, not agreed"),
            _forms(
                viewer, today, "sent_late", "Forms past their limit", "still to be acknowledged", alert=True
            ),
            _forms(viewer, today, "issues", "Forms with issues to answer", "raised by IROs"),
        ]
    if viewer.may(P.ANSWER_MIDWAY):
        waiting = updates_list(viewer).filter(state=UpdateState.WAITING).order_by()
        late = waiting.filter(due_on__lt=today).exists()
        return [
            _card("Updates asked of you", waiting.count(), "before an IRO’s midway check", "reviews:midway_updates", alert=late)
        ]  # fmt: skip
    return []


def _of_iro(viewer: Viewer, today: date) -> list[Card]:
    """What is to be done always; what needs a look only when there is something."""
    late = forms_list(viewer, {"show": "due_late"}, today).order_by().exists()
    past = contacts_list(viewer, "past", today).order_by().count()
    always = [
        _forms(viewer, today, "due", "Monitoring forms to complete", "after a review", alert=late),
        _checks(viewer, today, "due", "Midway checks due", "their window is open"),
    ]
    sometimes = [
        _forms(viewer, today, "answered", "Issues answered", "for you to look at and close"),
        _checks(viewer, today, "overdue", "Midway checks overdue", "past their window", alert=True),
        _checks(viewer, today, "forward", "Reviews to bring forward", "nothing booked yet", alert=True),
        _card("Contacts past their day", past, "planned with children", "reviews:contact_list", "past", alert=True),
    ]  # fmt: skip
    return always + [card for card in sometimes if card["figure"]]
