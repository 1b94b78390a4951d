"""The end of what a person has open: sessions, and addresses that need no sign-in."""

from accounts.models import Session, User
from accounts.registry import registered

ADDRESS_ENDED = " The address of your calendar has ended too. You can make a new one under Calendar."


def end_sessions(person: User, *, but: str | None = None) -> int:
    """End every session of the person, or all but one. Returns how many there were."""
    count, _ = Session.objects.filter(user_id=person.pk).exclude(session_key=but).delete()
    return count


def end_ways_in(person: User, *, by: User | None, but: str | None = None) -> dict[str, int]:
    """Sign the person out everywhere, and end the addresses that open something of theirs without signing in
    (settings.ENDED_WITH_SESSIONS). Returns how many of each there were, for the trail. Part of an action.
    """
    sessions = end_sessions(person, but=but)
    addresses = sum(stop(person, by=by) for stop in registered("ENDED_WITH_SESSIONS"))
    return {"sessions_ended": sessions} | ({"addresses_ended": addresses} if addresses else {})
