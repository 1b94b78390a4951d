"""A record that comes to stand beside a restricted one, with what was recorded there, is restricted as well:
to the same people, to the same last days.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from accounts.access.actions import those_who_answer
from accounts.audit import trail as audit
from accounts.clock import now
from accounts.lifecycle import NotNow
from accounts.mail import outbox as mail
from accounts.models import AccessGrant, Authority, User
from children.imports.identity import Numbers
from children.models import Child, SameChild
from children.models.names import standing_names
from children.restriction.actions import can_be_kept_by, iros_of, name_iros
from children.restriction.naming import named_on

IRO_NOT_NAMED = (
    "{name} would be the IRO on the other record, which will be restricted like this one, but is not named "
    "on this one. Name them here first."
)
NOBODY_KEEPS = (
    "The other record will be restricted, and nobody named could always open it. Name a QA manager on this "
    "record first."
)
APART = (
    "{by} has undone the merge of two records of children. Both records are now restricted. The people named "
    "on the record that was kept are named on the other one too, until the same dates.\n"
)
AS_BEFORE = (
    "{by} has undone the merge of two records of children. The record that was separated is restricted to "
    "the people who were named on it before the merge. The other record is not restricted.\n"
)
BOTH_WILL_BE = (
    "This record is restricted, and the other one will be restricted to the same people, until the same "
    "dates. They and the QA managers will get an email."
)
COMES_BACK = (
    "The other record was restricted before the merge and will be again, to the people who were named on it "
    "then. They and the QA managers will get an email."
)
SUBJECT = "The merge of a restricted record was undone"


def set_apart(*, kept: Child, gone: Child, reason: str, by: User, today: date) -> None:
    """`gone` is a record by itself again. Where the one that stayed is restricted, so is this: to those who
    are named there now, and to nobody else. Where it was restricted itself before the merge, it stays so.
    Part of a larger action, once everything is back on its record.

    Raises NotNow where that would leave out an IRO, or leave nobody who can always open it.
    """
    if not (kept.is_restricted or gone.is_restricted):
        return
    with audit.action(
        "child.restricted", by=by, authority=gone.authority_id, child_id=gone.pk, target=gone, reason=reason
    ) as event:
        gone.is_restricted = True
        gone.save(update_fields=["is_restricted"])
        if kept.is_restricted:
            _check_iros(kept, gone, today)
            carry_names(kept.pk, [gone.pk])
        name_iros(gone, by=by, today=today)
        people = [row.user for row in standing_names().filter(child_id=gone.pk).select_related("user")]
        if not can_be_kept_by(gone, people, today):
            raise NotNow(NOBODY_KEEPS)
        event.details["people"] = sorted(person.pk for person in people)
        _tell(gone, people, APART if kept.is_restricted else AS_BEFORE, by=by, today=today)


def restricted_beside(authority: Authority, numbers: Collection[str]) -> dict[str, int]:
    """Those of these numbers of whom somebody said that they are not the child of a restricted record,
    although they look alike: number -> that record.
    """
    pairs = SameChild.objects.filter(authority=authority, is_same=False)
    mine = pairs.filter(Q(number__in=numbers) | Q(other__in=numbers)).order_by("pk")
    others: dict[str, set[str]] = defaultdict(set)
    for number, other in mine.values_list("number", "other"):
        others[number].add(other)
        others[other].add(number)
    if not others:
        return {}
    known = Numbers.of(authority)
    restricted = Child.objects.filter(authority=authority, is_restricted=True, merged_into=None)
    closed = {n: pk for pk, own in restricted.values_list("pk", "number") for n in known.group_of(own)}
    return {n: closed[other] for n in numbers for other in sorted(others[n]) if other in closed}


def carry_names(of: int, to: Sequence[int]) -> None:
    """Whoever is named on the one record is named on the others, to the same last day; nobody else is any
    more.
    """
    names = list(standing_names().filter(child_id=of))
    people = [row.user_id for row in names]
    there = standing_names().filter(child_id__in=to)
    there.exclude(user__in=people).update(revoked_at=now())
    found = {(row.user_id, row.child_id): row for row in there}
    for child in to:
        for name in names:
            row = found.get((name.user_id, child)) or AccessGrant(
                user_id=name.user_id,
                child_id=child,
                reason=name.reason,
                granted_by_id=name.granted_by_id,
                granted_at=now(),
            )
            row.until, row.review_on = name.until, name.review_on
            row.save()


def words_before(kept: Child, gone: Child) -> tuple[str, ...]:
    """What becomes of the restriction, for whoever is asked whether the merge is undone."""
    if kept.is_restricted:
        return (BOTH_WILL_BE,)
    return (COMES_BACK,) if gone.is_restricted else ()


def _check_iros(kept: Child, gone: Child, today: date) -> None:
    """An IRO who comes back with the other record must be named on the one that stayed: else somebody who was
    taken off it would see half of it again.
    """
    named = set(named_on(kept, today).values_list("user", flat=True))
    for iro in iros_of(gone):
        if iro.pk not in named:
            raise NotNow(IRO_NOT_NAMED.format(name=iro.name))


def _tell(gone: Child, people: Sequence[User], words: str, *, by: User, today: date) -> None:
    """Whoever is named, and the QA managers, who look after names; without saying whose record it is."""
    managers = those_who_answer(gone.authority, today, but=by)
    link = f"{settings.PUBLIC_ADDRESS}{reverse('children:names')}"
    for person in {one.pk: one for one in (*managers, *people) if one.pk != by.pk}.values():
        more = f"\nSign in to look at the names:\n\n{link}\n" if person in managers else ""
        mail.queue_mail(
            to=person,
            authority=gone.authority,
            subject=SUBJECT,
            body=words.format(by=by.name) + more,
            about=None if person in managers else gone,
        )
