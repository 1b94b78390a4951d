"""What happens around signing in: sessions, passwords and codes, each as an audited act; the person is told
of every change.
"""

from datetime import date, timedelta

from allauth.mfa.models import Authenticator

from accounts.audit.trail import action
from accounts.clock import now
from accounts.models import AuditEvent, Membership, User
from accounts.people import notices
from accounts.people.ending import end_sessions, end_ways_in
from accounts.sign_in.phone import OFF

LOCK_LASTS = timedelta(minutes=15)


def note_sign_in(*, user: User) -> None:
    """Write on the audit trail that the person signed in."""
    with action("person.signed_in", by=user, authority=_council_of(user), target=user):
        pass


def note_sign_out(*, user: User) -> None:
    """Write on the audit trail that the person signed out."""
    with action("person.signed_out", by=user, authority=_council_of(user), target=user):
        pass


def note_failed_sign_in(*, email: str) -> None:
    """Write on the trail that a sign-in failed; the address as typed is not kept, since passwords are typed
    there too.
    """
    person = User.objects.filter(email__iexact=email).first()
    with action("person.sign_in_failed", by=None, authority=_council_of(person), target=person):
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
        with action("person.locked_out", by=None, authority=_council_of(person), target=person):
            pass


def note_guessing(*, user: User) -> None:
    """Codes were guessed after the right password, from several machines perhaps: the person is told, since
    somebody else knows the password.
    """
    with action("person.locked_out", by=None, authority=_council_of(user), target=user):
        notices.notify(
            user,
            "Too many wrong codes were typed for your account",
            "Somebody typed your password and then many wrong codes. No code is taken for up to 15 minutes. "
            "Set a new password if it was not you.",
        )


def set_password(*, user: User, password: str) -> None:
    """Set the person's own new password and end all sessions; the browser at hand is signed in anew by its
    view.
    """
    with action("person.password_set", by=user, authority=_council_of(user), target=user):
        user.set_password(password)
        user.must_change_password = False
        user.save(update_fields=["password", "must_change_password"])
        notices.notify(user, "Your password was changed", "The password of your account was changed.")


def codes_set_up(*, user: User, but: str | None, codes_off: int) -> None:
    """The person set codes from a phone up: every session that never gave one ends."""
    with action("person.codes_set_up", by=user, authority=_council_of(user), target=user) as act:
        _keep_clock(Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP), codes_off)
        act.details["sessions_ended"] = end_sessions(user, but=but)
        notices.notify(
            user, "Codes from a phone were set up", "Codes from a phone are now asked whenever you sign in."
        )


def learn_clock(*, app: Authenticator, codes_off: int) -> None:
    """Two codes in a row showed that the clock of the person's phone is so many codes ahead of ours."""
    if codes_off == app.data.get(OFF, 0):
        return
    with action("person.clock_learned", by=app.user, authority=_council_of(app.user), target=app.user) as act:
        act.details["codes_off"] = codes_off
        _keep_clock(app, codes_off)


def _keep_clock(app: Authenticator, codes_off: int) -> None:
    app.data[OFF] = codes_off
    app.save(update_fields=["data"])


def codes_turned_off(*, user: User) -> None:
    """The person turned codes off, where not everybody needs them."""
    with action("person.codes_turned_off", by=user, authority=_council_of(user), target=user):
        notices.notify(
            user, "Codes from a phone were turned off", "Your password alone signs you in from now on."
        )


def note_new_address(*, person: User, before: str, by: User) -> None:
    """Somebody changed the address a person signs in with: the old one is told, and every session ends."""
    with action("person.email_changed", by=by, authority=_council_of(person), target=person) as act:
        act.details["sessions_ended"] = end_sessions(person)
        notices.notify(
            person,
            "Your email address in IRO Portal was changed",
            "The address you sign in with was changed. This email goes to the old address.",
            address=before,
        )


def end_own_sessions(*, user: User, but: str | None) -> dict[str, int]:
    """Sign oneself out everywhere else; addresses that open something without signing in end as well. Returns
    how many there were of each.
    """
    with action("person.sessions_ended", by=user, authority=_council_of(user), target=user) as act:
        ended = end_ways_in(user, by=user, but=but)
        act.details.update(ended)
    return ended


def _council_of(person: User | None) -> int | None:
    """The council on whose trail something about a person stands: the one they work for, the latest of
    several.
    """
    if person is None:
        return None
    found = Membership.objects.filter(user=person).order_by("-pk").values_list("authority_id", flat=True)
    return found.first()
