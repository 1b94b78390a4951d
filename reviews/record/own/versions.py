"""Which version of the council's record a review is recorded with: the one in force on its day; once the
record is begun, always the same."""

from datetime import date

from django.db.models import BigIntegerField, DateField

from accounts.written import Written
from reviews.models import RecordVersion, Review
from reviews.record.own.layout import Layout

IN_FORCE = Written(
    lambda authority, on: RecordVersion.objects.filter(
        authority=authority, published_at__isnull=False, starts_on__lte=on
    ).order_by("-starts_on")[:1],
    authority=BigIntegerField(),
    on=DateField(),
)


def in_force(authority_id: int, on: date) -> RecordVersion | None:
    """The council's version on a day; None where the portal's own record is used."""
    found: RecordVersion | None = IN_FORCE.first(authority=authority_id, on=on)
    return found


def is_begun(review: Review) -> bool:
    """Whether somebody has begun to record: what is asked stays the same from then on."""
    return review.started_on is not None or review.sections.exists()


def version_for(review: Review, on: date) -> RecordVersion | None:
    """The version that the record of a review is written with. `on`: the day of the review."""
    if review.record_version_id is not None or review.started_on is not None:
        return review.record_version
    found = in_force(review.child.authority_id, on)
    return found if found is not None and not review.sections.exists() else None


def layout_for(review: Review, on: date) -> Layout:
    """What the record of a review asks beside the portal's own questions."""
    version = version_for(review, on)
    return Layout.from_stored(version.layout) if version is not None else Layout()


def keep_asking(review: Review, on: date) -> None:
    """The record is begun: it keeps the questions it is begun with, whatever the council asks later."""
    if review.record_version_id is None and not is_begun(review):
        review.record_version = in_force(review.child.authority_id, on)
        if review.record_version is not None:
            review.save(update_fields=["record_version"])
