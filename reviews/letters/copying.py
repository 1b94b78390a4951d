"""The copies of a letter: who is proposed, in which version, how each goes, and what became of it."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.lifecycle import NotNow
from accounts.mail import outbox
from accounts.models import OutgoingMail, User
from children.contacts.told import key_of, must_not_know_home, not_to_be_told
from children.models import Child
from children.models.allocation import ToldHow
from children.notifications.actions import tell_who_the_iro_is
from reviews.letters import drawn, heading, states
from reviews.letters.access import accounts_for, may_be_sent_a_link
from reviews.letters.amended_copies import held_before, note_corrected
from reviews.letters.issues import overtaken
from reviews.letters.states import COPY, LETTER, Act, CopyAct
from reviews.letters.versions import Parts, first_left_out, is_empty, version
from reviews.models import Letter, LetterCopy
from reviews.models.letter import Channel, CopyState, LetterKind, LetterState
from reviews.models.review import AttendeeRole as R
from reviews.models.review import Presence

OF_THE_LETTER = (R.CARER,)
"""Who gets the child's letter beside the child and the social worker."""
NOT_TO = frozenset({R.CHILD, R.SOCIAL_WORKER, R.TEAM_MANAGER, R.INTERPRETER})


# --- the list


def withheld_before(child: Child, kind: str) -> str:
    """The withheld words of the child's last letter of this kind."""
    last = Letter.objects.filter(child=child, kind=kind).order_by("-review__held_on", "-pk").first()
    return last.withheld_words if last else ""


def propose(letter: Letter, *, by: User, today: date) -> None:
    """The first list of copies: the child, the social worker and manager, and who was asked to the review.

    Somebody who had a copy last time keeps their way and what they may not read.
    """
    again = held_before(letter, today)
    before = {(c.role, c.name): c for c in [*again, *_last_copies(letter)]}
    kept_from = must_not_know_home(letter.child)
    keys = [part["key"] for part in letter.parts]
    for role, name, person in _people(letter, again, by=by, today=today):
        copy = LetterCopy(letter=letter, role=role, name=name or R(role).label.capitalize(), person=person)
        copy.left_out, copy.channel = _first(letter, role, keys), Channel.PRINT
        if (was := before.get((role, copy.name))) is not None:
            _as_before(copy, was, keys)
        if person is not None:
            copy.channel = Channel.LINK
        copy.withholds_home = copy.withholds_home or key_of(copy.role, copy.name) in kept_from
        copy.save()


def _as_before(copy: LetterCopy, was: LetterCopy, keys: list[str]) -> None:
    """Somebody's copy in the version and by the way of last time; a link needs an account now."""
    copy.left_out = [key for key in was.left_out if key in keys]
    copy.withholds_home = was.withholds_home
    if was.channel != Channel.LINK:
        copy.channel = was.channel


def _first(letter: Letter, role: str, keys: list[str]) -> list[str]:
    return first_left_out(role, keys) if letter.kind == LetterKind.MINUTES else []


def _last_copies(letter: Letter) -> Iterable[LetterCopy]:
    letters = Letter.objects.filter(child=letter.child_id, kind=letter.kind).exclude(pk=letter.pk)
    last = letters.order_by("-review__held_on", "-issue", "-pk").first()
    return last.copies.all() if last else []


Listed = tuple[str, str, User | None]
"""Role, name (may be empty), and the account that a link goes to."""


def _people(letter: Letter, again: list[LetterCopy], *, by: User, today: date) -> list[Listed]:
    """Who is proposed, each once by role and name; of another issue also whoever holds an earlier one."""
    child = letter.child
    found: list[Listed] = [(R.CHILD, child.name, None), *_workers(child, today)]
    if letter.kind == LetterKind.MINUTES:
        found += _managers(child, [person for *_, person in found], by=by, today=today)
    silent = not_to_be_told(child)
    guests: list[Listed] = [(role, name, None) for role, name in _guests(letter)]
    guests += [(copy.role, copy.name, copy.person) for copy in again]
    found += [guest for guest in guests if key_of(*guest[:2]) not in silent]
    once: dict[tuple[str, str], Listed] = {}
    for role, name, person in found:
        once.setdefault((role, name or R(role).label.capitalize()), (role, name, person))
    return list(once.values())


def _guests(letter: Letter) -> Iterable[tuple[str, str]]:
    """Who was asked to the review; of an introduction and of the child's letter the carers alone."""
    if letter.review is None:
        carers = letter.child.contact_people.filter(ended_on=None, role__in=OF_THE_LETTER)
        return carers.values_list("role", "name")
    asked = letter.review.attendances.exclude(presence=Presence.NOT_INVITED).exclude(role__in=NOT_TO)
    guests = asked if letter.kind == LetterKind.MINUTES else asked.filter(role__in=OF_THE_LETTER)
    return guests.values_list("role", "name")


def _workers(child: Child, today: date) -> list[Listed]:
    """The social worker, by link where the account opens the record."""
    rows = child.social_worker_allocations.filter(ended_on=None, worker__isnull=False)
    found: list[Listed] = []
    for row in rows.select_related("worker__user"):
        user = row.worker.user if row.worker else None
        can = user is not None and user.is_active and may_be_sent_a_link(user, child, today)
        found.append((R.SOCIAL_WORKER, str(row.worker), user if can else None))
    return found


def _managers(child: Child, listed: list[User | None], *, by: User, today: date) -> list[Listed]:
    """The managers of the child's team who are not listed yet."""
    people = [person for person in accounts_for(child, by) if person not in listed]
    return [(R.TEAM_MANAGER, p.name, p) for p in people if may_be_sent_a_link(p, child, today)]


def withheld_words(letter: Letter) -> list[str]:
    """Words that tell where the child lives: those that were named, carers, school, place and postcodes."""
    review, child = letter.review, letter.child
    who: Any = review.attendances.all() if review else child.contact_people.filter(ended_on=None)
    rows = who.filter(role__in=[R.CARER, R.SCHOOL]).exclude(name="")
    codes = child.episodes.exclude(placement_postcode="").values_list("placement_postcode", flat=True)
    names = [w.strip() for name in rows.values_list("name", flat=True) for w in name.split(",")]
    place = review.place if review else ""
    return [w for w in [*letter.withheld_words.splitlines(), *names, place, *codes] if w.strip()]


def as_it_would_go(copy: LetterCopy) -> tuple[Parts, int]:
    """What the copy says, and how many passages were taken out; a sent one as it went."""
    if copy.parts is not None:
        return copy.parts, 0
    words = withheld_words(copy.letter) if copy.withholds_home else []
    return version(copy.letter.parts, left_out=copy.left_out, withholds_home=copy.withholds_home, words=words)


# --- changing it


def _audited(kind: str, copy: LetterCopy, by: User) -> AbstractContextManager[audit.Action]:
    child = copy.letter.child
    return audit.action(kind, by=by, authority=child.authority_id, child_id=child.pk, target=copy)


def _hold(copy: LetterCopy, act: CopyAct) -> str:
    letter = copy.letter
    audit.hold(copy)
    copy.letter = letter
    COPY.check_state(act, copy.state)
    return COPY.rules[act].moves[copy.state]


def put_on_list(*, letter: Letter, data: dict[str, object], by: User, today: date) -> LetterCopy:
    """Add a recipient. Raises NotNow."""
    child = letter.child
    with audit.action("letter.copy_added", by=by, authority=child.authority_id, child_id=child.pk) as event:
        audit.hold(letter)
        LETTER.check_state(Act.LIST, letter.state)
        copy = LetterCopy(letter=letter)
        _fill(copy, data, today)
        copy.save()
        event.target = copy
    return copy


def change(*, copy: LetterCopy, data: dict[str, object], by: User, today: date) -> None:
    """Change how a copy goes, or what it leaves out. Raises NotNow."""
    with _audited("letter.copy_changed", copy, by):
        _hold(copy, CopyAct.CHANGE)
        _fill(copy, data, today)
        copy.read_by = None
        copy.save()


def redirect(*, copy: LetterCopy, channel: str, person: User | None, by: User, today: date) -> None:
    """Say how a copy that came back goes the next time; what it says never changes. Raises NotNow, also where
    it cannot go again."""
    with _audited("letter.copy_redirected", copy, by):
        _hold(copy, CopyAct.REDIRECT)
        if overtaken([copy.letter]):
            raise NotNow(states.OVERTAKEN)
        kept_from = must_not_know_home(copy.letter.child)
        states.check_may_go(copy, keeps_home=key_of(copy.role, copy.name) in kept_from)
        _direct(copy, channel, person, today)
        copy.save(update_fields=["channel", "person"])


def _direct(copy: LetterCopy, channel: str, person: object, today: date) -> None:
    copy.channel = channel
    if channel == Channel.LINK and not _has_account(person, copy, today):
        raise NotNow(states.NO_ACCOUNT, "person")
    copy.person = person if isinstance(person, User) and channel == Channel.LINK else None


def _fill(copy: LetterCopy, data: dict[str, object], today: date) -> None:
    copy.role, copy.name = str(data["role"]), str(data["name"]).strip()
    _direct(copy, str(data["channel"]), data["person"], today)
    copy.left_out = list(data["left_out"]) if isinstance(data["left_out"], list) else []
    copy.withholds_home = data["withholds_home"] == "yes"
    child = copy.letter.child
    if not copy.withholds_home and key_of(copy.role, copy.name) in must_not_know_home(child):
        raise NotNow(states.MUST_NOT_KNOW, "withholds_home")
    twins = copy.letter.copies.filter(role=copy.role, name=copy.name).exclude(pk=copy.pk)
    if twins.exists():
        raise NotNow(states.LISTED_TWICE, "name")
    if is_empty(as_it_would_go(copy)[0]):
        raise NotNow(states.NOTHING_LEFT, "left_out")


def _has_account(person: object, copy: LetterCopy, today: date) -> bool:
    return isinstance(person, User) and may_be_sent_a_link(person, copy.letter.child, today)


def remove(*, copy: LetterCopy, by: User) -> None:
    """Take somebody off the list who has no copy yet. Raises NotNow."""
    with _audited("letter.copy_removed", copy, by) as event:
        _hold(copy, CopyAct.REMOVE)
        event.target = copy.letter
        copy.delete()


def read_first(*, copy: LetterCopy, by: User) -> None:
    """Confirm that a copy that must not tell the home was read. Raises NotNow."""
    with _audited("letter.copy_read_first", copy, by):
        _hold(copy, CopyAct.READ_FIRST)
        copy.read_by = by
        copy.save(update_fields=["read_by"])


# --- sending it


def send(*, letter: Letter, copies: list[LetterCopy], by: User, today: date) -> None:
    """Send these copies: each is kept as it goes; links by mail, the rest is printed or uploaded. Raises
    NotNow.
    """
    child = letter.child
    with audit.action(
        "letter.sent",
        by=by,
        authority=child.authority_id,
        child_id=child.pk,
        target=letter,
        copies=len(copies),
    ):
        audit.hold(letter)
        LETTER.check_state(Act.SEND, letter.state)
        if not copies:
            raise NotNow(states.NOTHING_TO_SEND)
        if letter.state != LetterState.SENT:
            drawn.check_unchanged(letter)
        elif overtaken([letter]):
            raise NotNow(states.OVERTAKEN)
        if letter.state != LetterState.SENT:
            letter.state, letter.sent_at, letter.heading = LetterState.SENT, now(), heading.kept(letter)
            letter.save(update_fields=["state", "sent_at", "heading"])
        kept_from = must_not_know_home(child)
        for copy in copies:
            copy.letter = letter
            _send(copy, by, keeps_home=key_of(copy.role, copy.name) in kept_from)
        if letter.kind == LetterKind.INTRODUCTION:
            _note_told(letter, copies, by, today)


def _note_told(letter: Letter, copies: Iterable[LetterCopy], by: User, today: date) -> None:
    """A letter of introduction tells the child and the carer who the IRO is, if nobody had told them. A
    further copy of one that names an earlier IRO tells nobody of the present one.
    """
    roles = {copy.role for copy in copies}
    allocation = letter.child.iro_allocations.filter(ended_on=None).select_related("worker").first()
    if allocation is None or allocation.started_on > today:
        return
    if not drawn.introduces(letter, allocation.worker.name):
        return
    child_on, carer_on = allocation.child_told_on, allocation.carer_told_on
    if child_on and carer_on:
        return
    tell_who_the_iro_is(
        child=letter.child,
        child_told_on=child_on or (today if R.CHILD in roles else None),
        child_told_how=allocation.child_told_how if child_on else ToldHow.LETTER,
        carer_told_on=carer_on or (today if R.CARER in roles else None),
        by=by,
        today=today,
        of=allocation,
    )


def _send(copy: LetterCopy, by: User, *, keeps_home: bool) -> None:
    to = _hold(copy, CopyAct.SEND)
    states.check_may_go(copy, keeps_home=keeps_home)
    copy.parts = as_it_would_go(copy)[0]
    copy.state, copy.sent_by, copy.sent_at, copy.note = to, by, now(), ""
    if copy.channel == Channel.LINK:
        copy.mail = _mail(copy)
    copy.amended_at = copy.told_at = copy.told_mail = None
    copy.save()
    note_corrected(copy, copy.sent_at)


def _mail(copy: LetterCopy) -> OutgoingMail:
    assert copy.person is not None
    authority = copy.letter.child.authority
    address = reverse("reviews:own_copy", args=[copy.public_id])
    return outbox.queue_mail(
        to=copy.person,
        authority=authority,
        subject="A copy of a letter or record is ready for you",
        body=(
            f"A copy of {_what(copy.letter)} is ready for you to read.\n\n"
            f"{settings.PUBLIC_ADDRESS}{address}\n"
        ),
        about=copy.letter,
    )


def _what(letter: Letter) -> str:
    if letter.kind == LetterKind.INTRODUCTION:
        return "a letter in which an IRO introduces themselves to a child"
    return "what was written after a statutory review"


def open_own(*, copy: LetterCopy, by: User) -> None:
    """Note that the recipient has opened the copy; the first time counts. Raises NotNow."""
    with transaction.atomic():
        to = _hold(copy, CopyAct.OPEN)  # they may press in two windows
        if copy.state != CopyState.OPENED:
            with _audited("letter.copy_opened", copy, by):
                copy.state, copy.opened_at = to, now()
                copy.save(update_fields=["state", "opened_at"])


OUTCOMES = {
    CopyState.OPENED.value: CopyAct.HAND_OVER,
    CopyState.RETURNED.value: CopyAct.RETURN,
    CopyState.FAILED.value: CopyAct.FAIL,
}


def record_outcome(*, copy: LetterCopy, state: str, note: str, by: User) -> None:
    """Record that a copy was handed over, came back, or could not be sent. Raises NotNow."""
    with _audited("letter.copy_outcome", copy, by):
        copy.state, copy.note = _hold(copy, OUTCOMES[state]), note.strip()
        copy.opened_at = now() if state == CopyState.OPENED else None
        copy.save(update_fields=["state", "note", "opened_at"])
