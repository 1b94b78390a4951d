"""Setting single sign-on up, and what follows when somebody signs in with it: audited acts, told by mail."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from accounts.access.roles import Role
from accounts.audit.trail import action, hold
from accounts.clock import now
from accounts.mail import outbox as mail
from accounts.models import (
    Authority,
    GroupRole,
    Membership,
    RoleProposal,
    Session,
    SignInAccount,
    SignInProvider,
    User,
)
from accounts.models.people import ProposalState as S
from accounts.people import notices
from accounts.people.actions import open_memberships
from accounts.people.proposals import had_second, seconds_for
from accounts.single_sign_on import reading
from accounts.single_sign_on.secrets import encrypted
from statute.refusals import Refused

TRUSTED = ("issuer", "client_id", "domains", "vouches", "second_factor")
"""What decides whom the provider may sign in: a change of it waits for a second person."""
TAKEN_DOMAIN = "Another council on this portal signs in with addresses that end in {domain}."
CHANGED = "The provider was changed since you opened this page. Read it again before you confirm it."
NOT_YOURS = "Somebody other than the person who set it up must confirm it."
OTHER_ACCOUNT = (
    "This is not the account you signed in with before, although it has the same email address. Ask your "
    "administrator, who can allow you to use it."
)
OTHER_PERSON = "Somebody else at your council already signs in with this account. Tell your administrator."
NOT_TRIED = "Sign in with the provider once as it is set now, before you turn passwords off."


class SignOnRefused(Refused):
    """The change would break a rule; the text says which and what to do."""


@dataclass(frozen=True)
class Setting:
    """A provider as the page asks for it. An empty secret keeps the one that is stored."""

    issuer: str
    client_id: str
    secret: str
    domains: list[str]
    vouches: bool
    second_factor: list[str]


def set_provider(*, authority: Authority, setting: Setting, by: User, today: date) -> SignInProvider:
    """Set the council's provider up, or change it. What decides whom it may sign in waits for a second
    person, where the council has one.
    """
    with action("council.provider_set", by=by, authority=authority) as act:
        hold(authority)
        _refuse_taken(setting.domains, authority)
        found = SignInProvider.objects.filter(authority=authority).first()
        provider = found or SignInProvider(authority=authority, secret="")
        changed = [name for name in TRUSTED if getattr(provider, name) != getattr(setting, name)]
        if not setting.secret and not provider.secret:
            raise SignOnRefused("Enter the secret that the provider gave you", "secret")
        if setting.secret:
            provider.secret = encrypted(setting.secret)
        for name in TRUSTED:
            setattr(provider, name, getattr(setting, name))
        if changed or found is None:
            _wait_for_second(provider, by, today)
        provider.save()
        if {"issuer", "client_id"} & set(changed):
            provider.accounts.all().delete()  # another provider has other names for everybody
        act.target, act.details = provider, {"changed": changed, "secret": bool(setting.secret)}
        _tell(
            provider,
            (by, today),
            "Single sign-on was changed",
            "changed how people sign in with the council’s account",
        )
    return provider


def _wait_for_second(provider: SignInProvider, by: User, today: date) -> None:
    provider.set_by, provider.set_at = by, now()
    provider.is_on, provider.passwords_off, provider.worked_at = True, False, None
    others = seconds_for(provider.authority, today, excluding={by.pk})
    alone = not (others or had_second(provider.authority, today, but=by))
    provider.confirmed_by = by if alone else None
    provider.confirmed_at = provider.set_at if alone else None


def _refuse_taken(domains: list[str], authority: Authority) -> None:
    others = SignInProvider.objects.filter(domains__overlap=domains).exclude(authority=authority)
    for other in others:
        domain = next(d for d in domains if d in other.domains)
        raise SignOnRefused(TAKEN_DOMAIN.format(domain=domain), "domains")


def may_confirm(provider: SignInProvider, person: User) -> bool:
    return provider.confirmed_at is None and provider.set_by_id != person.pk


def mark_of(provider: SignInProvider) -> str:
    """Another one as soon as anything changes that decides whom it may sign in."""
    return provider.set_at.isoformat()


def confirm(*, provider: SignInProvider, seen: str, by: User, today: date) -> None:
    """The second person agrees to what they saw: from now on people sign in with it."""
    with action("council.provider_confirmed", by=by, authority=provider.authority, target=provider):
        hold(provider)
        if seen != mark_of(provider):
            raise SignOnRefused(CHANGED)
        if not may_confirm(provider, by):
            raise SignOnRefused(NOT_YOURS)
        provider.confirmed_by, provider.confirmed_at = by, now()
        provider.save(update_fields=["confirmed_by", "confirmed_at"])
        _tell(
            provider,
            (by, today),
            "Single sign-on was confirmed",
            "confirmed how people sign in with the council’s account",
        )


def switch(*, provider: SignInProvider, on: bool, by: User, today: date) -> None:
    """Turn single sign-on off, and with it bring passwords back; or on again as it was."""
    with action("council.provider_switched", by=by, authority=provider.authority, target=provider, on=on):
        hold(provider)
        provider.is_on = on
        provider.passwords_off = provider.passwords_off and on
        provider.save(update_fields=["is_on", "passwords_off"])
        what = "turned single sign-on " + ("on" if on else "off, so that everybody signs in with a password")
        _tell(provider, (by, today), "Single sign-on was switched", what)


def set_passwords(*, provider: SignInProvider, off: bool, by: User, today: date) -> None:
    """Say whether people of the council may sign in with a password. Administrators always can: it is the
    way back when the provider is away. Turned off, what others began with a password ends.
    """
    with action(
        "council.passwords_switched", by=by, authority=provider.authority, target=provider, off=off
    ) as act:
        hold(provider)
        if off and not (provider.is_open and provider.worked_at):
            raise SignOnRefused(NOT_TRIED, "passwords")
        provider.passwords_off = off
        provider.save(update_fields=["passwords_off"])
        if off:
            act.details["sessions_ended"] = _end_password_sessions(provider, today)
        what = (
            "turned passwords off" if off else "turned passwords on"
        ) + " for everybody but administrators"
        _tell(provider, (by, today), "Signing in with a password was switched", what)


def _end_password_sessions(provider: SignInProvider, today: date) -> int:
    """End what the council's people began with a password, but for its administrators."""
    here = Membership.objects.filter(open_memberships(today), authority=provider.authority)
    administrators = here.filter(role=Role.ADMINISTRATOR).values("user")
    people = here.filter(user__is_staff=False).exclude(user__in=administrators).values("user")
    begun = [
        session.pk
        for session in Session.objects.filter(user_id__in=people)
        if not reading.is_signed_on(session.get_decoded())
    ]
    return Session.objects.filter(pk__in=begun).delete()[0]


def add_group(*, provider: SignInProvider, group: str, role: str, by: User, today: date) -> GroupRole:
    """Say which role the members of a group are proposed for."""
    with action("council.group_added", by=by, authority=provider.authority, role=role) as act:
        hold(provider)
        if GroupRole.objects.filter(provider=provider, group=group, role=role).exists():
            raise SignOnRefused("This group already leads to this role.", "group")
        act.target = row = GroupRole.objects.create(
            provider=provider, group=group, role=role, set_by=by, set_at=now()
        )
        _tell(
            provider,
            (by, today),
            "A group of the council’s accounts leads to a role",
            "said which role a group leads to",
        )
    return row


def remove_group(*, row: GroupRole, by: User, today: date) -> None:
    """The group leads to the role no more. Roles that were given stay until somebody ends them."""
    provider = row.provider
    with action("council.group_removed", by=by, authority=provider.authority, target=provider, role=row.role):
        hold(row)
        row.delete()
        _tell(
            provider,
            (by, today),
            "A group of the council’s accounts leads to a role no more",
            "took a group away",
        )


def _tell(provider: SignInProvider, act: tuple[User, date], subject: str, what: str) -> None:
    """Mail the others who administer the council or answer for its records: nobody changes the door alone."""
    by, today = act
    for other in seconds_for(provider.authority, today, excluding={by.pk}):
        mail.queue_mail(
            to=other,
            authority=provider.authority,
            subject=subject,
            body=f"{by.name} {what}.\n\nSign in and open “Single sign-on” in the settings or “Roles to "
            "confirm” to see it. If you did not expect this, speak to your administrators at once.\n",
            about=provider,
        )


def let_in(*, provider: SignInProvider, person: User, subject: str, details: dict[str, Any]) -> None:
    """The provider vouched for the person: it works as it is set. The first account that a person signs in
    with is theirs from then on: an address that the council gave to somebody else opens nothing.
    """
    with action("person.signed_on", by=person, authority=provider.authority_id, target=person) as act:
        hold(provider)
        known = list(provider.accounts.filter(Q(user=person) | Q(subject=subject)))
        if any(account.user_id != person.pk for account in known):
            raise SignOnRefused(OTHER_PERSON)
        if any(account.subject != subject for account in known):
            raise SignOnRefused(OTHER_ACCOUNT)
        if not known:
            SignInAccount.objects.create(provider=provider, user=person, subject=subject, first_at=now())
        act.details = details | {"first_time": not known}
        provider.worked_at = now()
        provider.save(update_fields=["worked_at"])


def forget_account(*, account: SignInAccount, by: User) -> None:
    """Let a person sign in with another account of the council's provider: the next one is theirs."""
    provider, person = account.provider, account.user
    with action("person.account_forgotten", by=by, authority=provider.authority_id, target=person):
        hold(account)
        if person.pk == by.pk:
            raise SignOnRefused("Another administrator must do this for you.")
        account.delete()
        notices.notify(
            person,
            "You can sign in with another account",
            "An administrator has removed the link to the council account you signed in with. The next "
            "account with your email address that you sign in with becomes yours.",
        )


def note_refused(*, provider: SignInProvider | None, person: User | None, why: str) -> None:
    """Somebody came back from the provider and was not let in."""
    authority = provider.authority_id if provider else None
    with action("person.sign_on_refused", by=None, authority=authority, target=person, why=why):
        pass


def note_password_refused(*, provider: SignInProvider, person: User) -> None:
    """Somebody had the right password, where their council has turned passwords off."""
    with action("person.password_refused", by=None, authority=provider.authority_id, target=person):
        pass


def propose_from_groups(*, provider: SignInProvider, person: User, groups: set[str], today: date) -> int:
    """Propose the roles that the person's groups stand for and that they do not hold. Whoever said what the
    group stands for counts as the one who proposes; a second person confirms. Each is proposed once.
    """
    rows = [row for row in provider.group_roles.select_related("set_by") if row.group in groups]
    held = set(
        Membership.objects.filter(
            open_memberships(today), user=person, authority=provider.authority
        ).values_list("role", flat=True)
    )
    proposed = RoleProposal.objects.filter(user=person, authority=provider.authority)
    asked = set(proposed.exclude(~Q(state=S.WAITING), from_group="").values_list("role", flat=True))
    new = [row for row in rows if row.role not in held | asked and row.set_by_id != person.pk]
    for row in {row.role: row for row in new}.values():
        _propose(row, provider, person, today)
    return len(new)


def _propose(row: GroupRole, provider: SignInProvider, person: User, today: date) -> None:
    with action(
        "person.role_proposed", by=row.set_by, authority=provider.authority, target=person, role=row.role
    ) as act:
        proposal = RoleProposal.objects.create(
            user=person,
            authority=provider.authority,
            role=row.role,
            team=None,
            starts_on=today,
            from_group=row.group,
            proposed_by=row.set_by,
            proposed_at=now(),
        )
        act.details["from_group"] = True
        for second in seconds_for(provider.authority, today, excluding={person.pk, row.set_by_id}):
            mail.queue_mail(
                to=second,
                authority=provider.authority,
                subject="A role is waiting for you to confirm it",
                body=f"{person.name} signed in as a member of a group that stands for the role "
                f"{Role(row.role).label}.\n\nA second person must confirm this role. "
                "Sign in and open “Roles to confirm”.",
                about=proposal,
            )
