"""The council's own reasons to hold a review early, beside those of the law (P-11): added, and ended."""

from datetime import date

from django.db.models import QuerySet

from accounts.audit import trail as audit
from accounts.lifecycle import NotNow
from accounts.models import Authority, User
from reviews.models import CallReason

EXISTS = "There is already a reason with this name."
ENDED = "This reason is no longer offered."
USUAL = (
    "An unplanned change of placement",
    "A significant change in education",
    "A significant change in health",
    "A significant change in contact with family",
    "More frequent reviews help this child",
)
"""What councils usually also call for a review for; none of it is a change that the law lets wait for one."""


def offered(authority: Authority) -> QuerySet[CallReason]:
    """The reasons that the council offers now."""
    return CallReason.objects.filter(authority=authority, ended_on=None)


def usual_missing(authority: Authority) -> list[str]:
    """The usual reasons that the council has neither added nor ended."""
    names = CallReason.objects.filter(authority=authority).values_list("name", flat=True)
    there = {name.casefold() for name in names}
    return [name for name in USUAL if name.casefold() not in there]


def add(*, authority: Authority, name: str, by: User) -> CallReason:
    """Offer a reason; one that was ended is offered again, spelt as the calls that have it. Raises NotNow."""
    with audit.action("call_reason.added", by=by, authority=authority) as event:
        audit.hold(authority)
        same = CallReason.objects.filter(authority=authority, name__iexact=name.strip()).first()
        if same is not None and same.ended_on is None:
            raise NotNow(EXISTS, "name")
        event.target = reason = same or CallReason(authority=authority, name=name.strip())
        reason.ended_on = None
        reason.save()
    return reason


def add_usual(*, authority: Authority, by: User) -> int:
    """Offer the usual reasons that the council does not have yet. Returns how many."""
    new = usual_missing(authority)
    for name in new:
        add(authority=authority, name=name, by=by)
    return len(new)


def end(*, reason: CallReason, by: User, today: date) -> None:
    """Stop offering a reason; calls that were made for it keep it. Raises NotNow."""
    with audit.action("call_reason.ended", by=by, authority=reason.authority_id, target=reason):
        audit.hold(reason)
        if reason.ended_on is not None:
            raise NotNow(ENDED)
        reason.ended_on = today
        reason.save(update_fields=["ended_on"])
