"""What of children waits for this person, as cards of the home page. Every card counts exactly the list it
opens.
"""

from datetime import date
from typing import Any

from django.db.models import DateField
from django.urls import reverse

from accounts.access.roles import LINE_ROLES, Permission, Role, Scope
from accounts.access.viewers import Viewer
from accounts.access.written_for import CountedFor
from accounts.site.home import Wanted, cards_of, known_to, words_of
from children.child import lists
from children.child.lists import NEW_IN_CARE
from children.models import Child
from children.notifications.missing import told_from
from children.people.appointment import late_since

NEW = "New in care"
WITHOUT_IRO = "Children without an IRO"
IRO_LATE = "No IRO recorded in time"
NOT_TOLD = "No notification"
STANDS_IN = "Children you stand in for"
OF_WHO_IS_IN_CARE = (
    NEW,
    WITHOUT_IRO,
    IRO_LATE,
    NOT_TOLD,
    "Your children",
    STANDS_IN,
    "Children of your teams",
)


def cards(viewer: Viewer, today: date) -> list[dict[str, Any]]:
    """Who has no IRO, for those who allocate; the own children of IROs, social workers and managers; who is
    new in care.
    """
    if not viewer.may_see_children or viewer.scopes <= {Scope.BY_REASON, Scope.NONE}:
        return []
    wanted = _wanted(viewer)
    parts = cards_of(_figures(viewer, today, words_of(wanted)), wanted, reverse("children:list"))
    parts = [card for card in parts if card["figure"] or card["label"] != STANDS_IN]
    is_told = viewer.authority.tells_of_care_on(today, today=today)
    return known_to(None if is_told else viewer.authority.known_until, parts, *OF_WHO_IS_IN_CARE)


OWN = CountedFor(
    lambda viewer, today: (
        Child.objects.visible_to(viewer),
        {
            "": lists.in_care(),
            "own": lists.own(viewer),
            "stands_in": lists.stood_in_for(viewer, today),
            "new": lists.new_in_care(today),
        },
    )
)
TO_ALLOCATE = CountedFor(
    lambda viewer, today, late, told_from: (
        Child.objects.visible_to(viewer),
        {
            "no_iro": lists.no_iro(),
            "iro_late": lists.iro_late(late),
            "not_told": lists.not_told(told_from),
            "new": lists.new_in_care(today),
        },
    ),
    late=DateField(),
    told_from=DateField(),
)


def _figures(viewer: Viewer, today: date, words: list[str]) -> dict[str, int]:
    if not viewer.may(Permission.ALLOCATE_IRO):
        return OWN(viewer, today, *words)
    late, since = late_since(viewer.authority, today), told_from(viewer.authority)
    return TO_ALLOCATE(viewer, today, *words, late=late, told_from=since)


def _wanted(viewer: Viewer) -> list[Wanted]:
    new = ("new", NEW, f"in the last {NEW_IN_CARE.days} days", False)
    if viewer.may(Permission.ALLOCATE_IRO):
        return [
            ("no_iro", WITHOUT_IRO, "looked after, with no IRO recorded", False),
            ("iro_late", IRO_LATE, "looked after, past the last day to name one", True),
            (
                "not_told",
                NOT_TOLD,
                "in care, with no record of when the IRO service was told",
                False,
            ),
            new,
        ]
    if viewer.is_a(Role.IRO):
        return [
            ("own", "Your children", "looked after now", False),
            ("stands_in", STANDS_IN, "looked after now; their own IRO stays", False),
        ]
    if viewer.is_a(Role.SOCIAL_WORKER):
        return [("", "Your children", "looked after now", False)]
    if viewer.is_a(*LINE_ROLES):
        return [("", "Children of your teams", "looked after now", False), new]
    return []
