"""Whoever holds a copy that the record no longer agrees with is told: by email where there is an address, and
else by a person, for whom the list of copies keeps it.

Somebody who has left the child's case holds the copy still. They get no link, and no mail says whose record
it is.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.lifecycle import NotNow
from accounts.mail import outbox
from accounts.models import OutgoingMail, User
from accounts.models.jobs import DID_NOT_GO
from accounts.templatetags.govuk import day as day_words
from children.contacts.told import key_of, known_as, not_to_be_told
from children.models import Child
from reviews.letters import states
from reviews.letters.access import may_be_sent_a_link, works_here
from reviews.letters.issues import drawn_parts
from reviews.letters.states import COPY, CopyAct
from reviews.letters.versions import LEFT_OUT
from reviews.models import Letter, LetterCopy, Review
from reviews.models.inviting import InvitationState, Way
from reviews.models.letter import CopyState, LetterState
from reviews.models.review import AttendeeRole as R

ARRIVED = (CopyState.SENT, CopyState.OPENED)
TO_TELL = Q(state__in=ARRIVED, amended_at__isnull=False) & (
    Q(told_at=None) | Q(told_mail__state__in=DID_NOT_GO)
)
"""Copies of whose amendment somebody has still to tell."""
THE_CHILD = "Tell the child yourself."
ASK_FIRST = "May be told nothing unless the social worker is asked first."
HAS_LEFT = "Has left the council: tell them by post or phone."
NO_ADDRESS = "No email address is recorded: tell them by post or phone."
HAS_FAILED = "The email failed: tell them by post or phone."


def holders(review: Review, lines: Iterable[str]) -> list[LetterCopy]:
    """Copies that arrived and say one of these lines of the record: of each kind
    the last that somebody got.
    """
    lines = list(lines)
    # held as sending holds it: what goes out meanwhile either counts here, or is refused for the amendment
    letters = list(
        review.letters.filter(state=LetterState.SENT).select_for_update(of=("self",)).order_by("pk")
    )
    last: dict[tuple[str, str, str], LetterCopy] = {}
    for letter in sorted(letters, key=lambda row: row.issue):
        parts = drawn_parts(letter, lines)
        rows = (
            letter.copies.filter(state__in=ARRIVED).select_for_update(of=("self",)).select_related("person")
        )
        for copy in rows.order_by("pk"):
            copy.letter = letter
            key = (letter.kind, *key_of(copy.role, copy.name))
            last.pop(key, None)
            if any(part["key"] in parts and part["text"] != LEFT_OUT for part in copy.parts or []):
                last[key] = copy
    return list(last.values())


def tell_holders(
    review: Review, lines: Iterable[str], *, told: Mapping[User, OutgoingMail], by: User, today: date
) -> dict[User, OutgoingMail]:
    """Tell whoever holds a copy of what was amended, each once. `told`: who has had a mail already; whoever
    amends knows. Returns who has had one now.
    """
    all_told = dict(told)
    at = now()
    sent: dict[tuple[int | None, str], OutgoingMail] = {(p.pk, ""): mail for p, mail in told.items()}
    for copy in holders(review, lines):
        copy.amended_at, copy.told_at, copy.told_mail = at, None, None
        person, address = reached(copy, today)
        key = (person.pk if person else None, address)
        if person == by and person is not None:
            copy.told_at = at
        elif person is not None or address:
            if key not in sent:
                sent[key] = _mail(copy, person, address, by, today)
            copy.told_at, copy.told_mail = at, sent[key]
            if person is not None:
                all_told[person] = sent[key]
        copy.save(update_fields=["amended_at", "told_at", "told_mail"])
    return all_told


def reached(copy: LetterCopy, today: date) -> tuple[User | None, str]:
    """The account or the address at which the portal may tell somebody; neither where a person has to."""
    if copy.person is not None:
        return (copy.person if works_here(copy.person, copy.letter.child, today) else None), ""
    return None, _address(copy)


def _address(copy: LetterCopy) -> str:
    """The email address of somebody without an account, as the contacts have it now, else as they were
    invited. The child is told by a person.
    """
    if copy.role == R.CHILD:
        return ""
    mine = key_of(copy.role, copy.name)
    contacts = known_as(copy.letter.child, *mine)
    if contacts:
        is_one_now = contacts[0].ended_on is None and mine not in not_to_be_told(copy.letter.child)
        return contacts[0].email if is_one_now else ""
    assert copy.letter.review is not None  # a letter of introduction is drawn from no record
    invited = copy.letter.review.invitations.filter(state=InvitationState.SENT, way=Way.EMAIL, person=None)
    return next((row.email for row in invited if key_of(row.role, row.name) == mine), "")


def _mail(copy: LetterCopy, person: User | None, address: str, by: User, today: date) -> OutgoingMail:
    child = copy.letter.child
    sees = person is not None and may_be_sent_a_link(person, child, today)
    link = f"{settings.PUBLIC_ADDRESS}{reverse('reviews:own_copy', args=[copy.public_id])}\n\n"
    assert copy.sent_at is not None  # it has arrived
    return outbox.queue_mail(
        to=person,
        address=address,
        authority=child.authority,
        subject="What you have a copy of was amended",
        body=(
            f"On {day_words(localdate(copy.sent_at))} you were sent a copy of what was written after a "
            "statutory review. The record of the review was amended since, and the copy does not say so.\n\n"
            f"{link if sees else ''}"
            f"If you do not get a corrected copy, ask {by.name} ({by.email}) for one.\n"
        ),
        about=copy.letter if sees else copy,
    )


# --- told by a person


def why_by_hand(copy: LetterCopy, today: date) -> str:
    """Why the portal could not tell this recipient."""
    if copy.told_mail is not None:
        return HAS_FAILED
    if copy.role == R.CHILD:
        return THE_CHILD
    if copy.person is not None:
        return HAS_LEFT
    is_to_ask = key_of(copy.role, copy.name) in not_to_be_told(copy.letter.child)
    return ASK_FIRST if is_to_ask else NO_ADDRESS


def is_to_tell(copy: LetterCopy) -> bool:
    """Whether somebody has still to tell the recipient; as `TO_TELL` asks the database."""
    has_failed = copy.told_mail is not None and copy.told_mail.state in DID_NOT_GO
    return copy.state in ARRIVED and copy.amended_at is not None and (copy.told_at is None or has_failed)


def record_told(*, copy: LetterCopy, by: User) -> None:
    """Record that somebody has told the recipient of the amendment. Raises NotNow."""
    child = copy.letter.child
    with audit.action(
        "letter.copy_told", by=by, authority=child.authority_id, child_id=child.pk, target=copy
    ):
        letter = copy.letter
        audit.hold(copy)
        copy.letter = letter
        COPY.check_state(CopyAct.TELL, copy.state)
        if not is_to_tell(copy):
            raise NotNow(states.NOTHING_TO_TELL)
        copy.told_at, copy.told_mail = now(), None
        copy.save(update_fields=["told_at", "told_mail"])


def note_corrected(copy: LetterCopy, at: datetime) -> None:
    """Somebody who is sent a later issue has been told of what changed since theirs."""
    letter = copy.letter
    if letter.review_id is None:
        return
    earlier = LetterCopy.objects.filter(
        TO_TELL,
        letter__review=letter.review_id,
        letter__kind=letter.kind,
        letter__issue__lt=letter.issue,
        role=copy.role,
        name__iexact=copy.name,
    )
    for row in earlier:
        row.told_at, row.told_mail = at, None
        row.save(update_fields=["told_at", "told_mail"])


# --- written again


def held_before(letter: Letter, today: date) -> list[LetterCopy]:
    """The copies of earlier issues whose recipients can be sent this one: whoever still sees the child, and
    whoever is reached by hand and was not taken off the contacts.
    """
    rows = LetterCopy.objects.filter(
        letter__review=letter.review_id, letter__kind=letter.kind, letter__issue__lt=letter.issue
    )
    found = rows.filter(state__in=ARRIVED).select_related("person").order_by("letter__issue", "pk")
    return [copy for copy in found if _can_be_sent_another(copy, letter.child, today)]


def _can_be_sent_another(copy: LetterCopy, child: Child, today: date) -> bool:
    if copy.person is not None:
        return copy.person.is_active and may_be_sent_a_link(copy.person, child, today)
    contacts = known_as(copy.letter.child, copy.role, copy.name)
    return not contacts or contacts[0].ended_on is None
