"""What of the work between reviews waits for this person, as cards of the home page.

Every card counts exactly the list it opens.
"""

from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from accounts.access.roles import Permission as P
from accounts.access.roles import Role
from accounts.access.viewers import Viewer
from accounts.access.written_for import CountedFor
from accounts.site.home import card
from reviews.midway import lists as midway_lists
from reviews.midway.access import checks_visible_to
from reviews.midway.lists import contacts_list, updates_list
from reviews.models.midway import UpdateState
from reviews.monitoring import lists as monitoring_lists
from reviews.monitoring.access import forms_visible_to

Card = dict[str, Any]


def _card(label: str, figure: int, note: str, name: str, show: str = "", *, alert: bool = False) -> Card:
    href = reverse(name) + (f"?show={show}" if show else "")
    return card(label, figure, note, href, alert=alert)


FORMS = CountedFor(lambda viewer, today: (forms_visible_to(viewer), monitoring_lists.shows(today)))
CHECKS = CountedFor(lambda viewer, today: (checks_visible_to(viewer), midway_lists.shows(today)))
UPDATES = CountedFor(
    lambda viewer, today: (
        updates_list(viewer).filter(state=UpdateState.WAITING),
        {"all": Q(), "late": Q(due_on__lt=today)},
    )
)
CONTACTS = CountedFor(lambda viewer, today: (contacts_list(viewer, "past", today), {"past": Q()}))


def cards(viewer: Viewer, today: date) -> list[Card]:
    """Cards for IROs, managers, the QA manager and social workers."""
    forms, checks = "reviews:monitoring_forms", "reviews:midways"
    if viewer.is_a(Role.IRO):
        return _of_iro(viewer, today)
    if viewer.is_a(Role.QA_MANAGER):
        of = FORMS(viewer, today, "due_late", "sent_late")
        late = CHECKS(viewer, today, "overdue")["overdue"]
        return [
            _card("Monitoring forms overdue", of["due_late"], "with the IRO", forms, "due_late", alert=True),
            _card(
                "Forms not acknowledged",
                of["sent_late"],
                "past the manager’s limit",
                forms,
                "sent_late",
                alert=True,
            ),
            _card("Midway checks overdue", late, "past their window", checks, "overdue", alert=True),
        ]
    if viewer.may(P.ANSWER_DECISIONS):
        of = FORMS(viewer, today, "sent", "sent_late", "issues")
        return [
            _card("Monitoring forms to acknowledge", of["sent"], "read, not agreed", forms, "sent"),
            _card(
                "Forms past their limit",
                of["sent_late"],
                "still to be acknowledged",
                forms,
                "sent_late",
                alert=True,
            ),
            _card("Forms with issues to answer", of["issues"], "raised by IROs", forms, "issues"),
        ]
    if viewer.may(P.ANSWER_MIDWAY):
        of = UPDATES(viewer, today, "all", "late")
        return [
            _card(
                "Updates for midway checks",
                of["all"],
                "before an IRO’s midway check",
                "reviews:midway_updates",
                alert=of["late"] > 0,
            )
        ]
    return []


def _of_iro(viewer: Viewer, today: date) -> list[Card]:
    """What is to be done always; what needs a look only when there is something."""
    forms, checks = "reviews:monitoring_forms", "reviews:midways"
    of = FORMS(viewer, today, "due", "due_late", "answered")
    by = CHECKS(viewer, today, "due", "overdue", "forward", "concern")
    past = CONTACTS(viewer, today, "past")["past"]
    always = [
        _card(
            "Monitoring forms to complete",
            of["due"],
            "after a review",
            forms,
            "due",
            alert=of["due_late"] > 0,
        ),
        _card("Midway checks due", by["due"], "their window is open", checks, "due"),
    ]
    sometimes = [
        _card("Issues answered", of["answered"], "for you to look at and close", forms, "answered"),
        _card("Midway checks overdue", by["overdue"], "past their window", checks, "overdue", alert=True),
        _card(
            "Reviews to bring forward", by["forward"], "no earlier day booked", checks, "forward", alert=True
        ),
        _card("Concerns to raise", by["concern"], "found at a midway check", checks, "concern", alert=True),
        _card(
            "Contacts past their day",
            past,
            "planned with children",
            "reviews:contact_list",
            "past",
            alert=True,
        ),
    ]
    return always + [card for card in sometimes if card["figure"]]
