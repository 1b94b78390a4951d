"""The codes of a person's phone: each is right for half a minute, and one alone at a time.

The clock of a phone may be wrong. How far, in codes, is kept with the secret, and the one code that is right
is that of the phone's own clock. How far is learned from two codes in a row, never from one: a single code
that is out of its time opens nothing, and nobody who saw one has the next.
"""

from collections.abc import Iterable

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.core.cache import cache
from django.core.exceptions import ValidationError

from accounts.clock import now
from accounts.models import User

SIX = 6
FURTHEST = 10
"""So many codes, five minutes, may a phone's clock be wrong."""
REMEMBERED = 15 * 60
"""Seconds: longer than any code is looked at again; in the cache that all processes share."""
OFF = "codes_off"
"""Key under which the secret's row keeps how far the phone's clock is ahead of ours."""
WRONG = "The code is not right. Type the six digits that your app shows now, or a recovery code."
USED = "This code was used already. Wait for the next one that your app shows."
RAN_OUT = "This code has just run out. Wait for the next one that your app shows, and type that."
OTHER_CLOCK = (
    "The clock of your phone differs from ours. Wait for the next code that your app shows, and type that."
)


def off_at_sign_in(app: Authenticator, code: str) -> int:
    """How far the phone's clock is ahead, when the code is right. Raises ValidationError.

    Looked at besides are the codes before and after it, since clocks drift, and that of our own clock, to
    which the phone may have been set.
    """
    off = int(app.data.get(OFF, 0))
    near = [steps for steps in (off - 1, off + 1, 0) if steps != off and abs(steps) <= FURTHEST]
    return _off(app.user, decrypt(app.data["secret"]), code, off, near)


def off_at_set_up(user: User, secret: str, code: str) -> int:
    """The same for a phone of which nothing is known yet."""
    others = sorted(set(range(-FURTHEST, FURTHEST + 1)) - {0}, key=abs)
    return _off(user, secret, code, 0, others)


def _off(user: User, secret: str, code: str, right: int, others: Iterable[int]) -> int:
    ours = int(now().timestamp()) // app_settings.TOTP_PERIOD
    found = next((steps for steps in (right, *others) if _is(secret, ours + steps, code)), None)
    if found is None:
        raise ValidationError(WRONG)
    if not cache.add(f"code-used:{user.pk}:{code}", 1, timeout=REMEMBERED):
        raise ValidationError(USED)
    before = f"code-before:{user.pk}"
    is_next = cache.get(before) == ours + found - 1
    if found == right or is_next:
        cache.delete(before)
        return found
    cache.set(before, ours + found, timeout=REMEMBERED)
    raise ValidationError(RAN_OUT if found == right - 1 else OTHER_CLOCK)


def _is(secret: str, number: int, code: str) -> bool:
    return bool(compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, number))))
