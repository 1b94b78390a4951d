"""What happens to a restriction: closed to all but the people named, opened again, who is named, for how
long, and who no longer.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from accounts.access.actions import AccessRefused, end_requests, name_person, revoke_access
from accounts.access.lasting import Lasting, check, check_review, longest
from accounts.access.roles import Role
from accounts.audit import trail as audit
from accounts.clock import now
from accounts.lifecycle import NotNow
from accounts.mail import outbox as mail
from accounts.models import AccessGrant, User
from accounts.people.actions import holders_of
from children.models import Child
from children.models.names import standing_names
from children.restriction.naming import named_on
from children.restriction.states import LIFE, Act, state_of

IRO_LEFT_OUT = (
    "{name} is the child’s IRO and must be able to see the record. Name them, or allocate another IRO first."
)
NAME_SOMEBODY = "Name at least one person who may see the record."
NAME_ANOTHER = "Nobody else is named on the record. Name another person first."
NAME_KEEPER = (
    "Name the child’s IRO or a QA manager as well. The other names end, and somebody must be able to open "
    "the record after that."
)
OWN_NAME = "Your own name has ended. Ask for access, or ask another QA manager to renew it."
HAS_ENDED = "This name has ended. Renew it to let the person see the record again."
ENDED_BY_SOMEBODY = "This name has been removed. Name the person again."


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


def _check_kept(child: Child, people: Iterable[User], today: date) -> None:
    if not can_be_kept_by(child, people, today):
        raise NotNow(NAME_KEEPER, "people")


def can_be_kept_by(child: Child, people: Iterable[User], today: date) -> bool:
    """Whether one of these people can open the record whatever day it is: the name of the child's IRO does
    not run out, and that of a QA manager not while it is the last.
    """
    keepers = [*iros_of(child), *holders_of(Role.QA_MANAGER, child.authority, today)]
    return any(person in keepers for person in people)


def restrict(
    *, child: Child, people: Sequence[User], lasting: Lasting, reason: str, by: User, today: date
) -> None:
    """Close the record to everybody but the people named, each to the same last day. Whoever restricts must
    name somebody, else nobody could open it.
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
        until=lasting.until.isoformat(),
        review_on=lasting.review_on.isoformat(),
    ):
        _hold(child, Act.RESTRICT)
        check(lasting, child.authority, today)
        left_out = [iro for iro in iros_of(child) if iro not in people]
        if left_out:
            raise NotNow(IRO_LEFT_OUT.format(name=left_out[0].name), "people")
        _check_kept(child, people, today)
        child.is_restricted = True
        child.save(update_fields=["is_restricted"])
        for person in people:
            name_person(user=person, child_id=child.pk, lasting=lasting, reason=reason, by=by, today=today)
        for iro in iros_of(child):
            _mail_iro(iro, child, by)


def name_iros(child: Child, *, by: User, today: date) -> None:
    """On a restricted record: whoever has come to be the child's IRO must be able to open it. Part of a
    larger action.
    """
    for iro in iros_of(child) if child.is_restricted else ():
        name_person(
            user=iro,
            child_id=child.pk,
            lasting=longest(child.authority, today),
            reason="The child’s IRO",
            by=by,
            today=today,
        )


def unrestrict(*, child: Child, reason: str, by: User) -> None:
    """Open the record to everybody whose role reaches the child. Whoever was named on it is so no longer: a
    name would open the record unseen to people whose role does not reach it. Requests that wait are closed.
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
        event.details["names_ended"] = standing_names().filter(child_id=child.pk).update(revoked_at=now())
        event.details["requests_ended"] = len(end_requests(child_id=child.pk, by=by))


def name_on_record(
    *, child: Child, person: User, lasting: Lasting, reason: str, by: User, today: date
) -> AccessGrant:
    """Name one more person on a restricted record, to a last day."""
    with audit.action(
        "access.named",
        by=by,
        authority=child.authority_id,
        child_id=child.pk,
        reason=reason,
        person=person.pk,
    ) as event:
        _hold(child, Act.NAME)
        event.target = grant = name_person(
            user=person,
            child_id=child.pk,
            lasting=check(lasting, child.authority, today),
            reason=reason,
            by=by,
            today=today,
        )
    return grant


def check_may_end(grant: AccessGrant, today: date) -> None:
    """Before a name is taken off (settings.BEFORE_NAME_ENDS): somebody must stay named, the child's IRO
    cannot be taken off, and whoever stays must be able to open the record whatever day it is.
    """
    child = Child.objects.select_related("authority").get(pk=grant.child_id)
    _hold(child, Act.REMOVE)  # of two people who take each other off, the second one stays
    if not child.is_restricted:
        return
    if grant.user in iros_of(child):
        raise NotNow(IRO_LEFT_OUT.format(name=grant.user.name))
    others = named_on(child, today).exclude(pk=grant.pk)
    if not others.exists():
        raise NotNow(NAME_ANOTHER)
    stay = standing_names().filter(child_id=child.pk).exclude(pk=grant.pk).select_related("user")
    _check_kept(child, [row.user for row in stay], today)


def take_off_record(*, child: Child, grant: AccessGrant, reason: str, by: User, today: date) -> None:
    """Take a person off a restricted record, before the last day or after it."""
    revoke_access(grant=grant, authority=child.authority, reason=reason, by=by, today=today)


def _standing(child: Child, grant: AccessGrant, act: Act) -> AccessGrant:
    """The name as it stands now, held. Raises AccessRefused where somebody has taken it back."""
    _hold(child, act)
    held = standing_names().select_for_update().filter(pk=grant.pk).first()
    if held is None:
        raise AccessRefused(ENDED_BY_SOMEBODY)
    return held


def renew_name(
    *, child: Child, grant: AccessGrant, lasting: Lasting, reason: str, by: User, today: date
) -> AccessGrant:
    """Let a name go on to another last day, also one that has run out; with that it has been looked at. Not
    one's own that has run out: that would be giving oneself access.
    """
    with audit.action(
        "access.renewed",
        by=by,
        authority=child.authority_id,
        child_id=child.pk,
        target=grant,
        reason=reason,
        person=grant.user_id,
        until=lasting.until.isoformat(),
    ):
        held = _standing(child, grant, Act.RENEW)
        if held.user_id == by.pk and held.until and held.until < today:
            raise AccessRefused(OWN_NAME)
        check(lasting, child.authority, today)
        held.until, held.review_on = lasting.until, lasting.review_on
        held.save(update_fields=["until", "review_on"])
    return held


def review_name(
    *, child: Child, grant: AccessGrant, review_on: date, found: str, by: User, today: date
) -> AccessGrant:
    """Note that a name was looked at and stays, why, and when it is looked at again."""
    with audit.action(
        "access.reviewed",
        by=by,
        authority=child.authority_id,
        child_id=child.pk,
        target=grant,
        reason=found,
        person=grant.user_id,
        review_on=review_on.isoformat(),
    ):
        held = _standing(child, grant, Act.REVIEW)
        assert held.until is not None
        if held.until < today:
            raise AccessRefused(HAS_ENDED)
        check_review(review_on, held.until, child.authority, today)
        held.review_on = review_on
        held.save(update_fields=["review_on"])
    return held
