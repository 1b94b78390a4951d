"""What happens with the starter pack: items of the council, sent to a child, asked about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.lifecycle import NotNow
from accounts.models import Authority, User
from children.models import Child, PackGiven, PackItem
from children.models.pack import ForWhom
from children.packs.leaving import why_leaving_care
from statute.working_days import age_on

LISTED = "There is already an item with this name from this age, for the same children."
AGES = "The oldest age must not be below the youngest."
GIVEN = "Children have been given this item under this name. Remove it, and add an item with the new name."
HAS_ENDED = "This item has been removed already."
NOTHING = "Select what was sent."
NO_ANSWER = "Select for at least one item what the child said."
NOT_TO_COME = "The day must not be after today."
USUAL = (
    ("Your review: what it is and how to take part", 4, 17, ForWhom.ALL),
    ("Your IRO: name, photo and how to reach them", 0, 17, ForWhom.ALL),
    ("The council’s pledge to children in care", 5, 17, ForWhom.ALL),
    ("How to get an advocate", 5, 17, ForWhom.ALL),
    ("How to complain", 5, 17, ForWhom.ALL),
    ("Independent visitors", 8, 17, ForWhom.ALL),
    ("A young person’s guide to care planning", 11, 17, ForWhom.ALL),
    ("How to see your records", 11, 17, ForWhom.ALL),
    ("Leaving care: what you are entitled to", 15, 17, ForWhom.ALL),
    ("The leaving care charter", 15, 17, ForWhom.LEAVING),
)
"""What councils usually give, to begin with."""


def add_item(
    *,
    authority: Authority,
    title: str,
    edition: str,
    from_age: int,
    to_age: int,
    by: User,
    edition_from: date | None = None,
    for_whom: str = ForWhom.ALL,
) -> PackItem:
    """Add an item to the council's pack. Raises NotNow."""
    with audit.action("pack.item_added", by=by, authority=authority) as event:
        audit.hold(authority)
        item = PackItem(authority=authority, edition_from=edition_from, for_whom=for_whom)
        event.target = _write(item, title=title, edition=edition, from_age=from_age, to_age=to_age)
    return item


def _write(item: PackItem, *, title: str, edition: str, from_age: int, to_age: int) -> PackItem:
    if from_age > to_age:
        raise NotNow(AGES, "to_age")
    same = PackItem.objects.filter(
        authority=item.authority_id,
        ended_on=None,
        from_age=from_age,
        for_whom=item.for_whom,
        title__iexact=title.strip(),
    )
    if same.exclude(pk=item.pk).exists():
        raise NotNow(LISTED, "title")
    item.title, item.edition = title.strip(), edition.strip()
    item.from_age, item.to_age = from_age, to_age
    item.save()
    return item


def usual_missing(authority: Authority) -> list[tuple[str, int, int, ForWhom]]:
    """The usual items that the council has neither added nor removed."""
    titles = PackItem.objects.filter(authority=authority).values_list("title", flat=True)
    there = {title.casefold() for title in titles}
    return [row for row in USUAL if row[0].casefold() not in there]


def add_usual(*, authority: Authority, by: User) -> int:
    """Add the usual items that the council does not have yet. Returns how many."""
    new = usual_missing(authority)
    for title, from_age, to_age, whom in new:
        add_item(
            authority=authority,
            title=title,
            edition="",
            from_age=from_age,
            to_age=to_age,
            for_whom=whom,
            by=by,
        )
    return len(new)


def change_item(
    *,
    item: PackItem,
    title: str,
    edition: str,
    from_age: int,
    to_age: int,
    by: User,
    edition_from: date | None = None,
    for_whom: str = ForWhom.ALL,
) -> PackItem:
    """Change an item, as for a new edition; what was sent keeps the edition it had, and its name. Raises
    NotNow.
    """
    with audit.action("pack.item_changed", by=by, authority=item.authority_id, target=item):
        audit.hold(item)
        if item.ended_on is not None:
            raise NotNow(HAS_ENDED)
        if title.strip() != item.title and item.given.exists():
            raise NotNow(GIVEN, "title")
        item.edition_from, item.for_whom = edition_from, for_whom
        return _write(item, title=title, edition=edition, from_age=from_age, to_age=to_age)


def end_item(*, item: PackItem, by: User, today: date) -> None:
    """Remove an item from the pack; what was given stays. Raises NotNow."""
    with audit.action("pack.item_ended", by=by, authority=item.authority_id, target=item):
        audit.hold(item)
        if item.ended_on is not None:
            raise NotNow(HAS_ENDED)
        item.ended_on = today
        item.save(update_fields=["ended_on"])


def items_for(child: Child, today: date) -> QuerySet[PackItem]:
    """The items for the child's age now, and for whether the child is open to leaving care."""
    age = age_on(child.born_on, today)
    whom = ForWhom.LEAVING if why_leaving_care(child, today) else ForWhom.OTHERS
    return PackItem.objects.filter(
        authority=child.authority_id,
        ended_on=None,
        from_age__lte=age,
        to_age__gte=age,
        for_whom__in=(ForWhom.ALL, whom),
    )


@dataclass(frozen=True)
class Row:
    """An item as the child's page shows it."""

    item: PackItem
    given: PackGiven | None

    @property
    def is_old(self) -> bool:
        """Whether another edition was sent than the one of now."""
        return bool(self.given and self.given.sent_on and self.given.edition != self.item.edition)


def rows_for(child: Child, today: date) -> list[Row]:
    """Every item for the child's age, with what is recorded of it, and what was given before."""
    given = {row.item_id: row for row in child.pack.select_related("item")}
    rows = [Row(item, given.pop(item.pk, None)) for item in items_for(child, today)]
    return rows + [Row(row.item, row) for row in given.values()]


def record_sent(*, child: Child, items: Sequence[PackItem], on: date, by: User, today: date) -> None:
    """Record what was sent to the child, with its edition. Raises NotNow."""
    if not items:
        raise NotNow(NOTHING, "items")
    if on > today:
        raise NotNow(NOT_TO_COME, "on")
    with audit.action("pack.sent", by=by, authority=child.authority_id, child_id=child.pk, items=len(items)):
        audit.hold(child)
        for item in items:
            PackGiven.objects.update_or_create(
                child=child,
                item=item,
                defaults={
                    "edition": item.edition,
                    "sent_on": on,
                    "recorded_by": by,
                    "recorded_at": now(),
                },
            )


def record_asked(*, child: Child, answers: dict[PackItem, str], on: date, by: User, today: date) -> None:
    """Record what the child said of each item: not received, received, or received and understood.

    Items without an answer stay as they are. Raises NotNow.
    """
    if not answers:
        raise NotNow(NO_ANSWER)
    if on > today:
        raise NotNow(NOT_TO_COME, "on")
    with audit.action("pack.asked", by=by, authority=child.authority_id, child_id=child.pk):
        audit.hold(child)
        for item, answer in answers.items():
            PackGiven.objects.update_or_create(
                child=child,
                item=item,
                defaults={
                    "received": answer != "no",
                    "understood": answer == "understood",
                    "asked_on": on,
                    "recorded_by": by,
                    "recorded_at": now(),
                },
            )
