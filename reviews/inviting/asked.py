"""Whom somebody who is invited deals with at the council: who reads their answer, and whom they can ask."""

from datetime import date

from django.db.models import Q

from accounts.access.roles import Role
from accounts.models import Membership, User
from accounts.people.actions import open_memberships
from reviews.models import Invitation


def told_of_answer(row: Invitation, *, today: date) -> list[User]:
    """Whoever sent the invitation, first, and the child's IRO, as far as they work for the council today;
    where neither does, the QA managers, so that somebody reads every answer.
    """
    child = row.review.child
    roles = Membership.objects.filter(
        open_memberships(today), authority=child.authority_id, started_on__lte=today
    )
    here = User.objects.filter(is_active=True)
    at_work = here.filter(pk__in=roles.values("user"))
    is_iro = Q(workers__iro_allocations__child=child, workers__iro_allocations__ended_on=None)
    found = at_work.filter(is_iro | Q(pk=row.sent_by_id)).distinct().order_by("pk")
    people = sorted(found, key=lambda person: person.pk != row.sent_by_id)
    if people:
        return people
    return list(here.filter(pk__in=roles.filter(role=Role.QA_MANAGER).values("user")).order_by("pk"))


def contact_of(row: Invitation, *, today: date) -> User | None:
    """Whom somebody who was invited can write to today; None where the council has nobody."""
    return next(iter(told_of_answer(row, today=today)), None)
