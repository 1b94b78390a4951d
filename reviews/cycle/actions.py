"""How far the records reach: what the council says about it, and the clocks that follow."""

from datetime import date

from django.db import transaction

from accounts.audit.trail import action
from accounts.models import Authority, User
from reviews.cycle.replay import replay_authority
from reviews.cycle.wording import BEFORE_RETURNS, IN_THE_FUTURE
from statute.refusals import Refused


class NotPossible(Refused):
    """The records cannot reach to that day."""


@transaction.atomic
def set_reach(
    *, authority: Authority, stated_until: date | None, live_from: date | None, by: User | None, today: date
) -> Authority:
    """Say to which day the returns reach, and from which day on the portal is the live record.

    Replays every clock.

    Raises NotPossible for a day that returns cannot tell of.
    """
    if stated_until is not None and stated_until > today:
        raise NotPossible(IN_THE_FUTURE, "stated_until")
    known_until = authority.known_until
    if stated_until is not None and known_until is not None and stated_until < known_until:
        raise NotPossible(BEFORE_RETURNS, "stated_until")
    with action(
        "council.records_reach",
        by=by,
        authority=authority,
        target=authority,
        stated_until=stated_until.isoformat() if stated_until else None,
        live_from=live_from.isoformat() if live_from else None,
    ):
        authority.stated_until, authority.live_from = stated_until, live_from
        authority.save(update_fields=["stated_until", "live_from"])
        replay_authority(authority, today=today)
    return authority
