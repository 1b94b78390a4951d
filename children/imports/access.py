"""The door to an import: those of one's own council, for people who import."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from children.models import ReturnImport


def imports_visible_to(viewer: Viewer) -> QuerySet[ReturnImport]:
    """Imports of the viewer's council, the latest first; none for people who do not import."""
    if not viewer.may(Permission.IMPORT):
        return ReturnImport.objects.none()
    rows = ReturnImport.objects.filter(authority=viewer.authority_id)
    return rows.select_related("created_by", "job")


def get_import(viewer: Viewer, public_id: UUID) -> ReturnImport:
    """The import of the viewer's council. Raises Http404."""
    found = imports_visible_to(viewer).select_related("authority").filter(public_id=public_id).first()
    if found is None:
        raise Http404("No such import")
    return found
