"""What every page shows: the council, the person, and five to seven links that this person can use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from accounts.access import Viewer
from accounts.roles import Permission as P
from accounts.roles import Role

LINKS: list[tuple[str, str, P | None]] = [
    ("Home", "home", None),
    ("Children", "children:list", P.SEE_CHILDREN),
    ("Reviews", "reviews:list", P.BOOK_REVIEW),
    ("Decisions", "reviews:decisions", P.READ_REVIEW_RECORD),
    ("Between reviews", "reviews:monitoring_forms", P.READ_MONITORING),
    ("Updates", "reviews:midway_updates", P.ANSWER_MIDWAY),
    ("Disputes", "disputes:board", P.SEE_DISPUTES),
    ("Measures", "reporting:measures", P.SEE_MEASURES),
    ("Reports", "reporting:reports", P.READ_REPORTS),
    ("Imports", "children:imports", P.IMPORT),
    ("People", "accounts:people", P.MANAGE_PEOPLE),
    ("Settings", "accounts:settings", P.MANAGE_SETTINGS),
]


def links_for(viewer: Viewer, path: str) -> list[dict[str, Any]]:
    """The links of the service navigation this person may follow, the current one marked."""
    links = []
    for text, name, permission in LINKS:
        if permission is None or viewer.may(permission):
            try:
                href = reverse(name)
            except NoReverseMatch:
                continue
            current = path == href if href == "/" else path.startswith(href)
            links.append({"text": text, "href": href, "current": current})
    return links


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of every page."""
    viewer: Viewer | None = getattr(request, "viewer", None)
    return {
        "viewer": viewer,
        "authority": viewer.authority if viewer else None,
        "role_names": [Role(r).label for r in sorted(viewer.roles)] if viewer else [],
        "has_other_councils": viewer is not None and viewer.council_count > 1,
        "navigation": links_for(viewer, request.path) if viewer else [],
        "idle_seconds": settings.SESSION_IDLE_SECONDS,
        "is_demo": settings.MODE == "demo",
    }
