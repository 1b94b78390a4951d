"""Who is proposed to be invited: the child, the social worker, the people around the child, and who came to
the last review.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from accounts.models import User
from children.contacts.actions import contacts_of
from children.contacts.told import earlier_names, key_of, must_not_know_home, not_to_be_told
from children.models import Child
from children.models.contact import MayBeTold
from children.needs.actions import needs_on
from reviews.inviting.papers import has_paper
from reviews.models import Attendance, Invitation, Review
from reviews.models.inviting import Way
from reviews.models.review import AttendeeRole as R
from reviews.models.review import Presence, ReviewStatus


@dataclass(frozen=True)
class Guest:
    """Somebody to invite, and how."""

    role: str
    name: str
    way: str = Way.PRINT
    person: User | None = None
    email: str = ""
    has_paper: bool = False
    withholds_place: bool = False
    wish: str = ""
    reason: str = ""

    @property
    def is_unnamed(self) -> bool:
        """Whether the role stands in place of a name."""
        return self.name.casefold() == str(R(self.role).label).casefold()


def keep_places(child: Child, rows: Iterable[Invitation]) -> None:
    """Withhold the place also from those who must not know the home since the list was made."""
    kept_from = must_not_know_home(child)
    for row in rows:
        row.withholds_place = row.withholds_place or key_of(row.role, row.name) in kept_from


def to_ask_about(child: Child, rows: Iterable[Invitation]) -> set[int]:
    """The keys of those who may be told nothing, by the child's contacts now, without asking the social
    worker first.
    """
    silent = not_to_be_told(child)
    return {row.pk for row in rows if key_of(row.role, row.name) in silent}


def proposed(review: Review, *, today: date) -> list[Guest]:
    """Everybody who is proposed, each once by role and name; a contact by the name that they have now."""
    child = review.child
    others = not_to_be_told(child) | earlier_names(child)
    before = [guest for guest in _last_time(review) if key_of(guest.role, guest.name) not in others]
    found: dict[tuple[str, str], Guest] = {}
    for guest in [*_of_the_child(child, today), *_contacts(child), *before]:
        found.setdefault(key_of(guest.role, guest.name), guest)
    named = {guest.role for guest in found.values() if not guest.is_unnamed}
    # somebody at the last review without a name adds nothing to one with a name
    kept = [g for g in found.values() if not (g.is_unnamed and g.role in named)]
    return [replace(guest, has_paper=has_paper(guest.role)) for guest in kept]


def _of_the_child(child: Child, today: date) -> Iterator[Guest]:
    yield Guest(R.CHILD, child.name, Way.SPOKEN)
    rows = child.social_worker_allocations.filter(ended_on=None, worker__isnull=False)
    for row in rows.select_related("worker__user"):
        user = row.worker.user if row.worker and row.worker.user and row.worker.user.is_active else None
        yield Guest(R.SOCIAL_WORKER, str(row.worker), Way.EMAIL if user else Way.SPOKEN, user)
    needs = needs_on(child, today)
    if needs is not None and needs.needs_interpreter:
        name = f"Interpreter, {needs.language}" if needs.language else "Interpreter"
        yield Guest(R.INTERPRETER, name, Way.SPOKEN)


def _contacts(child: Child) -> Iterator[Guest]:
    """The people around the child, but for those who may be told nothing without asking first."""
    for person in contacts_of(child):
        if person.may_be_told == MayBeTold.NOTHING:
            continue
        role = R(person.role)
        yield Guest(
            role,
            person.name,
            Way.EMAIL if person.email else Way.PRINT,
            email=person.email,
            withholds_place=person.not_told_home,
        )


def _last_time(review: Review) -> Iterator[Guest]:
    """Who was asked to the last review."""
    last = (
        review.child.reviews.filter(status=ReviewStatus.COMPLETED).exclude(pk=review.pk).order_by("-held_on")
    ).first()
    if last is None:
        return
    asked = Attendance.objects.filter(review=last).exclude(presence=Presence.NOT_INVITED)
    for row in asked.exclude(role__in=[R.CHILD, R.SOCIAL_WORKER]).order_by("pk"):
        yield Guest(row.role, row.name or str(R(row.role).label).capitalize())
