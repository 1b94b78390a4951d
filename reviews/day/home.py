"""The day of whoever works with reviews: what cannot wait, with names, and the next 14 days (home page)."""

from datetime import date
from typing import Any

from accounts.access.roles import Permission as P
from accounts.access.viewers import Viewer
from children.access import log_list
from reviews.day.ahead import AT_MOST, ahead, in_hand
from reviews.day.asked import AT_MOST as EACH_AT_MOST
from reviews.day.urgent import cannot_wait

MOST = 5
"""Names that stand in sight; the others open beneath them."""
IN_SIGHT = 8
"""Reviews of the next days that stand in sight. In a busy fortnight what waits would be far below."""


def cards(viewer: Viewer, today: date) -> list[dict[str, Any]]:
    """The day of an IRO, a manager, a social worker, the QA manager or business support."""
    if not (viewer.may(P.BOOK_REVIEW) or viewer.may(P.UPDATE_PROGRESS)):
        return []
    reviews = in_hand(viewer, today)
    urgent = cannot_wait(viewer, reviews, today)
    rows = ahead(viewer, reviews, today)
    shown = rows[:AT_MOST]
    log_list(viewer, [r.child.pk for r in urgent] + [r.review.child_id for r in shown], page="my day")
    context = {
        "urgent": urgent[:MOST],
        "more": urgent[MOST:],
        "is_cut": len(urgent) >= EACH_AT_MOST,
        "ahead": shown[:IN_SIGHT],
        "later": shown[IN_SIGHT:],
        "left": len(rows) - len(shown),
        "today": today,
        "opens_brief": viewer.may(P.READ_REVIEW_RECORD),
    }
    is_empty = not urgent and not rows
    return [
        {
            "kind": "day",
            "title": "My day",
            "template": "reviews/my_day.html",
            "context": context,
            "is_empty": is_empty,
        }
    ]
