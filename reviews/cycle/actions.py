"""How far the records reach: what the council says about it, and the clocks that follow."""

from dataclasses import fields
from datetime import date

from django.db import transaction
from django.db.models import Min

from accounts.audit.trail import action, hold
from accounts.models import Authority, User
from children.imports.run import wait_for_other_imports
from children.imports.state.reach import Reach, reach_of_returns
from children.imports.which_year import check_stated
from children.models import PeriodOfCare, ReturnYear
from reviews.cycle.replay import replay_authority
from reviews.cycle.wording import LIVE_LATER, LIVE_TOO_EARLY, NO_RETURN
from statute.clock_words import day
from statute.refusals import Refused


class NotPossible(Refused):
    """The records cannot reach to that day."""


def check_reach(
    authority: Authority, *, stated_until: date | None, live_from: date | None, today: date
) -> None:
    """Raise NotPossible for a day that returns cannot tell of, or on which the portal cannot have become the
    live record: it is to come, or it lies before all that the council has.
    """
    latest = latest_return(authority)
    if stated_until is not None and latest is None:
        raise NotPossible(NO_RETURN, "stated_until")
    if latest is not None:
        check_stated(stated_until, latest.year, today=today)
    if live_from is None or live_from == authority.live_from:
        return
    if live_from > today:
        raise NotPossible(LIVE_LATER, "live_from")
    first = authority.known_from or _first_record(authority)
    if first is not None and live_from < first:
        raise NotPossible(LIVE_TOO_EARLY.format(first=day(first)), "live_from")


def latest_return(authority: Authority) -> ReturnYear | None:
    """The latest return that is in: to which day the records reach is a matter of its files."""
    return ReturnYear.objects.filter(authority=authority).order_by("-year").first()


def with_reach(
    authority: Authority, *, stated_until: date | None, live_from: date | None
) -> ReturnYear | None:
    """Set on the authority, and on its latest return, what both days mean. Nothing is saved."""
    returns = list(ReturnYear.objects.filter(authority=authority).order_by("year"))
    latest = returns[-1] if returns else None
    if latest is not None:
        latest.stated_until = stated_until
        reach_of_returns(authority, returns).keep_in(authority)
    authority.live_from = live_from
    return latest


def _first_record(authority: Authority) -> date | None:
    periods = PeriodOfCare.objects.filter(child__authority=authority)
    return periods.aggregate(first=Min("started_on"))["first"]


@transaction.atomic
def set_reach(
    *, authority: Authority, stated_until: date | None, live_from: date | None, by: User | None, today: date
) -> Authority:
    """Say to which day the returns reach, and from which day on the portal is the live record.

    Replays every clock.

    Raises NotPossible for a day that returns cannot tell of, or on which the portal cannot have become live.
    """
    wait_for_other_imports(authority)  # an import works out the same from the same returns
    with action(
        "council.records_reach",
        by=by,
        authority=authority,
        target=authority,
        stated_until=stated_until.isoformat() if stated_until else None,
        live_from=live_from.isoformat() if live_from else None,
    ):
        hold(authority)
        check_reach(authority, stated_until=stated_until, live_from=live_from, today=today)
        latest = with_reach(authority, stated_until=stated_until, live_from=live_from)
        if latest is not None:
            latest.save(update_fields=["stated_until"])
        authority.save(update_fields=["live_from", *(kept.name for kept in fields(Reach))])
        replay_authority(authority, today=today)
    return authority
