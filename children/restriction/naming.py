"""Who can be named on a restricted record, and who works near the child."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.access.roles import PERMISSIONS, Permission, Role
from accounts.models import AccessGrant, Membership, TeamLine, User
from children.models import Child

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
        for line in TeamLine.objects.filter(team=social.team_id).order_by("pk"):
            near.setdefault(line.user_id, f"{Role(line.level).label.lower()} of the team")
    managers = Membership.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=today), authority=child.authority_id, role=Role.QA_MANAGER
    )
    for pk in managers.order_by("pk").values_list("user_id", flat=True):
        near.setdefault(pk, "QA manager: answers requests and can open the record again")
    return {user: near[user.pk] for user in readers(child, today).filter(pk__in=near)}


def named_on(child: Child) -> QuerySet[AccessGrant]:
    """People named on the record until they are taken off."""
    standing = AccessGrant.objects.filter(child_id=child.pk, revoked_at=None, expires_at=None)
    return standing.select_related("user", "granted_by").order_by("user__name", "pk")
