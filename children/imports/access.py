"""The door to an import: those of one's own council, for people who import."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.models import Authority
from children.imports.identity import Numbers
from children.models import Child, ReturnImport


def closed_numbers(viewer: Viewer) -> frozenset[str]:
    """All numbers of restricted children who are closed to the viewer: no page of an import or of the feed
    tells them anything of these, although they may import them.
    """
    council = Child.objects.filter(authority=viewer.authority_id, is_restricted=True)
    seen = Child.objects.visible_to(viewer).values("pk").order_by()
    return _all_numbers(viewer.authority, council.exclude(pk__in=seen))


def restricted_numbers(authority: Authority) -> frozenset[str]:
    """All numbers of the council's restricted children."""
    return _all_numbers(authority, Child.objects.filter(authority=authority, is_restricted=True))


def _all_numbers(authority: Authority, children: QuerySet[Child]) -> frozenset[str]:
    found = set(children.values_list("number", flat=True))
    if not found:
        return frozenset()
    groups = Numbers.of(authority)
    merged = Child.objects.filter(merged_into__authority=authority, merged_into__number__in=found)
    found |= set(merged.values_list("number", flat=True))
    return frozenset(found.union(*(groups.group_of(number) for number in found)))


def closed_in(viewer: Viewer, record: ReturnImport) -> frozenset[str]:
    """The numbers of which the import tells the viewer nothing: those of closed children, and each that may
    be one of theirs, since it says who they are.
    """
    closed = closed_numbers(viewer)
    pairs = record.preview.get("decisions", []) if closed else []
    return closed | {pair["child"] for pair in pairs if pair["other"] in closed}


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
