"""How old the newest import is (settings.WATCHED)."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Max

from accounts.site.watching import Figure
from children.models import FeedDelivery, ReturnImport
from children.models.feed import FeedState
from children.models.imports import ImportState


def of_imports(day: date, at: datetime) -> Iterator[Figure]:
    """Days since an import was applied; nothing where none ever was. They are too many where a feed comes: a
    return comes once a year.
    """
    newest = ReturnImport.objects.filter(state=ImportState.APPLIED).aggregate(at=Max("applied_at"))["at"]
    if newest:
        most = 45 if FeedDelivery.objects.filter(state=FeedState.APPLIED).exists() else None
        yield Figure("iro_import_age_days", "Days since the last import", (at - newest).days, most=most)
