"""The doors to records whose keeping is in question. The data protection officer sees every record by its
number, and nothing that is in it.
"""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from accounts.access.roles import Role
from accounts.access.viewers import Viewer
from accounts.models import Worker
from children.access import find_by_number, is_visible, log_read, refuse
from children.models import Bundle, Child, Erasure


def keeps_all(viewer: Viewer) -> bool:
    return viewer.is_a(Role.DATA_PROTECTION)


def records_for(viewer: Viewer) -> QuerySet[Child]:
    """The records whose keeping this person looks after."""
    if keeps_all(viewer):
        return Child.objects.filter(authority=viewer.authority_id, merged_into=None, anonymised_on=None)
    return Child.objects.visible_to(viewer)


def get_record(viewer: Viewer, public_id: UUID, *, page: str) -> Child:
    """The record; the look is logged. Raises Http404, or RecordClosed where the person may ask."""
    records = Child.objects.filter(public_id=public_id, merged_into=None, anonymised_on=None)
    found = records.select_related("authority").first()
    mine = found is not None and found.authority_id == viewer.authority_id
    if found is None or not mine or not (keeps_all(viewer) or is_visible(viewer, found)):
        refuse(viewer, found, page=page)
    log_read(viewer, found.pk, page=page)
    return found


def find_record(viewer: Viewer, number: str) -> Child | None:
    """The record with this number."""
    if keeps_all(viewer):
        return records_for(viewer).filter(number=number.strip()).first()
    found = find_by_number(viewer, number)
    return found if found and is_visible(viewer, found) else None


def find_worker(viewer: Viewer, words: str) -> Worker | None:
    """The one worker of the council with this number, email address or whole name."""
    workers = Worker.objects.filter(authority=viewer.authority_id)
    for by in ("staff_id", "user__email__iexact", "name__iexact"):
        found = list(workers.filter(**{by: words.strip()})[:2])
        if len(found) == 1:
            return found[0]
    return None


def get_worker(viewer: Viewer, public_id: UUID) -> Worker:
    worker = Worker.objects.filter(authority=viewer.authority_id, public_id=public_id).first()
    if worker is None:
        raise Http404("No such worker")
    return worker


def get_erasure(viewer: Viewer, public_id: UUID) -> Erasure:
    """A deletion that waits, was declined or is done; while there is a record, only for who may see it."""
    erasure = (
        Erasure.objects.filter(public_id=public_id, authority=viewer.authority_id)
        .select_related("proposed_by", "answered_by", "authority")
        .first()
    )
    if erasure is None:
        raise Http404("No such deletion")
    child = Child.objects.filter(pk=erasure.record_id, anonymised_on=None).first()
    if child is not None:
        get_record(viewer, child.public_id, page="deletion")
    return erasure


def get_bundle(viewer: Viewer, public_id: UUID) -> Bundle:
    """What was put together: for the person who asked for it alone."""
    bundle = (
        Bundle.objects.filter(public_id=public_id, authority=viewer.authority_id, requested_by=viewer.user_id)
        .select_related("child", "worker", "job")
        .first()
    )
    if bundle is None:
        raise Http404("No such bundle")
    if bundle.child:
        get_record(viewer, bundle.child.public_id, page="everything held")
    return bundle
