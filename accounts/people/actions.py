"""People of a council: add, give and end roles, deactivate, unlock; signing in and passwords as audited
acts.
"""

from collections.abc import Callable
from datetime import date

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import F, Q

from accounts.access.roles import LINE_ROLES, Role, takes_two
from accounts.audit.trail import action, hold
from accounts.clock import now
from accounts.mail import outbox as mail
from accounts.models import Authority, Membership, RoleProposal, Team, User
from accounts.models.people import ProposalState
from accounts.people import notices
from accounts.people.addresses import new_with_address, with_address
from accounts.people.ending import ADDRESS_ENDED, end_sessions, end_ways_in
from accounts.people.independence import check_independent
from accounts.people.lines import end_lines
from accounts.people.workers import worker_for
from accounts.sign_in import guessing
from accounts.single_sign_on.reading import instead_of_passwords, refuses_password
from statute.refusals import Refused


def open_memberships(today: date) -> Q:
    """Memberships in force today or later."""
    return Q(ended_on=None) | Q(ended_on__gt=today)


LAST_ADMINISTRATOR = "This is the council's last administrator. Give somebody else the role first."
LONGER = (
    "A second person confirmed this role with an earlier last day. To extend it, give the role again from "
    "that day: a second person must confirm it."
)
ALREADY_LISTED = "Somebody with this email address is already in the list. Give them the role there."
ADDED_BODY = "Hello {person},\n\n{council} added you. Sign in as before and choose the council.\n"

WAY_IN_BODY = (
    "Hello {person},\n\nYou sign in to IRO Portal with your work account of {council}; there is no password "
    "for the portal itself. Open {address} and choose to sign in with {council}.\n"
)


def add_person(
    *,
    authority: Authority,
    name: str,
    email: str,
    role: str,
    team: Team | None,
    starts_on: date,
    by: User,
    today: date,
    number: str = "",
    give: Callable[..., object] | None = None,
) -> User:
    """Add a person to the council with a first role. Somebody new gets a mail with a link to set a password.
    Somebody whom another council added keeps name and password, and gets a mail; nothing of it is shown.
    `give` gives the role: at once (`give_role`), or as a proposal that a second person confirms
    (accounts/people/proposals.py). `number` is the one by which imports name the person.
    """
    with action("person.added", by=by, authority=authority) as act:
        hold(authority)  # two administrators may add the same person, or give one number twice
        person = act.target = _new_or_known(
            authority=authority,
            name=name.strip(),
            address=email.strip().lower(),
            role=role,
            by=by,
            today=today,
        )
        if number:
            worker_for(
                person=person,
                authority=authority,
                role=role,
                team=team,
                by=by,
                number=number.strip(),
                in_force=False,
                today=today,
            )
        (give or give_role)(
            person=person,
            authority=authority,
            role=role,
            starts_on=starts_on,
            ends_on=None,
            team=team,
            by=by,
            today=today,
        )
    return person


def _new_or_known(*, authority: Authority, name: str, address: str, role: str, by: User, today: date) -> User:
    """Who signs in with the address, told by mail that this council added them."""
    person = with_address(address)
    if person is None and (person := new_with_address(address, name)) is not None:
        signs_on = role != Role.ADMINISTRATOR and bool(instead_of_passwords([authority.pk]))
        if signs_on:
            _send_way_in(person, authority, by, council=authority)
        else:
            send_password_link(user=person, today=today, authority=authority, by=by)
        return person
    person = person or with_address(address)  # in this moment another council may have added them
    assert person is not None
    if Membership.objects.filter(user=person, authority=authority).exists():
        raise Refused(ALREADY_LISTED, "email")
    if not person.is_active:
        raise Refused("This address cannot be added. Ask whoever runs the portal.", "email")
    mail.queue_mail(
        to=person,
        authority=authority,
        subject="You were added to a council in IRO Portal",
        body=ADDED_BODY.format(person=person.name, council=authority.name),
        about=person,
    )
    return person


def give_role(
    *,
    person: User,
    authority: Authority,
    role: str,
    starts_on: date,
    ends_on: date | None,
    team: Team | None,
    by: User,
    today: date,
) -> Membership:
    """Give a person a role in the council from a day, to a day if known.

    Pages go through accounts/people/proposals.py first. A role that opens children's records is mailed to the
    QA managers.
    """
    held = Membership.objects.filter(user=person, authority=authority, role=role)
    standing = held.filter(open_memberships(max(starts_on, today)))
    with action(
        "person.role_given", by=by, authority=authority, target=person, role=role, starts_on=str(starts_on)
    ):
        hold(authority)  # two administrators may give the same
        if standing.exists():
            raise Refused("This person already has the role. End it first if the dates are wrong.", "role")
        if not person.is_active:
            raise Refused("This person has left. Reactivate them first.", "role")
        check_independent(person=person, authority=authority, role=role, today=today)
        membership = Membership.objects.create(
            user=person, authority=authority, role=role, team=team, started_on=starts_on, ended_on=ends_on
        )
        worker_for(person=person, authority=authority, role=role, team=team, by=by, today=today)
        notices.notify(
            person,
            "You were given a role",
            f"You have the role {membership.get_role_display()} at {authority.name} "
            f"from {starts_on:%-d %B %Y}.",
        )
        if person.pk == by.pk or takes_two(role):
            mail_qa_managers(membership, by=by, today=today)
    return membership


def mail_qa_managers(membership: Membership, *, by: User | None, today: date) -> None:
    """Mail the QA managers that a role was given which takes two people or was taken by its giver. `by` None:
    whoever runs the portal gave it.
    """
    for manager in holders_of(Role.QA_MANAGER, membership.authority, today):
        if manager not in (membership.user, by):
            mail.queue_mail(
                to=manager,
                authority=membership.authority,
                subject="A role was given in IRO Portal",
                body=f"{by.name if by else 'Whoever runs the portal'} gave {membership.user.name} the role "
                f"{membership.get_role_display()} from {membership.started_on:%-d %B %Y}.\n\n"
                "If you did not expect this, speak to your administrator.",
                about=membership,
            )


def holders_of(role: Role, authority: Authority, today: date) -> list[User]:
    """Active people with this role in the council today."""
    return list(
        User.objects.filter(
            Q(memberships__ended_on=None) | Q(memberships__ended_on__gt=today),
            memberships__authority=authority,
            memberships__role=role,
            memberships__started_on__lte=today,
            is_active=True,
        ).distinct()
    )


def end_role(*, membership: Membership, on: date, by: User, today: date) -> Membership:
    """End a role: `on` is the first day without it. A manager's lines of that level end with the role when it
    ends today.
    """
    authority = membership.authority
    with action(
        "person.role_ended",
        by=by,
        authority=authority,
        target=membership.user,
        role=membership.role,
        on=str(on),
    ):
        hold(authority, membership)  # two administrators may end each other's role
        _check_can_end(membership, on, today)
        membership.ended_on = on
        membership.save(update_fields=["ended_on"])
        notices.notify(
            membership.user,
            "One of your roles is ending",
            f"Your role {membership.get_role_display()} at {membership.authority.name} "
            f"ends on {on:%-d %B %Y}.",
        )
        if on <= today and membership.role in LINE_ROLES:
            lines = membership.user.lines.filter(level=membership.role)
            end_lines(lines.filter(team__authority=membership.authority), today)
    return membership


def _check_can_end(membership: Membership, on: date, today: date) -> None:
    if membership.ended_on is not None and membership.ended_on <= today:
        raise Refused("This role has ended already.", "on")
    if on < membership.started_on:
        raise Refused("A role cannot end before it starts.", "on")
    if membership.ended_on is not None and on > membership.ended_on and takes_two(membership.role):
        raise Refused(LONGER, "on")
    if membership.role == Role.ADMINISTRATOR and _is_last_administrator(membership, on):
        raise Refused(LAST_ADMINISTRATOR, "on")


def _is_last_administrator(membership: Membership, on: date) -> bool:
    others = Membership.objects.filter(
        open_memberships(on), authority=membership.authority, role=Role.ADMINISTRATOR, user__is_active=True
    )
    return not others.exclude(user=membership.user_id).exists()


def deactivate(*, person: User, authority: Authority, reason: str, by: User, today: date) -> None:
    """The person leaves this council now: roles, lines and sessions end today, proposed roles are declined.

    Somebody who works in no other council can no longer sign in at all; in the other councils nothing
    changes.
    """
    if person.pk == by.pk:
        raise Refused("You cannot deactivate yourself. Ask another administrator.")
    here = Membership.objects.filter(user=person, authority=authority)
    with action("person.deactivated", by=by, authority=authority, target=person, reason=reason) as act:
        hold(authority)
        admin = here.filter(open_memberships(today), role=Role.ADMINISTRATOR).first()
        if admin and _is_last_administrator(admin, today):
            raise Refused(LAST_ADMINISTRATOR)
        waiting = RoleProposal.objects.filter(user=person, authority=authority, state=ProposalState.WAITING)
        if declined := waiting.update(state=ProposalState.DECLINED, answered_by=by, answered_at=now()):
            act.details["proposals_declined"] = declined
        started = here.filter(open_memberships(today), started_on__lte=today)
        act.details["roles_ended"] = started.update(ended_on=today)
        here.filter(started_on__gt=today).update(ended_on=F("started_on"))
        end_lines(person.lines.filter(team__authority=authority), today)
        elsewhere = Membership.objects.filter(open_memberships(today), user=person).exclude(
            authority=authority
        )
        if not elsewhere.exists():
            person.is_active = False
            person.deactivated_at = now()
            person.save(update_fields=["is_active", "deactivated_at"])
        gone = {"sessions_ended": end_sessions(person)} if person.is_active else end_ways_in(person, by=by)
        act.details.update(gone)


def sign_out(*, person: User, authority: Authority, by: User) -> int:
    """End every session and calendar address of a person, whose phone or laptop is lost, say. Returns how
    many sessions there were.
    """
    with action("person.signed_out_by", by=by, authority=authority, target=person) as act:
        act.details.update(end_ways_in(person, by=by))
        said = "An administrator signed you out everywhere."
        said += ADDRESS_ENDED if "addresses_ended" in act.details else ""
        notices.notify(person, "You were signed out of IRO Portal", said)
    return int(act.details["sessions_ended"])


def reactivate(*, person: User, authority: Authority, reason: str, by: User, today: date) -> None:
    """Let somebody who left sign in again, without any role and with a new password."""
    with action("person.reactivated", by=by, authority=authority, target=person, reason=reason):
        hold(person)
        if person.is_active:
            raise Refused("This person can sign in already.")
        person.is_active = True
        person.deactivated_at = None
        person.set_unusable_password()
        person.save(update_fields=["is_active", "deactivated_at", "password"])


def unlock(*, person: User, authority: Authority, by: User) -> int:
    """Forget the failed sign-ins of a person who locked themselves out. Returns how many rows there were."""
    with action("person.unlocked", by=by, authority=authority, target=person) as act:
        count, _ = AccessAttempt.objects.filter(username__iexact=person.email).delete()
        act.details["attempts"] = count
        guessing.forget(person)
    return count


def send_password_link(
    *, user: User, today: date, authority: Authority | None = None, by: User | None = None
) -> None:
    """Owe the person a mail with a link to set a new password. The link is made when the mail is sent and
    works one day. Somebody who can only sign in with their council's account gets a mail that says so
    instead.
    """
    if authority is None:
        membership = (
            Membership.objects.filter(open_memberships(today), user=user)
            .select_related("authority")
            .order_by("pk")
            .first()
        )
        if membership is None:
            return
        authority = membership.authority
    if provider := refuses_password(user, today):
        return _send_way_in(user, authority, by, council=provider.authority)
    with action("person.password_link", by=by, authority=authority, target=user):
        mail.queue_mail(
            to=user,
            authority=authority,
            subject="Set your password for IRO Portal",
            body=f"Hello {user.name},\n\nSet your password here:\n\n{mail.SET_PASSWORD_LINK}\n\n"
            "The link works once, for one day. If you did not ask for it, you do not need to do anything.",
            about=user,
        )


def _send_way_in(user: User, authority: Authority, by: User | None, *, council: Authority) -> None:
    """Owe the person a mail that says how to sign in where passwords are turned off. `council`: the one whose
    account they sign in with, which need not be the one that sends the mail.
    """
    with action("person.way_in", by=by, authority=authority, target=user):
        mail.queue_mail(
            to=user,
            authority=authority,
            subject="How to sign in to IRO Portal",
            body=WAY_IN_BODY.format(person=user.name, council=council.name, address=settings.PUBLIC_ADDRESS),
            about=user,
        )
