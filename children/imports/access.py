"""The door to an import: those of one's own council, for people who import."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from children.imports.identity import Numbers
from children.models import Child, ReturnImport


def closed_numbers(viewer: Viewer) -> frozenset[str]:
    """All numbers of restricted children who are closed to the viewer: no page of an import or of the feed
    tells them anything of these, although they may import them.
    """
    council = Child.objects.filter(authority=viewer.authority_id, is_restricted=True)
    seen = Child.objects.visible_to(viewer).values("pk").order_by()
    found = set(council.exclude(pk__in=seen).values_list("number", flat=True))
    if not found:
        return frozenset()
    groups = Numbers.of(viewer.authority)
    merged = Child.objects.filter(merged_into__authority=viewer.authority_id, merged_into__number__in=found)
    found |= set(merged.values_list("number", flat=True))
    return frozenset(found.union(*(groups.group_of(number) for number in found)))


def open_to(viewer: Viewer, decisions: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """The pairs of numbers of which the viewer may learn that they look like one child."""
    closed = closed_numbers(viewer)
    return [pair for pair in decisions if not closed & {pair["child"], pair["other"]}]


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
