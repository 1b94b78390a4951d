"""Up to which day a delivery makes care and reviews known.

A full file makes them known when it holds both tables; a file of changes does once such a full file has come.
They are known up to the day the sender stated, or else the day the file came. A full file with nothing dated
in the month before it came was made earlier, so they are known only up to its latest date.
"""

from datetime import date, timedelta

from django.utils.timezone import localdate

from accounts.templatetags.govuk import day as day_words
from children.feed.staging import Staged
from children.models import FeedDelivery

NEEDED = {"episodes", "reviews"}
QUIET = timedelta(days=31)
"""No council goes longer than this without anything happening."""


def reach_of(delivery: FeedDelivery, staged: Staged, *, today: date) -> date | None:
    """The last day for which this delivery makes care and reviews known; None: it does not."""
    if not _tells(delivery, staged):
        return None
    if delivery.drawn_on is not None:
        return min(delivery.drawn_on, today)
    came = min(localdate(delivery.created_at), today)
    if delivery.is_full and staged.latest is not None and staged.latest < came - QUIET:
        staged.notes.append(
            f"Nothing in the tables is later than {day_words(staged.latest)}, so they are taken to describe "
            "that day. If they are newer, send them again and enter the day."
        )
        return staged.latest
    return came


def _tells(delivery: FeedDelivery, staged: Staged) -> bool:
    if delivery.is_full:
        return set(staged.names) >= NEEDED
    before = FeedDelivery.objects.filter(authority=delivery.authority_id, reaches_to__isnull=False)
    return before.exists()
