"""Recovery of the second factor: one administrator asks, a second one agrees, and the person sets codes up
anew.
"""

from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator

from accounts.access.roles import Permission, Role
from accounts.access.viewers import Viewer
from accounts.audit.trail import action, hold
from accounts.clock import now
from accounts.lifecycle import LifeCycle, NotNow, Rule, leads
from accounts.mail import outbox as mail
from accounts.models import Authority, CodesReset, User
from accounts.models.people import ProposalState as S
from accounts.people import notices
from accounts.people.actions import holders_of
from accounts.people.ending import ADDRESS_ENDED, end_ways_in
from accounts.people.proposals import Act, Part

RESETS: LifeCycle[Act, Part] = LifeCycle(
    noun="reset",
    states=S,
    rules={
        Act.CONFIRM: Rule(frozenset({Part.SECOND}), leads([S.WAITING], S.CONFIRMED)),
        Act.DECLINE: Rule(frozenset({Part.SECOND, Part.PROPOSER}), leads([S.WAITING], S.DECLINED)),
    },
    whose={
        frozenset({Part.SECOND}): "An administrator other than the one who asked, and other than the person "
        "concerned, must confirm it."
    },
)


def parts_of(reset: CodesReset, person: User) -> frozenset[Part]:
    """What the person is to the reset; nothing to one of their own codes."""
    if person.pk == reset.user_id:
        return frozenset()
    return frozenset({Part.PROPOSER if person.pk == reset.asked_by_id else Part.SECOND})


def waiting_resets(viewer: Viewer) -> list[dict[str, Any]]:
    """The resets of the council that wait for a second administrator, with what this one can do; none for
    others.
    """
    if not viewer.may(Permission.MANAGE_PEOPLE):
        return []
    found = CodesReset.objects.filter(authority=viewer.authority_id, state=S.WAITING)
    return [_row(reset, viewer.user) for reset in found.select_related("user", "asked_by").order_by("pk")]


def _row(reset: CodesReset, person: User) -> dict[str, Any]:
    possible = RESETS.possible(reset.state, parts_of(reset, person))
    return {"reset": reset, "may_confirm": Act.CONFIRM in possible, "may_decline": Act.DECLINE in possible}


def ask(*, person: User, authority: Authority, reason: str, by: User, today: date) -> CodesReset:
    """Ask that the codes of a person are reset. The person is told, so that a stranger cannot have it done
    unnoticed. Raises NotNow.
    """
    if person.pk == by.pk:
        raise NotNow("You cannot reset your own codes. Ask another administrator.", "reason")
    if not Authenticator.objects.filter(user=person).exists():
        raise NotNow("This person has no codes from a phone.", "reason")
    with action("person.codes_reset_asked", by=by, authority=authority, target=person, reason=reason) as act:
        hold(person)  # an administrator of this council or another may ask in the same moment
        if CodesReset.objects.filter(user=person, state=S.WAITING).exists():
            raise NotNow("This has been asked for already and waits for a second administrator.", "reason")
        reset = CodesReset.objects.create(
            user=person, authority=authority, reason=reason.strip(), asked_by=by, asked_at=now()
        )
        act.details["reset"] = reset.pk
        for second in holders_of(Role.ADMINISTRATOR, authority, today):
            if second.pk not in (person.pk, by.pk):
                mail.queue_mail(
                    to=second,
                    authority=authority,
                    subject="Codes from a phone wait to be reset",
                    body=f"{by.name} asked to reset the codes of {person.name}.\n\nA second administrator "
                    "must confirm it. Sign in and open “Roles to confirm”.",
                    about=reset,
                )
        notices.notify(
            person,
            "An administrator asked to reset your codes",
            f"{by.name} asked that the codes from your phone are reset. A second administrator must agree.",
        )
    return reset


def confirm(*, reset: CodesReset, by: User) -> None:
    """The second administrator agrees: codes and recovery codes are gone, every session ends, and at the next
    sign-in the person sets codes up where the council requires them.
    """
    with action("person.codes_reset", by=by, authority=reset.authority, target=reset.user) as act:
        _answer(reset, Act.CONFIRM, by)
        Authenticator.objects.filter(user=reset.user).delete()
        act.details.update(end_ways_in(reset.user, by=by))
        ended = ADDRESS_ENDED if "addresses_ended" in act.details else ""
        notices.notify(
            reset.user,
            "Your codes from a phone were reset",
            f"{reset.asked_by} and {by} reset the codes from your phone. Set them up again when you next "
            f"sign in.{ended}",
        )


def decline(*, reset: CodesReset, by: User) -> None:
    """The second administrator says no, or the first takes it back."""
    with action("person.codes_reset_declined", by=by, authority=reset.authority, target=reset.user):
        _answer(reset, Act.DECLINE, by)


def _answer(reset: CodesReset, act: Act, by: User) -> None:
    held = CodesReset.objects.select_for_update().get(pk=reset.pk)
    held.state = RESETS.check(act, held.state, parts_of(held, by))
    held.answered_by, held.answered_at = by, now()
    held.save()
