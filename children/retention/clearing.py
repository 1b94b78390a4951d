"""What has served is cleared: files and refused rows of imports, and records that were put together."""

from datetime import date, timedelta

from accounts.calendars import terms_for
from accounts.clock import now
from accounts.models import Authority
from children.imports.actions import discard
from children.models import Bundle, ImportReject, ReturnImport
from children.models.imports import ImportState

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


def clear_bundles(authority: Authority, today: date) -> int:
    """Empty what was put together to be handed out; that it was stays on the record."""
    days = terms_for(authority).on(today).bundle_days
    old = Bundle.objects.filter(authority=authority, made_at__date__lt=today - timedelta(days=days))
    return old.filter(emptied_at=None).update(content=b"", emptied_at=now())
