"""The doors to the versions of a council's record; they hold no child, so no read is logged."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from accounts.access.viewers import Viewer
from reviews.models import RecordVersion
from reviews.record.own.layout import Layout, OwnQuestion


def versions_of(viewer: Viewer) -> QuerySet[RecordVersion]:
    """The versions of the council's record."""
    rows = RecordVersion.objects.filter(authority=viewer.authority_id)
    return rows.select_related("created_by", "published_by")


def get_version(viewer: Viewer, public_id: UUID) -> RecordVersion:
    """A version of the council's record. Raises Http404 otherwise."""
    version = versions_of(viewer).filter(public_id=public_id).first()
    if version is None:
        raise Http404("No such version")
    return version


def get_question(viewer: Viewer, public_id: UUID, name: str) -> tuple[RecordVersion, OwnQuestion]:
    """A question of a version, by its name. Raises Http404 otherwise."""
    version = get_version(viewer, public_id)
    question = Layout.from_stored(version.layout).question(name)
    if question is None:
        raise Http404("No such question")
    return version, question
