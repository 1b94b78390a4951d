"""The links between the lists of work between reviews, for whom each is open."""

from typing import Any

from django.urls import reverse

from accounts.access import Viewer
from accounts.roles import Permission as P

LISTS: tuple[tuple[str, str, P], ...] = (
    ("Monitoring forms", "reviews:monitoring_forms", P.READ_MONITORING),
    ("Midway checks", "reviews:midways", P.READ_MONITORING),
    ("Updates asked of you", "reviews:midway_updates", P.ANSWER_MIDWAY),
    ("Contact", "reviews:contact_list", P.READ_CONTACT),
    ("Good practice", "reviews:praise_list", P.READ_PRAISE),
    ("Questions", "reviews:monitoring_versions", P.EDIT_MONITORING),
)


def tabs(viewer: Viewer, current: str) -> list[dict[str, Any]]:
    """The lists this person may open, the current one marked."""
    return [
        {"text": text, "href": reverse(name), "current": name == current}
        for text, name, permission in LISTS
        if viewer.may(permission)
    ]
