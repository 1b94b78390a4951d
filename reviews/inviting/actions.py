"""What happens with the invitations to a review: the child is asked how they want it, people are listed,
invited, reminded, and answer.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from accounts.audit import trail as audit
from accounts.calendars import terms_for, working_days
from accounts.clock import now
from accounts.councils.words import said
from accounts.lifecycle import NotNow
from accounts.mail import outbox
from accounts.models import OutgoingMail, User
from reviews.inviting import links
from reviews.inviting.our_words import (
    ADDRESS,
    COUNCIL,
    LINK,
    QUESTIONS,
    REFERENCE,
    REPLY,
    SENDER,
    WHEN,
)
from reviews.inviting.own_words import written
from reviews.inviting.papers import paper_for
from reviews.inviting.people import Guest, proposed, to_ask_about
from reviews.inviting.states import INVITATION, InvitationAct
from reviews.meeting import actions as meeting
from reviews.meeting.notices import when
from reviews.meeting.states import Act
from reviews.models import Invitation, Review, ReviewWishes
from reviews.models.inviting import ChildsWish, InvitationState, Way
from reviews.models.inviting import WordsKind as K
from statute.timescales import invitations_due_on

NOBODY_CHOSEN = "Select who to invite."
LISTED = "This person is on the list already."
NO_ADDRESS = "Enter an email address, or choose another way."
SAY_WHY = "Enter why they are invited although the child does not want them there."
NOBODY_TO_REMIND = "Everybody who was invited has answered, or was reminded today."
NOT_REMINDED = (
    "Not reminded: {names}. Ask the social worker first, and remind them yourself if they may be told."
)
NOBODY_NEW = "Everybody around the child is on the list already."
NOT_TO_COME = "The day must be today or in the past."


@contextmanager
def _about(review: Review, act: Act, kind: str, *, by: User, **details: Any) -> Iterator[audit.Action]:
    """The action on a review's invitations, with the review held and its state checked."""
    child = review.child
    with audit.action(
        kind, by=by, authority=child.authority_id, child_id=child.pk, target=review, **details
    ) as event:
        meeting.lock(review, act)
        yield event


# --- how the child wants it


@dataclass(frozen=True)
class Wishes:
    """What the child said, or why nobody asked."""

    asked_on: date | None = None
    asked_by: str = ""
    why_not: str = ""
    taking_part: str = ""
    place: str = ""
    time: str = ""
    wants: str = ""
    does_not_want: str = ""
    agenda: str = ""


def record_wishes(*, review: Review, wishes: Wishes, by: User, today: date) -> ReviewWishes:
    """Record how the child wants the review; it replaces what was recorded. Raises NotNow."""
    if wishes.asked_on is not None and wishes.asked_on > today:
        raise NotNow(NOT_TO_COME, "asked_on")
    with _about(review, Act.ASK_CHILD, "review.wishes_recorded", by=by):
        said = {name: v.strip() if isinstance(v, str) else v for name, v in asdict(wishes).items()}
        found, _ = ReviewWishes.objects.update_or_create(
            review=review, defaults={**said, "recorded_by": by, "recorded_at": now()}
        )
    return found


# --- the list


def suggest(*, review: Review, by: User, today: date) -> int:
    """Put everybody around the child on the list who is not on it. Returns how many. Raises NotNow."""
    with _about(review, Act.ARRANGE, "review.invitations_listed", by=by) as event:
        there = {(row.role, row.name.casefold()) for row in review.invitations.all()}
        new = [g for g in proposed(review, today=today) if (g.role, g.name.casefold()) not in there]
        if not new:
            raise NotNow(NOBODY_NEW)
        for guest in new:
            _write(Invitation(review=review), guest)
        event.details["people"] = len(new)
    return len(new)


def add(*, review: Review, guest: Guest, by: User) -> Invitation:
    """Add somebody to the list. Raises NotNow."""
    with _about(review, Act.ARRANGE, "review.invitation_added", by=by):
        return _write(Invitation(review=review), guest)


def change(*, invitation: Invitation, guest: Guest, by: User) -> Invitation:
    """Change who it is and how they are invited, until the invitation is sent. Raises NotNow."""
    with _of(invitation, InvitationAct.CHANGE, "review.invitation_changed", by=by):
        return _write(invitation, guest)


def _write(row: Invitation, guest: Guest) -> Invitation:
    twins = row.review.invitations.filter(role=guest.role, name__iexact=guest.name.strip())
    if twins.exclude(pk=row.pk).exists():
        raise NotNow(LISTED, "name")
    if guest.way == Way.EMAIL and not (guest.email or guest.person):
        raise NotNow(NO_ADDRESS, "email")
    if guest.wish == ChildsWish.NOT_WANTED and not guest.reason.strip():
        raise NotNow(SAY_WHY, "reason")
    for name, value in vars(guest).items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    row.save()
    return row


@contextmanager
def _of(invitation: Invitation, act: InvitationAct, kind: str, *, by: User) -> Iterator[None]:
    """The action on one invitation, with the row held and moved to the state that follows."""
    review = invitation.review
    with _about(review, Act.ARRANGE, kind, by=by):
        audit.hold(invitation)
        invitation.review = review
        INVITATION.check_state(act, invitation.state)
        invitation.state = INVITATION.rules[act].moves[invitation.state]
        yield


def remove(*, invitation: Invitation, by: User) -> None:
    """Take somebody off the list who has not been invited. Raises NotNow."""
    with _of(invitation, InvitationAct.REMOVE, "review.invitation_removed", by=by):
        invitation.delete()


def leave_out(*, invitation: Invitation, reason: str, by: User) -> Invitation:
    """Record why somebody is not invited, or not any more. Raises NotNow."""
    with _of(invitation, InvitationAct.LEAVE_OUT, "review.invitation_left_out", by=by):
        invitation.reason = reason.strip()
        invitation.save(update_fields=["state", "reason"])
    return invitation


def put_back(*, invitation: Invitation, by: User) -> Invitation:
    """Put somebody who was left out back on the list. Raises NotNow."""
    with _of(invitation, InvitationAct.PUT_BACK, "review.invitation_put_back", by=by):
        invitation.sent_on = invitation.due_on = None
        invitation.reply, invitation.replied_on = "", None
        if invitation.wish != ChildsWish.NOT_WANTED:
            invitation.reason = ""
        invitation.save()
    return invitation


# --- sending


def send(*, review: Review, invitations: Sequence[Invitation], by: User, today: date) -> None:
    """Invite these people: by email where that is their way; the rest is printed or told. Raises NotNow."""
    if not invitations:
        raise NotNow(NOBODY_CHOSEN, "people")
    with _about(review, Act.ARRANGE, "review.invitations_sent", by=by, people=len(invitations)):
        day = review.booked_for or today
        limit = invitations_due_on(
            day, calendar=working_days(), terms=terms_for(review.child.authority).on(day)
        )
        for row in invitations:
            audit.hold(row)
            row.review = review
            INVITATION.check_state(InvitationAct.SEND, row.state)
            row.state, row.sent_on, row.sent_by, row.due_on = InvitationState.SENT, today, by, limit
            if row.way == Way.EMAIL:
                row.mail = _mail(row, (K.HERE, K.EMAIL), by, today)
            row.save()


def remind(*, review: Review, by: User, today: date) -> tuple[list[Invitation], list[Invitation]]:
    """Remind everybody who was invited and has not answered: emails go out, the others are for whoever
    reminds to tell. Returns them, and those left out because they may now be told nothing without asking the
    social worker first. Raises NotNow.
    """
    with _about(review, Act.ARRANGE, "review.invitations_reminded", by=by) as event:
        unanswered = list(waiting(review).exclude(reminded_on=today))
        silent = to_ask_about(review.child, unanswered)
        rows = [row for row in unanswered if row.pk not in silent]
        left_out = [row for row in unanswered if row.pk in silent]
        if not rows:
            names = ", ".join(row.name for row in left_out)
            raise NotNow(NOT_REMINDED.format(names=names) if left_out else NOBODY_TO_REMIND)
        for row in rows:
            row.review, row.reminded_on = review, today
            if row.way == Way.EMAIL:
                row.mail = _mail(row, (K.HERE_REMINDER, K.REMINDER), by, today)
            row.save(update_fields=["reminded_on", "mail"])
        event.details["people"] = len(rows)
    return rows, left_out


def waiting(review: Review) -> QuerySet[Invitation]:
    """Those who were invited and have not answered."""
    return review.invitations.filter(state=InvitationState.SENT, reply="")


def _mail(row: Invitation, kinds: tuple[K, K], by: User, today: date) -> OutgoingMail:
    """The email of an invitation, of the first kind to people who sign in here. It names no child and no
    place, whoever reads it.
    """
    review = row.review
    authority = review.child.authority
    values = {WHEN: when(review), COUNCIL: authority.name, SENDER: by.name, ADDRESS: by.email}
    if row.person is not None:
        page = reverse("reviews:child_reviews", args=[review.child.public_id])
        values[LINK] = f"{settings.PUBLIC_ADDRESS}{page}"
    else:
        link = links.offer(row, today=today)
        asks = f"{'Or reply' if link else 'Please reply'} to {by.name} and say whether you will come."
        values |= {REPLY: said(link, authority) + asks, REFERENCE: reference(review)}
        values[QUESTIONS] = _questions(row, today)
    text = written(authority, kinds[row.person is None], today, values)
    return outbox.queue_mail(
        to=row.person,
        address=row.email,
        authority=authority,
        subject=text.title,
        body=text.text,
        about=review,
        is_worded=True,
    )


def _questions(row: Invitation, today: date) -> str:
    """The questions of the consultation paper, where one goes with the invitation."""
    if not row.has_paper:
        return ""
    asked = "\n".join(f"- {question}" for _, question in paper_for(row, today=today).questions)
    before = (
        "Before the review we would like to hear what you think. You can answer on paper, by phone or at the "
        "review, and leave out what you like:"
    )
    return f"{said(before, row.review.child.authority)}\n\n{asked}"


def reference(review: Review) -> str:
    """What people outside name a review by: it tells nothing of the child."""
    return str(review.public_id)[:8].upper()


# --- answers


def record_reply(*, invitation: Invitation, reply: str, on: date, note: str, by: User, today: date) -> None:
    """Record what somebody answered. Raises NotNow."""
    if on > today:
        raise NotNow(NOT_TO_COME, "on")
    with _of(invitation, InvitationAct.REPLY, "review.invitation_answered", by=by):
        invitation.reply, invitation.replied_on, invitation.reply_note = reply, on, note.strip()
        invitation.save(update_fields=["reply", "replied_on", "reply_note"])
