"""The door to a letter and to its copies: through the child. Recipients with an account read their own copy,
and
nothing else.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from accounts.access.roles import Permission as P
from accounts.access.viewers import Viewer, viewer_for
from accounts.models import User
from children.access import is_visible, log_read, may_record, refuse
from children.child.current_facts import with_present
from children.models import Child
from reviews.decisions.actions import current_team, managers_to_notify
from reviews.letters.states import LETTER, Act, Part
from reviews.models import Letter, LetterCopy
from reviews.models.letter import CopyState, LetterState


def letters_visible_to(viewer: Viewer) -> QuerySet[Letter]:
    """Letters of children this person sees; the list says no word of them."""
    return Letter.objects.filter(child__in=Child.objects.visible_to(viewer).values("pk").order_by())


def get_letter(viewer: Viewer, public_id: UUID, *, page: str, act: Act | None = None) -> Letter:
    """The letter, for the child's IRO, whoever signs, and those who send once it is ready; the read is
    logged.

    Raises RecordClosed where they may ask for the child's record, Http404 for everybody else.
    """
    found = _letters(viewer).filter(public_id=public_id).first()
    if found is None:
        refuse(viewer, Child.objects.filter(letters__public_id=public_id).first(), page=page)
    parts = parts_in(viewer, found.child)
    if not parts & (LETTER.rules[act].by if act else READS[found.state]):
        raise Http404("No such letter")
    log_read(viewer, found.child_id, page=page)
    return found


READS: dict[str, frozenset[Part]] = {
    LetterState.WRITING: frozenset({Part.IRO}),
    LetterState.SIGN_OFF: frozenset({Part.IRO, Part.SIGNER}),
    LetterState.READY: frozenset({Part.IRO, Part.SIGNER, Part.SENDER}),
    LetterState.SENT: frozenset({Part.IRO, Part.SIGNER, Part.SENDER}),
}
"""Who reads the letter itself in each state: an unfinished one is the writer's alone."""


def _letters(viewer: Viewer) -> QuerySet[Letter]:
    child = Prefetch("child", with_present(Child.objects.select_related("authority")))
    found = letters_visible_to(viewer).select_related("review__chaired_by", "written_by", "signed_by")
    return found.prefetch_related(child)


def parts_in(viewer: Viewer, child: Child) -> frozenset[Part]:
    """What this person is to the letters of a child."""
    has = {
        Part.IRO: may_record(viewer, child),
        Part.SENDER: viewer.may(P.BOOK_REVIEW),
        Part.SIGNER: viewer.may(P.RESTRICT_CHILD),
    }
    return frozenset(part for part, is_one in has.items() if is_one)


def address_of(viewer: Viewer, letter: Letter) -> str:
    """The page of a letter of a child whom this person sees: the letter where they may read it, else its
    copies.
    """
    parts = {Part.SENDER: P.BOOK_REVIEW, Part.IRO: P.RECORD_REVIEW, Part.SIGNER: P.RESTRICT_CHILD}
    has = frozenset(part for part, permission in parts.items() if viewer.may(permission))
    return "reviews:letter" if has & READS[letter.state] else "reviews:copies"


def get_copy(viewer: Viewer, public_id: UUID, *, page: str, to_read: bool = False) -> LetterCopy:
    """A copy, for those who send it; `to_read`: only once they may read the letter."""
    letter_id = LetterCopy.objects.filter(public_id=public_id).values_list("letter__public_id", flat=True)
    found = letter_id.first()
    if found is None:
        raise Http404("No such copy")
    letter = get_letter(viewer, found, page=page, act=None if to_read else Act.LIST)
    copy = letter.copies.select_related("person", "mail").get(public_id=public_id)
    copy.letter = letter
    return copy


def get_own_copy(viewer: Viewer, public_id: UUID) -> LetterCopy:
    """A copy that went to this person, while the child's record is open to them; the read is logged."""
    copies = LetterCopy.objects.filter(public_id=public_id, person=viewer.user_id)
    sent = (
        copies.filter(state__in=[CopyState.SENT, CopyState.OPENED]).select_related("person", "mail").first()
    )
    if sent is None:
        raise Http404("No such copy")
    letter = _letters(viewer).filter(pk=sent.letter_id).first()
    if letter is None:
        child = Child.objects.filter(letters=sent.letter_id).first()
        refuse(viewer, child, page="a copy of a letter")
    log_read(viewer, letter.child_id, page="a copy of a letter")
    sent.letter = letter
    return sent


def accounts_for(child: Child, by: User) -> list[User]:
    """People with an account to whom a link about this child can go: the social worker and the managers."""
    workers = child.social_worker_allocations.filter(ended_on=None).select_related("worker__user")
    people: Iterable[User | None] = [
        *(row.worker.user for row in workers if row.worker),
        *managers_to_notify(current_team(child), excluding=by),
    ]
    return list(dict.fromkeys(person for person in people if person is not None and person.is_active))


def may_be_sent_a_link(person: User, child: Child, today: date) -> bool:
    """Whether somebody has an account that opens the child's record."""
    viewer = _viewer_here(person, child, today)
    return viewer is not None and is_visible(viewer, child)


def works_here(person: User, child: Child, today: date) -> bool:
    """Whether somebody has an open account in the child's council."""
    return person.is_active and _viewer_here(person, child, today) is not None


def _viewer_here(person: User, child: Child, today: date) -> Viewer | None:
    viewer = viewer_for(person, today=today, authority_public_id=child.authority.public_id)
    return viewer if viewer is not None and viewer.authority_id == child.authority_id else None
