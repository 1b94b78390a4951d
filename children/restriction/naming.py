"""Who can be named on a restricted record, who works near the child, and whose name opens it to what day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.access.roles import PERMISSIONS, Permission, Role
from accounts.access.viewers import Viewer
from accounts.models import AccessGrant, Authority, Membership, User
from accounts.people.actions import holders_of
from accounts.people.lines import in_charge
from children.models import Child
from children.models.names import names_open, of_the_iro, standing_names

READERS = [role for role, may in PERMISSIONS.items() if Permission.SEE_CHILDREN in may]


def readers(child: Child, today: date) -> QuerySet[User]:
    """Active people of the child's council with a role that sees children."""
    held = Membership.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=today),
        user=OuterRef("pk"),
        authority=child.authority_id,
        role__in=READERS,
        started_on__lte=today,
    )
    return User.objects.filter(Exists(held), is_active=True).order_by("name", "pk")


def people_near(child: Child, today: date) -> dict[User, str]:
    """Who would mostly be named, with what they are to the child: IRO, social worker, the team's managers,
    QA managers.
    """
    near: dict[int, str] = {}
    for allocation in child.iro_allocations.filter(ended_on=None).select_related("worker"):
        near.setdefault(allocation.worker.user_id or 0, "the child’s IRO")
    for social in child.social_worker_allocations.filter(ended_on=None).select_related("worker"):
        if social.worker:
            near.setdefault(social.worker.user_id or 0, "the child’s social worker")
        for line in in_charge(today).filter(team=social.team_id).order_by("pk"):
            near.setdefault(line.user_id, f"{Role(line.level).label.lower()} of the team")
    managers = Membership.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=today),
        authority=child.authority_id,
        role=Role.QA_MANAGER,
        started_on__lte=today,
    )
    for pk in managers.order_by("pk").values_list("user_id", flat=True):
        near.setdefault(pk, "QA manager: answers requests and can open the record again")
    return {user: near[user.pk] for user in readers(child, today).filter(pk__in=near)}


def named_on(child: Child, day: date) -> QuerySet[AccessGrant]:
    """Names that open the record on the day."""
    return names_open(day).filter(child_id=child.pk)


def named_here_alone(child: Child, other: Child, day: date) -> list[str]:
    """Of two restricted records: the names of those whom the first is open to and the other is not."""
    if not (child.is_restricted and other.is_restricted):
        return []
    there = named_on(other, day).values("user").order_by()
    rows = named_on(child, day).exclude(user__in=there).select_related("user").order_by("user__name")
    return [row.user.name for row in rows]


SOON = timedelta(days=14)
"""So long before a review or an end it stands out, and is told by email."""


@dataclass(frozen=True)
class Name:
    """A name on a record, as it stands on a day."""

    grant: AccessGrant
    number: str
    is_iro: bool
    """The person is the child's IRO: the name does not run out while they are."""
    is_last: bool
    """It has run out, but belongs to a QA manager, and no other name opens the record."""
    day: date

    @property
    def until(self) -> date:
        """The last day on which it opens the record."""
        assert self.grant.until is not None
        return self.grant.until

    @property
    def review_on(self) -> date:
        """The day by which a QA manager looks at it again."""
        assert self.grant.review_on is not None
        return self.grant.review_on

    @property
    def has_run_out(self) -> bool:
        """Whether its last day is over, whatever opens the record besides."""
        return self.until < self.day

    @property
    def opens(self) -> bool:
        """Whether the person sees the record by it."""
        return not self.has_run_out or self.is_iro or self.is_last

    @property
    def is_overdue(self) -> bool:
        """Whether a QA manager should have looked at it again, or renewed it, before this day."""
        return self.opens and self.review_on < self.day

    @property
    def days_left(self) -> int:
        """Days to its last day; 0 on that day."""
        return (self.until - self.day).days

    @property
    def ends_soon(self) -> bool:
        return not self.is_iro and 0 <= self.days_left <= SOON.days

    @property
    def is_due_soon(self) -> bool:
        return self.opens and self.review_on <= self.day + SOON


def names_in(authority: Authority, day: date, *, child: Child | None = None) -> list[Name]:
    """All names on restricted records of the council, or on one of them, that nobody took back: those to
    look at first, then by the day that comes first.
    """
    children = Child.objects.filter(authority=authority, is_restricted=True, merged_into=None)
    if child is not None:
        children = children.filter(pk=child.pk)
    numbers = dict(children.order_by().values_list("pk", "number"))
    rows = (
        standing_names()
        .filter(child_id__in=numbers)
        .annotate(**{"is_iro": of_the_iro()})
        .select_related("user", "granted_by")
        .order_by("user__name", "pk")
    )
    keepers = {person.pk for person in holders_of(Role.QA_MANAGER, authority, day)}
    found = _as_names(list(rows), numbers, keepers, day)
    return sorted(found, key=lambda name: (not name.is_overdue, min(name.until, name.review_on), name.number))


def _as_names(
    rows: Iterable[AccessGrant], numbers: dict[int, str], keepers: set[int], day: date
) -> list[Name]:
    opened = {row.child_id for row in rows if row.is_iro or (row.until and row.until >= day)}
    return [
        Name(
            grant=row,
            number=numbers[row.child_id],
            is_iro=row.is_iro,
            is_last=row.child_id not in opened and row.user_id in keepers,
            day=day,
        )
        for row in rows
    ]


def listed_for(viewer: Viewer, day: date) -> list[Name]:
    """The names that a QA manager keeps an eye on: those that open a record, and those that ran out lately,
    which may have to be renewed.
    """
    names = names_in(viewer.authority, day)
    return [name for name in names if name.opens or name.until >= day - LATELY]


LATELY = timedelta(days=90)


def get_name(viewer: Viewer, grant: int, day: date) -> Name | None:
    """A name on a restricted record of the viewer's council that nobody took back, as it stands on the
    day.
    """
    return next((name for name in names_in(viewer.authority, day) if name.grant.pk == grant), None)
