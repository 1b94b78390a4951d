"""The door to a child's record: who may come in, and the log of who did."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NoReturn
from uuid import UUID

from django.db.models import BigIntegerField, DateField, Q, QuerySet, UUIDField
from django.http import Http404
from django.utils.timezone import localdate

from accounts.access.roles import Permission, Role, Scope
from accounts.access.viewers import Viewer, viewer_for
from accounts.access.written_for import WrittenFor
from accounts.clock import now
from accounts.models import AccessLog, User
from accounts.written import Given, Written
from children.child.current_facts import with_present
from children.imports.identity import Numbers
from children.models import Child, IroAllocation, StandIn
from children.models.child import ChildQuerySet

IS_IRO = Written(
    lambda child, user: (
        IroAllocation.objects.filter(child=child, worker__user=user, ended_on=None)
        .order_by()
        .values_list("pk")[:1]
    ),
    child=BigIntegerField(),
    user=BigIntegerField(),
)


STANDS_IN = Written(
    lambda child, user, day: (
        StandIn.objects.running(day).filter(child=child, worker__user=user).order_by().values_list("pk")[:1]
    ),
    child=BigIntegerField(),
    user=BigIntegerField(),
    day=DateField(),
)


class RecordClosed(Exception):
    """The record exists in the person's council but is closed to them: they may ask for access, or give a
    reason.
    """

    def __init__(self, child: Child) -> None:
        self.child = child
        super().__init__("closed")


def log_read(viewer: Viewer, child_id: int, *, page: str, allowed: bool = True, reason: str = "") -> None:
    """Write that this person looked at this child's record."""
    AccessLog.objects.create(
        at=now(),
        user=viewer.user,
        authority=viewer.authority,
        child_id=child_id,
        page=page,
        allowed=allowed,
        reason=reason,
    )


def log_list(
    viewer: Viewer,
    child_ids: Iterable[int],
    *,
    page: str,
    filters: str = "",
    reason: str = "",
    at: datetime | None = None,
) -> None:
    """Write that this person saw these children by name in a list, in one statement.

    `filters` says how the list was narrowed (accounts.searches.filters_for_log), never what was typed. `at`:
    when, where the caller needs the moment to find the rows again.
    """
    at = at or now()
    AccessLog.objects.bulk_create(
        AccessLog(
            at=at,
            user=viewer.user,
            authority=viewer.authority,
            child_id=pk,
            page=page,
            allowed=True,
            filters=filters,
            reason=reason,
        )
        for pk in sorted(set(child_ids))
    )


def get_child(viewer: Viewer, public_id: UUID, *, page: str) -> Child:
    """The child, when this person may see the record; the read is logged.

    Raises Http404 when there is no such child for this person: another council's, another IRO's, another
    team's.
    Raises RecordClosed where the person may ask (restricted, within what they would otherwise see) or must
    first give
    a reason (director, inspector).
    """
    child = _of_council(viewer, public_id)
    if is_visible(viewer, child):
        log_read(viewer, child.pk, page=page)
        return child
    _turn_away(viewer, child, page)


def refuse(viewer: Viewer, child: Child | None, *, page: str) -> NoReturn:
    """What a door of an upper floor answers for something of this child that it does not open.

    Raises RecordClosed where it is the child's record that is closed and the person may ask for it or give
    a reason, and
    Http404 otherwise: no such thing, another council's, or not this person's although the record is.
    """
    if (
        child is None
        or child.authority_id != viewer.authority_id
        or not viewer.may_see_children
        or is_visible(viewer, child)
    ):
        raise Http404("Not found")
    _turn_away(viewer, child, page)


def _turn_away(viewer: Viewer, child: Child, page: str) -> NoReturn:
    log_read(viewer, child.pk, page=page, allowed=False)
    if may_ask(viewer, child):
        raise RecordClosed(child)
    raise Http404("No such child")


def _of_council(viewer: Viewer, public_id: UUID) -> Child:
    child = OF_COUNCIL.first(public_id=public_id, authority=viewer.authority_id)
    if child is None or not viewer.may_see_children:
        raise Http404("No such child")
    return child


def standing_for(public_id: UUID | Given) -> Q:
    """The record of this address, or the one it was put into: old links go on leading to the child."""
    return Q(public_id=public_id) | Q(merged__public_id=public_id)


OF_COUNCIL = Written(
    lambda public_id, authority: with_present(
        Child.objects.filter(standing_for(public_id), authority=authority, merged_into=None).order_by("pk")
    ).select_related("authority")[:1],
    public_id=UUIDField(),
    authority=BigIntegerField(),
)


def is_visible(viewer: Viewer, child: Child) -> bool:
    """Whether this person sees the record now."""
    return bool(SEEN(viewer, child=child.pk))


SEEN = WrittenFor(
    lambda viewer, today, child: (
        Child.objects.visible_to(viewer).filter(pk=child).order_by().values_list("pk")[:1]
    ),
    child=BigIntegerField(),
)


def counted_for(viewer: Viewer) -> ChildQuerySet:
    """The children of the council who count on this person's pages of work: no restricted one whose record is
    closed to them. A number that is one higher than the list beside it would tell that such a child is there,
    and whose it is. Figures on pages count the same children (reporting/access.py), documents every child.
    """
    named_on = Child.objects.visible_to(viewer).filter(is_restricted=True).values("pk").order_by()
    return Child.objects.filter(Q(is_restricted=False) | Q(pk__in=named_on), authority=viewer.authority_id)


def those_who_see(people: Iterable[User], child: Child, today: date) -> list[User]:
    """Those of the people who may see the record, as they stand on the day."""
    council = child.authority.public_id
    viewers = (viewer_for(person, today=today, authority_public_id=council) for person in people)
    return [viewer.user for viewer in viewers if viewer is not None and is_visible(viewer, child)]


def may_ask(viewer: Viewer, child: Child) -> bool:
    """Whether a person who does not see the record may ask for access to it, or open it by giving a
    reason.
    """
    return Scope.BY_REASON in viewer.scopes or (
        child.is_restricted and Child.objects.within_reach_of(viewer).filter(pk=child.pk).exists()
    )


def opens_by_reason(viewer: Viewer, child: Child) -> bool:
    """Whether a reason alone opens the record for this person; a restricted one never opens so."""
    return Scope.BY_REASON in viewer.scopes and not child.is_restricted


def get_child_to_ask_for(viewer: Viewer, public_id: UUID) -> tuple[Child, bool]:
    """The child and whether the record is open to this person already. Raises Http404 for whom may not even
    ask.
    """
    child = _of_council(viewer, public_id)
    if is_visible(viewer, child):
        return child, True
    if not may_ask(viewer, child):
        raise Http404("No such child")
    return child, False


def find_by_number(viewer: Viewer, number: str) -> Child | None:
    """The child of this number, when the person sees the record or may ask for it; None otherwise."""
    children = Child.objects.filter(authority=viewer.authority_id, merged_into=None)
    child = children.filter(number=number.strip()).first()
    if child is None:
        numbers = Numbers.of(viewer.authority).group_of(number.strip())
        child = children.filter(Q(number__in=numbers) | Q(merged__number=number.strip())).first()
    if child is None or not (is_visible(viewer, child) or may_ask(viewer, child)):
        return None
    return child


def seen_by_number(viewer: Viewer, number: str) -> Child | None:
    """The child of this number whose record is open to the person. None for any other."""
    return Child.objects.visible_to(viewer).filter(number=number.strip()).first()


def may_read_access_log(viewer: Viewer, child: Child) -> bool:
    """Whether this person may read who has looked and who has changed: the QA manager, and the child's
    IRO.
    """
    if not viewer.may(Permission.READ_ACCESS_LOG):
        return False
    return viewer.is_a(Role.QA_MANAGER) or IS_IRO.has_any(child=child.pk, user=viewer.user_id)


def may_record(viewer: Viewer, child: Child) -> bool:
    """Whether this person is the child's IRO now, or stands in, and so may record reviews."""
    if not viewer.may(Permission.RECORD_REVIEW):
        return False
    return IS_IRO.has_any(child=child.pk, user=viewer.user_id) or STANDS_IN.has_any(
        child=child.pk, user=viewer.user_id, day=localdate(now())
    )


def may_keep(viewer: Viewer, child: Child) -> bool:
    """Whether this person keeps what is known of the child beside the returns."""
    return viewer.may(Permission.EDIT_CHILD) or may_record(viewer, child)


def _named_in_log(viewer: Viewer) -> QuerySet[Child]:
    """The children whose numbers the log of looks tells: all to the data protection officer, who sees no
    record; to others none that is restricted and closed to them. A record that was merged is as open as the
    one it was merged into.
    """
    children = Child.objects.filter(authority=viewer.authority_id)
    if viewer.is_a(Role.DATA_PROTECTION):
        return children
    seen = Child.objects.visible_to(viewer).values("pk").order_by()
    is_open = Q(is_restricted=False, merged_into=None) | Q(merged_into__is_restricted=False)
    return children.filter(is_open | Q(pk__in=seen) | Q(merged_into__in=seen))


def numbers_in_log(viewer: Viewer, child_ids: set[int]) -> dict[int, str]:
    """The numbers of these children for the log of looks (settings.LOGGED_CHILDREN)."""
    return dict(_named_in_log(viewer).filter(pk__in=child_ids).order_by("pk").values_list("pk", "number"))


def of_number_in_log(viewer: Viewer, number: str) -> set[int]:
    """The child of this number, to search the log of looks by (settings.LOGGED_CHILD_OF_NUMBER)."""
    return set(
        _named_in_log(viewer).filter(number=number.strip()).order_by("pk").values_list("pk", flat=True)
    )


def numbers_of(viewer: Viewer, child_ids: set[int]) -> dict[int, str]:
    """The numbers of these children of the council, for lists that must not name them
    (settings.CHILD_NUMBERS).
    """
    children = Child.objects.filter(pk__in=child_ids, authority=viewer.authority_id)
    return dict(children.order_by("pk").values_list("pk", "number"))
