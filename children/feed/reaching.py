"""To which day a delivery tells of care and reviews.

A file with all that is known tells of them when it holds both tables; a file of changes once such a file came
before. It tells of the day that the sender stated, else of the day on which it came. A full file in which
nothing is dated in the month before it came was drawn earlier: it tells no more than its latest date.
"""

from datetime import date, timedelta

from django.utils.timezone import localdate

from children.feed.staging import Staged
from children.models import FeedDelivery

NEEDED = {"episodes", "reviews"}
QUIET = timedelta(days=31)
"""A council in which nothing at all happened for longer is not to be expected."""


def reach_of(delivery: FeedDelivery, staged: Staged, *, today: date) -> date | None:
    """The last day of which care and reviews are known by this delivery; None: it does not tell of them."""
    if delivery.drawn_on is not None:
        return min(delivery.drawn_on, today) if _tells(delivery, staged) else None
    if not _tells(delivery, staged):
        return None
    came = min(localdate(delivery.created_at), today)
    if delivery.is_full and staged.latest is not None and staged.latest < came - QUIET:
        staged.notes.append(
            f"Nothing in the tables is later than {staged.latest:%d/%m/%Y}, so they are taken to describe "
            "that day. If they are newer, send them again and enter the day."
        )
        return staged.latest
    return came


def _tells(delivery: FeedDelivery, staged: Staged) -> bool:
    if delivery.is_full:
        return set(staged.names) >= NEEDED
    before = FeedDelivery.objects.filter(authority=delivery.authority_id, reaches_to__isnull=False)
    return before.exists()
