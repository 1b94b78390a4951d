"""Four eyes: a role that opens children's records is proposed by one person and confirmed by a second."""

from datetime import date
from enum import StrEnum

from django.db.models import F

from accounts.access.roles import Role, takes_two
from accounts.access.viewers import Viewer
from accounts.audit.trail import action, hold
from accounts.clock import now
from accounts.lifecycle import LifeCycle, Rule, leads
from accounts.mail import outbox as mail
from accounts.models import Authority, Membership, RoleProposal, Team, User
from accounts.models.people import ProposalState as S
from accounts.people.actions import give_role, holders_of, open_memberships
from accounts.people.independence import check_independent
from statute.refusals import Refused

NOT_YOURSELF = "You cannot give yourself this role. Ask another administrator."
NOBODY_CONFIRMS = (
    "A second person must confirm this role, but everybody else who could confirm it has left. Ask whoever "
    "runs the portal to add a second administrator."
)
ALREADY_PROPOSED = "This role has already been proposed and is waiting for a second person."


class Part(StrEnum):
    """What somebody is to a proposal."""

    PROPOSER = "proposer"
    SECOND = "second person"


class Act(StrEnum):
    CONFIRM = "confirm"
    DECLINE = "decline"


PROPOSALS: LifeCycle[Act, Part] = LifeCycle(
    noun="proposal",
    states=S,
    rules={
        Act.CONFIRM: Rule(frozenset({Part.SECOND}), leads([S.WAITING], S.CONFIRMED)),
        Act.DECLINE: Rule(frozenset({Part.SECOND, Part.PROPOSER}), leads([S.WAITING], S.DECLINED)),
    },
    whose={
        frozenset({Part.SECOND}): "Somebody other than the person who proposed the role, and other than the "
        "person who gets it, must confirm it."
    },
)


def parts_of(proposal: RoleProposal, person: User) -> frozenset[Part]:
    """What the person is to the proposal; nothing to one for themselves."""
    if person.pk == proposal.user_id:
        return frozenset()
    return frozenset({Part.PROPOSER if person.pk == proposal.proposed_by_id else Part.SECOND})


def propose_role(
    *,
    person: User,
    authority: Authority,
    role: str,
    starts_on: date,
    ends_on: date | None,
    team: Team | None,
    by: User,
    today: date,
    tell: bool = True,
) -> Membership | RoleProposal:
    """Give a role that needs one person at once; propose one that takes two, and ask those who may confirm
    it, unless the caller asks them for several together (`tell_seconds`).

    In a council that has just begun there is nobody else yet: then the role is given at once, and that is on
    the trail. Where there was somebody, who has left, it is refused: whoever ends the roles of all others is
    no second person.
    """
    if takes_two(role):
        if person.pk == by.pk:
            raise Refused(NOT_YOURSELF, "role")
        if seconds_for(authority, today, excluding={by.pk}):
            check_independent(person=person, authority=authority, role=role, today=today)
            return _proposal(person, authority, role, (starts_on, ends_on), team, by, today, tell)
        if had_second(authority, today, but=by):
            raise Refused(NOBODY_CONFIRMS, "role")
    return give_role(
        person=person,
        authority=authority,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
        team=team,
        by=by,
        today=today,
    )


def seconds_for(authority: Authority, today: date, *, excluding: set[int]) -> list[User]:
    """Who may confirm a role: the administrators and QA managers, apart from those who are concerned."""
    people = {
        p.pk: p for role in (Role.ADMINISTRATOR, Role.QA_MANAGER) for p in holders_of(role, authority, today)
    }
    return [person for pk, person in sorted(people.items()) if pk not in excluding]


def had_second(authority: Authority, today: date, *, but: User) -> bool:
    """Whether somebody else could ever confirm a role of the council, whoever can now."""
    held = Membership.objects.filter(
        authority=authority, role__in=[Role.ADMINISTRATOR, Role.QA_MANAGER], started_on__lte=today
    )
    return held.exclude(user=but).exclude(ended_on=F("started_on")).exists()


def is_without_second(authority: Authority, today: date) -> bool:
    """Whether one person alone could confirm roles, where others could before: nothing can be given then."""
    able = seconds_for(authority, today, excluding=set())
    return len(able) == 1 and had_second(authority, today, but=able[0])


def _check_can_propose(person: User, authority: Authority, role: str, on: date) -> None:
    if RoleProposal.objects.filter(user=person, authority=authority, role=role, state=S.WAITING).exists():
        raise Refused(ALREADY_PROPOSED, "role")
    if not person.is_active:
        raise Refused("This person has left. Reactivate them first.", "role")
    held = Membership.objects.filter(user=person, authority=authority, role=role)
    if held.filter(open_memberships(on)).exists():
        raise Refused("This person already has the role. End it first if the dates are wrong.", "role")


def _proposal(
    person: User,
    authority: Authority,
    role: str,
    span: tuple[date, date | None],
    team: Team | None,
    by: User,
    today: date,
    tell: bool,
) -> RoleProposal:
    with action("person.role_proposed", by=by, authority=authority, target=person, role=role):
        hold(authority)  # two administrators may propose the same
        _check_can_propose(person, authority, role, max(span[0], today))
        proposal = RoleProposal.objects.create(
            user=person,
            authority=authority,
            role=role,
            team=team,
            starts_on=span[0],
            ends_on=span[1],
            proposed_by=by,
            proposed_at=now(),
        )
        if tell:
            tell_seconds([proposal], authority=authority, by=by, today=today)
    return proposal


def tell_seconds(proposals: list[RoleProposal], *, authority: Authority, by: User, today: date) -> None:
    """Owe each person who may confirm any of the roles one mail that names all of them."""
    for second in seconds_for(authority, today, excluding={by.pk}):
        theirs = [proposal for proposal in proposals if proposal.user_id != second.pk]
        if not theirs:
            continue
        first, many = theirs[0], len(theirs) > 1
        listed = "\n".join(f"- {p.user.name}: {p.get_role_display()}" for p in theirs)
        mail.queue_mail(
            to=second,
            authority=authority,
            subject=f"{len(theirs)} roles are waiting for you to confirm them"
            if many
            else "A role is waiting for you to confirm it",
            body=(
                f"{by.name} wants to give {len(theirs)} roles:\n\n{listed}\n\n"
                "A second person must confirm each of them. "
                if many
                else f"{by.name} wants to give {first.user.name} the role {first.get_role_display()}.\n\n"
                "A second person must confirm this role. "
            )
            + "Sign in and open “Roles to confirm”.",
            about=first,
        )


def waiting_for(viewer: Viewer) -> int:
    """How many roles of the council this person may confirm."""
    waiting = RoleProposal.objects.filter(authority=viewer.authority_id, state=S.WAITING)
    return waiting.exclude(user=viewer.user_id).exclude(proposed_by=viewer.user_id).count()


def confirm(*, proposal: RoleProposal, by: User, today: date) -> Membership:
    """The second person agrees: the role is in force from its day, at the earliest today."""
    with action(
        "person.role_confirmed", by=by, authority=proposal.authority, target=proposal.user, role=proposal.role
    ):
        hold(proposal.authority)  # in the same order as whoever lets the person go in this moment
        _answer(proposal, Act.CONFIRM, by)
        return give_role(
            person=proposal.user,
            authority=proposal.authority,
            role=proposal.role,
            starts_on=max(proposal.starts_on, today),
            ends_on=proposal.ends_on,
            team=proposal.team,
            by=proposal.proposed_by,
            today=today,
        )


def confirm_all(*, authority: Authority, by: User, today: date) -> tuple[int, list[str]]:
    """Confirm every role that waits and is this person's to confirm, each by itself. Returns how many were
    given, and for each that was refused whose it is and why.
    """
    waiting = RoleProposal.objects.filter(authority=authority, state=S.WAITING)
    mine = [
        p
        for p in waiting.select_related("user", "proposed_by", "authority", "team").order_by("pk")
        if PROPOSALS.may(Act.CONFIRM, p.state, parts_of(p, by))
    ]
    refused = []
    for proposal in mine:
        try:
            confirm(proposal=proposal, by=by, today=today)
        except Refused as why:
            refused.append(f"{proposal.user.name}, {proposal.get_role_display()}: not given. {why}")
    return len(mine) - len(refused), refused


def decline(*, proposal: RoleProposal, by: User) -> None:
    """The second person says no, or the proposer takes it back."""
    with action(
        "person.role_declined", by=by, authority=proposal.authority, target=proposal.user, role=proposal.role
    ):
        _answer(proposal, Act.DECLINE, by)


def _answer(proposal: RoleProposal, act: Act, by: User) -> None:
    held = RoleProposal.objects.select_for_update().get(pk=proposal.pk)
    held.state = PROPOSALS.check(act, held.state, parts_of(held, by))
    held.answered_by, held.answered_at = by, now()
    held.save()
