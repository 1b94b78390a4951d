"""What happens to a restriction: closed to all but the people named, opened again, who is named and who no
longer.
"""

from collections.abc import Sequence

from django.db import transaction

from accounts.access.actions import name_person, revoke_access
from accounts.audit import trail as audit
from accounts.clock import now
from accounts.lifecycle import NotNow
from accounts.mail import outbox as mail
from accounts.models import AccessGrant, User
from children.models import Child
from children.restriction.naming import named_on
from children.restriction.states import LIFE, Act, state_of

IRO_LEFT_OUT = (
    "{name} is the child’s IRO and must be able to see the record. Name them, or allocate another IRO first."
)
NAME_SOMEBODY = "Name at least one person who may see the record."
NAME_ANOTHER = "Nobody else is named on the record. Name another person first."


def _hold(child: Child, act: Act) -> None:
    audit.hold(child)
    LIFE.check_state(act, state_of(child.is_restricted))


def iros_of(child: Child) -> list[User]:
    """The child's IRO, as somebody who signs in."""
    return list(
        User.objects.filter(
            workers__iro_allocations__child=child, workers__iro_allocations__ended_on=None, is_active=True
        ).distinct()
    )


def _mail_iro(iro: User, child: Child, by: User) -> None:
    if iro.pk == by.pk:
        return
    mail.queue_mail(
        to=iro,
        authority=child.authority,
        subject="A child’s record has been restricted",
        body=(
            f"{by.name} has restricted the record of a child you are the IRO for. You can still see it and "
            "work on it as before. Sign in to see who else is named on it.\n"
        ),
        about=child,
    )


def restrict(*, child: Child, people: Sequence[User], reason: str, by: User) -> None:
    """Close the record to everybody but the people named. Whoever restricts must name somebody, else nobody
    could open it.
    """
    if not people:
        raise NotNow(NAME_SOMEBODY, "people")
    with audit.action(
        "child.restricted",
        by=by,
        authority=child.authority_id,
        child_id=child.pk,
        target=child,
        reason=reason,
        people=sorted(p.pk for p in people),
    ):
        _hold(child, Act.RESTRICT)
        left_out = [iro for iro in iros_of(child) if iro not in people]
        if left_out:
            raise NotNow(IRO_LEFT_OUT.format(name=left_out[0].name), "people")
        child.is_restricted = True
        child.save(update_fields=["is_restricted"])
        for person in people:
            name_person(user=person, child_id=child.pk, reason=reason, by=by)
        for iro in iros_of(child):
            _mail_iro(iro, child, by)


def unrestrict(*, child: Child, reason: str, by: User) -> None:
    """Open the record to everybody whose role reaches the child. Whoever was named on it is so no longer: a
    name would open the record unseen to people whose role does not reach it.
    """
    with audit.action(
        "child.unrestricted",
        by=by,
        authority=child.authority_id,
        child_id=child.pk,
        target=child,
        reason=reason,
    ) as event:
        _hold(child, Act.OPEN)
        child.is_restricted = False
        child.save(update_fields=["is_restricted"])
        event.details["names_ended"] = named_on(child).update(revoked_at=now())


def name_on_record(*, child: Child, person: User, reason: str, by: User) -> AccessGrant:
    """Name one more person on a restricted record."""
    with audit.action(
        "access.named",
        by=by,
        authority=child.authority_id,
        child_id=child.pk,
        reason=reason,
        person=person.pk,
    ) as event:
        _hold(child, Act.NAME)
        event.target = grant = name_person(user=person, child_id=child.pk, reason=reason, by=by)
    return grant


@transaction.atomic
def take_off_record(*, child: Child, grant: AccessGrant, reason: str, by: User) -> None:
    """Take a person off a restricted record. Somebody must stay named, and the child's IRO cannot be taken
    off.
    """
    _hold(child, Act.REMOVE)  # of two people who take each other off, the second one stays
    if child.is_restricted:
        if grant.user in iros_of(child):
            raise NotNow(IRO_LEFT_OUT.format(name=grant.user.name))
        others = AccessGrant.objects.filter(child_id=child.pk, revoked_at=None, expires_at=None)
        if not others.exclude(pk=grant.pk).exists():
            raise NotNow(NAME_ANOTHER)
    revoke_access(grant=grant, authority=child.authority, reason=reason, by=by)
