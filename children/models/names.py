"""Which names open a restricted record on a day. Everybody who asks for names asks here."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import AccessGrant
from children.models.allocation import IroAllocation


def standing_names() -> QuerySet[AccessGrant]:
    """All names that nobody took back, with those that have run out."""
    return AccessGrant.objects.filter(revoked_at=None, expires_at=None)


def of_the_iro() -> Exists:
    """Whether the person named is the IRO of the child now."""
    return Exists(
        IroAllocation.objects.filter(
            child=OuterRef("child_id"), worker__user=OuterRef("user"), ended_on=None
        ).order_by()
    )


def names_open(day: Any) -> QuerySet[AccessGrant]:
    """Names that open their record on the day: to the last day of each; that of the child's IRO for as long
    as they are the IRO, since no date shuts an IRO out of their child.
    """
    return standing_names().filter(Q(until__gte=day) | of_the_iro())


def names_left(day: Any) -> QuerySet[AccessGrant]:
    """Names on records that no name opens on the day. Those of QA managers open these, so that somebody can
    always name people anew or end the restriction.
    """
    others = names_open(day).filter(child_id=OuterRef("child_id")).order_by()
    return standing_names().filter(~Exists(others))
