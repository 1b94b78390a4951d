"""Long and timed work of this floor: an import is read and applied; what has served is cleared."""

from typing import Any

from celery import shared_task
from django.db import transaction
from django.urls import reverse

from accounts.clock import today
from accounts.jobs.queue import JobFailed, JobLost, Report, council_of, handles, is_tried_again
from accounts.lifecycle import NotNow
from accounts.models import Authority, Job
from children.feed import actions as feed
from children.feed.folder import watch
from children.imports import actions as act
from children.imports.state.settling import settle
from children.imports.withdrawal import withdraw as withdraw_return
from children.models import ReturnImport
from children.models.imports import ImportState
from children.restriction.reminding import remind
from children.retention import clearing, locking, notices

COULD_NOT_APPLY = "The import could not be applied. Nothing was changed. Tell your administrator."


def _next(record: ReturnImport) -> dict[str, Any]:
    return {"next": reverse("children:import", kwargs={"public_id": record.public_id})}


def _record(job: Job) -> ReturnImport:
    return ReturnImport.objects.select_related("authority").get(
        pk=job.params["import"], authority=job.authority_id
    )


@handles("import.read")
def read(job: Job, report: Report) -> dict[str, Any]:
    """Read the files and try the import out, so that it can be checked before it is applied."""
    record = _record(job)
    if record.state == ImportState.READING:
        report(10, "Reading the files")
        try:
            act.preview(record, today=today())
        except JobFailed as failed:
            act.fail(record, str(failed))
            raise
        except Exception as error:
            if not is_tried_again(job, error):
                act.fail(record, "The files could not be read. Nothing was changed. Tell your administrator.")
            raise
    return _next(record)


@handles("feed.read")
def read_feed(job: Job, report: Report) -> dict[str, Any]:
    """Read every delivery of a council that waits, in the order in which they came; also one that comes while
    another is read.
    """
    ended: dict[str, int] = {}
    seen = set[int]()
    while left := [pk for pk in feed.waiting(council_of(job).pk) if pk not in seen]:
        pk = left[0]
        seen.add(pk)
        report(10, "Reading the daily feed")
        try:
            delivery = feed.read(pk, today=today())
        except JobLost:
            raise
        except Exception as error:
            if not is_tried_again(job, error):
                feed.give_up(pk)
            raise
        ended[delivery.state] = ended.get(delivery.state, 0) + 1
        settle(delivery.authority, delivery.record, today=today())
    return {"next": reverse("children:feed"), "deliveries": ended}


@shared_task(name="children.watch_feed")
def watch_feed() -> dict[str, int]:
    """Look into the drop folder, and ask again for what waits and was not asked for."""
    counts = watch()
    for authority in Authority.objects.filter(feed_deliveries__state__in=feed.WAITS).distinct():
        feed.ask_to_read(authority)
    return counts


@handles("import.withdraw")
def withdraw(job: Job, report: Report) -> dict[str, Any]:
    """Withdraw the return of a year, whole or not at all. Started again after it was done, it does
    nothing.
    """
    report(10, "Withdrawing the return")
    authority = council_of(job)
    try:
        with transaction.atomic():
            withdraw_return(authority=authority, year=job.params["year"], by=job.requested_by, today=today())
    except NotNow:
        pass  # done by an earlier start of this job
    settle(authority, None, today=today())
    return {"next": reverse("children:imports")}


@handles("import.apply")
def apply(job: Job, report: Report) -> dict[str, Any]:
    """Apply a checked import, whole or not at all. Started again after it was done, it does nothing."""
    record = _record(job)
    if record.state == ImportState.APPLYING:
        report(10, "Applying the import")
        try:
            may_remove = job.params.get("may_remove", False)
            act.apply(record, by=job.requested_by, today=today(), may_remove=may_remove)
        except JobFailed as failed:
            act.fail(record, str(failed))
            raise
        except Exception as error:
            if not is_tried_again(job, error):
                act.fail(record, COULD_NOT_APPLY)
            raise
    settle(record.authority, record, today=today())
    return _next(record)


@shared_task(name="children.clear_away")
def clear_away() -> int:
    """Clear what imports and bundles of every council no longer need."""
    councils = Authority.objects.order_by("pk")
    return sum(
        clear(council, today())
        for council in councils
        for clear in (clearing.clear_imports, clearing.clear_feed, clearing.clear_bundles)
    )


@shared_task(name="children.lock_adopted")
def lock_adopted() -> int:
    """Close and lock the records of children adopted long enough ago."""
    return sum(
        locking.lock_adopted(authority=council, today=today()) for council in Authority.objects.order_by("pk")
    )


@shared_task(name="children.tell_of_records")
def tell_of_records() -> int:
    """Once a month: tell the QA managers of records whose time is over."""
    return sum(notices.tell(authority=council, today=today()) for council in Authority.objects.order_by("pk"))


@shared_task(name="children.remind_of_names")
def remind_of_names() -> int:
    """Every morning: tell of names on restricted records that end or are to be looked at."""
    return sum(remind(authority=council, today=today()) for council in Authority.objects.order_by("pk"))
