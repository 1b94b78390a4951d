"""Every morning: QA managers hear of names on restricted records whose review or end is near, and who was
named hears that the name has ended. No mail says whose record it is.

Safe to run any number of times: what was told stands with the name, written with the mail.
"""

from datetime import date

from django.conf import settings
from django.db.models import F, Q
from django.urls import reverse

from accounts.access.roles import Role
from accounts.audit import trail as audit
from accounts.mail import outbox as mail
from accounts.models import AccessGrant, Authority
from accounts.people.actions import holders_of
from children.restriction.naming import SOON, Name, names_in
from statute.clock_words import day as in_words


def remind(*, authority: Authority, today: date) -> int:
    """Send both kinds of email for a council. Returns how many people were written to."""
    names = names_in(authority, today)
    return _tell_keepers(authority, names, today) + sum(
        _tell_ended(authority, name, today) for name in names if not name.opens and not _is_told(name)
    )


def _is_told(name: Name) -> bool:
    """Whether the person has heard that this last day has passed."""
    return name.grant.end_told_on is not None and name.grant.end_told_on > name.until


def _is_news(name: Name, day: date) -> bool:
    """Whether this day is near, and no email since it came near has told of it."""
    told = name.grant.reminded_on
    return day <= name.day + SOON and (told is None or told < day - SOON)


def _tell_keepers(authority: Authority, names: list[Name], today: date) -> int:
    reviews = [name for name in names if name.opens and _is_news(name, name.review_on)]
    ends = [name for name in names if name.ends_soon and _is_news(name, name.until)]
    people = holders_of(Role.QA_MANAGER, authority, today)
    news = {name.grant.pk for name in (*reviews, *ends)}
    if not news or not people:
        return 0
    with audit.action("access.reminded", by=None, authority=authority) as event:
        rows = AccessGrant.objects.filter(pk__in=news, revoked_at=None).exclude(reminded_on=today)
        told = rows.update(reminded_on=today)
        event.details = {"names": told, "people": len(people) if told else 0}
        if not told:
            return 0
        for person in people:
            mail.queue_mail(
                to=person,
                authority=authority,
                subject="Names on restricted records to look at",
                body=(
                    f"To be looked at again by {in_words(today + SOON)}: {len(reviews)}. Ending by then: "
                    f"{len(ends)}.\n\nSign in to renew them, to end them, or to note that you have looked at "
                    f"them:\n\n{settings.PUBLIC_ADDRESS}{reverse('children:names')}\n"
                ),
            )
    return len(people)


def _tell_ended(authority: Authority, name: Name, today: date) -> int:
    """The person hears once of each last day that has passed."""
    with audit.action(
        "access.ended",
        by=None,
        authority=authority,
        child_id=name.grant.child_id,
        target=name.grant,
        person=name.grant.user_id,
    ) as event:
        untold = Q(end_told_on=None) | Q(end_told_on__lte=F("until"))
        rows = AccessGrant.objects.filter(untold, pk=name.grant.pk, revoked_at=None, until__lt=today)
        told = rows.update(end_told_on=today)
        event.details["told"] = told
        if told:
            mail.queue_mail(
                to=name.grant.user,
                authority=authority,
                subject="You can no longer see a restricted record",
                body=(
                    f"You were named on a restricted record to {in_words(name.until)}, and can no longer see "
                    "it. If you still need to, open it and ask for access, or ask a QA manager to renew your "
                    "access.\n"
                ),
                about=name.grant,
            )
    return told
