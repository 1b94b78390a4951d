"""What happens around signing in: sessions, passwords and codes, each as an audited act; the person is told
of every change.
"""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from allauth.mfa.models import Authenticator

from accounts.access.viewers import memberships_of
from accounts.audit.trail import action
from accounts.clock import now
from accounts.models import AuditEvent, Membership, User
from accounts.people import notices
from accounts.people.ending import end_sessions, end_ways_in
from accounts.sign_in.phone import OFF

LOCK_LASTS = timedelta(minutes=15)


def note_sign_in(*, user: User, opened: Collection[int] | None, today: date) -> None:
    """Write on the audit trail that the person signed in, to all their councils or to those alone."""
    with action("person.signed_in", by=user, **logs_of(user, today=today, opened=opened), target=user):
        pass


def note_sign_out(*, user: User, opened: Collection[int] | None, today: date) -> None:
    """Write on the audit trail that the person signed out of all their councils, or of those alone."""
    with action("person.signed_out", by=user, **logs_of(user, today=today, opened=opened), target=user):
        pass


def note_failed_sign_in(*, email: str, today: date) -> None:
    """Write on the trail that a sign-in failed; the address as typed is not kept, since passwords are typed
    there too.
    """
    person = User.objects.filter(email__iexact=email).first()
    with action("person.sign_in_failed", by=None, **logs_of(person, today=today), target=person):
        pass


def note_lock_out(*, email: str, today: date) -> None:
    """Write on the trail that a name was locked for a machine; once for each lock."""
    person = User.objects.filter(email__iexact=email).first()
    recent = AuditEvent.objects.filter(
        kind="person.locked_out",
        target_id=person.pk if person else None,
        at__gte=now() - LOCK_LASTS,
    )
    if not recent.exists():
        with action("person.locked_out", by=None, **logs_of(person, today=today), target=person):
            pass


def note_guessing(*, user: User, today: date) -> None:
    """Codes were guessed after the right password, from several machines perhaps: the person is told, since
    somebody else knows the password.
    """
    with action("person.locked_out", by=None, **logs_of(user, today=today), target=user):
        notices.notify(
            user,
            "Too many wrong codes were typed for your account",
            "Somebody typed your password and then many wrong codes. No code is taken for up to 15 minutes. "
            "Set a new password if it was not you.",
        )


def set_password(*, user: User, password: str, today: date) -> None:
    """Set the person's own new password and end all sessions; the browser at hand is signed in anew by its
    view.
    """
    with action("person.password_set", by=user, **logs_of(user, today=today), target=user):
        user.set_password(password)
        user.must_change_password = False
        user.save(update_fields=["password", "must_change_password"])
        notices.notify(user, "Your password was changed", "The password of your account was changed.")


def codes_set_up(*, user: User, but: str | None, codes_off: int, today: date) -> None:
    """The person set codes from a phone up: every session that never gave one ends."""
    with action("person.codes_set_up", by=user, **logs_of(user, today=today), target=user) as act:
        _keep_clock(Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP), codes_off)
        act.details["sessions_ended"] = end_sessions(user, but=but)
        notices.notify(
            user, "Codes from a phone were set up", "Codes from a phone are now asked whenever you sign in."
        )


def learn_clock(*, app: Authenticator, codes_off: int, today: date) -> None:
    """Two codes in a row showed that the clock of the person's phone is so many codes ahead of ours."""
    if codes_off == app.data.get(OFF, 0):
        return
    with action(
        "person.clock_learned", by=app.user, **logs_of(app.user, today=today), target=app.user
    ) as act:
        act.details["codes_off"] = codes_off
        _keep_clock(app, codes_off)


def _keep_clock(app: Authenticator, codes_off: int) -> None:
    app.data[OFF] = codes_off
    app.save(update_fields=["data"])


def codes_turned_off(*, user: User, today: date) -> None:
    """The person turned codes off, where not everybody needs them."""
    with action("person.codes_turned_off", by=user, **logs_of(user, today=today), target=user):
        notices.notify(
            user, "Codes from a phone were turned off", "Your password alone signs you in from now on."
        )


def note_new_address(*, person: User, before: str, by: User, today: date) -> None:
    """Somebody changed the address a person signs in with: the old one is told, and every session ends."""
    with action("person.email_changed", by=by, **logs_of(person, today=today), target=person) as act:
        act.details["sessions_ended"] = end_sessions(person)
        notices.notify(
            person,
            "Your email address in IRO Portal was changed",
            "The address you sign in with was changed. This email goes to the old address.",
            address=before,
        )


def end_own_sessions(*, user: User, but: str | None, today: date) -> dict[str, int]:
    """Sign oneself out everywhere else; addresses that open something without signing in end as well. Returns
    how many there were of each.
    """
    with action("person.sessions_ended", by=user, **logs_of(user, today=today), target=user) as act:
        ended = end_ways_in(user, by=user, but=but)
        act.details.update(ended)
    return ended


def logs_of(person: User | None, *, today: date, opened: Collection[int] | None = None) -> dict[str, Any]:
    """On whose logs something about a person stands: of every council they work for today, so that each sees
    its people's sign-ins and none sees where else they work; of the latest once they work for none. `opened`:
    the councils that the session opens, where it does not open all of them.
    """
    if person is None:
        return {"authority": None}
    councils = list(dict.fromkeys(m.authority_id for m in memberships_of(person, today)))
    councils = [pk for pk in councils if opened is None or pk in opened] or councils
    if not councils:
        past = Membership.objects.filter(user=person).order_by("-pk").values_list("authority_id", flat=True)
        return {"authority": past.first()}
    return {"authority": councils[0], "also": councils[1:]}
