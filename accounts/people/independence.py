"""Independence (AP-10), as far as it hangs on what an administrator says of a person: the rule itself stands
in children/people/independence.py, which hands its check over through settings.INDEPENDENCE_CHECKS.
"""

from collections.abc import Iterable
from datetime import date

from accounts.audit.trail import hold
from accounts.models import Authority, User, Worker
from accounts.registry import registered


def hold_cases(authority: Authority) -> None:
    """Wait for whoever says in this moment who is whose IRO, social worker or manager in the council (AP-10).

    Each of them is right by what stood before, and both together are not. Call it inside `action`, before the
    check, and before a child is held.
    """
    hold(authority)


def check_independent(
    *,
    person: User,
    authority: Authority,
    today: date,
    team_ids: Iterable[int] = (),
    worker: Worker | None = None,
    role: str = "",
) -> None:
    """Raise Refused where the person would be IRO and manager, IRO and social worker, or IRO and in control
    of the resources, of one child.
    """
    for check in registered("INDEPENDENCE_CHECKS"):
        check(person=person, authority=authority, team_ids=team_ids, worker=worker, role=role, today=today)
