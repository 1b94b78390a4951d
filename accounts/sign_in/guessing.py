"""Guesses within a quarter of an hour: of codes by one person, from whatever machine, and of tokens by one
machine.

Who is asked for a code has given the right password, so a stranger locks nobody out by it; and who knows the
password must not guess on from a thousand machines.
"""

from django.core.cache import cache

from accounts import rate
from accounts.models import User

MOST = 20
"""More than one machine has (settings.AXES_FAILURE_LIMIT)."""
SECONDS = 15 * 60


def counted(what: str) -> int:
    """Count a guess; returns how many of them there are in the quarter of an hour since the first."""
    return rate.counted(what, SECONDS)


def _codes(user: User) -> str:
    return f"codes-tried:{user.pk}"


def tried(user: User) -> int:
    """Count a try, before it is looked at; returns how many there were in the quarter of an hour."""
    return counted(_codes(user))


def forget(user: User) -> None:
    """The code was right, or an administrator unlocks the person."""
    cache.delete(_codes(user))


def is_stopped(user: User) -> bool:
    """Whether the person must wait until the quarter of an hour is over."""
    return int(cache.get(_codes(user), 0)) > MOST
