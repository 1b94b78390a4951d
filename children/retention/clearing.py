"""What has served is cleared: files and refused rows of imports, deliveries of the daily feed, and records
that were put together.
"""

from datetime import date, timedelta

from accounts.calendars import terms_for
from accounts.clock import now
from accounts.models import Authority
from children.feed.actions import discard as discard_delivery
from children.feed.folder import empty_read
from children.imports.actions import discard
from children.models import Bundle, FeedDelivery, FeedDifference, ImportReject, ReturnImport
from children.models.feed import Decided, FeedDoor, FeedState
from children.models.imports import ImportState
from children.retention.erasing import with_history

UNUSED = (ImportState.READING, ImportState.PREVIEW, ImportState.FAILED)


def clear_imports(authority: Authority, today: date) -> int:
    """Discard imports that nobody applied, files and all, and forget what was refused long ago. Returns how
    many rows went.
    """
    terms = terms_for(authority).on(today)
    unused = ReturnImport.objects.filter(
        authority=authority,
        state__in=UNUSED,
        created_at__date__lt=today - timedelta(days=terms.import_file_days),
    )
    discarded = [discard(record=record, by=None) for record in unused.order_by("pk")]
    rejects = ImportReject.objects.filter(
        of__authority=authority,
        of__created_at__date__lt=today - timedelta(days=terms.import_reject_days),
    )
    return len(discarded) + rejects.delete()[0]


def clear_feed(authority: Authority, today: date) -> int:
    """Delete what the daily feed left behind: files that were read, deliveries and what no longer differs.

    The last delivery stays, because the next one is laid beside it; so does one with something to decide.
    """
    start = today - timedelta(days=terms_for(authority).on(today).feed_days)
    old = FeedDelivery.objects.filter(authority=authority, created_at__date__lt=start)
    held = old.filter(state=FeedState.HELD).defer("content").order_by("pk")
    count = len([discard_delivery(delivery=delivery, by=None) for delivery in held])
    differs = FeedDifference.objects.filter(authority=authority, state=Decided.ENDED)
    count += with_history(differs.filter(created_at__date__lt=start))
    read = FeedDelivery.objects.filter(authority=authority, record__isnull=False).exclude(door=FeedDoor.AGAIN)
    last = read.order_by("-read_at", "-pk").values_list("pk", flat=True)[:1]
    served = old.filter(state__in=(FeedState.APPLIED, FeedState.REFUSED), differences=None)
    count += with_history(served.exclude(pk__in=list(last)))
    return count + empty_read(authority.code, before=now() - timedelta(days=(today - start).days))


def clear_bundles(authority: Authority, today: date) -> int:
    """Empty what was put together to be handed out; that it was stays on the record."""
    days = terms_for(authority).on(today).bundle_days
    old = Bundle.objects.filter(authority=authority, made_at__date__lt=today - timedelta(days=days))
    return old.filter(emptied_at=None).update(content=b"", emptied_at=now())
