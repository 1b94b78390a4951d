"""What happens to a restriction: closed to all but the people named, opened again, who is named and who no longer."""

from collections.abc import Sequence

from accounts.access.actions import AccessRefused, name_person, revoke_access
from accounts.audit import trail as audit
from accounts.lifecycle import NotNow
from accounts.models import AccessGrant, User
from children.models import Child
from children.restriction.states import LIFE, Act, state_of


def restrict(*, child: Child, people: Sequence[User], reason: str, by: User) -> None:
    """Close the record to everybody but the people named. Whoever restricts must name somebody, else nobody could open it."""
    if not people:
        raise NotNow("Name at least one person who may see the record.", "people")
    LIFE.check_state(Act.RESTRICT, state_of(child.is_restricted))
    with audit.action(
        "child.restricted",
        by=by,
        authority=child.authority_id,
        child_id=child.pk,
        target=child,
        reason=reason,
        people=sorted(p.pk for p in people),
    ):
        child.is_restricted = True
        child.save(update_fields=["is_restricted"])
        for person in people:
            name_person(user=person, child_id=child.pk, reason=reason, by=by)


def unrestrict(*, child: Child, reason: str, by: User) -> None:
    """Open the record to everybody whose role reaches the child; the names on it stay."""
    LIFE.check_state(Act.OPEN, state_of(child.is_restricted))
    with audit.action(
        "child.unrestricted",
        by=by,
        authority=child.authority_id,
        child_id=child.pk,
        target=child,
        reason=reason,
    ):
        child.is_restricted = False
        child.save(update_fields=["is_restricted"])


def name_on_record(*, child: Child, person: User, reason: str, by: User) -> AccessGrant:
    """Name one more person on a restricted record."""
    LIFE.check_state(Act.NAME, state_of(child.is_restricted))
    with audit.action(
        "access.named",
        by=by,
        authority=child.authority_id,
        child_id=child.pk,
        reason=reason,
        person=person.pk,
    ) as event:
        event.target = grant = name_person(user=person, child_id=child.pk, reason=reason, by=by)
    return grant


def take_off_record(*, child: Child, grant: AccessGrant, reason: str, by: User) -> None:
    """Take a person off a restricted record. Somebody must stay named, else nobody could open it."""
    if child.is_restricted:
        others = AccessGrant.objects.filter(child_id=child.pk, revoked_at=None, expires_at=None)
        if not others.exclude(pk=grant.pk).exists():
            raise NotNow("Nobody else is named on the record. Name another person first.")
    try:
        revoke_access(grant=grant, authority=child.authority, reason=reason, by=by)
    except AccessRefused as refused:
        raise NotNow(str(refused)) from refused
